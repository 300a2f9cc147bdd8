//! Receipts: compact JWS (RFC 7515) signed with Ed25519 (RFC 8037).

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ed25519_dalek::{Signer, SigningKey};
use nuanze_api::{RECEIPT_TYPE, ReceiptPayload, canonical_json};

use super::keys::key_id;

/// Signs a receipt.
pub fn sign(key: &SigningKey, payload: &ReceiptPayload) -> Result<String, serde_json::Error> {
    let header = format!(
        r#"{{"alg":"EdDSA","kid":"{}","typ":"{RECEIPT_TYPE}"}}"#,
        key_id(&key.verifying_key())
    );
    let payload = canonical_json(&serde_json::to_value(payload)?);
    let signed = format!(
        "{}.{}",
        URL_SAFE_NO_PAD.encode(header),
        URL_SAFE_NO_PAD.encode(payload)
    );
    let signature = URL_SAFE_NO_PAD.encode(key.sign(signed.as_bytes()).to_bytes());
    Ok(format!("{signed}.{signature}"))
}

/// The payload of a receipt that the edge itself has kept; its signature is the reader's to check.
pub fn payload(receipt: &str) -> Option<ReceiptPayload> {
    let payload = URL_SAFE_NO_PAD.decode(receipt.split('.').nth(1)?).ok()?;
    serde_json::from_slice(&payload).ok()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::claim::keys::tests::keys;
    use ed25519_dalek::{Signature, Verifier};

    #[test]
    fn a_receipt_verifies_with_the_published_key() {
        let keys = keys();
        let receipt = ReceiptPayload {
            claim: "110109-01JD3Z5V8Q6N4T7W9Y2B5D8F1H".into(),
            district: "110109".into(),
            policy: "mentougou-2022".into(),
            module: "a".repeat(64),
            outcome: "award".into(),
            outcomes: serde_json::Map::new(),
            facts_sha256: "b".repeat(64),
            submitted_at: "2022-11-01T08:30:00Z".into(),
        };
        let jws = sign(&keys.signing, &receipt).unwrap();
        let (signed, signature) = jws.rsplit_once('.').unwrap();
        let signature = Signature::from_slice(&URL_SAFE_NO_PAD.decode(signature).unwrap()).unwrap();
        assert!(
            keys.signing
                .verifying_key()
                .verify(signed.as_bytes(), &signature)
                .is_ok()
        );
        assert!(
            keys.signing
                .verifying_key()
                .verify(b"other", &signature)
                .is_err()
        );
        assert_eq!(payload(&jws), Some(receipt));
    }
}
