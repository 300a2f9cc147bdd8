//! A rounded quotient as one division of integers.

use rust_decimal::Decimal;

use crate::decimal::{gcd, parts, power_of_ten};

/// `result × round(dividend × a / (divisor × b))` on raw values: the factors that bring scales and the step in.
#[derive(Debug, PartialEq, Eq)]
pub struct Quotient {
    /// What the raw dividend is multiplied by.
    pub dividend: i128,
    /// What the raw divisor is multiplied by.
    pub divisor: i128,
    /// The step at the result's scale: what the rounded quotient is multiplied by.
    pub result: i128,
}

impl Quotient {
    /// `round(a / b, …, step)` for raw values at the scales of `a` and `b`.
    pub fn division(
        dividend_scale: u32,
        divisor_scale: u32,
        step: Decimal,
        result_scale: u32,
    ) -> Self {
        // a/10^x ÷ b/10^y ÷ (s/10^z) = a·10^(y+z) ÷ (b·s·10^x).
        let (digits, scale) = parts(step);
        let dividend = power_of_ten(divisor_scale + scale);
        let divisor = digits.saturating_mul(power_of_ten(dividend_scale));
        let common = gcd(dividend, divisor).max(1);
        let result = digits.saturating_mul(power_of_ten(result_scale.saturating_sub(scale)));
        Self {
            dividend: dividend / common,
            divisor: divisor / common,
            result,
        }
    }

    /// `round(x, …, step)` for a raw value at the scale of `x`.
    pub fn rounding(scale: u32, step: Decimal, result_scale: u32) -> Self {
        Self::division(scale, 0, step, result_scale)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_finer_than_the_value_divides_by_one() {
        let quotient = Quotient::rounding(0, Decimal::new(1, 2), 2);
        assert_eq!(
            quotient,
            Quotient {
                dividend: 100,
                divisor: 1,
                result: 1
            }
        );
    }

    #[test]
    fn scales_that_cancel_leave_no_factor() {
        let quotient = Quotient::division(2, 2, Decimal::ONE, 0);
        assert_eq!(
            quotient,
            Quotient {
                dividend: 1,
                divisor: 1,
                result: 1
            }
        );
    }

    #[test]
    fn the_step_joins_the_divisor() {
        let quotient = Quotient::rounding(2, Decimal::from(100), 0);
        assert_eq!(
            quotient,
            Quotient {
                dividend: 1,
                divisor: 10_000,
                result: 100
            }
        );
    }
}
