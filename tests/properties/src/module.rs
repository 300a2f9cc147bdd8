//! Modules of unknown origin: whatever the bytes, loading and asking them ends, and ends well.

use std::collections::BTreeMap;

use nuanze_runtime::Policy;
use serde_json::Map;

use crate::{award, facts::plausible};

/// Bytes as they are after an even first byte; after an odd one, changes to a real module.
pub(crate) fn module(bytes: &[u8]) {
    let Some((first, rest)) = bytes.split_first() else {
        return;
    };
    if first.is_multiple_of(2) {
        return ask(rest);
    }
    let mut changed = award::bytes().to_vec();
    for change in rest.chunks(4) {
        let [high, low, kind, byte] = [0, 1, 2, 3].map(|at| change.get(at).copied().unwrap_or(0));
        let at = usize::from(u16::from_be_bytes([high, low])) % changed.len().max(1);
        match kind % 4 {
            0 => changed.insert(at, byte),
            1 if !changed.is_empty() => drop(changed.remove(at)),
            2 => changed.truncate(at.max(8)),
            _ => changed
                .iter_mut()
                .skip(at)
                .take(1)
                .for_each(|place| *place = byte),
        }
    }
    ask(&changed);
}

fn ask(bytes: &[u8]) {
    match nuanze_runtime::wasmtime::load(bytes) {
        Ok(mut policy) => decide(&mut policy),
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

/// Asks with nothing known, and with a value for everything.
fn decide(policy: &mut Policy) {
    let known = plausible(policy.manifest(), &mut [1, 2, 3].into_iter().cycle());
    for facts in [Map::new(), known] {
        match policy.decide(&facts, &BTreeMap::new()) {
            Ok(decision) => drop(serde_json::to_string(&decision)),
            Err(error) => assert!(!error.to_string().is_empty()),
        }
    }
}
