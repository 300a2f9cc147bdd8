//! The values that a column can have, as positions `0..size` on its grid.

use rust_decimal::Decimal;

use crate::check::number::{decimal, power, raw};
use crate::program::{Cell, Expr, Interval, Program, Type, Value};

/// From one position to another, both included.
pub(crate) type Span = (i128, i128);

/// The grid of a column.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Domain {
    kind: Kind,
    /// How many values there are; at least one.
    pub(crate) size: i128,
}

#[derive(Clone, Debug, PartialEq)]
enum Kind {
    Bool,
    Enum(crate::program::EnumId),
    Reading(crate::program::ReadingId),
    /// The first day.
    Date(i64),
    /// The first minute of the day.
    Time(i64),
    /// The first minute since 1970-01-01T00:00.
    DateTime(i64),
    /// Raw values at the scale: the smallest and the distance to the next.
    Number {
        first: i128,
        step: i128,
        scale: u32,
    },
}

impl Domain {
    /// The grid of an expression's type; `None` for types that the checker refuses.
    pub(crate) fn of(program: &Program, column: &Expr) -> Option<Self> {
        Self::of_type(program, &column.ty)
    }

    /// The grid of a type; `None` for types that the checker refuses.
    pub(crate) fn of_type(program: &Program, ty: &Type) -> Option<Self> {
        let (kind, size) = match ty {
            Type::Bool => (Kind::Bool, 2),
            Type::Enum(id) => (
                Kind::Enum(*id),
                program.enums.get(id.0)?.values.len() as i128,
            ),
            Type::Reading(id) => (
                Kind::Reading(*id),
                program.readings.get(id.0)?.alternatives.len() as i128,
            ),
            Type::Date { min, max } => (Kind::Date(*min), length(*min, *max)),
            Type::Time { min, max } => (Kind::Time(*min), length(*min, *max)),
            Type::DateTime { min, max } => (Kind::DateTime(*min), length(*min, *max)),
            Type::Number(number) => {
                let scale = number.scale;
                let (first, last) = (raw(number.min, scale)?, raw(number.max, scale)?);
                // A grid that the ends do not lie on is not used: every value of the scale is meant then.
                let step = raw(number.step, scale)
                    .filter(|step| *step > 0 && first % step == 0 && last % step == 0);
                let step = step.unwrap_or(1);
                (
                    Kind::Number { first, step, scale },
                    (last - first) / step + 1,
                )
            }
        };
        Some(Self { kind, size })
    }

    /// The grid of what has one value only.
    pub(super) fn single() -> Self {
        Self {
            kind: Kind::Bool,
            size: 1,
        }
    }

    /// The value at a position.
    pub(crate) fn value(&self, at: i128) -> Value {
        let index = usize::try_from(at).unwrap_or_default();
        match self.kind {
            Kind::Bool => Value::Bool(at == 1),
            Kind::Enum(id) => Value::Enum(id, index),
            Kind::Reading(id) => Value::Alternative(id, index),
            Kind::Date(first) => Value::Date(after(first, at)),
            Kind::Time(first) => Value::Time(after(first, at)),
            Kind::DateTime(first) => Value::DateTime(after(first, at)),
            Kind::Number { first, step, scale } => Value::Number(decimal(first + at * step, scale)),
        }
    }

    /// The positions at which a cell holds, ascending and apart from each other.
    pub(crate) fn positions(&self, cell: &Cell) -> Vec<Span> {
        let Cell::Within { intervals, not } = cell else {
            return vec![(0, self.size - 1)];
        };
        let spans: Vec<Span> = intervals
            .iter()
            .filter_map(|interval| self.span(interval))
            .collect();
        let apart = joined(spans);
        if *not {
            contrary(self.size, &apart)
        } else {
            apart
        }
    }

    /// The first raw value, the distance from one to the next, and the digits after the point. What is counted by
    /// its position begins at 0.
    pub(super) fn grid(&self) -> (i128, i128, u32) {
        match self.kind {
            Kind::Bool | Kind::Enum(_) | Kind::Reading(_) => (0, 1, 0),
            Kind::Date(first) | Kind::Time(first) | Kind::DateTime(first) => {
                (i128::from(first), 1, 0)
            }
            Kind::Number { first, step, scale } => (first, step, scale),
        }
    }

