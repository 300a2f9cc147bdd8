//! From what a person types to a fact's value: decimals and days, checked against the range that the policy declares.

use nuanze_abi::ValueType;

/// Why what was typed is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EntryError {
    /// Nothing was typed or chosen.
    Empty,
    /// It is not a number.
    NotANumber,
    /// It has more digits after the point than the fact takes.
    TooFine {
        /// How many it takes.
        digits: u32,
    },
    /// It lies outside the range, both ends included.
    OutOfRange {
        /// The smallest value.
        min: String,
        /// The largest value.
        max: String,
    },
    /// It is no multiple of the step.
    OffStep {
        /// The step.
        step: String,
    },
    /// There is no such day.
    NoSuchDay,
    /// The day lies outside the range, both ends included.
    DayOutOfRange {
        /// The first day, `YYYY-MM-DD`.
        first: String,
        /// The last.
        last: String,
    },
    /// There is no such time.
    NoSuchTime,
    /// The time lies outside the range, both ends included.
    TimeOutOfRange {
        /// The first minute, `HH:MM` or `YYYY-MM-DDTHH:MM`.
        first: String,
        /// The last.
        last: String,
    },
}

/// Reads what was typed into the field of a decimal, a date or a time, as the value that a decision takes.
///
/// A date comes as `year-month-day`, its three fields joined; times come as browsers write them.
pub fn read_entry(kind: &ValueType, typed: &str) -> Result<String, EntryError> {
    match *kind {
        ValueType::Decimal {
            scale,
            min,
            max,
            step,
            ..
        } => read_decimal(typed, scale, min, max, step),
        ValueType::Date { min, max } => read_day(typed, min, max),
        ValueType::Time { min, max } => read_time(typed, min, max),
        ValueType::DateTime { min, max } => read_moment(typed, min, max),
        _ if typed.is_empty() => Err(EntryError::Empty),
        _ => Ok(typed.to_owned()),
    }
}

/// What phones type for ASCII: full-width digits and points; spaces and thousands commas go.
fn plain(typed: &str) -> String {
    typed
        .chars()
        .filter_map(|c| match c {
            '０'..='９' => char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')),
            '．' | '。' => Some('.'),
            '－' | '−' => Some('-'),
            ',' | '，' => None,
            c if c.is_whitespace() => None,
            c => Some(c),
        })
        .collect()
}

fn read_decimal(
    typed: &str,
    scale: u32,
    min: i64,
    max: i64,
    step: i64,
) -> Result<String, EntryError> {
    let text = plain(typed);
    if text.is_empty() {
        return Err(EntryError::Empty);
    }
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.as_str()),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if (whole.is_empty() && fraction.is_empty()) || !all_digits(whole) || !all_digits(fraction) {
        return Err(EntryError::NotANumber);
    }
    let fraction = fraction.trim_end_matches('0');
    if fraction.len() > scale as usize {
        return Err(EntryError::TooFine { digits: scale });
    }
    let out_of_range = || EntryError::OutOfRange {
        min: decimal(min, scale),
        max: decimal(max, scale),
    };
    let padded = format!("{whole}{fraction:0<width$}", width = scale as usize);
    let magnitude: i64 = padded.parse().map_err(|_| out_of_range())?;
    let raw = if negative { -magnitude } else { magnitude };
    if raw < min || raw > max {
        return Err(out_of_range());
    }
    if step > 1 && raw % step != 0 {
        return Err(EntryError::OffStep {
            step: decimal(step, scale),
        });
    }
    Ok(decimal(raw, scale))
}

/// A raw value at a scale as a decimal without trailing zeros after the point.
pub fn decimal(raw: i64, scale: u32) -> String {
    let digits = raw.unsigned_abs().to_string();
    let width = scale as usize + 1;
    let padded = format!("{digits:0>width$}");
    let (whole, fraction) = padded.split_at(padded.len() - scale as usize);
    let fraction = fraction.trim_end_matches('0');
    let sign = if raw < 0 { "-" } else { "" };
    if fraction.is_empty() {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{fraction}")
    }
}

