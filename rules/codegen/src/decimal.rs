//! Decimals as integers at a scale.

use rust_decimal::Decimal;

/// 10^digits. Scales of decimals end at 28, and sums of a few of them are refused by the range checks before they
/// come near 38, where this would be too large; it then gives the largest number there is.
pub fn power_of_ten(digits: u32) -> i128 {
    10i128.checked_pow(digits).unwrap_or(i128::MAX)
}

/// A decimal's digits and how many of them stand after the point, without trailing zeros.
pub fn parts(value: Decimal) -> (i128, u32) {
    let value = value.normalize();
    (value.mantissa(), value.scale())
}

/// The largest integer that is not above `value × 10^scale`, and whether it is exactly that.
pub fn floor_at(value: Decimal, scale: u32) -> (i128, bool) {
    let (digits, own) = parts(value);
    if own <= scale {
        (digits.saturating_mul(power_of_ten(scale - own)), true)
    } else {
        let divisor = power_of_ten(own - scale);
        (digits.div_euclid(divisor), digits.rem_euclid(divisor) == 0)
    }
}

/// The smallest integer that is not below `value × 10^scale`.
pub fn ceiling_at(value: Decimal, scale: u32) -> i128 {
    let (floor, exact) = floor_at(value, scale);
    if exact { floor } else { floor + 1 }
}

/// Cuts what lies outside 64 bits down to their ends.
pub fn saturate(value: i128) -> i64 {
    i64::try_from(value).unwrap_or(if value < 0 { i64::MIN } else { i64::MAX })
}

/// The greatest common divisor of two positive numbers.
pub fn gcd(mut a: i128, mut b: i128) -> i128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}
