//! The native host.

use crate::{ModuleError, Policy};

/// Loads a policy from its module's bytes.
pub fn load(bytes: &[u8]) -> Result<Policy, ModuleError> {
    let _ = bytes;
    Err(ModuleError::NoManifest)
}
