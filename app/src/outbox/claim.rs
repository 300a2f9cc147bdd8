//! A submitted claim as the phone keeps it.

use nuanze_abi::Text;
use nuanze_api::{ClaimAccepted, ClaimRequest, Problem};
use nuanze_runtime::Value;
use serde::{Deserialize, Serialize};

/// A claim from the moment of "submit".
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// The idempotency key, made once: whatever is repeated, the edge takes it for the same claim.
    pub key: String,
    /// The claim's secret, made once: the only way to ask after it later.
    pub secret: String,
    /// The policy's id.
    pub policy: String,
    /// The policy's title.
    pub title: Text,
    /// What is claimed, in words.
    pub label: Text,
    /// How much.
    pub value: Value,
    /// Its unit.
    pub unit: Option<String>,
    /// When it was submitted on the phone, in milliseconds since 1970.
    pub made_at: f64,
    /// The request, with the personal fields: gone as soon as the edge has acknowledged it.
    pub request: Option<ClaimRequest>,
    /// Where it stands.
    pub state: ClaimState,
}

/// What a claim is made from; the key and the secret are added where randomness is.
pub struct NewClaim {
    /// The policy's title.
    pub title: Text,
    /// What is claimed, in words.
    pub label: Text,
    /// How much.
    pub value: Value,
    /// Its unit.
    pub unit: Option<String>,
    /// The request; its secret is the claim's.
    pub request: ClaimRequest,
}

/// Where a claim stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClaimState {
    /// It has not been answered yet.
    Waiting {
        /// How often it was tried.
        attempts: u32,
        /// Not before then, in milliseconds since 1970.
        not_before: f64,
    },
    /// The edge has refused it; sending it again would not help.
    Refused {
        /// Why.
        problem: Problem,
    },
    /// The edge has it.
    Sent {
        /// Its answer, with the receipt.
        accepted: ClaimAccepted,
    },
}

impl Claim {
    /// A claim that waits for its first try.
    pub fn new(new: NewClaim, key: String, made_at: f64) -> Self {
        Self {
            key,
            secret: new.request.secret.clone(),
            policy: new.request.policy.clone(),
            title: new.title,
            label: new.label,
            value: new.value,
            unit: new.unit,
            made_at,
            request: Some(new.request),
            state: ClaimState::Waiting {
                attempts: 0,
                not_before: 0.0,
            },
        }
    }

    /// Whether it still has to go out.
    pub fn is_waiting(&self) -> bool {
        matches!(self.state, ClaimState::Waiting { .. })
    }

    /// Whether it has to go out now.
    pub fn is_due(&self, now: f64) -> bool {
        matches!(self.state, ClaimState::Waiting { not_before, .. } if not_before <= now)
    }
}
