//! What a claim's own fields must be, whatever the policy.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use super::*;
use crate::{DecisionRequest, ProblemItem, validate};
use serde_json::json;

fn claim() -> ClaimRequest {
    serde_json::from_value(json!({
        "policy": "mentougou-2022",
        "module": "a".repeat(64),
        "facts": {"heated_area": 45},
        "decision": {"outcomes": {}},
        "outcome": "award",
        "pledge": ["promises.no_coal"],
        "applicant": {"name": "王小明", "phone": "13812345678", "id_number": "11010519491231002X"},
        "evidence": [{"kind": "photo", "name": "水泵.jpg"}],
        "secret": "A".repeat(43),
    }))
    .unwrap()
}

fn refused(change: impl FnOnce(&mut ClaimRequest)) -> Vec<(String, String, String)> {
    let mut claim = claim();
    change(&mut claim);
    let items = validate(&claim).unwrap_err();
    items
        .into_iter()
        .map(|item| (item.pointer, item.code, item.detail))
        .collect()
}

fn one(pointer: &str, code: &str, detail: &str) -> Vec<(String, String, String)> {
    vec![(pointer.into(), code.into(), detail.into())]
}

#[test]
fn a_whole_claim_passes() {
    assert_eq!(validate(&claim()), Ok(()));
}

#[test]
fn each_field_says_what_it_must_be() {
    assert_eq!(
        refused(|claim| claim.policy = "../x".into()),
        one(
            "/policy",
            "policy_id",
            "a policy's id is lower-case letters, digits and `-`"
        )
    );
    assert_eq!(
        refused(|claim| claim.module = "A".repeat(64)),
        one(
            "/module",
            "module_hash",
            "a module is named by its SHA-256: 64 lower-case hexadecimal digits"
        )
    );
    assert_eq!(
        refused(|claim| claim.outcome = "award; drop".into()),
        one(
            "/outcome",
            "outcome_name",
            "an outcome goes by its name in the policy"
        )
    );
    assert_eq!(
        refused(|claim| claim.pledge.push("promises.no_coal".into())),
        one(
            "/pledge",
            "promise_name",
            "each promise is named once, as `pledge.promise`"
        )
    );
    assert_eq!(
        refused(|claim| claim.evidence[0].kind = String::new()),
        one(
            "/evidence/0/kind",
            "evidence_kind",
            "a kind of evidence goes by its name in the policy"
        )
    );
    assert_eq!(
        refused(|claim| claim.evidence[0].name = "a\nb".into()),
        one(
            "/evidence/0/name",
            "file_name",
            "an evidence's name has 1 to 200 characters, none of them a control character"
        )
    );
    assert_eq!(
        refused(|claim| claim.secret = "A".repeat(42) + "B"),
        one(
            "/secret",
            "claim_secret",
            "the claim secret is 32 random bytes as base64url without padding: 43 characters"
        )
    );
    assert_eq!(
        refused(|claim| claim.evidence = vec![claim.evidence[0].clone(); 51]),
        one(
            "/evidence",
            "too_many",
            "at most 50 pieces of evidence are taken, 51 came"
        )
    );
}

#[test]
fn all_that_is_wrong_is_said_at_once_and_in_both_languages() {
    let mut claim = claim();
    claim.applicant = Applicant {
        name: "1".into(),
        phone: "1".into(),
        id_number: "1".into(),
    };
    claim.evidence[0].name.clear();
    let items = validate(&claim).unwrap_err();
    let pointers: Vec<&str> = items.iter().map(|item| item.pointer.as_str()).collect();
    assert_eq!(
        pointers,
        [
            "/applicant/id_number",
            "/applicant/name",
            "/applicant/phone",
            "/evidence/0/name"
        ]
    );
    let spoken = |item: &ProblemItem| {
        !item.detail.is_empty()
            && !item.detail_zh.is_ascii()
            && !item.help.is_empty()
            && !item.help_zh.is_ascii()
    };
    assert!(items.iter().all(spoken));
}

#[test]
fn a_decision_is_asked_for_one_case_or_for_some() {
    let code = |value: Value| {
        let request: DecisionRequest = serde_json::from_value(value).unwrap();
        validate(&request).map_err(|items| (items[0].pointer.clone(), items[0].code.clone()))
    };
    let fails = |pointer: &str, code: &str| Err((pointer.to_owned(), code.to_owned()));
    assert_eq!(code(json!({"policy": "x", "facts": {}})), Ok(()));
    assert_eq!(
        code(json!({"policy": "x", "cases": [{"facts": {}}]})),
        Ok(())
    );
    assert_eq!(code(json!({"policy": "x"})), fails("", "facts_missing"));
    assert_eq!(
        code(json!({"policy": "x", "facts": {}, "cases": []})),
        fails("", "facts_and_cases")
    );
    assert_eq!(
        code(json!({"policy": "x", "readings": {"a": "b"}, "cases": [{"facts": {}}]})),
        fails("", "facts_and_cases")
    );
    assert_eq!(
        code(json!({"policy": "x", "cases": []})),
        fails("/cases", "case_count")
    );
}

#[test]
fn neither_the_person_nor_the_secret_is_ever_printed() {
    let printed = format!("{:?} {:?}", claim(), claim().applicant);
    for personal in ["王小明", "13812345678", "11010519491231002X", "AAAA"] {
        assert!(!printed.contains(personal));
    }
}
