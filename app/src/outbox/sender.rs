//! Sends what waits: at the start, when the network comes back, when the page is looked at, and after a while.

use std::cell::{Cell, RefCell};

use gloo::events::EventListener;
use gloo::net::http::Request;
use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{AbortController, VisibilityState};

use super::{Claim, ClaimState, Verdict};
use crate::store::{Store, now};

/// Which claim is on the wire at the moment.
pub type Sending = RwSignal<Option<String>>;

thread_local! {
    static BUSY: Cell<bool> = const { Cell::new(false) };
    static TIMER: RefCell<Option<Timeout>> = const { RefCell::new(None) };
}

/// Starts the outbox for as long as the page lives.
pub fn start(store: Store) {
    let resume = move |_: &web_sys::Event| run(store, true);
    EventListener::new(&window(), "online", resume).forget();
    EventListener::new(&document(), "visibilitychange", move |_| {
        if document().visibility_state() == VisibilityState::Visible {
            run(store, false);
        }
    })
    .forget();
    run(store, true);
}

/// Sends what waits without waiting any longer.
pub fn send_now(store: Store) {
    run(store, true);
}

/// One pass over what is due; `eager` also takes what still waits for its turn.
fn run(store: Store, eager: bool) {
    if BUSY.replace(true) {
        return;
    }
    spawn_local(async move {
        let ready = |claim: &Claim| {
            if eager {
                claim.is_waiting()
            } else {
                claim.is_due(now())
            }
        };
        let keys: Vec<String> = store.claims.with_untracked(|claims| {
            claims
                .iter()
                .filter(|claim| ready(claim))
                .map(|claim| claim.key.clone())
                .collect()
        });
        for key in keys {
            let Some(claim) = store.claim(&key) else {
                continue;
            };
            store.sending.set(Some(key.clone()));
            let verdict = send(&claim).await;
            store.sending.set(None);
            // It may have been deleted meanwhile; then the answer has nowhere to go.
            if let Some(mut claim) = store.claim(&key) {
                claim.settle(verdict, now());
                store.keep_claim(claim).await;
            }
        }
        BUSY.set(false);
        schedule(store);
    });
}

/// Wakes up when the next claim is due.
fn schedule(store: Store) {
    let next = store.claims.with_untracked(|claims| {
        claims
            .iter()
            .filter_map(|claim| match claim.state {
                ClaimState::Waiting { not_before, .. } => Some(not_before),
                _ => None,
            })
            .fold(f64::INFINITY, f64::min)
    });
    if next.is_finite() {
        // A little randomness keeps a village's phones from knocking all at once when the network returns.
        let wait = (next - now()).max(0.0) + js_sys::Math::random() * 1_000.0;
        let timer = Timeout::new(wait as u32, move || run(store, false));
        TIMER.with_borrow_mut(|slot| *slot = Some(timer));
    }
}

/// A network that answers nothing at all is given up after so many milliseconds.
const PATIENCE: u32 = 60_000;

async fn send(claim: &Claim) -> Verdict {
    let Some(request) = &claim.request else {
        return Verdict::Again(None);
    };
    let stop = AbortController::new().ok();
    let signal = stop.as_ref().map(AbortController::signal);
    // Dropped with the answer, before it fires.
    let _patience = stop.map(|stop| Timeout::new(PATIENCE, move || stop.abort()));
    let built = Request::post("/v1/claims")
        .abort_signal(signal.as_ref())
        .header("idempotency-key", &claim.key)
        .json(request);
    let Ok(built) = built else {
        return Verdict::Again(None);
    };
    let Ok(answer) = built.send().await else {
        return Verdict::Again(None);
    };
    let retry_after = answer.headers().get("retry-after");
    let status = answer.status();
    match answer.text().await {
        Ok(body) => Verdict::of(status, &body, retry_after.as_deref()),
        Err(_) => Verdict::Again(None),
    }
}
