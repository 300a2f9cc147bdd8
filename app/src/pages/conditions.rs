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
    let lines = decision
        .trace
        .iter()
        .filter(|step| step.kind == NodeKind::Condition && step.node.starts_with(&prefix));
    let html = html
        .raw("<section class=\"conditions\"><h3>")
        .text(&node_label(manifest, &list.node));
    let html = html
        .raw(" <span class=\"badge\">")
        .text(kind)
        .raw("</span></h3>");
    clause_link(html, manifest, list.clause.as_deref())
        .raw("<ul>")
        .each(lines, |html, step| {
            condition(html, manifest, step, list.clause.as_deref())
        })
        .raw("</ul></section>")
}

/// One line. Its clause stands beside it where it is not that of the whole list.
fn condition(html: Html, manifest: &Manifest, step: &Step, of_list: Option<&str>) -> Html {
    let words = Words::new(manifest, lang());
    let index = manifest
        .nodes
        .iter()
        .position(|node| node.name.as_deref() == Some(&step.node));
    let name = index.map(|index| words.name(index)).unwrap_or_default();
    let (icon, class, said) = mark(step.state);
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
        .raw(" <span class=\"state\">")
        .text(said)
        .raw("</span></p>");
    let html = html.each(&step.margins, |html, margin| {
        html.p("margin", &words.margin_of(step, margin))
    });
    clause_link(html, manifest, clause).raw("</div></li>")
}

/// How a state looks and what it is called: never by its colour alone.
fn mark(state: State) -> (Icon, &'static str, &'static str) {
    match state {
        State::Yes => (Icon::Tick, "met", t().state_yes),
        State::No => (Icon::Cross, "unmet", t().state_no),
        State::Unknown => (Icon::Question, "open", t().state_unknown),
    }
}
