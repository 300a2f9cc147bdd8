//! The document itself: each clause in our own words with its rules beside it, and a search over all of it.

use std::rc::Rc;

use leptos::prelude::*;
use nuanze_abi::{Manifest, NodeKind};
use nuanze_runtime::words::Words;

use super::by_param;
use crate::store::Loaded;
use crate::text::{found, in_force, lang, t};
use crate::ui::{Icon, icon, page, prose, with_policy};

/// A policy.
pub fn policy() -> AnyView {
    by_param("policy", |id| with_policy(id, show))
}

fn show(policy: Rc<Loaded>) -> AnyView {
    let manifest = policy.manifest();
    let info = &manifest.policy;
    let filter = RwSignal::new(String::new());
    let clauses: Vec<Clause> = (0..manifest.clauses.len()).filter_map(|index| read(&manifest, index)).collect();
    let texts: Vec<String> = clauses.iter().map(|clause| clause.searched.clone()).collect();
    let status = move || match filter.with(|filter| filter.trim().to_lowercase()) {
        filter if filter.is_empty() => String::new(),
        filter => match texts.iter().filter(|text| text.contains(&filter)).count() {
            0 => t().policy_none.to_owned(),
            count => found(count),
        },
    };
    let articles: Vec<_> = clauses
        .into_iter()
        .map(|Clause { anchor, searched, view }| {
            let hidden = move || filter.with(|filter| !searched.contains(&filter.trim().to_lowercase()));
            view! { <article id=anchor class="clause-text" class:hidden=hidden tabindex="-1">{view}</article> }
        })
        .collect();
    let heading = lang().of(&info.title).to_owned();
    let status_note = match info.status.as_str() {
        "draft" => Some(t().status_draft),
        "repealed" => Some(t().status_repealed),
        _ => None,
    };
    let body = view! {
        <p class="quiet">{t().policy_in_force} {in_force(&info.in_force.0, info.in_force.1.as_deref())}</p>
        {status_note.map(|status| view! { <p class="badge">{status}</p> })}
        <p class="note">{icon(Icon::Notice)}<span>{t().policy_own_words}</span></p>
        <div class="search no-print">
            <label for="filter">{icon(Icon::Search)}{t().policy_search}</label>
            <input id="filter" type="search" autocomplete="off" on:input:target=move |event| filter.set(event.target().value())/>
            <p role="status">{status}</p>
        </div>
        {articles}
        <div class="actions no-print">
            <a class="button" href=format!("/check/{}", info.id)>{t().policy_check}</a>
        </div>
        <p class="quiet fingerprint">{t().policy_module} <code>{policy.sha256()}</code></p>
    };
    scroll_to_anchor();
    page(&heading, body)
}

/// A clause as it is shown and as it is searched.
struct Clause {
    anchor: String,
    searched: String,
    view: AnyView,
}

fn read(manifest: &Manifest, index: usize) -> Option<Clause> {
    let clause = manifest.clauses.get(index)?;
    let words = Words::new(manifest, lang());
    let title = lang().of(&clause.title).to_owned();
    let asked: Vec<String> = manifest
        .facts
        .iter()
        .filter(|fact| fact.clause == Some(index))
        .map(|fact| lang().of(&fact.label).to_owned())
        .collect();
    let rules: Vec<(String, String)> = manifest
        .nodes
        .iter()
        .enumerate()
        .filter(|(_, node)| node.clause == Some(index) && node.name.is_some() && is_shown(node.kind))
        .map(|(node, _)| (words.name(node), words.sentence(node)))
        .collect();
    let mut searched = format!("{title}\n{}", clause.prose.join("\n"));
    for (name, sentence) in &rules {
        searched.push('\n');
        searched.push_str(name);
        searched.push_str(sentence);
    }
    for fact in &asked {
        searched.push('\n');
        searched.push_str(fact);
    }
    let rules: Vec<_> = rules
        .into_iter()
        .map(|(name, sentence)| {
            let sentence = (sentence != name).then(|| view! { <p>{sentence}</p> });
            view! { <li><p><strong>{name}</strong></p>{sentence}</li> }
        })
        .collect();
    let rules = (!rules.is_empty()).then(|| view! { <h3>{t().policy_rules}</h3><ul class="plain-list">{rules}</ul> });
    let asked = (!asked.is_empty()).then(|| view! { <h3>{t().policy_facts}</h3><p>{asked.join(if lang() == crate::text::Lang::Zh { "、" } else { ", " })}</p> });
    let source = clause.source.clone().map(|source| view! { <p class="quiet">{t().policy_source} {source}</p> });
    let paragraphs: Vec<_> = clause.prose.iter().map(|paragraph| prose(paragraph)).collect();
    let view = view! {
        <h2>{title}</h2>
        {source}
        <div lang="zh-CN">{paragraphs}</div>
        {rules}
        {asked}
    }
    .into_any();
    Some(Clause { anchor: clause.id.clone(), searched: searched.to_lowercase(), view })
}

/// What a reader of the document looks for; steps inside expressions speak through what uses them.
fn is_shown(kind: NodeKind) -> bool {
    matches!(kind, NodeKind::Condition | NodeKind::Rule | NodeKind::Row)
}

/// Goes to the clause that the address names, once it is there.
fn scroll_to_anchor() {
    let Ok(hash) = window().location().hash() else { return };
    let Some(anchor) = hash.strip_prefix('#').filter(|anchor| !anchor.is_empty()).map(str::to_owned) else { return };
    crate::ui::still();
    request_animation_frame(move || {
        if let Some(clause) = document().get_element_by_id(&anchor) {
            clause.scroll_into_view();
            let clause: web_sys::HtmlElement = wasm_bindgen::JsCast::unchecked_into(clause);
            // Scrolled to is enough where it cannot take focus.
            let _ = clause.focus();
        }
    });
}
