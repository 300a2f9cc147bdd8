//! Examples: what they take over from others, and what they expect. What they give has a file of its own.

use std::collections::BTreeMap;

use nuanze_syntax::Span;
use nuanze_syntax::ast::{
    Expectation as WrittenExpectation, Expr as Written, ExprKind as Syntax, Ident, Path,
};

use super::Checker;
use super::Failed;
use super::given::Given;
use super::names::Symbol;
use super::report::{Further, did_you_mean, finding};
use crate::program::{Example, Expectation, Expr, ExprKind, FactId, Type};

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
            if let Some(own) = given.get(at) {
                self.within_lists(own, &merged);
            }
            self.program.examples.push(Example {
                title: declared.node.title.node.clone(),
                facts: merged
                    .facts
                    .into_iter()
                    .filter_map(|(fact, (value, _))| Some((fact, value?)))
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

    fn expectation(&mut self, expectation: &WrittenExpectation) -> Option<Expectation> {
        match expectation {
            WrittenExpectation::Needs(names) => {
                let facts: Vec<Option<FactId>> =
                    names.iter().map(|name| self.needed(name)).collect();
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
        let tail: Vec<&Ident> = name.tail.iter().collect();
        let Some((symbol, taken)) = self.names.symbol(&head.node, &tail) else {
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
        let rest = tail.get(taken..).unwrap_or_default();
        if let Symbol::Used(used) = symbol {
            self.used_input(used, &tail)?;
        }
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
        let (definition, condition) = match rest {
            [condition, further @ ..] => {
                let (id, position) = self.condition_of(at, condition)?;
                if let Some(further) = further.first() {
                    self.no_parts(&format!("{}.{}", head.node, condition.node), further);
                    return None;
                }
                (id, Some(position))
            }
            [] => (self.definition_ids.get(at).copied().flatten()?, None),
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
