//! Random cases in which everything is known and most things are as a claimant wishes.

use nuanze_abi::{Fact, Manifest, ValueType};

use crate::support::random::Random;

/// How many days, or minutes, apart two moments of a case mostly are.
const APART: i64 = 300;

/// A case of this policy; yes to a fact of `seldom` is rare, and so is no to any other. For what is yes or no, 1 or 0.
pub fn case(manifest: &Manifest, seldom: &[bool], random: &mut Random) -> Vec<i64> {
    let mut values: Vec<i64> = Vec::new();
    for (fact, seldom) in manifest.facts.iter().zip(seldom) {
        let value = match &fact.value {
            ValueType::Bool => i64::from((random.below(16) != 0) != *seldom),
            // The first value is the ordinary one.
            ValueType::Enum { .. } if random.chance(50) => 0,
            ValueType::Enum { index } => position(manifest.enums[*index].values.len(), random),
            ValueType::Decimal { min, max, step, .. } => number(fact, (*min, *max), *step, random),
            ValueType::Time { min, max } => at_or_beside(fact, (*min, *max), random),
            ValueType::Date { min, max } | ValueType::DateTime { min, max } => {
                let mut same = manifest.facts.iter().zip(&values).filter(|(before, _)| {
                    std::mem::discriminant(&before.value) == std::mem::discriminant(&fact.value)
                });
                match same.next_back() {
                    Some((_, before)) if random.chance(50) => {
                        (before + apart(random)).clamp(*min, *max)
                    }
                    _ => at_or_beside(fact, (*min, *max), random),
                }
            }
            ValueType::Reading { .. } => panic!("`{}` is a reading", fact.name),
        };
        values.push(value);
    }
    for reading in &manifest.readings {
        values.push(match random.chance(50) {
            true => i64::try_from(reading.default).unwrap(),
            false => position(reading.alternatives.len(), random),
        });
    }
    values
}

/// Whether an item's list does not reach it, so that nothing is known of it.
pub fn is_beyond(fact: &Fact, values: &[i64]) -> bool {
    let mut within = fact.within.iter();
    within.any(|(list, number)| values[*list] < i64::from(*number))
}

/// The least number, a round one or one beside it, one that decides, or any.
fn number(fact: &Fact, (min, max): (i64, i64), step: i64, random: &mut Random) -> i64 {
    let value = match random.below(10) {
        0..3 => min,
        3..6 => {
            let digits = max.max(1).ilog10() + 1;
            let power = u32::try_from(random.below(digits as usize)).unwrap();
            let round = random.between(1, 9).saturating_mul(10_i64.pow(power));
            (round + random.between(-1, 1) * step).clamp(min, max)
        }
        _ => at_or_beside(fact, (min, max), random),
    };
    value - (value - min) % step
}

/// Where decisions tip or one beside it, or anywhere.
fn at_or_beside(fact: &Fact, (min, max): (i64, i64), random: &mut Random) -> i64 {
    let step = match &fact.value {
        ValueType::Decimal { step, .. } => *step,
        _ => 1,
    };
    match fact
        .breakpoints
        .get(random.below(fact.breakpoints.len() + 1))
    {
        Some(point) => (point + random.between(-1, 1) * step).clamp(min, max),
        None => random.between(min, max),
    }
}

/// Mostly whole hours, or just beside them.
fn apart(random: &mut Random) -> i64 {
    match random.chance(50) {
        true => random.between(-5, 5) * 60 + random.between(-1, 1),
        false => random.between(-APART, APART),
    }
}

fn position(count: usize, random: &mut Random) -> i64 {
    i64::try_from(random.below(count)).unwrap()
}
