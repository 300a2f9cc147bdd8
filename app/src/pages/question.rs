//! One question: asked only while it matters, with how to find the answer and why it is asked.

use std::rc::Rc;

use leptos::prelude::*;
use nuanze_abi::{Fact, Manifest, Text, ValueType};
use nuanze_runtime::words::Words;
use nuanze_runtime::{Decision, Outcome};
use serde_json::Value;

use super::check::{broken, next_href};
use super::enter::{Entered, enter};
use super::{clause_link, clause_of, node_label, outcome_text};
use crate::flow::{Answer, Draft, headline, questions_left, read_entry};
use crate::store::{Loaded, Store, use_store};
use crate::text::{entry_error, labelled, lang, progress, t};
use crate::ui::{
    Html, back_link, dead_end, error_line, error_summary, go, main_page, query, watch, with_policy,
};

/// A question.
pub fn question(id: &str, fact: &str) -> Html {
    let (store, policy_id, fact) = (use_store(), id.to_owned(), fact.to_owned());
    with_policy(id, move |policy| ask(policy, store, &policy_id, &fact))
}

fn ask(policy: Rc<Loaded>, store: Store, id: &str, name: &str) -> Html {
    let draft = store.draft(id);
    let manifest = policy.manifest();
    let Some(fact) = manifest.facts.iter().find(|fact| fact.name == name) else {
        return dead_end(t().not_found_title, "status", t().fact_missing);
    };
    let why = explanation(&manifest, fact);
    let title = Words::new(&manifest, lang()).ask(fact);
    let entered = enter(&manifest, fact, &draft.shown(name));
    let hint = fact.hint.as_ref().map(|hint| lang().of(hint).to_owned());
    let kind = fact.value.clone();
    drop(manifest);
    let decision = match policy.decide(&draft) {
        Ok(decision) => decision,
        Err(error) => return broken(&error.to_string()),
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
    let errors = RwSignal::new(Vec::new());
    let complain = move |message| errors.set(vec![(target.clone(), message)]);
    let proceed = {
        let (policy, id, complain) = (Rc::clone(&policy), id.to_owned(), complain.clone());
        Rc::new(move || match &from {
            Some(page) => go(&format!("/check/{id}/{page}")),
            None => match next_href(&policy, store, &id) {
                Ok(href) => go(&href),
                Err(message) => complain(message),
            },
        })
    };
    let (draft_of, fact_of, before) = (id.to_owned(), name.to_owned(), draft.shown(name));
    watch(move || {
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
        let (id, name, proceed) = (id.to_owned(), name.to_owned(), Rc::clone(&proceed));
        move || {
            errors.set(Vec::new());
            match read_entry(&kind, &typed.get_untracked()) {
                Ok(text) => {
                    let value = match kind {
                        ValueType::Bool => Value::Bool(text == "yes"),
                        _ => Value::String(text),
                    };
                    store.edit_draft(&id, |draft| draft.give(&name, Answer::Known(value)));
                    proceed();
                }
                Err(wrong) => complain(entry_error(&wrong, &unit, chosen)),
            }
        }
    };
    let pass = {
        let (id, name) = (id.to_owned(), name.to_owned());
        move || {
            store.edit_draft(&id, |draft| draft.give(&name, Answer::DontKnow));
            proceed();
        }
    };

    let answered = draft
        .answers
        .iter()
        .filter(|(fact, _)| fact != name)
        .count();
    let html = back_link(&back, back_text).add(error_summary(errors));
    let html = html.p(
        "progress",
        &progress(answered, questions_left(&decision, &draft)),
    );
    let html = html.raw("<form novalidate").submit(give);
    let html = html.raw("><fieldset><legend><h1 id=\"question\" tabindex=\"-1\">");
    let html = html
        .text(&title)
        .raw("</h1></legend><p id=\"hint\" class=\"hint\">");
    let html = html.each(hint, |html, hint| html.text(&hint));
    let error = move || errors.with(|all| all.first().map(|(_, text)| text.clone()));
    let html = html
        .raw("</p>")
        .add(error_line("field-error", error))
        .add(fields);
    let html = html.raw("</fieldset>").within("div", "why", why);
    let html = html.raw("<div class=\"actions sticky\"><button type=\"submit\">");
    let html = html
        .text(if change { t().save } else { t().next })
        .raw("</button>");
    let html = html
        .button("second", t().dont_know, pass)
        .raw("</div></form>");
    let so_far = so_far(&policy.manifest(), &decision, &draft);
    let html = if so_far.is_empty() {
        html
    } else {
        html.within("div", "so-far", so_far)
    };
    main_page(&title, html)
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
