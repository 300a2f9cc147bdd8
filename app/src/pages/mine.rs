//! My own: answers, claims being filled in, waiting, refused and sent, and the way to delete all of it.

use std::rc::Rc;

use leptos::prelude::*;
use nuanze_abi::Text;
use wasm_bindgen_futures::spawn_local;

use super::sent::claimed;
use crate::outbox::{Claim, ClaimState};
use crate::store::{Listed, Store, list, use_store};
use crate::text::{answered, lang, t};
use crate::ui::{Confirm, Icon, icon, page};

/// Mine.
pub fn mine() -> AnyView {
    let store = use_store();
    let policies = RwSignal::new_local(None::<Rc<Vec<Listed>>>);
    spawn_local(async move {
        // Without the list the policies go by their ids. The page may be gone by now.
        policies.try_set(list().await.ok());
    });
    let deleted = RwSignal::new(false);
    let delete = Callback::new(move |()| {
        spawn_local(async move {
            store.forget_all().await;
            deleted.set(true);
        });
    });
    let title = move |id: &str| {
        let known = policies.get().and_then(|list| list.iter().find(|listed| listed.id == id).map(|listed| listed.title.clone()));
        known.map_or_else(|| id.to_owned(), |title: Text| lang().of(&title).to_owned())
    };
    let drafts = move || {
        let drafts = store.drafts.get().into_iter().filter(|draft| !draft.answers.is_empty());
        let cards: Vec<_> = drafts
            .map(|draft| entry(Icon::Page, format!("/check/{}/answers", draft.policy), title(&draft.policy), answered(draft.answers.len())))
            .collect();
        section(t().mine_drafts, cards)
    };
    let forms = move || {
        let forms = store.forms.get().into_iter();
        let cards: Vec<_> = forms
            .map(|form| {
                let href = format!("/claim/{}/pledge?outcome={}", form.policy, form.outcome);
                entry(Icon::Person, href, title(&form.policy), t().home_continue.to_owned())
            })
            .collect();
        section(t().mine_forms, cards)
    };
    let empty = move || store.drafts.with(|all| all.iter().all(|draft| draft.answers.is_empty())) && store.forms.with(Vec::is_empty) && store.claims.with(Vec::is_empty);
    page(
        t().mine_title,
        view! {
            {move || {
                empty().then(|| {
                    view! {
                        <p role="status">{if deleted.get() { t().mine_deleted } else { t().mine_empty }}</p>
                        <a class="button" href="/">{t().to_home}</a>
                    }
                })
            }}
            {move || claims(store, t().mine_waiting, Icon::Clock, |state| matches!(state, ClaimState::Waiting { .. }))}
            {move || claims(store, t().mine_refused, Icon::Cross, |state| matches!(state, ClaimState::Refused { .. }))}
            {move || claims(store, t().mine_sent, Icon::Tick, |state| matches!(state, ClaimState::Sent { .. }))}
            {forms}
            {drafts}
            {move || {
                (!empty()).then(|| {
                    let waiting = store.claims.with(|claims| claims.iter().any(Claim::is_waiting));
                    let question = if waiting { format!("{}{}", t().mine_delete_waiting, t().mine_delete_lead) } else { t().mine_delete_lead.to_owned() };
                    view! {
                        <section>
                            <h2>{t().about_privacy_title}</h2>
                            <Confirm label=t().mine_delete question yes=t().mine_delete_yes no=t().keep act=delete/>
                        </section>
                    }
                })
            }}
        },
    )
}

fn claims(store: Store, heading: &'static str, mark: Icon, of: fn(&ClaimState) -> bool) -> Option<AnyView> {
    let cards = store.claims.with(|claims| {
        let of_this_kind = claims.iter().rev().filter(|claim| of(&claim.state));
        of_this_kind
            .map(|claim| {
                let what = format!("{} {}", lang().of(&claim.label), claimed(claim));
                entry(mark, format!("/sent/{}", claim.key), what, lang().of(&claim.title).to_owned())
            })
            .collect::<Vec<_>>()
    });
    section(heading, cards)
}

fn section(heading: &'static str, cards: Vec<AnyView>) -> Option<AnyView> {
    (!cards.is_empty()).then(|| view! { <section><h2>{heading}</h2><div class="links">{cards}</div></section> }.into_any())
}

fn entry(mark: Icon, href: String, what: String, more: String) -> AnyView {
    view! { <a href=href>{icon(mark)}<span><strong>{what}</strong><br/><span class="quiet">{more}</span></span>{icon(Icon::Arrow)}</a> }
        .into_any()
}
