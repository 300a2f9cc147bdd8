//! My own: answers, claims being filled in, waiting, refused and sent, and the way to delete all of it.

use std::rc::Rc;

use leptos::prelude::*;
use nuanze_abi::Text;
use wasm_bindgen_futures::spawn_local;

use super::entry;
use super::sent::claimed;
use crate::outbox::{Claim, ClaimState};
use crate::store::{Listed, Store, list, use_store};
use crate::text::{answered, lang, t};
use crate::ui::{Confirm, Html, Icon, page};

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
        let known = policies.get().and_then(|list| {
            list.iter()
                .find(|listed| listed.id == id)
                .map(|listed| listed.title.clone())
        });
        known.map_or_else(|| id.to_owned(), |title: Text| lang().of(&title).to_owned())
    };
    let lists = move || {
        let html = claims(Html::new(), store, t().mine_waiting, Icon::Clock, |state| {
            matches!(state, ClaimState::Waiting { .. })
        });
        let html = claims(html, store, t().mine_refused, Icon::Cross, |state| {
            matches!(state, ClaimState::Refused { .. })
        });
        let html = claims(html, store, t().mine_sent, Icon::Tick, |state| {
            matches!(state, ClaimState::Sent { .. })
        });
        let forms = Html::new().each(store.forms.get(), |html, form| {
            let href = format!("/claim/{}/pledge?outcome={}", form.policy, form.outcome);
            entry(
                html,
                Icon::Person,
                &href,
                &title(&form.policy),
                t().home_continue,
            )
        });
        let drafts = store
            .drafts
            .get()
            .into_iter()
            .filter(|draft| !draft.answers.is_empty());
        let drafts = Html::new().each(drafts, |html, draft| {
            let href = format!("/check/{}/answers", draft.policy);
            entry(
                html,
                Icon::Page,
                &href,
                &title(&draft.policy),
                &answered(draft.answers.len()),
            )
        });
        section(
            section(html, t().mine_forms, forms),
            t().mine_drafts,
            drafts,
        )
        .show("stack")
    };
    let empty = move || {
        store
            .drafts
            .with(|all| all.iter().all(|draft| draft.answers.is_empty()))
            && store.forms.with(Vec::is_empty)
            && store.claims.with(Vec::is_empty)
    };
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
            {lists}
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

fn claims(
    html: Html,
    store: Store,
    heading: &str,
    mark: Icon,
    of: fn(&ClaimState) -> bool,
) -> Html {
    let list = store.claims.with(|claims| {
        Html::new().each(
            claims.iter().rev().filter(|claim| of(&claim.state)),
            |html, claim| {
                let what = format!("{} {}", lang().of(&claim.label), claimed(claim));
                entry(
                    html,
                    mark,
                    &format!("/sent/{}", claim.key),
                    &what,
                    lang().of(&claim.title),
                )
            },
        )
    });
    section(html, heading, list)
}

fn section(html: Html, heading: &str, list: Html) -> Html {
    if list.is_empty() {
        return html;
    }
    html.raw("<section><h2>")
        .text(heading)
        .raw("</h2><div class=\"links\">")
        .add(list)
        .raw("</div></section>")
}
