//! All answers on one page, each with a way to change it and to come back here.

use std::rc::Rc;

use leptos::prelude::*;
use nuanze_runtime::words::{Words, fact_label};

use super::by_param;
use super::check::broken;
use super::result::boxed;
use crate::flow::{Answer, questions_left};
use crate::store::{Loaded, Store, use_store};
use crate::text::{about, lang, t, to_answer};
use crate::ui::{Confirm, Html, go, page, with_policy};

/// Check your answers.
pub fn answers() -> AnyView {
    let store = use_store();
    by_param("policy", move |id| {
        with_policy(id.clone(), move |policy| list(policy, store, &id))
    })
}

fn list(policy: Rc<Loaded>, store: Store, id: &str) -> AnyView {
    let draft = store.draft(id);
    let decision = match policy.decide(&draft) {
        Ok(decision) => decision,
        Err(error) => return broken(error.to_string()),
    };
    let manifest = policy.manifest();
    let words = Words::new(&manifest, lang());
    let facts = draft.facts();
    let rows = Html::new().each(&draft.answers, |html, (name, answer)| {
        let Some(fact) = manifest.facts.iter().find(|fact| fact.name == *name) else {
            return html;
        };
        let label = &fact_label(lang(), fact);
        let (value, action) = match answer {
            Answer::Known(_) => (words.fact_value(name, facts.get(name)), t().change),
            Answer::DontKnow => (t().not_known.to_owned(), t().answer_now),
        };
        let html = html
            .raw("<div class=\"row\" data-testid=\"answer-")
            .text(name)
            .raw("\"><dt>")
            .text(label);
        let html = html
            .raw("</dt><dd>")
            .text(&value)
            .raw("</dd><dd class=\"act\"><a href=\"");
        let html = html
            .text(&format!("/check/{id}/q/{name}?from=answers"))
            .raw("\" aria-label=\"");
        html.text(&about(action, label))
            .raw("\">")
            .text(action)
            .raw("</a></dd></div>")
    });
    let rows = boxed("<dl class=\"rows\">", rows, "</dl>").show("");
    // While questions are left, the result so far is worth a link of its own.
    let left = questions_left(&decision, &draft);
    let onwards = if left > 0 {
        t().continue_questions
    } else {
        t().to_result
    };
    let empty = draft.answers.is_empty();
    let start_over = {
        let (go, id) = (go(), id.to_owned());
        Callback::new(move |()| {
            store.forget_draft(&id);
            go(&format!("/check/{id}"));
        })
    };
    let body = view! {
        {empty.then(|| view! { <p>{t().answers_empty}</p> })}
        {rows}
        {(left > 0).then(|| view! { <p>{to_answer(left)}</p> })}
        <div class="actions">
            <a class="button" href=format!("/check/{id}")>{onwards}</a>
            {(!empty && left > 0).then(|| view! { <a class="button second" href=format!("/check/{id}/result")>{t().to_result}</a> })}
        </div>
        {(!empty)
            .then(|| {
                view! {
                    <Confirm
                        label=t().start_over
                        question=t().start_over_ask.to_owned()
                        yes=t().start_over_yes
                        no=t().keep
                        act=start_over
                    />
                }
            })}
    };
    page(
        t().answers_title,
        view! { <p class="quiet">{lang().of(&manifest.policy.title).to_owned()}</p> {body} },
    )
}
