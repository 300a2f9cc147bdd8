//! The first page: what it does, and a way in for each policy.

use leptos::prelude::*;

use super::entry;
use crate::store::{Listed, Loading, list, listed, use_store};
use crate::task::spawn;
use crate::text::{answered, in_force, lang, t};
use crate::ui::{Html, Icon, late_progress, page};

/// Home.
pub fn home() -> Html {
    let state = RwSignal::new(Loading::Waiting);
    let fetch = move || {
        state.set(Loading::Waiting);
        spawn(async move {
            let result = list().await;
            // The page may be gone by now, and the signal with it.
            state.try_set(Loading::from(&result));
        });
    };
    fetch();
    let html = Html::new()
        .p("lead", t().home_lead)
        .live("stack", move || match state.get() {
            Loading::Waiting => late_progress(t().loading),
            Loading::Failed(_) => {
                let html = Html::new().said("alert", t().policies_failed);
                html.button("", t().retry, fetch)
            }
            Loading::There => {
                let list = listed().unwrap_or_default();
                let (claims, others): (Vec<&Listed>, Vec<&Listed>) =
                    list.iter().partition(|listed| listed.claim);
                let html = Html::new().within("div", "cards", Html::new().each(claims, card));
                let html = html.raw("<section><h2>").text(t().home_others);
                let others = Html::new().each(others, |html, listed| {
                    let href = format!("/check/{}", listed.id);
                    entry(
                        html,
                        Icon::Page,
                        &href,
                        lang().of(&listed.title),
                        &note(listed),
                    )
                });
                html.raw("</h2>")
                    .within("div", "links", others)
                    .raw("</section>")
            }
        });
    let below = Html::new().raw("<p class=\"note\">").icon(Icon::Notice);
    let below = below.within("span", "", Html::new().text(t().home_private));
    let below = below
        .raw("</p><nav class=\"links\"")
        .attr("aria-label", t().nav_more);
    let below = entry(below.raw(">"), Icon::Person, "/mine", t().home_mine, "");
    let below = entry(below, Icon::Page, "/about", t().home_about, "").raw("</nav>");
    page(t().home_title, html.within("div", "stack", below))
}

/// When a policy holds.
fn days(listed: &Listed) -> String {
    let (from, to) = &listed.in_force;
    format!("{}{}", t().policy_in_force, in_force(from, to.as_deref()))
}

/// What to know of a policy in its one line: where one left off, or why it does not hold, or when it does.
fn note(listed: &Listed) -> String {
    let answers = use_store().draft(&listed.id).answers.len();
    match listed.status.as_str() {
        _ if answers > 0 => answered(answers),
        "draft" => t().status_draft.to_owned(),
        "repealed" => t().status_repealed.to_owned(),
        _ => days(listed),
    }
}

/// A policy to claim by: its title, its days, and where one left off.
fn card(html: Html, listed: &Listed) -> Html {
    let answers = use_store().draft(&listed.id).answers.len();
    let id = &listed.id;
    let html = html
        .raw("<section class=\"card\" aria-labelledby=\"policy-")
        .text(id)
        .raw("\"><h2 id=\"policy-")
        .text(id);
    let html = html
        .raw("\">")
        .text(lang().of(&listed.title))
        .raw("</h2>")
        .p("quiet", &days(listed));
    let html = match listed.status.as_str() {
        "draft" => html.p("badge", t().status_draft),
        "repealed" => html.p("badge", t().status_repealed),
        _ => html,
    };
    let html = if answers > 0 {
        html.p("quiet", &answered(answers))
    } else {
        html
    };
    let html = html.raw("<div class=\"actions\">");
    let html = html.link(
        "button",
        &format!("/check/{id}"),
        if answers > 0 {
            t().home_continue
        } else {
            t().home_begin
        },
    );
    html.link("button second", &format!("/policy/{id}"), t().home_policy)
        .raw("</div></section>")
}
