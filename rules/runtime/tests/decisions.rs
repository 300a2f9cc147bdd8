//! What a policy answers: outcomes, needs, ranges, trace, readings, evidence, batches.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

mod support;

use std::collections::BTreeMap;

use nuanze_runtime::Decision;
use serde_json::{Value as Json, json};
use support::{award, award_bytes, decide, object, readings};

/// A case that has everything.
fn house() -> Json {
    json!({
        "device": "water_pump", "heated_area": "44.2", "purchased": "2022-11-01", "meter_ok": true,
        "annex_met": false, "night_use": "1234.5", "is_head": true,
    })
}

fn with(key: &str, value: Json) -> Json {
    let mut facts = house();
    facts[key] = value;
    facts
}

fn outcome(decision: &Decision, name: &str) -> Json {
    serde_json::to_value(decision.outcomes.get(name).unwrap()).unwrap()
}

#[test]
fn a_known_outcome_rests_on_the_clause_of_its_row() {
    let decision = decide(&mut award(), house());
    assert_eq!(
        outcome(&decision, "award"),
        json!({"status": "known", "value": "3000", "unit": "CNY", "clause": "award"})
    );
    assert_eq!(
        outcome(&decision, "eligible"),
        json!({"status": "known", "value": true, "clause": "conditions"})
    );
    assert_eq!(outcome(&decision, "night_subsidy")["value"], "246.9");
    assert_eq!(decision.needs, Vec::<String>::new());
    assert_eq!(decision.next, None);
}

#[test]
fn an_unmet_gate_names_the_conditions_that_failed() {
    let mut facts = with("meter_ok", json!(false));
    facts["purchased"] = json!("2023-04-03");
    let decision = decide(&mut award(), facts);
    let failed = json!(["eligible.meter", "eligible.in_time"]);
    assert_eq!(
        outcome(&decision, "award"),
        json!({"status": "known", "value": "0", "unit": "CNY", "clause": "conditions", "failed": failed})
    );
    assert_eq!(outcome(&decision, "eligible")["failed"], failed);
    let step = decision
        .trace
        .iter()
        .find(|step| step.node == "eligible.in_time")
        .unwrap();
    assert_eq!(
        serde_json::to_value(&step.margins).unwrap(),
        json!([{"of": "purchased", "value": "2023-04-03", "threshold": "2023-03-31", "margin": "3", "unit": "d"}])
    );
}

#[test]
fn an_open_outcome_says_what_it_needs_and_between_what_it_falls() {
    let decision = decide(
        &mut award(),
        json!({"device": "water_pump", "meter_ok": true}),
    );
    assert_eq!(
        outcome(&decision, "award"),
        json!({
            "status": "unknown", "needs": ["heated_area", "purchased"], "min": "0", "max": "12000", "unit": "CNY",
            "exact": true,
        })
    );
    assert_eq!(
        outcome(&decision, "eligible"),
        json!({"status": "unknown", "needs": ["purchased"], "settled_by": ["purchased"]})
    );
    assert_eq!(outcome(&decision, "night_subsidy")["max"], "2000");
    assert_eq!(decision.needs, ["heated_area", "purchased", "night_use"]);
    assert_eq!(decision.next.as_deref(), Some("heated_area"));
}

#[test]
fn rows_that_cannot_apply_any_more_do_not_widen_the_range() {
    let decision = decide(
        &mut award(),
        json!({"heated_area": "30", "purchased": "2022-11-01", "meter_ok": true}),
    );
    let award = outcome(&decision, "award");
    assert_eq!([&award["min"], &award["max"]], ["1500", "3000"]);
    assert_eq!(award["needs"], json!(["device"]));
}

#[test]
fn a_decision_can_be_final_before_all_facts_are_in() {
    let decision = decide(&mut award(), json!({"meter_ok": false, "night_use": 0}));
    assert_eq!(outcome(&decision, "award")["value"], "0");
    assert_eq!(decision.needs, Vec::<String>::new());
    // Whatever the area is.
    let mut facts = with("heated_area", Json::Null);
    facts["device"] = json!("other");
    assert_eq!(
        outcome(&decide(&mut award(), facts), "award")["value"],
        "1500"
    );
}

#[test]
fn the_trace_has_every_named_step_in_order() {
    let decision = decide(&mut award(), house());
    let nodes: Vec<&str> = decision
        .trace
        .iter()
        .map(|step| step.node.as_str())
        .collect();
    assert_eq!(
        nodes,
        [
            "eligible.meter",
            "eligible.in_time",
            "eligible",
            "shut_out",
            "award[1]",
            "award[2]",
            "award[3]",
            "award",
            "night_subsidy"
        ]
    );
    assert_eq!(
        serde_json::to_value(&decision.trace[5]).unwrap(),
        json!({
            "node": "award[2]", "kind": "row", "state": "yes", "clause": "award",
            "margins": [{"of": "heated_area", "value": "44.2", "threshold": "45", "margin": "-0.8", "unit": "m²"}],
        })
    );
}

