//! The policies: modules that the build put beside the worker, each instantiated once in the life of an isolate.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use js_sys::{Reflect, Uint8Array, WebAssembly, global};
use nuanze_api::{PolicyList, PolicySummary, Title};
use nuanze_runtime::Policy;
use serde::Deserialize;
use wasm_bindgen::{JsCast, JsValue};
use worker::{Error, Request};

use crate::http::problems;

use super::answer::{Answer, Failure};

/// A policy, ready to decide.
pub type Shared = Rc<RefCell<Policy>>;

thread_local! {
    static INDEX: RefCell<Option<Rc<[PolicySummary]>>> = const { RefCell::new(None) };
    static READY: RefCell<HashMap<String, Shared>> = RefCell::default();
}

/// The policies that are listed.
pub fn index() -> Result<Rc<[PolicySummary]>, Failure> {
    if let Some(index) = INDEX.with_borrow(Clone::clone) {
        return Ok(index);
    }
    #[derive(Deserialize)]
    struct Entry {
        id: String,
        title: Title,
        jurisdiction: String,
        in_force: (String, Option<String>),
        status: String,
        module: String,
        bytes: u64,
    }
    let text = built("index")?.as_string().unwrap_or_default();
    let entries: Vec<Entry> = serde_json::from_str(&text)?;
    let summary = |entry: Entry| PolicySummary {
        url: format!("/v1/policies/{}/module?sha256={}", entry.id, entry.module),
        id: entry.id,
        title: entry.title,
        jurisdiction: entry.jurisdiction,
        in_force: entry.in_force,
        status: entry.status,
        module: entry.module,
        bytes: entry.bytes,
    };
    let index: Rc<[PolicySummary]> = entries.into_iter().map(summary).collect();
    INDEX.set(Some(Rc::clone(&index)));
    Ok(index)
}

/// The listed policy of this id.
pub fn find(id: &str) -> Result<Option<PolicySummary>, Failure> {
    Ok(index()?.iter().find(|policy| policy.id == id).cloned())
}

/// Whether a policy of this district is listed.
pub fn is_district(district: &str) -> Result<bool, Failure> {
    Ok(index()?
        .iter()
        .any(|policy| policy.jurisdiction == district))
}

/// The policy of this module: any that the build has, listed or older. None if the build has no such module, or it
/// belongs to another policy.
pub fn load(id: &str, sha256: &str) -> Result<Option<Shared>, Failure> {
    let ready = READY.with_borrow(|ready| ready.get(sha256).cloned());
    let policy = match ready {
        Some(policy) => policy,
        None => {
            let Some(module) = part(sha256, "module")? else {
                return Ok(None);
            };
            let module: WebAssembly::Module = module.dyn_into().map_err(Error::from)?;
            let policy = nuanze_runtime::js::from_module(&module, sha256)
                .map_err(|error| Error::RustError(format!("module {sha256}: {error}")))?;
            let policy = Rc::new(RefCell::new(policy));
            READY.with_borrow_mut(|ready| ready.insert(sha256.to_owned(), Rc::clone(&policy)));
            policy
        }
    };
    let fits = policy.borrow().manifest().policy.id == id;
    Ok(fits.then_some(policy))
}

/// `GET /v1/policies`
pub fn list() -> Result<Answer, Failure> {
    Ok(Answer::json(
        200,
        &PolicyList {
            policies: index()?.to_vec(),
        },
    )?
    .cached_by_etag())
}

/// `GET /v1/policies/{id}`
pub fn one(id: &str) -> Result<Answer, Failure> {
    let policy = find(id)?.ok_or_else(problems::no_such_policy)?;
    Ok(Answer::json(200, &policy)?.cached_by_etag())
}

/// `GET /v1/policies/{id}/module`, with `?sha256=` for one module for good.
pub fn module(id: &str, request: &Request) -> Result<Answer, Failure> {
    let url = request.url()?;
    let named = url
        .query_pairs()
        .find(|(name, _)| name == "sha256")
        .map(|(_, value)| value.into_owned());
    let present = find(id)?.map(|policy| policy.module);
    let (sha256, caching) = match (named, present) {
        (Some(named), _) => {
            load(id, &named)?.ok_or_else(problems::no_such_module)?;
            (named, "public, max-age=31536000, immutable")
        }
        (None, Some(present)) => (present, "no-cache"),
        (None, None) => return Err(problems::no_such_policy().into()),
    };
    let bytes = part(&sha256, "bytes")?.ok_or_else(problems::no_such_module)?;
    Ok(
        Answer::bytes(200, "application/wasm", Uint8Array::new(&bytes).to_vec())
            .with("ETag", &format!("W/\"{sha256}\""))
            .with("Cache-Control", caching),
    )
}

/// What the build left on `globalThis`.
fn built(name: &str) -> Result<JsValue, Failure> {
    let policies =
        Reflect::get(&global(), &JsValue::from_str("nuanzePolicies")).map_err(Error::from)?;
    Ok(Reflect::get(&policies, &JsValue::from_str(name)).map_err(Error::from)?)
}

/// A part of a module's entry; none if the build has no such module.
fn part(sha256: &str, name: &str) -> Result<Option<JsValue>, Failure> {
    let is_hash = sha256.len() == 64 && sha256.bytes().all(|byte| byte.is_ascii_hexdigit());
    if !is_hash {
        return Ok(None);
    }
    let entry =
        Reflect::get(&built("modules")?, &JsValue::from_str(sha256)).map_err(Error::from)?;
    if entry.is_undefined() {
        return Ok(None);
    }
    Ok(Some(
        Reflect::get(&entry, &JsValue::from_str(name)).map_err(Error::from)?,
    ))
}
