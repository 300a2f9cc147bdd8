//! The claim, four steps: pledge, applicant, documents, check and submit. Each keeps what it holds as it stands.

mod applicant;
mod documents;
mod pledge;
mod summary;

use std::rc::Rc;

use nuanze_runtime::Decision;

use super::check::broken;
use crate::flow::{ClaimForm, claimable, is_positive};
use crate::store::{Loaded, Store, use_store};
use crate::text::{lang, step_of, t};
use crate::ui::{
    Html, Wrong, back_link, error_summary, heading, main_page, page, query, redirect, with_policy,
};

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
        self.look(ClaimForm::clone)
    }

    /// What a look at the form says, now and whenever it changes.
    fn look<T>(&self, look: impl Fn(&ClaimForm) -> T) -> T {
        let kept = self.store.with_form(&self.form.policy, &look);
        kept.unwrap_or_else(|| look(&self.form))
    }
}

/// A claim.
pub fn claim(id: &str, step: &str) -> Html {
    let (store, policy_id, step) = (use_store(), id.to_owned(), step.to_owned());
    with_policy(id, move |policy| show(policy, store, &policy_id, &step))
}

fn show(policy: Rc<Loaded>, store: Store, id: &str, name: &str) -> Html {
    let decision = match policy.decide(&store.draft(id)) {
        Ok(decision) => decision,
        Err(error) => return broken(&error.to_string()),
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
        let closed = Html::new().p("", t().claim_not_open);
        return page(t().claim_title, closed.link("button", &href, t().to_result));
    }
    let form = match kept {
        Some(form) if form.outcome == outcome => form,
        // Another outcome has promises of its own; the person is the same.
        Some(form) => {
            let form = ClaimForm {
                outcome,
                pledged: Vec::new(),
                ..form
            };
            store.keep_form(form.clone());
            form
        }
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
fn frame(step: &Step, name: &str, title: &str, body: Html) -> Html {
    let index = STEPS
        .iter()
        .position(|known| *known == name)
        .unwrap_or_default();
    let back = match index.checked_sub(1).and_then(|before| STEPS.get(before)) {
        Some(before) => step.href(before),
        None => format!("/check/{}/result", step.form.policy),
    };
    let above = back_link(&back, t().back).p("progress", &step_of(index + 1, STEPS.len()));
    let above = above.add(heading(title));
    let above = above.p("quiet", lang().of(&step.policy.manifest().policy.title));
    main_page(title, above.add(body))
}

/// The form of a step: what is wrong with it, what it is about, its fields, and the button that leads on.
fn form(errors: Wrong, lead: &str, fields: Html, onwards: impl FnMut() + 'static) -> Html {
    let html = error_summary(errors).p("", lead);
    let html = html
        .raw("<form novalidate autocomplete=\"on\"")
        .submit(onwards);
    let html = html.raw(">").add(fields);
    html.raw("<div class=\"actions sticky\"><button type=\"submit\">")
        .text(t().next)
        .raw("</button></div></form>")
}
