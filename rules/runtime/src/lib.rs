//! A module's bytes and a person's facts in, a decision out: what it is, what it rests on, and what is still open.
//!
//! Knows no policy syntax, and touches no file, clock or network. A [`Policy`] runs on an [`Instance`] of its module,
//! which a host provides: [`wasmtime`] for the command line, [`js`] for browsers, workerd and Node.

mod decision;
mod error;
mod instance;
mod ordered;
mod policy;
mod state_name;
mod suggest;
pub mod words;

#[cfg(feature = "js")]
pub mod js;
#[cfg(feature = "wasmtime")]
pub mod wasmtime;

pub use decision::*;
pub use error::{CaseError, FactError, FactErrorCode, ModuleError};
pub use instance::Instance;
pub use ordered::Ordered;
pub use policy::Policy;
pub use suggest::Suggestion;
