//! One question: asked only while it matters, with how to find the answer and why it is asked.

use std::rc::Rc;

use leptos::prelude::*;
use nuanze_abi::{Fact, ValueType};
use nuanze_runtime::{Decision, Outcome};
use serde_json::Value;

use super::check::{broken, next_href};
use super::enter::{Entered, enter};
use super::{by_param, clause_link, node_label, outcome_text, query};
use crate::flow::{Answer, Draft, headline, questions_left, read_entry};
use crate::store::{Loaded, Store, use_store};
use crate::text::{entry_error, lang, progress, t};
use crate::ui::{ErrorSummary, back_link, error_line, go, main_page, page, with_policy};

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
    let Some(fact) = manifest.facts.iter().find(|fact| fact.name == name).cloned() else {
        return page(t().not_found_title, view! { <p>{t().fact_missing}</p><a class="button" href="/">{t().to_home}</a> });
    };
    let clause = fact.clause.and_then(|index| manifest.clauses.get(index)).map(|clause| clause.id.clone());
    let clause = clause.and_then(|anchor| clause_link(&manifest, &anchor));
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
        None => draft.before(name).map_or_else(|| "/".to_owned(), |before| format!("/check/{id}/q/{before}")),
    };
    let back_text = if change || draft.before(name).is_none() { t().back } else { t().question_back };

    let Entered { typed, fields, target, unit, chosen } = entered;
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
    let keep_typed = {
        let (id, name) = (id.to_owned(), name.to_owned());
        let before = draft.shown(&name);
        Effect::new(move |_| {
            let text = typed.get();
            if text != before || store.draft(&id).typed.iter().any(|(fact, _)| *fact == name) {
                store.edit_draft(&id, |draft| draft.type_in(&name, text));
            }
        })
    };
    let _ = keep_typed;
    let give = {
        let (id, name, kind, proceed) = (id.to_owned(), name.to_owned(), fact.value.clone(), proceed.clone());
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

    let text = |text: &nuanze_abi::Text| lang().of(text).to_owned();
    let errors = Signal::derive(move || error.get().map(|text| (target.clone(), text)).into_iter().collect::<Vec<_>>());
    let title = text(&fact.ask);
    let summary = summary(&policy, &decision, &draft);
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
                {explanation(&fact, clause)}
                <div class="actions sticky">
                    <button type="submit">{if change { t().save } else { t().next }}</button>
                    <button type="button" class="second" on:click=pass>{t().dont_know}</button>
                </div>
            </form>
            {summary}
        },
    )
}

/// Why it is asked, by which clause, and who judges it.
fn explanation(fact: &Fact, clause: Option<AnyView>) -> AnyView {
    let text = |text: &nuanze_abi::Text| lang().of(text).to_owned();
    view! {
        <div class="why">
            {fact.why.as_ref().map(|why| view! { <p><strong>{t().why_asked}</strong>{text(why)}</p> })}
            {fact.assessed_by.as_ref().map(|who| view! { <p><strong>{t().assessed_by}</strong>{text(who)}</p> })}
            {clause.map(|link| view! { <p>{link}</p> })}
        </div>
    }
    .into_any()
}

/// What is known so far, with a way to the answers.
fn summary(policy: &Loaded, decision: &Decision, draft: &Draft) -> Option<AnyView> {
    if draft.answers.is_empty() {
        return None;
    }
    let manifest = policy.manifest();
    let so_far = headline(&manifest).and_then(|name| {
        let outcome = decision.outcomes.get(name)?;
        let bounded = matches!(outcome, Outcome::Known { .. } | Outcome::Unknown { min: Some(_), max: Some(_), .. });
        bounded.then(|| view! {
            <p>{t().so_far} {node_label(&manifest, name)} <strong>{outcome_text(&manifest, name, outcome)}</strong></p>
        })
    });
    let href = format!("/check/{}/answers", draft.policy);
    Some(view! { <aside class="so-far">{so_far}<a href=href>{t().check_answers}</a></aside> }.into_any())
}
