//! Facts as strangers send them: every case is decided, or refused with what is wrong in it.

use std::cell::RefCell;
use std::collections::BTreeMap;

use nuanze_abi::{Manifest, ValueType};
use nuanze_runtime::Policy;
use serde_json::{Map, Value, json};

use crate::award;

thread_local! {
    static POLICY: RefCell<Policy> =
        RefCell::new(nuanze_runtime::wasmtime::load(award::bytes()).expect("the published policy loads"));
}

/// JSON as it is, if the bytes are a JSON object; otherwise they choose among values for each fact.
pub(crate) fn facts(bytes: &[u8]) {
    POLICY.with_borrow_mut(|policy| {
        let facts = match serde_json::from_slice(bytes) {
            Ok(Value::Object(facts)) => facts,
            _ => plausible(policy.manifest(), &mut bytes.iter().copied()),
        };
        let readings = facts
            .iter()
            .filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned())));
        for readings in [BTreeMap::new(), readings.take(1).collect()] {
            decide(policy, &facts, &readings);
        }
    });
}

fn decide(policy: &mut Policy, facts: &Map<String, Value>, readings: &BTreeMap<String, String>) {
    let decided = policy.decide(facts, readings);
    match &decided {
        Ok(decision) => {
            assert_eq!(decision.outcomes.len(), policy.manifest().outcomes.len());
            assert_eq!(
                policy.decide(facts, readings).as_ref(),
                Ok(decision),
                "decided otherwise the second time"
            );
        }
        Err(error) => {
            assert!(!error.errors.is_empty(), "refused without a reason");
            for error in &error.errors {
                assert!(
                    error.pointer.is_empty() || error.pointer.starts_with('/'),
                    "{error:?}"
                );
                assert!(
                    !error.message.is_empty() && !error.message_zh.is_empty(),
                    "{error:?}"
                );
            }
        }
    }
}

/// A value for each fact that a byte chooses: mostly one that fits, sometimes one that almost does.
pub(crate) fn plausible(
    manifest: &Manifest,
    choices: &mut dyn Iterator<Item = u8>,
) -> Map<String, Value> {
    let mut facts = Map::new();
    for fact in &manifest.facts {
        let Some(choice) = choices.next() else { break };
        let value = match (&fact.value, choice % 16) {
            (_, 0) => continue,
            (_, 1) => Value::Null,
            (_, 2) => json!([]),
            (_, 3) => json!(f64::from(choice) / 7.0),
            (_, 4) => json!("2023-02-30"),
            (ValueType::Bool, choice) => json!(choice % 2 == 0),
            (ValueType::Date { .. }, choice) => {
                json!(format!("2022-{:02}-{:02}", choice % 14, choice * 2))
            }
            (ValueType::Decimal { .. }, _) => json!(format!("{choice}.{:02}", choice / 3)),
            _ => json!(choice),
        };
        facts.insert(fact.name.clone(), value);
    }
    facts
}
