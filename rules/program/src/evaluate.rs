//! The reference evaluator: the meaning of a program, written for clarity. Missing facts are unknown, and unknown is
//! a value like any other.

use std::borrow::Cow;

use rust_decimal::Decimal;

mod aggregate;

use crate::check::number;
use crate::date::{MINUTES_A_DAY, add_months, day_and_minute};
use crate::program::{
    Arithmetic, Cell, Comparison, Definition, DefinitionId, DefinitionKind, Expr, ExprKind,
    Interval, MonthEnd, Parameter, ParameterId, Program, Rounding, Row, Table, Value,
};

/// What is known about one household, device or village, and how the doubtful passages are read.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Case {
    /// The facts by their ids; `None` is unknown.
    pub facts: Vec<Option<Value>>,
    /// The alternative of each reading.
    pub readings: Vec<usize>,
}

impl Case {
    /// Nothing is known, and every reading is at its default.
    pub fn new(program: &Program) -> Self {
        Self {
            facts: vec![None; program.facts.len()],
            readings: program
                .readings
                .iter()
                .map(|reading| reading.default)
                .collect(),
        }
    }
}

/// What follows from a case. `None` is unknown.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Evaluation {
    /// The value of every definition.
    pub definitions: Vec<Option<Value>>,
    /// For every definition the conditions of a requirement; empty for others.
    pub conditions: Vec<Vec<Option<bool>>>,
    /// For every definition the statements of a duty, advice or target: whether they apply; empty for others.
    pub statements: Vec<Vec<Option<bool>>>,
    /// For every definition the rows of a table: whether they apply, whatever its guard says; empty for others.
    pub rows: Vec<Vec<Option<bool>>>,
    /// For every `bring` list its lines: whether the document is asked for.
    pub bring: Vec<Vec<Option<bool>>>,
}

/// Decides a case.
pub fn evaluate(program: &Program, case: &Case) -> Evaluation {
    let mut state = State {
        case,
        parameters: &program.parameters,
        evaluation: Cow::Owned(Evaluation::default()),
    };
    for definition in &program.definitions {
        let decided = state.decide(definition);
        let evaluation = state.evaluation.to_mut();
        evaluation.definitions.push(decided.value);
        evaluation.conditions.push(decided.conditions);
        evaluation.statements.push(decided.statements);
        evaluation.rows.push(decided.rows);
    }
    let lists = program.bring.iter().map(|bring| &bring.documents);
    let bring = lists.map(|documents| {
        documents
            .iter()
            .map(|(_, condition)| state.if_given(condition.as_ref()))
            .collect()
    });
    let bring = bring.collect();
    Evaluation {
        bring,
        ..state.evaluation.into_owned()
    }
}

/// What follows for one definition.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Decided {
    pub(crate) value: Option<Value>,
    pub(crate) conditions: Vec<Option<bool>>,
    pub(crate) statements: Vec<Option<bool>>,
    pub(crate) rows: Vec<Option<bool>>,
}

/// The case, and what is decided of it so far.
pub(crate) struct State<'a> {
    pub(crate) case: &'a Case,
    pub(crate) parameters: &'a [Parameter],
    pub(crate) evaluation: Cow<'a, Evaluation>,
}