#[test]
fn a_reading_is_shown_where_it_matters_and_only_there() {
    let decision = decide(&mut award(), house());
    let shown = serde_json::to_value(&decision.readings).unwrap();
    assert_eq!(
        [&shown[0]["reading"], &shown[0]["used"]],
        ["gate", "advisory"]
    );
    assert_eq!(
        shown[0]["alternatives"][0]["outcomes"]["award"]["value"],
        "3000"
    );
    assert_eq!(
        shown[0]["alternatives"][1]["outcomes"]["award"]["value"],
        "0"
    );
    assert_eq!(
        decide(&mut award(), with("annex_met", json!(true))).readings,
        []
    );
    assert_eq!(
        decide(&mut award(), with("device", json!("other"))).readings,
        []
    );
    // Left unknown by an alternative.
    let open = decide(&mut award(), with("annex_met", Json::Null)).readings;
    let open = serde_json::to_value(&open).unwrap();
    assert_eq!(
        open[0]["alternatives"][1]["outcomes"]["award"]["needs"],
        json!(["annex_met"])
    );
}

#[test]
fn a_chosen_reading_is_used() {
    let decision = award()
        .decide(&object(house()), &readings(&[("gate", "required")]))
        .unwrap();
    assert_eq!(outcome(&decision, "award")["value"], "0");
    assert_eq!(decision.readings[0].used, "required");
}

#[test]
fn what_to_bring_follows_from_the_facts_that_were_used() {
    let lines = |facts: Json| serde_json::to_value(decide(&mut award(), facts).evidence).unwrap();
    assert_eq!(
        lines(house()),
        json!([
            {"any_of": ["certificate", "nameplate"], "proves": ["device"], "clause": "conditions"},
            {"any_of": ["plan"], "proves": ["heated_area"], "clause": "conditions"},
            {"any_of": ["contract"], "proves": ["purchased"], "clause": "conditions"},
        ])
    );
    // The area makes no difference for other devices.
    let other = lines(with("device", json!("other")));
    assert!(!other.to_string().contains("plan"), "{other}");
    // One document, two reasons; another that only some need, or may need.
    assert_eq!(
        lines(with("is_head", json!(false)))[3],
        json!({"any_of": ["letter"], "proves": [], "clause": "award"})
    );
    assert_eq!(lines(with("is_head", Json::Null))[3]["maybe"], json!(true));
    // Nothing to claim, nothing to bring for it.
    let refused = lines(with("meter_ok", json!(false)));
    assert!(!refused.to_string().contains("letter"), "{refused}");
}

#[test]
fn what_is_left_to_a_person_is_named() {
    let decision = decide(&mut award(), house());
    assert_eq!(
        serde_json::to_value(decision.manual).unwrap(),
        json!([{"manual": "amount", "affects": ["award"], "decided_by": {"zh": "区农业农村局", "en": "the district"}}])
    );
}

#[test]
fn numbers_may_be_strings_or_json_numbers() {
    let mut policy = award();
    for area in [json!("44.2"), json!("44.20"), json!(44.2), json!(" 44.2 ")] {
        assert_eq!(
            decide(&mut policy, with("heated_area", area)),
            decide(&mut award(), house())
        );
    }
    let whole = [json!(45), json!(45.0), json!("45"), json!("4.5e1")];
    for area in whole {
        assert_eq!(
            outcome(&decide(&mut policy, with("heated_area", area)), "award")["value"],
            "12000"
        );
    }
}

#[test]
fn many_cases_are_decided_as_one_by_one() {
    let mut policy = award();
    let cases: Vec<_> = (0..3000)
        .map(|n| {
            object(with(
                "heated_area",
                if n % 10 == 9 {
                    json!("wide")
                } else {
                    json!(format!("{}.{:02}", n % 90, n % 100))
                },
            ))
        })
        .collect();
    let many = policy.decide_many(&cases, &BTreeMap::new()).unwrap();
    assert_eq!(many.len(), cases.len());
    for (facts, answer) in cases.iter().zip(many) {
        assert_eq!(
            policy
                .decide(facts, &BTreeMap::new())
                .map(|decision| decision.outcomes),
            answer
        );
    }
}

#[test]
fn a_decision_is_the_same_json_after_a_round_trip() {
    for facts in [house(), json!({}), json!({"device": "water_pump"})] {
        let decision = decide(&mut award(), facts);
        let text = serde_json::to_string(&decision).unwrap();
        let read: Decision = serde_json::from_str(&text).unwrap();
        assert_eq!(serde_json::to_string(&read).unwrap(), text);
        assert_eq!(read, decision);
    }
}

#[test]
fn the_manifest_is_read_as_it_was_written() {
    let parsed = nuanze_syntax::parse(include_str!("support/award.md"));
    let program = nuanze_program::check(&parsed.document).program.unwrap();
    let module = nuanze_codegen::compile(&program).unwrap();
    assert_eq!(award().manifest(), &module.manifest);
    let policy = nuanze_runtime::wasmtime::load(&award_bytes()).unwrap();
    assert_eq!(policy.sha256().len(), 64);
}
