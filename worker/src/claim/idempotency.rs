//! Retries: the same `Idempotency-Key` with the same claim gets the first answer again.
//!
//! A key is looked up together with the claim's secret. So nobody who guesses or copies a key learns anything of
//! another's claim: without the secret it is simply a key that was never used.

use nuanze_api::{ClaimRequest, IDEMPOTENCY_KEY_CHARS, canonical_json, sha256_hex};
use serde::{Deserialize, Serialize};

/// What a retry is recognised by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Retry {
    /// SHA-256 over secret and key: where the answer is kept.
    pub key: String,
    /// SHA-256 over the claim as canonical JSON: white space and the order of keys do not matter. The secret in it
    /// keeps anyone from guessing the rest.
    pub body: String,
}

impl Retry {
    /// What a retry of this claim with this key is recognised by.
    pub fn of(key: &str, claim: &ClaimRequest) -> Result<Self, serde_json::Error> {
        let body = canonical_json(&serde_json::to_value(claim)?);
        Ok(Self {
            key: sha256_hex(format!("nuanze retry\0{}\0{key}", claim.secret).as_bytes()),
            body: sha256_hex(body.as_bytes()),
        })
    }
}

/// Whether a header can be an `Idempotency-Key`.
pub fn is_key(header: &str) -> bool {
    let (fewest, most) = IDEMPOTENCY_KEY_CHARS;
    (fewest..=most).contains(&header.len()) && header.bytes().all(|byte| byte.is_ascii_graphic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_long_enough_not_to_meet_by_chance() {
        assert!(is_key("3f6b9c0e-6c5e-4a0e-9d52-1a7f0f2f8a11"));
        assert!(!is_key("1"));
        assert!(!is_key(&"a".repeat(201)));
        assert!(!is_key("key with a space in it"));
        assert!(!is_key("钥匙钥匙钥匙钥匙"));
    }
}
