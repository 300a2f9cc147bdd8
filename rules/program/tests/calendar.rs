//! Arithmetic of moments: durations, months, what lies between, and the parts of a date-time.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod common;

use common::{decide, finding, moment, number, program};
use nuanze_program::{Language, Program, Type, Value};
use proptest::prelude::*;

const FACTS: &str = r#"fact start : date 2020-01-01..2024-12-31 "开始日" / "Start"
  ask "哪天开始的？"
fact end : date 2020-01-01..2024-12-31 "结束日" / "End"
  ask "哪天结束的？"
fact reported : datetime 2025-01-01T00:00..2025-12-31T23:59 "报修时间" / "Reported"
  ask "什么时候报修的？"
fact fixed : datetime 2025-01-01T00:00..2026-12-31T23:59 "修好时间" / "Fixed"
  ask "什么时候修好的？"
fact days : duration 0..60 d "天数" / "Days"
  ask "几天？"
fact hours : duration 0..240 h step 24 "小时数" / "Hours"
  ask "几小时？"
fact halves : duration 0..10 h step 0.5 "半小时数" / "Halves"
  ask "几小时？"
fact months : count -12..24 "月数" / "Months"
  ask "几个月？"
fact at : time "时刻" / "Time"
  ask "几点？"
fact area : area 0..100 m² "面积" / "Area"
  ask "多大？"
"#;

const USED: &str = "rule used \"都用到\" = start > 2021-01-01 and end > 2021-01-01 and reported > 2025-02-01T00:00 and fixed > 2025-02-01T00:00 and days > 1 d and hours > 24 h and halves > 1 h and months > 1 and at > 01:00 and area > 1 m²\n";

fn rule(expr: &str) -> Program {
    program(&format!("{FACTS}{USED}outcome rule r \"结果\" = {expr}\n"))
}

fn wrong(expr: &str) -> (String, String) {
    finding(&format!("{FACTS}{USED}outcome rule r \"结果\" = {expr}\n"))
}

fn result(expr: &str, facts: &[(&str, Value)]) -> Value {
    decide(&rule(expr), facts, "r").unwrap()
}

fn ty(expr: &str) -> Type {
    let program = rule(expr);
    let known = program.definitions.iter().find(|known| known.name == "r");
    known.unwrap().ty.clone()
}

/// The type from one moment to another.
fn from_to(from: &str, to: &str) -> Type {
    match (moment(from), moment(to)) {
        (Value::Date(min), Value::Date(max)) => Type::Date { min, max },
        (Value::Time(min), Value::Time(max)) => Type::Time { min, max },
        (Value::DateTime(min), Value::DateTime(max)) => Type::DateTime { min, max },
        other => panic!("{other:?}"),
    }
}

#[test]
fn days_are_added_to_a_date() {
    let facts = [("start", moment("2024-02-27")), ("days", number("2"))];
    assert_eq!(result("start + 3 d", &facts), moment("2024-03-01"));
    assert_eq!(result("start - days", &facts), moment("2024-02-25"));
    assert_eq!(result("days + start + 48 h", &facts), moment("2024-03-02"));
    assert_eq!(ty("start + days"), from_to("2020-01-01", "2025-03-01"));
    assert_eq!(ty("start - days"), from_to("2019-11-02", "2024-12-31"));
}

#[test]
fn minutes_are_added_to_a_date_and_time() {
    let facts = [
        ("reported", moment("2025-03-01T23:30")),
        ("halves", number("1.5")),
    ];
    assert_eq!(
        result("reported + 45 min", &facts),
        moment("2025-03-02T00:15")
    );
    assert_eq!(
        result("reported + halves", &facts),
        moment("2025-03-02T01:00")
    );
    assert_eq!(result("reported - 1 d", &facts), moment("2025-02-28T23:30"));
    assert_eq!(
        ty("reported + halves"),
        from_to("2025-01-01T00:00", "2026-01-01T09:59")
    );
}

#[test]
fn a_duration_is_converted_only_if_nothing_is_lost() {
    let facts = [
        ("start", moment("2024-02-27")),
        ("hours", number("72")),
        ("halves", number("0.5")),
    ];
    assert_eq!(result("start + hours", &facts), moment("2024-03-01"));
    assert_eq!(
        wrong("start + halves"),
        (
            "moment/whole: `halves` need not be a whole number of days, and a date has no hours"
                .into(),
            "say how the rest is rounded, for example `round(halves, up, 1 d)`".into()
        )
    );
    assert_eq!(
        result("start + round(halves, up, 1 d)", &facts),
        moment("2024-02-28")
    );
    assert_eq!(
        wrong("start + 12 h").0,
        "moment/whole: `12 h` is not a whole number of days, and a date has no hours"
    );
    assert_eq!(
        wrong("reported + 0.5 min").0,
        "moment/whole: `0.5 min` is not a whole number of minutes, and a moment has no seconds"
    );
}

