//! A small policy, a claim under it, and each way in which the claim can fall short.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use super::*;
use nuanze_runtime::{FactError, FactErrorCode};
use serde_json::json;

/// A policy with one award, one gate, one pledge and two documents.
pub(crate) fn manifest() -> Manifest {
    let text = |zh: &str, en: &str| json!({"zh": zh, "en": en});
    serde_json::from_value(json!({
        "abi": 1,
        "policy": {"id": "village", "title": text("村", "Village"), "jurisdiction": "110109", "in_force": ["2022-01-01", null], "status": "in_force"},
        "clauses": [
            {"id": "power", "title": text("用电条件", "Power supply")},
            {"id": "award", "title": text("设备奖补", "Device award")}
        ],
        "enums": [],
        "facts": [],
        "readings": [],
        "nodes": [
            {"name": "eligible.meter", "kind": "condition", "type": "bool", "clause": 0, "op": {"is": {"bool": true}}},
            {"name": "award", "kind": "table", "type": "decimal", "unit": "CNY", "scale": 0, "min": 0, "max": 12000, "step": 1, "clause": 1, "op": {"is": {"number": ["12000", "CNY"]}}},
            {"name": "tariff", "kind": "rule", "type": "bool", "clause": 1, "op": {"is": {"bool": true}}}
        ],
        "outcomes": [1, 2],
        "evidence": [
            {"name": "invoice", "label": text("发票", "Invoice")},
            {"name": "photo", "label": text("照片", "Photo")},
            {"name": "bill", "label": text("电费单", "Bill")}
        ],
        "bring": [
            {"name": "papers", "label": text("材料", "Papers"), "outcome": 1, "documents": [{"alternatives": [0, 1]}]},
            {"name": "bills", "label": text("账单", "Bills"), "outcome": 2, "documents": [{"alternatives": [2]}]}
        ],
        "pledges": [{"name": "household", "label": text("承诺", "Pledge"), "outcome": 1, "promises": [["no_coal", text("不再烧煤", "No more coal")], ["care", text("爱护设备", "Take care")]]}],
        "manual": []
    }))
    .unwrap()
}

/// What it decides.
pub(crate) fn decision() -> Decision {
    serde_json::from_value(json!({
        "policy": "village",
        "module": "a".repeat(64),
        "outcomes": {
            "award": {"status": "known", "value": "12000", "unit": "CNY", "clause": "award"},
            "tariff": {"status": "known", "value": true, "clause": "award"}
        },
        "needs": [],
        "trace": [
            {"node": "eligible.meter", "kind": "condition", "state": "yes", "clause": "power"},
            {"node": "award", "kind": "table", "state": "yes", "value": "12000", "unit": "CNY", "clause": "award"}
        ],
        "readings": [],
        "evidence": [
            {"any_of": ["invoice", "photo"], "proves": [], "clause": "award"},
            {"any_of": ["bill"], "proves": [], "clause": "award"}
        ],
        "manual": []
    }))
    .unwrap()
}

/// A claim that lacks nothing.
pub(crate) fn claim() -> ClaimRequest {
    serde_json::from_value(json!({
        "policy": "village",
        "module": "a".repeat(64),
        "facts": {"heated_area": "45"},
        "decision": {"outcomes": {
            "award": {"status": "known", "value": "12000", "unit": "CNY", "clause": "award"},
            "tariff": {"status": "known", "value": true, "clause": "award"}
        }},
        "outcome": "award",
        "pledge": ["household.no_coal", "household.care"],
        "applicant": {"name": "王小明", "phone": "138 1234 5678", "id_number": "11010519491231002x"},
        "evidence": [{"kind": "photo", "name": "王小明的水泵.jpg"}],
        "secret": "A".repeat(43),
    }))
    .unwrap()
}

fn refused(claim: &ClaimRequest, decision: &Decision) -> Vec<(String, String)> {
    let problem = check(claim, &manifest(), decision).unwrap_err();
    assert_eq!(problem.status, 422);
    assert!(
        problem
            .errors
            .iter()
            .all(|error| !error.detail_zh.is_ascii() && !error.help_zh.is_ascii())
    );
    problem
        .errors
        .into_iter()
        .map(|error| (error.pointer, error.detail))
        .collect()
}

