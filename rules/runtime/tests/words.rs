//! The sentences that people read.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

mod support;

use std::collections::BTreeMap;

use nuanze_runtime::Policy;
use nuanze_runtime::words::{Lang, Words};
use serde_json::{Value as Json, json};
use support::{award, decide, object};

fn index(policy: &Policy, name: &str) -> usize {
    policy
        .manifest()
        .nodes
        .iter()
        .position(|node| node.name.as_deref() == Some(name))
        .unwrap()
}

/// Both languages.
fn both(policy: &Policy, tell: impl Fn(Words) -> String) -> [String; 2] {
    [Lang::Zh, Lang::En].map(|lang| tell(Words::new(policy.manifest(), lang)))
}

fn house() -> Json {
    json!({
        "device": "water_pump", "heated_area": "44.2", "purchased": "2023-04-03", "meter_ok": true,
        "annex_met": false, "night_use": "1234.5", "is_head": true,
    })
}

#[test]
fn conditions_and_rows_are_sentences() {
    let policy = award();
    for (node, zh, en) in [
        (
            "eligible.in_time",
            "选购日期不晚于 2023年3月31日",
            "date of purchase is on or before 31 March 2023",
        ),
        (
            "eligible",
            "装了峰谷电表，并且3月31日前买的",
            "there is a time-of-use meter and bought by 31 March",
        ),
        (
            "award[1]",
            "设备是热水机，取暖面积不小于 45 平方米",
            "device is air-to-water heat pump and heated area is at least 45 m²",
        ),
        (
            "award[2]",
            "设备是热水机，取暖面积小于 45 平方米",
            "device is air-to-water heat pump and heated area is less than 45 m²",
        ),
        (
            "award[3]",
            "设备不是热水机",
            "device is not air-to-water heat pump",
        ),
        (
            "shut_out",
            "“热水机要先达到附件1吗？”是“要”，并且设备是热水机，并且“达到附件1的要求”不成立",
            "“Must a heat pump meet annex 1?” is “Yes” and device is air-to-water heat pump and “annex 1 is met” does not hold",
        ),
        (
            "award",
            "满足“领奖补的条件”，并且“达不到附件1”不成立时按下表，否则是 0 元",
            "by the table below if “Conditions for the award” is met and “annex 1 is not met” does not hold, otherwise CNY 0",
        ),
        (
            "night_subsidy",
            "（夜间用电和 10,000 千瓦时中较小的一个） × 0.2 元/千瓦时（四舍五入到 0.01 元）",
            "(the smaller of night-time use and 10,000 kWh) × CNY 0.2 per kWh, rounded to the nearest CNY 0.01",
        ),
    ] {
        assert_eq!(
            both(&policy, |words| words.sentence(index(&policy, node))),
            [zh, en],
            "{node}"
        );
    }
    assert_eq!(
        both(&policy, |words| words.row(index(&policy, "award[1]"))),
        [
            "设备是热水机，取暖面积不小于 45 平方米：12,000 元",
            "device is air-to-water heat pump and heated area is at least 45 m²: CNY 12,000"
        ]
    );
}

#[test]
fn a_failed_condition_says_by_how_much() {
    let mut policy = award();
    let decision = decide(&mut policy, house());
    let step = |name: &str| {
        decision
            .trace
            .iter()
            .find(|step| step.node == name)
            .unwrap()
    };
    assert_eq!(
        both(&policy, |words| words.step(step("eligible.in_time"))),
        [
            "3月31日前买的：选购日期是 2023年4月3日，晚了 3 天",
            "Bought by 31 March: date of purchase is 3 April 2023, 3 days late"
        ]
    );
    assert_eq!(
        both(&policy, |words| words.step(step("award[1]"))),
        [
            "设备是热水机，取暖面积不小于 45 平方米：取暖面积是 44.2 平方米，差 0.8 平方米",
            "device is air-to-water heat pump and heated area is at least 45 m²: heated area is 44.2 m², 0.8 m² short"
        ]
    );
}

#[test]
fn outcomes_are_sentences() {
    let mut policy = award();
    let decision = decide(&mut policy, house());
    assert_eq!(
        both(&policy, |words| words
            .outcome("award", decision.outcomes.get("award").unwrap())),
        [
            "奖补：0 元，因为这些条件没有满足：3月31日前买的",
            "Award: CNY 0, because this is not met: Bought by 31 March"
        ]
    );
    let open = decide(
        &mut policy,
        json!({"device": "water_pump", "meter_ok": true}),
    );
    assert_eq!(
        both(&policy, |words| words
            .outcome("award", open.outcomes.get("award").unwrap())),
        [
            "奖补还不能确定：最少 0 元，最多 12,000 元，还要知道取暖面积和选购日期",
            "Award is still open: at least CNY 0, at most CNY 12,000; still needed: heated area and date of purchase"
        ]
    );
}

#[test]
fn readings_say_what_each_would_give() {
    let mut policy = award();
    let mut facts = house();
    facts["purchased"] = json!("2022-11-01");
    let decision = decide(&mut policy, facts);
    assert_eq!(
        Words::new(policy.manifest(), Lang::Zh).reading(&decision.readings[0]),
        [
            "按“不要”理解（现在这样算），奖补：3,000 元",
            "按“要”理解，奖补：0 元",
            "怎么理解由区农业农村局决定"
        ]
    );
    assert_eq!(
        Words::new(policy.manifest(), Lang::En).reading(&decision.readings[0])[2],
        "Which one holds is decided by the district"
    );
}

#[test]
fn suggestions_are_sentences() {
    let mut policy = award();
    let mut facts = house();
    facts["purchased"] = json!("2022-11-01");
    let suggestions = policy
        .suggest(&object(facts), &BTreeMap::new(), "award")
        .unwrap();
    assert_eq!(
        both(&policy, |words| words.suggestion(&suggestions[0])),
        [
            "如果取暖面积是 45 平方米（现在是 44.2 平方米，再多 0.8 平方米），奖补就是 12,000 元，比现在多 9,000 元",
            "If heated area were 45 m² (now 44.2 m², 0.8 m² more), award would be CNY 12,000, CNY 9,000 more than now"
        ]
    );
}

#[test]
fn facts_are_shown_as_people_write_them() {
    let policy = award();
    let shown =
        |fact: &str, value: Json| both(&policy, |words| words.fact_value(fact, Some(&value)));
    assert_eq!(
        shown("heated_area", json!("1234.5")),
        ["1,234.5 平方米", "1,234.5 m²"]
    );
    assert_eq!(
        shown("purchased", json!("2022-11-01")),
        ["2022年11月1日", "1 November 2022"]
    );
    assert_eq!(shown("meter_ok", json!(true)), ["是", "yes"]);
    assert_eq!(
        shown("device", json!("air_pump")),
        ["热风机", "Air-to-air heat pump"]
    );
    assert_eq!(shown("device", Json::Null), ["不知道", "not known"]);
}
