//! The database: three stores of JSON texts by key. Every call does nothing where the browser stores nothing.

use std::cell::{Cell, RefCell};
use std::convert::Infallible;

use indexed_db::{Database, Factory};
use leptos::prelude::window;
use serde_json::Value as Json;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::StorageManager;

use crate::json;

/// The database's name.
const NAME: &str = "nuanze";
/// Its version.
const VERSION: u32 = 1;

/// A store, as a transaction over it alone takes it.
pub type Kind = &'static [&'static str; 1];

/// Answers by policy.
pub const DRAFTS: Kind = &["drafts"];
/// Claims being filled in, by policy.
pub const FORMS: Kind = &["forms"];
/// Submitted claims by idempotency key.
pub const CLAIMS: Kind = &["claims"];

const STORES: [&str; 3] = ["drafts", "forms", "claims"];

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

/// What a transaction does.
enum Deed {
    /// Reads every entry.
    All,
    /// Writes an entry under a key.
    Put(JsValue, JsValue),
    /// Removes the entry of a key.
    Delete(JsValue),
    /// Removes every entry.
    Clear,
}

/// Runs a transaction over these stores: the entries it read; nothing where it failed. One for all that is done:
/// each kind of transaction is code of its own.
async fn transact(stores: &'static [&'static str], deed: Deed) -> Option<Vec<JsValue>> {
    let done = db()?.transaction(stores).rw().run(move |t| async move {
        for store in stores {
            let store = t.object_store(store)?;
            match &deed {
                Deed::All => return store.get_all(None).await,
                Deed::Put(key, entry) => {
                    store.put_kv(key, entry).await?;
                }
                Deed::Delete(key) => store.delete(key).await?,
                Deed::Clear => store.clear().await?,
            }
        }
        Ok(Vec::new())
    });
    done.await.ok()
}

/// Every entry of a store.
pub async fn all(store: Kind) -> Vec<Json> {
    let entries = transact(store, Deed::All).await.unwrap_or_default();
    entries
        .iter()
        .filter_map(JsValue::as_string)
        .filter_map(|text| json::parse(&text))
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
pub async fn put(store: Kind, key: String, entry: Json) -> bool {
    persist();
    let deed = Deed::Put(key.into(), entry.to_string().into());
    transact(store, deed).await.is_some()
}

/// Removes an entry. One that cannot be removed was never readable; there is nothing else to try.
pub async fn delete(store: Kind, key: String) {
    transact(store, Deed::Delete(key.into())).await;
}

/// Removes every entry.
pub async fn clear() {
    transact(&STORES, Deed::Clear).await;
}