#[test]
fn between_two_moments_lie_days_or_minutes() {
    let facts = [
        ("start", moment("2024-02-28")),
        ("end", moment("2024-03-01")),
        ("reported", moment("2025-03-01T20:00")),
        ("fixed", moment("2025-03-02T00:30")),
    ];
    assert_eq!(result("end - start", &facts), number("2"));
    assert_eq!(result("start - end", &facts), number("-2"));
    assert_eq!(result("fixed - reported", &facts), number("270"));
    assert_eq!(
        result("fixed - reported <= 4 h", &facts),
        Value::Bool(false)
    );
    assert_eq!(result("end - start = 48 h", &facts), Value::Bool(true));
    let Type::Number(number) = ty("end - start") else {
        panic!("not a number")
    };
    assert_eq!((number.unit.symbol.as_str(), number.scale), ("d", 0));
    assert_eq!((number.min, number.max), ((-1826).into(), 1826.into()));
}

#[test]
fn a_month_without_that_day_has_an_answer() {
    let facts = [("start", moment("2024-01-31")), ("months", number("-11"))];
    assert_eq!(
        result("add_months(start, 1, last_day)", &facts),
        moment("2024-02-29")
    );
    assert_eq!(
        result("add_months(start, 1, next_day)", &facts),
        moment("2024-03-01")
    );
    assert_eq!(
        result("add_months(start, months, last_day)", &facts),
        moment("2023-02-28")
    );
    assert_eq!(
        result("add_years(start, 2, last_day)", &facts),
        moment("2026-01-31")
    );
    let leap = [("start", moment("2024-02-29")), ("months", number("1"))];
    assert_eq!(
        result("add_years(start, 1, last_day)", &leap),
        moment("2025-02-28")
    );
    assert_eq!(
        result("add_years(start, months, next_day)", &leap),
        moment("2025-03-01")
    );
    let moments = [("reported", moment("2025-01-31T20:00"))];
    assert_eq!(
        result("add_months(reported, 1, last_day)", &moments),
        moment("2025-02-28T20:00")
    );
    assert_eq!(
        ty("add_months(start, months, last_day)"),
        from_to("2019-01-01", "2026-12-31")
    );
}

#[test]
fn a_date_and_time_has_two_parts() {
    let facts = [("reported", moment("2025-03-01T20:05"))];
    assert_eq!(result("date_of(reported)", &facts), moment("2025-03-01"));
    assert_eq!(result("time_of(reported)", &facts), moment("20:05"));
    assert_eq!(ty("date_of(reported)"), from_to("2025-01-01", "2025-12-31"));
    assert_eq!(ty("time_of(reported)"), from_to("00:00", "23:59"));
    assert_eq!(
        result("time_of(reported) in 20:00 ..< 08:00", &facts),
        Value::Bool(true)
    );
    assert_eq!(
        wrong("date_of(start) > 2021-01-01"),
        (
            "call/moment: `start` is a date, and `date_of` takes a date and time".into(),
            "write just `start`".into()
        )
    );
    assert_eq!(
        wrong("time_of(area) > 02:00").1,
        "`time_of` takes a date and time"
    );
}

#[test]
fn the_first_and_the_last_of_moments() {
    let facts = [
        ("start", moment("2024-01-31")),
        ("end", moment("2024-01-30")),
    ];
    assert_eq!(result("min(start, end)", &facts), moment("2024-01-30"));
    assert_eq!(
        result("max(start, end, 2024-02-01)", &facts),
        moment("2024-02-01")
    );
    assert_eq!(
        result("min(start, end, 2024-01-01)", &facts),
        moment("2024-01-01")
    );
    assert_eq!(
        result(
            "clamp(start, 2021-01-01, 2023-01-01)",
            &[("start", moment("2020-12-31"))]
        ),
        moment("2021-01-01")
    );
    assert_eq!(
        result("clamp(start, 2021-01-01, 2023-01-01)", &facts),
        moment("2023-01-01")
    );
    assert_eq!(
        ty("max(start, 2021-01-01)"),
        from_to("2021-01-01", "2024-12-31")
    );
    assert_eq!(
        ty("clamp(start, 2021-01-01, 2022-01-01)"),
        from_to("2021-01-01", "2022-01-01")
    );
    assert_eq!(
        wrong("min(start, reported) = start").0,
        "type/mismatch: `start` is a date and `reported` is a date and time: they cannot be compared"
    );
    assert_eq!(
        wrong("clamp(start, 2023-01-01, 2022-01-01) = end").0,
        "call/clamp: `2023-01-01` can be more than `2022-01-01`"
    );
}

