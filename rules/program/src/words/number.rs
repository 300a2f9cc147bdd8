//! Amounts in words: digits in groups, units by their Chinese names.

use rust_decimal::Decimal;

use super::{Language, Words};
use crate::unit::Unit;

impl Words<'_> {
    /// A number with its unit: `12,000 元`, `80 m²`, `30%`; in the source `12000 CNY`.
    pub fn number(&self, number: Decimal, unit: &Unit) -> String {
        let digits = number.normalize().to_string();
        if self.language == Language::Source {
            return if unit.symbol.is_empty() {
                digits
            } else {
                format!("{digits} {unit}")
            };
        }
        let digits = grouped(&digits);
        match unit.symbol.as_str() {
            "" => digits,
            "%" => format!("{digits}%"),
            symbol if self.language == Language::Chinese => {
                format!("{digits} {}", chinese_unit(symbol))
            }
            symbol => format!("{digits} {symbol}"),
        }
    }
}

/// `12000.5` as `12,000.5`.
fn grouped(digits: &str) -> String {
    let (sign, unsigned) = digits
        .strip_prefix('-')
        .map_or(("", digits), |rest| ("−", rest));
    let (whole, fraction) = unsigned
        .split_once('.')
        .map_or((unsigned, None), |(whole, rest)| (whole, Some(rest)));
    let mut text = sign.to_owned();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if let Some(fraction) = fraction {
        text.push('.');
        text.push_str(fraction);
    }
    text
}

/// A unit's symbol with Chinese names for money and time: `元/kWh`.
fn chinese_unit(symbol: &str) -> String {
    let mut text = String::new();
    let mut name = String::new();
    for part in symbol.chars().chain(['/']) {
        if matches!(part, '/' | '·' | '(' | ')') {
            text.push_str(match name.as_str() {
                "CNY" => "元",
                "10k_CNY" => "万元",
                "fen" => "分",
                "min" => "分钟",
                "h" => "小时",
                "d" => "天",
                other => other,
            });
            name.clear();
            text.push(part);
        } else {
            name.push(part);
        }
    }
    text.pop();
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_numbers_are_grouped() {
        assert_eq!(grouped("12000"), "12,000");
        assert_eq!(grouped("-1234567.25"), "−1,234,567.25");
        assert_eq!(grouped("999"), "999");
    }

    #[test]
    fn money_has_its_chinese_name_in_every_unit() {
        assert_eq!(chinese_unit("CNY"), "元");
        assert_eq!(chinese_unit("CNY/kWh"), "元/kWh");
        assert_eq!(chinese_unit("CNY/(m²·d)"), "元/(m²·天)");
    }
}
