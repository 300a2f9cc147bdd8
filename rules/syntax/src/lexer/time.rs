//! Minutes of the day: `20:00`.

use crate::token::TokenKind;

use super::Lexer;

/// A minute of the day as written.
pub(super) struct Written {
    /// How many bytes it takes.
    pub(super) length: usize,
    /// Hour and minute, which may not exist.
    pub(super) parts: (u8, u8),
    /// Whether it is written as it should be.
    pub(super) exact: bool,
}

impl Written {
    /// Hour and minute, if they exist.
    pub(super) fn minute(&self) -> Option<(u8, u8)> {
        let (hour, minute) = self.parts;
        (hour < 24 && minute < 60).then_some((hour, minute))
    }
}

/// A time behind a day.
pub(super) struct AfterDay {
    /// How many bytes stand between the two.
    pub(super) joint: usize,
    pub(super) time: Written,
    /// Whether both are joined and written as they should be.
    pub(super) exact: bool,
}

impl Lexer<'_, '_> {
    pub(super) fn time(&mut self, written: &Written) {
        let time = self.checked_time(written);
        self.push(written.length, TokenKind::Time(time));
    }

    /// The minute that stands here, unless there is none such.
    pub(super) fn checked_time(&mut self, written: &Written) -> Option<(u8, u8)> {
        let words = self.rest().get(..written.length).unwrap_or_default();
        let span = self.span(written.length);
        let (hour, minute) = written.parts;
        let time = written.minute();
        if time.is_none() {
            self.findings.report(
                "syntax/time",
                span,
                format!("there is no time `{words}`"),
                "this time",
                if hour == 24 && minute == 0 {
                    "the day ends before `00:00`: write `20:00 ..< 00:00` for a range up to midnight"
                } else {
                    "times go from `00:00` to `23:59`"
                },
            );
        } else if !written.exact {
            self.findings.report(
                "syntax/time",
                span,
                format!("`{words}` is not written as a time"),
                "this time",
                format!("write `{hour:02}:{minute:02}`: hours and minutes of the day"),
            );
        }
        time
    }
}

/// A minute of the day at the beginning of `rest`. Also reads `8:00`, `20：00`, `20:00:00`, `20点`, `20点半` and `20时30分`,
/// so that they are not taken for anything else.
pub(super) fn time(rest: &str) -> Option<Written> {
    let hour_length = digits(rest, 2)?;
    let hour = rest.get(..hour_length)?.parse().ok()?;
    let after = rest.get(hour_length..)?;
    let mark = after.chars().next()?;
    let from = hour_length + mark.len_utf8();
    let written = |length, minute, exact| Written {
        length,
        parts: (hour, minute),
        exact,
    };
    match mark {
        ':' | '：' => {
            let minutes = rest.get(from..)?;
            let minute = minutes
                .get(..digits(minutes, 2).filter(|length| *length == 2)?)?
                .parse()
                .ok()?;
            let length = from + 2;
            let seconds = seconds(rest.get(length..)?);
            let exact = mark == ':' && hour_length == 2 && seconds == 0;
            Some(written(length + seconds, minute, exact))
        }
        '点' | '时' => {
            let after = rest.get(from..)?;
            if after.starts_with('半') {
                return Some(written(from + '半'.len_utf8(), 30, false));
            }
            let minute = digits(after, 2).and_then(|length| {
                let minute = after.get(..length)?.parse().ok()?;
                let ends = after.get(length..)?.strip_prefix('分').is_some();
                Some((
                    from + length + if ends { '分'.len_utf8() } else { 0 },
                    minute,
                ))
            });
            let (length, minute) = minute.unwrap_or_else(|| {
                let full = ["钟", "整"].iter().find(|word| after.starts_with(**word));
                (from + full.map_or(0, |word| word.len()), 0)
            });
            Some(written(length, minute, false))
        }
        _ => None,
    }
}

/// A time that follows a day, by `T` or as people write it.
pub(super) fn time_after_day(rest: &str) -> Option<AfterDay> {
    let joint = match rest.chars().next()? {
        c @ ('T' | 't' | ' ' | '　') => c.len_utf8(),
        c if c.is_ascii_digit() => 0,
        _ => return None,
    };
    let after = rest.get(joint..)?;
    let mut time = time(after)?;
    let zone = zone(after.get(time.length..)?);
    time.length += zone;
    let exact = rest.starts_with('T') && time.exact && zone == 0;
    Some(AfterDay { joint, time, exact })
}

/// `:30`, `:30.000`: seconds, which the language does not have.
fn seconds(rest: &str) -> usize {
    let two = |rest: &str| digits(rest, 2).filter(|length| *length == 2);
    let Some(length) = rest.strip_prefix([':', '：']).and_then(two) else {
        return 0;
    };
    let length = rest.chars().next().map_or(0, char::len_utf8) + length;
    let after = rest.get(length..).and_then(|rest| rest.strip_prefix('.'));
    length
        + after
            .and_then(|after| digits(after, 9))
            .map_or(0, |fraction| 1 + fraction)
}

/// `Z`, `+08:00`: a zone, which the language does not have.
fn zone(rest: &str) -> usize {
    if rest.starts_with('Z') {
        return 1;
    }
    let shape = |rest: &str| {
        let after = rest.strip_prefix(['+', '-'])?;
        let minutes = after.get(2..)?.strip_prefix(':')?;
        (digits(after, 2) == Some(2) && digits(minutes, 2) == Some(2)).then_some(6)
    };
    shape(rest).unwrap_or(0)
}

/// How many digits stand here, if there are some and no more than `most`.
fn digits(rest: &str, most: usize) -> Option<usize> {
    let length = rest.bytes().take_while(u8::is_ascii_digit).count();
    (1..=most).contains(&length).then_some(length)
}
