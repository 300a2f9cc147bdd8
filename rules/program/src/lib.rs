//! A policy with its meaning: names resolved, types and units checked, ranges carried through, tables proved, and
//! a reference evaluator written for clarity.
//!
//! [`check`] makes a [`Program`] of a syntax tree, [`evaluate`] decides a [`Case`] with it, [`needs`] says what is
//! still to be asked, and [`run_examples`] runs the tests that stand in the document.

mod check;
mod citation;
mod date;
mod evaluate;
mod examples;
mod expr;
mod moment;
mod needs;
mod program;
mod proof;
mod unit;
mod walk;
mod words;

pub use check::{Checked, check};
pub use citation::Citation;
pub use date::{
    add_months, date_from_days, days_from_date, format_date, format_date_time, format_time,
    parse_date,
};
pub use evaluate::{Case, Evaluation, evaluate};
pub use examples::run_examples;
pub use needs::needs;
pub use program::*;
pub use unit::Unit;
pub use words::{Language, Words};