    /// The positions in an interval, if there are any.
    fn span(&self, interval: &Interval) -> Option<Span> {
        let from = match interval.from {
            Some((value, included)) => {
                let (at, exact) = self.below(value)?;
                if exact && included { at } else { at + 1 }
            }
            None => 0,
        };
        let to = match interval.to {
            Some((value, included)) => {
                let (at, exact) = self.below(value)?;
                if exact && !included { at - 1 } else { at }
            }
            None => self.size - 1,
        };
        let (from, to) = (from.max(0), to.min(self.size - 1));
        (from <= to).then_some((from, to))
    }

    /// The last position whose value is not above this one, and whether it is this one. It may lie outside the grid.
    pub(crate) fn below(&self, value: Value) -> Option<(i128, bool)> {
        match (&self.kind, value) {
            (Kind::Bool, Value::Bool(yes)) => Some((i128::from(yes), true)),
            (Kind::Enum(_), Value::Enum(_, at)) | (Kind::Reading(_), Value::Alternative(_, at)) => {
                Some((at as i128, true))
            }
            (Kind::Date(first), Value::Date(at))
            | (Kind::Time(first), Value::Time(at))
            | (Kind::DateTime(first), Value::DateTime(at)) => {
                Some((i128::from(at) - i128::from(*first), true))
            }
            (Kind::Number { first, step, scale }, Value::Number(number)) => {
                let (whole, rest) = at_scale(number, *scale)?;
                let distance = whole - first;
                Some((
                    distance.div_euclid(*step),
                    distance.rem_euclid(*step) == 0 && !rest,
                ))
            }
            _ => None,
        }
    }
}

/// Of `0..size` what is not in ascending spans.
pub(super) fn contrary(size: i128, spans: &[Span]) -> Vec<Span> {
    let mut next = 0;
    let mut rest = Vec::with_capacity(spans.len() + 1);
    for (from, to) in spans {
        if *from > next {
            rest.push((next, from - 1));
        }
        next = to + 1;
    }
    if next < size {
        rest.push((next, size - 1));
    }
    rest
}

/// Of `0..size` what is in both of two ascending lists of spans.
pub(super) fn both(size: i128, left: &[Span], right: &[Span]) -> Vec<Span> {
    let mut met = Vec::with_capacity(left.len().max(right.len()));
    let (mut a, mut b) = (left.iter().peekable(), right.iter().peekable());
    while let (Some((from, to)), Some((other_from, other_to))) = (a.peek(), b.peek()) {
        let span = (
            *from.max(other_from).max(&0),
            *to.min(other_to).min(&(size - 1)),
        );
        if span.0 <= span.1 {
            met.push(span);
        }
        if to < other_to {
            a.next();
        } else {
            b.next();
        }
    }
    met
}

/// The position that says most about a group of spans: next to one that behaves otherwise.
pub(super) fn telling(spans: &[Span], size: i128) -> i128 {
    let within = spans
        .iter()
        .find(|(from, _)| *from > 0)
        .map(|(from, _)| *from);
    let below = || {
        spans
            .iter()
            .find(|(_, to)| to + 1 < size)
            .map(|(_, to)| *to)
    };
    within
        .or_else(below)
        .or_else(|| spans.first().map(|(from, _)| *from))
        .unwrap_or_default()
}

/// How many whole values there are from one to another, both included.
fn length(min: i64, max: i64) -> i128 {
    i128::from(max) - i128::from(min) + 1
}

fn after(first: i64, at: i128) -> i64 {
    first.saturating_add(i64::try_from(at).unwrap_or_default())
}

/// Spans in ascending order, those that meet or touch made one.
pub(crate) fn joined(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let mut apart: Vec<Span> = Vec::with_capacity(spans.len());
    for (from, to) in spans {
        match apart.last_mut() {
            Some((_, end)) if from <= *end + 1 => *end = to.max(*end),
            _ => apart.push((from, to)),
        }
    }
    apart
}

/// The largest raw value at a scale that is not above a number, and whether something is left over.
fn at_scale(number: Decimal, scale: u32) -> Option<(i128, bool)> {
    let number = number.normalize();
    match number.scale().checked_sub(scale) {
        None | Some(0) => Some((raw(number, scale)?, false)),
        Some(finer) => {
            let unit = power(finer)?;
            Some((
                number.mantissa().div_euclid(unit),
                number.mantissa().rem_euclid(unit) != 0,
            ))
        }
    }
}
