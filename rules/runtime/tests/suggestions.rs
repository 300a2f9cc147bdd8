//! What would change an outcome: the fewest facts, altered as little as possible, and only those that can be altered.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

mod support;

use std::cell::RefCell;
use std::collections::BTreeMap;

use nuanze_runtime::{Policy, Value};
use proptest::prelude::*;
use serde_json::{Map, Value as Json, json};
use support::{award, object, policy};

fn suggest(policy: &mut Policy, facts: Json, outcome: &str) -> Json {
    let suggestions = policy
        .suggest(&object(facts), &BTreeMap::new(), outcome)
        .unwrap();
    serde_json::to_value(suggestions).unwrap()
}

/// Each suggestion in a line: what would change, and what that gives.
fn lines(suggestions: &Json) -> Vec<String> {
    let line = |suggestion: &Json| {
        let changes: Vec<String> = suggestion["changes"]
            .as_array()
            .unwrap()
            .iter()
            .map(|change| format!("{} {}", change["fact"].as_str().unwrap(), change["to"]))
            .collect();
        format!("{} -> {}", changes.join(", "), suggestion["gives"]).replace('"', "")
    };
    suggestions.as_array().unwrap().iter().map(line).collect()
}

/// Facts for every way in which a house can fall short.
fn village_house() -> Policy {
    policy(
        r#"
fact insulated : bool "保温好"
  ask "保温好吗？"
  changeable
fact coal_gone : bool "煤清了"
  ask "煤清了吗？"
  changeable
fact legal : bool "合法"
  ask "合法吗？"
fact area : area 0..500 m² step 0.01 "面积"
  ask "面积多大？"
  changeable
fact shade : bool "有遮挡"
  ask "有遮挡吗？"
  changeable
reading strict "严不严？"
  lenient "不严" default
  severe "严"
  decided by "区里"
outcome require eligible "条件"
  insulated insulated "保温好"
  coal coal_gone "煤清了"
  legal legal or strict = severe "合法"
outcome table award : CNY "奖补"
  when eligible else 0 CNY
  | area             | award     |
  | >= 80 m²         | 12000 CNY |
  | 45 m² ..< 80 m²  |  6000 CNY |
  | < 45 m²          |  3000 CNY |
advise tidy "整洁"
  open not shade "没有遮挡"
"#,
    )
}

#[test]
fn the_smallest_change_says_what_it_is_and_what_it_gives() {
    let facts = json!({
        "device": "water_pump", "heated_area": "44.2", "purchased": "2022-11-01", "meter_ok": true,
    });
    assert_eq!(
        suggest(&mut award(), facts, "award"),
        json!([{
            "outcome": "award",
            "changes": [{"fact": "heated_area", "from": "44.2", "to": "45", "by": "0.8", "unit": "m²"}],
            "now": "3000", "gives": "12000", "more": "9000", "unit": "CNY",
        }])
    );
    let late = json!({"purchased": "2023-05-01", "meter_ok": true});
    assert_eq!(
        suggest(&mut award(), late, "eligible"),
        json!([{
            "outcome": "eligible",
            "changes": [{"fact": "purchased", "from": "2023-05-01", "to": "2023-03-31", "by": "-31"}],
            "now": false, "gives": true,
        }])
    );
}

#[test]
fn a_larger_change_is_told_where_it_gives_more() {
    let facts = json!({"insulated": true, "coal_gone": true, "legal": true, "area": "30"});
    assert_eq!(
        lines(&suggest(&mut village_house(), facts, "award")),
        ["area 45 -> 6000", "area 80 -> 12000"]
    );
}

#[test]
fn where_one_fact_is_not_enough_two_are_altered_together() {
    let facts = json!({"insulated": false, "coal_gone": false, "legal": true, "area": "90"});
    assert_eq!(
        lines(&suggest(&mut village_house(), facts, "award")),
        ["insulated true, coal_gone true -> 12000"]
    );
}

#[test]
fn what_works_alone_is_not_told_again_with_more() {
    let facts = json!({"insulated": false, "coal_gone": true, "legal": true, "area": "44"});
    assert_eq!(
        lines(&suggest(&mut village_house(), facts, "award")),
        ["insulated true -> 3000"]
    );
}

#[test]
fn what_cannot_be_altered_and_readings_are_left_alone() {
    let facts = json!({"insulated": true, "coal_gone": true, "legal": false, "area": "90"});
    assert_eq!(suggest(&mut village_house(), facts, "award"), json!([]));
}

#[test]
fn nothing_is_suggested_for_what_is_best_or_open() {
    let best = json!({"insulated": true, "coal_gone": true, "legal": true, "area": "80"});
    assert_eq!(suggest(&mut village_house(), best, "award"), json!([]));
    let open = json!({"insulated": true, "coal_gone": true, "legal": true});
    assert_eq!(suggest(&mut village_house(), open, "award"), json!([]));
}

fn maybe_bool() -> impl Strategy<Value = Json> {
    prop_oneof![Just(json!(true)), Just(json!(false)), Just(Json::Null)]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whoever does what a suggestion says gets what it promises, and no part of it does alone.
    #[test]
    fn suggestions_are_true_and_minimal(
        insulated in maybe_bool(), coal_gone in maybe_bool(), legal in maybe_bool(), area in 0..12_000_i64,
    ) {
        let facts = object(json!({
            "insulated": insulated, "coal_gone": coal_gone, "legal": legal,
            "area": format!("{}.{:02}", area / 100, area % 100),
        }));
        HOUSE.with_borrow_mut(|policy| is_true_and_minimal(policy, &facts))?;
    }
}

thread_local! {
    static HOUSE: RefCell<Policy> = RefCell::new(village_house());
}

fn is_true_and_minimal(
    policy: &mut Policy,
    facts: &Map<String, Json>,
) -> Result<(), TestCaseError> {
    let none = BTreeMap::new();
    for outcome in ["eligible", "award"] {
        let value = |policy: &mut Policy, facts: &Map<String, Json>| {
            let decision = policy.decide(facts, &none).unwrap();
            serde_json::to_value(decision.outcomes.get(outcome).unwrap()).unwrap()["value"].clone()
        };
        for suggestion in policy.suggest(facts, &none, outcome).unwrap() {
            let told = serde_json::to_value(&suggestion).unwrap();
            let mut changed = facts.clone();
            for change in &suggestion.changes {
                prop_assert_ne!(&change.from, &change.to);
                changed.insert(
                    change.fact.clone(),
                    serde_json::to_value(&change.to).unwrap(),
                );
            }
            prop_assert_eq!(&value(policy, &changed), &told["gives"]);
            if let (Value::Text(gives), Value::Text(now)) = (&suggestion.gives, &suggestion.now) {
                prop_assert!(gives.parse::<i64>().unwrap() > now.parse::<i64>().unwrap());
            }
            for change in suggestion
                .changes
                .iter()
                .filter(|_| suggestion.changes.len() > 1)
            {
                let mut without = changed.clone();
                without.insert(change.fact.clone(), facts[&change.fact].clone());
                prop_assert_eq!(&value(policy, &without), &told["now"]);
            }
        }
    }
    Ok(())
}
