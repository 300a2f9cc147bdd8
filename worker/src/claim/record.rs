//! A claim as it is kept, and what the edge and a district say to each other about it.

use std::collections::BTreeMap;

use nuanze_api::{ClaimStatus, ClaimView, Disclosure, Problem};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::idempotency::Retry;
use super::keys::SealKey;
use super::seal::{SealError, Sealed, open};

/// A claim as it is kept: no personal field in the open.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClaimRecord {
    /// The claim's id.
    pub id: String,
    /// Where it stands.
    pub status: ClaimStatus,
    /// The policy's id.
    pub policy: String,
    /// SHA-256 of the module.
    pub module: String,
    /// The facts, as they were claimed.
    pub facts: Map<String, Value>,
    /// The readings, as they were claimed.
    pub readings: BTreeMap<String, String>,
    /// What keeps the facts from being guessed from the receipt.
    pub salt: String,
    /// The outcome that is claimed.
    pub outcome: String,
    /// The outcomes as decided here.
    pub outcomes: Map<String, Value>,
    /// The promises.
    pub pledge: Vec<String>,
    /// The applicant's name.
    pub name: Sealed,
    /// The applicant's mobile number.
    pub phone: Sealed,
    /// The applicant's identity number.
    pub id_number: Sealed,
    /// The evidence, as JSON: a file's name can name a person.
    pub evidence: Sealed,
    /// SHA-256 of the claim's secret.
    pub secret_sha256: String,
    /// The household's blind index.
    pub household: String,
    /// The signed receipt.
    pub receipt: String,
    /// When it was stored.
    pub submitted_at: String,
}

impl ClaimRecord {
    /// The claim as its claimant sees it.
    pub fn view(&self, keys: &[SealKey]) -> Result<ClaimView, SealError> {
        let field = |name: &str, sealed: &Sealed| open(keys, &self.id, name, sealed);
        let applicant = nuanze_api::Applicant {
            name: field("name", &self.name)?,
            phone: field("phone", &self.phone)?,
            id_number: field("id_number", &self.id_number)?,
        };
        let evidence = serde_json::from_str(&field("evidence", &self.evidence)?)
            .map_err(|_| SealError::Broken)?;
        Ok(ClaimView {
            id: self.id.clone(),
            status: self.status,
            policy: self.policy.clone(),
            module: self.module.clone(),
            outcome: self.outcome.clone(),
            outcomes: self.outcomes.clone(),
            pledge: self.pledge.clone(),
            applicant: applicant.masked(),
            evidence,
            receipt: self.receipt.clone(),
            receipt_id: self.id.clone(),
            disclosure: self.disclosure(),
            submitted_at: self.submitted_at.clone(),
        })
    }

    /// The facts behind the receipt.
    pub fn disclosure(&self) -> Disclosure {
        Disclosure {
            facts: self.facts.clone(),
            readings: self.readings.clone(),
            salt: self.salt.clone(),
        }
    }
}

/// What the edge asks a district.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "ask", rename_all = "snake_case")]
pub enum Ask {
    /// Store this claim, once.
    Submit {
        /// What a retry of it is recognised by.
        retry: Retry,
        /// The claim.
        record: Box<ClaimRecord>,
        /// The body of the 201 that this and every retry gets.
        accepted: String,
        /// Now, in milliseconds since 1970.
        now: u64,
    },
    /// The answer that this claim got before.
    Replay {
        /// What the retry is recognised by.
        retry: Retry,
    },
    /// The claim with this id.
    Claim {
        /// Its id.
        id: String,
        /// SHA-256 of the secret that was shown.
        secret_sha256: String,
    },
    /// The receipt with this id.
    Receipt {
        /// Its id.
        id: String,
    },
    /// Whether the audit log is intact.
    Audit {
        /// The district that is asked.
        district: String,
    },
}

/// What a district answers.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "reply", rename_all = "snake_case")]
pub enum Reply {
    /// The answer to a claim: stored now, or kept from before.
    Answer {
        /// The HTTP status.
        status: u16,
        /// The body.
        body: String,
        /// Whether it is from before.
        replayed: bool,
    },
    /// The claim is refused, and nothing was stored of it.
    Refused {
        /// Why.
        problem: Box<Problem>,
        /// Seconds until another try makes sense.
        retry_after: Option<u64>,
    },
    /// The claim.
    Claim {
        /// As it is kept.
        record: Box<ClaimRecord>,
    },
    /// The receipt.
    Receipt {
        /// The compact JWS.
        receipt: String,
    },
    /// The state of the audit log.
    Audit(nuanze_api::AuditState),
    /// There is nothing of the kind.
    Nothing,
}
