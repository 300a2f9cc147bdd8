//! What is loaded and what is refused: each way in which a module can be broken or hostile.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

mod support;

use nuanze_runtime::wasmtime::load;
use serde_json::{Value as Json, json};
use support::module::{Parts, manifest};
use support::{award_bytes, decide, refuse};
use wasm_encoder::Instruction;

fn refused(bytes: &[u8]) -> String {
    load(bytes)
        .err()
        .unwrap_or_else(|| panic!("it was loaded"))
        .to_string()
}

/// Refused after its parts were altered.
fn altered(alter: impl FnOnce(&mut Parts)) -> String {
    let mut parts = Parts::new(&manifest());
    alter(&mut parts);
    refused(&parts.bytes())
}

/// Refused after its manifest was altered.
fn lying(alter: impl FnOnce(&mut Json)) -> String {
    let mut json = manifest();
    alter(&mut json);
    let mut parts = Parts::new(&manifest());
    parts.manifest = json.to_string().into_bytes();
    refused(&parts.bytes())
}

#[test]
fn a_sound_module_is_loaded_and_decides() {
    let mut policy = load(&Parts::new(&manifest()).bytes()).unwrap();
    let decision = decide(&mut policy, json!({"amount": "12.50"}));
    let outcome = serde_json::to_value(decision.outcomes.get("paid").unwrap()).unwrap();
    assert_eq!(
        outcome,
        json!({"status": "known", "value": "12.5", "unit": "CNY"})
    );
}

#[test]
fn what_is_no_module_is_refused() {
    assert_eq!(
        refused(b""),
        "this is not a WebAssembly module: it does not begin like one"
    );
    assert_eq!(
        refused(b"\0asm\x02\0\0\0"),
        "this is not a WebAssembly module: it does not begin like one"
    );
    assert_eq!(
        refused(b"\0asm\x01\0\0\0"),
        "this module is not a policy: it has no `nuanze.manifest` section"
    );
    assert_eq!(
        refused(b"\0asm\x01\0\0\0\x00\xff\xff\xff\xff\xff\xff"),
        "this is not a WebAssembly module: a length in it has too many bytes"
    );
    assert_eq!(
        refused(b"\0asm\x01\0\0\0\x00\x05"),
        "this is not a WebAssembly module: it ends too early"
    );
}

#[test]
fn a_truncated_module_is_refused_wherever_it_ends() {
    let bytes = award_bytes();
    for end in (0..bytes.len()).step_by(97) {
        assert!(load(&bytes[..end]).is_err(), "{end}");
    }
}

#[test]
fn a_module_that_wants_something_from_its_host_is_refused() {
    assert_eq!(
        altered(|parts| parts.import = true),
        "a policy imports nothing, but this module has imports"
    );
    assert_eq!(
        altered(|parts| parts.start = true),
        "this is not a WebAssembly module: it runs by itself when it is loaded, which no policy does"
    );
}

#[test]
fn another_layout_is_refused() {
    let message =
        "the policy has layout version 2, this runtime knows version 1; build the policy again";
    assert_eq!(altered(|parts| parts.abi = 2), message);
    assert_eq!(lying(|json| json["abi"] = 2.into()), message);
}

#[test]
fn missing_and_mistyped_exports_are_refused() {
    for (name, expected) in [
        ("memory", "its memory"),
        ("decide", "a function without parameters"),
        ("decide_batch", "a function from `i32` to `i32`"),
        ("abi_version", "a constant `i32`"),
        ("inputs", "a constant `i32`"),
        ("results", "a constant `i32`"),
    ] {
        let message = format!("the module should export {expected} as `{name}`");
        assert_eq!(altered(|parts| parts.without = name), message);
        assert_eq!(altered(|parts| parts.mistyped = name), message);
    }
    assert_eq!(
        altered(|parts| parts.mutable = true),
        "the module should export a constant `i32` as `abi_version`"
    );
}

#[test]
fn addresses_outside_of_the_memory_are_refused() {
    for (inputs, message) in [
        (
            -8,
            "the policy's memory is wrong: -8 is no address for a record",
        ),
        (
            65,
            "the policy's memory is wrong: 65 is no address for a record",
        ),
        (
            65_528,
            "the policy's memory is wrong: its records do not fit",
        ),
        (
            i32::MAX - 31,
            "the policy's memory is wrong: its records do not fit",
        ),
    ] {
        let found =
            altered(|parts| (parts.inputs, parts.results) = (inputs, inputs.wrapping_add(16)));
        assert_eq!(found, message);
    }
    assert_eq!(
        altered(|parts| parts.results = 64),
        "the policy's memory is wrong: the results do not follow the inputs"
    );
    assert_eq!(
        altered(|parts| parts.pages = 65_536),
        "the policy's memory is wrong: it starts with 65536 pages, more than 1024"
    );
}

