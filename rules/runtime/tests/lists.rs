//! Records, lists and times: how they are given, what is asked, what is wrong with them, and how they are told.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

mod support;

use nuanze_runtime::words::{Lang, Words};
use nuanze_runtime::{FactErrorCode, Policy};
use serde_json::{Value as Json, json};
use support::{compile, decide, refuse};

fn tariff() -> Policy {
    nuanze_runtime::wasmtime::load(&compile(include_str!("support/tariff.md"))).unwrap()
}

fn house() -> Json {
    json!({
        "unit": {"cop_25": "2.3"},
        "months": [{"valley": "100.5", "read": true}, {"valley": 50, "read": true}],
        "started": "2025-12-01T20:00",
    })
}

fn outcome(facts: Json, name: &str) -> Json {
    let decision = decide(&mut tariff(), facts);
    serde_json::to_value(decision.outcomes.get(name).unwrap()).unwrap()
}

/// Pointer, message and help of the only error, in English, and its message in Chinese.
fn told(facts: Json) -> [String; 4] {
    let mut errors = refuse(&mut tariff(), facts).errors;
    assert_eq!(errors.len(), 1, "{errors:?}");
    let error = errors.remove(0);
    [
        error.pointer,
        error.message,
        error.help.unwrap_or_default(),
        error.message_zh,
    ]
}

#[test]
fn records_are_objects_and_lists_are_arrays() {
    assert_eq!(outcome(house(), "total")["value"], "150.5");
    assert_eq!(outcome(house(), "most")["value"], "100.5");
    assert_eq!(outcome(house(), "good")["value"], true);
}

#[test]
fn each_value_may_instead_go_by_the_way_to_it() {
    let by_paths = json!({
        "unit.cop_25": "2.3", "months": "2", "months[1].valley": "100.5", "months[1].read": true,
        "months[2].valley": 50, "months[2].read": true, "started": "2025-12-01T20:00",
    });
    let mut policy = tariff();
    assert_eq!(decide(&mut policy, by_paths), decide(&mut policy, house()));
    let mixed = json!({
        "unit": {}, "unit.cop_25": "2.3", "started": "2025-12-01T20:00",
        "months": [{"read": true}, {"valley": 50, "read": true}], "months[1].valley": "100.5",
    });
    assert_eq!(decide(&mut policy, mixed), decide(&mut policy, house()));
}

#[test]
fn a_value_is_given_once() {
    assert_eq!(
        told(json!({"unit": {"cop_25": null}, "unit.cop_25": "2.3"})),
        [
            "/unit.cop_25",
            "`unit.cop_25` is given twice: by this name, and inside its record or list",
            "leave one of them out",
            "“热泵的制热性能系数”填了两次：按全名一次，在所属的组或列表里一次",
        ]
    );
}

#[test]
fn an_item_is_asked_for_once_its_list_is_known_to_reach_it() {
    let mut policy = tariff();
    let mut needs = |facts: Json| decide(&mut policy, facts).needs;
    assert_eq!(needs(json!({})), ["unit.cop_25", "months", "started"]);
    let known = json!({"unit": {"cop_25": 3}, "started": "2025-12-01T20:00", "months": [{}]});
    assert_eq!(needs(known), ["months[1].valley", "months[1].read"]);
    let known = json!({"unit": {"cop_25": 3}, "started": "2025-12-01T20:00", "months": [null, {"valley": 1, "read": true}]});
    assert_eq!(needs(known), ["months[1].valley", "months[1].read"]);
}

#[test]
fn an_open_sum_says_between_what_it_falls() {
    let facts = json!({"months": [{"valley": "100.5"}, {"read": false}]});
    let total = outcome(facts, "total");
    assert_eq!([&total["min"], &total["max"]], ["100.5", "10100.5"]);
    assert_eq!(total["needs"], json!(["months[2].valley"]));
}

#[test]
fn what_is_wrong_inside_is_told_by_its_place() {
    let mut facts = house();
    facts["months"][1]["valley"] = json!("10000.1");
    let [pointer, message, _, zh] = told(facts);
    assert_eq!(pointer, "/months/1/valley");
    assert_eq!(
        message,
        "`months[2].valley` must be from 0 to 10000 kWh, not 10000.1"
    );
    assert_eq!(
        zh,
        "“第2项的谷段用电”应在 0 到 10,000 千瓦时之间，不能是 10000.1"
    );
    let [pointer, message, ..] = told(json!({"months": 2, "months[2].valley": "much"}));
    assert_eq!(pointer, "/months[2].valley");
    assert_eq!(
        message,
        "`months[2].valley` must be a decimal number, not `much`"
    );
}

#[test]
fn a_list_of_the_wrong_length() {
    assert_eq!(
        told(json!({"months": [{}, {}, {}, {}]})),
        [
            "/months",
            "`months` has 4 items, but must have at most 3",
            "give from 1 to 3 items",
            "“各月用电”有 4 项，最多应有 3 项",
        ]
    );
    assert_eq!(
        told(json!({"months": []}))[1],
        "`months` has 0 items, but must have at least 1"
    );
    assert_eq!(
        told(json!({"months": 4}))[1],
        "`months` must be from 1 to 3, not 4"
    );
}

