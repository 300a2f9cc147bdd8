//! The manifest: the nodes and the program's words, as hosts read them.

mod input;
mod operand;

use std::collections::BTreeSet;

use nuanze_abi as abi;
use nuanze_program::{self as program, Program, Type, format_date};

use crate::dag::{Dag, Node, Op, Operand, Parameter, Ty};
use operand::{op, operand};

/// Describes the module that these nodes become.
pub fn describe(program: &Program, dag: &Dag) -> abi::Manifest {
    abi::Manifest {
        abi: abi::ABI_VERSION,
        policy: policy(&program.policy),
        documents: program.documents.iter().map(document).collect(),
        clauses: program.clauses.iter().map(clause).collect(),
        enums: program.enums.iter().map(enumeration).collect(),
        facts: program
            .facts
            .iter()
            .enumerate()
            .map(|(index, item)| fact(dag, index, item))
            .collect(),
        inputs: input::inputs(&program.inputs),
        parameters: program
            .parameters
            .iter()
            .zip(&dag.parameters)
            .map(|(item, values)| parameter(item, values))
            .collect(),
        readings: program.readings.iter().map(reading).collect(),
        nodes: dag.nodes.iter().map(node).collect(),
        outcomes: program
            .outcomes
            .iter()
            .map(|id| definition(dag, *id))
            .collect(),
        evidence: program.evidence.iter().map(evidence).collect(),
        bring: program
            .bring
            .iter()
            .zip(&dag.bring)
            .map(|(item, conditions)| bring(dag, item, conditions))
            .collect(),
        pledges: program
            .pledges
            .iter()
            .map(|item| pledge(dag, item))
            .collect(),
        manual: program
            .manual
            .iter()
            .map(|item| manual(dag, item))
            .collect(),
    }
}

fn text(text: &program::Text) -> abi::Text {
    abi::Text {
        zh: text.zh.clone(),
        en: text.en.clone(),
    }
}

fn maybe_text(words: Option<&program::Text>) -> Option<abi::Text> {
    words.map(text)
}

fn index(clause: Option<program::ClauseId>) -> Option<usize> {
    clause.map(|clause| clause.0)
}

/// The node of a definition.
fn definition(dag: &Dag, id: program::DefinitionId) -> usize {
    dag.definitions.get(id.0).copied().unwrap_or_default()
}

fn policy(policy: &program::Policy) -> abi::PolicyInfo {
    let (from, to) = policy.in_force;
    abi::PolicyInfo {
        id: policy.id.clone(),
        title: text(&policy.title),
        jurisdiction: policy.jurisdiction.clone(),
        in_force: (format_date(from), to.map(format_date)),
        status: policy.status.clone(),
        sources: policy.sources.iter().map(source).collect(),
    }
}

fn source(source: &program::Source) -> abi::Source {
    abi::Source {
        name: source.name.clone(),
        title: source.title.clone(),
    }
}

fn document(document: &program::Document) -> abi::Document {
    abi::Document {
        id: document.id.clone(),
        title: text(&document.title),
    }
}

fn parameter(item: &program::Parameter, values: &Parameter) -> abi::Parameter {
    let entries = values.entries.iter();
    abi::Parameter {
        name: item.name.clone(),
        label: maybe_text(item.label.as_ref()),
        clause: index(item.clause),
        entries: entries
            .map(|(from, value)| (format_date(*from), operand::constant(value)))
            .collect(),
    }
}

fn clause(clause: &program::Clause) -> abi::Clause {
    abi::Clause {
        document: clause.document.map(|document| document.0),
        id: clause.id.clone(),
        title: text(&clause.title),
        parent: index(clause.parent),
        source: clause.source.clone(),
        prose: clause.prose.clone(),
    }
}

fn enumeration(item: &program::Enum) -> abi::Enum {
    let value = |value: &program::EnumValue| abi::EnumValue {
        name: value.name.clone(),
        label: text(&value.label),
        group: value.group,
    };
    abi::Enum {
        name: item.name.clone(),
        label: text(&item.label),
        groups: item.groups.iter().map(text).collect(),
        values: item.values.iter().map(value).collect(),
    }
}

fn fact(dag: &Dag, index_of: usize, fact: &program::Fact) -> abi::Fact {
    let ty = dag.facts.get(index_of).unwrap_or(&Ty::Bool);
    let step = match &fact.ty {
        Type::Number(number) => {
            crate::decimal::saturate(crate::decimal::floor_at(number.step, number.scale).0).max(1)
        }
        _ => 1,
    };
    abi::Fact {
        name: fact.name.clone(),
        place: maybe_text(fact.place.as_ref()),
        within: fact
            .within
            .iter()
            .map(|(length, number)| (length.0, *number))
            .collect(),
        value: value_type(ty, step),
        label: text(&fact.label),
        ask: text(&fact.ask),
        hint: maybe_text(fact.hint.as_ref()),
        why: maybe_text(fact.why.as_ref()),
        clause: index(fact.clause),
        proof: fact
            .proof
            .iter()
            .map(|any| any.iter().map(|id| id.0).collect())
            .collect(),
        assessed_by: maybe_text(fact.assessed_by.as_ref()),
        changeable: fact.changeable,
        breakpoints: breakpoints(dag, index_of),
    }
}

