//! Records and lists: the single facts that they come apart into, and the names that lead to them.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod common;

use common::{checked, decide, program};
use nuanze_program::{Input, InputKind, Program, Value};

const HOUSE: &str = r#"evidence nameplate "铭牌照片" / "Photo of the nameplate"
evidence meter_photo "电表照片" / "Photo of the meter"
enum Kind "类型" / "Kind"
  air "风冷" / "Air"
  water "水冷" / "Water"
record Fan "风机" / "Fan"
  power : power 0..1000 W "风机功率" / "Fan power"
    ask "风机功率是多少？" / "What is the power of the fan?"
record Unit "热泵" / "Heat pump"
  kind : Kind "热泵类型" / "Kind of pump"
    ask "是哪种热泵？"
  cop_25 : ratio 0..10 step 0.01 "制热性能系数" / "COP"
    ask "性能系数是多少？"
    hint "看铭牌"
    proof nameplate
  fan : Fan "风机" / "Fan"
record Month "月" / "Month"
  valley : energy 0..10000 kWh "谷段用电" / "Off-peak use"
    ask "谷段用了多少？"
    proof meter_photo
  peak : energy 0..10000 kWh "峰段用电" / "Peak use"
    ask "峰段用了多少？"
    assessed by "供电公司"
fact unit : Unit "热泵" / "Heat pump"
  why "看能效"
  proof nameplate or meter_photo
  changeable
fact months : list 1..3 of Month "各月用电" / "Use by month"
  ask "有几个月的数据？" / "How many months?"
fact loads : list 0..2 of energy 0..5000 kWh "负荷" / "Load"
  ask "有几台？"
"#;

const USED: &str = r#"outcome require good "达标"
  kind  unit.kind = water  "水冷"
  cop   unit.cop_25 >= 2.1  "性能"
  fan   unit.fan.power <= 500 W  "风机"
outcome rule total : kWh "总量" = sum(m.valley + m.peak for m in months) + sum(x for x in loads)
"#;

fn house() -> Program {
    program(&format!("{HOUSE}{USED}"))
}

fn names(program: &Program) -> Vec<&str> {
    program
        .facts
        .iter()
        .map(|fact| fact.name.as_str())
        .collect()
}

#[test]
fn every_part_is_a_fact_of_its_own() {
    assert_eq!(
        names(&house()),
        [
            "unit.kind",
            "unit.cop_25",
            "unit.fan.power",
            "months",
            "months[1].valley",
            "months[1].peak",
            "months[2].valley",
            "months[2].peak",
            "months[3].valley",
            "months[3].peak",
            "loads",
            "loads[1]",
            "loads[2]",
        ]
    );
}

#[test]
fn inputs_keep_the_tree() {
    let program = house();
    fn shown(input: &Input) -> String {
        match &input.kind {
            InputKind::Fact(id) => format!("{}={}", input.name, id.0),
            InputKind::Record(fields) => format!(
                "{}{{{}}}",
                input.name,
                fields.iter().map(shown).collect::<Vec<_>>().join(" ")
            ),
            InputKind::List { length, items } => format!(
                "{}#{}[{}]",
                input.name,
                length.0,
                items.iter().map(shown).collect::<Vec<_>>().join(" ")
            ),
        }
    }
    let all: Vec<String> = program.inputs.iter().map(shown).collect();
    assert_eq!(
        all,
        [
            "unit{kind=0 cop_25=1 fan{power=2}}",
            "months#3[{valley=4 peak=5} {valley=6 peak=7} {valley=8 peak=9}]",
            "loads#10[=11 =12]",
        ]
    );
}

#[test]
fn a_part_says_where_it_stands() {
    let program = house();
    let place = |name: &str| {
        let fact = program.facts.iter().find(|fact| fact.name == name).unwrap();
        let place = fact.place.clone().unwrap_or_default();
        (place.zh, place.en, fact.within.clone())
    };
    let months = program.facts.iter().position(|fact| fact.name == "months");
    let months = nuanze_program::FactId(months.unwrap());
    assert_eq!(
        place("unit.fan.power"),
        ("热泵的风机".into(), "Heat pump: Fan".into(), vec![])
    );
    assert_eq!(
        place("months[2].peak"),
        ("第2项".into(), "item 2".into(), vec![(months, 2)])
    );
    assert_eq!(place("months"), (String::new(), String::new(), vec![]));
}

