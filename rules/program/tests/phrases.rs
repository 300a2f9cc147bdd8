//! Expressions as people read them, in Chinese and English, and as in the source.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod common;

use nuanze_program::{DefinitionKind, Language};

use common::program;

const FACTS: &str = r#"
enum Device "设备" / "Device"
  water  "热水机" / "Air-to-water"
  air    "热风机" / "Air-to-air"
  other  "其他" / "Other"

record Month "月份" / "Month"
  used : energy 0..5000 kWh "用电" / "Energy"
    ask "用了多少？"

fact device : Device "设备" / "Device"
  ask "什么设备？"
fact size : area 0..500 m² "面积" / "Area"
  ask "多大？"
fact price : money 0..50000 CNY "价格" / "Price"
  ask "多少钱？"
fact new : bool "新装" / "New"
  ask "新装的吗？"
fact bought : date 2020-01-01..2030-12-31 "购买日期" / "Day of purchase"
  ask "哪天买的？"
fact hour : time "时刻" / "Time"
  ask "几点？"
fact months : list 0..3 of Month "月份" / "Months"
  ask "几个月？"

reading gate "哪种读法？" / "Which reading?"
  wide    "宽" / "Wide"  default
  narrow  "窄" / "Narrow"
  decided by "镇" / "town"

outcome rule used "都用到" = device = other and size > 1 m² and price > 1 CNY and new and bought > 2021-01-01
  and hour < 08:00 and count(m.used > 1 kWh for m in months) > 1 and gate = wide
"#;

/// The words of an expression in both languages.
fn words(expression: &str) -> (String, String) {
    let program = program(&format!(
        "{FACTS}\nrule shown \"所示\" = {expression}\noutcome rule again \"再用\" = shown\n"
    ));
    let shown = program
        .definitions
        .iter()
        .find(|known| known.name == "shown");
    let DefinitionKind::Rule(expr) = &shown.unwrap().kind else {
        panic!("a rule");
    };
    let source = program.words(Language::Source).expr(expr);
    assert!(!source.contains(['“', '≥', '×']), "{source}");
    (
        program.words(Language::Chinese).expr(expr),
        program.words(Language::English).expr(expr),
    )
}

fn assert_words(expression: &str, chinese: &str, english: &str) {
    assert_eq!(words(expression), (chinese.to_owned(), english.to_owned()));
}

#[test]
fn values_of_enums_and_readings_are_said() {
    assert_words(
        "device = water",
        "设备是“热水机”",
        "Device is “Air-to-water”",
    );
    assert_words(
        "device in (water, air)",
        "设备是“热水机”或“热风机”",
        "Device is “Air-to-water” or “Air-to-air”",
    );
    assert_words(
        "not (device in (water, air))",
        "设备不是“热水机”或“热风机”",
        "Device is neither “Air-to-water” nor “Air-to-air”",
    );
    assert_words(
        "gate = narrow",
        "按“窄”理解",
        "the text is read as “Narrow”",
    );
}

#[test]
fn what_does_not_hold_is_turned_round() {
    assert_words("not new", "并非“新装”", "not “New”");
    assert_words("not (size >= 45 m²)", "面积 < 45 m²", "Area < 45 m²");
    assert_words(
        "not (device != air)",
        "设备是“热风机”",
        "Device is “Air-to-air”",
    );
    assert_words(
        "not (new and size > 5 m²)",
        "并非（新装，并且面积 > 5 m²）",
        "not (New, and Area > 5 m²)",
    );
}

#[test]
fn and_within_or_stands_in_parentheses() {
    assert_words(
        "new or size > 5 m² and device = air",
        "新装，或者（面积 > 5 m²，并且设备是“热风机”）",
        "New, or (Area > 5 m², and Device is “Air-to-air”)",
    );
}

#[test]
fn ranges_are_said_at_once_also_past_midnight() {
    assert_words(
        "size in 45 m² .. 80 m²",
        "45 m² ≤ 面积 ≤ 80 m²",
        "45 m² ≤ Area ≤ 80 m²",
    );
    assert_words(
        "hour in 20:00 ..< 08:00",
        "时刻在20:00到次日08:00之间（08:00整不算）",
        "Time is from 20:00 to before 08:00 of the next day",
    );
    assert_words(
        "hour in 20:00 .. 08:00",
        "时刻在20:00到次日08:00之间（含08:00）",
        "Time is from 20:00 to 08:00 of the next day, both included",
    );
}

#[test]
fn amounts_read_as_in_a_policy() {
    assert_words(
        "round(min(price * 30 %, 2000 CNY), down, 1 CNY)",
        "价格 × 30%与2,000 元，取较小的，不足1 元的舍去",
        "the smaller of Price × 30% and 2,000 CNY, rounded down to 1 CNY",
    );
    assert_words(
        "(if new then price else 0 CNY) + 5 CNY",
        "（如果新装：价格；否则：0 元） + 5 元",
        "(if New: Price; otherwise: 0 CNY) + 5 CNY",
    );
}

#[test]
fn days_are_counted_in_months() {
    assert_words(
        "add_months(bought, 3, last_day) > 2024-01-01",
        "购买日期之后3个月（没有这一天的月份，按月末） > 2024年1月1日",
        "3 months after Day of purchase (the month's last day where it has no such day) > 2024-01-01",
    );
}
