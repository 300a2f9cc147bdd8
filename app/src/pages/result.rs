//! The result: how much, why, condition by condition, what would change it, what is in doubt, what to bring, who decides.

use std::collections::BTreeMap;
use std::rc::Rc;

use leptos::prelude::*;
use nuanze_abi::{Manifest, NodeKind, State};
use nuanze_runtime::words::Words;
use nuanze_runtime::{Decision, EvidenceNeed, Outcome, UnderReading};

use super::check::broken;
use super::conditions::conditions;
use super::{by_param, clause_link, evidence_label, node_label, outcome_text};
use crate::flow::{Draft, claimable, headline, is_positive, open_facts, questions_left};
use crate::store::{Loaded, Store, use_store};
use crate::text::{about, lang, t, to_answer};
use crate::ui::{Icon, back_link, icon, page, with_policy};

/// A result.
pub fn result() -> AnyView {
    let store = use_store();
    by_param("policy", move |id| with_policy(id.clone(), move |policy| show(policy, store, &id)))
}

fn show(policy: Rc<Loaded>, store: Store, id: &str) -> AnyView {
    let draft = store.draft(id);
    let decision = match policy.decide(&draft) {
        Ok(decision) => decision,
        Err(error) => return broken(error.to_string()),
    };
    let first = headline(&policy.manifest()).map(str::to_owned).unwrap_or_default();
    // Without suggestions the result still stands.
    let suggestions = policy.ask().suggest(&draft.facts(), &BTreeMap::new(), &first).unwrap_or_default();
    let manifest = policy.manifest();
    let words = Words::new(&manifest, lang());
    let suggestions: Vec<_> = suggestions.iter().map(|suggestion| view! { <li>{words.suggestion(suggestion)}</li> }).collect();
    let back = back_link(format!("/check/{id}/answers"), t().check_answers);
    page(
        t().result_title,
        view! {
            {back}
            <p class="quiet">{lang().of(&manifest.policy.title).to_owned()}</p>
            {top(&manifest, &decision, &draft, &first)}
            {claim_actions(&manifest, &decision, store, id)}
            {unknown(&manifest, &decision, &draft, id)}
            {others(&manifest, &decision, &first)}
            <section>
                <h2>{t().result_conditions}</h2>
                {conditions(&manifest, &decision)}
            </section>
            {section(t().result_suggest, (!suggestions.is_empty()).then(|| view! { <ul class="plain-list">{suggestions}</ul> }.into_any()))}
            {section(t().result_readings, readings(&manifest, &decision))}
            {section(t().result_bring, bring(&manifest, &decision.evidence))}
            {section(t().result_manual, manual(&manifest, &decision))}
            <section class="notice">
                <h2>{t().result_disclaimer_title}</h2>
                <p>{t().result_disclaimer}</p>
            </section>
            <div class="actions no-print">
                <button class="second" on:click=move |_| { let _ = window().print(); }>{t().print}</button>
            </div>
        },
    )
}

fn section(title: &'static str, body: Option<AnyView>) -> Option<AnyView> {
    body.map(|body| view! { <section><h2>{title}</h2>{body}</section> }.into_any())
}

/// The outcome that matters most, large, and the sentence why.
fn top(manifest: &Manifest, decision: &Decision, draft: &Draft, name: &str) -> Option<AnyView> {
    let outcome = decision.outcomes.get(name)?;
    let words = Words::new(manifest, lang());
    let sentence = words.outcome(name, outcome);
    let class = match outcome {
        Outcome::Unknown { .. } => "amount open",
        _ if is_positive(outcome) => "amount met",
        _ => "amount unmet",
    };
    let left = questions_left(decision, draft);
    let applied = decision
        .trace
        .iter()
        .find(|step| step.kind == NodeKind::Row && step.state == State::Yes && step.node.starts_with(&format!("{name}[")))
        .and_then(|step| manifest.nodes.iter().position(|node| node.name.as_deref() == Some(&step.node)))
        .map(|index| view! { <p><strong>{t().row_applied}</strong>{words.sentence(index)}</p> });
    let clause = match outcome {
        Outcome::Known { clause: Some(anchor), .. } => clause_link(manifest, anchor),
        _ => None,
    };
    Some(
        view! {
            <section class="headline" data-testid="headline">
                <h2>{node_label(manifest, name)}</h2>
                {matches!(outcome, Outcome::Unknown { .. }).then(|| view! { <p class="badge">{t().result_open}</p> })}
                <p class=class>{outcome_text(manifest, name, outcome)}</p>
                <p>{sentence}</p>
                {applied}
                {clause}
                {(left > 0).then(|| view! {
                    <p>{to_answer(left)}</p>
                    <a class="button" href=format!("/check/{}", draft.policy)>{t().continue_questions}</a>
                })}
            </section>
        }
        .into_any(),
    )
}