impl State<'_> {
    /// What follows for a definition from those that it uses.
    pub(crate) fn decide(&self, definition: &Definition) -> Decided {
        let mut decided = Decided::default();
        decided.value = match &definition.kind {
            DefinitionKind::Rule(expr) => self.value(expr),
            DefinitionKind::Requirement(requirement) => {
                decided.conditions = requirement
                    .conditions
                    .iter()
                    .map(|condition| self.truth(&condition.expr))
                    .collect();
                decided.statements = requirement
                    .statements
                    .iter()
                    .map(|statement| self.if_given(statement.condition.as_ref()))
                    .collect();
                all(decided.conditions.iter().copied()).map(Value::Bool)
            }
            DefinitionKind::Table(table) => {
                decided.rows = table
                    .rows
                    .iter()
                    .map(|row| self.applies(table, row))
                    .collect();
                self.table(table, &decided.rows)
            }
        };
        decided
    }

    /// The value of an expression whose definitions are decided.
    pub(crate) fn value(&self, expr: &Expr) -> Option<Value> {
        match &expr.kind {
            ExprKind::Constant(value) => Some(*value),
            ExprKind::Fact(id) => self.case.facts.get(id.0).copied().flatten(),
            ExprKind::Reading(id) => self
                .case
                .readings
                .get(id.0)
                .map(|at| Value::Alternative(*id, *at)),
            ExprKind::Definition(id) => self.definition(*id),
            ExprKind::Condition(id, at) => {
                let conditions = self.evaluation.conditions.get(id.0)?;
                conditions.get(*at).copied().flatten().map(Value::Bool)
            }
            ExprKind::Not(inner) => self.truth(inner).map(|yes| Value::Bool(!yes)),
            ExprKind::And(parts) => all(parts.iter().map(|part| self.truth(part))).map(Value::Bool),
            ExprKind::Or(parts) => any(parts.iter().map(|part| self.truth(part))).map(Value::Bool),
            ExprKind::Compare(comparison, left, right) => {
                compare(*comparison, self.value(left)?, self.value(right)?).map(Value::Bool)
            }
            ExprKind::If(condition, then, otherwise) => match self.truth(condition) {
                Some(true) => self.value(then),
                Some(false) => self.value(otherwise),
                None => agreed([self.value(then), self.value(otherwise)]),
            },
            ExprKind::Arithmetic(operation, parts) => {
                let numbers: Vec<Decimal> = parts
                    .iter()
                    .map(|part| self.number(part))
                    .collect::<Option<_>>()?;
                arithmetic(*operation, &numbers).map(Value::Number)
            }
            ExprKind::Round(inner, rounding, step) => {
                quotient(self.number(inner)?, Decimal::ONE, *rounding, *step).map(Value::Number)
            }
            ExprKind::Divide(over, under, rounding, step) => {
                quotient(self.number(over)?, self.number(under)?, *rounding, *step)
                    .map(Value::Number)
            }
            ExprKind::Parameter(id, day) => self.parameter(*id, self.value(day)?),
            ExprKind::Aggregate(aggregate) => self.aggregate(aggregate),
            ExprKind::AddMonths(moment, months, end) => {
                later_by_months(self.value(moment)?, self.number(months)?, *end)
            }
            ExprKind::AddDuration(moment, duration) => {
                let duration = whole(self.number(duration)?)?;
                Some(match self.value(moment)? {
                    Value::Date(day) => Value::Date(day + duration),
                    Value::DateTime(minute) => Value::DateTime(minute + duration),
                    _ => return None,
                })
            }
            ExprKind::Between(later, earlier) => match (self.value(later)?, self.value(earlier)?) {
                (Value::Date(later), Value::Date(earlier))
                | (Value::DateTime(later), Value::DateTime(earlier)) => {
                    Some(Value::Number(Decimal::from(later - earlier)))
                }
                _ => None,
            },
            ExprKind::DateOf(moment) => match self.value(moment)? {
                Value::DateTime(minute) => Some(Value::Date(day_and_minute(minute).0)),
                _ => None,
            },
            ExprKind::TimeOf(moment) => match self.value(moment)? {
                Value::DateTime(minute) => Some(Value::Time(day_and_minute(minute).1)),
                _ => None,
            },
        }
    }

    /// The value of a parameter on a day: its last entry that begins on it or before.
    fn parameter(&self, id: ParameterId, day: Value) -> Option<Value> {
        let Value::Date(day) = day else { return None };
        let entries = &self.parameters.get(id.0)?.entries;
        let begun = entries.iter().rev().find(|(from, _)| *from <= day);
        begun.map(|(_, value)| *value)
    }

    /// A condition that may be left out: then it holds.
    pub(crate) fn if_given(&self, condition: Option<&Expr>) -> Option<bool> {
        condition.map_or(Some(true), |condition| self.truth(condition))
    }

    pub(crate) fn definition(&self, id: DefinitionId) -> Option<Value> {
        self.evaluation.definitions.get(id.0).copied().flatten()
    }

    /// The value of an expression that is yes or no.
    pub(crate) fn truth(&self, expr: &Expr) -> Option<bool> {
        match self.value(expr)? {
            Value::Bool(yes) => Some(yes),
            _ => None,
        }
    }

    fn number(&self, expr: &Expr) -> Option<Decimal> {
        match self.value(expr)? {
            Value::Number(number) => Some(number),
            _ => None,
        }
    }

    /// Whether a row applies: all its cells hold.
    pub(crate) fn applies(&self, table: &Table, row: &Row) -> Option<bool> {
        all(row
            .cells
            .iter()
            .zip(&table.columns)
            .map(|(cell, column)| self.holds(cell, column)))
    }

    /// Whether a cell holds. A cell that asks something of an unknown column is unknown, even if it takes all values.
    pub(crate) fn holds(&self, cell: &Cell, column: &Expr) -> Option<bool> {
        match cell {
            Cell::Any => Some(true),
            Cell::Within { intervals, not } => {
                let value = self.value(column)?;
                let mut within = false;
                for interval in intervals {
                    within |= contains(interval, value)?;
                }
                Some(within != *not)
            }
        }
    }

    /// The value of a table, from whether its rows apply.
    fn table(&self, table: &Table, rows: &[Option<bool>]) -> Option<Value> {
        let Some((guard, otherwise)) = &table.guard else {
            return self.inside(table, rows);
        };
        match self.truth(guard) {
            Some(true) => self.inside(table, rows),
            Some(false) => self.value(otherwise),
            None => agreed([self.value(otherwise), self.inside(table, rows)]),
        }
    }

    /// The value of a table without its guard: that of all rows that can still apply, if they agree.
    fn inside(&self, table: &Table, rows: &[Option<bool>]) -> Option<Value> {
        agreed(
            candidates(table, rows)
                .into_iter()
                .map(|row| self.value(&row.output)),
        )
    }
}

