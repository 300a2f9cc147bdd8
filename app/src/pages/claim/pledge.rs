//! The promises, ticked one by one.

use leptos::prelude::*;
use nuanze_api::promise_id;

use super::{Step, form, frame};
use crate::flow::{ClaimForm, outcome_name, promises_for};
use crate::text::{lang, t, ticked};
use crate::ui::{Html, go, input};

/// Step one.
pub fn pledge(step: Step) -> Html {
    let manifest = step.policy.manifest();
    let all = promises_for(&manifest, &step.form.outcome);
    let lists = manifest
        .pledges
        .iter()
        .filter(|pledge| outcome_name(&manifest, pledge.outcome) == Some(&step.form.outcome));
    let lists = Html::new().each(lists, |html, pledge| {
        let html = html
            .raw("<fieldset><legend><h2>")
            .text(lang().of(&pledge.label));
        let html = html.raw("</h2></legend><div class=\"choices\">");
        let html = html.each(&pledge.promises, |html, (promise, words)| {
            let id = promise_id(&pledge.name, promise);
            line(html, &step, id, lang().of(words))
        });
        html.raw("</div></fieldset>")
    });
    let said = {
        let (all, step) = (all.clone(), step.clone());
        move || {
            let done = |form: &ClaimForm| all.iter().filter(|id| form.pledged.contains(id)).count();
            Html::new().text(&ticked(step.look(done), all.len()))
        }
    };
    let lists = lists
        .raw("<p role=\"status\" class=\"quiet\"")
        .content(said)
        .raw("></p>");
    let errors = RwSignal::new(Vec::new());
    let href = step.href("you");
    let kept = step.clone();
    let onwards = move || {
        let missing = |form: &ClaimForm| all.iter().find(|id| !form.pledged.contains(id)).cloned();
        match kept.look(missing) {
            Some(id) => errors.set(vec![(id, t().claim_pledge_missing.to_owned())]),
            None => go(&href),
        }
    };
    let body = form(errors, t().claim_pledge_lead, lists, onwards);
    frame(&step, "pledge", t().claim_pledge_title, body)
}

fn line(html: Html, step: &Step, id: String, words: &str) -> Html {
    let html = html.raw("<label class=\"choice tick\"><input type=\"checkbox\"");
    let html = html.attr("id", &id);
    let html = if step.form.pledged.contains(&id) {
        html.raw(" checked")
    } else {
        html
    };
    let step = step.clone();
    html.on("change", move |event| {
        let on = input(event).checked();
        step.edit(|form| form.tick(&id, on));
    })
    .raw("><span>")
    .text(words)
    .raw("</span></label>")
}
