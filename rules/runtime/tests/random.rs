//! Nothing that comes from outside makes the runtime panic or run on: bytes, manifests, facts.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

mod support;

use std::cell::RefCell;
use std::collections::BTreeMap;

use nuanze_runtime::words::{Lang, Words};
use nuanze_runtime::{Policy, wasmtime::load};
use proptest::prelude::*;
use serde_json::{Map, Value as Json, json};
use support::module::{Parts, manifest};
use support::{award, award_bytes};

/// Everything that a policy can be asked about a case.
fn ask(policy: &mut Policy, facts: &Map<String, Json>) {
    let none = BTreeMap::new();
    if let Ok(decision) = policy.decide(facts, &none) {
        for lang in [Lang::Zh, Lang::En] {
            let words = Words::new(policy.manifest(), lang);
            decision
                .trace
                .iter()
                .for_each(|step| drop(words.step(step)));
            decision
                .outcomes
                .iter()
                .for_each(|(name, outcome)| drop(words.outcome(name, outcome)));
            decision
                .readings
                .iter()
                .for_each(|reading| drop(words.reading(reading)));
            (0..policy.manifest().nodes.len())
                .for_each(|node| drop((words.sentence(node), words.row(node))));
        }
        let names: Vec<String> = decision
            .outcomes
            .iter()
            .map(|(name, _)| name.into())
            .collect();
        for name in names {
            let _ = policy.suggest(facts, &none, &name);
        }
    }
    let _ = policy.decide_many(&[facts.clone(), Map::new()], &none);
}

fn json() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        any::<f64>().prop_map(Json::from),
        (0..6_i64).prop_map(Json::from),
        "[-+]?[0-9]{0,40}[.]?[0-9]{0,30}(e[-+]?[0-9]{1,4})?".prop_map(Json::from),
        "[0-9]{4}-[0-9]{2}-[0-9]{2}".prop_map(Json::from),
        prop_oneof![
            Just("water_pump"),
            Just("bool"),
            Just("decimal"),
            Just("rule"),
            Just("is")
        ]
        .prop_map(Json::from),
        any::<String>().prop_map(Json::from),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Json::from),
            prop::collection::btree_map(name(), inner, 0..4)
                .prop_map(|map| Json::Object(map.into_iter().collect())),
        ]
    })
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "device",
            "heated_area",
            "purchased",
            "meter_ok",
            "annex_met",
            "night_use",
            "is_head"
        ])
        .prop_map(str::to_owned),
        prop::sample::select(vec![
            "fact", "node", "number", "enum", "and", "not", "table", "rows", "guard"
        ])
        .prop_map(str::to_owned),
        any::<String>(),
    ]
}

/// Every place in a JSON document.
fn places(json: &Json, at: String, into: &mut Vec<String>) {
    match json {
        Json::Array(items) => items
            .iter()
            .enumerate()
            .for_each(|(i, item)| places(item, format!("{at}/{i}"), into)),
        Json::Object(map) => map
            .iter()
            .for_each(|(key, item)| places(item, format!("{at}/{key}"), into)),
        _ => {}
    }
    into.push(at);
}

thread_local! {
    static AWARD: RefCell<Policy> = RefCell::new(award());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_json_as_facts_is_decided_or_refused(facts in prop::collection::btree_map(name(), json(), 0..8)) {
        let facts: Map<String, Json> = facts.into_iter().collect();
        AWARD.with_borrow_mut(|policy| ask(policy, &facts));
    }

    #[test]
    fn any_bytes_are_refused(bytes in prop::collection::vec(any::<u8>(), 0..300), headed in any::<bool>()) {
        let head: &[u8] = if headed { b"\0asm\x01\0\0\0" } else { b"" };
        prop_assert!(load(&[head, &bytes].concat()).is_err());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_module_with_altered_bytes_is_run_or_refused(at in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4)) {
        let mut bytes = award_bytes();
        for (index, byte) in at {
            let index = index.index(bytes.len());
            bytes[index] = byte;
        }
        if let Ok(mut policy) = load(&bytes) {
            ask(&mut policy, &Map::new());
        }
    }

    #[test]
    fn a_manifest_with_altered_places_is_run_or_refused(changes in prop::collection::vec((any::<prop::sample::Index>(), json()), 1..3)) {
        let mut manifest = serde_json::to_value(AWARD.with_borrow(|policy| policy.manifest().clone())).unwrap();
        for (index, value) in changes {
            let mut all = Vec::new();
            places(&manifest, String::new(), &mut all);
            *manifest.pointer_mut(&all[index.index(all.len())]).unwrap() = value;
        }
        let mut parts = Parts::new(&manifest);
        // The hand-made module copies one slot; what it leaves unknown is as good as any result.
        parts.decide.clear();
        if let Ok(mut policy) = load(&parts.bytes()) {
            ask(&mut policy, &Map::new());
        }
    }
}

#[test]
fn a_manifest_of_steps_that_use_each_other_twice_is_told_in_a_breath() {
    let mut json = manifest();
    let nodes = json["nodes"].as_array_mut().unwrap();
    nodes.clear();
    nodes.push(
        json!({"name": "first", "kind": "rule", "type": "bool", "op": {"is": {"bool": true}}}),
    );
    for n in 0..2000 {
        nodes.push(
            json!({"kind": "step", "type": "bool", "op": {"and": [{"node": n}, {"node": n}]}}),
        );
    }
    nodes[2000]["name"] = json!("last");
    json["outcomes"] = json!([2000]);
    let mut parts = Parts::new(&json);
    parts.decide.clear();
    let mut policy = load(&parts.bytes()).unwrap();
    ask(&mut policy, &Map::new());
    let sentence = Words::new(policy.manifest(), Lang::En).sentence(2000);
    assert!(sentence.len() < 20_000, "{}", sentence.len());
}
