//! What is still open: the range it can fall in, what would settle it, what to ask next, and how readings combine.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

mod support;

use std::cell::RefCell;
use std::collections::BTreeMap;

use nuanze_runtime::{Decision, Policy};
use proptest::prelude::*;
use serde_json::{Value as Json, json};
use support::{decide, object, policy};

fn outcome(decision: &Decision, name: &str) -> Json {
    serde_json::to_value(decision.outcomes.get(name).unwrap()).unwrap()
}

/// Electricity by day and by night, with a bonus that depends on both.
fn power() -> Policy {
    policy(
        r#"
fact night : energy 0..20000 kWh step 0.1 "夜间用电"
  ask "夜里用多少？"
fact people : count 1..10 "人口"
  ask "几口人？"
fact poor : bool "困难户"
  ask "是困难户吗？"
outcome rule subsidy : CNY "补贴" =
  round(min(night, 10000 kWh) * 0.2 CNY/kWh, half_up, 0.01 CNY) + (if poor then 300 CNY else 0 CNY)
outcome rule each : CNY "每人" = round((min(night, 10000 kWh) * 0.2 CNY/kWh) / people, down, 1 CNY)
outcome rule unlike : CNY "折腾" =
  round(max(night, 5000 kWh) * 0.2 CNY/kWh, down, 1 CNY) - round(min(night, 5000 kWh) * 0.2 CNY/kWh, down, 1 CNY)
"#,
    )
}

#[test]
fn a_range_is_exact_where_all_kinds_of_answer_can_be_tried() {
    let decision = decide(&mut power(), json!({"poor": true}));
    let subsidy = outcome(&decision, "subsidy");
    assert_eq!(
        [&subsidy["min"], &subsidy["max"], &subsidy["exact"]],
        [&json!("300"), &json!("2300"), &json!(true)]
    );
    let each = outcome(&decision, "each");
    assert_eq!(
        [&each["min"], &each["max"], &each["exact"]],
        [&json!("0"), &json!("2000"), &json!(true)]
    );
}

#[test]
fn a_range_that_rises_and_falls_with_a_fact_is_proved_but_not_exact() {
    let unlike = outcome(&decide(&mut power(), json!({})), "unlike");
    assert_eq!(
        [&unlike["min"], &unlike["max"], &unlike["exact"]],
        [&json!("0"), &json!("4000"), &Json::Null]
    );
}

#[test]
fn conditions_that_hang_together_narrow_the_range() {
    let mut policy = policy(
        r#"
fact area : area 0..500 m² "面积"
  ask "面积多大？"
rule small "小" = area < 45 m²
outcome rule award : CNY "奖补" = (if small then 1000 CNY else 0 CNY) + (if area >= 45 m² then 2000 CNY else 0 CNY)
"#,
    );
    let award = outcome(&decide(&mut policy, json!({})), "award");
    assert_eq!(
        [&award["min"], &award["max"], &award["exact"]],
        [&json!("1000"), &json!("2000"), &json!(true)]
    );
}

#[test]
fn the_question_that_settles_it_alone_is_named() {
    let decision = decide(&mut power(), json!({"night": "100"}));
    assert_eq!(outcome(&decision, "subsidy")["settled_by"], json!(["poor"]));
    let open = decide(&mut power(), json!({}));
    assert_eq!(outcome(&open, "subsidy")["settled_by"], Json::Null);
}

/// How many live there settles little; the year settles the award in three cases of four.
fn years() -> Policy {
    policy(
        r#"
enum Year "年份"
  first "第一年"
  second "第二年"
  third "第三年"
  later "以后"
fact heads : count 1..5 "人口"
  ask "几口人？"
fact year : Year "年份"
  ask "哪一年？"
fact legal : bool "合法"
  ask "合法吗？"
outcome table award : CNY "奖补"
  | year   | legal | heads | award    |
  | first  | *     | *     | 3000 CNY |
  | second | *     | *     | 2000 CNY |
  | third  | *     | *     | 1000 CNY |
  | later  | yes   | >= 3  |  500 CNY |
  | later  | yes   | < 3   |    0 CNY |
  | later  | no    | *     |    0 CNY |
"#,
    )
}

#[test]
fn a_question_that_settles_clearly_more_is_asked_before_its_turn() {
    let first = decide(&mut years(), json!({}));
    assert_eq!(first.needs, ["heads", "year", "legal"]);
    assert_eq!(first.next.as_deref(), Some("year"));
    // One of two answers is not clearly more: the order of the document stays.
    let second = decide(&mut years(), json!({"year": "later"}));
    assert_eq!(second.next.as_deref(), Some("heads"));
}

#[test]
fn what_nobody_knows_is_not_asked() {
    let decision = decide(&mut years(), json!({"year": null, "heads": null}));
    assert_eq!(decision.needs, ["heads", "year", "legal"]);
    assert_eq!(decision.next.as_deref(), Some("legal"));
    let all = json!({"year": null, "heads": null, "legal": null});
    assert_eq!(decide(&mut years(), all).next, None);
}

/// Two doubts that bear on each other, and one that does not.
fn doubts() -> Policy {
    policy(
        r#"
fact area : area 0..500 m² "面积"
  ask "面积多大？"
reading yard "院子算不算？"
  without "不算" default
  counted "算"
  decided by "区里"
reading attic "阁楼算不算？"
  without "不算" default
  counted "算"
  decided by "区里"
reading bonus "加不加？"
  none "不加" default
  extra "加"
  decided by "区里"
outcome rule award : CNY "奖补" =
  (if yard = counted and attic = counted then 900 CNY else 100 CNY) + (if bonus = extra and area > 10 m² then 50 CNY else 0 CNY)
"#,
    )
}

#[test]
fn two_readings_are_combined_only_where_they_bear_on_each_other() {
    let decision = decide(&mut doubts(), json!({"area": "5"}));
    assert_eq!(decision.readings, [], "none matters alone");
    assert_eq!(
        serde_json::to_value(&decision.together).unwrap(),
        json!([{
            "readings": {"yard": "counted", "attic": "counted"},
            "outcomes": {"award": {"status": "known", "value": "900", "unit": "CNY", "clause": "rules"}},
        }])
    );
}

#[test]
fn readings_that_add_up_are_not_combined() {
    let chosen = BTreeMap::from([("attic".to_owned(), "counted".to_owned())]);
    let decision = doubts()
        .decide(&object(json!({"area": "5"})), &chosen)
        .unwrap();
    let together = serde_json::to_value(&decision.together).unwrap();
    assert_eq!(together, json!([]));
    assert_eq!(decision.readings.len(), 1);
}

thread_local! {
    static POWER: RefCell<Policy> = RefCell::new(power());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// No answer leads out of a range, and both ends of an exact one are led to.
    #[test]
    fn every_answer_stays_inside_the_range(night in 0..200_000_i64, people in 1..10_i64, poor in any::<bool>()) {
        let facts = json!({"night": format!("{}.{}", night / 10, night % 10), "people": people, "poor": poor});
        let [open, closed] = POWER.with_borrow_mut(|policy| [json!({}), facts].map(|facts| decide(policy, facts)));
        for name in ["subsidy", "each", "unlike"] {
            let number = |json: &Json| json.as_str().unwrap().parse::<f64>().unwrap();
            let (range, value) = (outcome(&open, name), outcome(&closed, name));
            let value = number(&value["value"]);
            prop_assert!(number(&range["min"]) <= value && value <= number(&range["max"]), "{}: {} in {}", name, value, range);
        }
    }
}
