//! Who claims: name, mobile number and identity number, checked as they are typed with the edge's own checks.

use leptos::prelude::*;
use nuanze_api::{Complaint, normalise_id_number};

use super::{Step, form, frame};
use crate::flow::{ClaimForm, Field};
use crate::text::{Lang, lang, t, typed_of};
use crate::ui::{Html, Icon, error_line, go};

/// Characters of an identity number.
const ID_CHARS: usize = 18;

/// Step two.
pub fn applicant(step: Step) -> Html {
    let kept = StoredValue::new_local(step.clone());
    // A field complains only after it was left, or after "next": nobody is scolded in the middle of a word.
    let left = Field::ALL.map(|field| RwSignal::new(!step.form.field(field).is_empty()));
    let errors = RwSignal::new(Vec::new());
    let href = step.href("documents");
    let onwards = move || {
        let mut wrong = Vec::new();
        for (field, left) in Field::ALL.into_iter().zip(left) {
            left.set(true);
            if let Err(complaint) = check(kept, field) {
                wrong.push((id(field).to_owned(), words(&complaint)));
            }
        }
        let right = wrong.is_empty();
        errors.set(wrong);
        if right {
            go(&href);
        }
    };
    let fields = Field::ALL.into_iter().zip(left);
    let fields = fields.fold(Html::new(), |html, (one, left)| {
        html.add(field(kept, &step.form, one, left))
    });
    let body = form(errors, t().claim_you_lead, fields, onwards);
    frame(&step, "you", t().claim_you_title, body)
}

/// A step that handlers can hold on to.
type Kept = StoredValue<Step, LocalStorage>;

/// Checks a field of the form as it stands now.
fn check(step: Kept, field: Field) -> Result<(), Complaint> {
    step.with_value(|step| step.look(|form| form.check(field)))
}

fn field(step: Kept, form: &ClaimForm, field: Field, left: RwSignal<bool>) -> Html {
    let (label, error_id, autocomplete, mode) = match field {
        Field::Name => (t().name, "name-error", "name", "text"),
        Field::Phone => (t().phone, "phone-error", "tel", "tel"),
        Field::IdNumber => (t().id_number, "id-number-error", "off", "text"),
    };
    let error = move || {
        let complaint = check(step, field).err().filter(|_| left.get());
        complaint.map(|complaint| words(&complaint))
    };
    let case = if field == Field::IdNumber {
        "characters"
    } else {
        "none"
    };
    let html = Html::new()
        .raw("<div class=\"field\"><label")
        .attr("for", id(field));
    let html = html
        .raw(">")
        .text(label)
        .raw("</label>")
        .add(error_line(error_id, error));
    let html = html.raw("<input type=\"text\"").attr("id", id(field));
    let html = html
        .attr("inputmode", mode)
        .attr("autocomplete", autocomplete)
        .attr("autocapitalize", case)
        .attr("aria-describedby", error_id)
        .attr("value", form.field(field))
        .follows("aria-invalid", move || {
            Some(if error().is_some() { "true" } else { "false" })
        });
    let html = html.typed(move |text| {
        step.with_value(|step| step.edit(|form| form.type_in(field, text)));
    });
    let html = html.on("blur", move |_| {
        let typed = |form: &ClaimForm| !form.field(field).is_empty();
        left.set(step.with_value(|step| step.look(typed)));
    });
    let html = html.raw("><p class=\"under\">");
    let html = if field == Field::IdNumber {
        let count = |form: &ClaimForm| normalise_id_number(&form.id_number).chars().count();
        let typed = move || step.with_value(|step| step.look(count));
        html.raw("<span class=\"quiet\"")
            .content(move || Html::new().text(&typed_of(typed(), ID_CHARS)))
            .raw("></span>")
    } else {
        html
    };
    html.raw("<span class=\"good\"")
        .hidden(move || check(step, field).is_err())
        .raw(">")
        .icon(Icon::Tick)
        .text(t().looks_right)
        .raw("</span></p></div>")
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
