//! What every module looks like from outside.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use nuanze_abi::{ABI_VERSION, MANIFEST_SECTION, Manifest, record_size};
use support::host::Host;
use support::policy::Policy;
use wasmparser::{ExternalKind, Operator, Parser, Payload, Validator, WasmFeatures};

fn policies() -> [Policy; 2] {
    [Policy::fixture("award"), Policy::fixture("tariff")]
}

/// Programs with times, months, parameters and lists.
fn built() -> impl Iterator<Item = Policy> {
    (0..12).map(|seed| Policy::of_program(support::build::program(seed)).unwrap())
}

#[test]
fn it_needs_nothing_and_nothing_newer_than_the_first_webassembly() {
    for policy in policies().into_iter().chain(built()) {
        // Not even its floats.
        let mut validator = Validator::new_with_features(WasmFeatures::empty());
        validator.validate_all(&policy.module.bytes).unwrap();
        for payload in Parser::new(0).parse_all(&policy.module.bytes) {
            match payload.unwrap() {
                Payload::ImportSection(_) | Payload::TableSection(_) | Payload::DataSection(_) => {
                    panic!("a module has no imports, tables or data")
                }
                Payload::CodeSectionEntry(body) => {
                    for operator in body.get_operators_reader().unwrap() {
                        let operator = operator.unwrap();
                        let signed = matches!(operator, Operator::I64RemS | Operator::Unreachable);
                        let float = format!("{operator:?}").contains("F64")
                            || format!("{operator:?}").contains("F32");
                        assert!(!signed && !float, "{operator:?}");
                    }
                }
                _ => {}
            }
        }
    }
}

#[test]
fn it_exports_exactly_what_the_layout_says() {
    let policy = Policy::fixture("award");
    let mut exports = Vec::new();
    for payload in Parser::new(0).parse_all(&policy.module.bytes) {
        if let Payload::ExportSection(section) = payload.unwrap() {
            exports.extend(
                section
                    .into_iter()
                    .map(|export| export.unwrap())
                    .map(|export| (export.name, export.kind)),
            );
        }
    }
    let expected = [
        ("memory", ExternalKind::Memory),
        ("abi_version", ExternalKind::Global),
        ("inputs", ExternalKind::Global),
        ("results", ExternalKind::Global),
        ("decide", ExternalKind::Func),
        ("decide_batch", ExternalKind::Func),
    ];
    assert_eq!(exports, expected);
    let host = Host::new(&policy.module);
    assert_eq!(host.inputs % 8, 0);
    assert_eq!(host.results, host.inputs + record_size(host.input_slots));
}

#[test]
fn the_calendar_is_in_it_only_where_months_are_added() {
    let functions = |rule: &str| {
        let policy = Policy::of(&format!(
            "fact bought : date 2020-01-01..2024-12-31 \"选购日期\"\n  ask \"？\"\n\noutcome rule due \"期限\" = {rule}"
        ));
        let mut count = 0;
        for payload in Parser::new(0).parse_all(&policy.module.bytes) {
            if let Payload::FunctionSection(section) = payload.unwrap() {
                count = section.count();
            }
        }
        count
    };
    assert_eq!(functions("bought + 90 d"), 5);
    assert_eq!(functions("add_months(bought, 3, last_day)"), 7);
}

#[test]
fn its_manifest_is_in_its_bytes() {
    for policy in policies() {
        let mut sections = Vec::new();
        for payload in Parser::new(0).parse_all(&policy.module.bytes) {
            if let Payload::CustomSection(section) = payload.unwrap() {
                sections.push((section.name().to_owned(), section.data().to_vec()));
            }
        }
        let [(name, json)] = sections.try_into().unwrap();
        assert_eq!(name, MANIFEST_SECTION);
        let manifest: Manifest = serde_json::from_slice(&json).unwrap();
        assert_eq!(manifest.abi, ABI_VERSION);
        assert_eq!(manifest, policy.module.manifest);
    }
}

#[test]
fn the_same_policy_is_the_same_bytes() {
    for name in ["award", "tariff"] {
        assert_eq!(Policy::fixture(name).module, Policy::fixture(name).module);
    }
    for policy in built() {
        let again = Policy::of_program(policy.program).unwrap();
        assert_eq!(again.module.bytes, policy.module.bytes);
    }
    for seed in 0..20 {
        if let Some(text) = support::generate::mended(seed) {
            assert_eq!(
                Policy::compile(&text).unwrap().module.bytes,
                Policy::compile(&text).unwrap().module.bytes
            );
        }
    }
}

#[test]
fn a_policy_of_usual_size_has_at_most_8_kilobytes_of_code() {
    for policy in policies() {
        assert!(
            policy.module.code_size <= 8 * 1024,
            "{} bytes",
            policy.module.code_size
        );
    }
}

#[test]
fn nodes_stand_after_those_they_use() {
    for policy in policies().into_iter().chain(built()) {
        for (index, node) in policy.module.manifest.nodes.iter().enumerate() {
            let json = serde_json::to_value(&node.op).unwrap();
            let mut used = Vec::new();
            collect_nodes(&json, &mut used);
            assert!(used.iter().all(|&used| used < index), "{node:?}");
        }
    }
}

fn collect_nodes(json: &serde_json::Value, found: &mut Vec<usize>) {
    match json {
        serde_json::Value::Object(map) => {
            for (key, value) in map {
                if let ("node", Some(index)) = (key.as_str(), value.as_u64()) {
                    found.push(usize::try_from(index).unwrap());
                }
                collect_nodes(value, found);
            }
        }
        serde_json::Value::Array(items) => items.iter().for_each(|item| collect_nodes(item, found)),
        _ => {}
    }
}
