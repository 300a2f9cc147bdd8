//! Who claims: name, mobile number and identity number, checked as they are typed with the edge's own checks.

use leptos::prelude::*;
use nuanze_api::{Complaint, normalise_id_number};

use super::{Step, frame};
use crate::flow::{ClaimForm, Field};
use crate::text::{Lang, lang, t, typed_of};
use crate::ui::{ErrorSummary, Icon, error_line, go, icon};

/// Characters of an identity number.
const ID_CHARS: usize = 18;

/// Step two.
pub fn applicant(step: Step) -> AnyView {
    let form = RwSignal::new(step.form.clone());
    // A field complains only after it was left, or after "next": nobody is scolded in the middle of a word.
    let left = RwSignal::new(Field::ALL.map(|field| !step.form.field(field).is_empty()));
    let errors = RwSignal::new(Vec::new());
    let onwards = {
        let (go, href) = (go(), step.href("documents"));
        move |event: web_sys::SubmitEvent| {
            event.prevent_default();
            left.set([true; 3]);
            let wrong: Vec<_> = form.with_untracked(|form| {
                let wrong = |field: Field| {
                    form.check(field)
                        .err()
                        .map(|complaint| (id(field).to_owned(), words(&complaint)))
                };
                Field::ALL.into_iter().filter_map(wrong).collect()
            });
            let right = wrong.is_empty();
            errors.set(wrong);
            if right {
                go(&href);
            }
        }
    };
    let kept = StoredValue::new_local(step.clone());
    let fields: Vec<_> = Field::ALL
        .into_iter()
        .enumerate()
        .map(|(index, one)| field(kept, form, left, index, one))
        .collect();
    frame(
        &step,
        "you",
        t().claim_you_title,
        view! {
            <ErrorSummary errors/>
            <p>{t().claim_you_lead}</p>
            <form novalidate autocomplete="on" on:submit=onwards>
                {fields}
                <div class="actions sticky"><button type="submit">{t().next}</button></div>
            </form>
        },
    )
}

fn field(
    step: StoredValue<Step, LocalStorage>,
    form: RwSignal<ClaimForm>,
    left: RwSignal<[bool; 3]>,
    index: usize,
    field: Field,
) -> AnyView {
    let (label, error_id, autocomplete, mode) = match field {
        Field::Name => (t().name, "name-error", "name", "text"),
        Field::Phone => (t().phone, "phone-error", "tel", "tel"),
        Field::IdNumber => (t().id_number, "id-number-error", "off", "text"),
    };
    let check = move || form.with(|form| form.check(field));
    let shown = move || left.with(|left| left.get(index).copied().unwrap_or_default());
    let error = Signal::derive(move || {
        if shown() {
            check().err().map(|complaint| words(&complaint))
        } else {
            None
        }
    });
    let right = move || check().is_ok();
    let count = (field == Field::IdNumber).then(|| {
        let typed = move || form.with(|form| normalise_id_number(&form.id_number).chars().count());
        view! { <span class="quiet">{move || typed_of(typed(), ID_CHARS)}</span> }
    });
    view! {
        <div class="field">
            <label for=id(field)>{label}</label>
            {error_line(error_id, error)}
            <input
                id=id(field)
                type="text"
                inputmode=mode
                autocomplete=autocomplete
                autocapitalize=if field == Field::IdNumber { "characters" } else { "none" }
                aria-describedby=error_id
                aria-invalid=move || if error.with(Option::is_some) { "true" } else { "false" }
                prop:value=move || form.with(|form| form.field(field).to_owned())
                on:input:target=move |event| {
                    form.update(|form| form.type_in(field, event.target().value()));
                    step.with_value(|step| step.edit(|form| form.type_in(field, event.target().value())));
                }
                on:blur=move |_| left.update(|left| {
                    let typed = form.with_untracked(|form| !form.field(field).is_empty());
                    if let Some(left) = left.get_mut(index) {
                        *left = typed;
                    }
                })
            />
            <p class="under">
                {count}
                <span class="good" class:hidden=move || !right()>{icon(Icon::Tick)}{t().looks_right}</span>
            </p>
        </div>
    }
    .into_any()
}

fn id(field: Field) -> &'static str {
    match field {
        Field::Name => "name",
        Field::Phone => "phone",
        Field::IdNumber => "id-number",
    }
}

/// A complaint as a person reads it: what is wrong, and how to mend it.
fn words(complaint: &Complaint) -> String {
    match lang() {
        Lang::Zh => format!("{}，{}", complaint.detail_zh, complaint.help_zh),
        Lang::En => format!("{}: {}", complaint.detail, complaint.help),
    }
}
