//! Personal fields at rest: AES-256-GCM, each field for itself, tied to its claim and its name.

use std::fmt;

use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Nonce};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};

use super::keys::SealKey;

/// A sealed field: `key id.nonce.ciphertext`, both base64url.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Sealed(pub String);

/// Why a field does not open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SealError {
    /// There is no key to seal with.
    NoKey,
    /// It was sealed with a key that is not in the settings.
    UnknownKey(String),
    /// It is damaged, or belongs to another claim or field.
    Broken,
}

impl fmt::Display for SealError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoKey => f.write_str("there is no key to seal with"),
            Self::UnknownKey(id) => write!(
                f,
                "the field was sealed with key `{id}`, which is not in `NUANZE_SEAL_KEY`"
            ),
            Self::Broken => f.write_str("the sealed field is damaged or belongs elsewhere"),
        }
    }
}

impl std::error::Error for SealError {}

/// Seals one field of one claim. A nonce is used once.
pub fn seal(
    keys: &[SealKey],
    claim: &str,
    field: &str,
    nonce: [u8; 12],
    text: &str,
) -> Result<Sealed, SealError> {
    let key = keys.first().ok_or(SealError::NoKey)?;
    let aad = place(claim, field);
    let sealed = Aes256Gcm::new(&key.key.into())
        .encrypt(
            &Nonce::from(nonce),
            Payload {
                msg: text.as_bytes(),
                aad: aad.as_bytes(),
            },
        )
        .map_err(|_| SealError::Broken)?;
    Ok(Sealed(format!(
        "{}.{}.{}",
        key.id,
        URL_SAFE_NO_PAD.encode(nonce),
        URL_SAFE_NO_PAD.encode(sealed)
    )))
}

/// Opens a field where it belongs.
pub fn open(
    keys: &[SealKey],
    claim: &str,
    field: &str,
    sealed: &Sealed,
) -> Result<String, SealError> {
    let mut parts = sealed.0.split('.');
    let (Some(id), Some(nonce), Some(text), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(SealError::Broken);
    };
    let key = keys
        .iter()
        .find(|key| key.id == id)
        .ok_or_else(|| SealError::UnknownKey(id.to_owned()))?;
    let decode = |part: &str| URL_SAFE_NO_PAD.decode(part).map_err(|_| SealError::Broken);
    let nonce = <[u8; 12]>::try_from(decode(nonce)?).map_err(|_| SealError::Broken)?;
    let aad = place(claim, field);
    let opened = Aes256Gcm::new(&key.key.into())
        .decrypt(
            &Nonce::from(nonce),
            Payload {
                msg: &decode(text)?,
                aad: aad.as_bytes(),
            },
        )
        .map_err(|_| SealError::Broken)?;
    String::from_utf8(opened).map_err(|_| SealError::Broken)
}

/// Where a field belongs: authenticated with it, so that it cannot be moved.
fn place(claim: &str, field: &str) -> String {
    format!("nuanze claim\0{claim}\0{field}")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]
    use super::*;

    fn key(byte: u8) -> SealKey {
        SealKey {
            id: format!("key{byte}"),
            key: [byte; 32],
        }
    }

    #[test]
    fn a_field_opens_where_it_belongs_and_nowhere_else() {
        let keys = [key(1)];
        let sealed = seal(&keys, "claim-1", "name", [7; 12], "王小明").unwrap();
        assert!(!sealed.0.contains("王小明"));
        assert_eq!(open(&keys, "claim-1", "name", &sealed).unwrap(), "王小明");
        assert_eq!(
            open(&keys, "claim-2", "name", &sealed),
            Err(SealError::Broken)
        );
        assert_eq!(
            open(&keys, "claim-1", "phone", &sealed),
            Err(SealError::Broken)
        );
    }

    #[test]
    fn older_keys_still_open() {
        let sealed = seal(&[key(1)], "c", "name", [7; 12], "x").unwrap();
        assert_eq!(open(&[key(2), key(1)], "c", "name", &sealed).unwrap(), "x");
        let error = open(&[key(2)], "c", "name", &sealed).unwrap_err();
        assert_eq!(
            error.to_string(),
            "the field was sealed with key `key1`, which is not in `NUANZE_SEAL_KEY`"
        );
    }

    #[test]
    fn damage_is_noticed() {
        let keys = [key(1)];
        let sealed = seal(&keys, "c", "name", [7; 12], "x").unwrap();
        for damaged in [
            sealed.0.replace("key1.", "key1.A"),
            sealed.0.clone() + "A",
            "key1".into(),
            String::new(),
        ] {
            assert!(open(&keys, "c", "name", &Sealed(damaged)).is_err());
        }
    }
}
