//! The door to a policy's questions: leads to the next one, or to the result.

use leptos::prelude::*;

use super::by_param;
use crate::flow::{Place, next_place};
use crate::store::{Loaded, Store, use_store};
use crate::text::{lang, t};
use crate::ui::{page, redirect, with_policy};

/// Leads on.
pub fn check() -> AnyView {
    let store = use_store();
    by_param("policy", move |id| {
        with_policy(id.clone(), move |policy| {
            match next_href(&policy, store, &id) {
                Ok(href) => redirect(&href),
                Err(message) => broken(message),
            }
        })
    })
}

/// The address of the next question, or of the result.
pub fn next_href(policy: &Loaded, store: Store, id: &str) -> Result<String, String> {
    let draft = store.draft(id);
    let decision = policy.decide(&draft).map_err(|error| {
        error
            .errors
            .iter()
            .map(|error| {
                if lang() == crate::text::Lang::Zh {
                    error.message_zh.clone()
                } else {
                    error.message.clone()
                }
            })
            .collect::<Vec<_>>()
            .join("；")
    })?;
    Ok(match next_place(&decision) {
        Place::Question(fact) => format!("/check/{id}/q/{fact}"),
        Place::Result => format!("/check/{id}/result"),
    })
}

/// The policy could not decide: its own words for why.
pub fn broken(message: String) -> AnyView {
    page(
        t().brand,
        view! { <p role="alert">{message}</p><a class="button" href="/">{t().to_home}</a> },
    )
}
