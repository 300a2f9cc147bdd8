//! Numbers: `12_000`, `0.30`.

use crate::token::TokenKind;

use super::{Lexer, day::day, time::time};

impl Lexer<'_, '_> {
    pub(super) fn number(&mut self, rest: &str) {
        if let Some((length, parts, exact)) = day(rest) {
            return self.day(length, parts, exact);
        }
        if let Some(written) = time(rest) {
            return self.time(&written);
        }
        let whole = digits_length(rest);
        let fraction = match rest.get(whole..).and_then(|after| after.strip_prefix('.')) {
            Some(after) if after.starts_with(|c: char| c.is_ascii_digit()) => {
                1 + digits_length(after)
            }
            _ => 0,
        };
        let length = whole + fraction;
        let written = rest.get(..length).unwrap_or_default();
        if written.ends_with('_') || written.contains("__") || written.contains("_.") {
            let span = self.span(length);
            self.findings.report(
                "syntax/number",
                span,
                format!("`{written}` is not a number"),
                "this number",
                "put `_` only between two digits, as in `12_000`",
            );
        }
        if fraction == 0
            && let Some(length) = thousands(rest)
        {
            return self.thousands(length);
        }
        let digits = written.replace('_', "");
        self.push(length, TokenKind::Number(digits));
    }

    /// `12,000`: the comma divides values, so it must not look like one number.
    fn thousands(&mut self, length: usize) {
        let written = self.rest().get(..length).unwrap_or_default();
        let digits = written.replace(',', "");
        let span = self.span(length);
        self.findings.report(
            "syntax/number",
            span,
            format!("`{written}` looks like one number"),
            "a comma between digits",
            format!(
                "write `{}`, or a space after the comma if these are several values",
                written.replace(',', "_")
            ),
        );
        self.push(length, TokenKind::Number(digits));
    }
}

/// How long a number like `12,000` at the beginning of `rest` is.
fn thousands(rest: &str) -> Option<usize> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let first = digits(rest);
    if !(1..=3).contains(&first) || rest.starts_with('0') {
        return None;
    }
    let mut length = first;
    while let Some(group) = rest
        .get(length..)
        .and_then(|rest| rest.strip_prefix(','))
        .filter(|group| digits(group) == 3)
    {
        let after = group.get(3..).unwrap_or_default();
        if after.starts_with(|c: char| c == '_' || c.is_ascii_alphabetic()) {
            break;
        }
        length += 4;
    }
    (length > first).then_some(length)
}

fn digits_length(rest: &str) -> usize {
    rest.find(|c: char| !c.is_ascii_digit() && c != '_')
        .unwrap_or(rest.len())
}
