//! What is made of the items of a list: the body is typed for each item, and their ranges come together.

use nuanze_syntax::Span;
use nuanze_syntax::ast::{AggregateKind, Expr as Written, ExprKind as Syntax, Ident};
use rust_decimal::Decimal;

use super::Checker;
use super::arithmetic::number_type;
use super::names::Symbol;
use super::number::Range;
use super::path::{Dotted, dotted};
use super::report::{Further, finding};
use crate::program::{
    Aggregate, AggregateItem, Comparison, Expr, ExprKind, FactId, Input, InputKind, NumberType,
    Text, Type, Value,
};
use crate::unit::Unit;

/// The most parts that an aggregate may have once it is written out for every item.
const MOST_PARTS: usize = 20_000;

/// What an item of a list is called while an aggregate's body is checked.
#[derive(Clone, Debug)]
pub(super) struct Variable {
    name: String,
    item: Input,
    /// The name of the first item: what is wrong is said of it.
    first: String,
}

/// A list that is looked at.
struct List {
    name: String,
    label: Text,
    length: FactId,
    items: Vec<Input>,
    least: usize,
}

impl Checker<'_> {
    /// The item that a variable stands for.
    pub(super) fn variable(&self, name: &str) -> Option<&Input> {
        let variables = self.variables.iter();
        variables
            .rev()
            .find(|variable| variable.name == name)
            .map(|variable| &variable.item)
    }

    /// The source of an expression, with the variables of the aggregates around it in place of the first items.
    pub(super) fn with_variables(&self, source: String) -> String {
        let variables = self.variables.iter();
        variables.fold(source, |source, variable| {
            source.replace(&variable.first, &variable.name)
        })
    }

    /// `sum(m.valley for m in months where m.peak > 0 kWh)`.
    pub(super) fn aggregate(&mut self, written: &Written) -> Option<Expr> {
        let Syntax::Aggregate {
            kind,
            variable,
            list,
            body,
            filter,
            default,
        } = &written.node
        else {
            return None;
        };
        let default = match default {
            Some(default) => Some(self.numeric(default, "compared in size")?),
            None => None,
        };
        let fresh = self.fresh(variable);
        let list = self.list(list)?;
        fresh?;
        let items = self.items(*kind, variable, &list, body, filter.as_deref())?;
        let first = items.first()?.value.clone();
        let (ty, default) = match kind {
            AggregateKind::All | AggregateKind::Any => (Type::Bool, None),
            AggregateKind::Count => (counted(&items), None),
            AggregateKind::Sum => (self.total(&items, written.span)?, None),
            AggregateKind::Min | AggregateKind::Max => {
                self.needs_default(*kind, &items, default.as_ref(), written.span)?;
                match default {
                    Some(default) => {
                        let default = self.in_unit_of(&first, default, written.span)?;
                        let (_, default, ty) = self.joined(first, default, written.span)?;
                        (ty, Some(default))
                    }
                    None => (first.ty, None),
                }
            }
        };
        let aggregate = Aggregate {
            kind: *kind,
            variable: variable.node.clone(),
            list: list.name,
            label: list.label,
            items,
            default,
        };
        Some(Expr {
            kind: ExprKind::Aggregate(Box::new(aggregate)),
            ty,
            span: written.span,
        })
    }

    /// A variable must have a name that nothing else has.
    fn fresh(&mut self, variable: &Ident) -> Option<()> {
        let name = variable.node.as_str();
        if !self.names.values.contains_key(name) && self.variable(name).is_none() {
            return Some(());
        }
        self.report(
            finding(
                "name/shadow",
                variable.span,
                format!("`{name}` is the name of something else already"),
                "an item of the list",
            )
            .help("give the items another name here, for example `x`"),
        );
        None
    }

    /// The list that an aggregate goes through.
    fn list(&mut self, written: &Written) -> Option<List> {
        let found = dotted(written);
        let Some(Dotted { head, tail }) = found else {
            if !matches!(written.node, Syntax::Error) {
                self.not_a_list("this", written.span);
            }
            return None;
        };
        let input = match self.variable(head.0) {
            Some(item) => item.clone(),
            None => match self.names.values.get(head.0).copied() {
                Some(Symbol::Input(at)) => self.sound_input(at)?.clone(),
                Some(Symbol::Used(used)) => self.used_input(used, &tail)?,
                Some(_) => {
                    self.not_a_list(&format!("`{}`", head.0), written.span);
                    return None;
                }
                None => {
                    self.unknown_value(head.0, head.1, None);
                    return None;
                }
            },
        };
        let (input, path) = self.part(&input, head.0.to_owned(), &tail)?;
        let InputKind::List { length, items } = input.kind else {
            self.not_a_list(&format!("`{path}`"), written.span);
            return None;
        };
        let fact = self.program.facts.get(length.0)?;
        let least = match &fact.ty {
            Type::Number(number) => usize::try_from(number.min).unwrap_or_default(),
            _ => 0,
        };
        Some(List {
            name: fact.name.clone(),
            label: fact.label.clone(),
            length,
            items,
            least,
        })
    }

    fn not_a_list(&mut self, what: &str, span: Span) {
        self.report(
            finding(
                "list/not",
                span,
                format!("{what} is not a list"),
                "no items",
            )
            .help("name a fact that is declared as a `list`"),
        );
    }

    /// The body and the filter for each item. What is wrong with them is said once, of the first.
    fn items(
        &mut self,
        kind: AggregateKind,
        variable: &Ident,
        list: &List,
        body: &Written,
        filter: Option<&Written>,
    ) -> Option<Vec<AggregateItem>> {
        let mut items = Vec::with_capacity(list.items.len());
        for (at, item) in list.items.iter().enumerate() {
            let before = self.diagnostics.len();
            self.variables.push(Variable {
                name: variable.node.clone(),
                item: item.clone(),
                first: format!("{}[1]", list.name),
            });
            let filter = filter.map(|filter| self.condition(filter));
            let value = match kind {
                AggregateKind::All | AggregateKind::Any | AggregateKind::Count => {
                    self.condition(body)
                }
                AggregateKind::Sum => self.numeric(body, "added"),
                AggregateKind::Min | AggregateKind::Max => self.numeric(body, "compared in size"),
            };
            self.variables.pop();
            if at > 0 {
                self.diagnostics.truncate(before);
            }
            let filter = match filter {
                Some(filter) => Some(filter?),
                None => None,
            };
            let item = AggregateItem {
                counts: counts(list, at, filter, variable.span),
                value: value?,
            };
            if at == 0 {
                self.bounded(&item, list, body.span)?;
            }
            items.push(item);
        }
        Some(items)
    }

    /// An aggregate that is too large when it is written out for every item is reported.
    fn bounded(&mut self, item: &AggregateItem, list: &List, span: Span) -> Option<()> {
        let mut parts = 0_usize;
        let mut count = |_: &Expr| parts += 1;
        item.value.for_each(&mut count);
        item.counts
            .iter()
            .for_each(|counts| counts.for_each(&mut count));
        let all = parts.saturating_mul(list.items.len());
        if all <= MOST_PARTS {
            return Some(());
        }
        let message = format!(
            "for all {} items of `{}` this is computed from {all} parts, and {MOST_PARTS} is the most",
            list.items.len(),
            list.name
        );
        self.report(
            finding("aggregate/size", span, message, "too much").help(
                "let the lists have fewer items, or do not look through one list for every item of another",
            ),
        );
        None
    }

    /// The range of a sum: each item adds its value, or nothing where it may not count.
    fn total(&mut self, items: &[AggregateItem], span: Span) -> Option<Type> {
        let mut sum: Option<Expr> = None;
        for item in items {
            let own = number_type(&item.value)?;
            let mut range = Range::of(own)?;
            if item.counts.is_some() {
                range.min = range.min.min(0);
                range.max = range.max.max(0);
            }
            let step = own.step;
            let added = Expr {
                ty: Type::Number(NumberType {
                    step,
                    ..range.with_unit(own.unit.clone())
                }),
                ..item.value.clone()
            };
            sum = Some(match sum {
                None => added,
                Some(so_far) => {
                    let range = self.ranges(&so_far, &added, span, Range::plus)?;
                    let unit = number_type(&so_far)?.unit.clone();
                    Expr {
                        ty: Type::Number(NumberType {
                            step,
                            ..range.with_unit(unit)
                        }),
                        ..so_far
                    }
                }
            });
        }
        sum.map(|sum| sum.ty)
    }

    /// The smallest or largest of nothing must be said, and only then.
    fn needs_default(
        &mut self,
        kind: AggregateKind,
        items: &[AggregateItem],
        default: Option<&Expr>,
        span: Span,
    ) -> Option<()> {
        let name = if kind == AggregateKind::Min {
            "min"
        } else {
            "max"
        };
        let sure = items.iter().any(|item| item.counts.is_none());
        match default {
            Some(default) if sure => {
                self.report(
                    finding(
                        "aggregate/else",
                        default.span,
                        format!("there is always an item, so this `{name}` never needs its `else`"),
                        "never used",
                    )
                    .help("leave the `else` out"),
                );
                None
            }
            None if !sure => {
                self.report(
                    finding(
                        "aggregate/else",
                        span,
                        format!("there may be no item, and `{name}` of nothing has no value"),
                        "of nothing?",
                    )
                    .help(format!("say what it is then: `{name}(… else VALUE)`")),
                );
                None
            }
            _ => Some(()),
        }
    }
}

