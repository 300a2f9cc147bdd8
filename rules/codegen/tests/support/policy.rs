//! Policies compiled from their text, and cases for them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use nuanze_abi::{Operand, ValueType};
use nuanze_codegen::Module;
use nuanze_program::{Case, Program, Type, Value, evaluate};

use super::host::{Host, Slot};
use super::random::Random;

/// A policy in both its forms.
pub struct Policy {
    pub program: Program,
    pub module: Module,
}

impl Policy {
    /// Compiles a document; what is wrong with it otherwise.
    pub fn compile(text: &str) -> Result<Self, String> {
        Self::compile_with(text, &Documents::new())
    }

    /// The same, where it may use other documents.
    pub fn compile_with(text: &str, library: &Documents) -> Result<Self, String> {
        let parsed = nuanze_syntax::parse(text);
        if !parsed.diagnostics.is_empty() {
            return Err(format!("parse: {:#?}", parsed.diagnostics));
        }
        let checked = nuanze_program::check_with(&parsed.document, library);
        let program = checked
            .program
            .ok_or_else(|| format!("check: {:#?}", checked.diagnostics))?;
        Self::of_program(program)
    }

    /// Compiles a program.
    pub fn of_program(program: Program) -> Result<Self, String> {
        let module =
            nuanze_codegen::compile(&program).map_err(|error| format!("compile: {error}"))?;
        Ok(Self { program, module })
    }

    /// A document among this crate's tests.
    pub fn fixture(name: &str) -> Self {
        Self::compile(&std::fs::read_to_string(fixtures().join(format!("{name}.md"))).unwrap())
            .unwrap()
    }

    /// A document of declarations alone.
    pub fn of(declarations: &str) -> Self {
        let text = format!(
            "---\nid: test\ntitle: 测试\njurisdiction: 110109\nin_force: 2022-01-01 ..\n---\n\n# 测试\n\n```policy\n{declarations}\n```\n"
        );
        Self::compile(&text).unwrap_or_else(|error| panic!("{error}\n{text}"))
    }

    /// A node by its name.
    pub fn node(&self, name: &str) -> usize {
        let named = |node: &nuanze_abi::Node| node.name.as_deref() == Some(name);
        self.module
            .manifest
            .nodes
            .iter()
            .position(named)
            .unwrap_or_else(|| panic!("no node `{name}`"))
    }

    /// The input record of a case.
    pub fn input(&self, case: &Case) -> Vec<Slot> {
        let facts = case.facts.iter().zip(&self.module.manifest.facts);
        let facts = facts.map(|(value, fact)| {
            value.map_or_else(Slot::default, |value| slot(value, &fact.value))
        });
        let readings = case.readings.iter().map(|position| Slot {
            state: 2,
            value: *position as i64,
        });
        facts.chain(readings).collect()
    }

    /// A case at random: each fact known in so many of 100 cases, often close to where it tips a decision.
    pub fn random_case(&self, random: &mut Random, known: usize) -> Case {
        let mut case = Case::new(&self.program);
        for (index, fact) in self.program.facts.iter().enumerate() {
            if random.chance(known) {
                let breakpoints = &self.module.manifest.facts[index].breakpoints;
                case.facts[index] =
                    Some(random_value(random, &self.program, &fact.ty, breakpoints));
            }
        }
        for (position, reading) in case.readings.iter_mut().zip(&self.program.readings) {
            *position = random.below(reading.alternatives.len());
        }
        case
    }

    /// Compares the module with the reference evaluator; the first difference otherwise.
    pub fn compare(&self, host: &mut Host, case: &Case) -> Result<(), String> {
        let input = self.input(case);
        let slots = host.decide(&input);
        let reference = evaluate(&self.program, case);
        let nodes = &self.module.manifest.nodes;
        let check = |node: usize, expected: Option<Value>| {
            let expected =
                expected.map_or_else(Slot::default, |value| slot(value, &nodes[node].value));
            if slots[node] == expected {
                return Ok(());
            }
            Err(format!(
                "{:?}: module {:?}, evaluator {expected:?}\n{case:?}",
                nodes[node], slots[node]
            ))
        };
        for (index, definition) in self.program.definitions.iter().enumerate() {
            check(self.node(&definition.name), reference.definitions[index])?;
            if let nuanze_program::DefinitionKind::Requirement(requirement) = &definition.kind {
                for (condition, value) in requirement
                    .conditions
                    .iter()
                    .zip(&reference.conditions[index])
                {
                    let node = self.node(&format!("{}.{}", definition.name, condition.name));
                    check(node, value.map(Value::Bool))?;
                }
            }
            let rows = reference.rows[index].iter();
            for (row, value) in rows.chain(&reference.statements[index]).enumerate() {
                check(
                    self.node(&format!("{}[{}]", definition.name, row + 1)),
                    value.map(Value::Bool),
                )?;
            }
        }
        for (bring, values) in self.module.manifest.bring.iter().zip(&reference.bring) {
            for (item, value) in bring.documents.iter().zip(values) {
                match item.condition {
                    Some(Operand::Node(node)) => check(node, value.map(Value::Bool))?,
                    ref other => assert!(
                        other.is_none() && *value == Some(true),
                        "{other:?} {value:?}"
                    ),
                }
            }
        }
        Ok(())
    }
}

