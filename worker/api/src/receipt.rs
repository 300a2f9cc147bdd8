//! Receipts: what the edge signs, and how anyone checks the decision again.
//!
//! A receipt is shown to people, as a code on paper too. So it holds no person and not the facts either (whether a
//! household is poor is nobody's business), but a commitment to them: the SHA-256 over the facts, the readings and
//! a random salt. Whoever holds the claim holds the [`Disclosure`] as well, and gives it to whom they choose; with
//! it, the decision can be run again and tied to the signature.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::{canonical_json, sha256_hex};

/// The `typ` of a receipt's JWS header.
pub const RECEIPT_TYPE: &str = "nuanze-receipt+jwt";

/// The payload of a receipt's JWS.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReceiptPayload {
    /// The claim's id.
    pub claim: String,
    /// The administrative division that keeps it.
    pub district: String,
    /// The policy's id.
    pub policy: String,
    /// SHA-256 of the module's bytes, in hex.
    pub module: String,
    /// The outcome that is claimed.
    pub outcome: String,
    /// The outcomes as decided.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub outcomes: Map<String, Value>,
    /// [`Disclosure::digest`] of facts and readings.
    pub facts_sha256: String,
    /// When it was stored, RFC 3339 in UTC.
    pub submitted_at: String,
}

/// The facts behind a receipt, and the salt that keeps them from being guessed from it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Disclosure {
    /// The facts as they were claimed.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub facts: Map<String, Value>,
    /// The readings as they were claimed.
    #[serde(default)]
    pub readings: BTreeMap<String, String>,
    /// 16 random bytes, base64url without padding.
    pub salt: String,
}

impl Disclosure {
    /// SHA-256, in hex, over the [`canonical_json`] of this disclosure.
    pub fn digest(&self) -> String {
        let value = json!({ "facts": self.facts, "readings": self.readings, "salt": self.salt });
        sha256_hex(canonical_json(&value).as_bytes())
    }
}

/// `GET /v1/receipts/{id}`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReceiptAnswer {
    /// The receipt: a compact JWS.
    pub receipt: String,
    /// Its payload, for reading; the signature alone counts.
    pub payload: ReceiptPayload,
}

/// `GET /.well-known/jwks.json` (RFC 7517, RFC 8037).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct JwkSet {
    /// The keys that sign, and those that did.
    pub keys: Vec<Jwk>,
}

/// An Ed25519 public key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Jwk {
    /// `OKP`
    pub kty: String,
    /// `Ed25519`
    pub crv: String,
    /// `EdDSA`
    pub alg: String,
    /// `sig`
    #[serde(rename = "use")]
    pub usage: String,
    /// The key's id, as in a receipt's header.
    pub kid: String,
    /// The public key, base64url.
    pub x: String,
}

/// `GET /v1/districts/{district}/audit`: whether the district's log of changes is unbroken. Whoever notes down the
/// head today can tell tomorrow that nothing before it was altered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuditState {
    /// The district.
    pub district: String,
    /// How many changes it holds.
    pub entries: u64,
    /// The hash of the last one: SHA-256 in hex, over the change and the hash before it.
    pub head: String,
    /// Whether every change follows from the one before, and every claim is as it was stored.
    pub intact: bool,
    /// The first change that does not fit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub broken_at: Option<u64>,
}

/// `GET /v1/health`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Health {
    /// Whether claims can be taken: the keys are set up.
    pub claims: bool,
    /// How many policies there are.
    pub policies: usize,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_disclosure_is_tied_to_its_salt() {
        let facts = Map::from_iter([("heated_area".to_owned(), json!("45"))]);
        let one = Disclosure {
            facts,
            readings: BTreeMap::new(),
            salt: "AAAAAAAAAAAAAAAAAAAAAA".to_owned(),
        };
        let other = Disclosure {
            salt: "AAAAAAAAAAAAAAAAAAAAAQ".to_owned(),
            ..one.clone()
        };
        assert_eq!(
            one.digest(),
            sha256_hex(
                br#"{"facts":{"heated_area":"45"},"readings":{},"salt":"AAAAAAAAAAAAAAAAAAAAAA"}"#
            )
        );
        assert_ne!(one.digest(), other.digest());
    }
}
