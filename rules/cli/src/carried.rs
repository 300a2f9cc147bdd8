//! What a policy document carries of an inventory: for each clause that names rows, its rules, doubts and examples.

use std::collections::BTreeSet;

use nuanze_syntax::ast::{
    Assignment, Clause, Document, ExampleDecl, Expectation, Expr, ExprKind, Ident, ItemKind, Label,
    RequireDecl, RequireKind,
};
use serde::Serialize;

/// A clause that carries rows.
#[derive(Debug, Serialize)]
pub struct Carried {
    /// The rows, as the heading names them.
    pub rows: Vec<String>,
    /// The heading's words.
    pub clause: String,
    /// The paragraphs of the official text.
    pub source: Option<String>,
    /// Rules, tables, requirements, lists of papers, pledges: what decides or is told; also single conditions that
    /// stand below another heading and ask what is declared here.
    pub rules: Vec<Rule>,
    /// The doubts that are declared as readings.
    pub readings: Vec<String>,
    /// What is left to a person.
    pub manual: Vec<String>,
    /// How many examples speak of the clause.
    pub examples: usize,
}

/// A declaration with an effect.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Rule {
    /// The word it begins with: `rule`, `table`, `require`, `advise`, `duty`, `target`, `bring`, `pledge`, `parameter`.
    pub kind: &'static str,
    /// Its name; `eligible.meter` for a condition.
    pub name: String,
}

impl Carried {
    /// Whether it says anything that a machine or a person can act on; a reading always decides some rule.
    pub fn acts(&self) -> bool {
        !(self.rules.is_empty() && self.readings.is_empty() && self.manual.is_empty())
    }

    /// Whether examples can speak of it: words that are only told have nothing to show.
    pub fn decides(&self) -> bool {
        !self.readings.is_empty()
            || self
                .rules
                .iter()
                .any(|rule| matches!(rule.kind, "rule" | "table" | "require"))
    }
}

/// The clauses of a document that name rows, in document order.
pub fn of(document: &Document) -> Vec<Carried> {
    let clauses = document.clauses.iter().enumerate();
    clauses
        .filter(|(_, clause)| !clause.rows.is_empty())
        .map(|(at, clause)| carried(document, at, clause))
        .collect()
}

fn carried(document: &Document, at: usize, clause: &Clause) -> Carried {
    let mut found = Carried {
        rows: clause.rows.clone(),
        clause: words(&clause.title),
        source: clause.source.as_ref().map(|source| source.node.clone()),
        rules: Vec::new(),
        readings: Vec::new(),
        manual: Vec::new(),
        examples: 0,
    };
    let mut names = BTreeSet::new();
    for item in document.items.iter().filter(|item| item.clause == Some(at)) {
        let name = match &item.kind {
            ItemKind::Reading(reading) => {
                found.readings.push(reading.name.node.clone());
                &reading.name
            }
            ItemKind::Manual(manual) => {
                found.manual.push(manual.name.node.clone());
                continue;
            }
            ItemKind::Fact(fact) => &fact.name,
            other => {
                let Some((kind, name)) = rule(other) else {
                    continue;
                };
                found.rules.push(Rule {
                    kind,
                    name: name.node.clone(),
                });
                name
            }
        };
        names.insert(name.node.as_str());
    }
    let elsewhere = document.items.iter().filter(|item| item.clause != Some(at));
    for item in elsewhere {
        if let ItemKind::Require(require) = &item.kind {
            let kind = requirement(require);
            let asking = require
                .conditions
                .iter()
                .filter(|condition| mentions(&condition.expr, &names));
            found.rules.extend(asking.map(|condition| Rule {
                kind,
                name: format!("{}.{}", require.name.node, condition.name.node),
            }));
        }
    }
    found.examples = document
        .items
        .iter()
        .filter(|item| match &item.kind {
            ItemKind::Example(example) => {
                item.clause == Some(at) || speaks_of(example, &names, &found.rules)
            }
            _ => false,
        })
        .count();
    found
}

/// A declaration with an effect: its kind and its name.
fn rule(item: &ItemKind) -> Option<(&'static str, &Ident)> {
    Some(match item {
        ItemKind::Rule(rule) => ("rule", &rule.name),
        ItemKind::Table(table) => ("table", &table.name),
        ItemKind::Require(require) => (requirement(require), &require.name),
        ItemKind::Bring(bring) => ("bring", &bring.name),
        ItemKind::Pledge(pledge) => ("pledge", &pledge.name),
        ItemKind::Parameter(parameter) => ("parameter", &parameter.name),
        _ => return None,
    })
}

fn requirement(require: &RequireDecl) -> &'static str {
    match require.kind {
        RequireKind::Gate => "require",
        RequireKind::Advice => "advise",
        RequireKind::Duty => "duty",
        RequireKind::Target => "target",
    }
}

/// Whether an example expects something of these names or conditions, chooses among their readings, or alters their
/// facts. One that starts from nothing gives all facts there are, and by that speaks of none in particular.
fn speaks_of(example: &ExampleDecl, names: &BTreeSet<&str>, rules: &[Rule]) -> bool {
    let expects = example.then.iter().any(|expected| match expected {
        Expectation::Value { name, .. } => {
            let condition = name.tail.first();
            names.contains(name.head.node.as_str())
                || condition.is_some_and(|condition| {
                    let written = format!("{}.{}", name.head.node, condition.node);
                    rules.iter().any(|rule| rule.name == written)
                })
        }
        Expectation::Needs(_) => false,
    });
    let set = |assignments: &[Assignment]| {
        assignments
            .iter()
            .any(|assignment| names.contains(assignment.name.head.node.as_str()))
    };
    expects || set(&example.readings) || (example.from.is_some() && set(&example.given))
}

/// Whether an expression names one of these.
fn mentions(expr: &Expr, names: &BTreeSet<&str>) -> bool {
    let any = |parts: &[&Expr]| parts.iter().any(|part| mentions(part, names));
    match &expr.node {
        ExprKind::Name(name) => names.contains(name.as_str()),
        ExprKind::Path(of, _) | ExprKind::Not(of) | ExprKind::Negate(of) => mentions(of, names),
        ExprKind::Binary(_, left, right) | ExprKind::At(left, right) => any(&[left, right]),
        ExprKind::If(condition, then, otherwise) => any(&[condition, then, otherwise]),
        ExprKind::Call(_, values) | ExprKind::List(values) => {
            values.iter().any(|value| mentions(value, names))
        }
        ExprKind::In(value, among) => {
            mentions(value, names) || among.iter().any(|one| mentions(one, names))
        }
        ExprKind::InRange {
            value, from, to, ..
        } => any(&[value, from, to]),
        ExprKind::Aggregate {
            list,
            body,
            filter,
            default,
            ..
        } => {
            any(&[list, body])
                || [filter, default]
                    .into_iter()
                    .flatten()
                    .any(|part| mentions(part, names))
        }
        ExprKind::Record(fields) => fields.iter().any(|field| mentions(&field.value, names)),
        ExprKind::Bool(_)
        | ExprKind::Number { .. }
        | ExprKind::Date { .. }
        | ExprKind::Time { .. }
        | ExprKind::DateTime { .. }
        | ExprKind::Unknown
        | ExprKind::Error => false,
    }
}

fn words(label: &Label) -> String {
    match &label.en {
        Some(en) => format!("{} / {en}", label.zh),
        None => label.zh.clone(),
    }
}
