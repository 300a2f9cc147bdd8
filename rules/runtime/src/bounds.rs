//! Between which values an open number can still fall.

use nuanze_abi::{Aggregate, AggregateKind, Arithmetic, Op, Operand, State, ValueType};

use crate::case::Case;
use crate::decimal::{Decimal, power};

type Range = (i128, i128);

/// The range of each node's raw value at its own scale; `None` for what is no number.
pub fn bounds(case: Case) -> Vec<Option<Range>> {
    let mut ranges: Vec<Option<Range>> = Vec::with_capacity(case.manifest.nodes.len());
    for (node, slot) in case.manifest.nodes.iter().zip(case.result) {
        let ValueType::Decimal {
            scale, min, max, ..
        } = node.value
        else {
            ranges.push(None);
            continue;
        };
        let declared = (i128::from(min), i128::from(max));
        let range = if slot.state == State::Yes {
            (slot.value.into(), slot.value.into())
        } else {
            let found = open(case, &ranges, &node.op, scale);
            found
                .map(|(low, high)| (low.max(declared.0), high.min(declared.1)))
                .filter(|(low, high)| low <= high)
                .unwrap_or(declared)
        };
        ranges.push(Some(range));
    }
    ranges
}

/// What an open operation can give; `None` where only its type says.
fn open(case: Case, ranges: &[Option<Range>], op: &Op, scale: u32) -> Option<Range> {
    let of = |operand: &Operand| operand_range(case, ranges, operand, scale);
    match op {
        Op::Is(a) => of(a),
        Op::If(condition, yes, no) => match case.state(condition) {
            State::Yes => of(yes),
            State::No => of(no),
            State::Unknown => union(of(yes)?, of(no)?),
        },
        Op::Table(table) => {
            let guard = case.guard(table);
            let otherwise = table
                .guard
                .iter()
                .filter(|_| guard != State::Yes)
                .map(|(_, value)| value);
            let rows = case
                .possible_rows(table)
                .filter(|_| guard != State::No)
                .map(|(_, value)| value);
            let mut values = otherwise.chain(rows).map(of);
            let first = values.next()??;
            values.try_fold(first, |range, value| union(range, value?))
        }
        Op::Arithmetic(kind, list) => {
            let mut values = list.iter().map(of);
            let first = values.next()??;
            match kind {
                Arithmetic::Negate => Some((first.1.checked_neg()?, first.0.checked_neg()?)),
                Arithmetic::Add => values.try_fold(first, |a, b| b.and_then(|b| add(a, b))),
                Arithmetic::Subtract => values.try_fold(first, |a, b| {
                    b.and_then(|b| add(a, (b.1.checked_neg()?, b.0.checked_neg()?)))
                }),
                Arithmetic::Min => {
                    values.try_fold(first, |a, b| b.map(|b| (a.0.min(b.0), a.1.min(b.1))))
                }
                Arithmetic::Max => {
                    values.try_fold(first, |a, b| b.map(|b| (a.0.max(b.0), a.1.max(b.1))))
                }
                // Its units differ from its operands'.
                Arithmetic::Multiply => None,
            }
        }
        Op::Parameter(index, _) => {
            let parameter = case.manifest.parameters.get(*index)?;
            let mut values = parameter.entries.iter().map(|(_, value)| of(value));
            let first = values.next()??;
            values.try_fold(first, |range, value| union(range, value?))
        }
        Op::Aggregate(aggregate) => of_list(case, aggregate, &of, scale),
        _ => None,
    }
}

/// What is made of a list's items, of which some may count and some may not.
fn of_list(
    case: Case,
    aggregate: &Aggregate,
    of: &impl Fn(&Operand) -> Option<Range>,
    scale: u32,
) -> Option<Range> {
    match aggregate.kind {
        AggregateKind::Count => {
            let (mut least, mut most) = (0, 0);
            for item in &aggregate.items {
                let [counts, holds] = [case.counts(item), case.state(&item.value)];
                least += i128::from(counts == State::Yes && holds == State::Yes);
                most += i128::from(counts != State::No && holds != State::No);
            }
            outward((least, most), 0, scale)
        }
        AggregateKind::Sum => {
            aggregate
                .items
                .iter()
                .try_fold((0, 0), |sum, item| match case.counts(item) {
                    State::No => Some(sum),
                    State::Yes => add(sum, of(&item.value)?),
                    State::Unknown => add(sum, union(of(&item.value)?, (0, 0))?),
                })
        }
        AggregateKind::Min | AggregateKind::Max => {
            let counted = aggregate
                .items
                .iter()
                .filter(|item| case.counts(item) != State::No);
            let mut values = counted
                .map(|item| &item.value)
                .chain(&aggregate.default)
                .map(of);
            let first = values.next()??;
            values.try_fold(first, |range, value| union(range, value?))
        }
        AggregateKind::All | AggregateKind::Any => None,
    }
}

fn operand_range(
    case: Case,
    ranges: &[Option<Range>],
    operand: &Operand,
    scale: u32,
) -> Option<Range> {
    if let Some(number) = case.number(operand) {
        return outward((number.digits, number.digits), number.scale, scale);
    }
    let ValueType::Decimal {
        scale: own,
        min,
        max,
        ..
    } = case.value_type(operand)?
    else {
        return None;
    };
    let range = match operand {
        Operand::Node(index) => ranges.get(*index).copied().flatten()?,
        _ => ((*min).into(), (*max).into()),
    };
    outward(range, *own, scale)
}

/// A range at another scale, never narrower.
fn outward((low, high): Range, from: u32, to: u32) -> Option<Range> {
    match to.checked_sub(from) {
        Some(finer) => {
            let factor = power(finer)?;
            Some((low.checked_mul(factor)?, high.checked_mul(factor)?))
        }
        None => {
            let factor = power(from - to)?;
            Some((
                low.div_euclid(factor),
                high.checked_neg()?.div_euclid(factor).checked_neg()?,
            ))
        }
    }
}

fn union(a: Range, b: Range) -> Option<Range> {
    Some((a.0.min(b.0), a.1.max(b.1)))
}

fn add(a: Range, b: Range) -> Option<Range> {
    Some((a.0.checked_add(b.0)?, a.1.checked_add(b.1)?))
}

/// The smallest and the largest value in words.
pub fn written((low, high): Range, scale: u32) -> (String, String) {
    (
        Decimal { digits: low, scale }.to_string(),
        Decimal {
            digits: high,
            scale,
        }
        .to_string(),
    )
}
