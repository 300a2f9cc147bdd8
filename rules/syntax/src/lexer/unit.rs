//! Units: `m²`, `CNY/kWh`, `℃`, `%`. Products and quotients are written without spaces.

use crate::{
    Span,
    ast::{Spanned, UnitExpr},
    token::TokenKind,
};

use super::{Lexer, goes_on, word_length};

/// Units in the words of Chinese texts, and how the language writes them. Longer words stand before their beginnings.
const CHINESE: [(&str, &str); 11] = [
    ("平方米", "m²"),
    ("万元", "10k_CNY"),
    ("元", "CNY"),
    ("分钟", "min"),
    ("小时", "h"),
    ("千瓦时", "kWh"),
    ("千瓦", "kW"),
    ("度", "kWh"),
    ("天", "d"),
    ("米", "m"),
    ("％", "%"),
];

impl Lexer<'_, '_> {
    /// Reads a unit, if one stands here. As a type, a plain word stays a word: it may be a dimension or an enum.
    pub(super) fn unit(&mut self, rest: &str, as_type: bool) -> bool {
        if let Some((length, unit)) = chinese(rest) {
            self.chinese_unit(length, &unit);
            return true;
        }
        let (length, factors) = product(rest, self.at);
        let goes_on = factors.first().is_some_and(|(name, _)| goes_on(&name.node));
        let plain = length == word_length(rest) && !rest.starts_with(|c: char| c.is_ascii_digit());
        if factors.is_empty() || goes_on || as_type && plain {
            return false;
        }
        let span = self.span(length);
        self.push(
            length,
            TokenKind::Unit(Box::new(UnitExpr { factors, span })),
        );
        true
    }

    /// Reports a unit in Chinese words, and reads it as the one that was meant.
    fn chinese_unit(&mut self, length: usize, unit: &str) {
        let span = self.span(length);
        let words = self.rest().get(..length).unwrap_or_default();
        self.findings.report(
            "syntax/unit",
            span,
            format!("`{words}` is not a unit of the policy language"),
            "this unit",
            match words {
                "度" => "write `kWh`, or `℃` for a temperature".to_owned(),
                _ => format!("write `{unit}`"),
            },
        );
        let (_, mut factors) = product(unit, 0);
        for (name, _) in &mut factors {
            name.span = span;
        }
        self.push(
            length,
            TokenKind::Unit(Box::new(UnitExpr { factors, span })),
        );
    }
}

/// A unit in Chinese words at the beginning of `rest`: how long it is, and how the language writes it.
fn chinese(rest: &str) -> Option<(usize, String)> {
    let mut length = 0;
    let mut unit = String::new();
    while let Some((words, meant)) = CHINESE.iter().find(|(words, _)| {
        rest.get(length..)
            .is_some_and(|rest| rest.starts_with(words))
    }) {
        length += words.len();
        unit.push_str(meant);
        let after = rest.get(length..).and_then(|after| after.strip_prefix('/'));
        if !after.is_some_and(|after| CHINESE.iter().any(|(words, _)| after.starts_with(words))) {
            break;
        }
        length += 1;
        unit.push('/');
    }
    (length > 0).then_some((length, unit))
}

/// The factors of a unit at the beginning of `rest`, which stands at the byte `at`, and how long it is.
fn product(rest: &str, at: usize) -> (usize, Vec<(Spanned<String>, i8)>) {
    let mut factors = Vec::new();
    let mut length = 0;
    let mut separator = 0;
    let mut sign = 1;
    while let Some((used, name, exponent)) = rest.get(length + separator..).and_then(factor) {
        length += separator;
        let span = Span {
            start: at + length,
            end: at + length + used,
        };
        factors.push((Spanned { node: name, span }, exponent * sign));
        length += used;
        let next = rest.get(length..).and_then(|after| after.chars().next());
        let Some(next) = next.filter(|c| matches!(c, '/' | '·')) else {
            break;
        };
        separator = next.len_utf8();
        sign = if next == '/' { -1 } else { 1 };
    }
    (length, factors)
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
