//! What goes on beside the page: a write to storage, an answer that is waited for.

use std::future::Future;
use std::pin::Pin;

/// Starts a task. All are of one type: each type of task is code of its own.
pub fn spawn(task: impl Future<Output = ()> + 'static) {
    let task: Pin<Box<dyn Future<Output = ()>>> = Box::pin(task);
    wasm_bindgen_futures::spawn_local(task);
}