/// The rows that can still apply. Rows that surely apply leave no other beside them, or with `first match` none after
/// the first of them. INVARIANT: in a case behind the table's guard one row applies, and with `first match` at least
/// one; while the guard is unknown it may be none, or several.
pub(crate) fn candidates<'a>(table: &'a Table, rows: &[Option<bool>]) -> Vec<&'a Row> {
    let states = || table.rows.iter().zip(rows);
    if !table.first_match && rows.contains(&Some(true)) {
        return states()
            .filter(|(_, state)| **state == Some(true))
            .map(|(row, _)| row)
            .collect();
    }
    let first_sure = rows
        .iter()
        .position(|state| *state == Some(true))
        .unwrap_or(rows.len());
    states()
        .take(first_sure.saturating_add(1))
        .filter(|(_, state)| **state != Some(false))
        .map(|(row, _)| row)
        .collect()
}

/// The one value that all have; unknown if one is unknown, two differ, or there is none.
fn agreed(values: impl IntoIterator<Item = Option<Value>>) -> Option<Value> {
    let mut values = values.into_iter();
    let first = values.next()??;
    values.all(|value| value == Some(first)).then_some(first)
}

/// No as soon as one is no, yes if all are yes.
fn all(parts: impl IntoIterator<Item = Option<bool>>) -> Option<bool> {
    let mut known = Some(true);
    for part in parts {
        match part {
            Some(false) => return Some(false),
            Some(true) => {}
            None => known = None,
        }
    }
    known
}

