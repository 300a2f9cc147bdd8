//! A submitted claim: waiting, on its way, received with its receipt, or refused with the reason and what to do.

use leptos::prelude::*;
use nuanze_api::ProblemKind;
use nuanze_runtime::{Value, words};
use serde_json::Value as Json;
use wasm_bindgen_futures::JsFuture;

use super::result::print;
use super::row;
use crate::flow::ClaimForm;
use crate::json;
use crate::outbox::{Claim, ClaimState, send_now};
use crate::store::{Store, now, use_store};
use crate::task::spawn;
use crate::text::{Lang, labelled, lang, t, time, tries_again};
use crate::ui::{Confirm, Html, Icon, go, main_page, page, qr_code, watch};

/// A claim by its key.
pub fn sent(key: &str) -> Html {
    let (store, key) = (use_store(), key.to_owned());
    let shown = RwSignal::new(String::new());
    let of = key.clone();
    // The page is drawn anew when this claim changes, not when another does.
    watch(move || {
        store.claims.track();
        let now = store.claim(&of).map(|claim| claim.to_json().to_string());
        let now = now.unwrap_or_default();
        if shown.with_untracked(|shown| *shown != now) {
            shown.set(now);
        }
    });
    Html::new().live("", move || match shown.with(|_| store.claim(&key)) {
        Some(claim) => show(claim, store),
        None => {
            let gone = Html::new().p("", t().claim_gone);
            page(
                t().not_found_title,
                gone.link("button", "/mine", t().mine_title),
            )
        }
    })
}

fn show(claim: Claim, store: Store) -> Html {
    let about = Html::new()
        .p("quiet", lang().of(&claim.title))
        .raw("<p>")
        .text(&labelled(lang().of(&claim.label)));
    let about = about.strong(&claimed(&claim)).raw("</p>");
    match &claim.state {
        ClaimState::Waiting {
            attempts,
            not_before,
        } => waiting(&claim, store, *attempts, *not_before, about),
        ClaimState::Refused(problem) => refused(&claim, store, problem, about),
        ClaimState::Sent(accepted) => received(&claim, accepted, about),
    }
}

/// What is claimed: `12,000 元`; nothing after a plain yes.
pub fn claimed(claim: &Claim) -> String {
    match (&claim.value, &claim.unit) {
        (Value::Text(text), Some(unit)) => words::amount(lang(), text, unit),
        (Value::Text(text), None) => text.clone(),
        (Value::Bool(_), _) => String::new(),
    }
}

fn waiting(claim: &Claim, store: Store, attempts: u32, not_before: u64, about: Html) -> Html {
    let key = StoredValue::new(claim.key.clone());
    let on_the_wire = move || {
        let sending = store.sending.get();
        key.with_value(|key| sending == *key)
    };
    let title = move || {
        Html::new().text(if on_the_wire() {
            t().claim_sending
        } else {
            t().claim_waiting
        })
    };
    let about = about.p("", t().claim_waiting_lead);
    let about = if attempts > 0 {
        let seconds = not_before.saturating_sub(now()) / 1_000;
        let why = if window().navigator().on_line() {
            t().claim_server_busy
        } else {
            t().claim_no_network
        };
        let stop = if lang() == Lang::Zh { "。" } else { ". " };
        about.p("", &format!("{why}{stop}{}", tries_again(seconds)))
    } else {
        about
    };
    let html = Html::new().raw("<h1 tabindex=\"-1\"").content(title);
    let html = html.raw("></h1><section class=\"headline\" data-testid=\"claim-waiting\">");
    let html = html
        .raw("<p class=\"mark-line open\" role=\"status\">")
        .icon(Icon::Clock);
    let html = html.raw("<span").content(title).raw("></span></p>");
    let html = html.within("div", "stack", about);
    let html = html.raw("<progress").attr("aria-label", t().claim_sending);
    let html = html.hidden(move || !on_the_wire());
    let html = html.raw("></progress></section><div class=\"actions\"><button type=\"button\"");
    let html = html.disabled(on_the_wire).click(move || send_now(store));
    let html = html.raw(">").text(t().claim_send_now).raw("</button>");
    let html = html
        .link("button second", "/mine", t().mine_title)
        .raw("</div>");
    main_page(t().claim_waiting, html.add(discard(claim, store)))
}

