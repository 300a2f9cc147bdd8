//! Which small changes a document's own rules are tried with.

use nuanze_syntax::Span;
use rust_decimal::Decimal;

use super::MutantKind;
use super::change::{Change, Site};
use super::words::Snippets;
use crate::coverage::is_own;
use crate::program::{
    Aggregate, Arithmetic, Comparison, DefinitionId, DefinitionKind, Expr, ExprKind, MonthEnd,
    ParameterId, Program, ReadingId, Rounding, Type, Value,
};
use crate::search::breakpoints::is_ordered;

/// A change, and how it is shown.
#[derive(Clone, Debug)]
pub(super) struct Planned {
    pub(super) kind: MutantKind,
    pub(super) site: Site,
    pub(super) span: Span,
    pub(super) change: Change,
    pub(super) before: String,
    pub(super) after: String,
}

/// The changes, in document order.
pub(super) fn plan(program: &Program, is_length: &dyn Fn(&Expr) -> bool) -> Vec<Planned> {
    let mut planner = Planner {
        program,
        is_length,
        snippets: Snippets::new(program),
        planned: Vec::new(),
    };
    for (at, definition) in program.definitions.iter().enumerate() {
        if !is_own(&definition.name) {
            continue;
        }
        let site = Site::Definition(DefinitionId(at));
        match &definition.kind {
            DefinitionKind::Rule(expr) => planner.expr(site, expr, None),
            DefinitionKind::Requirement(requirement) => {
                for (number, condition) in requirement.conditions.iter().enumerate() {
                    planner.expr(site, &condition.expr, None);
                    if requirement.conditions.len() > 1 {
                        let before = planner.snippets.expr(&condition.expr);
                        planner.add(
                            MutantKind::Condition,
                            site,
                            condition.expr.span,
                            Change::ConditionLeftOut(number),
                            (before, "yes".to_owned()),
                        );
                    }
                }
                let conditions = requirement
                    .statements
                    .iter()
                    .filter_map(|statement| statement.condition.as_ref());
                conditions.for_each(|condition| planner.expr(site, condition, None));
            }
            DefinitionKind::Table(table) => planner.table(site, table),
        }
    }
    for (at, bring) in program
        .bring
        .iter()
        .enumerate()
        .filter(|(_, bring)| is_own(&bring.name))
    {
        let conditions = bring
            .documents
            .iter()
            .filter_map(|(_, condition)| condition.as_ref());
        conditions.for_each(|condition| planner.expr(Site::Bring(at), condition, None));
    }
    planner.parameters();
    planner.readings();
    let mut planned = planner.planned;
    planned.sort_by_key(|planned| planned.span);
    planned
}

pub(super) struct Planner<'a> {
    program: &'a Program,
    is_length: &'a dyn Fn(&Expr) -> bool,
    pub(super) snippets: Snippets<'a>,
    planned: Vec<Planned>,
}

