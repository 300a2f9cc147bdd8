//! Which days exist.

/// Whether the Gregorian calendar has this day.
pub(crate) fn is_day(year: i32, month: u8, day: u8) -> bool {
    (1..=days_in(year, month)).contains(&day)
}

/// How many days a month has; 0 for one that does not exist.
pub(crate) fn days_in(year: i32, month: u8) -> u8 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 => 29,
        2 => 28,
        _ => 0,
    }
}