fn refused(claim: &Claim, store: Store, problem: &Json, about: Html) -> Html {
    let kind = json::text(problem, "type");
    let is = |known: ProblemKind| kind == known.urn();
    let what_to_do = if is(ProblemKind::HouseholdHasAward) {
        t().claim_do_dispute
    } else if is(ProblemKind::DecisionDiffers) || is(ProblemKind::NotFound) {
        t().claim_do_recheck
    } else if is(ProblemKind::InvalidRequest) {
        t().claim_do_mend
    } else {
        t().claim_do_wait
    };
    let [title, detail, help] = if lang() == Lang::Zh {
        ["title_zh", "detail_zh", "help_zh"]
    } else {
        ["title", "detail", "help"]
    };
    let about = about
        .p("", t().claim_refused_lead)
        .p("", json::text(problem, detail))
        .raw("<ul>")
        .each(json::items(problem, "errors"), |html, item| {
            html.raw("<li>")
                .text(json::text(item, detail))
                .raw(" <span class=\"quiet\">")
                .text(json::text(item, help))
                .raw("</span></li>")
        });
    let about = about.raw("</ul><p>").strong(what_to_do).raw("</p>");
    let mend = claim
        .request
        .clone()
        .filter(|_| !is(ProblemKind::HouseholdHasAward));
    let title = json::text(problem, title);
    let html = headline("claim-refused", "unmet", Icon::Cross, title).within("div", "stack", about);
    let html = html.raw("</section><div class=\"actions\">");
    let html = html.each(mend, |html, request| {
        let key = claim.key.clone();
        html.button("", t().claim_fix, move || {
            let form = ClaimForm::of_request(&request);
            let answers = format!("/check/{}/answers", form.policy);
            store.keep_form(form);
            store.forget_claim(&key);
            go(&answers);
        })
    });
    let html = html
        .link("button second", "/mine", t().mine_title)
        .raw("</div>");
    page(t().claim_refused, html.add(discard(claim, store)))
}

/// Opens the card that says where a claim stands.
fn headline(testid: &str, class: &str, icon: Icon, title: &str) -> Html {
    let html = Html::new()
        .raw("<section class=\"headline\"")
        .attr("data-testid", testid);
    let html = html
        .raw("><p role=\"status\"")
        .attr("class", &format!("mark-line {class}"));
    let html = html.raw(">").icon(icon).raw("<span>").text(title);
    html.raw("</span></p>")
}

fn discard(claim: &Claim, store: Store) -> Html {
    let key = claim.key.clone();
    let question = if claim.is_waiting() {
        t().mine_delete_waiting
    } else {
        t().claim_discard
    };
    let question = Confirm {
        label: t().claim_discard,
        question: question.to_owned(),
        yes: t().claim_discard,
        no: t().keep,
    };
    question.before(move || {
        go("/mine");
        store.forget_claim(&key);
    })
}

fn received(claim: &Claim, accepted: &Json, about: Html) -> Html {
    let public = format!("/r/{}", json::text(accepted, "receipt_id"));
    let origin = window().location().origin().unwrap_or_default();
    let address = format!("{origin}{public}");
    let about = about.p("", t().claim_sent_lead);
    let html =
        headline("claim-sent", "met", Icon::Tick, t().claim_sent).within("div", "stack", about);
    let html = html
        .raw("</section><figure>")
        .each(qr_code(&address, t().receipt_scan), Html::add);
    let html = html.within("figcaption", "", Html::new().text(t().receipt_scan));
    let rows = Html::new()
        .raw("<dl class=\"rows\"><div class=\"row\"><dt>")
        .text(t().receipt_number);
    let rows = rows
        .raw("</dt><dd><code data-testid=\"receipt-id\">")
        .text(json::text(accepted, "id"))
        .raw("</code></dd></div>");
    let rows = row(
        rows,
        t().receipt_time,
        &time(json::text(accepted, "submitted_at")),
    );
    let rows = row(rows, t().receipt_policy, lang().of(&claim.title))
        .raw("</dl>")
        .p("quiet address", &address);
    let html = html.raw("</figure>").within("div", "stack", rows);
    let html = html.raw("<div class=\"actions no-print\">");
    let html = html.link("button", &public, t().receipt_open);
    let html = html.add(copy_button(address));
    page(
        t().receipt_title,
        html.button("second", t().print, print).raw("</div>"),
    )
}

fn copy_button(address: String) -> Html {
    let copied = RwSignal::new(false);
    let copy = move || {
        let written = window().navigator().clipboard().write_text(&address);
        spawn(async move {
            // Where copying is forbidden the address is still on the page.
            if JsFuture::from(written).await.is_ok() {
                copied.set(true);
            }
        });
    };
    let words = move || {
        Html::new().text(if copied.get() {
            t().receipt_copied
        } else {
            t().receipt_copy
        })
    };
    let button = Html::new().raw("<button type=\"button\" class=\"second\"");
    button.click(copy).content(words).raw("></button>")
}
