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
mod policy;
mod question;
mod receipt;
mod result;
mod sent;
mod verify;

use nuanze_abi::Manifest;
use nuanze_runtime::words::Words;
use nuanze_runtime::{Outcome, Value, anchor, cited, words};

use crate::text::{between, lang, t};
use crate::ui::{Html, Icon, dead_end, parts};

/// Draws the page of an address.
pub fn draw(address: &str) -> Html {
    let parts = parts(address);
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    match *parts.as_slice() {
        [] => home::home(),
        ["check", policy] => check::check(policy),
        ["check", policy, "q", fact] => question::question(policy, fact),
        ["check", policy, "answers"] => answers::answers(policy),
        ["check", policy, "result"] => result::result(policy),
        ["policy", policy] => policy::policy(policy),
        ["claim", policy, step] => claim::claim(policy, step),
        ["sent", key] => sent::sent(key),
        ["r", id] => receipt::receipt(id),
        ["mine"] => mine::mine(),
        ["about"] => about::about(),
        ["display"] => display::display(),
        _ => dead_end(t().not_found_title, "status", t().not_found_lead),
    }
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