impl Planner<'_> {
    pub(super) fn expr(&mut self, site: Site, expr: &Expr, outer: Option<&Expr>) {
        match &expr.kind {
            ExprKind::Constant(value) => self.constant(site, expr, *value, outer),
            ExprKind::Compare(comparison, left, right) => {
                if (self.is_length)(left) || (self.is_length)(right) {
                    return;
                }
                let to = match comparison {
                    Comparison::Equal => Comparison::NotEqual,
                    Comparison::NotEqual => Comparison::Equal,
                    Comparison::Less => Comparison::LessEqual,
                    Comparison::LessEqual => Comparison::Less,
                    Comparison::Greater => Comparison::GreaterEqual,
                    Comparison::GreaterEqual => Comparison::Greater,
                };
                let change = Change::Comparison {
                    from: *comparison,
                    to,
                };
                let shown = (
                    self.snippets.expr(expr),
                    self.snippets.compared(to, left, right),
                );
                self.add(MutantKind::Comparison, site, expr.span, change, shown);
            }
            ExprKind::And(_) => self.add(
                MutantKind::Logic,
                site,
                expr.span,
                Change::AndToOr,
                words("and", "or"),
            ),
            ExprKind::Or(_) => self.add(
                MutantKind::Logic,
                site,
                expr.span,
                Change::OrToAnd,
                words("or", "and"),
            ),
            ExprKind::Not(inner) => {
                let shown = (self.snippets.expr(expr), self.snippets.expr(inner));
                self.add(
                    MutantKind::Logic,
                    site,
                    expr.span,
                    Change::NotLeftOut,
                    shown,
                );
            }
            ExprKind::Round(_, from, _) | ExprKind::Divide(_, _, from, _) => {
                let all = [
                    Rounding::HalfUp,
                    Rounding::HalfEven,
                    Rounding::Up,
                    Rounding::Down,
                ];
                for to in all.into_iter().filter(|to| to != from) {
                    let change = Change::Rounding { from: *from, to };
                    self.add(
                        MutantKind::Rounding,
                        site,
                        expr.span,
                        change,
                        words(rounding(*from), rounding(to)),
                    );
                }
            }
            ExprKind::AddMonths(_, _, from) => {
                let (to, shown) = match from {
                    MonthEnd::LastDay => (MonthEnd::NextDay, words("last_day", "next_day")),
                    MonthEnd::NextDay => (MonthEnd::LastDay, words("next_day", "last_day")),
                };
                self.add(
                    MutantKind::MonthEnd,
                    site,
                    expr.span,
                    Change::MonthEnd { from: *from, to },
                    shown,
                );
            }
            ExprKind::Aggregate(aggregate) => {
                self.aggregate(site, aggregate);
                return;
            }
            _ => {}
        }
        for operand in expr.operands() {
            self.expr(site, operand, Some(expr));
        }
    }

    /// The expressions of one item stand for those of all: a change is made in each.
    fn aggregate(&mut self, site: Site, aggregate: &Aggregate) {
        let fullest = aggregate
            .items
            .iter()
            .max_by_key(|item| item.counts.is_some());
        let parts = fullest
            .into_iter()
            .flat_map(|item| item.counts.iter().chain([&item.value]));
        for part in parts.chain(&aggregate.default) {
            if let ExprKind::And(parts) = &part.kind
                && parts.iter().any(|part| matches!(&part.kind, ExprKind::Compare(_, left, right) if (self.is_length)(left) || (self.is_length)(right)))
            {
                // That the list reaches the item is nothing that the author wrote.
                parts.iter().for_each(|part| self.expr(site, part, None));
            } else {
                self.expr(site, part, None);
            }
        }
    }

    fn constant(&mut self, site: Site, expr: &Expr, value: Value, outer: Option<&Expr>) {
        if !is_ordered(&expr.ty) || outer.is_some_and(|outer| is_conversion(outer, expr)) {
            return;
        }
        let beside = outer.and_then(|outer| match &outer.kind {
            ExprKind::Compare(_, left, right) if **right == *expr => Some(&left.ty),
            ExprKind::Compare(_, left, right) if **left == *expr => Some(&right.ty),
            _ => None,
        });
        for to in steps(beside.unwrap_or(&expr.ty), value) {
            let shown = (
                self.snippets.value(value, &expr.ty),
                self.snippets.value(to, &expr.ty),
            );
            self.add(
                MutantKind::Constant,
                site,
                expr.span,
                Change::Constant { from: value, to },
                shown,
            );
        }
        if let Some((to, after)) = self.other_unit(value, &expr.ty) {
            let shown = (self.snippets.value(value, &expr.ty), after);
            self.add(
                MutantKind::Unit,
                site,
                expr.span,
                Change::Constant { from: value, to },
                shown,
            );
        }
    }

    /// The same number in another unit of its dimension, and how it is written.
    pub(super) fn other_unit(&self, value: Value, ty: &Type) -> Option<(Value, String)> {
        let (Value::Number(number), Type::Number(known)) = (value, ty) else {
            return None;
        };
        let (unit, ratio) = known.unit.neighbour()?;
        let scaled = number
            .checked_mul(ratio)
            .filter(|scaled| *scaled != number)?;
        Some((Value::Number(scaled), self.snippets.number(number, &unit)))
    }

    fn parameters(&mut self) {
        for (number, parameter) in self.program.parameters.iter().enumerate() {
            if !is_own(&parameter.name) {
                continue;
            }
            let site = Site::Parameter(ParameterId(number));
            for (at, (from, value)) in parameter.entries.iter().enumerate() {
                // Before the first day the parameter is never asked for.
                let days: &[i64] = if at == 0 { &[] } else { &[1, -1] };
                let moved = days
                    .iter()
                    .map(|days| (MutantKind::Constant, from.saturating_add(*days), *value));
                let other = steps(&parameter.ty, *value)
                    .into_iter()
                    .map(|value| (MutantKind::Constant, *from, value));
                for (kind, day, to) in moved.chain(other).collect::<Vec<_>>() {
                    let shown = (
                        self.snippets.entry(*value, &parameter.ty, *from),
                        self.snippets.entry(to, &parameter.ty, day),
                    );
                    self.add(
                        kind,
                        site,
                        parameter.span,
                        Change::Entry {
                            at,
                            from: day,
                            value: to,
                        },
                        shown,
                    );
                }
            }
        }
    }

    fn readings(&mut self) {
        for (number, reading) in self.program.readings.iter().enumerate() {
            let name = |at: usize| {
                reading
                    .alternatives
                    .get(at)
                    .map_or("", |(name, _)| name.as_str())
            };
            let others = (0..reading.alternatives.len()).filter(|at| *at != reading.default);
            for to in others.filter(|_| is_own(&reading.name)) {
                let shown = (
                    format!("{} default", name(reading.default)),
                    format!("{} default", name(to)),
                );
                self.add(
                    MutantKind::Default,
                    Site::Reading(ReadingId(number)),
                    reading.span,
                    Change::Default { to },
                    shown,
                );
            }
        }
    }

    pub(super) fn add(
        &mut self,
        kind: MutantKind,
        site: Site,
        span: Span,
        change: Change,
        (before, after): (String, String),
    ) {
        self.planned.push(Planned {
            kind,
            site,
            span,
            change,
            before,
            after,
        });
    }
}

