//! The conditions of a decision, one by one: met, not met or not known, by how much, and by which clause.

use leptos::prelude::*;
use nuanze_abi::{Manifest, NodeKind, State};
use nuanze_runtime::words::Words;
use nuanze_runtime::{Decision, Step};

use super::clause_link;
use crate::text::{lang, t};
use crate::ui::{Icon, icon};

/// Every list of conditions, gates first as the document has them; what gates nothing says so.
pub fn conditions(manifest: &Manifest, decision: &Decision) -> AnyView {
    let kinds = [NodeKind::Requirement, NodeKind::Advice, NodeKind::Duty, NodeKind::Target];
    kinds
        .into_iter()
        .flat_map(|kind| decision.trace.iter().filter(move |step| step.kind == kind))
        .map(|list| condition_list(manifest, decision, list))
        .collect_view()
        .into_any()
}

fn condition_list(manifest: &Manifest, decision: &Decision, list: &Step) -> AnyView {
    let prefix = format!("{}.", list.node);
    let lines: Vec<_> = decision
        .trace
        .iter()
        .filter(|step| step.kind == NodeKind::Condition && step.node.starts_with(&prefix))
        .map(|step| condition(manifest, step))
        .collect();
    let kind = match list.kind {
        NodeKind::Advice => t().kind_advise,
        NodeKind::Duty => t().kind_duty,
        NodeKind::Target => t().kind_target,
        _ => t().kind_require,
    };
    view! {
        <section class="conditions">
            <h3>{super::node_label(manifest, &list.node)} <span class="badge">{kind}</span></h3>
            <ul>{lines}</ul>
        </section>
    }
    .into_any()
}

fn condition(manifest: &Manifest, step: &Step) -> AnyView {
    let words = Words::new(manifest, lang());
    let index = manifest.nodes.iter().position(|node| node.name.as_deref() == Some(&step.node));
    let name = index.map(|index| words.name(index)).unwrap_or_default();
    let (mark, class, said) = mark(step.state);
    let margins = step.margins.iter().map(|margin| view! { <p class="margin">{words.margin(margin)}</p> }).collect_view();
    let clause = step.clause.as_ref().and_then(|anchor| clause_link(manifest, anchor));
    view! {
        <li class=class data-testid=format!("condition-{}", step.node)>
            <span class="mark">{icon(mark)}</span>
            <div>
                <p>{name} <span class="state">{said}</span></p>
                {margins}
                {clause}
            </div>
        </li>
    }
    .into_any()
}

/// How a state looks and what it is called: never by its colour alone.
pub fn mark(state: State) -> (Icon, &'static str, &'static str) {
    match state {
        State::Yes => (Icon::Tick, "met", t().state_yes),
        State::No => (Icon::Cross, "unmet", t().state_no),
        State::Unknown => (Icon::Question, "open", t().state_unknown),
    }
}