fn read_day(typed: &str, min: i64, max: i64) -> Result<String, EntryError> {
    let text = plain(typed);
    let mut parts = text.splitn(3, '-');
    let mut part = || parts.next().unwrap_or_default().to_owned();
    let (year, month, day) = (part(), part(), part());
    if year.is_empty() && month.is_empty() && day.is_empty() {
        return Err(EntryError::Empty);
    }
    let number = |text: &str| text.parse::<u32>().map_err(|_| EntryError::NoSuchDay);
    let (year, month, day) = (number(&year)?, number(&month)?, number(&day)?);
    if !(1000..=9999).contains(&year)
        || month == 0
        || month > 12
        || day == 0
        || day > days_in(year, month)
    {
        return Err(EntryError::NoSuchDay);
    }
    let raw = days_since_1970(i64::from(year), i64::from(month), i64::from(day));
    if raw < min || raw > max {
        return Err(EntryError::DayOutOfRange {
            first: day_of(min),
            last: day_of(max),
        });
    }
    Ok(format!("{year:04}-{month:02}-{day:02}"))
}

fn read_time(typed: &str, min: i64, max: i64) -> Result<String, EntryError> {
    let text = plain(typed);
    if text.is_empty() {
        return Err(EntryError::Empty);
    }
    let minute = minute_of(&text).ok_or(EntryError::NoSuchTime)?;
    if minute < min || minute > max {
        return Err(EntryError::TimeOutOfRange {
            first: time_of(min),
            last: time_of(max),
        });
    }
    Ok(time_of(minute))
}

fn read_moment(typed: &str, min: i64, max: i64) -> Result<String, EntryError> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Err(EntryError::Empty);
    }
    let (day, time) = typed.split_once(['T', ' ']).ok_or(EntryError::NoSuchTime)?;
    let day = read_day(day, FIRST_DAY, LAST_DAY).map_err(|_| EntryError::NoSuchTime)?;
    let minute = minute_of(&plain(time)).ok_or(EntryError::NoSuchTime)?;
    let moment = format!("{day}T{}", time_of(minute));
    let (first, last) = (moment_of(min), moment_of(max));
    // Written so, they stand in the order of time.
    if moment < first || moment > last {
        return Err(EntryError::TimeOutOfRange { first, last });
    }
    Ok(moment)
}

/// The minute of the day that is written `HH:MM`; seconds, which some browsers add, do not count.
fn minute_of(text: &str) -> Option<i64> {
    let mut parts = text.split(':').map(|part| part.parse::<i64>().ok());
    let (hour, minute) = (parts.next()??, parts.next()??);
    ((0..24).contains(&hour) && (0..60).contains(&minute)).then_some(hour * 60 + minute)
}

/// A minute of the day as `HH:MM`.
pub fn time_of(minute: i64) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// A minute since 1970 as `YYYY-MM-DDTHH:MM`.
pub fn moment_of(minute: i64) -> String {
    let (day, time) = (minute.div_euclid(1_440), minute.rem_euclid(1_440));
    format!("{}T{}", day_of(day), time_of(time))
}

/// 1000-01-01 and 9999-12-31: the years that are written with four digits.
const FIRST_DAY: i64 = -354_285;
const LAST_DAY: i64 = 2_932_896;

