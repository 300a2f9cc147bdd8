//! What holds for any input: each property takes bytes, and panics if they break it.
//!
//! `tests/fuzz` looks for such bytes; what it kept in its corpus is tried again by this crate's tests.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod agree;
mod award;
mod decided;
mod facts;
mod module;
mod second;
mod text;

/// The random documents of the code generator's tests, and both executors beside each other.
#[path = "../../../rules/codegen/tests/support/mod.rs"]
mod support;

mod differential;

pub use agree::{Tried, agree};
pub use second::{Compared, Said, Value, second};

/// Something that holds for any bytes.
pub type Property = fn(&[u8]);

/// Every property, by the name of its fuzz target.
pub const PROPERTIES: [(&str, Property); 7] = [
    ("parse", text::parse),
    ("format_round_trip", text::format_round_trip),
    ("check", text::check),
    ("module", module::module),
    ("facts", facts::facts),
    ("differential", differential::differential),
    ("built", differential::built),
];

/// Tries one property on these bytes.
///
/// # Panics
///
/// If it does not hold, or if there is no property of this name.
pub fn hold(name: &str, bytes: &[u8]) {
    let property = PROPERTIES.iter().find(|(known, _)| *known == name);
    let (_, property) = property.unwrap_or_else(|| panic!("there is no property `{name}`"));
    property(bytes);
}
