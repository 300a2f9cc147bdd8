//! The documents at hand: a file's name, or that one has it on paper. Pictures stay on the phone.

use leptos::prelude::*;
use nuanze_api::MAX_FILE_NAME;
use nuanze_runtime::EvidenceNeed;

use super::{Step, form, frame};
use crate::flow::ClaimForm;
use crate::pages::evidence_label;
use crate::text::{about, lang, t};
use crate::ui::{Html, Icon, go, input};

/// Step three.
pub fn documents(step: Step) -> Html {
    let errors = RwSignal::new(Vec::new());
    let needs = &step.decision.evidence;
    let lead = if needs.is_empty() {
        t().evidence_none
    } else {
        t().claim_evidence_lead
    };
    let groups = Html::new().each(needs, |html, need| group(html, &step, need));
    let kept = step.clone();
    let onwards = move || {
        let missing = missing(&kept);
        let right = missing.is_empty();
        errors.set(missing);
        if right {
            go(&kept.href("check"));
        }
    };
    let body = form(errors, lead, groups, onwards);
    frame(&step, "documents", t().claim_evidence_title, body)
}

/// The needs of which no kind is at hand, each with the field of its first kind.
fn missing(step: &Step) -> Vec<(String, String)> {
    let form = step.now();
    let manifest = step.policy.manifest();
    let lacks = |need: &&EvidenceNeed| !need.maybe && !form.has(need);
    let complaint = |need: &EvidenceNeed| {
        let labels = need
            .any_of
            .iter()
            .map(|kind| evidence_label(&manifest, kind));
        let labels: Vec<_> = labels.collect();
        let first = need.any_of.first().cloned().unwrap_or_default();
        (
            format!("file-{first}"),
            about(t().evidence_missing, &crate::text::either(&labels)),
        )
    };
    let needs = step.decision.evidence.iter();
    needs.filter(lacks).map(complaint).collect()
}

/// One need: any one of its kinds.
fn group(html: Html, step: &Step, need: &EvidenceNeed) -> Html {
    let note = match (need.maybe, need.any_of.len() > 1) {
        (true, _) => Some(t().bring_maybe),
        (false, true) => Some(t().evidence_any),
        (false, false) => None,
    };
    let inner = Html::new().each(note, |html, note| html.p("badge", note));
    let inner = inner.each(&need.any_of, |html, kind| document(html, step, kind));
    html.within("div", "evidence", inner)
}

fn document(html: Html, step: &Step, kind: &str) -> Html {
    let manifest = step.policy.manifest();
    let label = evidence_label(&manifest, kind);
    let known = manifest.evidence.iter().find(|known| known.name == kind);
    let hint = known.and_then(|known| known.hint.as_ref());
    let kept = StoredValue::new_local((step.clone(), kind.to_owned()));
    let given = move || {
        let name = |form: &ClaimForm, kind: &str| form.at_hand(kind).map(str::to_owned);
        kept.with_value(|(step, kind)| step.look(|form| name(form, kind)))
    };
    let put = move |name: Option<String>| {
        kept.with_value(|(step, kind)| step.edit(|form| form.put(kind, name)));
    };
    let (shown, paper_name) = (label.clone(), label.clone());

    let html = html
        .raw("<div class=\"document\"><p>")
        .strong(&label)
        .raw("</p>");
    let html = html.each(hint, |html, hint| html.p("quiet", lang().of(hint)));
    let html = html
        .raw("<p class=\"good\" role=\"status\"")
        .content(move || {
            Html::new().each(given(), |html, name| {
                let name = if name == shown {
                    t().evidence_on_paper
                } else {
                    &name
                };
                let html = html
                    .icon(Icon::Tick)
                    .raw(" <span>")
                    .text(t().evidence_picked);
                html.text(name).raw("</span>")
            })
        });
    let html = html.raw("></p><div class=\"actions\"><label class=\"button second file\"");
    let html = html.hidden(move || given().is_some()).raw(">");
    let html = html.text(t().evidence_pick);
    let html = html.raw("<input type=\"file\" accept=\"image/*,application/pdf\"");
    let html = html
        .attr("id", &format!("file-{kind}"))
        .attr("aria-label", &about(t().evidence_pick, &label))
        .on("change", move |event| {
            let picked = input(event).files().and_then(|files| files.get(0));
            if let Some(file) = picked {
                let name = file.name();
                let name = name.chars().filter(|c| !c.is_control());
                put(Some(name.take(MAX_FILE_NAME).collect()));
            }
        });
    let html = html.raw("></label><button type=\"button\" class=\"second\"");
    let html = html
        .attr("aria-label", &about(t().evidence_paper, &label))
        .hidden(move || given().is_some())
        .click(move || put(Some(paper_name.clone())));
    let html = html.raw(">").text(t().evidence_paper);
    let html = html.raw("</button><button type=\"button\" class=\"plain\"");
    let html = html
        .attr("aria-label", &about(t().evidence_remove, &label))
        .hidden(move || given().is_none())
        .click(move || put(None));
    html.raw(">")
        .text(t().evidence_remove)
        .raw("</button></div></div>")
}
