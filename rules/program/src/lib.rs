//! A policy with its meaning: names resolved, types and units checked, ranges carried through, tables proved, and
//! a reference evaluator written for clarity.
//!
//! [`check`] makes a [`Program`] of a syntax tree, [`evaluate`] decides a [`Case`] with it, [`needs`] says what is
//! still to be asked, and [`run_examples`] runs the tests that stand in the document. [`audit`] says whether those tests
//! are enough, and [`witness`] gives one case for each region of the outcomes, for people to sign.

mod audit;
mod check;
mod citation;
mod coverage;
mod date;
mod drafts;
mod evaluate;
mod examples;
mod expr;
mod moment;
mod mutate;
mod needs;
mod program;
mod proof;
mod search;
mod unit;
mod walk;
mod witness;
mod words;
mod written;

pub use audit::{Aspects, Audit, audit};
pub use check::{Checked, Library, check, check_with};
pub use citation::Citation;
pub use coverage::{Point, PointKind, Shown};
pub use date::{
    add_months, date_from_days, days_from_date, format_date, format_date_time, format_time,
    parse_date,
};
pub use evaluate::{Case, Evaluation, evaluate};
pub use examples::run_examples;
pub use mutate::{Fate, Mutant, MutantKind};
pub use needs::needs;
pub use program::*;
pub use unit::Unit;
pub use witness::{Changed, OutcomeRegions, Region, Step, Witness, witness};
pub use words::{Language, Words};
pub use written::Addition;
