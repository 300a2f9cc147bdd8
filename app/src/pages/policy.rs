//! The document itself: each clause in our own words with its rules beside it, and a search over all of it.

use std::rc::Rc;

use leptos::prelude::*;
use nuanze_abi::{Manifest, Node, NodeKind, Op};
use nuanze_runtime::anchor;
use nuanze_runtime::words::Words;

use super::result::boxed;
use crate::store::Loaded;
use crate::text::{Lang, found, in_force, lang, t};
use crate::ui::{Html, Icon, focus, page, prose, search, with_policy};

/// A policy.
pub fn policy(id: &str) -> Html {
    with_policy(id, show)
}

fn show(policy: Rc<Loaded>) -> Html {
    let manifest = policy.manifest();
    let info = &manifest.policy;
    let status = RwSignal::new(String::new());
    let days = format!(
        "{}{}",
        t().policy_in_force,
        in_force(&info.in_force.0, info.in_force.1.as_deref())
    );
    let html = Html::new().p("quiet", &days);
    let html = match info.status.as_str() {
        "draft" => html.p("badge", t().status_draft),
        "repealed" => html.p("badge", t().status_repealed),
        _ => html,
    };
    let above = html
        .raw("<p class=\"note\">")
        .icon(Icon::Notice)
        .raw("<span>")
        .text(t().policy_own_words)
        .raw("</span></p>");
    let document = Html::new().each(0..manifest.clauses.len(), |html, index| {
        clause(html, &manifest, index)
    });
    let below = Html::new().raw("<div class=\"actions no-print\">");
    let below = below
        .link("button", &format!("/check/{}", info.id), t().policy_check)
        .raw("</div>");
    let below = below
        .raw("<p class=\"quiet fingerprint\">")
        .text(t().policy_module)
        .raw("<code>")
        .text(&policy.sha256());
    let below = below.raw("</code></p>");
    scroll_to_anchor();
    let find = search(
        t().policy_search,
        move |words| status.set(only_with(&words)),
        move || status.get(),
    );
    let html = Html::new()
        .within("div", "stack", above)
        .within("div", "search no-print", find)
        .within("div", "stack", document);
    page(lang().of(&info.title), html.within("div", "stack", below))
}

/// Shows the clauses that have these words, and says how many.
fn only_with(words: &str) -> String {
    let words = words.trim().to_ascii_lowercase();
    let mut count = 0;
    if let Ok(clauses) = document().query_selector_all(".clause-text") {
        for clause in (0..clauses.length()).filter_map(|index| clauses.get(index)) {
            let has = clause
                .text_content()
                .is_some_and(|text| text.to_ascii_lowercase().contains(&words));
            count += usize::from(has);
            let clause: web_sys::HtmlElement = wasm_bindgen::JsCast::unchecked_into(clause);
            clause.set_hidden(!has);
        }
    }
    match (words.is_empty(), count) {
        (true, _) => String::new(),
        (false, 0) => t().policy_none.to_owned(),
        (false, count) => found(count),
    }
}

/// A clause: our words, then its rules, then what it makes one ask.
fn clause(html: Html, manifest: &Manifest, index: usize) -> Html {
    let Some(clause) = manifest.clauses.get(index) else {
        return html;
    };
    let words = Words::new(manifest, lang());
    let html = html
        .raw("<article class=\"clause-text\" tabindex=\"-1\" id=\"")
        .text(&anchor(manifest, index).unwrap_or_default())
        .raw("\"><h2>");
    let html = html.text(&words.clause(clause)).raw("</h2>");
    let html = html.each(&clause.source, |html, source| {
        html.p("quiet", &format!("{}{source}", t().policy_source))
    });
    let html = html
        .raw("<div lang=\"zh-CN\">")
        .each(&clause.prose, |html, paragraph| prose(html, paragraph))
        .raw("</div>");
    let here = |node: &&Node| node.clause == Some(index);
    let rules = manifest
        .nodes
        .iter()
        .enumerate()
        .filter(|(_, node)| here(node) && node.name.is_some() && is_shown(node.kind));
    let rules = Html::new().each(rules, |html, (node, _)| {
        let (name, sentence) = (words.name(node), words.sentence(node));
        let html = html.raw("<li><p>").strong(&name).raw("</p>");
        let html = if sentence == name {
            html
        } else {
            html.p("", &sentence)
        };
        html.raw("</li>")
    });
    let rules = manifest
        .nodes
        .iter()
        .filter(here)
        .fold(rules, |html, node| rows(html, manifest, node));
    let rules = boxed("<ul class=\"plain-list\">", rules, "</ul>");
    let html = if rules.is_empty() {
        html
    } else {
        html.raw("<h3>")
            .text(t().policy_rules)
            .raw("</h3>")
            .add(rules)
    };
    let asked = manifest
        .facts
        .iter()
        .filter(|fact| fact.clause == Some(index));
    let asked: Vec<&str> = asked.map(|fact| lang().of(&fact.label)).collect();
    let comma = if lang() == Lang::Zh { "、" } else { ", " };
    let html = if asked.is_empty() {
        html
    } else {
        html.raw("<h3>")
            .text(t().policy_facts)
            .raw("</h3>")
            .p("", &asked.join(comma))
    };
    html.raw("</article>")
}

/// The rows of a table, each with what it gives.
fn rows(html: Html, manifest: &Manifest, node: &Node) -> Html {
    let Op::Table(table) = &node.op else {
        return html;
    };
    let words = Words::new(manifest, lang());
    html.each(&table.rows, |html, (row, gives)| {
        let html = html
            .raw("<li><p>")
            .strong(&words.operand(gives))
            .raw("</p>");
        html.p("", &words.sentence(*row)).raw("</li>")
    })
}

/// What a reader of the document looks for; steps inside expressions speak through what uses them.
fn is_shown(kind: NodeKind) -> bool {
    matches!(kind, NodeKind::Condition | NodeKind::Rule)
}

/// Goes to the clause that the address names, once it is there.
fn scroll_to_anchor() {
    let Ok(hash) = window().location().hash() else {
        return;
    };
    let Some(anchor) = hash
        .strip_prefix('#')
        .filter(|anchor| !anchor.is_empty())
        .map(str::to_owned)
    else {
        return;
    };
    crate::ui::still();
    request_animation_frame(move || {
        if let Some(clause) = document().get_element_by_id(&anchor) {
            clause.scroll_into_view();
            focus(clause);
        }
    });
}
