//! Shows a page once its policy is there, progress until then, and what to do where it does not come.

use std::rc::Rc;

use leptos::prelude::*;

use super::{Html, dead_end, late_progress, main_page, page};
use crate::store::{LoadError, Loaded, Loading, Store, load, loaded, use_store};
use crate::task::spawn;
use crate::text::t;

/// Draws `render` with the policy of this id.
pub fn with_policy(id: &str, render: impl Fn(Rc<Loaded>) -> Html + 'static) -> Html {
    once_loaded(id, Box::new(render))
}

fn once_loaded(id: &str, render: Box<dyn Fn(Rc<Loaded>) -> Html>) -> Html {
    let store = use_store();
    if let Some(policy) = loaded(id) {
        mend(&policy, store, id);
        return render(policy);
    }
    let state = RwSignal::new(Loading::Waiting);
    let id = id.to_owned();
    fetch(id.clone(), state, store);
    Html::new().live("", move || match (state.get(), loaded(&id)) {
        (Loading::There, Some(policy)) => render(policy),
        (Loading::Failed(error), _) => {
            let id = id.clone();
            failure(error, move || fetch(id.clone(), state, store))
        }
        _ => waiting(),
    })
}

fn fetch(id: String, state: RwSignal<Loading>, store: Store) {
    state.set(Loading::Waiting);
    spawn(async move {
        let result = load(&id).await;
        if let Ok(policy) = &result {
            mend(policy, store, &id);
        }
        // The page may be gone by now, and the signal with it.
        state.try_set(Loading::from(&result));
    });
}

/// Forgets answers that the policy no longer takes: it may have changed since they were given. They are asked again.
fn mend(policy: &Loaded, store: Store, id: &str) {
    let Err(wrong) = policy.decide(&store.draft(id)) else {
        return;
    };
    store.edit_draft(id, |draft| {
        for error in &wrong.errors {
            draft.forget(error.pointer.trim_start_matches('/'));
        }
    });
}

fn waiting() -> Html {
    let heading = Html::new().raw("<h1 class=\"quiet\" tabindex=\"-1\">");
    let heading = heading.text(t().loading).raw("</h1>");
    main_page(t().loading, heading.add(late_progress(t().loading)))
}

/// What could not be loaded, and what to do.
fn failure(error: LoadError, again: impl Fn() + 'static) -> Html {
    match error {
        LoadError::Missing => dead_end(t().not_found_title, "status", t().policy_missing),
        LoadError::Unreadable => {
            let html = Html::new().said("alert", t().policy_failed);
            let html = html.button("", t().retry, again);
            page(t().brand, html.link("button second", "/", t().to_home))
        }
    }
}
