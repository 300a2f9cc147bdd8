//! Shows a page once its policy is there, progress until then, and what to do where it does not come.

use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::{main_page, page};
use crate::store::{LoadError, Loaded, Store, load, loaded, use_store};
use crate::text::t;

/// Draws `render` with the policy of this id.
pub fn with_policy(id: String, render: impl Fn(Rc<Loaded>) -> AnyView + Send + 'static) -> AnyView {
    let state = RwSignal::new(loaded(&id).map(|_| Ok(())));
    let store = use_store();
    if let Some(policy) = loaded(&id) {
        mend(&policy, store, &id);
    } else {
        fetch(id.clone(), state, store);
    }
    (move || match state.get() {
        None => waiting(),
        Some(Err(error)) => {
            let id = id.clone();
            failure(error, move || fetch(id.clone(), state, store))
        }
        Some(Ok(())) => match loaded(&id) {
            Some(policy) => render(policy),
            None => waiting(),
        },
    })
    .into_any()
}

fn fetch(id: String, state: RwSignal<Option<Result<(), LoadError>>>, store: Store) {
    state.set(None);
    spawn_local(async move {
        let result = load(&id).await;
        if let Ok(policy) = &result {
            mend(policy, store, &id);
        }
        // The page may be gone by now, and the signal with it.
        state.try_set(Some(result.map(|_| ())));
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

/// Progress, shown only after half a second.
fn waiting() -> AnyView {
    main_page(
        t().loading,
        view! { <h1 class="quiet" tabindex="-1">{t().loading}</h1><progress class="late" aria-label=t().loading></progress> },
    )
}

/// What could not be loaded, and what to do.
fn failure(error: LoadError, again: impl Fn() + 'static) -> AnyView {
    match error {
        LoadError::Missing => page(
            t().not_found_title,
            view! { <p>{t().policy_missing}</p><a class="button" href="/">{t().to_home}</a> },
        ),
        LoadError::Unreadable => page(
            t().brand,
            view! {
                <p role="alert">{t().policy_failed}</p>
                <button on:click=move |_| again()>{t().retry}</button>
                <a class="button second" href="/">{t().to_home}</a>
            },
        ),
    }
}
