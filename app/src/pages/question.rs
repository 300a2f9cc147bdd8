//! One question: asked only while it matters, with how to find the answer and why it is asked.

use std::rc::Rc;

use leptos::prelude::*;
use nuanze_abi::{Fact, Manifest, Text, ValueType};
use nuanze_runtime::words::Words;
use nuanze_runtime::{Decision, Outcome};
use serde_json::Value;

use super::check::{broken, next_href};
use super::enter::{Entered, enter};
use super::{by_param, clause_link, clause_of, node_label, outcome_text, query};
use crate::flow::{Answer, Draft, headline, questions_left, read_entry};
use crate::store::{Loaded, Store, use_store};
use crate::text::{entry_error, labelled, lang, progress, t};
use crate::ui::{ErrorSummary, Html, back_link, error_line, go, main_page, page, with_policy};

/// A question.
pub fn question() -> AnyView {
    let store = use_store();
    by_param("policy", move |id| {
        by_param("fact", move |fact| {
            let id = id.clone();
            with_policy(id.clone(), move |policy| ask(policy, store, &id, &fact))
        })
    })
}

fn ask(policy: Rc<Loaded>, store: Store, id: &str, name: &str) -> AnyView {
    let draft = store.draft(id);
    let manifest = policy.manifest();
    let Some(fact) = manifest
        .facts
        .iter()
        .find(|fact| fact.name == name)
        .cloned()
    else {
        return page(
            t().not_found_title,
            view! { <p>{t().fact_missing}</p><a class="button" href="/">{t().to_home}</a> },
        );
    };
    let why = explanation(&manifest, &fact);
    let title = Words::new(&manifest, lang()).ask(&fact);
    let entered = enter(&manifest, &fact, &draft.shown(name));
    drop(manifest);
    let decision = match policy.decide(&draft) {
        Ok(decision) => decision,
        Err(error) => return broken(error.to_string()),
    };
    let from = query("from");
    let change = from.is_some();
    let back = match &from {
        Some(page) => format!("/check/{id}/{page}"),
        None => draft.before(name).map_or_else(
            || "/".to_owned(),
            |before| format!("/check/{id}/q/{before}"),
        ),
    };
    let back_text = if change || draft.before(name).is_none() {
        t().back
    } else {
        t().question_back
    };

    let Entered {
        typed,
        fields,
        target,
        unit,
        chosen,
    } = entered;
    let error = RwSignal::new(None::<String>);
    let proceed = {
        let (go, policy, id) = (go(), Rc::clone(&policy), id.to_owned());
        move || match &from {
            Some(page) => go(&format!("/check/{id}/{page}")),
            None => match next_href(&policy, store, &id) {
                Ok(href) => go(&href),
                Err(message) => error.set(Some(message)),
            },
        }
    };
    let (draft_of, fact_of, before) = (id.to_owned(), name.to_owned(), draft.shown(name));
    Effect::new(move |_| {
        let text = typed.get();
        // What stands there as it was given needs no note.
        if text != before
            || store
                .draft(&draft_of)
                .typed
                .iter()
                .any(|(fact, _)| *fact == fact_of)
        {
            store.edit_draft(&draft_of, |draft| draft.type_in(&fact_of, text));
        }
    });
    let give = {
        let (id, name, kind, proceed) = (
            id.to_owned(),
            name.to_owned(),
            fact.value.clone(),
            proceed.clone(),
        );
        move |event: web_sys::SubmitEvent| {
            event.prevent_default();
            error.set(None);
            match read_entry(&kind, &typed.get_untracked()) {
                Ok(text) => {
                    let value = match kind {
                        ValueType::Bool => Value::Bool(text == "yes"),
                        _ => Value::String(text),
                    };
                    store.edit_draft(&id, |draft| draft.give(&name, Answer::Known(value)));
                    proceed();
                }
                Err(wrong) => error.set(Some(entry_error(&wrong, &unit, chosen))),
            }
        }
    };
    let pass = {
        let (id, name) = (id.to_owned(), name.to_owned());
        move |_| {
            store.edit_draft(&id, |draft| draft.give(&name, Answer::DontKnow));
            proceed();
        }
    };

    let text = |text: &Text| lang().of(text).to_owned();
    let errors = Signal::derive(move || {
        error
            .get()
            .map(|text| (target.clone(), text))
            .into_iter()
            .collect::<Vec<_>>()
    });
    let so_far = so_far(&policy.manifest(), &decision, &draft);
    let so_far = (!so_far.is_empty()).then(|| so_far.show("so-far"));
    main_page(
        &title,
        view! {
            {back_link(back, back_text)}
            <ErrorSummary errors/>
            <p class="progress">
                {progress(draft.answers.iter().filter(|(fact, _)| fact != name).count(), questions_left(&decision, &draft))}
            </p>
            <form novalidate on:submit=give>
                <fieldset>
                    <legend><h1 id="question" tabindex="-1">{title.clone()}</h1></legend>
                    <p id="hint" class="hint">{fact.hint.as_ref().map(text)}</p>
                    {error_line("field-error", error.into())}
                    {fields}
                </fieldset>
                {why.show("why")}
                <div class="actions sticky">
                    <button type="submit">{if change { t().save } else { t().next }}</button>
                    <button type="button" class="second" on:click=pass>{t().dont_know}</button>
                </div>
            </form>
            {so_far}
        },
    )
}

/// Why it is asked, by which clause, and who judges it.
fn explanation(manifest: &Manifest, fact: &Fact) -> Html {
    let line = |html: Html, label: &'static str, text: &Text| {
        html.raw("<p>")
            .strong(label)
            .text(lang().of(text))
            .raw("</p>")
    };
    let html = Html::new().each(&fact.why, |html, why| line(html, t().why_asked, why));
    let html = html.each(&fact.assessed_by, |html, who| {
        line(html, t().assessed_by, who)
    });
    clause_link(html, manifest, clause_of(manifest, fact.clause).as_deref())
}

/// What is known so far, with a way to the answers.
fn so_far(manifest: &Manifest, decision: &Decision, draft: &Draft) -> Html {
    if draft.answers.is_empty() {
        return Html::new();
    }
    let outcome = headline(manifest).and_then(|name| Some((name, decision.outcomes.get(name)?)));
    let bounded = outcome.filter(|(_, outcome)| {
        matches!(
            outcome,
            Outcome::Known { .. }
                | Outcome::Unknown {
                    min: Some(_),
                    max: Some(_),
                    ..
                }
        )
    });
    let html = Html::new().each(bounded, |html, (name, outcome)| {
        let html = html
            .raw("<p>")
            .text(t().so_far)
            .text(&labelled(&node_label(manifest, name)));
        html.strong(&outcome_text(manifest, name, outcome))
            .raw("</p>")
    });
    html.link(
        "",
        &format!("/check/{}/answers", draft.policy),
        t().check_answers,
    )
}
