//! The claim, four steps: pledge, applicant, documents, check and submit. Each keeps what it holds as it stands.

mod applicant;
mod documents;
mod pledge;
mod summary;

use std::rc::Rc;

use leptos::prelude::*;
use nuanze_runtime::Decision;

use super::check::broken;
use super::{by_param, query};
use crate::flow::{ClaimForm, claimable, is_positive};
use crate::store::{Loaded, Store, use_store};
use crate::text::{lang, step_of, t};
use crate::ui::{back_link, page, redirect, with_policy};

/// The steps, as the address names them.
const STEPS: [&str; 4] = ["pledge", "you", "documents", "check"];

/// What every step has at hand.
#[derive(Clone)]
struct Step {
    policy: Rc<Loaded>,
    decision: Rc<Decision>,
    store: Store,
    form: ClaimForm,
}

impl Step {
    /// The address of a step.
    fn href(&self, step: &str) -> String {
        format!(
            "/claim/{}/{step}?outcome={}",
            self.form.policy, self.form.outcome
        )
    }

    /// Changes the form and keeps it.
    fn edit(&self, edit: impl FnOnce(&mut ClaimForm)) {
        let mut form = self.now();
        edit(&mut form);
        self.store.keep_form(form);
    }

    /// The form as it stands now.
    fn now(&self) -> ClaimForm {
        self.store
            .form(&self.form.policy)
            .unwrap_or_else(|| self.form.clone())
    }
}

/// A claim.
pub fn claim() -> AnyView {
    let store = use_store();
    by_param("policy", move |id| {
        by_param("step", move |step| {
            let id = id.clone();
            with_policy(id.clone(), move |policy| show(policy, store, &id, &step))
        })
    })
}

fn show(policy: Rc<Loaded>, store: Store, id: &str, name: &str) -> AnyView {
    let decision = match policy.decide(&store.draft(id)) {
        Ok(decision) => decision,
        Err(error) => return broken(error.to_string()),
    };
    let kept = store.form(id);
    let outcome = query("outcome")
        .or_else(|| kept.as_ref().map(|form| form.outcome.clone()))
        .or_else(|| {
            claimable(&policy.manifest())
                .first()
                .map(|&name| name.to_owned())
        })
        .unwrap_or_default();
    let can = claimable(&policy.manifest()).contains(&outcome.as_str());
    if !can || !decision.outcomes.get(&outcome).is_some_and(is_positive) {
        let href = format!("/check/{id}/result");
        return page(
            t().claim_title,
            view! { <p>{t().claim_not_open}</p><a class="button" href=href>{t().to_result}</a> },
        );
    }
    let form = match kept {
        Some(form) if form.outcome == outcome => form,
        Some(form) => ClaimForm {
            outcome,
            pledged: Vec::new(),
            ..form
        },
        None => ClaimForm::new(id, &outcome),
    };
    let step = Step {
        policy,
        decision: Rc::new(decision),
        store,
        form,
    };
    match name {
        "pledge" => pledge::pledge(step),
        "you" => applicant::applicant(step),
        "documents" => documents::documents(step),
        "check" => summary::summary(step),
        _ => redirect(&step.href("pledge")),
    }
}

/// The frame of a step: the way back, which step it is, and for which policy.
fn frame(step: &Step, name: &str, title: &'static str, body: impl IntoView + 'static) -> AnyView {
    let index = STEPS
        .iter()
        .position(|known| *known == name)
        .unwrap_or_default();
    let back = match index.checked_sub(1).and_then(|before| STEPS.get(before)) {
        Some(before) => step.href(before),
        None => format!("/check/{}/result", step.form.policy),
    };
    let of = lang().of(&step.policy.manifest().policy.title).to_owned();
    let above = view! {
        {back_link(back, t().back)}
        <p class="progress">{step_of(index + 1, STEPS.len())}</p>
    };
    crate::ui::main_page(
        title,
        view! { {above} <h1 tabindex="-1">{title}</h1> <p class="quiet">{of}</p> {body.into_any()} },
    )
}