fn days_in(year: u32, month: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The proleptic Gregorian day number, counted in eras of 400 years that start in March.
fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// The day as `YYYY-MM-DD`.
pub fn day_of(days: i64) -> String {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 {
        shifted_month + 3
    } else {
        shifted_month - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_browsers_write_them() {
        let time = ValueType::Time { min: 0, max: 1_320 };
        assert_eq!(read_entry(&time, "08:05").as_deref(), Ok("08:05"));
        assert_eq!(read_entry(&time, "8:05:00").as_deref(), Ok("08:05"));
        assert_eq!(read_entry(&time, "24:00"), Err(EntryError::NoSuchTime));
        assert_eq!(read_entry(&time, ""), Err(EntryError::Empty));
        let (first, last) = ("00:00".to_owned(), "22:00".to_owned());
        let outside = EntryError::TimeOutOfRange { first, last };
        assert_eq!(read_entry(&time, "22:01"), Err(outside));
        let moment = ValueType::DateTime {
            min: 0,
            max: 40_000_000,
        };
        let read = |typed| read_entry(&moment, typed);
        assert_eq!(read("2025-12-01T20:00").as_deref(), Ok("2025-12-01T20:00"));
        assert_eq!(
            read("2025-12-01T20:00:30").as_deref(),
            Ok("2025-12-01T20:00")
        );
        assert_eq!(read("2025-02-30T20:00"), Err(EntryError::NoSuchTime));
        assert!(matches!(
            read("1969-12-31T23:59"),
            Err(EntryError::TimeOutOfRange { .. })
        ));
    }

    fn area() -> ValueType {
        ValueType::Decimal {
            unit: "m²".to_owned(),
            scale: 2,
            min: 0,
            max: 200_000,
            step: 1,
        }
    }

    fn season() -> ValueType {
        ValueType::Date {
            min: days_since_1970(2021, 1, 1),
            max: days_since_1970(2023, 12, 31),
        }
    }

    #[test]
    fn decimals_lose_what_a_phone_adds() {
        assert_eq!(read_entry(&area(), " 45.00 "), Ok("45".to_owned()));
        assert_eq!(read_entry(&area(), "４４．２"), Ok("44.2".to_owned()));
        assert_eq!(read_entry(&area(), "1,200"), Ok("1200".to_owned()));
        assert_eq!(read_entry(&area(), ".5"), Ok("0.5".to_owned()));
    }

    #[test]
    fn decimals_outside_their_type_say_what_is_allowed() {
        assert_eq!(read_entry(&area(), ""), Err(EntryError::Empty));
        assert_eq!(read_entry(&area(), "四十五"), Err(EntryError::NotANumber));
        assert_eq!(read_entry(&area(), "4.5.1"), Err(EntryError::NotANumber));
        assert_eq!(
            read_entry(&area(), "44.205"),
            Err(EntryError::TooFine { digits: 2 })
        );
        let range = EntryError::OutOfRange {
            min: "0".to_owned(),
            max: "2000".to_owned(),
        };
        assert_eq!(read_entry(&area(), "-1"), Err(range.clone()));
        assert_eq!(read_entry(&area(), "99999999999999999999"), Err(range));
        let tens = ValueType::Decimal {
            unit: "%".to_owned(),
            scale: 0,
            min: 0,
            max: 100,
            step: 10,
        };
        assert_eq!(
            read_entry(&tens, "45"),
            Err(EntryError::OffStep {
                step: "10".to_owned()
            })
        );
    }

    #[test]
    fn days_are_days_of_the_calendar() {
        assert_eq!(
            read_entry(&season(), "2022-11-1"),
            Ok("2022-11-01".to_owned())
        );
        assert_eq!(
            read_entry(&season(), "２０２２-2-28"),
            Ok("2022-02-28".to_owned())
        );
        assert_eq!(
            read_entry(&season(), "2022-2-29"),
            Err(EntryError::NoSuchDay)
        );
        assert_eq!(read_entry(&season(), "2022--1"), Err(EntryError::NoSuchDay));
        assert_eq!(read_entry(&season(), "--"), Err(EntryError::Empty));
        assert_eq!(
            read_entry(&season(), "2024-1-1"),
            Err(EntryError::DayOutOfRange {
                first: "2021-01-01".to_owned(),
                last: "2023-12-31".to_owned()
            })
        );
    }

    #[test]
    fn day_numbers_and_days_agree_over_centuries() {
        for days in (-200_000..200_000).step_by(37) {
            let day = day_of(days);
            let parts: Vec<i64> = day
                .splitn(3, '-')
                .filter_map(|part| part.parse().ok())
                .collect();
            if let [year, month, day] = parts[..] {
                assert_eq!(days_since_1970(year, month, day), days);
            }
        }
    }
}
