//! My own: answers, claims being filled in, waiting, refused and sent, and the way to delete all of it.

use leptos::prelude::*;
use nuanze_abi::Text;

use super::entry;
use super::sent::claimed;
use crate::outbox::{Claim, ClaimState};
use crate::store::{Loading, Store, list, listed, use_store};
use crate::task::spawn;
use crate::text::{answered, lang, t};
use crate::ui::{Confirm, Html, Icon, page};

/// Mine.
pub fn mine() -> Html {
    let store = use_store();
    let state = RwSignal::new(Loading::Waiting);
    spawn(async move {
        // Without the list the policies go by their ids. The page may be gone by now.
        state.try_set(Loading::from(&list().await));
    });
    let deleted = RwSignal::new(false);
    let delete = move || {
        spawn(async move {
            store.forget_all().await;
            deleted.set(true);
        });
    };
    let title = move |id: &str| {
        state.track();
        let known = listed().and_then(|list| {
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
        let forms = store.forms.read();
        let forms = Html::new().each(forms.iter(), |html, form| {
            let href = format!("/claim/{}/pledge?outcome={}", form.policy, form.outcome);
            entry(
                html,
                Icon::Person,
                &href,
                &title(&form.policy),
                t().home_continue,
            )
        });
        let drafts = store.drafts.read();
        let drafts = drafts.iter().filter(|draft| !draft.answers.is_empty());
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
    };
    let empty = move || {
        store
            .drafts
            .with(|all| all.iter().all(|draft| draft.answers.is_empty()))
            && store.forms.with(Vec::is_empty)
            && store.claims.with(Vec::is_empty)
    };
    let html = Html::new().live("", move || {
        if !empty() {
            return Html::new();
        }
        let said = if deleted.get() {
            t().mine_deleted
        } else {
            t().mine_empty
        };
        let html = Html::new().said("status", said);
        html.link("button", "/", t().to_home)
    });
    let html = html.live("stack", lists).live("stack", move || {
        if empty() {
            return Html::new();
        }
        let waiting = store
            .claims
            .with(|claims| claims.iter().any(Claim::is_waiting));
        let warning = if waiting { t().mine_delete_waiting } else { "" };
        let question = Confirm {
            label: t().mine_delete,
            question: format!("{warning}{}", t().mine_delete_lead),
            yes: t().mine_delete_yes,
            no: t().keep,
        };
        let html = Html::new()
            .raw("<section><h2>")
            .text(t().about_privacy_title);
        html.raw("</h2>")
            .add(question.before(delete))
            .raw("</section>")
    });
    page(t().mine_title, html)
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
