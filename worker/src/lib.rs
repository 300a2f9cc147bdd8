//! The edge: takes in claims, decides them again with the same module, keeps them, and hands back a receipt.
//!
//! [`http`] and [`claim`] know nothing of Workers, and are tested where the tests run. `edge` answers requests and
//! `district` is the Durable Object that keeps a district's claims.

// A problem ends its request: it is moved once, and its size costs nothing.
#![allow(clippy::result_large_err)]

pub mod claim;
pub mod http;
pub mod openapi;

#[cfg(target_arch = "wasm32")]
mod district;
#[cfg(target_arch = "wasm32")]
mod edge;
