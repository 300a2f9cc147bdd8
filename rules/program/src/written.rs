//! A case written as an `example`, ready to be pasted into the document.

use std::collections::BTreeSet;

use crate::evaluate::{Case, Evaluation};
use crate::needs::needs;
use crate::program::{DefinitionId, FactId, Input, InputKind, Program, Type, Value};
use crate::words::{Language, Words};

/// How many columns a `given` line may have.
const WIDTH: usize = 100;
/// How many changes a title names.
const NAMED: usize = 3;

/// An example that a document lacks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addition {
    /// Its title, which no other example has.
    pub title: String,
    /// The example that it builds on.
    pub from: Option<String>,
    /// Its case.
    pub case: Case,
    /// The declaration, with a line end at its end.
    pub text: String,
}

/// Writes cases as examples, each under a title of its own.
#[derive(Debug)]
pub(crate) struct Writer<'a> {
    program: &'a Program,
    titles: BTreeSet<String>,
}

impl<'a> Writer<'a> {
    /// A writer for examples that go into the document beside those that stand there.
    pub(crate) fn new(program: &'a Program) -> Self {
        let titles = program.examples.iter().map(|example| example.title.clone());
        Self {
            program,
            titles: titles.collect(),
        }
    }

    /// The example that is closest to a case: the case can be written with the fewest changes to it.
    pub(crate) fn base(&self, case: &Case) -> Option<usize> {
        let examples = self.program.examples.iter().enumerate();
        let distances = examples.map(|(at, example)| {
            let base = example.case(self.program);
            let facts = base.facts.iter().zip(&case.facts);
            let readings = base.readings.iter().zip(&case.readings);
            let changes =
                facts.filter(|(a, b)| a != b).count() + readings.filter(|(a, b)| a != b).count();
            (changes, at)
        });
        let known = case.facts.iter().flatten().count();
        distances
            .min()
            .filter(|(changes, _)| *changes < known)
            .map(|(_, at)| at)
    }

    /// The example for a case, which expects of the outcomes and the subjects what `evaluation` says.
    pub(crate) fn write(
        &mut self,
        case: &Case,
        evaluation: &Evaluation,
        subjects: &[(DefinitionId, Option<usize>)],
    ) -> Addition {
        let from = self.base(case).and_then(|at| self.program.examples.get(at));
        let base = from.map_or_else(
            || Case::new(self.program),
            |example| example.case(self.program),
        );
        let source = Notes {
            program: self.program,
            words: self.program.words(Language::Source),
        };
        let mut given = Vec::new();
        for input in &self.program.inputs {
            source.changes(input, &base, case, &mut given);
        }
        let title = self.title(&base, case);
        let mut text = format!("example \"{}\"", escaped(&title));
        if let Some(from) = from {
            text.push_str(&format!(" from \"{}\"", escaped(&from.title)));
        }
        text.push('\n');
        for line in lines(&given) {
            text.push_str(&format!("  given {line}\n"));
        }
        for (reading, (before, after)) in self
            .program
            .readings
            .iter()
            .zip(base.readings.iter().zip(&case.readings))
        {
            if let (true, Some((alternative, _))) =
                (before != after, reading.alternatives.get(*after))
            {
                text.push_str(&format!("  reading {} = {alternative}\n", reading.name));
            }
        }
        text.push_str(&source.then(case, evaluation, subjects));
        Addition {
            title,
            from: from.map(|example| example.title.clone()),
            case: case.clone(),
            text,
        }
    }

    /// What is otherwise than in the base, in a few Chinese words; numbered where the title is taken.
    fn title(&mut self, base: &Case, case: &Case) -> String {
        let notes = Notes {
            program: self.program,
            words: self.program.words(Language::Chinese),
        };
        let facts = self.program.facts.iter().enumerate();
        let changed = facts.filter(|(at, _)| base.facts.get(*at) != case.facts.get(*at));
        let mut said: Vec<String> = changed
            .map(|(at, fact)| {
                let value = case.facts.get(at).copied().flatten();
                let value = value.map_or("未知".to_owned(), |value| {
                    notes.words.value(&value, &fact.ty)
                });
                format!("{}：{value}", notes.words.fact(fact))
            })
            .collect();
        let readings = self
            .program
            .readings
            .iter()
            .zip(base.readings.iter().zip(&case.readings));
        let read = readings.filter(|(_, (before, after))| before != after);
        said.extend(read.filter_map(|(reading, (_, after))| {
            Some(reading.alternatives.get(*after)?.1.zh.clone())
        }));
        let more = if said.len() > NAMED { "等" } else { "" };
        said.truncate(NAMED);
        let plain = format!("{}{more}", said.join("，"));
        let plain = if plain.is_empty() {
            "例子".to_owned()
        } else {
            plain
        };
        let numbered = (2..).map(|number| format!("{plain}（{number}）"));
        let mut candidates = std::iter::once(plain.clone()).chain(numbered);
        let title = candidates
            .find(|title| !self.titles.contains(title))
            .unwrap_or(plain);
        self.titles.insert(title.clone());
        title
    }
}

