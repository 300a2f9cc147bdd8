//! Sums of variables with whole factors: what amounts, days and minutes are made of.

use crate::proof::domain::Span;

/// The number of a variable.
pub(super) type Variable = usize;

/// `constant + Σ factor × variable`, on whole numbers.
///
/// The arithmetic gives `None` where a number leaves 128 bits: what is made of it is then taken as a free value.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Linear {
    /// By variable, ascending; no factor is 0.
    pub(super) terms: Vec<(Variable, i128)>,
    /// What is added.
    pub(super) constant: i128,
}

impl Linear {
    /// A number.
    pub(super) fn constant(constant: i128) -> Self {
        Self {
            terms: Vec::new(),
            constant,
        }
    }

    /// `first + step × variable`.
    pub(super) fn on_grid(variable: Variable, first: i128, step: i128) -> Self {
        Self {
            terms: vec![(variable, step)],
            constant: first,
        }
    }

    /// The number, if it is one.
    pub(super) fn as_constant(&self) -> Option<i128> {
        self.terms.is_empty().then_some(self.constant)
    }

    /// Both together.
    pub(super) fn plus(&self, other: &Self) -> Option<Self> {
        let mut terms = Vec::with_capacity(self.terms.len() + other.terms.len());
        let (mut left, mut right) = (self.terms.iter().peekable(), other.terms.iter().peekable());
        loop {
            let next = match (left.peek(), right.peek()) {
                (Some((a, factor)), Some((b, other))) if a == b => {
                    let sum = (*a, factor.checked_add(*other)?);
                    left.next();
                    right.next();
                    sum
                }
                (Some((a, factor)), None) => {
                    left.next();
                    (*a, *factor)
                }
                (Some((a, factor)), Some((b, _))) if a < b => {
                    left.next();
                    (*a, *factor)
                }
                (_, Some((b, factor))) => {
                    right.next();
                    (*b, *factor)
                }
                (None, None) => break,
            };
            if next.1 != 0 {
                terms.push(next);
            }
        }
        Some(Self {
            terms,
            constant: self.constant.checked_add(other.constant)?,
        })
    }

    /// So many times.
    pub(super) fn times(&self, factor: i128) -> Option<Self> {
        if factor == 0 {
            return Some(Self::constant(0));
        }
        let terms = self.terms.iter();
        Some(Self {
            terms: terms
                .map(|(variable, own)| Some((*variable, own.checked_mul(factor)?)))
                .collect::<Option<_>>()?,
            constant: self.constant.checked_mul(factor)?,
        })
    }

    /// The first without the second.
    pub(super) fn minus(&self, other: &Self) -> Option<Self> {
        self.plus(&other.times(-1)?)
    }

    /// Something more.
    pub(super) fn shifted(&self, by: i128) -> Option<Self> {
        Some(Self {
            terms: self.terms.clone(),
            constant: self.constant.checked_add(by)?,
        })
    }

    /// The smallest and the largest value while each variable lies in its span.
    pub(super) fn range(&self, span: impl Fn(Variable) -> Span) -> Option<Span> {
        let mut range = (self.constant, self.constant);
        for (variable, factor) in &self.terms {
            let (from, to) = span(*variable);
            let ends = (factor.checked_mul(from)?, factor.checked_mul(to)?);
            range = (
                range.0.checked_add(ends.0.min(ends.1))?,
                range.1.checked_add(ends.0.max(ends.1))?,
            );
        }
        Some(range)
    }

    /// Its value where each variable has one.
    pub(super) fn value(&self, value: impl Fn(Variable) -> i128) -> Option<i128> {
        let mut sum = self.constant;
        for (variable, factor) in &self.terms {
            sum = sum.checked_add(factor.checked_mul(value(*variable))?)?;
        }
        Some(sum)
    }

    /// What says the same of `… >= 0` in the smallest whole numbers.
    pub(super) fn reduced(mut self) -> Self {
        let divisor = self
            .terms
            .iter()
            .fold(0, |divisor, (_, factor)| common(divisor, *factor));
        if divisor > 1 {
            self.terms
                .iter_mut()
                .for_each(|(_, factor)| *factor /= divisor);
            self.constant = self.constant.div_euclid(divisor);
        }
        self
    }

    /// `self >= 0` is not so: `-self - 1 >= 0`.
    pub(super) fn contrary(&self) -> Option<Self> {
        self.times(-1)?.shifted(-1)
    }
}

/// The greatest common divisor, not negative.
fn common(left: i128, right: i128) -> i128 {
    let (mut a, mut b) = (left.saturating_abs(), right.saturating_abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn what_cancels_is_gone() {
        let (a, b) = (Linear::on_grid(0, 5, 2), Linear::on_grid(1, 0, 1));
        let sum = a.plus(&b).unwrap();
        assert_eq!(sum.terms, [(0, 2), (1, 1)]);
        assert_eq!(sum.minus(&b).unwrap(), a);
        assert_eq!(a.minus(&a).unwrap().as_constant(), Some(0));
    }

    #[test]
    fn whole_numbers_make_a_bound_tight() {
        // 2x + 4y - 5 >= 0 says x + 2y >= 3.
        let bound = Linear {
            terms: vec![(0, 2), (1, 4)],
            constant: -5,
        };
        assert_eq!(bound.reduced().constant, -3);
    }
}
