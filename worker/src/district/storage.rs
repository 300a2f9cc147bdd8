//! SQL in a few words, and transactions: an exception in a Durable Object does not undo what was written before it.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Function, Reflect};
use serde::de::DeserializeOwned;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use worker::{Error, Result, SqlStorage, SqlStorageValue, Storage};

/// Runs a statement.
pub fn run(sql: &SqlStorage, statement: &str, bindings: Vec<SqlStorageValue>) -> Result<()> {
    sql.exec(statement, bindings).map(|_| ())
}

/// The rows of a query.
pub fn rows<T: DeserializeOwned>(
    sql: &SqlStorage,
    query: &str,
    bindings: Vec<SqlStorageValue>,
) -> Result<Vec<T>> {
    sql.exec(query, bindings)?.to_array()
}

/// The first row of a query.
pub fn first<T: DeserializeOwned>(
    sql: &SqlStorage,
    query: &str,
    bindings: Vec<SqlStorageValue>,
) -> Result<Option<T>> {
    Ok(rows(sql, query, bindings)?.into_iter().next())
}

/// An integer for SQL; times and counts are far below what JavaScript numbers hold exactly.
pub fn integer(value: u64) -> SqlStorageValue {
    SqlStorageValue::Integer(i64::try_from(value).unwrap_or(i64::MAX))
}

/// Does all of `work`'s writes or, if it fails, none (`storage.transactionSync`).
pub fn transaction(
    storage: &Storage,
    work: impl FnOnce(&SqlStorage) -> Result<()> + 'static,
) -> Result<()> {
    let sql = storage.sql();
    let failed = Rc::new(RefCell::new(None));
    let kept = Rc::clone(&failed);
    let closure = Closure::once(move || -> std::result::Result<(), JsValue> {
        work(&sql).map_err(|error| {
            let thrown = JsValue::from_str("rolled back");
            *kept.borrow_mut() = Some(error);
            thrown
        })
    });
    let raw: &JsValue = storage.as_raw().as_ref();
    let run: Function = Reflect::get(raw, &JsValue::from_str("transactionSync"))?
        .dyn_into()
        .map_err(Error::from)?;
    let result = run.call1(raw, closure.as_ref());
    match (failed.borrow_mut().take(), result) {
        (Some(error), _) => Err(error),
        (None, Err(error)) => Err(error.into()),
        (None, Ok(_)) => Ok(()),
    }
}
