//! What is made of the items of a list: its meaning with and without unknown facts, its range, and what is refused.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod common;

use common::{case, checked, decide, program};
use nuanze_program::{Program, Type, Value, needs};

const MONTHS: &str = r#"record Month "月" / "Month"
  valley : energy 0..10000 kWh "谷段用电" / "Off-peak use"
    ask "谷段用了多少？"
  heating : bool "采暖月" / "Heating month"
    ask "当月采暖吗？"
fact months : list 0..3 of Month "各月用电" / "Use by month"
  ask "有几个月的数据？"
fact rooms : list 2..4 of area 1..100 m² "各室面积" / "Rooms"
  ask "有几间？"
"#;

fn with(expr: &str) -> Program {
    program(&format!(
        "{MONTHS}outcome rule r \"果\" = {expr}\noutcome rule all_used \"全部\" = any(m.heating and m.valley > 1 kWh for m in months) or any(x > 2 m² for x in rooms)\n"
    ))
}

fn found(expr: &str) -> (String, String) {
    let checked = checked(&format!("{MONTHS}outcome rule r \"果\" = {expr}\n"));
    let first = checked.diagnostics.first().unwrap();
    (
        format!("{}: {}", first.code, first.message),
        first.help.clone().unwrap_or_default(),
    )
}

fn number(text: &str) -> Value {
    Value::Number(text.parse().unwrap())
}

const YES: Value = Value::Bool(true);
const NO: Value = Value::Bool(false);

fn range(program: &Program) -> (String, String) {
    let definition = program
        .definitions
        .iter()
        .find(|known| known.name == "r")
        .unwrap();
    let Type::Number(number) = &definition.ty else {
        panic!("{:?}", definition.ty)
    };
    (number.min.to_string(), number.max.to_string())
}

#[test]
fn a_sum_adds_the_items_that_the_list_has() {
    let program = with("sum(m.valley for m in months)");
    assert_eq!(
        decide(&program, &[("months", number("0"))], "r"),
        Some(number("0"))
    );
    let two = [
        ("months", number("2")),
        ("months[1].valley", number("100")),
        ("months[2].valley", number("50")),
    ];
    assert_eq!(decide(&program, &two, "r"), Some(number("150")));
    assert_eq!(decide(&program, &two[..2], "r"), None);
    assert_eq!(range(&program), ("0".into(), "30000".into()));
}

#[test]
fn a_filter_leaves_items_out() {
    let program = with("sum(m.valley for m in months where m.heating)");
    let facts = [
        ("months", number("2")),
        ("months[1].valley", number("100")),
        ("months[1].heating", YES),
        ("months[2].heating", NO),
    ];
    assert_eq!(decide(&program, &facts, "r"), Some(number("100")));
}

#[test]
fn all_any_and_count_ask_of_each_item() {
    let facts = [
        ("months", number("2")),
        ("months[1].valley", number("100")),
        ("months[2].valley", number("50")),
    ];
    let decided = |expr: &str| decide(&with(expr), &facts, "r");
    assert_eq!(
        decided("all(m.valley >= 50 kWh for m in months)"),
        Some(YES)
    );
    assert_eq!(decided("all(m.valley > 50 kWh for m in months)"), Some(NO));
    assert_eq!(decided("any(m.valley > 50 kWh for m in months)"), Some(YES));
    assert_eq!(decided("any(m.valley > 100 kWh for m in months)"), Some(NO));
    assert_eq!(
        decided("count(m.valley > 50 kWh for m in months)"),
        Some(number("1"))
    );
    assert_eq!(decided("count(yes for m in months)"), Some(number("2")));
}

#[test]
fn one_item_decides_before_the_others_are_known() {
    let program = with("any(m.heating for m in months)");
    let facts = [("months", number("3")), ("months[2].heating", YES)];
    assert_eq!(decide(&program, &facts, "r"), Some(YES));
    let all = with("all(m.heating for m in months)");
    let facts = [("months", number("3")), ("months[3].heating", NO)];
    assert_eq!(decide(&all, &facts, "r"), Some(NO));
    assert_eq!(decide(&all, &[], "r"), None);
}

