//! Everything once more, and "submit": stored on the phone first, sent from the outbox.

use leptos::prelude::*;
use nuanze_abi::Text;
use nuanze_api::mask_id_number;
use nuanze_runtime::Outcome;

use super::{Step, frame};
use crate::flow::{Request, promises_for};
use crate::outbox::{NewClaim, send_now};
use crate::pages::{evidence_label, node_label, outcome_text};
use crate::task::spawn;
use crate::text::{about, t, ticked};
use crate::ui::{Html, go};

/// Step four.
pub fn summary(step: Step) -> Html {
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
    let rows = rows.raw("</dl>");
    drop(manifest);
    let body = if complete {
        rows.add(submission(step.clone()))
    } else {
        rows.raw("<p class=\"error-line\" role=\"alert\">")
            .text(t().claim_incomplete)
            .raw("</p>")
    };
    frame(&step, "check", t().claim_check_title, body)
}

/// The button that submits, and what is said where that fails.
fn submission(step: Step) -> Html {
    let failed = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let submit = move || {
        // A second tap while the first is being stored would be a second claim.
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let step = step.clone();
        spawn(async move {
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
    };
    let html = Html::new().p("", t().submit_lead);
    let html = html.raw("<p role=\"alert\" class=\"error-line\"");
    let html = html.hidden(move || !failed.get()).raw(">");
    let html = html.text(t().submit_failed);
    html.raw("</p><div class=\"actions\"><button type=\"button\"")
        .click(submit)
        .disabled(move || busy.get())
        .raw(">")
        .text(t().submit)
        .raw("</button></div>")
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
        request: Request {
            module: &step.policy.sha256(),
            facts: step.store.draft(&form.policy).facts(),
            decision: &step.decision,
            promises: &promises,
        }
        .into_json(&form),
    }
}
