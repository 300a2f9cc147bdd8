//! The host in browsers, workerd and Node.

use crate::{ModuleError, Policy};

/// Loads a policy from its module's bytes, where a host compiles bytes (browsers, Node).
pub async fn load(bytes: &[u8]) -> Result<Policy, ModuleError> {
    let _ = bytes;
    Err(ModuleError::NoManifest)
}

/// A policy from a module that the host has compiled (workerd); `sha256` is that of its bytes, in hex.
pub fn from_module(module: &js_sys::WebAssembly::Module, sha256: &str) -> Result<Policy, ModuleError> {
    let _ = (module, sha256);
    Err(ModuleError::NoManifest)
}
