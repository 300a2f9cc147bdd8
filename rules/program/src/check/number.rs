//! The ranges of numbers through arithmetic, on whole numbers: a value is `raw × 10^-scale`.
//!
//! What the code generator computes in 64 bits is followed here in 128, so that whatever does not fit is seen.

use rust_decimal::Decimal;

use crate::program::{NumberType, Rounding};
use crate::unit::Unit;

/// The most digits after the point: 10^18 still fits 64 bits.
const MOST_DIGITS: u32 = 18;

/// The smallest and largest raw value at a scale. INVARIANT: both fit an `i64`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Range {
    pub(crate) scale: u32,
    pub(crate) min: i128,
    pub(crate) max: i128,
}

/// Two operands whose result does not fit: raw values at the operands' scales, and the result at its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Overflow {
    pub(crate) left: i128,
    pub(crate) right: i128,
    /// The smallest and the largest result that the operands can give.
    pub(crate) results: Option<(i128, i128)>,
    pub(crate) scale: u32,
}

impl Overflow {
    /// The result that is furthest from 0.
    pub(crate) fn result(&self) -> Option<i128> {
        self.results.map(|(least, most)| {
            if most.unsigned_abs() >= least.unsigned_abs() {
                most
            } else {
                least
            }
        })
    }
}

/// A number as a raw value at a scale; `None` if it has more digits, or is too large for 128 bits.
pub(crate) fn raw(number: Decimal, scale: u32) -> Option<i128> {
    let number = number.normalize();
    let more = scale.checked_sub(number.scale())?;
    number.mantissa().checked_mul(power(more)?)
}

/// 10 to the power of `digits`.
pub(crate) fn power(digits: u32) -> Option<i128> {
    10_i128.checked_pow(digits)
}

/// A raw value as a decimal.
pub(crate) fn decimal(raw: i128, scale: u32) -> Decimal {
    // INVARIANT: callers have raw values of 64 bits, and at most 18 digits after the point.
    Decimal::try_from_i128_with_scale(raw, scale)
        .unwrap_or_default()
        .normalize()
}

/// A raw value in digits, however large.
pub(crate) fn digits(raw: i128, scale: u32) -> String {
    let sign = if raw < 0 { "-" } else { "" };
    let all = format!(
        "{:0>width$}",
        raw.unsigned_abs(),
        width = scale as usize + 1
    );
    let (whole, fraction) = all
        .split_at_checked(all.len() - scale as usize)
        .unwrap_or((&all, ""));
    match fraction.trim_end_matches('0') {
        "" => format!("{sign}{whole}"),
        fraction => format!("{sign}{whole}.{fraction}"),
    }
}

/// The largest number with so many digits after the point.
pub(crate) fn longest(scale: u32) -> String {
    digits(i128::from(i64::MAX), scale.min(MOST_DIGITS))
}

fn fits(raw: i128) -> bool {
    i64::try_from(raw).is_ok()
}

impl Range {
    fn checked(scale: u32, min: i128, max: i128) -> Option<Self> {
        (scale <= MOST_DIGITS && fits(min) && fits(max)).then_some(Self { scale, min, max })
    }

    /// The range of a type; `None` if it does not fit.
    pub(crate) fn of(ty: &NumberType) -> Option<Self> {
        Self::checked(ty.scale, raw(ty.min, ty.scale)?, raw(ty.max, ty.scale)?)
    }

    /// What is left of results that are proved to fit; `None` where they have too many digits.
    pub(crate) fn fitting((min, max): (i128, i128), scale: u32) -> Option<Self> {
        let (least, most) = (i128::from(i64::MIN), i128::from(i64::MAX));
        Self::checked(scale, min.max(least), max.min(most))
    }

    /// The range of one number.
    pub(crate) fn constant(number: Decimal) -> Option<Self> {
        let scale = number.normalize().scale();
        let raw = raw(number, scale)?;
        Self::checked(scale, raw, raw)
    }

    /// The same range with more digits.
    pub(crate) fn at(self, scale: u32) -> Option<Self> {
        let factor = power(scale.checked_sub(self.scale)?)?;
        Self::checked(
            scale,
            self.min.checked_mul(factor)?,
            self.max.checked_mul(factor)?,
        )
    }