/// Whether the item at a position counts; `None`: surely.
fn counts(list: &List, at: usize, filter: Option<Expr>, span: Span) -> Option<Expr> {
    if at < list.least {
        return filter;
    }
    let number = Decimal::from(at + 1);
    let whole = |min: Decimal, max: Decimal| {
        Type::Number(NumberType {
            unit: Unit::bare(),
            scale: 0,
            min,
            max,
            step: Decimal::ONE,
        })
    };
    let length = Expr {
        kind: ExprKind::Fact(list.length),
        ty: whole(Decimal::from(list.least), Decimal::from(list.items.len())),
        span,
    };
    let reached = Expr {
        kind: ExprKind::Compare(
            Comparison::GreaterEqual,
            Box::new(length),
            Box::new(Expr::constant(
                Value::Number(number),
                whole(number, number),
                span,
            )),
        ),
        ty: Type::Bool,
        span,
    };
    Some(match filter {
        None => reached,
        Some(filter) => Expr {
            kind: ExprKind::And(vec![reached, filter]),
            ty: Type::Bool,
            span,
        },
    })
}

/// How many items can count: at least those of which it is sure, if nothing is asked of them.
fn counted(items: &[AggregateItem]) -> Type {
    let sure = |item: &&AggregateItem| {
        item.counts.is_none() && item.value.kind == ExprKind::Constant(Value::Bool(true))
    };
    Type::Number(NumberType {
        unit: Unit::bare(),
        scale: 0,
        min: Decimal::from(items.iter().filter(sure).count()),
        max: Decimal::from(items.len()),
        step: Decimal::ONE,
    })
}