#[test]
fn a_manifest_that_is_none_is_refused() {
    let with = |text: &str| altered(|parts| parts.manifest = text.into());
    assert_eq!(
        with("{"),
        "the policy's manifest cannot be read: EOF while parsing an object at line 1 column 1"
    );
    assert_eq!(
        with("[]"),
        "the policy's manifest cannot be read: `abi` is missing or wrong"
    );
    assert_eq!(
        altered(|parts| parts.manifest = vec![0xff]),
        "the policy's manifest cannot be read: it is not UTF-8"
    );
    assert_eq!(
        lying(|json| json["nodes"][0]["op"] = json!({"is": {"fact": -1}})),
        "the policy's manifest cannot be read: nodes[0]: `fact` is missing or wrong"
    );
    assert!(
        altered(|parts| parts.manifest = "[".repeat(100_000).into_bytes())
            .contains("recursion limit exceeded")
    );
}

#[test]
fn a_manifest_that_contradicts_itself_is_refused() {
    let node = json!({"name": "loop", "kind": "rule", "type": "bool", "op": {"not": {"node": 0}}});
    let unused = "something that it uses does not exist, or does not come before it";
    for (alter, at, problem) in [
        (
            json!({"outcomes": [1]}),
            "outcomes[0]",
            "there is no named node of this index",
        ),
        (json!({"nodes": [node]}), "nodes[0]", unused),
        (
            json!({"nodes": [{"kind": "rule", "type": "bool", "op": {"is": {"fact": 1}}}]}),
            "nodes[0]",
            unused,
        ),
        (
            json!({"nodes": [{"kind": "rule", "type": "bool", "op": {"is": {"number": ["x", ""]}}}]}),
            "nodes[0]",
            unused,
        ),
        (
            json!({"nodes": [{"kind": "rule", "type": "bool", "op": {"is": {"date": "2022-02-30"}}}]}),
            "nodes[0]",
            unused,
        ),
        (
            json!({"nodes": [{"kind": "rule", "type": "enum", "index": 3, "op": {"is": {"fact": 0}}}]}),
            "nodes[0]",
            "its enum does not exist",
        ),
        (
            json!({"nodes": [{"kind": "rule", "type": "bool", "op": {"table": {"rows": [[0, {"bool": true}]]}}}]}),
            "nodes[0]",
            "a row of it does not come before it",
        ),
        (
            json!({"nodes": [{"kind": "rule", "type": "decimal", "unit": "", "scale": 40, "min": 0, "max": 1, "step": 1, "op": {"is": {"fact": 0}}}]}),
            "nodes[0]",
            "its range, scale or step is impossible",
        ),
        (
            json!({"nodes": [{"kind": "rule", "type": "date", "min": 0, "max": 99999999, "op": {"is": {"fact": 0}}}]}),
            "nodes[0]",
            "its range of days is impossible",
        ),
        (
            json!({"enums": [{"name": "E", "label": {"zh": "", "en": ""}, "values": []}]}),
            "enums[0]",
            "it has no values",
        ),
        (
            json!({"clauses": [{"id": "a", "title": {"zh": "", "en": ""}, "parent": 0}]}),
            "clauses[0]",
            "its parent does not come before it",
        ),
        (
            json!({"readings": [{"name": "r", "question": {"zh": "", "en": ""}, "alternatives": [], "default": 0, "decided_by": {"zh": "", "en": ""}}]}),
            "readings[0]",
            "its default does not exist",
        ),
        (
            json!({"manual": [{"name": "m", "label": {"zh": "", "en": ""}, "because": {"zh": "", "en": ""}, "decided_by": {"zh": "", "en": ""}, "affects": [7]}]}),
            "manual[0]",
            "what it affects does not exist",
        ),
        (
            json!({"bring": [{"name": "b", "label": {"zh": "", "en": ""}, "outcome": 0, "documents": [{"alternatives": [0]}]}]}),
            "bring[0]",
            "a document of it does not exist",
        ),
    ] {
        let found = lying(|json| {
            json.as_object_mut()
                .unwrap()
                .extend(alter.as_object().unwrap().clone())
        });
        assert_eq!(
            found,
            format!("the policy's manifest is wrong at `{at}`: {problem}")
        );
    }
    let twice = lying(|json| {
        let fact = json["facts"][0].clone();
        json["facts"].as_array_mut().unwrap().push(fact);
    });
    assert_eq!(
        twice,
        "the policy's manifest is wrong at `facts`: it has two entries of the name `amount`"
    );
}

#[test]
fn a_module_that_fails_or_never_ends_is_an_error_of_the_case() {
    let mut parts = Parts::new(&manifest());
    parts.decide = vec![Instruction::Unreachable];
    let error = refuse(&mut load(&parts.bytes()).unwrap(), json!({}));
    assert_eq!(
        error.to_string(),
        "the policy failed: wasm trap: wasm `unreachable` instruction executed"
    );
    parts.decide = vec![
        Instruction::Loop(wasm_encoder::BlockType::Empty),
        Instruction::Br(0),
        Instruction::End,
    ];
    let error = refuse(&mut load(&parts.bytes()).unwrap(), json!({}));
    assert_eq!(
        error.to_string(),
        "the policy failed: wasm trap: all fuel consumed by WebAssembly"
    );
}

#[test]
fn a_result_that_its_type_does_not_have_is_an_error_of_the_case() {
    let mut json = manifest();
    json["nodes"][0]["max"] = 10.into();
    let mut policy = load(&Parts::new(&json).bytes()).unwrap();
    let error = refuse(&mut policy, json!({"amount": "500"}));
    assert_eq!(
        error.to_string(),
        "the policy failed: it gave `paid` a value that its type does not have"
    );
}