#[test]
fn moments_do_not_add_up() {
    assert_eq!(
        wrong("start + end"),
        (
            "moment/arithmetic: two moments cannot be added".into(),
            "add a duration such as `30 d`, or subtract one moment from the other".into()
        )
    );
    assert_eq!(
        wrong("days - start"),
        (
            "moment/arithmetic: a moment cannot be subtracted from a number".into(),
            "write the moment first: `purchased - 30 d`".into()
        )
    );
    assert_eq!(
        wrong("at - 08:00 > 1 h"),
        (
            "moment/arithmetic: `at` is a time of day, and nobody knows how many midnights lie between".into(),
            "ask for a date and time (`datetime`) and compute with that; `time_of(…)` gives its time of day".into()
        )
    );
    assert_eq!(
        wrong("reported - start > 1 d").1,
        "did you mean `date_of(reported)`?"
    );
    assert_eq!(
        wrong("start + 30"),
        (
            "moment/duration: `30` is a bare number, and only a duration can be added to `start`"
                .into(),
            "did you mean `30 d`?".into()
        )
    );
    assert_eq!(
        wrong("reported + area").1,
        "write a duration such as `30 min`"
    );
    assert_eq!(
        wrong("start * 2").0,
        "type/number: `start` is a date and cannot be multiplied"
    );
}

#[test]
fn months_are_counted_in_whole_bare_numbers() {
    assert_eq!(
        wrong("add_months(start, days, last_day) > start"),
        (
            "call/months: `days` is a duration in d, and months and years are counted in bare numbers".into(),
            "write a bare number such as `3`".into()
        )
    );
    assert_eq!(
        wrong("add_months(start, 1.5, last_day) > start").0,
        "moment/whole: `1.5` is not a whole number of months or years"
    );
    assert_eq!(
        wrong("add_months(start, 1, lastday) > start").1,
        "did you mean `last_day`?"
    );
    assert_eq!(
        wrong("add_months(start, 1) > start"),
        (
            "call/arguments: `add_months` does not take 2 values".into(),
            "write `add_months(day, 2, last_day)`; for a day that the month lacks, `last_day` takes its last, `next_day` the first of the next".into()
        )
    );
}

#[test]
fn what_leaves_the_calendar_is_shown() {
    assert_eq!(
        wrong("start + 4000000 d > end"),
        (
            "moment/overflow: `start` = 2020-01-01 and 4000000 d lead past 9999-12-31, where the calendar ends".into(),
            "narrow the ranges of what is added".into()
        )
    );
    assert_eq!(
        wrong("add_years(end, months * 1000, last_day) > end").0,
        "moment/overflow: `end` = 2020-01-01 and `months * 1000 * 12` = -144000 months lead before 0001-01-01, where the calendar ends"
    );
    assert_eq!(
        wrong("add_years(start, -3000, last_day) > end").0,
        "moment/overflow: `start` = 2020-01-01 and -36000 months lead before 0001-01-01, where the calendar ends"
    );
}

#[test]
fn what_is_subtracted_is_shown_as_it_is_written() {
    for source in [
        "start - 30 d",
        "start - days",
        "start + days",
        "fixed - reported",
    ] {
        let program = rule(source);
        let words = program.words(Language::Source);
        let known = program
            .definitions
            .iter()
            .find(|known| known.name == "r")
            .unwrap();
        let nuanze_program::DefinitionKind::Rule(expr) = &known.kind else {
            panic!("{known:?}")
        };
        assert_eq!(words.expr(expr), source);
    }
}

proptest! {
    /// No value leaves the range that is proved, and its ends are reached.
    #[test]
    fn results_lie_in_their_proved_range(
        first in 0_i64..3_000, length in 1_i64..70, months in -30_i64..30, more in 0_i64..3, next in any::<bool>()
    ) {
        let end = if next { "next_day" } else { "last_day" };
        let base = 26_297_280; // 2020-01-01T00:00
        let (low, high) = (base + first * 720, base + first * 720 + length * 720);
        let text = |minute: i64| nuanze_program::format_date_time(minute);
        let program = program(&format!(
            "fact x : datetime {}..{} \"甲\"\n  ask \"？\"\nfact n : count {months}..{} \"乙\"\n  ask \"？\"\noutcome rule r \"丙\" = add_months(x, n, {end})\n",
            text(low), text(high), months + more
        ));
        let Type::DateTime { min, max } = program.definitions[0].ty else {
            panic!("not a date and time")
        };
        let (mut least, mut most) = (i64::MAX, i64::MIN);
        let halves = (low..=high).step_by(720).chain([high]);
        let minutes = halves.flat_map(|at| [at, (at + 719).min(high)]);
        for at in minutes {
            for n in months..=months + more {
                let facts = [("x", Value::DateTime(at)), ("n", Value::Number(n.into()))];
                let Some(Value::DateTime(value)) = decide(&program, &facts, "r") else {
                    panic!("unknown")
                };
                prop_assert!((min..=max).contains(&value), "{} at {n}: {}", text(at), text(value));
                (least, most) = (least.min(value), most.max(value));
            }
        }
        prop_assert_eq!((least, most), (min, max));
    }
}
