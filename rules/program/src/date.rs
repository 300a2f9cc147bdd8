//! Days since 1970-01-01 and the calendar (Gregorian, also before 1582).

use crate::expr::MonthEnd;

/// How many minutes a day has; clocks are never put forward or back.
pub(crate) const MINUTES_A_DAY: i64 = 1_440;

/// The day and the minute of the day of a date-time.
pub(crate) fn day_and_minute(date_time: i64) -> (i64, i64) {
    (
        date_time.div_euclid(MINUTES_A_DAY),
        date_time.rem_euclid(MINUTES_A_DAY),
    )
}

/// The number of days from 1970-01-01 to a day; `None` if there is no such day.
pub fn days_from_date(year: i32, month: u8, day: u8) -> Option<i64> {
    let days = unchecked_days(i64::from(year), i64::from(month), i64::from(day));
    (date_from_days(days) == (i64::from(year), month, day)).then_some(days)
}

/// The arithmetic alone: counts years from March, so that the leap day is a year's last.
fn unchecked_days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// The year, month (1–12) and day (1–31) that is so many days after 1970-01-01.
pub fn date_from_days(days: i64) -> (i64, u8, u8) {
    let shifted = days.saturating_add(719_468);
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 {
        from_march + 3
    } else {
        from_march - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    // Both are within 1..=31 by the arithmetic above.
    (
        year,
        u8::try_from(month).unwrap_or(1),
        u8::try_from(day).unwrap_or(1),
    )
}

/// So many calendar months later (or earlier): the same day of that month, or what `end` says where there is none.
pub fn add_months(days: i64, months: i64, end: MonthEnd) -> i64 {
    let (year, month, day) = date_from_days(days);
    let count = year * 12 + i64::from(month) - 1 + months;
    let (year, month) = (count.div_euclid(12), count.rem_euclid(12) + 1);
    let first = unchecked_days(year, month, 1);
    let next = unchecked_days(year + month / 12, month % 12 + 1, 1);
    let same = first + i64::from(day) - 1;
    match end {
        _ if same < next => same,
        MonthEnd::LastDay => next - 1,
        MonthEnd::NextDay => next,
    }
}

/// `YYYY-MM-DD` as days since 1970-01-01; `None` if it is not written so, or there is no such day.
pub fn parse_date(text: &str) -> Option<i64> {
    let bytes = text.as_bytes();
    let shape = bytes.len() == 10
        && bytes.iter().enumerate().all(|(at, byte)| {
            if at == 4 || at == 7 {
                *byte == b'-'
            } else {
                byte.is_ascii_digit()
            }
        });
    if !shape {
        return None;
    }
    let mut parts = text.split('-');
    days_from_date(
        parts.next()?.parse().ok()?,
        parts.next()?.parse().ok()?,
        parts.next()?.parse().ok()?,
    )
}

/// `YYYY-MM-DD`.
pub fn format_date(days: i64) -> String {
    let (year, month, day) = date_from_days(days);
    format!("{year:04}-{month:02}-{day:02}")
}

/// A minute of the day: `20:00`.
pub fn format_time(minute: i64) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// A minute since 1970-01-01T00:00: `2025-12-01T20:00`.
pub fn format_date_time(minute: i64) -> String {
    let (day, time) = day_and_minute(minute);
    format!("{}T{}", format_date(day), format_time(time))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_dates_are_each_others_inverse() {
        assert_eq!(days_from_date(1970, 1, 1), Some(0));
        assert_eq!(days_from_date(2000, 3, 1), Some(11_017));
        assert_eq!(date_from_days(-1), (1969, 12, 31));
        for days in -800_000..800_000 {
            let (year, month, day) = date_from_days(days);
            assert_eq!(
                i32::try_from(year)
                    .ok()
                    .and_then(|year| days_from_date(year, month, day)),
                Some(days)
            );
        }
    }

    #[test]
    fn only_real_days_are_read() {
        assert_eq!(parse_date("2024-02-29"), Some(19_782));
        assert_eq!(parse_date("2023-02-29"), None);
        assert_eq!(parse_date("2023-13-01"), None);
        assert_eq!(parse_date("2023-1-01"), None);
        assert_eq!(parse_date("二零二三"), None);
        assert_eq!(format_date(19_782), "2024-02-29");
    }
}
