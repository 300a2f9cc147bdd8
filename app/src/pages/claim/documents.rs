//! The documents at hand: a file's name, or that one has it on paper. Pictures stay on the phone.

use leptos::prelude::*;
use nuanze_api::MAX_FILE_NAME;
use nuanze_runtime::EvidenceNeed;

use super::{Step, frame};
use crate::pages::evidence_label;
use crate::store::Store;
use crate::text::{about, lang, t};
use crate::ui::{ErrorSummary, Icon, go, icon};

/// Step three.
pub fn documents(step: Step) -> AnyView {
    let errors = RwSignal::new(Vec::new());
    let kept = StoredValue::new_local(step.clone());
    let needs: Vec<_> = step
        .decision
        .evidence
        .iter()
        .map(|need| group(kept, need))
        .collect();
    let none = needs.is_empty();
    let onwards = {
        let (go, href) = (go(), step.href("check"));
        move |event: web_sys::SubmitEvent| {
            event.prevent_default();
            let missing: Vec<(String, String)> = kept.with_value(|step| {
                let form = step.now();
                let manifest = step.policy.manifest();
                let lacks = |need: &&EvidenceNeed| !need.maybe && !form.has(need);
                let name = |need: &EvidenceNeed| {
                    let labels: Vec<_> = need
                        .any_of
                        .iter()
                        .map(|kind| evidence_label(&manifest, kind))
                        .collect();
                    let first = need.any_of.first().cloned().unwrap_or_default();
                    (
                        format!("file-{first}"),
                        about(t().evidence_missing, &crate::text::either(&labels)),
                    )
                };
                step.decision
                    .evidence
                    .iter()
                    .filter(lacks)
                    .map(name)
                    .collect()
            });
            let right = missing.is_empty();
            errors.set(missing);
            if right {
                go(&href);
            }
        }
    };
    frame(
        &step,
        "documents",
        t().claim_evidence_title,
        view! {
            <ErrorSummary errors/>
            <p>{if none { t().evidence_none } else { t().claim_evidence_lead }}</p>
            <form novalidate on:submit=onwards>
                {needs}
                <div class="actions sticky"><button type="submit">{t().next}</button></div>
            </form>
        },
    )
}

/// One need: any one of its kinds.
fn group(step: StoredValue<Step, LocalStorage>, need: &EvidenceNeed) -> AnyView {
    let several = need.any_of.len() > 1;
    let kinds: Vec<_> = need
        .any_of
        .iter()
        .map(|kind| document(step, kind.clone()))
        .collect();
    let note = match (need.maybe, several) {
        (true, _) => Some(t().bring_maybe),
        (false, true) => Some(t().evidence_any),
        (false, false) => None,
    };
    view! { <div class="evidence">{note.map(|note| view! { <p class="badge">{note}</p> })}{kinds}</div> }.into_any()
}

fn document(step: StoredValue<Step, LocalStorage>, kind: String) -> AnyView {
    let (label, hint, store, policy) = step.with_value(|step| {
        let manifest = step.policy.manifest();
        let hint = manifest
            .evidence
            .iter()
            .find(|known| known.name == kind)
            .and_then(|known| known.hint.as_ref());
        let hint = hint.map(|hint| lang().of(hint).to_owned());
        (
            evidence_label(&manifest, &kind),
            hint,
            step.store,
            step.form.policy.clone(),
        )
    });
    let given = {
        let kind = kind.clone();
        Memo::new(move |_| at_hand(store, &policy, &kind))
    };
    let put = {
        let kind = kind.clone();
        move |name: Option<String>| {
            step.with_value(|step| {
                step.edit(|form| {
                    match name {
                        Some(name) => form.evidence.insert(kind.clone(), name),
                        None => form.evidence.remove(&kind),
                    };
                });
            });
        }
    };
    let id = format!("file-{kind}");
    let label_id = format!("label-{kind}");
    let (pick, paper, remove, paper_name, shown) =
        (put.clone(), put.clone(), put, label.clone(), label.clone());
    let (about_paper, about_remove, about_pick) = (
        about(t().evidence_paper, &label),
        about(t().evidence_remove, &label),
        about(t().evidence_pick, &label),
    );
    view! {
        <div class="document">
            <p id=label_id><strong>{label}</strong></p>
            {hint.map(|hint| view! { <p class="quiet">{hint}</p> })}
            <p class="good" role="status">
                {move || given.get().map(|name| view! { {icon(Icon::Tick)} <span>{t().evidence_picked}{if name == shown { t().evidence_on_paper.to_owned() } else { name }}</span> })}
            </p>
            <div class="actions">
                <label class="button second file" class:hidden=move || given.get().is_some()>
                    {t().evidence_pick}
                    <input
                        id=id
                        type="file"
                        accept="image/*,application/pdf"
                        aria-label=about_pick
                        on:change:target=move |event| {
                            let name = event.target().files().and_then(|files| files.get(0)).map(|file| file.name());
                            if let Some(name) = name {
                                pick(Some(name.chars().filter(|c| !c.is_control()).take(MAX_FILE_NAME).collect()));
                            }
                        }
                    />
                </label>
                <button
                    type="button"
                    class="second"
                    class:hidden=move || given.get().is_some()
                    aria-label=about_paper
                    on:click=move |_| paper(Some(paper_name.clone()))
                >
                    {t().evidence_paper}
                </button>
                <button
                    type="button"
                    class="plain"
                    class:hidden=move || given.get().is_none()
                    aria-label=about_remove
                    on:click=move |_| remove(None)
                >
                    {t().evidence_remove}
                </button>
            </div>
        </div>
    }
    .into_any()
}

/// The name under which a document is at hand.
fn at_hand(store: Store, policy: &str, kind: &str) -> Option<String> {
    store.forms.with(|forms| {
        forms
            .iter()
            .find(|form| form.policy == policy)?
            .evidence
            .get(kind)
            .cloned()
    })
}
