//! A policy with its meaning: names resolved, types and units checked, ranges carried through, tables proved, and
//! a reference evaluator written for clarity.

mod program;
mod unit;

pub use program::*;
pub use unit::Unit;
