//! From a claim that was checked to what is stored and answered.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use nuanze_api::{ClaimAccepted, ClaimRequest, ClaimStatus, Disclosure, ReceiptPayload};
use serde_json::{Map, Value};

use super::household::blind_index;
use super::keys::Keys;
use super::record::ClaimRecord;
use super::seal::{SealError, Sealed, seal};
use super::{id, receipt, secret, time};

/// Random bytes for one claim.
#[derive(Clone, Copy, Debug)]
pub struct Chance([u8; 74]);

impl Chance {
    /// From bytes of the host's random generator.
    pub const fn new(bytes: [u8; 74]) -> Self {
        Self(bytes)
    }

    /// `N` bytes from `at` on.
    fn take<const N: usize>(&self, at: usize) -> [u8; N] {
        let part = self
            .0
            .get(at..at + N)
            .and_then(|bytes| bytes.try_into().ok());
        part.unwrap_or([0; N])
    }
}

/// A claim that only needs storing.
#[derive(Clone, Debug)]
pub struct Prepared {
    /// What is kept.
    pub record: ClaimRecord,
    /// What is answered once it is kept.
    pub accepted: ClaimAccepted,
}

/// Why a claim could not be made ready: always a fault of the edge.
#[derive(Debug)]
pub enum PrepareError {
    /// A field could not be sealed.
    Seal(SealError),
    /// Something could not be written as JSON.
    Json(serde_json::Error),
}

impl fmt::Display for PrepareError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Seal(error) => write!(f, "a field could not be sealed: {error}"),
            Self::Json(error) => write!(f, "the claim could not be written as JSON: {error}"),
        }
    }
}

impl std::error::Error for PrepareError {}

impl From<SealError> for PrepareError {
    fn from(error: SealError) -> Self {
        Self::Seal(error)
    }
}

impl From<serde_json::Error> for PrepareError {
    fn from(error: serde_json::Error) -> Self {
        Self::Json(error)
    }
}

/// Names, seals and signs a claim.
pub fn prepare(
    claim: ClaimRequest,
    district: &str,
    outcomes: Map<String, Value>,
    keys: &Keys,
    chance: Chance,
    now: u64,
) -> Result<Prepared, PrepareError> {
    let id = id::new(district, now, chance.take(0));
    let applicant = claim.applicant.normalised();
    let submitted_at = time::rfc3339(now);
    let disclosure = Disclosure {
        facts: claim.facts,
        readings: claim.readings,
        salt: URL_SAFE_NO_PAD.encode(chance.take::<16>(10)),
    };
    let receipt = receipt::sign(
        &keys.signing,
        &ReceiptPayload {
            claim: id.clone(),
            district: district.to_owned(),
            policy: claim.policy.clone(),
            module: claim.module.clone(),
            outcome: claim.outcome.clone(),
            outcomes: outcomes.clone(),
            facts_sha256: disclosure.digest(),
            submitted_at: submitted_at.clone(),
        },
    )?;
    let sealed = |field: &str, at: usize, text: &str| -> Result<Sealed, SealError> {
        seal(&keys.seal, &id, field, chance.take(at), text)
    };
    let record = ClaimRecord {
        status: ClaimStatus::Submitted,
        policy: claim.policy,
        module: claim.module,
        facts: disclosure.facts.clone(),
        readings: disclosure.readings.clone(),
        salt: disclosure.salt.clone(),
        outcomes: outcomes.clone(),
        pledge: claim.pledge,
        name: sealed("name", 26, &applicant.name)?,
        phone: sealed("phone", 38, &applicant.phone)?,
        id_number: sealed("id_number", 50, &applicant.id_number)?,
        evidence: sealed("evidence", 62, &serde_json::to_string(&claim.evidence)?)?,
        secret_sha256: secret::kept(&claim.secret),
        household: blind_index(&keys.index, district, &claim.outcome, &applicant.id_number),
        outcome: claim.outcome,
        receipt: receipt.clone(),
        submitted_at: submitted_at.clone(),
        id: id.clone(),
    };
    let accepted = ClaimAccepted {
        receipt_id: id.clone(),
        id,
        status: ClaimStatus::Submitted,
        outcomes,
        receipt,
        disclosure,
        submitted_at,
    };
    Ok(Prepared { record, accepted })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]
    use super::*;
    use crate::claim::check::tests::{claim, decision};
    use crate::claim::compare::outcomes;
    use crate::claim::keys::tests::keys;

    fn prepared() -> Prepared {
        let mut bytes = [0; 74];
        for (i, byte) in bytes.iter_mut().enumerate() {
            *byte = i as u8;
        }
        prepare(
            claim(),
            "110109",
            outcomes(&decision()).unwrap(),
            &keys(),
            Chance::new(bytes),
            1_667_291_400_000,
        )
        .unwrap()
    }

    #[test]
    fn nothing_personal_is_kept_in_the_open() {
        let kept = serde_json::to_string(&prepared().record).unwrap();
        for personal in [
            "王小明",
            "13812345678",
            "138 1234 5678",
            "11010519491231002",
            &"A".repeat(43),
            "水泵",
        ] {
            assert!(!kept.contains(personal), "{personal}");
        }
    }

    #[test]
    fn the_claimant_sees_the_claim_masked() {
        let view = prepared().record.view(&keys().seal).unwrap();
        assert_eq!(view.applicant.name, "王**");
        assert_eq!(view.applicant.phone, "138****5678");
        assert_eq!(view.applicant.id_number, "11**************2X");
        assert_eq!(view.evidence, claim().evidence);
        assert_eq!(view.outcomes["award"]["value"], "12000");
    }

    #[test]
    fn the_receipt_commits_to_the_facts_without_showing_them() {
        let prepared = prepared();
        let payload = receipt::payload(&prepared.accepted.receipt).unwrap();
        assert_eq!(payload.claim, prepared.record.id);
        assert_eq!(payload.submitted_at, "2022-11-01T08:30:00Z");
        assert_eq!(payload.facts_sha256, prepared.accepted.disclosure.digest());
        assert!(
            !serde_json::to_string(&payload)
                .unwrap()
                .contains("heated_area")
        );
    }

    #[test]
    fn the_same_household_has_the_same_index_however_it_is_typed() {
        let other = ClaimRequest {
            applicant: claim().applicant.normalised(),
            ..claim()
        };
        let other = prepare(
            other,
            "110109",
            Map::new(),
            &keys(),
            Chance::new([0; 74]),
            0,
        )
        .unwrap();
        assert_eq!(other.record.household, prepared().record.household);
        assert_ne!(other.record.id, prepared().record.id);
    }
}
