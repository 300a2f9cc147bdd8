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
        Ok(Self {
            policy: js::load(&bytes).await?,
        })
    }

    /// SHA-256 of the module's bytes, in hex.
    pub fn sha256(&self) -> String {
        self.policy.sha256().into()
    }

    /// The whole decision as JSON, or the case's errors as `{"errors": […]}`.
    pub fn explain(&mut self, facts: &str, readings: &str) -> Result<String, JsError> {
        let (facts, readings) = case(facts, readings)?;
        answer(self.policy.decide(&facts, &readings))
    }

    /// Suggestions for an outcome as a JSON list, or the case's errors as `{"errors": […]}`.
    pub fn suggest(
        &mut self,
        facts: &str,
        readings: &str,
        outcome: &str,
    ) -> Result<String, JsError> {
        let (facts, readings) = case(facts, readings)?;
        answer(self.policy.suggest(&facts, &readings, outcome))
    }
}

type Case = (Map<String, Json>, BTreeMap<String, String>);

fn case(facts: &str, readings: &str) -> Result<Case, JsError> {
    let (Ok(Json::Object(facts)), Ok(Json::Object(readings))) =
        (serde_json::from_str(facts), serde_json::from_str(readings))
    else {
        return Err(JsError::new("facts and readings must be objects"));
    };
    // What is no string names no alternative, and is told as such.
    let name = |given: Json| {
        if let Json::String(name) = given {
            name
        } else {
            given.to_string()
        }
    };
    let readings = readings
        .into_iter()
        .map(|(reading, given)| (reading, name(given)))
        .collect();
    Ok((facts, readings))
}

fn answer(answer: Result<impl Serialize, CaseError>) -> Result<String, JsError> {
    Ok(match answer {
        Ok(answer) => serde_json::to_string(&answer)?,
        Err(error) => serde_json::to_string(&error)?,
    })
}
