//! The door to a policy's questions: leads to the next one, or to the result.

use super::Html;
use crate::flow::{Place, next_place};
use crate::store::{Loaded, Store, use_store};
use crate::text::{lang, t};
use crate::ui::{dead_end, redirect, with_policy};

/// Leads on.
pub fn check(id: &str) -> Html {
    let (store, policy_id) = (use_store(), id.to_owned());
    with_policy(id, move |policy| {
        match next_href(&policy, store, &policy_id) {
            Ok(href) => redirect(&href),
            Err(message) => broken(&message),
        }
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
pub fn broken(message: &str) -> Html {
    dead_end(t().brand, "alert", message)
}
