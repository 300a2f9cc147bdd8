//! Days as people write them, counted year by year.

/// The first year that is counted.
const FIRST: i64 = 1970;

/// Days since 1970-01-01.
pub const fn days(year: i64, month: usize, day: i64) -> i64 {
    let mut days = day - 1;
    let mut before = FIRST;
    while before < year {
        days += length(before);
        before += 1;
    }
    let mut before = 1;
    while before < month {
        days += months(year)[before - 1];
        before += 1;
    }
    days
}

/// Year, month and day of the month of a day since 1970-01-01.
pub fn date(days: i64) -> (i64, usize, i64) {
    let (mut year, mut rest) = (FIRST, days);
    while rest >= length(year) {
        rest -= length(year);
        year += 1;
    }
    let mut month = 1;
    while rest >= months(year)[month - 1] {
        rest -= months(year)[month - 1];
        month += 1;
    }
    (year, month, rest + 1)
}

const fn length(year: i64) -> i64 {
    if is_leap(year) { 366 } else { 365 }
}

const fn months(year: i64) -> [i64; 12] {
    let february = if is_leap(year) { 29 } else { 28 };
    [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
}

const fn is_leap(year: i64) -> bool {
    year % 4 == 0 && year % 100 != 0 || year % 400 == 0
}