#[test]
fn an_item_beyond_the_end() {
    assert_eq!(
        told(json!({"months": 1, "months[2].valley": 50})),
        [
            "/months[2].valley",
            "`months[2].valley` is given, but `months` has 1 item",
            "leave it out, or correct the number of items",
            "填了“第2项的谷段用电”，但“各月用电”只有 1 项",
        ]
    );
    // While the length is open, so is whether it counts.
    assert_eq!(
        decide(&mut tariff(), json!({"months[2].valley": 50})).needs[1],
        "months"
    );
}

#[test]
fn something_else_in_the_place_of_a_record_or_list() {
    assert_eq!(
        told(json!({"unit": "2.3"}))[..2],
        [
            "/unit",
            "`unit` must be an object with its fields, not a string"
        ]
    );
    assert_eq!(
        told(json!({"months": {"valley": 1}}))[..2],
        [
            "/months",
            "`months` must be a list, or the number of its items, not an object"
        ]
    );
    assert_eq!(
        told(json!({"months": [7]}))[..2],
        [
            "/months/0",
            "`months[1]` must be an object with its fields, not a number"
        ]
    );
}

#[test]
fn a_field_that_does_not_exist() {
    assert_eq!(
        told(json!({"unit": {"cop_26": "2.3"}})),
        [
            "/unit/cop_26",
            "`unit` has no field `cop_26`",
            "did you mean `cop_25`?",
            "`unit` 里没有“cop_26”这一项",
        ]
    );
    assert_eq!(
        told(json!({"months[4].valley": 1}))[1],
        "the policy has no fact `months[4].valley`"
    );
}

#[test]
fn all_errors_come_in_the_order_of_the_document() {
    let facts = json!({
        "zebra": 1, "started": "soon", "months": [{"valley": "x", "peak": 1}], "unit": [],
    });
    let errors = refuse(&mut tariff(), facts).errors;
    let pointers: Vec<&str> = errors.iter().map(|error| error.pointer.as_str()).collect();
    assert_eq!(
        pointers,
        [
            "/unit",
            "/months/0/valley",
            "/started",
            "/months/0/peak",
            "/zebra"
        ]
    );
}

#[test]
fn a_time_that_does_not_exist() {
    for moment in ["2025-12-01", "2025-12-01T24:00", "2025-12-01 20:00", "soon"] {
        assert_eq!(
            told(json!({"started": moment})),
            [
                "/started",
                &format!("`started` must be a day and a time, but there is no time `{moment}`"),
                "write it as YYYY-MM-DDTHH:MM, for example 2025-12-01T20:00",
                &format!("“开机时间”应填日期和时刻，没有“{moment}”这个时刻"),
            ]
        );
    }
    let wrong = refuse(&mut tariff(), json!({"started": "2027-01-01T00:00"})).errors;
    assert_eq!(wrong[0].code, FactErrorCode::OutOfRange);
    assert_eq!(
        wrong[0].message_zh,
        "“开机时间”应在 2025年1月1日00:00 到 2026年12月31日23:59之间，不能是 2027-01-01T00:00"
    );
}

#[test]
fn how_much_too_early_is_told_in_hours() {
    let mut facts = house();
    facts["started"] = json!("2025-12-01T17:55");
    let mut policy = tariff();
    let decision = decide(&mut policy, facts);
    let step = decision
        .trace
        .iter()
        .find(|step| step.node == "good.night")
        .unwrap();
    let words = |lang| Words::new(policy.manifest(), lang).step(step);
    assert_eq!(
        words(Lang::Zh),
        "开机不早：开机时间是 2025年12月1日17:55，早了 2 小时 5 分钟"
    );
    assert_eq!(
        words(Lang::En),
        "Not started early: start is 1 December 2025, 17:55, 2 hours 5 minutes early"
    );
}

#[test]
fn what_is_made_of_a_list_is_one_sentence() {
    let policy = tariff();
    let sentence = |name: &str, lang| {
        let named = |node: &nuanze_abi::Node| node.name.as_deref() == Some(name);
        let node = policy.manifest().nodes.iter().position(named).unwrap();
        Words::new(policy.manifest(), lang).sentence(node)
    };
    assert_eq!(sentence("total", Lang::Zh), "各月用电各项谷段用电之和");
    assert_eq!(
        sentence("total", Lang::En),
        "the sum of off-peak use over use by month"
    );
    assert_eq!(
        sentence("most", Lang::Zh),
        "各月用电（只算已抄表的）各项谷段用电中最大的（没有时是 0 千瓦时）"
    );
    assert_eq!(sentence("good.read", Lang::Zh), "各月用电中每一项的已抄表");
    let words = Words::new(policy.manifest(), Lang::Zh);
    assert_eq!(words.fact_name("months[2].valley"), "第2项的谷段用电");
}

#[test]
fn what_is_not_known_is_told_from_what_was_not_asked() {
    let mut policy = tariff();
    let mut facts = json!({});
    let mut asked = Vec::new();
    while let Some(next) = decide(&mut policy, facts.clone()).next {
        assert!(!asked.contains(&next), "{next} is asked again");
        facts[&next] = if next == "months" {
            json!(2)
        } else {
            Json::Null
        };
        asked.push(next);
    }
    assert!(asked.contains(&"months[2].valley".to_owned()), "{asked:?}");
}
