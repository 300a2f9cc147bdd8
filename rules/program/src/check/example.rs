//! Examples: what they take over from others, what they give, and what they expect.

use std::collections::BTreeMap;

use nuanze_syntax::Span;
use nuanze_syntax::ast::{
    Assignment, ExampleDecl, Expectation as WrittenExpectation, Expr as Written,
    ExprKind as Syntax, Ident, Path, Place,
};
use rust_decimal::Decimal;

use super::Checker;
use super::Failed;
use super::names::Symbol;
use super::report::{Further, did_you_mean, finding, unsupported};
use crate::moment::Moment;
use crate::program::{
    Example, Expectation, Expr, ExprKind, FactId, NumberType, ReadingId, Type, Value,
};
use crate::words::Language;

/// What an example gives itself; `None` takes a fact away.
#[derive(Clone, Debug, Default)]
struct Given {
    facts: BTreeMap<FactId, Option<Value>>,
    readings: BTreeMap<ReadingId, usize>,
}

impl Checker<'_> {
    /// The examples, `from` merged in.
    pub(super) fn examples(&mut self) {
        let declared = self.names.examples.clone();
        let given: Vec<Given> = declared
            .iter()
            .map(|declared| self.given(declared.node))
            .collect();
        let titles: BTreeMap<&str, usize> = declared
            .iter()
            .enumerate()
            .map(|(at, declared)| (declared.node.title.node.as_str(), at))
            .collect();
        for (at, declared) in declared.iter().enumerate() {
            let written = &declared.node.then;
            let then: Vec<Expectation> = written
                .iter()
                .filter_map(|expectation| self.expectation(expectation))
                .collect();
            if then.len() < written.len() {
                self.failed.insert(Failed::Other);
            }
            let mut merged = Given::default();
            for from in self.ancestors(at, &declared.node.title.span, &titles) {
                if let Some(given) = given.get(from) {
                    merged.facts.extend(given.facts.clone());
                    merged.readings.extend(given.readings.clone());
                }
            }
            self.program.examples.push(Example {
                title: declared.node.title.node.clone(),
                facts: merged
                    .facts
                    .into_iter()
                    .filter_map(|(fact, value)| Some((fact, value?)))
                    .collect(),
                readings: merged.readings.into_iter().collect(),
                then,
                span: declared.span,
            });
        }
    }

    /// The examples that one builds on, the first one first, itself last.
    fn ancestors(&mut self, at: usize, place: &Span, titles: &BTreeMap<&str, usize>) -> Vec<usize> {
        let mut path = vec![at];
        let mut last = at;
        while let Some(from) = self
            .names
            .examples
            .get(last)
            .and_then(|declared| declared.node.from.as_ref())
        {
            let Some(next) = titles.get(from.node.as_str()).copied() else {
                // Said once, where it is written.
                if last == at {
                    let help = did_you_mean(&from.node, titles.keys().copied());
                    let message = format!("no example is called `{}`", from.node);
                    self.unknown_name(
                        finding("example/from", from.span, message, "not known").help(
                            help.unwrap_or_else(|| {
                                "write the title of another example exactly as it stands there"
                                    .to_owned()
                            }),
                        ),
                    );
                }
                break;
            };
            if path.contains(&next) {
                // Said once, at the first example of the circle.
                if next == at && path.iter().all(|other| at <= *other) {
                    self.report(
                        finding(
                            "example/cycle",
                            *place,
                            "this example builds on itself",
                            "comes round to this one",
                        )
                        .also(from.span, "by way of this")
                        .help("let one of them stand alone, without `from`"),
                    );
                }
                break;
            }
            path.push(next);
            last = next;
        }
        path.reverse();
        path
    }

    fn given(&mut self, decl: &ExampleDecl) -> Given {
        let mut given = Given::default();
        let mut seen = super::names::Seen::default();
        for assignment in decl.given.iter() {
            let Some(name) = self.plain_place(&assignment.name) else {
                continue;
            };
            if !seen.first(&name.node, name.span, &mut self.diagnostics) {
                continue;
            }
            let Some(id) = self.example_fact(name) else {
                continue;
            };
            match self.given_value(id, assignment) {
                Some(value) => {
                    given.facts.insert(id, value);
                }
                None => {
                    self.failed.insert(Failed::Other);
                }
            }
        }
        for assignment in &decl.readings {
            let Some(name) = self.plain_place(&assignment.name) else {
                continue;
            };
            if !seen.first(&name.node, name.span, &mut self.diagnostics) {
                continue;
            }
            let Some(Symbol::Reading(id)) = self.names.values.get(name.node.as_str()).copied()
            else {
                let known = self
                    .names
                    .readings
                    .iter()
                    .map(|declared| declared.node.name.node.as_str());
                let help = did_you_mean(&name.node, known);
                self.unknown_name(
                    finding(
                        "name/unknown",
                        name.span,
                        format!("no reading is called `{}`", name.node),
                        "not declared",
                    )
                    .help(help.unwrap_or_else(|| {
                        "declare it with `reading`, or take the line out".to_owned()
                    })),
                );
                continue;
            };
            if self.failed.contains(&Failed::Reading(id)) {
                continue;
            }
            let beside = Expr {
                kind: ExprKind::Reading(id),
                ty: Type::Reading(id),
                span: name.span,
            };
            match self.plain_value(&assignment.value, &beside) {
                Some(Value::Alternative(_, at)) => {
                    given.readings.insert(id, at);
                }
                _ => {
                    self.failed.insert(Failed::Other);
                }
            }
        }
        given
    }

    /// A place without a way into it.
    fn plain_place<'p>(&mut self, place: &'p Place) -> Option<&'p Ident> {
        if !place.steps.is_empty() {
            self.report(unsupported(place.span));
            return None;
        }
        Some(&place.head)
    }

    /// The fact of this name; `None`, silently, if its own declaration is wrong.
    fn example_fact(&mut self, name: &Ident) -> Option<FactId> {
        if let Some(Symbol::Fact(id)) = self.names.values.get(name.node.as_str()).copied() {
            return (!self.failed.contains(&Failed::Fact(id))).then_some(id);
        }
        let known = self
            .names
            .facts
            .iter()
            .map(|declared| declared.node.name.node.as_str());
        let help = did_you_mean(&name.node, known);
        let message = if self.names.values.contains_key(name.node.as_str()) {
            format!("`{}` is not a fact", name.node)
        } else {
            format!("no fact is called `{}`", name.node)
        };
        self.unknown_name(
            finding("name/unknown", name.span, message, "not a fact").help(help.unwrap_or_else(
                || {
                    "after `given` stand facts; what is decided from them stands after `then`"
                        .to_owned()
                },
            )),
        );
        None
    }

    /// The value that a fact gets; the inner `None` takes it away.
    fn given_value(&mut self, id: FactId, assignment: &Assignment) -> Option<Option<Value>> {
        if matches!(assignment.value.node, Syntax::Unknown) {
            return Some(None);
        }
        let ty = self.program.facts.get(id.0)?.ty.clone();
        let span = assignment.name.span;
        let value = self.plain_value(
            &assignment.value,
            &Expr {
                kind: ExprKind::Fact(id),
                ty: ty.clone(),
                span,
            },
        )?;
        let words = self.program.words(Language::Source);
        let off = match (&value, &ty) {
            (Value::Number(number), Type::Number(NumberType { min, max, .. }))
                if number < min || number > max =>
            {
                let (min, max) = (
                    words.value(&Value::Number(*min), &ty),
                    words.value(&Value::Number(*max), &ty),
                );
                Some(format!("only values from {min} to {max} can be answered"))
            }
            (Value::Number(number), Type::Number(NumberType { step, .. }))
                if !number
                    .checked_rem(*step)
                    .is_some_and(|rest: Decimal| rest.is_zero()) =>
            {
                Some(format!(
                    "only multiples of {} can be answered",
                    words.value(&Value::Number(*step), &ty)
                ))
            }
            (value, ty) => outside(value, ty),
        };
        if let Some(off) = off {
            let message = format!(
                "`{}` cannot be {}: {off}",
                assignment.name,
                words.value(&value, &ty)
            );
            self.report(
                finding(
                    "example/range",
                    assignment.value.span,
                    message,
                    "cannot be answered",
                )
                .help("correct the example, or widen the type of the fact"),
            );
            return None;
        }
        Some(Some(value))
    }

    fn expectation(&mut self, expectation: &WrittenExpectation) -> Option<Expectation> {
        match expectation {
            WrittenExpectation::Needs(names) => {
                let facts: Vec<Option<FactId>> = names
                    .iter()
                    .map(|name| {
                        let name = self.plain_place(name)?;
                        self.example_fact(name)
                    })
                    .collect();
                let span = match (names.first(), names.last()) {
                    (Some(first), Some(last)) => Span {
                        start: first.span.start,
                        end: last.span.end,
                    },
                    _ => Span::default(),
                };
                Some(Expectation::Needs {
                    facts: facts.into_iter().collect::<Option<_>>()?,
                    span,
                })
            }
            WrittenExpectation::Value { name, value } => self.expected_value(name, value),
        }
    }

    fn expected_value(&mut self, name: &Path, value: &Written) -> Option<Expectation> {
        let head = &name.head;
        let Some(symbol) = self.names.values.get(head.node.as_str()).copied() else {
            let known = self
                .names
                .definitions
                .iter()
                .map(|declared| declared.node.name().node.as_str());
            let help = did_you_mean(&head.node, known);
            let message = format!("no rule, table or requirement is called `{}`", head.node);
            self.unknown_name(
                finding("name/unknown", head.span, message, "not declared").help(help.unwrap_or_else(|| {
                    "after `then` stand rules, tables and requirements; `needs …` stands on a line of its own".to_owned()
                })),
            );
            return None;
        };
        let Symbol::Definition(at) = symbol else {
            self.report(
                finding(
                    "example/then",
                    head.span,
                    format!("`{}` is given, not decided", head.node),
                    "not a result",
                )
                .help("after `then` stand rules, tables and requirements"),
            );
            return None;
        };
        let (definition, condition) = match name.tail.as_slice() {
            [tail] => {
                let (id, position) = self.condition_of(at, tail)?;
                (id, Some(position))
            }
            [] => (self.definition_ids.get(at).copied().flatten()?, None),
            [.., last] => {
                self.report(unsupported(last.span));
                return None;
            }
        };
        let span = Span {
            start: head.span.start.min(value.span.start),
            end: value.span.end.max(head.span.end),
        };
        if matches!(value.node, Syntax::Unknown) {
            return Some(Expectation::Value {
                definition,
                condition,
                value: None,
                span,
            });
        }
        let (kind, ty) = match condition {
            Some(position) => (ExprKind::Condition(definition, position), Type::Bool),
            None => (
                ExprKind::Definition(definition),
                self.program.definitions.get(definition.0)?.ty.clone(),
            ),
        };
        let value = self.plain_value(
            value,
            &Expr {
                kind,
                ty,
                span: head.span,
            },
        )?;
        Some(Expectation::Value {
            definition,
            condition,
            value: Some(value),
            span,
        })
    }
}

/// What can be answered instead of a moment that lies outside its type.
fn outside(value: &Value, ty: &Type) -> Option<String> {
    let ((_, at), (moment, min, max)) = (Moment::of_value(value)?, Moment::of(ty)?);
    (at < min || at > max).then(|| {
        format!(
            "only {} from {} to {} can be answered",
            moment.plural(),
            moment.source(min),
            moment.source(max)
        )
    })
}
