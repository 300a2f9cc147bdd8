//! Intervals of constants as bounds on raw values, both included.

use nuanze_program::Comparison;

use crate::dag::{Constant, Interval};
use crate::decimal::{ceiling_at, floor_at, saturate};

/// From one raw value to another. INVARIANT: `low <= high`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// The lowest.
    pub low: i64,
    /// The highest.
    pub high: i64,
}

impl Bounds {
    fn new(low: i128, high: i128) -> Option<Self> {
        let outside = low > i64::MAX.into() || high < i64::MIN.into();
        (low <= high && !outside).then(|| Self {
            low: saturate(low),
            high: saturate(high),
        })
    }

    /// What of it lies between two values.
    pub fn cut_to(&self, min: i128, max: i128) -> Option<Self> {
        Self::new(
            i128::from(self.low).max(min),
            i128::from(self.high).min(max),
        )
    }
}

/// The raw values at a scale that lie in one of the intervals, or with `not` in none: ascending and apart.
pub fn bounds_of(intervals: &[Interval], not: bool, scale: u32) -> Vec<Bounds> {
    let all = intervals.iter().filter_map(|interval| {
        let low = interval
            .from
            .as_ref()
            .map_or(i64::MIN.into(), |(from, included)| {
                lowest(from, *included, scale)
            });
        let high = interval
            .to
            .as_ref()
            .map_or(i64::MAX.into(), |(to, included)| {
                highest(to, *included, scale)
            });
        Bounds::new(low, high)
    });
    let joined = join(all.collect());
    if not { complement(&joined) } else { joined }
}

/// The raw values at a scale that compare so with a constant.
pub fn threshold(comparison: Comparison, constant: &Constant, scale: u32) -> Vec<Bounds> {
    let end = |included| Some((constant.clone(), included));
    let (from, to) = match comparison {
        Comparison::Equal | Comparison::NotEqual => (end(true), end(true)),
        Comparison::Less => (None, end(false)),
        Comparison::LessEqual => (None, end(true)),
        Comparison::Greater => (end(false), None),
        Comparison::GreaterEqual => (end(true), None),
    };
    bounds_of(
        &[Interval { from, to }],
        comparison == Comparison::NotEqual,
        scale,
    )
}

/// The lowest raw value above a constant, or from it on.
fn lowest(constant: &Constant, included: bool, scale: u32) -> i128 {
    match constant {
        Constant::Number(number, _) if included => ceiling_at(*number, scale),
        Constant::Number(number, _) => floor_at(*number, scale).0 + 1,
        other => other.raw() + i128::from(!included),
    }
}

/// The highest raw value below a constant, or up to it.
fn highest(constant: &Constant, included: bool, scale: u32) -> i128 {
    match constant {
        Constant::Number(number, _) if included => floor_at(*number, scale).0,
        Constant::Number(number, _) => ceiling_at(*number, scale) - 1,
        other => other.raw() - i128::from(!included),
    }
}

/// A test of the machine.
#[derive(Debug, PartialEq, Eq)]
pub enum Probe {
    /// It lies between two values.
    Between(Bounds),
    /// The bit at `value - base` is set, for the 64 values from `base` on.
    Mask {
        /// The value of the lowest bit.
        base: i64,
        /// The values.
        bits: u64,
    },
}

/// How many neighbouring intervals are tested one by one; more become one look into a mask.
const ONE_BY_ONE: usize = 2;

/// The tests for ascending bounds of a value that lies between `min` and `max`.
pub fn probes(bounds: &[Bounds], min: i128, max: i128) -> Vec<Probe> {
    let mut probes = Vec::with_capacity(bounds.len());
    let mut rest = bounds;
    while let Some((first, others)) = rest.split_first() {
        // Where all values fit one mask, it needs no base.
        let base = if min >= 0 && max <= 63 { 0 } else { first.low };
        let reach = |bounds: &&Bounds| i128::from(bounds.high) - i128::from(base) <= 63;
        let together = rest.iter().take_while(reach).count();
        if together > ONE_BY_ONE {
            let mut bits = 0u64;
            for bounds in rest.iter().take(together) {
                for value in bounds.low..=bounds.high {
                    bits |= 1 << (value - base);
                }
            }
            probes.push(Probe::Mask { base, bits });
            rest = rest.get(together..).unwrap_or_default();
        } else {
            probes.push(Probe::Between(*first));
            rest = others;
        }
    }
    probes
}

fn join(mut bounds: Vec<Bounds>) -> Vec<Bounds> {
    bounds.sort_by_key(|bounds| bounds.low);
    let mut joined: Vec<Bounds> = Vec::with_capacity(bounds.len());
    for next in bounds {
        match joined.last_mut() {
            Some(last) if i128::from(next.low) <= i128::from(last.high) + 1 => {
                last.high = last.high.max(next.high)
            }
            _ => joined.push(next),
        }
    }
    joined
}

fn complement(bounds: &[Bounds]) -> Vec<Bounds> {
    let mut gaps = Vec::with_capacity(bounds.len() + 1);
    let mut low = i128::from(i64::MIN);
    for next in bounds {
        gaps.extend(Bounds::new(low, i128::from(next.low) - 1));
        low = i128::from(next.high) + 1;
    }
    gaps.extend(Bounds::new(low, i64::MAX.into()));
    gaps
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::*;

    fn number(digits: i64, scale: u32) -> Constant {
        Constant::Number(Decimal::new(digits, scale), String::new())
    }

    #[test]
    fn a_threshold_between_two_values_moves_to_the_next_one_inside() {
        let at = |comparison| threshold(comparison, &number(455, 1), 0);
        assert_eq!(
            at(Comparison::Less),
            [Bounds {
                low: i64::MIN,
                high: 45
            }]
        );
        assert_eq!(
            at(Comparison::GreaterEqual),
            [Bounds {
                low: 46,
                high: i64::MAX
            }]
        );
        assert_eq!(at(Comparison::Equal), []);
        assert_eq!(
            at(Comparison::NotEqual),
            [Bounds {
                low: i64::MIN,
                high: i64::MAX
            }]
        );
    }

    #[test]
    fn many_values_become_masks_of_64_each() {
        let at = |value| Bounds {
            low: value,
            high: value,
        };
        let few = [at(1), at(3), at(5)];
        assert_eq!(
            probes(&few, 0, 63),
            [Probe::Mask {
                base: 0,
                bits: 0b10_1010
            }]
        );
        let many = [at(1), at(3), at(5), at(100)];
        let expected = [
            Probe::Mask {
                base: 1,
                bits: 0b1_0101,
            },
            Probe::Between(at(100)),
        ];
        assert_eq!(probes(&many, 0, 120), expected);
        assert_eq!(
            probes(&[at(1), at(3)], 0, 63),
            [Probe::Between(at(1)), Probe::Between(at(3))]
        );
    }

    #[test]
    fn neighbours_join_and_the_contrary_is_what_they_leave() {
        let single = |value| Interval {
            from: Some((number(value, 0), true)),
            to: Some((number(value, 0), true)),
        };
        let intervals = [single(5), single(3), single(4)];
        assert_eq!(
            bounds_of(&intervals, false, 0),
            [Bounds { low: 3, high: 5 }]
        );
        let rest = [
            Bounds {
                low: i64::MIN,
                high: 2,
            },
            Bounds {
                low: 6,
                high: i64::MAX,
            },
        ];
        assert_eq!(bounds_of(&intervals, true, 0), rest);
    }
}
