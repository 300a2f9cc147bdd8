//! The first page: what it does, and a way in for each policy.

use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::entry;
use crate::store::{Listed, LoadError, list, use_store};
use crate::text::{answered, in_force, lang, t};
use crate::ui::{Html, Icon, page};

/// Home.
pub fn home() -> AnyView {
    let policies = RwSignal::new_local(None::<Result<Rc<Vec<Listed>>, LoadError>>);
    let fetch = move || {
        policies.set(None);
        spawn_local(async move {
            let result = list().await;
            // The page may be gone by now, and the signal with it.
            policies.try_set(Some(result));
        });
    };
    fetch();
    let below = Html::new()
        .raw("<p class=\"note\">")
        .icon(Icon::Notice)
        .raw("<span>")
        .text(t().home_private);
    let below = below
        .raw("</span></p><nav class=\"links\" aria-label=\"")
        .text(t().nav_more)
        .raw("\">");
    let below = entry(below, Icon::Person, "/mine", t().home_mine, "");
    let below = entry(below, Icon::Page, "/about", t().home_about, "").raw("</nav>");
    page(
        t().home_title,
        view! {
            <p class="lead">{t().home_lead}</p>
            {move || match policies.get() {
                None => view! { <progress class="late" aria-label=t().loading></progress> }.into_any(),
                Some(Err(_)) => {
                    view! {
                        <p role="alert">{t().policies_failed}</p>
                        <button on:click=move |_| fetch()>{t().retry}</button>
                    }
                    .into_any()
                }
                Some(Ok(list)) => Html::new().each(list.iter(), card).show("cards"),
            }}
            {below.show("stack")}
        },
    )
}

/// One policy: its title, its days, and where one left off.
fn card(html: Html, listed: &Listed) -> Html {
    let answers = use_store().draft(&listed.id).answers.len();
    let id = &listed.id;
    let days = format!(
        "{}{}",
        t().policy_in_force,
        in_force(&listed.in_force.0, listed.in_force.1.as_deref())
    );
    let html = html
        .raw("<section class=\"card\" aria-labelledby=\"policy-")
        .text(id)
        .raw("\"><h2 id=\"policy-")
        .text(id);
    let html = html
        .raw("\">")
        .text(lang().of(&listed.title))
        .raw("</h2>")
        .p("quiet", &days);
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
