//! The public page of a receipt: what the authority says, and whether its signature holds. No login, no person in it.

use leptos::prelude::*;
use serde_json::Value as Json;

use super::verify::{Verdict, verify};
use super::{node_label, outcome_text, row};
use crate::json;
use crate::net::ask;
use crate::store::{LoadError, Loaded, Loading, load, loaded};
use crate::task::spawn;
use crate::text::{labelled, lang, t, time};
use crate::ui::{Html, Icon, late_progress, page};

/// What was found out about a receipt.
struct Told {
    verdict: Verdict,
    /// What the receipt says: a [`nuanze_api::ReceiptPayload`].
    payload: Json,
}

/// Verify a receipt.
pub fn receipt(id: &str) -> Html {
    let state = RwSignal::new(Loading::Waiting);
    let told = StoredValue::new_local(None);
    let fetch = {
        let id = id.to_owned();
        move || {
            let id = id.clone();
            state.set(Loading::Waiting);
            spawn(async move {
                let looked = look(&id).await;
                // The page may be gone by now, and what it holds with it.
                let loading = Loading::from(&looked);
                told.try_set_value(looked.ok());
                state.try_set(loading);
            });
        }
    };
    fetch();
    let html = Html::new()
        .raw("<p class=\"quiet\">")
        .text(&labelled(t().receipt_number));
    let html = html.within("code", "", Html::new().text(id)).raw("</p>");
    let html = html.live("stack", move || match state.get() {
        Loading::Waiting => {
            let html = Html::new().said("status", t().receipt_checking);
            html.add(late_progress(t().receipt_checking))
        }
        Loading::There => told.with_value(|told| Html::new().each(told, tell)),
        Loading::Failed(LoadError::Missing) => Html::new().said("alert", t().receipt_none),
        Loading::Failed(LoadError::Unreadable) => {
            let html = Html::new().said("alert", t().receipt_offline);
            html.button("", t().retry, fetch.clone())
        }
    });
    page(t().receipt_verify_title, html)
}

async fn look(id: &str) -> Result<Told, LoadError> {
    let answer = get(&format!("/v1/receipts/{id}")).await?;
    let keys = get("/.well-known/jwks.json").await;
    let keys = keys.map_err(|_| LoadError::Unreadable)?;
    let verdict = verify(json::text(&answer, "receipt"), &keys).await;
    // What the signature covers counts; what stands beside it is shown only where no browser can tell.
    let (verdict, payload) = match verdict {
        Verdict::Valid { ref payload, .. } if json::text(payload, "claim") == id => {
            let payload = payload.clone();
            (verdict, payload)
        }
        Verdict::Unsupported => (verdict, answer.get("payload").cloned().unwrap_or_default()),
        _ => {
            return Ok(Told {
                verdict: Verdict::Invalid,
                payload: Json::Null,
            });
        }
    };
    // The policy gives the words; without it (an old one, no network) its identifiers must do.
    let _ = load(json::text(&payload, "policy")).await;
    Ok(Told { verdict, payload })
}

async fn get(url: &str) -> Result<Json, LoadError> {
    let answer = ask(url, None).await.ok_or(LoadError::Unreadable)?;
    match answer.status {
        200 => json::parse(answer.text()).ok_or(LoadError::Unreadable),
        400 | 404 => Err(LoadError::Missing),
        _ => Err(LoadError::Unreadable),
    }
}

fn tell(html: Html, told: &Told) -> Html {
    let (mark, class, words, kid) = match &told.verdict {
        Verdict::Valid { kid, .. } => (Icon::Tick, "met", t().receipt_valid, Some(kid)),
        Verdict::Invalid => (Icon::Cross, "unmet", t().receipt_invalid, None),
        Verdict::Unsupported => (Icon::Question, "open", t().receipt_unverifiable, None),
    };
    let html = html
        .raw("<p class=\"mark-line ")
        .raw(class)
        .raw("\" role=\"status\" data-testid=\"receipt-verdict\">");
    let html = html.icon(mark).raw("<span>").text(words).raw("</span></p>");
    if told.verdict == Verdict::Invalid {
        return html;
    }
    let says = |key: &str| json::text(&told.payload, key);
    let html = html
        .raw("<h2>")
        .text(t().receipt_outcomes)
        .raw("</h2><dl class=\"rows\">");
    let policy = loaded(says("policy"));
    let html = html.each(&policy, |html, policy| {
        outcomes(html, policy, &told.payload)
    });
    let title = policy.map(|policy| lang().of(&policy.manifest().policy.title).to_owned());
    let title = title.unwrap_or_else(|| says("policy").to_owned());
    let html = row(html, t().receipt_policy, &title);
    let html = row(html, t().receipt_time, &time(says("submitted_at")));
    let html = row(html, t().receipt_module, says("module"));
    let html = html.each(kid, |html, kid| row(html, t().receipt_key, kid));
    let html = html.raw("</dl><div class=\"actions no-print\">");
    html.link(
        "button second",
        &format!("/policy/{}", says("policy")),
        t().home_policy,
    )
    .raw("</div>")
}

/// The outcomes, in the policy's words.
fn outcomes(html: Html, policy: &Loaded, payload: &Json) -> Html {
    let manifest = policy.manifest();
    let decided = payload.get("outcomes").and_then(Json::as_object);
    let decided = decided.into_iter().flatten();
    html.each(decided, |html, (name, outcome)| {
        html.each(json::outcome(outcome), |html, outcome| {
            let text = outcome_text(&manifest, name, &outcome);
            row(html, &node_label(&manifest, name), &text)
        })
    })
}
