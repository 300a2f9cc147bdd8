//! The subcommands, one file each, and what `check`, `build` and `test` report in common.

pub mod ask;
pub mod audit;
pub mod build;
pub mod check;
pub mod decide;
pub mod doc;
pub mod explain;
pub mod fmt;
pub mod index;
pub mod report;
pub mod test;
pub mod verify_source;
pub mod witness;
