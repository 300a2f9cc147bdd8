//! What the tests of this crate share.
#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

pub mod build;
pub mod generate;
pub mod host;
pub mod policy;
pub mod random;