#[test]
fn a_part_is_asked_with_its_own_words_and_inherits_what_is_said_of_the_whole() {
    let program = house();
    let fact = |name: &str| program.facts.iter().find(|fact| fact.name == name).unwrap();
    let cop = fact("unit.cop_25");
    assert_eq!(cop.ask.zh, "性能系数是多少？");
    assert_eq!(cop.hint.as_ref().unwrap().zh, "看铭牌");
    assert_eq!(cop.why.as_ref().unwrap().zh, "看能效");
    assert!(cop.changeable);
    assert_eq!(cop.proof.len(), 1);
    assert_eq!(cop.proof[0].len(), 1);
    let fan = fact("unit.fan.power");
    assert_eq!(fan.proof[0].len(), 2);
    assert!(fan.changeable);
    let peak = fact("months[3].peak");
    assert_eq!(peak.assessed_by.as_ref().unwrap().zh, "供电公司");
    assert!(!peak.changeable);
    assert_eq!(fact("months").ask.en, "How many months?");
    assert_eq!(fact("loads[2]").ask.zh, "负荷？");
}

#[test]
fn a_field_is_used_like_a_fact() {
    let program = house();
    let number = |text: &str| Value::Number(text.parse().unwrap());
    let facts = [
        ("unit.kind", Value::Enum(nuanze_program::EnumId(0), 1)),
        ("unit.cop_25", number("2.1")),
        ("unit.fan.power", number("500")),
    ];
    assert_eq!(decide(&program, &facts, "good"), Some(Value::Bool(true)));
}

fn first_finding(block: &str) -> String {
    let checked = checked(block);
    let mut found = checked.diagnostics.iter();
    let first = found
        .find(|finding| finding.code != "outcome/none")
        .unwrap();
    format!("{}: {}", first.code, first.message)
}

#[test]
fn only_fields_and_items_are_values() {
    let with = |expr: &str| first_finding(&format!("{HOUSE}{USED}rule r \"甲\" = {expr}\n"));
    assert_eq!(
        with("unit = 3"),
        "record/value: `unit` is a record, and a rule looks at its fields"
    );
    assert_eq!(
        with("months > 3"),
        "list/value: `months` is a list, and a rule looks at its items"
    );
    assert_eq!(
        with("unit.cop > 3"),
        "name/unknown: `unit` has no field `cop`"
    );
    assert_eq!(
        with("unit.cop_25.x > 3"),
        "name/path: `unit.cop_25` is a single value and has no parts"
    );
    assert_eq!(
        with("months.valley > 3 kWh"),
        "list/part: `months` is a list, and only its items have parts"
    );
    assert_eq!(
        with("good.kind.x"),
        "name/path: `good.kind` is a single value and has no parts"
    );
}

#[test]
fn what_would_multiply_or_has_no_end_is_refused() {
    let block = r#"record Day "日"
  hours : list 0..24 of energy 0..10 kWh "各时" 
    ask "几时？"
record Week "周"
  day : Day "一日"
fact days : list 0..7 of Week "各日"
  ask "几日？"
"#;
    assert_eq!(
        first_finding(block),
        "list/nested: an item of `days` holds a list of its own, `day.hours`: how much is asked would multiply"
    );
    assert_eq!(
        first_finding("record A \"甲\"\n  b : B \"乙\"\nrecord B \"乙\"\n  a : A \"甲\"\n"),
        "record/cycle: these records are parts of each other: `A` → `B` → `A`"
    );
    assert_eq!(
        first_finding("record A \"甲\"\n  a : A \"甲\"\n"),
        "record/cycle: the record `A` has itself as a part, which has no end"
    );
    let sized = |size: &str| {
        first_finding(&format!(
            "fact loads : list {size} of bool \"负荷\"\n  ask \"几台？\"\n"
        ))
    };
    for size in ["0..0", "3..2", "0..367", "0..1.5"] {
        assert!(
            sized(size).starts_with("list/size"),
            "{size}: {}",
            sized(size)
        );
    }
}

#[test]
fn records_of_records_stay_within_bounds() {
    let mut block = "record R0 \"甲\"\n  a : bool \"子\"\n    ask \"吗？\"\n".to_owned();
    for level in 1..30 {
        let below = level - 1;
        block.push_str(&format!(
            "record R{level} \"甲\"\n  a : R{below} \"子\"\n  b : R{below} \"丑\"\n"
        ));
    }
    block.push_str("fact all : R29 \"全部\"\noutcome rule r \"果\" = all.a.a.a = yes\n");
    assert_eq!(
        first_finding(&block),
        "fact/many: with `all` the document asks for more than 4096 single facts"
    );
}

#[test]
fn a_field_that_no_rule_looks_at_is_reported_once() {
    let used = USED.replace("m.valley + m.peak", "m.valley");
    let checked = checked(&format!("{HOUSE}{used}"));
    let found: Vec<_> = checked
        .diagnostics
        .iter()
        .map(|f| f.message.as_str())
        .collect();
    assert_eq!(
        found,
        ["nothing uses the fact `months.peak` (`峰段用电`), so nobody needs to be asked"]
    );
}

