//! A module's bytes and a person's facts in, a decision out: what it is, what it rests on, and what is still open.
//!
//! Knows no policy syntax, and touches no file, clock or network. A [`Policy`] runs on an [`Instance`] of its module,
//! which a host provides: [`wasmtime`] for the command line, [`js`] for browsers, workerd and Node.

mod ahead;
mod answers;
mod bounds;
mod case;
mod citation;
mod date;
mod decimal;
mod decision;
mod error;
mod evidence;
mod fact_error;
mod facts;
mod given;
mod instance;
mod manifest;
mod near;
mod ordered;
mod outcome;
mod policy;
mod range;
mod readings;
mod record;
#[cfg(any(feature = "js", feature = "wasmtime"))]
mod section;
mod sorted;
mod state_name;
mod suggest;
mod time;
mod trace;
mod verify;
pub mod words;

#[cfg(feature = "js")]
pub mod js;
#[cfg(feature = "npm")]
mod npm;
#[cfg(feature = "wasmtime")]
pub mod wasmtime;

pub use citation::{anchor, cited};
pub use decision::*;
pub use error::{CaseError, FactError, FactErrorCode, ModuleError};
pub use instance::Instance;
pub use ordered::Ordered;
pub use policy::Policy;
pub use suggest::{Change, Suggestion};