/// Parts of a case in the words of one language.
struct Notes<'a> {
    program: &'a Program,
    words: Words<'a>,
}

impl Notes<'_> {
    /// What is to be given for an input so that it is as in the case.
    fn changes(&self, input: &Input, base: &Case, case: &Case, given: &mut Vec<String>) {
        match &input.kind {
            InputKind::Fact(fact) => {
                if value(base, *fact) != value(case, *fact) {
                    given.push(format!(
                        "{} = {}",
                        self.name(*fact),
                        self.value(case, *fact)
                    ));
                }
            }
            InputKind::Record(fields) => {
                fields
                    .iter()
                    .for_each(|field| self.changes(field, base, case, given));
            }
            InputKind::List { length, items } => {
                if value(base, *length) != value(case, *length) {
                    given.push(format!(
                        "{} = {}",
                        self.name(*length),
                        self.literal(input, case)
                    ));
                } else {
                    items
                        .iter()
                        .for_each(|item| self.changes(item, base, case, given));
                }
            }
        }
    }

    /// The value of an input, whole.
    fn literal(&self, input: &Input, case: &Case) -> String {
        match &input.kind {
            InputKind::Fact(fact) => self.value(case, *fact),
            InputKind::Record(fields) => {
                let fields = fields.iter();
                let listed: Vec<String> = fields
                    .map(|field| format!("{} = {}", field.name, self.literal(field, case)))
                    .collect();
                format!("{{{}}}", listed.join(", "))
            }
            InputKind::List { length, items } => {
                let Some(Value::Number(count)) = value(case, *length) else {
                    return "unknown".to_owned();
                };
                let count = usize::try_from(count.normalize()).unwrap_or_default();
                let listed: Vec<String> = items
                    .iter()
                    .take(count)
                    .map(|item| self.literal(item, case))
                    .collect();
                format!("[{}]", listed.join(", "))
            }
        }
    }

    fn name(&self, fact: FactId) -> &str {
        self.program
            .facts
            .get(fact.0)
            .map_or("", |fact| fact.name.as_str())
    }

    fn value(&self, case: &Case, fact: FactId) -> String {
        let known = value(case, fact).zip(self.program.facts.get(fact.0));
        known.map_or("unknown".to_owned(), |(value, fact)| {
            self.words.value(&value, &fact.ty)
        })
    }

    /// The `then` lines.
    fn then(
        &self,
        case: &Case,
        evaluation: &Evaluation,
        subjects: &[(DefinitionId, Option<usize>)],
    ) -> String {
        let outcomes = self.program.outcomes.iter().map(|id| (*id, None));
        let mut seen = BTreeSet::new();
        let all = outcomes
            .chain(subjects.iter().copied())
            .filter(|subject| seen.insert(*subject));
        let expected: Vec<String> = all
            .filter_map(|subject| self.expected(evaluation, subject))
            .collect();
        let mut text: String = lines(&expected)
            .iter()
            .map(|line| format!("  then {line}\n"))
            .collect();
        let open = |id: &DefinitionId| {
            evaluation
                .definitions
                .get(id.0)
                .copied()
                .flatten()
                .is_none()
        };
        if self.program.outcomes.iter().any(open) {
            let needed = needs(self.program, case, &self.program.outcomes);
            let names: Vec<&str> = needed.iter().map(|fact| self.name(*fact)).collect();
            let names = if names.is_empty() {
                "nothing".to_owned()
            } else {
                names.join(", ")
            };
            text.push_str(&format!("  then needs {names}\n"));
        }
        text
    }

    fn expected(
        &self,
        evaluation: &Evaluation,
        (id, condition): (DefinitionId, Option<usize>),
    ) -> Option<String> {
        let definition = self.program.definitions.get(id.0)?;
        let (name, value, ty) = match condition {
            Some(at) => {
                let value = evaluation.conditions.get(id.0)?.get(at).copied().flatten();
                (
                    self.words.condition(id.0, at),
                    value.map(Value::Bool),
                    &Type::Bool,
                )
            }
            None => (
                definition.name.clone(),
                evaluation.definitions.get(id.0).copied().flatten(),
                &definition.ty,
            ),
        };
        Some(match value {
            Some(Value::Bool(true)) => name,
            Some(Value::Bool(false)) => format!("not {name}"),
            Some(value) => format!("{name} = {}", self.words.value(&value, ty)),
            None => format!("{name} = unknown"),
        })
    }
}

fn value(case: &Case, fact: FactId) -> Option<Value> {
    case.facts.get(fact.0).copied().flatten()
}

/// A label's text between quotes.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"")
}

/// Parts joined by commas, on as many lines as they need.
fn lines(parts: &[String]) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for part in parts {
        match lines.last_mut() {
            Some(line) if line.chars().count() + part.chars().count() < WIDTH => {
                line.push_str(", ");
                line.push_str(part);
            }
            _ => lines.push(part.clone()),
        }
    }
    lines
}
