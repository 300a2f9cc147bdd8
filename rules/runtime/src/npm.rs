//! What the npm package calls: JSON in, JSON out. Its own JavaScript makes it look like JavaScript.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Map, Value as Json};
use wasm_bindgen::prelude::{JsError, wasm_bindgen};

use crate::{CaseError, Policy, js};

/// A policy on the engine that runs the page or the Node process.
#[wasm_bindgen]
pub struct Engine {
    policy: Policy,
}

#[wasm_bindgen]
impl Engine {
    /// Loads a policy from its module's bytes.
    pub async fn load(bytes: Vec<u8>) -> Result<Engine, JsError> {
        Ok(Self { policy: js::load(&bytes).await? })
    }

    /// SHA-256 of the module's bytes, in hex.
    pub fn sha256(&self) -> String {
        self.policy.sha256().into()
    }

    /// The manifest as JSON.
    pub fn manifest(&self) -> Result<String, JsError> {
        Ok(serde_json::to_string(self.policy.manifest())?)
    }

    /// The whole decision as JSON, or the case's errors as `{"errors": […]}`.
    pub fn explain(&mut self, facts: &str, readings: &str) -> Result<String, JsError> {
        let (facts, readings) = case(facts, readings)?;
        answer(self.policy.decide(&facts, &readings))
    }

    /// Suggestions for an outcome as a JSON list, or the case's errors as `{"errors": […]}`.
    pub fn suggest(&mut self, facts: &str, readings: &str, outcome: &str) -> Result<String, JsError> {
        let (facts, readings) = case(facts, readings)?;
        answer(self.policy.suggest(&facts, &readings, outcome))
    }
}

type Case = (Map<String, Json>, BTreeMap<String, String>);

fn case(facts: &str, readings: &str) -> Result<Case, JsError> {
    let facts = serde_json::from_str(facts).map_err(|_| JsError::new("the facts must be an object"))?;
    let readings = serde_json::from_str(readings)
        .map_err(|_| JsError::new("the readings must be an object of alternatives' names"))?;
    Ok((facts, readings))
}

fn answer(answer: Result<impl Serialize, CaseError>) -> Result<String, JsError> {
    Ok(match answer {
        Ok(answer) => serde_json::to_string(&answer)?,
        Err(error) => serde_json::to_string(&error)?,
    })
}