/// The raw values that a fact is compared with. What lies between two values counts as both.
fn breakpoints(dag: &Dag, fact: usize) -> Vec<i64> {
    let fact = Operand::Fact(fact);
    let scale = match dag.ty(&fact) {
        Some(
            ty @ (Ty::Number { .. } | Ty::Date { .. } | Ty::Time { .. } | Ty::DateTime { .. }),
        ) => ty.scale(),
        _ => return Vec::new(),
    };
    let mut found = BTreeSet::new();
    for node in &dag.nodes {
        match &node.op {
            Op::Compare(_, left, right) => match (left, right) {
                (a, Operand::Constant(constant)) | (Operand::Constant(constant), a)
                    if *a == fact =>
                {
                    found.extend(constant.around(scale));
                }
                _ => {}
            },
            Op::Within(test) => test.breakpoints(&fact, scale, &mut found),
            Op::Row(tests) => tests
                .iter()
                .for_each(|test| test.breakpoints(&fact, scale, &mut found)),
            _ => {}
        }
    }
    found.into_iter().collect()
}

fn reading(reading: &program::Reading) -> abi::Reading {
    let alternative = |(name, label): &(String, program::Text)| abi::Alternative {
        name: name.clone(),
        label: text(label),
    };
    abi::Reading {
        name: reading.name.clone(),
        question: text(&reading.question),
        alternatives: reading.alternatives.iter().map(alternative).collect(),
        default: reading.default,
        decided_by: text(&reading.decided_by),
        because: maybe_text(reading.because.as_ref()),
        clause: index(reading.clause),
    }
}

fn node(node: &Node) -> abi::Node {
    abi::Node {
        name: node.name.clone(),
        kind: node.kind,
        value: value_type(&node.ty, 1),
        label: maybe_text(node.label.as_ref()),
        clause: index(node.clause),
        op: op(node),
    }
}

fn value_type(ty: &Ty, step: i64) -> abi::ValueType {
    match ty {
        Ty::Bool => abi::ValueType::Bool,
        Ty::Enum(index) => abi::ValueType::Enum { index: *index },
        Ty::Reading(index) => abi::ValueType::Reading { index: *index },
        &Ty::Date { min, max } => abi::ValueType::Date { min, max },
        &Ty::Time { min, max } => abi::ValueType::Time { min, max },
        &Ty::DateTime { min, max } => abi::ValueType::DateTime { min, max },
        Ty::Number {
            unit,
            scale,
            min,
            max,
        } => abi::ValueType::Decimal {
            unit: unit.clone(),
            scale: *scale,
            min: *min,
            max: *max,
            step,
        },
    }
}

fn evidence(evidence: &program::Evidence) -> abi::Evidence {
    abi::Evidence {
        name: evidence.name.clone(),
        label: text(&evidence.label),
        hint: maybe_text(evidence.hint.as_ref()),
    }
}

fn bring(dag: &Dag, bring: &program::Bring, conditions: &[Option<Operand>]) -> abi::Bring {
    let documents = bring.documents.iter().zip(conditions);
    abi::Bring {
        name: bring.name.clone(),
        label: text(&bring.label),
        outcome: definition(dag, bring.outcome),
        clause: index(bring.clause),
        documents: documents
            .map(|((alternatives, _), condition)| abi::BringItem {
                alternatives: alternatives.iter().map(|id| id.0).collect(),
                condition: condition.as_ref().map(operand),
            })
            .collect(),
    }
}

fn pledge(dag: &Dag, pledge: &program::Pledge) -> abi::Pledge {
    let promise = |(name, words): &(String, program::Text)| (name.clone(), text(words));
    abi::Pledge {
        name: pledge.name.clone(),
        label: text(&pledge.label),
        outcome: definition(dag, pledge.outcome),
        clause: index(pledge.clause),
        promises: pledge.promises.iter().map(promise).collect(),
    }
}

fn manual(dag: &Dag, manual: &program::Manual) -> abi::Manual {
    abi::Manual {
        name: manual.name.clone(),
        label: text(&manual.label),
        because: text(&manual.because),
        affects: manual
            .affects
            .iter()
            .map(|id| definition(dag, *id))
            .collect(),
        decided_by: text(&manual.decided_by),
        clause: index(manual.clause),
    }
}