const MONTHS: &str = r#"record Month "月" / "Month"
  valley : energy 0..10000 kWh "谷段用电" / "Off-peak use"
    ask "谷段用了多少？"
  peak : energy 0..10000 kWh "峰段用电" / "Peak use"
    ask "峰段用了多少？"
record House "房屋" / "House"
  rooms : list 1..3 of area 1..100 m² "各室面积" / "Rooms"
    ask "有几间？"
  heated : bool "采暖" / "Heated"
    ask "采暖吗？"
fact months : list 0..3 of Month "各月用电" / "Use by month"
  ask "有几个月的数据？"
fact house : House "房屋" / "House"
outcome rule total : kWh "总量" = sum(m.valley + m.peak for m in months)
outcome rule large : bool "大" = house.heated and sum(r for r in house.rooms) >= 50 m²
"#;

fn example(lines: &str) -> Program {
    program(&format!("{MONTHS}example \"甲\"\n{lines}"))
}

fn refused(lines: &str) -> Vec<String> {
    let checked = checked(&format!("{MONTHS}example \"甲\"\n{lines}"));
    let found = checked.diagnostics.iter();
    found
        .map(|found| format!("{}: {}", found.code, found.message))
        .collect()
}

fn failures(program: &Program) -> Vec<String> {
    nuanze_program::run_examples(program, |case| nuanze_program::evaluate(program, case))
        .into_iter()
        .map(|failure| failure.message)
        .collect()
}

#[test]
fn an_example_gives_lists_and_records_whole_or_in_parts() {
    let program = example(
        r#"  given months = [{valley = 100 kWh, peak = unknown}, {valley = 20 kWh, peak = 30 kWh}]
  given house = {rooms = [20 m², 30 m²], heated = yes}
  then total = unknown, large
  then needs months[1].peak
example "乙" from "甲"
  given months[1].peak = 7 kWh, house.rooms = [40 m²]
  then total = 157 kWh, not large
  then needs nothing
example "丙" from "乙"
  given months = [{valley = 1 kWh}]
  then needs months[1].peak
example "丁" from "乙"
  given months = [], house = unknown
  then total = 0 kWh
  then needs house.rooms, house.heated
example "戊" from "乙"
  given months[2] = {valley = 0 kWh}
  then total = 137 kWh
"#,
    );
    assert_eq!(failures(&program), Vec::<String>::new());
}

#[test]
fn an_example_that_gives_what_cannot_be_is_refused() {
    let one = |lines: &str| {
        let mut found = refused(&format!("{lines}  then total = unknown\n"));
        assert_eq!(found.len(), 1, "{found:#?}");
        found.remove(0)
    };
    assert_eq!(
        one("  given months[4].peak = 1 kWh\n"),
        "example/item: `months` never has more than 3 items"
    );
    assert_eq!(
        one("  given months = [{peak = 1 kWh}], months[2].peak = 1 kWh\n"),
        "example/item: item 2 of `months` is given, but it has only 1"
    );
    assert_eq!(
        one("  given months[2].peak = 1 kWh\n"),
        "example/item: item 2 of `months` is given, but not how many there are"
    );
    assert_eq!(
        one("  given months = [{}, {}, {}, {}]\n"),
        "example/length: `months` has 0 to 3 items, not 4"
    );
    assert_eq!(
        one("  given house.rooms = []\n"),
        "example/length: `house.rooms` has 1 to 3 items, not 0"
    );
    assert_eq!(
        one("  given months = [{vally = 1 kWh}]\n"),
        "name/unknown: `months[1]` has no field `vally`"
    );
    assert_eq!(
        one("  given months = [{peak = 1 kWh, peak = 2 kWh}]\n"),
        "example/twice: `months[1].peak` is given twice"
    );
    assert_eq!(
        one("  given months = 3\n"),
        "example/parts: `months` is a list, which a single value is not"
    );
    assert_eq!(
        one("  given house = yes\n"),
        "example/parts: `house` is a record, which a single value is not"
    );
    assert_eq!(
        one("  given house[1].heated = yes\n"),
        "list/not: `house` is not a list"
    );
    assert_eq!(
        one("  given months = [{peak = 10001 kWh}]\n"),
        "example/range: `months[1].peak` cannot be 10001 kWh: only values from 0 kWh to 10000 kWh can be answered"
    );
    assert_eq!(
        one("  then needs house\n"),
        "record/value: `house` is a record, and only its fields are asked"
    );
}