/// Where the documents of these tests are.
pub fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/policies")
}

/// Documents by their ids.
pub type Documents = BTreeMap<String, nuanze_syntax::Parsed>;

/// The documents in a folder, for others to use: their ids are the names of their files.
pub fn library(folder: &Path) -> Documents {
    documents(folder)
        .into_iter()
        .map(|(name, text)| {
            let id = Path::new(&name).file_stem().unwrap().to_string_lossy();
            (id.into_owned(), nuanze_syntax::parse(&text))
        })
        .collect()
}

/// The documents in a folder, in the order of their names.
pub fn documents(folder: &Path) -> Vec<(String, String)> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    paths.sort();
    paths
        .iter()
        .map(|path| {
            (
                path.display().to_string(),
                std::fs::read_to_string(path).unwrap(),
            )
        })
        .collect()
}

/// How many random cases to try: `NUANZE_CASES`, or else what takes a few seconds.
pub fn cases(default: usize) -> usize {
    std::env::var("NUANZE_CASES").ok().map_or(default, |cases| {
        cases.parse().expect("NUANZE_CASES is a number")
    })
}

fn slot(value: Value, ty: &ValueType) -> Slot {
    let known = |value| Slot { state: 2, value };
    match (value, ty) {
        (Value::Bool(yes), _) => Slot {
            state: if yes { 2 } else { 1 },
            value: 0,
        },
        (Value::Enum(_, position) | Value::Alternative(_, position), _) => known(position as i64),
        (Value::Date(at) | Value::Time(at) | Value::DateTime(at), _) => known(at),
        (Value::Number(number), ValueType::Decimal { scale, .. }) => {
            let mut number = number;
            number.rescale(*scale);
            known(i64::try_from(number.mantissa()).unwrap())
        }
        other => panic!("{other:?}"),
    }
}

fn random_value(random: &mut Random, program: &Program, ty: &Type, breakpoints: &[i64]) -> Value {
    // On a breakpoint, or one step beside it, as far as the range goes.
    let mut whole = |min: i64, max: i64, step: i64| {
        let near = random
            .chance(60)
            .then(|| random.below(breakpoints.len().max(1)));
        let raw = match near.and_then(|index| breakpoints.get(index)) {
            Some(breakpoint) => breakpoint
                .saturating_add(step * random.between(-1, 1))
                .clamp(min, max),
            None if random.chance(10) => *random.pick(&[min, max]),
            None => random.between(min, max),
        };
        // From the least value on, which may lie further away than 64 bits count.
        raw - i64::try_from((i128::from(raw) - i128::from(min)) % i128::from(step)).unwrap()
    };
    match ty {
        Type::Date { min, max } => Value::Date(whole(*min, *max, 1)),
        Type::Time { min, max } => Value::Time(whole(*min, *max, 1)),
        Type::DateTime { min, max } => Value::DateTime(whole(*min, *max, 1)),
        Type::Number(number) => {
            let raw = |value: rust_decimal::Decimal| {
                let mut value = value;
                value.rescale(number.scale);
                i64::try_from(value.mantissa()).unwrap()
            };
            let value = whole(raw(number.min), raw(number.max), raw(number.step));
            Value::Number(rust_decimal::Decimal::new(value, number.scale))
        }
        Type::Bool => Value::Bool(random.chance(50)),
        Type::Enum(id) => Value::Enum(*id, random.below(program.enums[id.0].values.len())),
        Type::Reading(id) => {
            Value::Alternative(*id, random.below(program.readings[id.0].alternatives.len()))
        }
    }
}
