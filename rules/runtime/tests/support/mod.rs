//! What the tests share: a small policy, compiled, and modules made by hand.
#![allow(dead_code, missing_docs, clippy::unwrap_used, clippy::panic)]

pub mod module;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use nuanze_runtime::{CaseError, Decision, Policy};
use serde_json::{Map, Value as Json};

/// The bytes of the policy in `award.md`.
pub fn award_bytes() -> Vec<u8> {
    static BYTES: OnceLock<Vec<u8>> = OnceLock::new();
    BYTES
        .get_or_init(|| compile(include_str!("award.md")))
        .clone()
}

/// The bytes of a document's module.
pub fn compile(text: &str) -> Vec<u8> {
    let parsed = nuanze_syntax::parse(text);
    assert_eq!(parsed.diagnostics, [], "syntax");
    let checked = nuanze_program::check(&parsed.document);
    let program = checked
        .program
        .unwrap_or_else(|| panic!("{:#?}", checked.diagnostics));
    nuanze_codegen::compile(&program).unwrap().bytes
}

pub fn award() -> Policy {
    nuanze_runtime::wasmtime::load(&award_bytes()).unwrap()
}

/// A policy of these declarations.
pub fn policy(declarations: &str) -> Policy {
    let document = format!(
        "---\nid: small\ntitle: 小政策\njurisdiction: 110109\nin_force: 2022-01-01 ..\n---\n\n## 规则 {{#rules}}\n\n```policy\n{declarations}\n```\n"
    );
    nuanze_runtime::wasmtime::load(&compile(&document)).unwrap()
}

pub fn object(json: Json) -> Map<String, Json> {
    let Json::Object(map) = json else {
        panic!("{json} is no object")
    };
    map
}

pub fn readings(list: &[(&str, &str)]) -> BTreeMap<String, String> {
    list.iter()
        .map(|(name, alternative)| ((*name).into(), (*alternative).into()))
        .collect()
}

pub fn decide(policy: &mut Policy, facts: Json) -> Decision {
    policy.decide(&object(facts), &BTreeMap::new()).unwrap()
}

pub fn refuse(policy: &mut Policy, facts: Json) -> CaseError {
    policy.decide(&object(facts), &BTreeMap::new()).unwrap_err()
}
