//! Times of day and date-times: their types, comparisons, ranges and tables.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod common;

use common::{checked, decide, finding, findings, moment, number, program};
use nuanze_program::{Language, Program, Type, Value, evaluate, run_examples};

const FACTS: &str = r#"fact at : time "时刻" / "Time"
  ask "几点？"
fact reported : datetime 2025-01-01T00:00..2029-12-31T23:59 "报修时间" / "Reported"
  ask "什么时候报修的？"
fact shift : time 06:00..22:00 "上班时间" / "Shift"
  ask "几点上班？"
"#;

/// A program whose outcome `r` is this expression.
fn rule(expr: &str) -> Program {
    let used =
        "rule used \"都用到\" = at > 01:00 and shift > 07:00 and reported > 2026-01-01T00:00";
    program(&format!(
        "{FACTS}{used}\noutcome rule r \"结果\" = {expr}\n"
    ))
}

/// The one finding about an expression.
fn wrong(expr: &str) -> (String, String) {
    finding(&format!(
        "{FACTS}outcome rule r \"结果\" = {expr}\nrule used \"都用到\" = at > 01:00 and shift > 07:00 and reported > 2026-01-01T00:00"
    ))
}

fn holds(program: &Program, name: &str, value: &str) -> bool {
    match decide(program, &[(name, moment(value))], "r") {
        Some(Value::Bool(yes)) => yes,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_time_is_any_minute_of_the_day_unless_a_range_says_less() {
    let program = rule("at = shift");
    let types: Vec<&Type> = program.facts.iter().map(|fact| &fact.ty).collect();
    assert_eq!(types[0], &Type::Time { min: 0, max: 1_439 });
    assert_eq!(
        types[2],
        &Type::Time {
            min: 360,
            max: 1_320
        }
    );
    let day = 20_089 * 1_440;
    assert!(matches!(types[1], Type::DateTime { min, .. } if *min == day));
}

#[test]
fn a_range_of_times_ends_where_it_began_to_end() {
    let block = |ty: &str| {
        let block =
            format!("fact a : {ty} \"甲\"\n  ask \"？\"\noutcome rule r \"结果\" = a = a\n");
        let finding = checked(&block).diagnostics.remove(0);
        (finding.message, finding.help.unwrap())
    };
    assert_eq!(
        block("time 20:00..08:00"),
        (
            "the range ends at 08:00, before it begins at 20:00".into(),
            "leave the range out: then every time of day can be answered".into()
        )
    );
    assert_eq!(
        block("time 2021-01-01..2022-01-01").0,
        "this must be a time of day"
    );
    assert_eq!(
        block("datetime"),
        (
            "the fact `a` needs a range".into(),
            "write the first and the last that can be answered, for example `datetime 2021-01-01T00:00..2030-12-31T23:59`".into()
        )
    );
    assert_eq!(
        block("datetime 2026-01-01T00:00..2025-01-01T00:00"),
        (
            "the range ends at 2025-01-01T00:00, before it begins at 2026-01-01T00:00".into(),
            "swap the two dates and times".into()
        )
    );
}

#[test]
fn moments_of_one_kind_have_an_order() {
    let program = rule("reported >= 2026-11-15T08:00");
    assert!(holds(&program, "reported", "2026-11-15T08:00"));
    assert!(!holds(&program, "reported", "2026-11-15T07:59"));
    let program = rule("at in (08:00, 12:30)");
    assert!(holds(&program, "at", "12:30"));
    assert!(!holds(&program, "at", "12:31"));
}

#[test]
fn moments_of_two_kinds_are_not_compared() {
    assert_eq!(
        wrong("reported >= 2026-11-15"),
        (
            "type/mismatch: `reported` is a date and time and `2026-11-15` is a date: they cannot be compared".into(),
            "did you mean `date_of(reported)`?".into()
        )
    );
    assert_eq!(
        wrong("at <= reported"),
        (
            "type/mismatch: `at` is a time of day and `reported` is a date and time: they cannot be compared".into(),
            "did you mean `time_of(reported)`?".into()
        )
    );
}

#[test]
fn what_a_moment_can_never_be_is_reported() {
    assert_eq!(
        wrong("shift >= 05:00").0,
        "condition/idle: `shift >= 05:00` can never fail: `上班时间` is 06:00 to 22:00"
    );
    assert_eq!(
        wrong("reported < 2024-06-01T12:00").0,
        "condition/idle: `reported < 2024-06-01T12:00` can never hold: `报修时间` is 2025年1月1日00:00 to 2029年12月31日23:59"
    );
}

#[test]
fn a_range_has_both_ends_or_only_the_first() {
    let program = rule("reported in 2026-11-15T00:00 ..< 2027-03-15T00:00");
    assert!(holds(&program, "reported", "2026-11-15T00:00"));
    assert!(holds(&program, "reported", "2027-03-14T23:59"));
    assert!(!holds(&program, "reported", "2027-03-15T00:00"));
    let program = rule("not at in 08:00 .. 20:00");
    assert!(!holds(&program, "at", "20:00"));
    assert!(holds(&program, "at", "20:01"));
}

#[test]
fn a_range_of_times_goes_on_past_midnight() {
    let program = rule("at in 20:00 ..< 08:00");
    let night = ["20:00", "23:59", "00:00", "07:59"];
    assert!(night.iter().all(|time| holds(&program, "at", time)));
    assert!(!holds(&program, "at", "08:00"));
    assert!(!holds(&program, "at", "19:59"));
    let evening = rule("at in 20:00 ..< 00:00");
    assert!(holds(&evening, "at", "23:59"));
    assert!(!holds(&evening, "at", "00:00"));
    let words = evening.words(Language::Source);
    let shown = evening
        .definitions
        .iter()
        .find_map(|known| match &known.kind {
            nuanze_program::DefinitionKind::Rule(expr) if known.name == "r" => {
                Some(words.expr(expr))
            }
            _ => None,
        });
    assert_eq!(shown.as_deref(), Some("at >= 20:00"));
}

#[test]
fn facts_decide_whether_a_range_of_times_goes_past_midnight() {
    let program = rule("at in shift .. 12:00");
    let within = |at: &str, shift: &str| {
        decide(
            &program,
            &[("at", moment(at)), ("shift", moment(shift))],
            "r",
        )
        .unwrap()
    };
    assert_eq!(within("09:00", "08:00"), Value::Bool(true));
    assert_eq!(within("07:00", "08:00"), Value::Bool(false));
    assert_eq!(within("09:00", "18:00"), Value::Bool(true));
    assert_eq!(within("19:00", "18:00"), Value::Bool(true));
    assert_eq!(within("13:00", "18:00"), Value::Bool(false));
}

#[test]
fn ends_that_cannot_matter_are_not_asked_about() {
    let program = rule("shift in 06:00 .. 12:00");
    assert!(holds(&program, "shift", "06:00"));
    assert_eq!(
        findings(&format!(
            "{FACTS}outcome rule r \"结果\" = shift in 05:00 .. 23:00 and at > 01:00 and reported > 2026-01-01T00:00"
        )),
        [
            "condition/idle: `shift >= 05:00` can never fail: `上班时间` is 06:00 to 22:00",
            "condition/idle: `shift <= 23:00` can never fail: `上班时间` is 06:00 to 22:00",
        ]
    );
}

#[test]
fn a_range_with_nothing_in_it_is_an_error() {
    assert_eq!(
        wrong("reported in 2027-01-01T00:00 .. 2026-01-01T00:00"),
        (
            "range/empty: nothing lies between `2027-01-01T00:00` and `2026-01-01T00:00`".into(),
            "write the smaller end first; `..<` leaves the end out".into()
        )
    );
    assert_eq!(
        wrong("at in 20:00 ..< 20:00"),
        (
            "range/empty: nothing lies between `20:00` and `20:00`".into(),
            "`..<` leaves its end out; if the whole day is meant, leave the condition out".into()
        )
    );
    assert_eq!(
        wrong("at in 20:00 .. 19:59").0,
        "condition/idle: one of these conditions of `时刻` always holds: `at >= 20:00`, `at <= 19:59`"
    );
}

#[test]
fn a_tolerance_is_a_range_of_numbers() {
    let program = program(
        r#"fact rated : power 1..20 kW step 0.1 "额定制热量" / "Rated"
  ask "额定制热量？"
fact measured : power 0..40 kW step 0.01 "实测制热量" / "Measured"
  ask "实测制热量？"
outcome rule r "结果" = measured in rated * 90 % .. rated * 105 %
"#,
    );
    let within = |measured: &str| {
        let facts = [("rated", number("10")), ("measured", number(measured))];
        decide(&program, &facts, "r").unwrap()
    };
    assert_eq!(within("9"), Value::Bool(true));
    assert_eq!(within("8.99"), Value::Bool(false));
    assert_eq!(within("10.5"), Value::Bool(true));
    assert_eq!(within("10.51"), Value::Bool(false));
}

#[test]
fn a_table_knows_the_whole_day() {
    let table = |rows: &str| {
        format!(
            "fact at : time \"时刻\" / \"Time\"\n  ask \"几点？\"\noutcome table price : CNY/kWh \"电价\"\n  | at | price |\n{rows}"
        )
    };
    let whole = program(&table(
        "  | 20:00 ..< 08:00 | 0.30 CNY/kWh |\n  | 08:00 ..< 20:00 | 0.49 CNY/kWh |",
    ));
    let price = |at: &str| decide(&whole, &[("at", moment(at))], "price");
    assert_eq!(price("20:00"), Some(number("0.3")));
    assert_eq!(price("07:59"), Some(number("0.3")));
    assert_eq!(price("08:00"), Some(number("0.49")));
    let gap = checked(&table(
        "  | 20:00 .. 08:00 | 0.30 CNY/kWh |\n  | 09:00 ..< 20:00 | 0.49 CNY/kWh |",
    ));
    assert_eq!(
        gap.diagnostics[0].message,
        "the table `price` leaves a case out: `时刻 = 08:01：没有一行适用`"
    );
}

#[test]
fn examples_give_moments_and_expect_them() {
    let block = r#"fact reported : datetime 2025-01-01T00:00..2029-12-31T23:59 "报修时间"
  ask "什么时候报修的？"
fact at : time "时刻"
  ask "几点？"
outcome rule opens : time "开门" = if at < 12:00 then 08:30 else 13:00
outcome rule from : datetime "起算" = if reported < 2026-01-01T00:00 then 2026-01-01T00:00 else reported
example "下午"
  given at = 12:00, reported = 2025-07-01T10:00
  then opens = 13:00, from = 2026-01-01T00:00
"#;
    let program = program(block);
    assert_eq!(run_examples(&program, |case| evaluate(&program, case)), []);
    let late = checked(&block.replace("2025-07-01T10:00", "2024-07-01T10:00"));
    assert_eq!(
        late.diagnostics[0].message,
        "`reported` cannot be 2024-07-01T10:00: only dates and times from 2025-01-01T00:00 to 2029-12-31T23:59 can be answered"
    );
}
