//! What concerns one case: decide and explain.

use serde_json::json;

use crate::support::{BROKEN, POLICY, facts, folder, nuanze, nuanze_with};

#[test]
fn decide_takes_a_module_or_a_document_and_facts_from_standard_input() {
    let out = folder("decide");
    assert_eq!(
        nuanze(&["build", POLICY, "--out", out.to_str().unwrap()]).status,
        0
    );
    let module = out.join("stove-exchange.wasm");
    let from_document = nuanze_with(
        &["decide", POLICY, "--facts", "-", "--json"],
        &facts().to_string(),
    );
    let from_module = nuanze_with(
        &["decide", module.to_str().unwrap(), "--facts", "-", "--json"],
        &facts().to_string(),
    );
    assert_eq!(from_document.status, 0, "{}", from_document.out);
    assert_eq!(from_document.out, from_module.out);
    let decision = from_module.json();
    assert_eq!(decision["policy"], "stove-exchange");
    assert_eq!(decision["module"].as_str().unwrap().len(), 64);
    let award = &decision["outcomes"]["award"];
    assert_eq!(
        (&award["status"], &award["value"], &award["unit"]),
        (&json!("known"), &json!("6000"), &json!("CNY"))
    );
    assert_eq!(decision["needs"], json!([]));
}

#[test]
fn a_reading_changes_the_decision() {
    let mut facts = facts();
    facts["accepted"] = json!(false);
    let ran = nuanze_with(
        &[
            "decide",
            POLICY,
            "--facts",
            "-",
            "--json",
            "--reading",
            "acceptance=required",
        ],
        &facts.to_string(),
    );
    assert_eq!(ran.json()["outcomes"]["award"]["value"], "0");
}

#[test]
fn wrong_facts_are_all_told_at_once_and_end_with_1() {
    let wrong =
        json!({ "device": "water_pmp", "heated_area": "-3", "purchased": "2022-02-30", "are": 4 })
            .to_string();
    let ran = nuanze_with(&["decide", POLICY, "--facts", "-", "--json"], &wrong);
    assert_eq!(ran.status, 1);
    let error = &ran.json()["error"];
    let pointers: Vec<_> = error["facts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|fact| fact["pointer"].as_str().unwrap())
        .collect();
    for pointer in ["/device", "/heated_area", "/purchased", "/are"] {
        assert!(pointers.contains(&pointer), "{pointers:?}");
    }
    let human = nuanze_with(&["decide", POLICY, "--facts", "-"], &wrong);
    assert_eq!((human.status, human.out.as_str()), (1, ""));
    assert!(human.err.contains("water_pump"), "{}", human.err);
}

#[test]
fn facts_that_are_no_json_object_are_a_bad_call() {
    for text in ["", "{", "[]", "\"45\"", "{\"device\": }"] {
        let ran = nuanze_with(&["decide", POLICY, "--facts", "-"], text);
        assert_eq!(ran.status, 2, "{text}");
        assert!(ran.err.contains("standard input is"), "{}", ran.err);
        assert!(
            ran.err.contains("help: facts are a JSON object"),
            "{}",
            ran.err
        );
    }
}

#[test]
fn what_is_no_module_is_a_bad_call() {
    let path = folder("no-module").join("text.wasm");
    std::fs::write(&path, "this is not a module").unwrap();
    let ran = nuanze_with(&["decide", path.to_str().unwrap(), "--facts", "-"], "{}");
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("nuanze build"), "{}", ran.err);
    let broken = nuanze_with(&["decide", BROKEN, "--facts", "-", "--json"], "{}");
    assert_eq!(broken.status, 1);
    assert_eq!(broken.json()["error"]["code"], "policy/broken");
}

#[test]
fn explain_is_a_page_in_either_language() {
    let mut facts = facts();
    facts["heated_area"] = json!("44.2");
    let chinese = nuanze_with(
        &["explain", POLICY, "--facts", "-", "--lang", "zh"],
        &facts.to_string(),
    );
    assert_eq!(chinese.status, 0, "{}", chinese.err);
    for words in [
        "更换补助",
        "3,000",
        "✓ 有单独的电表",
        "要带的材料",
        "购买发票",
        "怎样会不同",
        "45",
        "困难家庭另议",
    ] {
        assert!(
            chinese.out.contains(words),
            "{words} is missing:\n{}",
            chinese.out
        );
    }
    let english = nuanze_with(&["explain", POLICY, "--facts", "-"], &facts.to_string());
    for words in [
        "Help",
        "3,000",
        "✓ A meter of its own",
        "What to bring",
        "Invoice",
        "What would change it",
        "45",
    ] {
        assert!(
            english.out.contains(words),
            "{words} is missing:\n{}",
            english.out
        );
    }
    let json = nuanze_with(
        &["explain", POLICY, "--facts", "-", "--json"],
        &facts.to_string(),
    )
    .json();
    assert_eq!(json["decision"]["outcomes"]["award"]["value"], "3000");
    assert_eq!(json["page"]["conditions"][0]["mark"], "yes");
}
