//! Reads a manifest from JSON.
//!
//! By hand: derived readers for all its types would be most of what a phone downloads of this runtime.

mod inputs;
mod nodes;
mod read;

use nuanze_abi::{
    Alternative, Bring, BringItem, Clause, Document, Enum, EnumValue, Evidence, Fact, Manifest,
    Manual, Operand, Parameter, Pledge, PolicyInfo, Reading, Source, ValueType,
};
use serde_json::Value as Json;

use self::read::{Reader, of};
use crate::ModuleError;

/// The manifest in a module's custom section.
pub fn parse(bytes: &[u8]) -> Result<Manifest, ModuleError> {
    let text =
        std::str::from_utf8(bytes).map_err(|_| ModuleError::Manifest("it is not UTF-8".into()))?;
    let json: Json =
        serde_json::from_str(text).map_err(|error| ModuleError::Manifest(error.to_string()))?;
    let mut reader = Reader::default();
    let manifest = manifest(&mut reader, &json);
    match reader.problem {
        None => Ok(manifest),
        Some(problem) => Err(ModuleError::Manifest(problem)),
    }
}

fn manifest(r: &mut Reader, json: &Json) -> Manifest {
    Manifest {
        abi: i32::try_from(r.integer(json, "abi")).unwrap_or_default(),
        policy: policy(r, of(json, "policy")),
        documents: r.list(json, "documents", document),
        clauses: r.list(json, "clauses", clause),
        enums: r.list(json, "enums", enumeration),
        facts: r.list(json, "facts", fact),
        inputs: r.list(json, "inputs", inputs::input),
        parameters: r.list(json, "parameters", parameter),
        readings: r.list(json, "readings", reading),
        nodes: r.list(json, "nodes", nodes::node),
        outcomes: r.positions(json, "outcomes"),
        evidence: r.list(json, "evidence", evidence),
        bring: r.list(json, "bring", bring),
        pledges: r.list(json, "pledges", pledge),
        manual: r.list(json, "manual", manual),
    }
}

fn policy(r: &mut Reader, json: &Json) -> PolicyInfo {
    let in_force = match of(json, "in_force").as_array().map(Vec::as_slice) {
        Some([Json::String(from), Json::Null]) => (from.clone(), None),
        Some([Json::String(from), Json::String(to)]) => (from.clone(), Some(to.clone())),
        _ => {
            r.wrong("in_force");
            (String::new(), None)
        }
    };
    PolicyInfo {
        id: r.string(json, "id"),
        title: r.text(json, "title"),
        jurisdiction: r.string(json, "jurisdiction"),
        in_force,
        status: r.string(json, "status"),
        sources: r.list(json, "sources", |r, item| Source {
            name: r.string(item, "name"),
            title: r.string(item, "title"),
        }),
    }
}

fn document(r: &mut Reader, json: &Json) -> Document {
    Document {
        id: r.string(json, "id"),
        title: r.text(json, "title"),
    }
}

fn parameter(r: &mut Reader, json: &Json) -> Parameter {
    Parameter {
        name: r.string(json, "name"),
        label: r.maybe(json, "label", Reader::text),
        clause: r.maybe(json, "clause", Reader::position),
        entries: r.list(json, "entries", |r, json| {
            match json.as_array().map(Vec::as_slice) {
                Some([Json::String(from), value]) => (from.clone(), nodes::operand(r, value)),
                _ => {
                    r.wrong("entries");
                    (String::new(), Operand::Bool(false))
                }
            }
        }),
    }
}

fn clause(r: &mut Reader, json: &Json) -> Clause {
    Clause {
        document: r.maybe(json, "document", Reader::position),
        id: r.string(json, "id"),
        title: r.text(json, "title"),
        parent: r.maybe(json, "parent", Reader::position),
        source: r.maybe(json, "source", Reader::string),
        prose: r.list(json, "prose", |r, item| match item {
            Json::String(text) => text.clone(),
            _ => {
                r.wrong("prose");
                String::new()
            }
        }),
    }
}

fn enumeration(r: &mut Reader, json: &Json) -> Enum {
    Enum {
        name: r.string(json, "name"),
        label: r.text(json, "label"),
        groups: r.list(json, "groups", Reader::words),
        values: r.list(json, "values", |r, json| EnumValue {
            name: r.string(json, "name"),
            label: r.text(json, "label"),
            group: r.maybe(json, "group", Reader::position),
        }),
    }
}

