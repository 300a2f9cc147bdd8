//! The database: three stores of JSON texts by key. Every call does nothing where the browser stores nothing.

use std::cell::{Cell, RefCell};
use std::convert::Infallible;

use indexed_db::{Database, Factory};
use leptos::prelude::window;
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::StorageManager;

/// The database's name.
const NAME: &str = "nuanze";
/// Its version.
const VERSION: u32 = 1;

/// Answers by policy.
pub const DRAFTS: &str = "drafts";
/// Claims being filled in, by policy.
pub const FORMS: &str = "forms";
/// Submitted claims by idempotency key.
pub const CLAIMS: &str = "claims";

const STORES: [&str; 3] = [DRAFTS, FORMS, CLAIMS];

type Db = std::rc::Rc<Database<Infallible>>;

thread_local! {
    static OPEN: RefCell<Option<Db>> = const { RefCell::new(None) };
    static ASKED: Cell<bool> = const { Cell::new(false) };
}

fn db() -> Option<Db> {
    OPEN.with_borrow(Clone::clone)
}

/// Opens the database; whether there is one.
pub async fn open() -> bool {
    let Ok(factory) = Factory::<Infallible>::get() else {
        return false;
    };
    let opened = factory
        .open(NAME, VERSION, |event| async move {
            for store in STORES {
                event.database().build_object_store(store).create()?;
            }
            Ok(())
        })
        .await;
    match opened {
        Ok(db) => {
            OPEN.with_borrow_mut(|slot| *slot = Some(db.into()));
            true
        }
        Err(_) => false,
    }
}

/// Every entry of a store that can still be read.
pub async fn all<T: DeserializeOwned>(store: &'static str) -> Vec<T> {
    let Some(db) = db() else { return Vec::new() };
    let entries = db
        .transaction(&[store])
        .run(move |t| async move { t.object_store(store)?.get_all(None).await })
        .await;
    entries
        .unwrap_or_default()
        .iter()
        .filter_map(JsValue::as_string)
        .filter_map(|json| serde_json::from_str(&json).ok())
        .collect()
}

/// Asks the browser, once there is something to keep, not to clear it when space runs out. It may refuse.
fn persist() {
    if ASKED.replace(true) {
        return;
    }
    // Outside a secure context there is no `storage`, whatever its type says.
    let storage = js_sys::Reflect::get(&window().navigator(), &JsValue::from_str("storage"))
        .unwrap_or_default();
    if storage.is_object() {
        let _ = storage.unchecked_into::<StorageManager>().persist();
    }
}

/// Writes an entry; whether it is on disk.
pub async fn put<T: Serialize>(store: &'static str, key: &str, entry: &T) -> bool {
    let (Some(db), Ok(json)) = (db(), serde_json::to_string(entry)) else {
        return false;
    };
    persist();
    let key = JsValue::from_str(key);
    let json = JsValue::from_str(&json);
    db.transaction(&[store])
        .rw()
        .run(move |t| async move { t.object_store(store)?.put_kv(&key, &json).await })
        .await
        .is_ok()
}

/// Removes an entry.
pub async fn delete(store: &'static str, key: &str) {
    let Some(db) = db() else { return };
    let key = JsValue::from_str(key);
    // An entry that cannot be removed was never readable; there is nothing else to try.
    let _ = db
        .transaction(&[store])
        .rw()
        .run(move |t| async move { t.object_store(store)?.delete(&key).await })
        .await;
}

/// Removes every entry.
pub async fn clear() {
    let Some(db) = db() else { return };
    let _ = db
        .transaction(&STORES)
        .rw()
        .run(|t| async move {
            for store in STORES {
                t.object_store(store)?.clear().await?;
            }
            Ok(())
        })
        .await;
}
