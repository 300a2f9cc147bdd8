//! The edge's keys, from its settings. Key ids follow from the keys, so that nothing can be mislabelled.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ed25519_dalek::{SigningKey, VerifyingKey};
use nuanze_api::{Jwk, JwkSet, sha256_hex};
use sha2::{Digest, Sha256};

/// The settings that hold keys, as they are given.
#[derive(Clone, Default)]
pub struct KeySettings {
    /// `NUANZE_SIGNING_KEY`
    pub signing: Option<String>,
    /// `NUANZE_RETIRED_KEYS`
    pub retired: Option<String>,
    /// `NUANZE_SEAL_KEY`
    pub seal: Option<String>,
    /// `NUANZE_INDEX_KEY`
    pub index: Option<String>,
}

/// The edge's keys.
pub struct Keys {
    /// Signs receipts.
    pub signing: SigningKey,
    /// Signed receipts before.
    pub retired: Vec<VerifyingKey>,
    /// Seal personal fields; the first seals, all open.
    pub seal: Vec<SealKey>,
    /// Blinds households.
    pub index: [u8; 32],
}

/// A key that seals personal fields.
pub struct SealKey {
    /// Its id: kept with what it sealed.
    pub id: String,
    /// The key.
    pub key: [u8; 32],
}

/// A setting that is no key. Never shows the setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyError {
    /// It is not set.
    Missing(&'static str),
    /// It is not 32 bytes of base64url.
    Malformed(&'static str),
    /// It holds more than one key.
    TooMany(&'static str),
    /// It is no public key.
    NotPublic(&'static str),
}

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(name) => write!(
                f,
                "`{name}` is not set: give it 32 random bytes as base64url"
            ),
            Self::Malformed(name) => {
                write!(f, "`{name}` is not 32 bytes of base64url without padding")
            }
            Self::TooMany(name) => write!(f, "`{name}` takes one key"),
            Self::NotPublic(name) => {
                write!(f, "`{name}` holds something that is no Ed25519 public key")
            }
        }
    }
}

impl std::error::Error for KeyError {}

impl Keys {
    /// The keys that the settings hold.
    ///
    /// # Errors
    ///
    /// The first setting that is missing or malformed.
    pub fn new(settings: &KeySettings) -> Result<Self, KeyError> {
        let retired = "NUANZE_RETIRED_KEYS";
        Ok(Self {
            signing: SigningKey::from_bytes(&one(
                "NUANZE_SIGNING_KEY",
                settings.signing.as_deref(),
            )?),
            retired: many(retired, settings.retired.as_deref())?
                .iter()
                .map(|key| VerifyingKey::from_bytes(key).map_err(|_| KeyError::NotPublic(retired)))
                .collect::<Result<_, _>>()?,
            seal: required("NUANZE_SEAL_KEY", settings.seal.as_deref())?
                .into_iter()
                .map(|key| SealKey {
                    id: seal_key_id(&key),
                    key,
                })
                .collect(),
            index: one("NUANZE_INDEX_KEY", settings.index.as_deref())?,
        })
    }

    /// The public keys, the one that signs first.
    pub fn published(&self) -> JwkSet {
        let keys =
            std::iter::once(self.signing.verifying_key()).chain(self.retired.iter().copied());
        JwkSet {
            keys: keys.map(|key| jwk(&key)).collect(),
        }
    }
}

/// The id of a public key: its JWK thumbprint (RFC 7638).
pub fn key_id(key: &VerifyingKey) -> String {
    let x = URL_SAFE_NO_PAD.encode(key.as_bytes());
    let members = format!(r#"{{"crv":"Ed25519","kty":"OKP","x":"{x}"}}"#);
    URL_SAFE_NO_PAD.encode(Sha256::digest(members.as_bytes()))
}

fn jwk(key: &VerifyingKey) -> Jwk {
    Jwk {
        kty: "OKP".into(),
        crv: "Ed25519".into(),
        alg: "EdDSA".into(),
        usage: "sig".into(),
        kid: key_id(key),
        x: URL_SAFE_NO_PAD.encode(key.as_bytes()),
    }
}

fn seal_key_id(key: &[u8; 32]) -> String {
    let named: Vec<u8> = [b"nuanze seal key\0".as_slice(), key].concat();
    sha256_hex(&named).chars().take(8).collect()
}

fn many(name: &'static str, setting: Option<&str>) -> Result<Vec<[u8; 32]>, KeyError> {
    setting
        .unwrap_or_default()
        .split_whitespace()
        .map(|text| {
            let bytes = URL_SAFE_NO_PAD
                .decode(text)
                .map_err(|_| KeyError::Malformed(name))?;
            <[u8; 32]>::try_from(bytes).map_err(|_| KeyError::Malformed(name))
        })
        .collect()
}

fn required(name: &'static str, setting: Option<&str>) -> Result<Vec<[u8; 32]>, KeyError> {
    let keys = many(name, setting)?;
    if keys.is_empty() {
        Err(KeyError::Missing(name))
    } else {
        Ok(keys)
    }
}

fn one(name: &'static str, setting: Option<&str>) -> Result<[u8; 32], KeyError> {
    match required(name, setting)?.as_slice() {
        [key] => Ok(*key),
        _ => Err(KeyError::TooMany(name)),
    }
}

#[cfg(test)]
pub(crate) mod tests {
    #![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]
    use super::*;

    /// Keys for tests.
    pub(crate) fn keys() -> Keys {
        Keys::new(&settings()).unwrap()
    }

    fn key(byte: u8) -> Option<String> {
        Some(URL_SAFE_NO_PAD.encode([byte; 32]))
    }

    fn settings() -> KeySettings {
        KeySettings {
            signing: key(1),
            retired: None,
            seal: key(2),
            index: key(3),
        }
    }

    #[test]
    fn a_wrong_setting_is_named_and_never_shown() {
        let mut two = [0; 32];
        two[0] = 2;
        let no_point = URL_SAFE_NO_PAD.encode(two);
        let error = |settings: KeySettings| {
            Keys::new(&settings)
                .err()
                .map(|error| error.to_string())
                .unwrap_or_default()
        };
        assert_eq!(
            error(KeySettings {
                seal: None,
                ..settings()
            }),
            "`NUANZE_SEAL_KEY` is not set: give it 32 random bytes as base64url"
        );
        assert_eq!(
            error(KeySettings {
                index: Some("c2VjcmV0".into()),
                ..settings()
            }),
            "`NUANZE_INDEX_KEY` is not 32 bytes of base64url without padding"
        );
        assert_eq!(
            error(KeySettings {
                signing: Some(format!("{0} {0}", key(1).unwrap())),
                ..settings()
            }),
            "`NUANZE_SIGNING_KEY` takes one key"
        );
        assert_eq!(
            error(KeySettings {
                retired: Some(no_point),
                ..settings()
            }),
            "`NUANZE_RETIRED_KEYS` holds something that is no Ed25519 public key"
        );
    }

    #[test]
    fn key_ids_are_thumbprints() {
        // RFC 8037, appendix A.3.
        let x = URL_SAFE_NO_PAD
            .decode("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo")
            .unwrap();
        let key = VerifyingKey::from_bytes(&x.try_into().unwrap()).unwrap();
        assert_eq!(key_id(&key), "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    }

    #[test]
    fn retired_keys_stay_published() {
        let old = keys().published().keys.remove(0);
        let settings = KeySettings {
            signing: key(9),
            retired: Some(old.x.clone()),
            ..settings()
        };
        let published = Keys::new(&settings).unwrap().published();
        assert_eq!(published.keys.len(), 2);
        assert_eq!(published.keys[1], old);
    }
}
