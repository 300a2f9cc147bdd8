//! The pages, one a file.

mod about;
mod answers;
mod check;
mod claim;
mod conditions;
mod display;
mod doubts;
mod enter;
mod home;
mod mine;
mod not_found;
mod policy;
mod question;
mod receipt;
mod result;
mod sent;
mod verify;

pub use about::about;
pub use answers::answers;
pub use check::check;
pub use claim::claim;
pub use display::display;
pub use home::home;
pub use mine::mine;
pub use not_found::not_found;
pub use policy::policy;
pub use question::question;
pub use receipt::receipt;
pub use result::result;
pub use sent::sent;

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use nuanze_abi::Manifest;
use nuanze_runtime::words::Words;
use nuanze_runtime::{Outcome, Value, anchor, cited, words};

use crate::text::{between, lang, t};
use crate::ui::{Html, Icon};

/// Draws a page anew whenever a parameter of its address changes.
fn by_param(name: &'static str, render: impl Fn(String) -> AnyView + Send + 'static) -> AnyView {
    let params = use_params_map();
    let value = Memo::new(move |_| params.with(|params| params.get(name).unwrap_or_default()));
    (move || render(value.get())).into_any()
}

/// A parameter behind the `?`.
fn query(name: &str) -> Option<String> {
    use_query_map().with_untracked(|query| query.get(name))
}

/// A link to the clause of this anchor.
fn clause_link(html: Html, manifest: &Manifest, anchor: Option<&str>) -> Html {
    let Some((anchor, clause)) = anchor.and_then(|anchor| Some((anchor, cited(manifest, anchor)?)))
    else {
        return html;
    };
    let href = format!("/policy/{}#{anchor}", manifest.policy.id);
    let heading = Words::new(manifest, lang()).clause(clause);
    html.link("clause", &href, &format!("{}{heading}", t().basis))
}

/// The anchor of the clause at this place.
fn clause_of(manifest: &Manifest, index: Option<usize>) -> Option<String> {
    anchor(manifest, index?)
}

/// A label and its value, in a `dl`.
fn row(html: Html, label: &str, value: &str) -> Html {
    html.raw("<div class=\"row\"><dt>")
        .text(label)
        .raw("</dt><dd>")
        .text(value)
        .raw("</dd></div>")
}

/// A line that leads to another page: what it is, and a word more.
fn entry(html: Html, mark: Icon, href: &str, what: &str, more: &str) -> Html {
    let html = html
        .raw("<a href=\"")
        .text(href)
        .raw("\">")
        .icon(mark)
        .raw("<span>");
    let html = if more.is_empty() {
        html.text(what)
    } else {
        html.strong(what)
            .raw("<br><span class=\"quiet\">")
            .text(more)
            .raw("</span>")
    };
    html.raw("</span>").icon(Icon::Arrow).raw("</a>")
}

/// The label of a named node.
fn node_label(manifest: &Manifest, name: &str) -> String {
    let labelled = manifest
        .nodes
        .iter()
        .find(|node| node.name.as_deref() == Some(name))
        .and_then(|node| node.label.as_ref());
    labelled.map_or_else(|| name.to_owned(), |label| lang().of(label).to_owned())
}

/// The label of a piece of evidence.
fn evidence_label(manifest: &Manifest, name: &str) -> String {
    let found = manifest
        .evidence
        .iter()
        .find(|evidence| evidence.name == name);
    found.map_or_else(
        || name.to_owned(),
        |evidence| lang().of(&evidence.label).to_owned(),
    )
}

/// A value as it stands large on a page: `12,000 元`, `符合`, `2023年3月31日`.
fn value_text(manifest: &Manifest, name: &str, value: &Value, unit: Option<&str>) -> String {
    match (value, unit) {
        (Value::Bool(yes), _) => (if *yes { t().result_yes } else { t().result_no }).to_owned(),
        (Value::Text(text), Some(unit)) => words::amount(lang(), text, unit),
        (Value::Text(_), None) => match manifest
            .nodes
            .iter()
            .find(|node| node.name.as_deref() == Some(name))
        {
            Some(node) => Words::new(manifest, lang()).value(&node.value, value),
            None => String::new(),
        },
    }
}

/// An outcome as it stands large on a page: its value, the range it can still take, or that it is open.
fn outcome_text(manifest: &Manifest, name: &str, outcome: &Outcome) -> String {
    match outcome {
        Outcome::Known { value, unit, .. } => value_text(manifest, name, value, unit.as_deref()),
        Outcome::Unknown {
            min: Some(Value::Text(min)),
            max: Some(Value::Text(max)),
            unit,
            ..
        } => {
            let unit = unit.as_deref().unwrap_or_default();
            if min == max {
                words::amount(lang(), min, unit)
            } else {
                between(min, max, unit)
            }
        }
        Outcome::Unknown { .. } => t().result_open.to_owned(),
    }
}