fn one(pointer: &str, detail: &str) -> Vec<(String, String)> {
    vec![(pointer.into(), detail.into())]
}

#[test]
fn a_whole_claim_passes() {
    assert_eq!(check(&claim(), &manifest(), &decision()), Ok(()));
}

#[test]
fn only_an_outcome_of_the_policy_can_be_claimed() {
    let claim = ClaimRequest {
        outcome: "bonus".into(),
        ..claim()
    };
    assert_eq!(
        refused(&claim, &decision()),
        one(
            "/outcome",
            "this policy has no outcome `bonus`; it has `award`, `tariff`"
        )
    );
}

#[test]
fn nothing_cannot_be_claimed() {
    let mut decision = serde_json::to_value(decision()).unwrap();
    decision["outcomes"]["award"] =
        json!({"status": "known", "value": "0", "unit": "CNY", "failed": ["eligible.meter"]});
    let decision = serde_json::from_value(decision).unwrap();
    assert_eq!(
        refused(&claim(), &decision),
        one(
            "/outcome",
            "by these facts there is nothing to claim as `award`; not met: `eligible.meter`"
        )
    );
}

#[test]
fn what_is_open_cannot_be_claimed_yet() {
    let mut decision = serde_json::to_value(decision()).unwrap();
    decision["outcomes"]["award"] =
        json!({"status": "unknown", "needs": ["heated_area", "device"]});
    let decision = serde_json::from_value(decision).unwrap();
    assert_eq!(
        refused(&claim(), &decision),
        one(
            "/outcome",
            "`award` is not decided yet; it still needs `heated_area`, `device`"
        )
    );
}

#[test]
fn every_promise_is_needed_and_no_other_taken() {
    let claim = ClaimRequest {
        pledge: vec!["household.care".into(), "household.x".into()],
        ..claim()
    };
    assert_eq!(
        refused(&claim, &decision()),
        [
            (
                "/pledge".into(),
                "the promise `household.no_coal` is missing: No more coal".into()
            ),
            (
                "/pledge/1".into(),
                "`award` asks for no promise `household.x`".into()
            ),
        ]
    );
}

#[test]
fn a_document_for_the_claimed_outcome_is_needed_and_another_outcomes_is_not() {
    let mut claim = claim();
    claim.evidence[0].kind = "selfie".into();
    assert_eq!(
        refused(&claim, &decision()),
        [
            (
                "/evidence".into(),
                "`invoice` (Invoice) or `photo` (Photo) is missing".into()
            ),
            (
                "/evidence/0/kind".into(),
                "this policy knows no evidence `selfie`".into()
            ),
        ]
    );
}

#[test]
fn what_may_be_needed_is_not_asked_for() {
    let mut decision = decision();
    decision.evidence[0].maybe = true;
    let claim = ClaimRequest {
        evidence: Vec::new(),
        ..claim()
    };
    assert_eq!(check(&claim, &manifest(), &decision), Ok(()));
}

#[test]
fn wrong_facts_point_into_the_request() {
    let error = |code, pointer: &str| FactError {
        pointer: pointer.into(),
        code,
        message: "x".into(),
        message_zh: "某".into(),
        help: None,
        help_zh: None,
    };
    let errors = CaseError {
        errors: vec![
            error(FactErrorCode::OutOfRange, "/heated_area"),
            error(FactErrorCode::UnknownReading, "/gate"),
        ],
    };
    let items = case_errors(&errors, "/cases/7");
    assert_eq!(
        (items[0].pointer.as_str(), items[0].code.as_str()),
        ("/cases/7/facts/heated_area", "out_of_range")
    );
    assert_eq!(
        (items[1].pointer.as_str(), items[1].code.as_str()),
        ("/cases/7/readings/gate", "unknown_reading")
    );
}
