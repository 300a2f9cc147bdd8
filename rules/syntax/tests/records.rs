//! Records, lists, parameters, statements and the rules of other documents.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod shown;

use nuanze_syntax::ast::{Expectation, ItemKind, Place};
use shown::{assignment, expr, item, unit};

fn places(shown: &[Place]) -> Vec<String> {
    shown.iter().map(ToString::to_string).collect()
}

#[test]
fn a_record_has_fields_like_facts() {
    let ItemKind::Record(month) = item(
        "record Month \"月\" / \"Month\"
  valley : energy 0..5000 kWh step 0.01 \"谷电量\" / \"Off-peak energy\"
    ask \"多少？\"
    proof bill
    changeable
  hint   : bool \"提示\"
    hint \"看电费单\"",
    ) else {
        panic!()
    };
    assert_eq!(month.name.node, "Month");
    let fields: Vec<_> = month
        .fields
        .iter()
        .map(|field| field.name.node.as_str())
        .collect();
    assert_eq!(fields, ["valley", "hint"]);
    assert_eq!(month.fields[0].ask.as_ref().unwrap().zh, "多少？");
    assert!(month.fields[0].changeable && !month.fields[1].changeable);
    assert_eq!(month.fields[0].proof[0][0].node, "bill");
    assert_eq!(month.fields[1].hint.as_ref().unwrap().zh, "看电费单");
}

#[test]
fn a_list_says_how_many_items_and_of_what() {
    let list = |written: &str| match item(&format!("fact a : {written} \"甲\"\n  ask \"甲？\""))
    {
        ItemKind::Fact(fact) => {
            let (from, to) = fact.ty.range.unwrap();
            let element = fact.ty.element.unwrap();
            let range = element
                .range
                .map(|(from, to)| format!("{}..{}", expr(&from), expr(&to)));
            (
                fact.ty.name.node,
                expr(&from),
                expr(&to),
                element.name.node,
                range,
                element.unit,
            )
        }
        other => panic!("not a fact: {other:?}"),
    };
    let (name, from, to, element, range, _) = list("list 0..12 of Month");
    assert_eq!(
        (&*name, &*from, &*to, &*element, range),
        ("list", "0", "12", "Month", None)
    );
    let (_, _, _, element, range, of) = list("list 1..3 of energy 0..50 kWh step 0.5");
    assert_eq!((&*element, range.as_deref()), ("energy", Some("0..50")));
    assert_eq!(unit(&of.unwrap()), "kWh+1");
    let (_, _, _, element, _, _) = list("list 1..3 of gb.Unit");
    assert_eq!(element, "gb.Unit", "a type of a document that is used");
    let (_, _, _, element, _, of) = list("list 1..3 of CNY/kWh 0..5");
    assert_eq!(element, "CNY/kWh");
    assert_eq!(unit(&of.unwrap()), "CNY+1 kWh-1");
}

#[test]
fn times_are_types_with_and_without_a_range() {
    let ItemKind::Fact(at) = item("fact at : time \"时刻\"\n  ask \"几点？\"") else {
        panic!()
    };
    assert_eq!((at.ty.name.node.as_str(), at.ty.range), ("time", None));
    let ItemKind::Fact(called) = item(
        "fact called : datetime 2025-01-01T00:00..2029-12-31T23:59 \"来电时间\"\n  ask \"何时？\"",
    ) else {
        panic!()
    };
    let (from, to) = called.ty.range.unwrap();
    assert_eq!(
        (expr(&from), expr(&to)),
        ("2025/1/1 0:0".into(), "2029/12/31 23:59".into())
    );
}

#[test]
fn a_parameter_changes_by_date() {
    let ItemKind::Parameter(price) = item(
        "parameter valley_price : price CNY/kWh \"低谷电价\" / \"Off-peak price\"
  0.30 CNY/kWh from 2022-11-01
  0.28 CNY/kWh from 2024-11-01",
    ) else {
        panic!()
    };
    assert_eq!(price.name.node, "valley_price");
    assert_eq!(unit(price.ty.unit.as_ref().unwrap()), "CNY+1 kWh-1");
    let entries: Vec<_> = price
        .entries
        .iter()
        .map(|entry| (expr(&entry.value), expr(&entry.from)))
        .collect();
    assert_eq!(entries[1], ("0.28[CNY+1 kWh-1]".into(), "2024/11/1".into()));
    let ItemKind::Parameter(count) = item("parameter n : count \"个数\"\n  3 from 2022-11-01")
    else {
        panic!()
    };
    assert_eq!(expr(&count.entries[0].value), "3");
}

#[test]
fn another_document_is_used_under_a_name() {
    let ItemKind::Use(gb) = item(
        "use gb-37480-2019-02-30 as gb\n  given unit = unit, test_day = purchased + 1 d\n  given x = yes",
    ) else {
        panic!()
    };
    assert_eq!(
        (gb.document.node.as_str(), gb.alias.node.as_str()),
        ("gb-37480-2019-02-30", "gb")
    );
    let given: Vec<_> = gb.given.iter().map(assignment).collect();
    assert_eq!(
        given,
        ["unit=unit", "test_day=(Add purchased 1[d+1])", "x=true"]
    );
}

#[test]
fn a_duty_has_conditions_and_statements() {
    let ItemKind::Require(wiring) = item(
        "duty wiring \"线路\"
  guard  leakage_guard  \"装漏电保护器\"
  state \"出现故障要及时修\" / \"Mend faults soon\" if in_season and cold
  state \"电话要有人接\"
  state  state = guard  \"叫这个名字的条件\"",
    ) else {
        panic!()
    };
    let conditions: Vec<_> = wiring
        .conditions
        .iter()
        .map(|one| one.name.node.as_str())
        .collect();
    assert_eq!(conditions, ["guard", "state"]);
    assert_eq!(
        wiring.statements[0].words.en.as_deref(),
        Some("Mend faults soon")
    );
    assert_eq!(
        expr(wiring.statements[0].condition.as_ref().unwrap()),
        "(And in_season cold)"
    );
    assert_eq!(wiring.statements[1].condition, None);
}

#[test]
fn an_example_gives_lists_records_and_parts_of_them() {
    let ItemKind::Example(example) = item(
        "example \"读数\"
  given months = [{valley = 100 kWh, peak = 20 kWh},
                  {valley = 50.5 kWh, peak = unknown}], unit.cop_25 = 1.4
  given called = 2025-12-01T20:00, at = 20:00, none = [], months[2].peak = 3 kWh
  then gb.grade_1, not gb.award.meter
  then needs unit.cop_25, months[2].valley, months",
    ) else {
        panic!()
    };
    let given: Vec<_> = example.given.iter().map(assignment).collect();
    assert_eq!(
        given,
        [
            "months=[{valley=100[kWh+1] peak=20[kWh+1]} {valley=50.5[kWh+1] peak=unknown}]",
            "unit.cop_25=1.4",
            "called=2025/12/1 20:0",
            "at=20:0",
            "none=[]",
            "months[2].peak=3[kWh+1]",
        ]
    );
    let [
        Expectation::Value { name, .. },
        Expectation::Value { name: not, value },
        Expectation::Needs(needs),
    ] = &example.then[..]
    else {
        panic!()
    };
    assert_eq!(
        (name.head.node.as_str(), name.tail[0].node.as_str()),
        ("gb", "grade_1")
    );
    assert_eq!(
        (not.tail[1].node.as_str(), expr(value)),
        ("meter", "false".to_owned())
    );
    assert_eq!(places(needs), ["unit.cop_25", "months[2].valley", "months"]);
}
