//! Numbers (`12_000`, `0.30`) and days (`2023-03-31`).

use crate::{calendar, token::TokenKind};

use super::Lexer;

impl Lexer<'_, '_> {
    pub(super) fn number(&mut self, rest: &str) {
        if let Some((length, parts, exact)) = day(rest) {
            return self.day(length, parts, exact);
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

    fn day(&mut self, length: usize, (year, month, day): (i32, u8, u8), exact: bool) {
        let span = self.span(length);
        let written = self.rest().get(..length).unwrap_or_default();
        let exists = calendar::is_day(year, month, day);
        if !exists {
            let last = calendar::days_in(year, month);
            self.findings.report(
                "syntax/date",
                span,
                format!("there is no day `{written}`"),
                "this date",
                if last == 0 {
                    "write year, month and day as `2023-03-31`; months go from 01 to 12".to_owned()
                } else {
                    format!("the days of month {month:02} go from 01 to {last}")
                },
            );
        } else if !exact {
            self.findings.report(
                "syntax/date",
                span,
                format!("`{written}` is not written as a date"),
                "this date",
                format!("write `{year:04}-{month:02}-{day:02}`"),
            );
        }
        self.push(
            length,
            TokenKind::Date(exists.then_some((year, month, day))),
        );
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

/// A day at the beginning of `rest`: its length, its parts, and whether it is written as it should be.
/// Also reads `2023-3-31`, `2023/3/31` and `2023年3月31日`, so that they are not taken for arithmetic.
fn day(rest: &str) -> Option<(usize, (i32, u8, u8), bool)> {
    let part = |from: usize, most: usize| {
        let length = rest
            .get(from..)?
            .bytes()
            .take_while(u8::is_ascii_digit)
            .count();
        (1..=most)
            .contains(&length)
            .then_some((from + length, length))
    };
    let (year_end, 4) = part(0, 4)? else {
        return None;
    };
    let (separators, ending) = match rest.get(year_end..)?.chars().next()? {
        '-' => (["-", "-"], ""),
        '/' => (["/", "/"], ""),
        '年' => (["年", "月"], "日"),
        _ => return None,
    };
    let separated = |at: usize, separator: &str| {
        rest.get(at..)?
            .starts_with(separator)
            .then(|| at + separator.len())
    };
    let month_start = separated(year_end, separators[0])?;
    let (month_end, month_length) = part(month_start, 2)?;
    let day_start = separated(month_end, separators[1])?;
    let (day_end, day_length) = part(day_start, 2)?;
    let end = separated(day_end, ending)?;
    let year = rest.get(..year_end)?.parse().ok()?;
    let month = rest.get(month_start..month_end)?.parse().ok()?;
    let day = rest.get(day_start..day_end)?.parse().ok()?;
    Some((
        end,
        (year, month, day),
        separators[0] == "-" && month_length == 2 && day_length == 2,
    ))
}
