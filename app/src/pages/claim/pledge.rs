//! The promises, ticked one by one.

use leptos::prelude::*;
use nuanze_api::promise_id;

use super::{Step, frame};
use crate::flow::{outcome_name, promises_for};
use crate::text::{lang, t, ticked};
use crate::ui::{ErrorSummary, go};

/// Step one.
pub fn pledge(step: Step) -> AnyView {
    let manifest = step.policy.manifest();
    let all = promises_for(&manifest, &step.form.outcome);
    let count = all.len();
    let pledged = RwSignal::new(step.form.pledged.clone());
    let done = {
        let all = all.clone();
        move || pledged.with(|pledged| all.iter().filter(|id| pledged.contains(id)).count())
    };
    let lists: Vec<_> = manifest
        .pledges
        .iter()
        .filter(|pledge| outcome_name(&manifest, pledge.outcome) == Some(&step.form.outcome))
        .map(|pledge| {
            let lines: Vec<_> = pledge
                .promises
                .iter()
                .map(|(promise, words)| line(&step, pledged, promise_id(&pledge.name, promise), lang().of(words)))
                .collect();
            view! { <fieldset><legend><h2>{lang().of(&pledge.label).to_owned()}</h2></legend><div class="choices">{lines}</div></fieldset> }
        })
        .collect();
    drop(manifest);
    let errors = RwSignal::new(Vec::new());
    let onwards = {
        let (go, href, all) = (go(), step.href("you"), all);
        move |event: web_sys::SubmitEvent| {
            event.prevent_default();
            let missing = pledged
                .with_untracked(|pledged| all.iter().find(|id| !pledged.contains(id)).cloned());
            match missing {
                Some(id) => errors.set(vec![(id, t().claim_pledge_missing.to_owned())]),
                None => go(&href),
            }
        }
    };
    frame(
        &step,
        "pledge",
        t().claim_pledge_title,
        view! {
            <ErrorSummary errors/>
            <p>{t().claim_pledge_lead}</p>
            <form novalidate on:submit=onwards>
                {lists}
                <p role="status" class="quiet">{move || ticked(done(), count)}</p>
                <div class="actions sticky"><button type="submit">{t().next}</button></div>
            </form>
        },
    )
}

fn line(step: &Step, pledged: RwSignal<Vec<String>>, id: String, words: &str) -> AnyView {
    let words = words.to_owned();
    let (step, is, change) = (StoredValue::new_local(step.clone()), id.clone(), id.clone());
    view! {
        <label class="choice tick">
            <input
                type="checkbox"
                id=id
                prop:checked=move || pledged.with(|pledged| pledged.contains(&is))
                on:change:target=move |event| {
                    let on = event.target().checked();
                    step.with_value(|step| {
                        step.edit(|form| form.tick(&change, on));
                        pledged.set(step.now().pledged);
                    });
                }
            />
            <span>{words}</span>
        </label>
    }
    .into_any()
}
