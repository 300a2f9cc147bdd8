//! The result: how much, why, what would change it, condition by condition, what is in doubt, what to bring, who decides.

use std::collections::BTreeMap;
use std::rc::Rc;

use leptos::prelude::*;
use nuanze_abi::{Manifest, NodeKind, State};
use nuanze_runtime::words::Words;
use nuanze_runtime::{Decision, Outcome};

use super::check::broken;
use super::conditions::conditions;
use super::doubts::{bring, manual, readings};
use super::{clause_link, node_label, outcome_text, row};
use crate::flow::{Draft, claimable, headline, is_positive, open_facts, questions_left};
use crate::store::{Loaded, Store, use_store};
use crate::text::{about, lang, t, to_answer};
use crate::ui::{Html, Icon, back_link, page, with_policy};

/// A result.
pub fn result(id: &str) -> Html {
    let (store, policy_id) = (use_store(), id.to_owned());
    with_policy(id, move |policy| show(policy, store, &policy_id))
}

fn show(policy: Rc<Loaded>, store: Store, id: &str) -> Html {
    let draft = store.draft(id);
    let decision = match policy.decide(&draft) {
        Ok(decision) => decision,
        Err(error) => return broken(&error.to_string()),
    };
    let first = headline(&policy.manifest())
        .map(str::to_owned)
        .unwrap_or_default();
    // Without suggestions the result still stands.
    let suggestions = policy
        .ask()
        .suggest(&draft.facts(), &BTreeMap::new(), &first)
        .unwrap_or_default();
    let manifest = policy.manifest();
    let words = Words::new(&manifest, lang());
    let suggested = Html::new().each(&suggestions, |html, one| {
        html.raw("<li>").text(&words.suggestion(one)).raw("</li>")
    });
    let html = Html::new().p("quiet", lang().of(&manifest.policy.title));
    let html = top(html, &manifest, &decision, &draft, &first);
    let html = claim_actions(html, &manifest, &decision, store, id);
    let html = section(
        html,
        t().result_unknown,
        unknown(&manifest, &decision, &draft, id),
    );
    let html = section(
        html,
        t().result_suggest,
        boxed("<ul class=\"plain-list\">", suggested, "</ul>"),
    );
    let html = section(
        html,
        t().result_others,
        others(&manifest, &decision, &first),
    );
    let html = section(
        html,
        t().result_conditions,
        conditions(Html::new(), &manifest, &decision),
    );
    let html = section(html, t().result_readings, readings(&manifest, &decision));
    let html = section(html, t().result_bring, bring(&manifest, &decision.evidence));
    let html = section(html, t().result_manual, manual(&manifest, &decision));
    let html = html
        .raw("<section class=\"notice\"><h2>")
        .text(t().result_disclaimer_title)
        .raw("</h2>");
    let html = html.p("", t().result_disclaimer).raw("</section>");
    let body = back_link(&format!("/check/{id}/answers"), t().check_answers);
    let body = body.within("div", "stack", html);
    let print = Html::new().button("second", t().print, print);
    page(
        t().result_title,
        body.within("div", "actions no-print", print),
    )
}

/// Prints the page, or says in the browser's own words that it cannot.
pub fn print() {
    let _ = window().print();
}

/// A heading and what stands under it; nothing without that.
fn section(html: Html, title: &str, body: Html) -> Html {
    if body.is_empty() {
        return html;
    }
    html.raw("<section><h2>")
        .text(title)
        .raw("</h2>")
        .add(body)
        .raw("</section>")
}

/// Markup around what there is; nothing around nothing.
pub fn boxed(before: &'static str, body: Html, after: &'static str) -> Html {
    if body.is_empty() {
        body
    } else {
        Html::new().raw(before).add(body).raw(after)
    }
}

