//! A document that is used: its names here, and whether what its facts are given fits them.

use std::collections::BTreeSet;
use std::rc::Rc;

use nuanze_syntax::Span;
use nuanze_syntax::ast::{Expr as Written, Ident, Item, Spanned, UseDecl};

use super::Checker;
use super::import::Leaf;
use super::library::Source;
use super::report::{Further, finding};
use crate::program::{
    ClauseId, DefinitionId, DefinitionKind, Expr, ExprKind, FactId, Input, InputKind, Program,
    Text, Type, Value,
};
use crate::words::Language;

/// A used document.
#[derive(Debug)]
pub(super) struct Used<'a> {
    pub(super) decl: &'a UseDecl,
    /// The whole declaration: where everything that comes from the document is found here.
    pub(super) span: Span,
    pub(super) clause: Option<ClauseId>,
    pub(super) source: Rc<Source>,
    pub(super) definitions: Vec<UsedName>,
    pub(super) facts: Vec<UsedName>,
    pub(super) readings: Vec<UsedName>,
    pub(super) parameters: Vec<UsedName>,
    /// The names of its enums and records here.
    pub(super) enums: Vec<String>,
    pub(super) records: Vec<String>,
}

/// A name of a used document here.
#[derive(Debug)]
pub(super) struct UsedName {
    pub(super) name: Ident,
    /// Which of the used documents.
    pub(super) used: usize,
    /// Which one of its kind there.
    pub(super) at: usize,
}

/// What a fact of a used document is given.
#[derive(Clone, Copy, Debug)]
pub(super) enum Given<'a> {
    Written(&'a Written),
    Fact(FactId, Span),
}

impl<'a> Used<'a> {
    pub(super) fn new(used: usize, decl: &'a UseDecl, item: &Item, source: Rc<Source>) -> Self {
        let alias = &decl.alias;
        let here = |name: &str| format!("{}.{name}", alias.node);
        let names = |names: Vec<&str>| -> Vec<UsedName> {
            let numbered = names.into_iter().enumerate();
            numbered
                .map(|(at, name)| UsedName {
                    name: Spanned {
                        node: here(name),
                        span: alias.span,
                    },
                    used,
                    at,
                })
                .collect()
        };
        let program = &source.program;
        Self {
            decl,
            span: item.span,
            clause: item.clause.map(ClauseId),
            definitions: names(
                program
                    .definitions
                    .iter()
                    .map(|it| it.name.as_str())
                    .collect(),
            ),
            facts: names(program.facts.iter().map(|it| it.name.as_str()).collect()),
            readings: names(program.readings.iter().map(|it| it.name.as_str()).collect()),
            parameters: names(
                program
                    .parameters
                    .iter()
                    .map(|it| it.name.as_str())
                    .collect(),
            ),
            enums: program.enums.iter().map(|it| here(&it.name)).collect(),
            records: source.records.iter().map(|it| here(&it.name)).collect(),
            source,
        }
    }

    pub(super) fn program(&self) -> &Program {
        &self.source.program
    }

    /// The fact, record or list of a name.
    pub(super) fn input(&self, name: &str) -> Option<(usize, &Input)> {
        let mut inputs = self.program().inputs.iter().enumerate();
        inputs.find(|(_, input)| input.name == name)
    }
}

impl<'a> Checker<'a> {
    /// The rule that a fact of a used document has become.
    pub(super) fn given_rule(
        &mut self,
        name: &UsedName,
        given: Given<'_>,
    ) -> Option<(DefinitionKind, Type)> {
        let wanted = self.used_type(name.used, FactId(name.at))?;
        let expr = match given {
            Given::Written(written) => self.expr(written, Some(&wanted))?,
            Given::Fact(id, span) => Expr {
                kind: ExprKind::Fact(id),
                ty: self.program.facts.get(id.0)?.ty.clone(),
                span,
            },
        };
        let expr = match (&expr.ty, &wanted) {
            (Type::Number(own), Type::Number(number))
                if own.unit.dimensions == number.unit.dimensions =>
            {
                let (unit, span) = (number.unit.clone(), expr.span);
                self.converted(expr, &unit, span)?
            }
            _ => expr,
        };
        self.fits_fact(&name.name.node, &expr, &wanted)?;
        Some((DefinitionKind::Rule(expr), wanted))
    }

    /// What a fact of a used document is called for people.
    pub(super) fn used_label(&self, name: &UsedName) -> Option<Text> {
        let fact = self
            .names
            .used
            .get(name.used)?
            .program()
            .facts
            .get(name.at)?;
        Some(fact.label.clone())
    }

