//! Units: `m²`, `CNY/kWh`, `℃`, `%`. Products and quotients are written without spaces.

use crate::{
    Span,
    ast::{Spanned, UnitExpr},
    token::TokenKind,
};

use super::{Lexer, goes_on, word_length};

/// Units in the words and signs of Chinese texts, and how the language writes them.
const CHINESE: [(&str, &str); 11] = [
    ("平方米", "m²"),
    ("万元", "10k_CNY"),
    ("元", "CNY"),
    ("分钟", "min"),
    ("小时", "h"),
    ("千瓦时", "kWh"),
    ("千瓦", "kW"),
    ("度", "kWh` or `℃"),
    ("天", "d"),
    ("米", "m"),
    ("％", "%"),
];

impl Lexer<'_, '_> {
    /// Reads a unit, if one stands here. As a type, a plain word stays a word: it may be a dimension or an enum.
    pub(super) fn unit(&mut self, rest: &str, as_type: bool) -> bool {
        if let Some((words, unit)) = CHINESE.iter().find(|(words, _)| rest.starts_with(words)) {
            let span = self.span(words.len());
            self.findings.report(
                "syntax/unit",
                span,
                format!("`{words}` is not a unit of the policy language"),
                "this unit",
                format!("write `{unit}`"),
            );
            let factors = vec![(
                Spanned {
                    node: unit.to_string(),
                    span,
                },
                1,
            )];
            self.push(
                words.len(),
                TokenKind::Unit(Box::new(UnitExpr { factors, span })),
            );
            return true;
        }
        let mut factors = Vec::new();
        let mut length = 0;
        let mut sign = 1;
        loop {
            let here = rest.get(length..).unwrap_or_default();
            let Some((used, name, exponent)) = factor(here) else {
                break;
            };
            if factors.is_empty() && goes_on(&name) {
                return false;
            }
            let start = self.at + length;
            factors.push((
                Spanned {
                    node: name,
                    span: Span {
                        start,
                        end: start + used,
                    },
                },
                exponent * sign,
            ));
            length += used;
            let after = rest.get(length..).unwrap_or_default();
            let Some(separator) = after.chars().next().filter(|c| matches!(c, '/' | '·')) else {
                break;
            };
            if factor(after.get(separator.len_utf8()..).unwrap_or_default()).is_none() {
                break;
            }
            length += separator.len_utf8();
            sign = if separator == '/' { -1 } else { 1 };
        }
        let plain = length == word_length(rest) && !rest.starts_with(|c: char| c.is_ascii_digit());
        if factors.is_empty() || as_type && plain {
            return false;
        }
        let span = self.span(length);
        self.push(
            length,
            TokenKind::Unit(Box::new(UnitExpr { factors, span })),
        );
        true
    }
}

/// The unit name at the beginning of `rest` with its exponent, and how many bytes both take.
fn factor(rest: &str) -> Option<(usize, String, i8)> {
    for (written, name, exponent) in [
        ("10k_CNY", "10k_CNY", 1),
        ("%", "%", 1),
        ("℃", "℃", 1),
        ("°C", "℃", 1),
        ("㎡", "m", 2),
        ("㎥", "m", 3),
    ] {
        let ends = |after: &str| {
            !written.ends_with(|c: char| c.is_ascii_alphabetic()) || word_length(after) == 0
        };
        if rest.strip_prefix(written).is_some_and(ends) {
            return Some((written.len(), name.to_owned(), exponent));
        }
    }
    if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let length = word_length(rest);
    let word = rest.get(..length)?;
    let (used, exponent) = exponent(rest.get(length..)?);
    if used > 0 {
        return Some((length + used, word.to_owned(), exponent));
    }
    // `m2` is `m²`.
    let stem = word.trim_end_matches(['2', '3']);
    let power = word.get(stem.len()..)?.parse::<i8>().ok();
    match power {
        Some(power) if power < 10 && stem.chars().all(|c| c.is_ascii_alphabetic()) => {
            Some((length, stem.to_owned(), power))
        }
        _ => Some((length, word.to_owned(), 1)),
    }
}

/// `²`, `⁻¹`, `^2`, `^-1`: the bytes it takes and its value; 0 bytes where there is none.
fn exponent(rest: &str) -> (usize, i8) {
    let (marks, digits) = match rest.strip_prefix('^') {
        Some(after) => (1, after),
        None => (0, rest),
    };
    let raised = marks == 0;
    let minus = if raised { '⁻' } else { '-' };
    let (sign, after) = match digits.strip_prefix(minus) {
        Some(after) => (-1, after),
        None => (1, digits),
    };
    let digit = after.chars().next().and_then(|c| {
        let value = if raised {
            "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().position(|d| d == c)?
        } else {
            c.to_digit(10)? as usize
        };
        i8::try_from(value).ok().map(|value| (c.len_utf8(), value))
    });
    match digit {
        Some((bytes, value)) => (rest.len() - after.len() + bytes, sign * value),
        None => (0, 1),
    }
}
