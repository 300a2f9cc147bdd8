//! The records and lists of a manifest.

use nuanze_abi::{Input, InputKind};
use serde_json::Value as Json;

use super::read::{Reader, of};

/// A declared fact. JSON's own limit bounds how deep it can be.
pub fn input(r: &mut Reader, json: &Json) -> Input {
    let is = |key| !of(json, key).is_null();
    let kind = if is("record") {
        InputKind::Record(r.list(json, "record", input))
    } else if is("list") {
        let list = of(json, "list");
        InputKind::List {
            length: r.position(list, "length"),
            items: r.list(list, "items", input),
        }
    } else {
        InputKind::Fact(r.position(json, "fact"))
    };
    Input {
        name: r.maybe(json, "name", Reader::string).unwrap_or_default(),
        label: r.maybe(json, "label", Reader::text).unwrap_or_default(),
        kind,
    }
}

/// The fact of a list's length, and an item's number in it.
pub fn place_in_list(r: &mut Reader, json: &Json) -> (usize, u32) {
    match json.as_array().map(Vec::as_slice) {
        Some([length, number]) => (
            r.index(length, "within"),
            u32::try_from(r.index(number, "within")).unwrap_or(u32::MAX),
        ),
        _ => {
            r.wrong("within");
            (0, 0)
        }
    }
}