/// A way to claim each outcome that gives something, or to what was claimed already.
fn claim_actions(manifest: &Manifest, decision: &Decision, store: Store, id: &str) -> Option<AnyView> {
    let earlier = store
        .claims
        .with_untracked(|claims| claims.iter().rev().find(|claim| claim.policy == id).map(|claim| claim.key.clone()));
    let earlier = earlier.map(|key| {
        view! { <a class="button second" href=format!("/sent/{key}")>{t().result_claim_again}</a> }
    });
    let names: Vec<&str> = claimable(manifest)
        .into_iter()
        .filter(|name| decision.outcomes.get(name).is_some_and(is_positive))
        .collect();
    if names.is_empty() && earlier.is_none() {
        return None;
    }
    let several = names.len() > 1;
    let links: Vec<_> = names
        .into_iter()
        .map(|name| {
            let text = if several { about(t().result_claim, &node_label(manifest, name)) } else { t().result_claim.to_owned() };
            view! { <a class="button" href=format!("/claim/{id}/pledge?outcome={name}")>{text}</a> }
        })
        .collect();
    Some(view! { <div class="actions no-print">{links}{earlier}</div> }.into_any())
}

/// What was passed over and still matters.
fn unknown(manifest: &Manifest, decision: &Decision, draft: &Draft, id: &str) -> Option<AnyView> {
    let rows: Vec<_> = open_facts(decision, draft)
        .filter_map(|name| manifest.facts.iter().find(|fact| fact.name == name))
        .map(|fact| {
            let label = lang().of(&fact.label).to_owned();
            let link = about(t().answer_now, &label);
            view! {
                <li class="open">
                    <span class="mark">{icon(Icon::Question)}</span>
                    <div>
                        <p>{label}</p>
                        <a href=format!("/check/{id}/q/{}?from=result", fact.name) aria-label=link>{t().answer_now}</a>
                    </div>
                </li>
            }
        })
        .collect();
    let body = (!rows.is_empty()).then(|| {
        view! { <p>{t().result_unknown_why}</p><div class="conditions"><ul>{rows}</ul></div> }.into_any()
    });
    section(t().result_unknown, body)
}

/// The other answers of the policy.
fn others(manifest: &Manifest, decision: &Decision, first: &str) -> Option<AnyView> {
    let rows: Vec<_> = decision
        .outcomes
        .iter()
        .filter(|(name, _)| *name != first)
        .map(|(name, outcome)| {
            view! { <div class="row"><dt>{node_label(manifest, name)}</dt><dd>{outcome_text(manifest, name, outcome)}</dd></div> }
        })
        .collect();
    section(t().result_others, (!rows.is_empty()).then(|| view! { <dl class="rows">{rows}</dl> }.into_any()))
}

/// Where the text is in doubt: what each reading would give, and who decides.
fn readings(manifest: &Manifest, decision: &Decision) -> Option<AnyView> {
    let cards: Vec<_> = decision.readings.iter().filter_map(|reading| under(manifest, decision, reading)).collect();
    (!cards.is_empty()).then(|| cards.into_any())
}

