//! Days as numbers: days since 1970-01-01, in the Gregorian calendar of every year from 1 to 9999.

/// 0001-01-01.
pub const FIRST: i64 = -719_162;
/// 9999-12-31.
pub const LAST: i64 = 2_932_896;

/// Reads `YYYY-MM-DD`; `None` for anything else and for days that do not exist.
pub fn parse(text: &str) -> Option<i64> {
    let mut parts = text.split('-');
    let (year, month, day) = (
        number(parts.next()?, 4)?,
        number(parts.next()?, 2)?,
        number(parts.next()?, 2)?,
    );
    if parts.next().is_some() {
        return None;
    }
    let days = from_civil(year, month, day);
    (year > 0 && civil(days) == (year, month, day)).then_some(days)
}

/// A number of so many digits.
pub fn number(text: &str, digits: usize) -> Option<i64> {
    (text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| text.parse().ok())?
}

/// Writes `YYYY-MM-DD`.
pub fn format(days: i64) -> String {
    let (year, month, day) = civil(days);
    format!("{year:04}-{month:02}-{day:02}")
}

/// Years are counted from 1 March, so that a leap day is the last of its year; eras are 400 years.
fn from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// Year, month and day.
pub fn civil(days: i64) -> (i64, i64, i64) {
    let shifted = days.clamp(FIRST, LAST) + 719_468;
    let (era, of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_days_from_1970() {
        for (text, days) in [
            ("1970-01-01", 0),
            ("1969-12-31", -1),
            ("2000-02-29", 11_016),
            ("2023-03-31", 19_447),
            ("0001-01-01", FIRST),
            ("9999-12-31", LAST),
        ] {
            assert_eq!(parse(text), Some(days), "{text}");
            assert_eq!(format(days), text);
        }
    }

    #[test]
    fn every_day_is_written_as_it_is_read() {
        for days in (FIRST..=LAST).step_by(17) {
            assert_eq!(parse(&format(days)), Some(days));
        }
    }

    #[test]
    fn refuses_days_that_do_not_exist() {
        for text in [
            "2023-02-29",
            "1900-02-29",
            "2023-13-01",
            "2023-00-10",
            "2023-04-31",
            "0000-01-01",
            "2023-4-1",
            "20230401",
            "+023-01-01",
            "2023-04-01-",
            "",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
