//! Everything once more, and "submit": stored on the phone first, sent from the outbox.

use leptos::prelude::*;
use nuanze_abi::{State, Text};
use nuanze_api::{ClaimRequest, ClientDecision, NodeState, mask_id_number};
use nuanze_runtime::{Decision, Outcome};
use serde_json::{Map, Value};
use wasm_bindgen_futures::spawn_local;

use super::{Step, frame};
use crate::flow::promises_for;
use crate::outbox::{NewClaim, send_now};
use crate::pages::{evidence_label, node_label, outcome_text};
use crate::text::{about, t, ticked};
use crate::ui::{Html, go};

/// Step four.
pub fn summary(step: Step) -> AnyView {
    let form = &step.form;
    let manifest = step.policy.manifest();
    let promises = promises_for(&manifest, &form.outcome);
    let complete = form.complete(&promises, &step.decision);
    let ticked_now = promises
        .iter()
        .filter(|promise| form.pledged.contains(promise))
        .count();
    let claimed = step
        .decision
        .outcomes
        .get(&form.outcome)
        .map(|outcome| outcome_text(&manifest, &form.outcome, outcome))
        .unwrap_or_default();
    let evidence = form.evidence_for(&step.decision);
    let evidence = evidence.iter().map(|item| {
        let label = evidence_label(&manifest, &item.kind);
        let name = if item.name == label {
            t().evidence_on_paper
        } else {
            &item.name
        };
        format!("· {label} — {name}")
    });
    let lines = [
        (node_label(&manifest, &form.outcome), claimed, None),
        (
            t().claim_pledge_title.to_owned(),
            ticked(ticked_now, promises.len()),
            Some("pledge"),
        ),
        (
            t().name.to_owned(),
            form.name.trim().to_owned(),
            Some("you"),
        ),
        (
            t().phone.to_owned(),
            form.phone.trim().to_owned(),
            Some("you"),
        ),
        (
            t().id_number.to_owned(),
            mask_id_number(&form.applicant().id_number),
            Some("you"),
        ),
        (
            t().claim_evidence_title.to_owned(),
            evidence.collect::<Vec<_>>().join("\n"),
            Some("documents"),
        ),
    ];
    let rows = Html::new()
        .raw("<dl class=\"rows\">")
        .each(lines, |html, (label, value, edit)| {
            let html = html
                .raw("<div class=\"row\"><dt>")
                .text(&label)
                .raw("</dt><dd class=\"lines\">")
                .text(&value)
                .raw("</dd>");
            let html = html.each(edit, |html, edit| {
                let html = html
                    .raw("<dd class=\"act\"><a href=\"")
                    .text(&step.href(edit))
                    .raw("\" aria-label=\"");
                html.text(&about(t().edit, &label))
                    .raw("\">")
                    .text(t().edit)
                    .raw("</a></dd>")
            });
            html.raw("</div>")
        });
    let rows = rows.raw("</dl>").show("");
    drop(manifest);
    let failed = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let submit = {
        let (go, step) = (go(), step.clone());
        move |_| {
            // A second tap while the first is being stored would be a second claim.
            if busy.get_untracked() {
                return;
            }
            busy.set(true);
            let (go, step) = (go.clone(), step.clone());
            spawn_local(async move {
                match step.store.submit(new_claim(&step)).await {
                    Some(key) => {
                        send_now(step.store);
                        go(&format!("/sent/{key}"));
                    }
                    None => {
                        busy.set(false);
                        failed.set(true);
                    }
                }
            });
        }
    };
    frame(
        &step,
        "check",
        t().claim_check_title,
        view! {
            {rows}
            {if complete {
                view! {
                    <p>{t().submit_lead}</p>
                    <p role="alert" class="error-line" class:hidden=move || !failed.get()>{t().submit_failed}</p>
                    <div class="actions"><button on:click=submit disabled=move || busy.get()>{t().submit}</button></div>
                }
                    .into_any()
            } else {
                view! { <p class="error-line" role="alert">{t().claim_incomplete}</p> }.into_any()
            }}
        },
    )
}

/// The claim as the edge takes it. Its secret is made where it is stored.
fn new_claim(step: &Step) -> NewClaim {
    let form = step.now();
    let manifest = step.policy.manifest();
    let promises = promises_for(&manifest, &form.outcome);
    let (value, unit) = match step.decision.outcomes.get(&form.outcome) {
        Some(Outcome::Known { value, unit, .. }) => (value.clone(), unit.clone()),
        _ => (nuanze_runtime::Value::Bool(true), None),
    };
    let label = manifest
        .nodes
        .iter()
        .find(|node| node.name.as_deref() == Some(&form.outcome));
    let name = || Text {
        zh: form.outcome.clone(),
        en: form.outcome.clone(),
    };
    NewClaim {
        title: manifest.policy.title.clone(),
        label: label
            .and_then(|node| node.label.clone())
            .unwrap_or_else(name),
        value,
        unit,
        request: ClaimRequest {
            policy: form.policy.clone(),
            module: step.policy.sha256(),
            facts: step.store.draft(&form.policy).facts(),
            readings: Default::default(),
            decision: client_decision(&step.decision),
            outcome: form.outcome.clone(),
            pledge: form
                .pledged
                .iter()
                .filter(|promise| promises.contains(promise))
                .cloned()
                .collect(),
            applicant: form.applicant(),
            evidence: form.evidence_for(&step.decision),
            secret: String::new(),
        },
    }
}

/// What this phone's module answered, for the edge to compare.
fn client_decision(decision: &Decision) -> ClientDecision {
    // Outcomes are plain data: there is nothing in them that JSON could not say.
    let json = serde_json::to_string(&decision.outcomes).unwrap_or_default();
    let outcomes: Map<String, Value> = serde_json::from_str(&json).unwrap_or_default();
    let state = |state| match state {
        State::Yes => NodeState::Yes,
        State::No => NodeState::No,
        State::Unknown => NodeState::Unknown,
    };
    let states = decision
        .trace
        .iter()
        .map(|step| (step.node.clone(), state(step.state)))
        .collect();
    ClientDecision { outcomes, states }
}