/// Yes as soon as one is yes, no if all are no.
fn any(parts: impl IntoIterator<Item = Option<bool>>) -> Option<bool> {
    all(parts.into_iter().map(|part| part.map(|yes| !yes))).map(|none| !none)
}

/// The comparison of two known values; `None` only for kinds that the checker never puts together.
pub(crate) fn compare(comparison: Comparison, left: Value, right: Value) -> Option<bool> {
    let ordering = match (left, right) {
        (Value::Number(left), Value::Number(right)) => left.cmp(&right),
        (Value::Date(left), Value::Date(right))
        | (Value::Time(left), Value::Time(right))
        | (Value::DateTime(left), Value::DateTime(right)) => left.cmp(&right),
        _ => {
            return match comparison {
                Comparison::Equal => Some(left == right),
                Comparison::NotEqual => Some(left != right),
                _ => None,
            };
        }
    };
    Some(match comparison {
        Comparison::Equal => ordering.is_eq(),
        Comparison::NotEqual => ordering.is_ne(),
        Comparison::Less => ordering.is_lt(),
        Comparison::LessEqual => ordering.is_le(),
        Comparison::Greater => ordering.is_gt(),
        Comparison::GreaterEqual => ordering.is_ge(),
    })
}

fn contains(interval: &Interval, value: Value) -> Option<bool> {
    let single = matches!((&interval.from, &interval.to), (Some((from, true)), Some((to, true))) if from == to);
    if single {
        return interval
            .from
            .and_then(|(only, _)| compare(Comparison::Equal, value, only));
    }
    let from = match interval.from {
        Some((from, true)) => compare(Comparison::GreaterEqual, value, from)?,
        Some((from, false)) => compare(Comparison::Greater, value, from)?,
        None => true,
    };
    let to = match interval.to {
        Some((to, true)) => compare(Comparison::LessEqual, value, to)?,
        Some((to, false)) => compare(Comparison::Less, value, to)?,
        None => true,
    };
    Some(from && to)
}

/// Exact arithmetic. INVARIANT: the checker has proved that every result, and every partial sum, fits.
fn arithmetic(operation: Arithmetic, numbers: &[Decimal]) -> Option<Decimal> {
    let (first, rest) = numbers.split_first()?;
    if operation == Arithmetic::Negate {
        return Some(-*first);
    }
    rest.iter()
        .try_fold(*first, |so_far, number| match operation {
            Arithmetic::Add => so_far.checked_add(*number),
            Arithmetic::Subtract => so_far.checked_sub(*number),
            Arithmetic::Multiply => so_far.checked_mul(*number),
            Arithmetic::Min => Some(so_far.min(*number)),
            Arithmetic::Max => Some(so_far.max(*number)),
            Arithmetic::Negate => None,
        })
}

/// So many calendar months later.
fn later_by_months(moment: Value, months: Decimal, end: MonthEnd) -> Option<Value> {
    let months = whole(months)?;
    Some(match moment {
        Value::Date(day) => Value::Date(add_months(day, months, end)),
        Value::DateTime(minute) => {
            let (day, time) = day_and_minute(minute);
            Value::DateTime(add_months(day, months, end) * MINUTES_A_DAY + time)
        }
        _ => return None,
    })
}

/// A number that the checker has proved to be whole.
fn whole(number: Decimal) -> Option<i64> {
    i64::try_from(number.normalize()).ok()
}

/// A quotient rounded to a multiple of the step. It is computed on whole numbers, because a quotient's digits have
/// no end and a rounded one would be rounded twice.
fn quotient(over: Decimal, under: Decimal, rounding: Rounding, step: Decimal) -> Option<Decimal> {
    let steps = under.checked_mul(step)?;
    let scale = over.scale().max(steps.scale());
    let (over, under) = (number::raw(over, scale)?, number::raw(steps, scale)?);
    let whole = number::quotient(over, under, rounding)?;
    Decimal::try_from_i128_with_scale(whole, 0)
        .ok()?
        .checked_mul(step)
}