fn under(manifest: &Manifest, decision: &Decision, under: &UnderReading) -> Option<AnyView> {
    let reading = manifest.readings.iter().find(|reading| reading.name == under.reading)?;
    // Only the outcomes on which the alternatives part are worth a line.
    let differs = |name: &str| {
        let given = |i: usize| under.alternatives.get(i).and_then(|alternative| alternative.outcomes.get(name));
        (1..under.alternatives.len()).any(|i| given(i) != given(0))
    };
    let names: Vec<&str> = decision.outcomes.iter().map(|(name, _)| name).filter(|name| differs(name)).collect();
    let alternatives: Vec<_> = under
        .alternatives
        .iter()
        .map(|alternative| {
            let label = reading.alternatives.iter().find(|known| known.name == alternative.alternative);
            let label = label.map(|known| lang().of(&known.label).to_owned());
            let used = alternative.alternative == under.used;
            let gives: Vec<_> = names
                .iter()
                .filter_map(|name| Some((name, alternative.outcomes.get(name)?)))
                .map(|(name, outcome)| {
                    view! { <p>{node_label(manifest, name)} <strong>{outcome_text(manifest, name, outcome)}</strong></p> }
                })
                .collect();
            view! {
                <li class:used=used>
                    <p>{label} {used.then(|| view! { <span class="badge">{t().reading_used}</span> })}</p>
                    {gives}
                </li>
            }
        })
        .collect();
    let clause = reading.clause.and_then(|index| manifest.clauses.get(index));
    let clause = clause.and_then(|clause| clause_link(manifest, &clause.id));
    Some(
        view! {
            <article class="reading">
                <h3>{lang().of(&reading.question).to_owned()}</h3>
                <ul>{alternatives}</ul>
                {reading.because.as_ref().map(|because| view! { <p>{lang().of(because).to_owned()}</p> })}
                <p><strong>{t().reading_decided}</strong>{lang().of(&reading.decided_by).to_owned()}</p>
                {clause}
            </article>
        }
        .into_any(),
    )
}

/// The documents, each with where to get it and the clause that asks for it.
fn bring(manifest: &Manifest, needs: &[EvidenceNeed]) -> Option<AnyView> {
    let lines: Vec<_> = needs
        .iter()
        .map(|need| {
            let labels: Vec<String> = need.any_of.iter().map(|name| evidence_label(manifest, name)).collect();
            let labels = crate::text::either(&labels);
            let hints: Vec<_> = need
                .any_of
                .iter()
                .filter_map(|name| manifest.evidence.iter().find(|evidence| evidence.name == *name)?.hint.as_ref())
                .map(|hint| view! { <p class="quiet">{lang().of(hint).to_owned()}</p> })
                .collect();
            let clause = need.clause.as_ref().and_then(|anchor| clause_link(manifest, anchor));
            view! {
                <li>
                    <span class="mark">{icon(Icon::Page)}</span>
                    <div>
                        <p>{labels} {need.maybe.then(|| view! { <span class="badge">{t().bring_maybe}</span> })}</p>
                        {hints}
                        {clause}
                    </div>
                </li>
            }
        })
        .collect();
    (!lines.is_empty()).then(|| view! { <div class="conditions"><ul>{lines}</ul></div> }.into_any())
}

/// What a person decides, why, and who.
fn manual(manifest: &Manifest, decision: &Decision) -> Option<AnyView> {
    let notes: Vec<_> = decision
        .manual
        .iter()
        .filter_map(|note| manifest.manual.iter().find(|manual| manual.name == note.manual))
        .map(|manual| {
            let text = |text: &nuanze_abi::Text| lang().of(text).to_owned();
            let clause = manual.clause.and_then(|index| manifest.clauses.get(index));
            let clause = clause.and_then(|clause| clause_link(manifest, &clause.id));
            view! {
                <article class="reading">
                    <h3>{text(&manual.label)}</h3>
                    <p>{text(&manual.because)}</p>
                    <p><strong>{t().reading_decided}</strong>{text(&manual.decided_by)}</p>
                    {clause}
                </article>
            }
        })
        .collect();
    (!notes.is_empty()).then(|| notes.into_any())
}
