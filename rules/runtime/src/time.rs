//! Minutes as numbers: of a day, and since 1970-01-01T00:00 in local time.

use crate::date;

/// The last minute of a day.
pub const LAST: i64 = MINUTES_A_DAY - 1;
/// 0001-01-01T00:00.
pub const FIRST_MOMENT: i64 = date::FIRST * MINUTES_A_DAY;
/// 9999-12-31T23:59.
pub const LAST_MOMENT: i64 = date::LAST * MINUTES_A_DAY + LAST;

const MINUTES_A_DAY: i64 = 1_440;

/// Reads `HH:MM`; `None` for anything else and for minutes that no day has.
pub fn parse(text: &str) -> Option<i64> {
    let (hour, minute) = text.split_once(':')?;
    let (hour, minute) = (date::number(hour, 2)?, date::number(minute, 2)?);
    (hour < 24 && minute < 60).then_some(hour * 60 + minute)
}

/// Writes `HH:MM`.
pub fn format(minute: i64) -> String {
    let minute = minute.clamp(0, LAST);
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// Reads `YYYY-MM-DDTHH:MM`.
pub fn parse_moment(text: &str) -> Option<i64> {
    let (day, time) = text.split_once('T')?;
    Some(date::parse(day)? * MINUTES_A_DAY + parse(time)?)
}

/// Writes `YYYY-MM-DDTHH:MM`.
pub fn format_moment(minute: i64) -> String {
    let (day, time) = (
        minute.div_euclid(MINUTES_A_DAY),
        minute.rem_euclid(MINUTES_A_DAY),
    );
    format!("{}T{}", date::format(day), format(time))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_minute_is_written_as_it_is_read() {
        for minute in 0..=LAST {
            assert_eq!(parse(&format(minute)), Some(minute));
        }
        for minute in (FIRST_MOMENT..=LAST_MOMENT).step_by(1_234_567) {
            assert_eq!(parse_moment(&format_moment(minute)), Some(minute));
        }
        assert_eq!(format_moment(-1), "1969-12-31T23:59");
    }

    #[test]
    fn refuses_minutes_that_do_not_exist() {
        for text in [
            "24:00", "23:60", "8:00", "08:0", "0800", "08:00:00", "", "+8:00",
        ] {
            assert_eq!(parse(text), None, "{text}");
            assert_eq!(parse_moment(&format!("2025-12-01T{text}")), None, "{text}");
        }
        assert_eq!(parse_moment("2025-02-29T08:00"), None);
        assert_eq!(parse_moment("2025-12-01 08:00"), None);
    }
}