#[test]
fn the_smallest_of_nothing_is_what_else_says() {
    let program = with("min(m.valley for m in months else 7 kWh)");
    assert_eq!(
        decide(&program, &[("months", number("0"))], "r"),
        Some(number("7"))
    );
    let facts = [
        ("months", number("2")),
        ("months[1].valley", number("100")),
        ("months[2].valley", number("50")),
    ];
    assert_eq!(decide(&program, &facts, "r"), Some(number("50")));
    assert_eq!(range(&program), ("0".into(), "10000".into()));
}

#[test]
fn items_below_the_least_length_surely_count() {
    let program = with("round(sum(x for x in rooms) / count(yes for x in rooms), down, 1 m²)");
    let facts = [
        ("rooms", number("3")),
        ("rooms[1]", number("10")),
        ("rooms[2]", number("20")),
        ("rooms[3]", number("31")),
    ];
    assert_eq!(decide(&program, &facts, "r"), Some(number("20")));
    assert_eq!(
        range(&with("sum(x for x in rooms)")),
        ("2".into(), "400".into())
    );
    assert_eq!(
        range(&with("count(yes for x in rooms)")),
        ("2".into(), "4".into())
    );
    let largest = with("max(x for x in rooms)");
    assert_eq!(decide(&largest, &facts, "r"), Some(number("31")));
    assert_eq!(range(&largest), ("1".into(), "100".into()));
}

#[test]
fn one_list_may_be_looked_through_for_every_item_of_another() {
    let program = with("count(any(n.valley > m.valley for n in months) for m in months)");
    let facts = [
        ("months", number("3")),
        ("months[1].valley", number("1")),
        ("months[2].valley", number("5")),
        ("months[3].valley", number("5")),
    ];
    assert_eq!(decide(&program, &facts, "r"), Some(number("1")));
}

#[test]
fn a_rule_may_be_used_in_the_body() {
    let program = program(&format!(
        "{MONTHS}rule least : kWh \"下限\" = sum(x for x in rooms) * 1 kWh/m²\noutcome rule r \"果\" = count(m.valley > least and m.heating for m in months)\n"
    ));
    let facts = [
        ("months", number("1")),
        ("months[1].valley", number("100")),
        ("months[1].heating", YES),
        ("rooms", number("2")),
        ("rooms[1]", number("20")),
        ("rooms[2]", number("30")),
    ];
    assert_eq!(decide(&program, &facts, "r"), Some(number("1")));
}

#[test]
fn the_length_is_asked_first_and_then_only_the_items_that_are_there() {
    let program = program(&format!(
        "{MONTHS}outcome rule r \"果\" = sum(m.valley for m in months where m.heating)\noutcome rule s \"果\" = any(x > 50 m² for x in rooms)\n"
    ));
    let asked = |facts: &[(&str, Value)]| -> Vec<String> {
        let case = case(&program, facts);
        needs(&program, &case, &program.outcomes)
            .iter()
            .map(|id| program.facts[id.0].name.clone())
            .collect()
    };
    assert_eq!(asked(&[]), ["months", "rooms"]);
    let facts = [
        ("months", number("2")),
        ("months[1].heating", NO),
        ("rooms", number("2")),
        ("rooms[2]", number("60")),
    ];
    assert_eq!(asked(&facts), ["months[2].valley", "months[2].heating"]);
}

#[test]
fn a_mistake_in_the_body_is_said_once() {
    let checked = checked(&format!(
        "{MONTHS}outcome rule r \"果\" = any(m.valley > 3 m² for m in months)\n"
    ));
    assert_eq!(checked.diagnostics.len(), 1, "{:#?}", checked.diagnostics);
    let idle = format!(
        "{MONTHS}outcome rule r \"果\" = any(m.valley >= 0 kWh and m.heating for m in months) and any(x > 2 m² for x in rooms)\n"
    );
    let idle = common::checked(&idle);
    assert_eq!(idle.diagnostics.len(), 1, "{:#?}", idle.diagnostics);
}

#[test]
fn what_has_no_meaning_is_refused() {
    assert_eq!(
        found("max(m.valley for m in months)"),
        (
            "aggregate/else: there may be no item, and `max` of nothing has no value".into(),
            "say what it is then: `max(… else VALUE)`".into()
        )
    );
    assert_eq!(
        found("max(x for x in rooms else 3 m²)").0,
        "aggregate/else: there is always an item, so this `max` never needs its `else`"
    );
    assert_eq!(
        found("sum(rooms.valley for rooms in months)").0,
        "name/shadow: `rooms` is the name of something else already"
    );
    assert_eq!(
        found("any(any(m.heating for m in months) for m in months)").0,
        "name/shadow: `m` is the name of something else already"
    );
    assert_eq!(found("sum(x for x in 3)").0, "list/not: this is not a list");
    assert_eq!(
        found("sum(m for m in months)").0,
        "record/value: `m` is a record, and a rule looks at its fields"
    );
    assert_eq!(
        found("sum(m.heating for m in months)").0,
        "type/number: `m.heating` is yes or no and cannot be added"
    );
}