    /// The type of a number with this range, on the grid of its digits.
    pub(crate) fn with_unit(self, unit: Unit) -> NumberType {
        let (min, max) = (decimal(self.min, self.scale), decimal(self.max, self.scale));
        NumberType {
            unit,
            scale: self.scale,
            min,
            max,
            step: decimal(1, self.scale),
        }
    }

    /// Both with the digits of the one that has more, or the value that does not fit.
    pub(crate) fn aligned(self, other: Self) -> Result<(Self, Self), Overflow> {
        let scale = self.scale.max(other.scale);
        let overflow = |_: ()| Overflow {
            left: self.max,
            right: other.max,
            results: None,
            scale,
        };
        Ok((
            self.at(scale).ok_or(()).map_err(overflow)?,
            other.at(scale).ok_or(()).map_err(overflow)?,
        ))
    }

    /// The sum's range.
    pub(crate) fn plus(self, other: Self) -> Result<Self, Overflow> {
        let (a, b) = self.aligned(other)?;
        corners(
            a.scale,
            [
                (self.min, other.min, a.min + b.min),
                (self.max, other.max, a.max + b.max),
            ],
        )
    }

    /// The difference's range.
    pub(crate) fn minus(self, other: Self) -> Result<Self, Overflow> {
        let (a, b) = self.aligned(other)?;
        corners(
            a.scale,
            [
                (self.min, other.max, a.min - b.max),
                (self.max, other.min, a.max - b.min),
            ],
        )
    }

    /// The product's range.
    pub(crate) fn times(self, other: Self) -> Result<Self, Overflow> {
        let corner = |a: i128, b: i128| (a, b, a * b);
        corners(
            self.scale + other.scale,
            [
                corner(self.min, other.min),
                corner(self.min, other.max),
                corner(self.max, other.min),
                corner(self.max, other.max),
            ],
        )
    }

    /// The range of the contrary number.
    pub(crate) fn negated(self) -> Option<Self> {
        Self::checked(self.scale, -self.max, -self.min)
    }

    /// The range of what is one or the other.
    pub(crate) fn or(self, other: Self) -> Result<Self, Overflow> {
        let (a, b) = self.aligned(other)?;
        Ok(Self {
            scale: a.scale,
            min: a.min.min(b.min),
            max: a.max.max(b.max),
        })
    }

    /// The range of the smaller of both.
    pub(crate) fn lesser(self, other: Self) -> Result<Self, Overflow> {
        let (a, b) = self.aligned(other)?;
        Ok(Self {
            scale: a.scale,
            min: a.min.min(b.min),
            max: a.max.min(b.max),
        })
    }

    /// The range of the larger of both.
    pub(crate) fn greater(self, other: Self) -> Result<Self, Overflow> {
        let (a, b) = self.aligned(other)?;
        Ok(Self {
            scale: a.scale,
            min: a.min.max(b.min),
            max: a.max.max(b.max),
        })
    }

    /// Whether the range has 0 in it.
    pub(crate) fn has_zero(self) -> bool {
        self.min <= 0 && self.max >= 0
    }

    /// What a number is divided by that is only rounded.
    pub(crate) const ONE: Self = Self {
        scale: 0,
        min: 1,
        max: 1,
    };

    /// The largest dividend at a scale, as raw value, that a divisor of another scale and a rounding to a step can
    /// bring to whole numbers.
    pub(crate) fn largest_dividend(scale: u32, divisor: u32, step: Decimal) -> Option<i128> {
        let over = power((divisor + step.normalize().scale()).saturating_sub(scale))?;
        Some(i128::from(i64::MAX) / 2 / over)
    }

