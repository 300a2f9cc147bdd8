//! Days as people write them, counted year by year.

/// The first year that is counted.
const FIRST: i64 = 1970;

/// Days since 1970-01-01.
pub fn days(year: i64, month: usize, day: i64) -> i64 {
    let years: i64 = (FIRST..year)
        .map(|year| months(year).iter().sum::<i64>())
        .sum();
    years + months(year)[..month - 1].iter().sum::<i64>() + day - 1
}

/// Month and day of a day since 1970-01-01.
pub fn month_and_day(days: i64) -> (usize, i64) {
    let mut rest = days;
    for year in FIRST.. {
        for (month, length) in months(year).into_iter().enumerate() {
            if rest < length {
                return (month + 1, rest + 1);
            }
            rest -= length;
        }
    }
    unreachable!("some year has the day {days}")
}

fn months(year: i64) -> [i64; 12] {
    let leap = year % 4 == 0 && year % 100 != 0 || year % 400 == 0;
    let february = if leap { 29 } else { 28 };
    [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
}
