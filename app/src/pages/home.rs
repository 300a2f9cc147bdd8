//! The first page: what it does, and a way in for each policy.

use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::store::{Listed, use_store};
use crate::store::{LoadError, list};
use crate::text::{answered, in_force, lang, t};
use crate::ui::{Icon, icon, page};

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
                Some(Ok(list)) => {
                    let several = list.len() > 1;
                    view! {
                        {several.then(|| view! { <h2>{t().home_choose}</h2> })}
                        <div class="cards">{list.iter().map(card).collect_view()}</div>
                    }
                    .into_any()
                }
            }}
            <p class="note">{icon(Icon::Notice)}<span>{t().home_private}</span></p>
            <nav class="links" aria-label=t().brand>
                <a href="/mine">{icon(Icon::Person)}<span>{t().home_mine}</span>{icon(Icon::Arrow)}</a>
                <a href="/about">{icon(Icon::Page)}<span>{t().home_about}</span>{icon(Icon::Arrow)}</a>
            </nav>
        },
    )
}

/// One policy: its title, its days, and where one left off.
fn card(listed: &Listed) -> AnyView {
    let draft = use_store().draft(&listed.id);
    let status = match listed.status.as_str() {
        "draft" => Some(t().status_draft),
        "repealed" => Some(t().status_repealed),
        _ => None,
    };
    let begun = !draft.answers.is_empty();
    let title_id = format!("policy-{}", listed.id);
    view! {
        <section class="card" aria-labelledby=title_id.clone()>
            <h3 id=title_id.clone()>{lang().of(&listed.title).to_owned()}</h3>
            <p class="quiet">
                {t().policy_in_force} {in_force(&listed.in_force.0, listed.in_force.1.as_deref())}
            </p>
            {status.map(|status| view! { <p class="badge">{status}</p> })}
            {begun.then(|| view! { <p class="quiet">{answered(draft.answers.len())}</p> })}
            <div class="actions">
                <a class="button" href=format!("/check/{}", listed.id) aria-describedby=title_id.clone()>
                    {if begun { t().home_continue } else { t().home_begin }}
                </a>
                <a class="button second" href=format!("/policy/{}", listed.id) aria-describedby=title_id.clone()>
                    {t().home_policy}
                </a>
            </div>
        </section>
    }
    .into_any()
}