    /// The range of a quotient rounded to multiples of a positive step; the divisor has no 0 in it. `None` if a
    /// value on the way does not fit: dividend and divisor are both brought to whole numbers, and twice the
    /// divisor is compared with twice the rest.
    pub(crate) fn divided(self, divisor: Self, rounding: Rounding, step: Decimal) -> Option<Self> {
        let scale = step.normalize().scale();
        let step = raw(step, scale)?;
        let over = power((divisor.scale + scale).saturating_sub(self.scale))?;
        let under = step.checked_mul(power(self.scale.saturating_sub(divisor.scale + scale))?)?;
        let half = |raw: i128| i64::try_from(raw).is_ok_and(|raw| raw.checked_mul(2).is_some());
        let dividends = [self.min.checked_mul(over)?, self.max.checked_mul(over)?];
        let divisors = [
            divisor.min.checked_mul(under)?,
            divisor.max.checked_mul(under)?,
        ];
        if !dividends.iter().chain(&divisors).all(|raw| half(*raw)) {
            return None;
        }
        let mut ends = Vec::with_capacity(4);
        for dividend in dividends {
            for divisor in divisors {
                ends.push(quotient(dividend, divisor, rounding)?.checked_mul(step)?);
            }
        }
        Self::checked(scale, *ends.iter().min()?, *ends.iter().max()?)
    }
}

/// The range of results at the corners of the operands' ranges: left, right, result.
fn corners<const N: usize>(
    scale: u32,
    corners: [(i128, i128, i128); N],
) -> Result<Range, Overflow> {
    let furthest = corners
        .iter()
        .max_by_key(|(_, _, result)| result.unsigned_abs());
    let min = corners
        .iter()
        .map(|(_, _, result)| *result)
        .min()
        .unwrap_or_default();
    let max = corners
        .iter()
        .map(|(_, _, result)| *result)
        .max()
        .unwrap_or_default();
    Range::checked(scale, min, max).ok_or_else(|| {
        let (left, right, _) = furthest.copied().unwrap_or_default();
        Overflow {
            left,
            right,
            results: Some((min, max)),
            scale,
        }
    })
}

/// A quotient of whole numbers, rounded to a whole number; `None` if the divisor is 0.
pub(crate) fn quotient(dividend: i128, divisor: i128, rounding: Rounding) -> Option<i128> {
    let whole = dividend.checked_div(divisor)?;
    let rest = dividend.checked_rem(divisor)?;
    let away = if (dividend < 0) == (divisor < 0) {
        1
    } else {
        -1
    };
    let twice = rest.unsigned_abs().checked_mul(2)?;
    let up = match rounding {
        Rounding::Down => false,
        Rounding::Up => rest != 0,
        Rounding::HalfUp => twice >= divisor.unsigned_abs(),
        Rounding::HalfEven => {
            twice > divisor.unsigned_abs() || (twice == divisor.unsigned_abs() && whole % 2 != 0)
        }
    };
    Some(if up { whole + away } else { whole })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]
    use super::*;

    fn range(min: i128, max: i128, scale: u32) -> Range {
        Range { scale, min, max }
    }

    #[test]
    fn a_product_has_the_digits_of_both() {
        assert_eq!(
            range(-2, 3, 0).times(range(-5, 7, 2)),
            Ok(range(-15, 21, 2))
        );
    }

    #[test]
    fn what_does_not_fit_says_which_values() {
        let large = range(0, i128::from(i64::MAX), 0);
        let overflow = large.times(range(0, 2, 0)).unwrap_err();
        assert_eq!((overflow.left, overflow.right), (i128::from(i64::MAX), 2));
        assert_eq!(overflow.result(), Some(18_446_744_073_709_551_614));
        assert!(large.plus(range(0, 1, 0)).is_err());
        assert!(large.aligned(range(0, 1, 2)).is_err());
    }

    #[test]
    fn rounding_knows_both_signs() {
        let all = [
            Rounding::HalfUp,
            Rounding::HalfEven,
            Rounding::Up,
            Rounding::Down,
        ];
        let rounded = |over, under| all.map(|mode| quotient(over, under, mode).unwrap());
        assert_eq!(rounded(5, 2), [3, 2, 3, 2]);
        assert_eq!(rounded(-5, 2), [-3, -2, -3, -2]);
        assert_eq!(rounded(7, 2), [4, 4, 4, 3]);
        assert_eq!(rounded(1, 3), [0, 0, 1, 0]);
    }

    #[test]
    fn digits_have_no_empty_tail() {
        assert_eq!(digits(-4500, 2), "-45");
        assert_eq!(digits(5, 2), "0.05");
        assert_eq!(longest(2), "92233720368547758.07");
    }
}