/// The type of a fact or node, whose fields stand beside its other ones.
fn value_type(r: &mut Reader, json: &Json) -> ValueType {
    match of(json, "type").as_str() {
        Some("bool") => ValueType::Bool,
        Some("enum") => ValueType::Enum {
            index: r.position(json, "index"),
        },
        Some("reading") => ValueType::Reading {
            index: r.position(json, "index"),
        },
        Some("decimal") => ValueType::Decimal {
            unit: r.string(json, "unit"),
            // A scale that is too large for its type is too large in any case.
            scale: u32::try_from(r.position(json, "scale")).unwrap_or(u32::MAX),
            min: r.integer(json, "min"),
            max: r.integer(json, "max"),
            step: r.integer(json, "step"),
        },
        Some("date") => ValueType::Date {
            min: r.integer(json, "min"),
            max: r.integer(json, "max"),
        },
        Some("time") => ValueType::Time {
            min: r.integer(json, "min"),
            max: r.integer(json, "max"),
        },
        Some("date_time") => ValueType::DateTime {
            min: r.integer(json, "min"),
            max: r.integer(json, "max"),
        },
        _ => {
            r.wrong("type");
            ValueType::Bool
        }
    }
}

fn fact(r: &mut Reader, json: &Json) -> Fact {
    Fact {
        name: r.string(json, "name"),
        place: r.maybe(json, "place", Reader::text),
        within: r.list(json, "within", inputs::place_in_list),
        value: value_type(r, json),
        label: r.text(json, "label"),
        ask: r.text(json, "ask"),
        hint: r.maybe(json, "hint", Reader::text),
        why: r.maybe(json, "why", Reader::text),
        clause: r.maybe(json, "clause", Reader::position),
        proof: r.list(json, "proof", |r, one| {
            r.all(one, "proof", |r, item| r.index(item, "proof"))
        }),
        assessed_by: r.maybe(json, "assessed_by", Reader::text),
        changeable: r.flag(json, "changeable"),
        breakpoints: r.list(json, "breakpoints", |r, item| r.whole(item, "breakpoints")),
    }
}

fn reading(r: &mut Reader, json: &Json) -> Reading {
    Reading {
        name: r.string(json, "name"),
        question: r.text(json, "question"),
        alternatives: r.list(json, "alternatives", |r, json| Alternative {
            name: r.string(json, "name"),
            label: r.text(json, "label"),
        }),
        default: r.position(json, "default"),
        decided_by: r.text(json, "decided_by"),
        because: r.maybe(json, "because", Reader::text),
        clause: r.maybe(json, "clause", Reader::position),
    }
}

fn evidence(r: &mut Reader, json: &Json) -> Evidence {
    Evidence {
        name: r.string(json, "name"),
        label: r.text(json, "label"),
        hint: r.maybe(json, "hint", Reader::text),
    }
}

fn bring(r: &mut Reader, json: &Json) -> Bring {
    Bring {
        name: r.string(json, "name"),
        label: r.text(json, "label"),
        outcome: r.position(json, "outcome"),
        clause: r.maybe(json, "clause", Reader::position),
        documents: r.list(json, "documents", |r, json| BringItem {
            alternatives: r.positions(json, "alternatives"),
            condition: r.maybe(json, "condition", nodes::field),
        }),
    }
}

fn pledge(r: &mut Reader, json: &Json) -> Pledge {
    Pledge {
        name: r.string(json, "name"),
        label: r.text(json, "label"),
        outcome: r.position(json, "outcome"),
        clause: r.maybe(json, "clause", Reader::position),
        promises: r.list(json, "promises", |r, json| {
            match json.as_array().map(Vec::as_slice) {
                Some([Json::String(name), label]) => (name.clone(), r.words(label)),
                _ => {
                    r.wrong("promises");
                    Default::default()
                }
            }
        }),
    }
}

fn manual(r: &mut Reader, json: &Json) -> Manual {
    Manual {
        name: r.string(json, "name"),
        label: r.text(json, "label"),
        because: r.text(json, "because"),
        affects: r.positions(json, "affects"),
        decided_by: r.text(json, "decided_by"),
        clause: r.maybe(json, "clause", Reader::position),
    }
}
