//! Official texts: hashes of their paragraphs, the lock file that keeps them, and what has changed since.
//!
//! No sentence of an official text is kept, only hashes.

mod compare;
mod lock;
mod text;

pub use compare::{Change, ClauseReport, compare};
pub use lock::Lock;
pub use text::OriginalText;
