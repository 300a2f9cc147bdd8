//! Reads a manifest from JSON.
//!
//! By hand: derived readers for all its types would be most of what a phone downloads of this runtime.

mod nodes;
mod read;

use nuanze_abi::{
    Alternative, Bring, BringItem, Clause, Enum, EnumValue, Evidence, Fact, Manifest, Manual,
    Pledge, PolicyInfo, Reading, Text, ValueType,
};
use serde_json::Value as Json;

use self::read::{Read, flag, integer, list, maybe, position, positions, string, text, wrong};
use crate::ModuleError;

/// The manifest in a module's custom section.
pub fn parse(bytes: &[u8]) -> Result<Manifest, ModuleError> {
    let text =
        std::str::from_utf8(bytes).map_err(|_| ModuleError::Manifest("it is not UTF-8".into()))?;
    let json: Json =
        serde_json::from_str(text).map_err(|error| ModuleError::Manifest(error.to_string()))?;
    manifest(&json).map_err(ModuleError::Manifest)
}

fn manifest(json: &Json) -> Read<Manifest> {
    let abi = integer(json, "abi")?;
    Ok(Manifest {
        abi: i32::try_from(abi).or_else(|_| wrong("abi"))?,
        policy: policy(read::of(json, "policy")?)?,
        clauses: list(json, "clauses", clause)?,
        enums: list(json, "enums", enumeration)?,
        facts: list(json, "facts", fact)?,
        readings: list(json, "readings", reading)?,
        nodes: list(json, "nodes", nodes::node)?,
        outcomes: positions(json, "outcomes")?,
        evidence: list(json, "evidence", evidence)?,
        bring: list(json, "bring", bring)?,
        pledges: list(json, "pledges", pledge)?,
        manual: list(json, "manual", manual)?,
    })
}

fn policy(json: &Json) -> Read<PolicyInfo> {
    let days = match read::of(json, "in_force")?.as_array().map(Vec::as_slice) {
        Some([Json::String(from), Json::Null]) => (from.clone(), None),
        Some([Json::String(from), Json::String(to)]) => (from.clone(), Some(to.clone())),
        _ => return wrong("in_force"),
    };
    Ok(PolicyInfo {
        id: string(json, "id")?,
        title: text(json, "title")?,
        jurisdiction: string(json, "jurisdiction")?,
        in_force: days,
        status: string(json, "status")?,
    })
}

fn clause(json: &Json) -> Read<Clause> {
    Ok(Clause {
        id: string(json, "id")?,
        title: text(json, "title")?,
        parent: maybe(json, "parent", position)?,
        source: maybe(json, "source", string)?,
        prose: list(json, "prose", |item| {
            item.as_str()
                .map(str::to_owned)
                .map_or_else(|| wrong("prose"), Ok)
        })?,
    })
}

fn enumeration(json: &Json) -> Read<Enum> {
    Ok(Enum {
        name: string(json, "name")?,
        label: text(json, "label")?,
        groups: list(json, "groups", read::words)?,
        values: list(json, "values", |json| {
            Ok(EnumValue {
                name: string(json, "name")?,
                label: text(json, "label")?,
                group: maybe(json, "group", position)?,
            })
        })?,
    })
}

/// The type of a fact or node, whose fields stand beside its other ones.
fn value_type(json: &Json) -> Read<ValueType> {
    Ok(match read::of(json, "type")?.as_str() {
        Some("bool") => ValueType::Bool,
        Some("enum") => ValueType::Enum {
            index: position(json, "index")?,
        },
        Some("reading") => ValueType::Reading {
            index: position(json, "index")?,
        },
        Some("decimal") => ValueType::Decimal {
            unit: string(json, "unit")?,
            scale: u32::try_from(integer(json, "scale")?).or_else(|_| wrong("scale"))?,
            min: integer(json, "min")?,
            max: integer(json, "max")?,
            step: integer(json, "step")?,
        },
        Some("date") => ValueType::Date {
            min: integer(json, "min")?,
            max: integer(json, "max")?,
        },
        _ => return wrong("type"),
    })
}

fn fact(json: &Json) -> Read<Fact> {
    Ok(Fact {
        name: string(json, "name")?,
        value: value_type(json)?,
        label: text(json, "label")?,
        ask: text(json, "ask")?,
        hint: maybe(json, "hint", text)?,
        why: maybe(json, "why", text)?,
        clause: maybe(json, "clause", position)?,
        proof: list(json, "proof", |one| read::all(one, "proof", read::index))?,
        assessed_by: maybe(json, "assessed_by", text)?,
        changeable: flag(json, "changeable")?,
        breakpoints: list(json, "breakpoints", |item| {
            item.as_i64().map_or_else(|| wrong("breakpoints"), Ok)
        })?,
    })
}

fn reading(json: &Json) -> Read<Reading> {
    Ok(Reading {
        name: string(json, "name")?,
        question: text(json, "question")?,
        alternatives: list(json, "alternatives", |json| {
            Ok(Alternative {
                name: string(json, "name")?,
                label: text(json, "label")?,
            })
        })?,
        default: position(json, "default")?,
        decided_by: text(json, "decided_by")?,
        because: maybe(json, "because", text)?,
        clause: maybe(json, "clause", position)?,
    })
}

fn evidence(json: &Json) -> Read<Evidence> {
    Ok(Evidence {
        name: string(json, "name")?,
        label: text(json, "label")?,
        hint: maybe(json, "hint", text)?,
    })
}

fn bring(json: &Json) -> Read<Bring> {
    Ok(Bring {
        name: string(json, "name")?,
        label: text(json, "label")?,
        outcome: position(json, "outcome")?,
        clause: maybe(json, "clause", position)?,
        documents: list(json, "documents", |json| {
            Ok(BringItem {
                alternatives: positions(json, "alternatives")?,
                condition: maybe(json, "condition", |json, key| {
                    nodes::operand(read::of(json, key)?)
                })?,
            })
        })?,
    })
}

fn pledge(json: &Json) -> Read<Pledge> {
    let promise = |json: &Json| -> Read<(String, Text)> {
        match json.as_array().map(Vec::as_slice) {
            Some([Json::String(name), label]) => Ok((name.clone(), read::words(label)?)),
            _ => wrong("promises"),
        }
    };
    Ok(Pledge {
        name: string(json, "name")?,
        label: text(json, "label")?,
        outcome: position(json, "outcome")?,
        clause: maybe(json, "clause", position)?,
        promises: list(json, "promises", promise)?,
    })
}

fn manual(json: &Json) -> Read<Manual> {
    Ok(Manual {
        name: string(json, "name")?,
        label: text(json, "label")?,
        because: text(json, "because")?,
        affects: positions(json, "affects")?,
        decided_by: text(json, "decided_by")?,
        clause: maybe(json, "clause", position)?,
    })
}