/// The outcome that matters most, large, and why.
fn top(html: Html, manifest: &Manifest, decision: &Decision, draft: &Draft, name: &str) -> Html {
    let Some(outcome) = decision.outcomes.get(name) else {
        return html;
    };
    let words = Words::new(manifest, lang());
    let open = matches!(outcome, Outcome::Unknown { .. });
    let class = match outcome {
        Outcome::Unknown { .. } => "amount open",
        _ if is_positive(outcome) => "amount met",
        _ => "amount unmet",
    };
    let mut html = html.raw("<section class=\"headline\" data-testid=\"headline\"><h2>");
    html = html.text(&node_label(manifest, name)).raw("</h2>");
    if open {
        html = html.p("badge", t().result_open);
    }
    html = html.p(class, &outcome_text(manifest, name, outcome));
    // A sum speaks for itself; what is nothing or open needs its sentence.
    if !is_positive(outcome) {
        html = html.p("", &words.outcome(name, outcome));
    }
    let row = format!("{name}[");
    let applied = decision.trace.iter().find(|step| {
        step.kind == NodeKind::Row && step.state == State::Yes && step.node.starts_with(&row)
    });
    if let Some(step) = applied
        && let Some(index) = manifest
            .nodes
            .iter()
            .position(|node| node.name.as_deref() == Some(&step.node))
    {
        html = html
            .raw("<p>")
            .strong(t().row_applied)
            .text(&words.sentence(index))
            .raw("</p>");
        html = html.each(&step.margins, |html, margin| {
            html.p("margin", &words.margin(margin))
        });
    }
    if let Outcome::Known { clause, .. } = outcome {
        html = clause_link(html, manifest, clause.as_deref());
    }
    let left = questions_left(decision, draft);
    if left > 0 {
        html = html.p("", &to_answer(left)).link(
            "button",
            &format!("/check/{}", draft.policy),
            t().continue_questions,
        );
    }
    html.raw("</section>")
}

/// A way to claim each outcome that gives something, and to what was claimed already.
fn claim_actions(
    html: Html,
    manifest: &Manifest,
    decision: &Decision,
    store: Store,
    id: &str,
) -> Html {
    let names: Vec<&str> = claimable(manifest)
        .into_iter()
        .filter(|name| decision.outcomes.get(name).is_some_and(is_positive))
        .collect();
    let several = names.len() > 1;
    let links = Html::new().each(names, |html, name| {
        let text = if several {
            about(t().result_claim, &node_label(manifest, name))
        } else {
            t().result_claim.to_owned()
        };
        html.link(
            "button",
            &format!("/claim/{id}/pledge?outcome={name}"),
            &text,
        )
    });
    let earlier = store.claims.with_untracked(|claims| {
        claims
            .iter()
            .rev()
            .find(|claim| claim.policy == id)
            .map(|claim| format!("/sent/{}", claim.key))
    });
    let links = links.each(earlier, |html, href| {
        html.link("button second", &href, t().result_claim_again)
    });
    html.add(boxed("<div class=\"actions no-print\">", links, "</div>"))
}

/// What was passed over and still matters.
fn unknown(manifest: &Manifest, decision: &Decision, draft: &Draft, id: &str) -> Html {
    let facts = open_facts(decision, draft)
        .filter_map(|name| manifest.facts.iter().find(|fact| fact.name == name));
    let rows = Html::new().each(facts, |html, fact| {
        let label = lang().of(&fact.label);
        let html = html
            .raw("<li class=\"open\"><span class=\"mark\">")
            .icon(Icon::Question)
            .raw("</span><div>");
        let html = html
            .p("", label)
            .raw("<a href=\"")
            .text(&format!("/check/{id}/q/{}?from=result", fact.name));
        let html = html
            .raw("\" aria-label=\"")
            .text(&about(t().answer_now, label))
            .raw("\">");
        html.text(t().answer_now).raw("</a></div></li>")
    });
    if rows.is_empty() {
        return rows;
    }
    Html::new().p("", t().result_unknown_why).add(boxed(
        "<div class=\"conditions\"><ul>",
        rows,
        "</ul></div>",
    ))
}

/// The other answers of the policy.
fn others(manifest: &Manifest, decision: &Decision, first: &str) -> Html {
    let rest = decision.outcomes.iter().filter(|(name, _)| *name != first);
    let rows = Html::new().each(rest, |html, (name, outcome)| {
        row(
            html,
            &node_label(manifest, name),
            &outcome_text(manifest, name, outcome),
        )
    });
    boxed("<dl class=\"rows\">", rows, "</dl>")
}
