//! The answers that a fact can have, as few as tell all of them apart.

use nuanze_abi::{Fact, Manifest, ValueType};

use crate::record::Slot;
use crate::sorted::sort;

/// Which values stand for the others of their class: the values between two breakpoints, which every comparison
/// treats alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// One of each class: enough where the fact is only compared.
    Any,
    /// The smallest and the largest of each class: enough where what is computed from it only rises or only falls.
    Ends,
}

/// Values for every class of a fact, ascending; every value of a bool or an enum.
pub fn answers(manifest: &Manifest, fact: &Fact, standing: Standing) -> Vec<Slot> {
    match &fact.value {
        ValueType::Bool => vec![Slot::bool(true), Slot::bool(false)],
        ValueType::Enum { index } => {
            let values = manifest.enums.get(*index).map(|item| item.values.len());
            let count = values.and_then(|count| i64::try_from(count).ok());
            (0..count.unwrap_or_default()).map(Slot::known).collect()
        }
        _ => amounts(fact, standing),
    }
}

fn amounts(fact: &Fact, standing: Standing) -> Vec<Slot> {
    let Some((min, max, step)) = span(&fact.value) else {
        return Vec::new();
    };
    let mut values = vec![on_grid(min, step).1];
    if standing == Standing::Ends {
        values.push(on_grid(max, step).0);
    }
    for point in &fact.breakpoints {
        // Where the point is on the grid it is a class of its own; elsewhere the classes meet around it.
        let below = on_grid(*point, step).0;
        values.extend([below, below.saturating_add(step)]);
        if standing == Standing::Ends {
            values.push(below.saturating_sub(step));
        }
    }
    values.retain(|value| (min..=max).contains(value));
    sort(&mut values, &|one, other| one < other);
    values.dedup();
    values.into_iter().map(Slot::known).collect()
}

/// The smallest and the largest raw value of a type that has an order, and the step between two of them.
pub fn span(ty: &ValueType) -> Option<(i64, i64, i64)> {
    match *ty {
        ValueType::Decimal { min, max, step, .. } => Some((min, max, step)),
        ValueType::Date { min, max }
        | ValueType::Time { min, max }
        | ValueType::DateTime { min, max } => Some((min, max, 1)),
        _ => None,
    }
}

/// The nearest multiples of the step that are not above and not below.
fn on_grid(value: i64, step: i64) -> (i64, i64) {
    let below = value.div_euclid(step).saturating_mul(step);
    let above = if below == value {
        below
    } else {
        below.saturating_add(step)
    };
    (below, above)
}