/// Whether a constant is the factor of a conversion between units, which the author did not write: it stands where the
/// number does that is converted.
fn is_conversion(outer: &Expr, constant: &Expr) -> bool {
    matches!(&outer.kind, ExprKind::Arithmetic(Arithmetic::Multiply, parts)
        if outer.span == constant.span || parts.iter().any(|part| part != constant && part.span == constant.span))
}

/// The value one step up and one step down, by the step of a type.
pub(super) fn steps(ty: &Type, value: Value) -> Vec<Value> {
    match (value, ty) {
        (Value::Number(number), Type::Number(known)) => {
            let step = if known.step.is_zero() || known.step.is_sign_negative() {
                Decimal::new(1, known.scale)
            } else {
                known.step
            };
            let moved = [number.checked_add(step), number.checked_sub(step)];
            moved.into_iter().flatten().map(Value::Number).collect()
        }
        (Value::Date(day), _) => vec![Value::Date(day + 1), Value::Date(day - 1)],
        (Value::DateTime(minute), _) => {
            vec![Value::DateTime(minute + 1), Value::DateTime(minute - 1)]
        }
        (Value::Time(minute), _) => {
            let moved = [minute + 1, minute - 1].into_iter();
            moved
                .filter(|minute| (0..1_440).contains(minute))
                .map(Value::Time)
                .collect()
        }
        _ => Vec::new(),
    }
}

fn rounding(rounding: Rounding) -> &'static str {
    match rounding {
        Rounding::HalfUp => "half_up",
        Rounding::HalfEven => "half_even",
        Rounding::Up => "up",
        Rounding::Down => "down",
    }
}

fn words(before: &str, after: &str) -> (String, String) {
    (before.to_owned(), after.to_owned())
}
