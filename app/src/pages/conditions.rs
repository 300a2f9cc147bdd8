//! The conditions of a decision, one by one: met, not met or not known, by how much, and by which clause.

use nuanze_abi::{Manifest, NodeKind, State};
use nuanze_runtime::words::Words;
use nuanze_runtime::{Decision, Step};

use super::{clause_link, node_label};
use crate::text::{lang, t};
use crate::ui::{Html, Icon};

/// Every list of conditions, gates first as the document has them; what gates nothing says so.
pub fn conditions(html: Html, manifest: &Manifest, decision: &Decision) -> Html {
    let kinds = [
        NodeKind::Requirement,
        NodeKind::Advice,
        NodeKind::Duty,
        NodeKind::Target,
    ];
    let lists = kinds
        .into_iter()
        .flat_map(|kind| decision.trace.iter().filter(move |step| step.kind == kind));
    html.each(lists, |html, list| {
        condition_list(html, manifest, decision, list)
    })
}

fn condition_list(html: Html, manifest: &Manifest, decision: &Decision, list: &Step) -> Html {
    let prefix = format!("{}.", list.node);
    let kind = match list.kind {
        NodeKind::Advice => t().kind_advise,
        NodeKind::Duty => t().kind_duty,
        NodeKind::Target => t().kind_target,
        _ => t().kind_require,
    };
    // What is only stated concerns a person as long as it may apply.
    let is_line = |step: &&Step| match step.kind {
        NodeKind::Condition => true,
        NodeKind::Statement => step.state != State::No,
        _ => false,
    };
    let lines = decision
        .trace
        .iter()
        .filter(|step| step.node.starts_with(&prefix))
        .filter(is_line);
    let lines = Html::new().each(lines, |html, step| {
        line(html, manifest, step, list.clause.as_deref())
    });
    if lines.is_empty() {
        return html;
    }
    let html = html
        .raw("<section class=\"conditions\"><h3>")
        .text(&node_label(manifest, &list.node));
    let html = html
        .raw(" <span class=\"badge\">")
        .text(kind)
        .raw("</span></h3>");
    clause_link(html, manifest, list.clause.as_deref())
        .raw("<ul>")
        .add(lines)
        .raw("</ul></section>")
}

/// One line. Its clause stands beside it where it is not that of the whole list.
fn line(html: Html, manifest: &Manifest, step: &Step, of_list: Option<&str>) -> Html {
    let words = Words::new(manifest, lang());
    let index = manifest
        .nodes
        .iter()
        .position(|node| node.name.as_deref() == Some(&step.node));
    let name = index.map(|index| words.name(index)).unwrap_or_default();
    let (icon, class, said) = mark(step);
    let clause = step
        .clause
        .as_deref()
        .filter(|anchor| Some(*anchor) != of_list);
    let html = html
        .raw("<li class=\"")
        .raw(class)
        .raw("\" data-testid=\"condition-")
        .text(&step.node)
        .raw("\">");
    let html = html
        .raw("<span class=\"mark\">")
        .icon(icon)
        .raw("</span><div><p>")
        .text(&name);
    let html = html
        .raw(" ")
        .within("span", "state", Html::new().text(said));
    let html = html.raw("</p>");
    let html = html.each(&step.margins, |html, margin| {
        html.p("margin", &words.margin_of(step, margin))
    });
    clause_link(html, manifest, clause).raw("</div></li>")
}

/// How a state looks and what it is called: never by its colour alone. What is stated and applies has nothing to meet.
fn mark(step: &Step) -> (Icon, &'static str, &'static str) {
    match step.state {
        State::Yes if step.kind == NodeKind::Statement => (Icon::Page, "", ""),
        State::Yes => (Icon::Tick, "met", t().state_yes),
        State::No => (Icon::Cross, "unmet", t().state_no),
        State::Unknown => (Icon::Question, "open", t().state_unknown),
    }
}
