//! Decimals as an integer and a scale: read from what people write, brought to a slot's scale without loss, written.

/// `digits` × 10^-`scale`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decimal {
    pub digits: i128,
    pub scale: u32,
}

/// The largest scale of a slot: 10^18 is the last power of ten in an `i64`.
pub const MAX_SCALE: u32 = 18;

/// The longest number that is looked at: longer than any `i128` in digits, with room for zeros.
const MAX_LENGTH: usize = 80;

impl Decimal {
    /// Reads `-12.50`, `+3`, `.5` and the `1e-7` of JSON numbers; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() > MAX_LENGTH {
            return None;
        }
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (
                mantissa,
                exponent.parse::<i32>().ok().filter(|e| e.abs() <= 400)?,
            ),
            None => (text, 0),
        };
        let (negative, unsigned) = match mantissa.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, mantissa.strip_prefix('+').unwrap_or(mantissa)),
        };
        let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
        let fraction = fraction.trim_end_matches('0');
        if unsigned.is_empty() || unsigned == "." {
            return None;
        }
        let mut digits: i128 = 0;
        for byte in whole.bytes().chain(fraction.bytes()) {
            let digit = byte.is_ascii_digit().then(|| i128::from(byte - b'0'))?;
            digits = digits.checked_mul(10)?.checked_add(digit)?;
        }
        let mut scale = i32::try_from(fraction.len()).ok()?.checked_sub(exponent)?;
        if digits == 0 {
            scale = 0;
        }
        while scale < 0 {
            digits = digits.checked_mul(10)?;
            scale += 1;
        }
        while scale > 0 && digits % 10 == 0 {
            digits /= 10;
            scale -= 1;
        }
        Some(Self {
            digits: if negative { -digits } else { digits },
            scale: scale.unsigned_abs(),
        })
    }

    /// A slot's raw value.
    pub fn of(raw: i64, scale: u32) -> Self {
        Self {
            digits: i128::from(raw),
            scale,
        }
    }

    /// The raw value at this scale; `None` if digits would be lost, or if it is too large for an `i128`.
    pub fn at(self, scale: u32) -> Option<i128> {
        match scale.checked_sub(self.scale) {
            Some(finer) => self.digits.checked_mul(power(finer)?),
            None => {
                let coarser = power(self.scale - scale)?;
                (self.digits % coarser == 0).then_some(self.digits / coarser)
            }
        }
    }

    /// The difference, if it can be told.
    pub fn minus(self, other: Self) -> Option<Self> {
        let scale = self.scale.max(other.scale);
        Some(Self {
            digits: self.at(scale)?.checked_sub(other.at(scale)?)?,
            scale,
        })
    }
}

impl std::fmt::Display for Decimal {
    /// Without zeros at the end of its fraction: `45`, `44.2`, `-0.05`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (mut digits, mut scale) = (self.digits.unsigned_abs(), self.scale as usize);
        while scale > 0 && digits % 10 == 0 {
            digits /= 10;
            scale -= 1;
        }
        let padded = format!("{digits:0>width$}", width = scale + 1);
        let (whole, fraction) = padded
            .split_at_checked(padded.len() - scale)
            .unwrap_or((&padded, ""));
        if self.digits < 0 {
            f.write_str("-")?;
        }
        f.write_str(whole)?;
        if fraction.is_empty() {
            Ok(())
        } else {
            write!(f, ".{fraction}")
        }
    }
}

/// 10^`exponent`, where an `i128` holds it.
pub fn power(exponent: u32) -> Option<i128> {
    10_i128.checked_pow(exponent)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn writes_numbers_as_short_as_they_are() {
        for (text, written) in [
            ("45.00", "45"),
            ("044.20", "44.2"),
            ("-0.05", "-0.05"),
            ("+7", "7"),
            (".5", "0.5"),
            ("1e-7", "0.0000001"),
            ("1.5e3", "1500"),
            ("-0", "0"),
            ("0.000", "0"),
            ("12000", "12000"),
        ] {
            assert_eq!(Decimal::parse(text).unwrap().to_string(), written, "{text}");
        }
    }

    #[test]
    fn reads_nothing_but_decimals() {
        for text in [
            "", "-", ".", "1,000", "45 m²", "0x10", "١", "1e", "1e999", "--1", "1.2.3", "NaN", "٤٥",
        ] {
            assert_eq!(Decimal::parse(text), None, "{text}");
        }
        assert_eq!(Decimal::parse(&"9".repeat(60)), None);
        assert_eq!(Decimal::parse(&"0".repeat(500)), None);
    }

    #[test]
    fn comes_to_a_scale_only_without_loss() {
        let number = Decimal::parse("44.2").unwrap();
        assert_eq!(number.at(2), Some(4420));
        assert_eq!(number.at(1), Some(442));
        assert_eq!(number.at(0), None);
        assert_eq!(
            number.minus(Decimal::of(4500, 2)).unwrap().to_string(),
            "-0.8"
        );
    }
}
