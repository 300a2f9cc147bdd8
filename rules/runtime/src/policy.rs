//! A policy that can be asked.

use std::collections::BTreeMap;

use nuanze_abi::Manifest;
use serde_json::{Map, Value as Json};

use crate::{CaseError, Decision, Instance, ModuleError, Ordered, Outcome};

/// A policy that runs on an instance of its module.
pub struct Policy {
    manifest: Manifest,
    sha256: String,
    #[allow(dead_code)]
    instance: Box<dyn Instance>,
}

impl Policy {
    /// A policy from its manifest (the content of its custom section), the SHA-256 of its bytes in hex, and an instance.
    /// Everything that the manifest says is checked here, once.
    pub fn new(manifest: &[u8], sha256: &str, instance: Box<dyn Instance>) -> Result<Self, ModuleError> {
        let manifest = serde_json::from_slice(manifest).map_err(|error| ModuleError::Manifest(error.to_string()))?;
        Ok(Self { manifest, sha256: sha256.into(), instance })
    }

    /// What it asks, answers and rests on.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// SHA-256 of its module's bytes, in hex.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// Decides. `facts` holds what is known, by name; a missing fact and `null` are unknown. `readings` names an
    /// alternative for each reading that is not to be as the policy has it.
    pub fn decide(&mut self, facts: &Map<String, Json>, readings: &BTreeMap<String, String>) -> Result<Decision, CaseError> {
        let _ = (facts, readings);
        Err(ModuleError::NoManifest.into())
    }

    /// Decides many cases in one call of the module: the outcomes only, in the cases' order.
    pub fn decide_many(
        &mut self,
        cases: &[Map<String, Json>],
        readings: &BTreeMap<String, String>,
    ) -> Result<Vec<Result<Ordered<Outcome>, CaseError>>, CaseError> {
        let _ = (cases, readings);
        Ok(Vec::new())
    }
}
