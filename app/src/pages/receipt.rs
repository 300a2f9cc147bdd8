//! The public page of a receipt: what the authority says, and whether its signature holds. No login, no person in it.

use gloo::net::http::Request;
use leptos::prelude::*;
use nuanze_api::{JwkSet, ReceiptAnswer, ReceiptPayload};
use nuanze_runtime::Outcome;
use serde::de::DeserializeOwned;
use wasm_bindgen_futures::spawn_local;

use super::verify::{Verdict, verify};
use super::{by_param, node_label, outcome_text, row};
use crate::store::load;
use crate::text::{labelled, lang, t, time};
use crate::ui::{Html, Icon, page};

#[derive(Clone)]
enum Shown {
    Checking,
    None,
    Offline,
    Told {
        verdict: Verdict,
        payload: Box<ReceiptPayload>,
        policy: String,
        outcomes: Vec<(String, String)>,
    },
}

/// Verify a receipt.
pub fn receipt() -> AnyView {
    by_param("id", |id| {
        let shown = RwSignal::new(Shown::Checking);
        let fetch = {
            let id = id.clone();
            move || {
                let id = id.clone();
                shown.set(Shown::Checking);
                spawn_local(async move {
                    let told = look(&id).await;
                    // The page may be gone by now, and the signal with it.
                    shown.try_set(told);
                });
            }
        };
        fetch();
        page(
            t().receipt_verify_title,
            view! {
                <p class="quiet">{labelled(t().receipt_number)}<code>{id}</code></p>
                {move || match shown.get() {
                    Shown::Checking => {
                        view! { <p role="status">{t().receipt_checking}</p><progress class="late" aria-label=t().receipt_checking></progress> }.into_any()
                    }
                    Shown::None => view! { <p role="alert">{t().receipt_none}</p> }.into_any(),
                    Shown::Offline => {
                        let fetch = fetch.clone();
                        view! { <p role="alert">{t().receipt_offline}</p><button on:click=move |_| fetch()>{t().retry}</button> }
                            .into_any()
                    }
                    Shown::Told { verdict, payload, policy, outcomes } => told(verdict, *payload, policy, outcomes),
                }}
            },
        )
    })
}

async fn look(id: &str) -> Shown {
    let receipt: ReceiptAnswer = match get(&format!("/v1/receipts/{id}")).await {
        Ok(Some(receipt)) => receipt,
        Ok(None) => return Shown::None,
        Err(()) => return Shown::Offline,
    };
    let keys: JwkSet = match get("/.well-known/jwks.json").await {
        Ok(Some(keys)) => keys,
        _ => return Shown::Offline,
    };
    let verdict = verify(&receipt.receipt, &keys).await;
    // What the signature covers counts; what stands beside it is shown only where no browser can tell.
    let payload = match &verdict {
        Verdict::Valid { payload, .. } if payload.claim == id => payload.clone(),
        Verdict::Valid { .. } => {
            return Shown::Told {
                verdict: Verdict::Invalid,
                payload: Box::new(receipt.payload),
                policy: String::new(),
                outcomes: Vec::new(),
            };
        }
        _ => Box::new(receipt.payload),
    };
    let known = payload.outcomes.iter().filter_map(|(name, outcome)| {
        Some((
            name.clone(),
            serde_json::from_str::<Outcome>(&outcome.to_string()).ok()?,
        ))
    });
    let known: Vec<(String, Outcome)> = known.collect();
    // The policy gives the words; without it (an old one, no network) its identifiers must do.
    let (policy, outcomes) = match load(&payload.policy).await {
        Ok(policy) => {
            let manifest = policy.manifest();
            let line = |(name, outcome): &(String, Outcome)| {
                (
                    node_label(&manifest, name),
                    outcome_text(&manifest, name, outcome),
                )
            };
            (
                lang().of(&manifest.policy.title).to_owned(),
                known.iter().map(line).collect(),
            )
        }
        Err(_) => (payload.policy.clone(), Vec::new()),
    };
    Shown::Told {
        verdict,
        payload,
        policy,
        outcomes,
    }
}

/// `Ok(None)`: there is no such thing.
async fn get<T: DeserializeOwned>(url: &str) -> Result<Option<T>, ()> {
    let answer = Request::get(url).send().await.map_err(|_| ())?;
    match answer.status() {
        200 => {
            let body = answer.text().await.map_err(|_| ())?;
            serde_json::from_str(&body).map(Some).map_err(|_| ())
        }
        400 | 404 => Ok(None),
        _ => Err(()),
    }
}

fn told(
    verdict: Verdict,
    payload: ReceiptPayload,
    policy: String,
    outcomes: Vec<(String, String)>,
) -> AnyView {
    let (mark, class, words, kid) = match &verdict {
        Verdict::Valid { kid, .. } => (Icon::Tick, "met", t().receipt_valid, Some(kid.clone())),
        Verdict::Invalid => (Icon::Cross, "unmet", t().receipt_invalid, None),
        Verdict::Unsupported => (Icon::Question, "open", t().receipt_unverifiable, None),
    };
    let html = Html::new()
        .raw("<p class=\"mark-line ")
        .raw(class)
        .raw("\" role=\"status\" data-testid=\"receipt-verdict\">");
    let html = html.icon(mark).raw("<span>").text(words).raw("</span></p>");
    if verdict == Verdict::Invalid {
        return html.show("stack");
    }
    let html = html
        .raw("<h2>")
        .text(t().receipt_outcomes)
        .raw("</h2><dl class=\"rows\">");
    let html = html.each(&outcomes, |html, (name, value)| row(html, name, value));
    let html = row(html, t().receipt_policy, &policy);
    let html = row(html, t().receipt_time, &time(&payload.submitted_at));
    let html = row(html, t().receipt_module, &payload.module);
    let html = html.each(&kid, |html, kid| row(html, t().receipt_key, kid));
    let html = html.raw("</dl><div class=\"actions no-print\">");
    html.link(
        "button second",
        &format!("/policy/{}", payload.policy),
        t().home_policy,
    )
    .raw("</div>")
    .show("stack")
}
