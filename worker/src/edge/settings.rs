//! The settings: keys, read once in the life of an isolate.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Reflect;
use wasm_bindgen::JsValue;
use worker::{Env, console_error};

use crate::claim::keys::{KeySettings, Keys};
use crate::http::problems;

use super::answer::Failure;

thread_local! {
    static KEYS: RefCell<Option<Rc<Keys>>> = const { RefCell::new(None) };
}

/// The keys.
///
/// # Errors
///
/// [`problems::not_set_up`] if one is missing or malformed; which one, the log says.
pub fn keys(env: &Env) -> Result<Rc<Keys>, Failure> {
    if let Some(keys) = KEYS.with_borrow(Clone::clone) {
        return Ok(keys);
    }
    let settings = KeySettings {
        signing: setting(env, "NUANZE_SIGNING_KEY"),
        retired: setting(env, "NUANZE_RETIRED_KEYS"),
        seal: setting(env, "NUANZE_SEAL_KEY"),
        index: setting(env, "NUANZE_INDEX_KEY"),
    };
    let keys = Keys::new(&settings).map_err(|error| {
        console_error!("claims cannot be taken: {error}");
        problems::not_set_up()
    })?;
    let keys = Rc::new(keys);
    KEYS.set(Some(Rc::clone(&keys)));
    Ok(keys)
}

/// A setting; workerd gives `null` for a variable that is not in its environment.
fn setting(env: &Env, name: &str) -> Option<String> {
    Reflect::get(env, &JsValue::from_str(name))
        .ok()?
        .as_string()
}
