//! Checks a receipt's signature in the browser: Ed25519 over the compact JWS, with the authority's published key.

use js_sys::{Array, Object, Reflect, Uint8Array};
use leptos::prelude::*;
use nuanze_api::RECEIPT_TYPE;
use serde_json::Value as Json;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::CryptoKey;

use crate::json;
use crate::store::base64url_decode;

/// What a check says.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// Signed with this key, unaltered; what the signature covers.
    Valid {
        /// The key's id.
        kid: String,
        /// What was signed: a [`nuanze_api::ReceiptPayload`].
        payload: Json,
    },
    /// Not signed by the authority, or altered since.
    Invalid,
    /// This browser has no Ed25519.
    Unsupported,
}

/// Checks a receipt against the published keys.
pub async fn verify(receipt: &str, keys: &Json) -> Verdict {
    let Some((signed, signature)) = receipt.rsplit_once('.') else {
        return Verdict::Invalid;
    };
    let Some((header, payload)) = signed.split_once('.') else {
        return Verdict::Invalid;
    };
    let (Some(header), Some(payload), Some(mut signature)) = (
        decoded(header),
        decoded(payload),
        base64url_decode(signature),
    ) else {
        return Verdict::Invalid;
    };
    let kid = json::text(&header, "kid");
    if json::text(&header, "alg") != "EdDSA" || json::text(&header, "typ") != RECEIPT_TYPE {
        return Verdict::Invalid;
    }
    let is_its = |key: &&Json| json::text(key, "kid") == kid && json::text(key, "crv") == "Ed25519";
    let Some(key) = json::items(keys, "keys").iter().find(is_its) else {
        return Verdict::Invalid;
    };
    match check(json::text(key, "x"), signed, &mut signature).await {
        Some(true) => Verdict::Valid {
            kid: kid.to_owned(),
            payload,
        },
        Some(false) => Verdict::Invalid,
        None => Verdict::Unsupported,
    }
}

/// The object in a part of a JWS.
fn decoded(part: &str) -> Option<Json> {
    let text = String::from_utf8(base64url_decode(part)?).ok()?;
    json::parse(&text).filter(Json::is_object)
}

/// Whether the signature holds; nothing where the browser cannot tell.
async fn check(point: &str, signed: &str, signature: &mut [u8]) -> Option<bool> {
    // Outside a secure context there is no `subtle`, whatever its type says.
    let crypto = window().crypto().ok()?;
    let subtle = Reflect::get(&crypto, &JsValue::from_str("subtle")).ok()?;
    let subtle: web_sys::SubtleCrypto = subtle.is_object().then(|| subtle.unchecked_into())?;
    let algorithm = Object::new();
    Reflect::set(
        &algorithm,
        &JsValue::from_str("name"),
        &JsValue::from_str("Ed25519"),
    )
    .ok()?;
    let point = base64url_decode(point)?;
    let usages = Array::of1(&JsValue::from_str("verify"));
    let point = Uint8Array::from(point.as_slice());
    let import = subtle
        .import_key_with_object("raw", point.as_ref(), &algorithm, false, &usages)
        .ok()?;
    let key: CryptoKey = JsFuture::from(import).await.ok()?.unchecked_into();
    let holds = subtle
        .verify_with_object_and_u8_array_and_u8_array(
            &algorithm,
            &key,
            signature,
            signed.as_bytes(),
        )
        .ok()?;
    JsFuture::from(holds).await.ok()?.as_bool()
}
