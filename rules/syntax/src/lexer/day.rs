//! Days (`2023-03-31`) and minutes of days (`2025-12-01T20:00`).

use crate::{
    Span, calendar,
    token::{Moment, TokenKind},
};

use super::{Lexer, time::time_after_day};

impl Lexer<'_, '_> {
    pub(super) fn day(&mut self, length: usize, parts: (i32, u8, u8), exact: bool) {
        let rest = self.rest();
        let Some(after) = time_after_day(rest.get(length..).unwrap_or_default()) else {
            let day = self.checked_day(length, parts, exact);
            return self.push(length, TokenKind::Date(day));
        };
        let whole = length + after.joint + after.time.length;
        let span = self.span(whole);
        // What does not exist is more than what is only written otherwise.
        let exists = calendar::is_day(parts.0, parts.1, parts.2) && after.time.minute().is_some();
        if exists && !(exact && after.exact) {
            let (year, month, day) = parts;
            let (hour, minute) = after.time.parts;
            let words = rest.get(..whole).unwrap_or_default();
            self.findings.report(
                "syntax/date",
                span,
                format!("`{words}` is not written as a date with its time"),
                "this date and time",
                format!(
                    "write `{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}`: local time, by the minute"
                ),
            );
            self.skip_over(whole);
            let moment = after.time.minute().map(|time| Moment { day: parts, time });
            return self.place(span, TokenKind::DateTime(moment));
        }
        let day = self.checked_day(length, parts, true);
        self.skip_over(length + after.joint);
        let time = self.checked_time(&after.time);
        self.skip_over(after.time.length);
        let moment = day.zip(time).map(|(day, time)| Moment { day, time });
        self.place(span, TokenKind::DateTime(moment));
    }

    /// The day that stands here, unless there is none such.
    fn checked_day(
        &mut self,
        length: usize,
        (year, month, day): (i32, u8, u8),
        exact: bool,
    ) -> Option<(i32, u8, u8)> {
        let span = self.span(length);
        let written = self.rest().get(..length).unwrap_or_default();
        if !calendar::is_day(year, month, day) {
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
            return None;
        }
        if !exact {
            self.findings.report(
                "syntax/date",
                span,
                format!("`{written}` is not written as a date"),
                "this date",
                format!("write `{year:04}-{month:02}-{day:02}`"),
            );
        }
        Some((year, month, day))
    }

    fn skip_over(&mut self, length: usize) {
        self.at += length;
    }

    /// Adds a token that stands before the place where reading goes on.
    fn place(&mut self, span: Span, kind: TokenKind<'static>) {
        self.tokens.push(crate::token::Token { kind, span });
    }
}

/// A day at the beginning of `rest`: its length, its parts, and whether it is written as it should be.
/// Also reads `2023-3-31`, `2023/3/31` and `2023年3月31日`, so that they are not taken for arithmetic.
pub(super) fn day(rest: &str) -> Option<(usize, (i32, u8, u8), bool)> {
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