    /// Whether a value is always one that a fact can have; otherwise it is reported.
    fn fits_fact(&mut self, name: &str, expr: &Expr, wanted: &Type) -> Option<()> {
        let words = self.program.words(Language::Source);
        let outside = match (&expr.ty, wanted) {
            (Type::Number(own), Type::Number(number))
                if own.unit.dimensions == number.unit.dimensions =>
            {
                let coarser = own.step.checked_rem(number.step);
                if !coarser.is_some_and(|rest| rest.is_zero()) {
                    let step = words.value(&Value::Number(number.step), wanted);
                    let message = format!(
                        "`{name}` takes multiples of {step}, and this value has finer digits"
                    );
                    let help = format!(
                        "say how the rest is rounded, for example `round(…, half_up, {step})`"
                    );
                    self.report(finding("use/range", expr.span, message, "too fine").help(help));
                    return None;
                }
                let (least, most) = (Value::Number(number.min), Value::Number(number.max));
                let reached = if own.min < number.min {
                    own.min
                } else {
                    own.max
                };
                let inside = number.min <= own.min && own.max <= number.max;
                (!inside).then_some((least, most, Value::Number(reached)))
            }
            (
                Type::Date { min, max },
                Type::Date {
                    min: least,
                    max: most,
                },
            ) => beyond((*min, *max), (*least, *most), Value::Date),
            (
                Type::Time { min, max },
                Type::Time {
                    min: least,
                    max: most,
                },
            ) => beyond((*min, *max), (*least, *most), Value::Time),
            (
                Type::DateTime { min, max },
                Type::DateTime {
                    min: least,
                    max: most,
                },
            ) => beyond((*min, *max), (*least, *most), Value::DateTime),
            (own, wanted) if own == wanted => None,
            (own, wanted) => {
                let message = format!(
                    "`{name}` is {}, but what is given is {}",
                    words.ty(wanted),
                    words.ty(own)
                );
                self.report(
                    finding("use/type", expr.span, message, "another kind of value")
                        .help("give a value of the same kind"),
                );
                return None;
            }
        };
        let Some((least, most, reached)) = outside else {
            return Some(());
        };
        let message = format!(
            "`{name}` takes {} to {}, but this can be {}",
            words.value(&least, wanted),
            words.value(&most, wanted),
            words.value(&reached, &expr.ty)
        );
        self.report(
            finding("use/range", expr.span, message, "can be outside")
                .help("narrow the ranges of what it is made of, or `clamp` it"),
        );
        None
    }

    /// What a definition of a used document uses: other definitions, and rules that its facts have become.
    pub(super) fn uses_inside(&self, name: &UsedName) -> (Vec<usize>, BTreeSet<usize>) {
        let (mut definitions, mut inputs) = (BTreeSet::new(), BTreeSet::new());
        let Some(used) = self.names.used.get(name.used) else {
            return Default::default();
        };
        let base = self.names.bases.get(name.used).copied().unwrap_or_default();
        if let Some(definition) = used.program().definitions.get(name.at) {
            definition.for_each_expr(&mut |expr| match expr.kind {
                ExprKind::Definition(DefinitionId(id))
                | ExprKind::Condition(DefinitionId(id), _) => {
                    definitions.insert(base + id);
                }
                ExprKind::Fact(id) => match self.leaf(name.used, id) {
                    Some(Leaf::Definition(at)) => {
                        definitions.insert(at);
                    }
                    Some(Leaf::Asked) => {
                        let mut all = used.program().inputs.iter();
                        inputs.extend(all.position(|input| holds(input, id)));
                    }
                    _ => {}
                },
                _ => {}
            });
        }
        (definitions.into_iter().collect(), inputs)
    }
}

/// Whether a fact is a part of an input.
fn holds(input: &Input, fact: FactId) -> bool {
    match &input.kind {
        InputKind::Fact(id) => *id == fact,
        InputKind::Record(parts) => parts.iter().any(|part| holds(part, fact)),
        InputKind::List { length, items } => {
            *length == fact || items.iter().any(|item| holds(item, fact))
        }
    }
}

/// The ends that a value must keep to, and what it reaches outside them.
fn beyond(
    (min, max): (i64, i64),
    (least, most): (i64, i64),
    value: fn(i64) -> Value,
) -> Option<(Value, Value, Value)> {
    let reached = if min < least {
        min
    } else if max > most {
        max
    } else {
        return None;
    };
    Some((value(least), value(most), value(reached)))
}