#[test]
fn a_sum_that_does_not_fit_shows_the_values() {
    let block = "fact large : list 0..3 of energy 0..4000000000000000000 kWh \"电量\"\n  ask \"几项？\"\noutcome rule r \"果\" = sum(x for x in large)\n";
    let checked = checked(block);
    let first = checked.diagnostics.first().unwrap();
    assert_eq!(first.code, "number/overflow");
    assert!(
        first.message.contains("12000000000000000000"),
        "{}",
        first.message
    );
}

#[test]
fn an_aggregate_that_grows_out_of_bounds_is_refused() {
    let block = "fact a : list 0..300 of energy 0..40 kWh \"甲\"\n  ask \"几项？\"\nfact b : list 0..300 of energy 0..40 kWh \"乙\"\n  ask \"几项？\"\noutcome rule r \"果\" = any(any(x > y for x in a) for y in b)\n";
    let checked = checked(block);
    let first = checked.diagnostics.first().unwrap();
    assert_eq!(first.code, "aggregate/size");
}

#[test]
fn an_aggregate_is_put_into_words_with_its_filter() {
    let program = with("max(m.valley for m in months where m.heating else 7 kWh)");
    let known = program
        .definitions
        .iter()
        .find(|known| known.name == "r")
        .unwrap();
    let nuanze_program::DefinitionKind::Rule(rule) = &known.kind else {
        panic!("{known:?}")
    };
    let said = |language| program.words(language).expr(rule);
    assert_eq!(
        said(nuanze_program::Language::Source),
        "max(m.valley for m in months where m.heating else 7 kWh)"
    );
    assert_eq!(
        said(nuanze_program::Language::Chinese),
        "各月用电中采暖月的各项谷段用电的最大值（没有时为7 kWh）"
    );
    assert_eq!(
        said(nuanze_program::Language::English),
        "largest Off-peak use of Use by month where Heating month (7 kWh if none)"
    );
}

#[test]
fn a_condition_on_items_that_has_one_answer_is_reported_once() {
    for (rule, message) in [
        (
            "all(m.valley < 3 kWh or m.valley > 2 kWh for m in months)",
            "one of these conditions of `谷段用电` always holds in the cases that come here: `m.valley < 3 kWh`, `m.valley > 2 kWh`",
        ),
        (
            "sum(m.valley for m in months where m.valley < 3 kWh and m.valley > 4 kWh)",
            "these conditions of `谷段用电` can never hold together in the cases that come here: `m.valley < 3 kWh`, `m.valley > 4 kWh`",
        ),
        (
            "count(m.valley > 3 kWh for m in months where m.valley > 4 kWh)",
            "`m.valley > 3 kWh` can never fail in the cases that come here",
        ),
        (
            "max(if m.heating then m.valley else 2 kWh for m in months where not m.heating else 0 kWh)",
            "`m.heating` can never hold in the cases that come here",
        ),
        (
            "any(m.valley > 10001 kWh for m in months)",
            "`m.valley > 10001 kWh` can never hold: `谷段用电` is 0 kWh to 10,000 kWh",
        ),
    ] {
        let used = "outcome rule all_used \"全部\" = any(m.heating and m.valley > 1 kWh for m in months) or any(x > 2 m² for x in rooms)\n";
        let checked = checked(&format!("{MONTHS}outcome rule r \"果\" = {rule}\n{used}"));
        let [first] = checked.diagnostics.as_slice() else {
            panic!("{rule}: {:#?}", checked.diagnostics)
        };
        assert_eq!(
            (first.code, first.message.as_str()),
            ("condition/idle", message)
        );
    }
}

#[test]
fn an_item_beside_the_items_of_its_own_list_is_looked_at_as_a_whole() {
    // No month has more than itself, but more than another.
    with("any(any(n.valley > m.valley for n in months) for m in months)");
}
