//! All answers on one page, each with a way to change it and to come back here.

use std::rc::Rc;

use nuanze_runtime::words::{Words, fact_label};

use super::check::broken;
use crate::flow::{Answer, questions_left};
use crate::store::{Loaded, Store, use_store};
use crate::text::{about, lang, t, to_answer};
use crate::ui::{Confirm, Html, go, page, with_policy};

/// Check your answers.
pub fn answers(id: &str) -> Html {
    let (store, policy_id) = (use_store(), id.to_owned());
    with_policy(id, move |policy| list(policy, store, &policy_id))
}

fn list(policy: Rc<Loaded>, store: Store, id: &str) -> Html {
    let draft = store.draft(id);
    let decision = match policy.decide(&draft) {
        Ok(decision) => decision,
        Err(error) => return broken(&error.to_string()),
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
    // While questions are left, the result so far is worth a link of its own.
    let left = questions_left(&decision, &draft);
    let onwards = if left > 0 {
        t().continue_questions
    } else {
        t().to_result
    };
    let empty = draft.answers.is_empty();
    let html = Html::new().p("quiet", lang().of(&manifest.policy.title));
    let html = if empty {
        html.p("", t().answers_empty)
    } else {
        html.within("dl", "rows", rows)
    };
    let html = if left > 0 {
        html.p("", &to_answer(left))
    } else {
        html
    };
    let actions = Html::new().link("button", &format!("/check/{id}"), onwards);
    let actions = if !empty && left > 0 {
        let href = format!("/check/{id}/result");
        actions.link("button second", &href, t().to_result)
    } else {
        actions
    };
    let html = html.within("div", "actions", actions);
    let html = if empty {
        html
    } else {
        let question = Confirm {
            label: t().start_over,
            question: t().start_over_ask.to_owned(),
            yes: t().start_over_yes,
            no: t().keep,
        };
        let id = id.to_owned();
        html.add(question.before(move || {
            store.forget_draft(&id);
            go(&format!("/check/{id}"));
        }))
    };
    page(t().answers_title, html)
}
