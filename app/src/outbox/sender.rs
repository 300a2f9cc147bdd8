//! Sends what waits: at the start, when the network comes back, when the page is looked at, and after a while.

use std::cell::{Cell, RefCell};

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use web_sys::VisibilityState;

use super::{Claim, ClaimState, Verdict};
use crate::net::{Sent, ask};
use crate::store::{Store, now};
use crate::task::spawn;

/// The key of the claim that is on the wire at the moment; empty while there is none.
pub type Sending = RwSignal<String>;

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
    spawn(async move {
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
            store.sending.set(key.clone());
            let verdict = send(&claim).await;
            store.sending.set(String::new());
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
            .min()
    });
    if let Some(next) = next {
        // A little randomness keeps a village's phones from knocking all at once when the network returns.
        let wait = next.saturating_sub(now()) as f64 + js_sys::Math::random() * 1_000.0;
        let timer = Timeout::new(wait as u32, move || run(store, false));
        TIMER.with_borrow_mut(|slot| *slot = Some(timer));
    }
}

async fn send(claim: &Claim) -> Verdict {
    let Some(request) = &claim.request else {
        return Verdict::Again(None);
    };
    let sent = Sent {
        key: claim.key.clone(),
        body: request.to_string(),
    };
    match ask("/v1/claims", Some(sent)).await {
        Some(answer) => Verdict::of(answer.status, answer.text(), answer.retry_after),
        None => Verdict::Again(None),
    }
}
