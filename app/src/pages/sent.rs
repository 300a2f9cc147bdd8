//! A submitted claim: waiting, on its way, received with its receipt, or refused with the reason and what to do.

use leptos::prelude::*;
use nuanze_api::{ClaimAccepted, Problem, ProblemKind};
use nuanze_runtime::{Value, words};
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::{by_param, row};
use crate::flow::ClaimForm;
use crate::outbox::{Claim, ClaimState, send_now};
use crate::store::{Store, now, use_store};
use crate::text::{Lang, labelled, lang, t, time, tries_again};
use crate::ui::{Confirm, Html, Icon, go, icon, main_page, page, qr_code};

/// A claim by its key.
pub fn sent() -> AnyView {
    let store = use_store();
    by_param("key", move |key| {
        let claim = Memo::new(move |_| {
            store
                .claims
                .with(|claims| claims.iter().find(|claim| claim.key == key).cloned())
        });
        (move || match claim.get() {
            Some(claim) => show(claim, store),
            None => page(t().not_found_title, view! { <p>{t().claim_gone}</p><a class="button" href="/mine">{t().mine_title}</a> }),
        })
        .into_any()
    })
}

fn show(claim: Claim, store: Store) -> AnyView {
    let about = Html::new()
        .p("quiet", lang().of(&claim.title))
        .raw("<p>")
        .text(&labelled(lang().of(&claim.label)));
    let about = about.strong(&claimed(&claim)).raw("</p>");
    match claim.state.clone() {
        ClaimState::Waiting {
            attempts,
            not_before,
        } => waiting(claim, store, attempts, not_before, about),
        ClaimState::Refused { problem } => refused(claim, store, problem, about),
        ClaimState::Sent { accepted } => received(claim, accepted, about),
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

fn waiting(claim: Claim, store: Store, attempts: u32, not_before: f64, about: Html) -> AnyView {
    let key = claim.key.clone();
    let on_the_wire =
        Memo::new(move |_| store.sending.with(|sending| sending.as_ref() == Some(&key)));
    let title = move || {
        if on_the_wire.get() {
            t().claim_sending
        } else {
            t().claim_waiting
        }
    };
    let about = about.p("", t().claim_waiting_lead);
    let about = if attempts > 0 {
        let seconds = ((not_before - now()) / 1_000.0).max(0.0) as u64;
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
    let discard = discard(&claim, store);
    main_page(
        t().claim_waiting,
        view! {
            <h1 tabindex="-1">{title}</h1>
            <section class="headline" data-testid="claim-waiting">
                <p class="mark-line open" role="status">{icon(Icon::Clock)}<span>{title}</span></p>
                {about.show("stack")}
                <progress class:hidden=move || !on_the_wire.get() aria-label=t().claim_sending></progress>
            </section>
            <div class="actions">
                <button disabled=move || on_the_wire.get() on:click=move |_| send_now(store)>{t().claim_send_now}</button>
                <a class="button second" href="/mine">{t().mine_title}</a>
            </div>
            {discard}
        },
    )
}

fn refused(claim: Claim, store: Store, problem: Problem, about: Html) -> AnyView {
    let zh = lang() == Lang::Zh;
    let title = if zh { problem.title_zh } else { problem.title };
    let detail = if zh {
        problem.detail_zh
    } else {
        problem.detail
    };
    let what_to_do = match problem.kind {
        ProblemKind::HouseholdHasAward => t().claim_do_dispute,
        ProblemKind::DecisionDiffers | ProblemKind::NotFound => t().claim_do_recheck,
        ProblemKind::InvalidRequest => t().claim_do_mend,
        _ => t().claim_do_wait,
    };
    let about = about
        .p("", t().claim_refused_lead)
        .p("", &detail)
        .raw("<ul>")
        .each(&problem.errors, |html, item| {
            let (detail, help) = if zh {
                (&item.detail_zh, &item.help_zh)
            } else {
                (&item.detail, &item.help)
            };
            html.raw("<li>")
                .text(detail)
                .raw(" <span class=\"quiet\">")
                .text(help)
                .raw("</span></li>")
        });
    let about = about.raw("</ul><p>").strong(what_to_do).raw("</p>");
    let mend = claim
        .request
        .clone()
        .filter(|_| problem.kind != ProblemKind::HouseholdHasAward)
        .map(|request| {
            let (go, key) = (go(), claim.key.clone());
            let again = move |_| {
                let form = ClaimForm {
                    policy: request.policy.clone(),
                    outcome: request.outcome.clone(),
                    pledged: request.pledge.clone(),
                    name: request.applicant.name.clone(),
                    phone: request.applicant.phone.clone(),
                    id_number: request.applicant.id_number.clone(),
                    evidence: request
                        .evidence
                        .iter()
                        .map(|item| (item.kind.clone(), item.name.clone()))
                        .collect(),
                };
                store.keep_form(form);
                store.forget_claim(&key);
                go(&format!("/check/{}/answers", request.policy));
            };
            view! { <button on:click=again>{t().claim_fix}</button> }
        });
    let discard = discard(&claim, store);
    page(
        t().claim_refused,
        view! {
            <section class="headline" data-testid="claim-refused">
                <p class="mark-line unmet" role="status">{icon(Icon::Cross)}<span>{title}</span></p>
                {about.show("stack")}
            </section>
            <div class="actions">{mend}<a class="button second" href="/mine">{t().mine_title}</a></div>
            {discard}
        },
    )
}

fn discard(claim: &Claim, store: Store) -> AnyView {
    let (go, key) = (go(), claim.key.clone());
    let question = if claim.is_waiting() {
        t().mine_delete_waiting
    } else {
        t().claim_discard
    };
    let act = Callback::new(move |()| {
        go("/mine");
        store.forget_claim(&key);
    });
    view! { <Confirm label=t().claim_discard question=question.to_owned() yes=t().claim_discard no=t().keep act/> }.into_any()
}

fn received(claim: Claim, accepted: ClaimAccepted, about: Html) -> AnyView {
    let address = format!(
        "{}/r/{}",
        window().location().origin().unwrap_or_default(),
        accepted.receipt_id
    );
    let public = format!("/r/{}", accepted.receipt_id);
    let copied = RwSignal::new(false);
    let copy = {
        let address = address.clone();
        move |_| {
            let written = window().navigator().clipboard().write_text(&address);
            spawn_local(async move {
                // Where copying is forbidden the address is still on the page.
                if JsFuture::from(written).await.is_ok() {
                    copied.set(true);
                }
            });
        }
    };
    let about = about.p("", t().claim_sent_lead);
    let rows = Html::new()
        .raw("<dl class=\"rows\"><div class=\"row\"><dt>")
        .text(t().receipt_number);
    let rows = rows
        .raw("</dt><dd><code data-testid=\"receipt-id\">")
        .text(&accepted.id)
        .raw("</code></dd></div>");
    let rows = row(rows, t().receipt_time, &time(&accepted.submitted_at));
    let rows = row(rows, t().receipt_policy, lang().of(&claim.title))
        .raw("</dl>")
        .p("quiet address", &address);
    page(
        t().receipt_title,
        view! {
            <section class="headline" data-testid="claim-sent">
                <p class="mark-line met" role="status">{icon(Icon::Tick)}<span>{t().claim_sent}</span></p>
                {about.show("stack")}
            </section>
            <figure>
                {qr_code(&address, t().receipt_scan)}
                <figcaption>{t().receipt_scan}</figcaption>
            </figure>
            {rows.show("stack")}
            <div class="actions no-print">
                <a class="button" href=public>{t().receipt_open}</a>
                <button class="second" on:click=copy>{move || if copied.get() { t().receipt_copied } else { t().receipt_copy }}</button>
                <button class="second" on:click=move |_| { let _ = window().print(); }>{t().print}</button>
            </div>
        },
    )
}
