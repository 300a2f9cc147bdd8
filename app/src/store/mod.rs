//! What the phone remembers: answers, claims being filled in, and submitted claims, in memory and in IndexedDB.

mod database;
mod modules;
mod random;

use leptos::prelude::*;
use serde_json::Value as Json;

use crate::flow::{ClaimForm, Draft};
use crate::outbox::{Claim, NewClaim, Sending};
use crate::task::spawn;

pub use modules::{Listed, LoadError, Loaded, Loading, list, listed, load, loaded};
pub use random::base64url_decode;

/// Milliseconds since 1970, by the phone's clock.
pub fn now() -> u64 {
    js_sys::Date::now() as u64
}

/// Everything the phone remembers. What is in memory is what pages show; each change is written through.
#[derive(Clone, Copy)]
pub struct Store {
    /// Answers, one draft a policy.
    pub drafts: RwSignal<Vec<Draft>>,
    /// Claims being filled in, one a policy.
    pub forms: RwSignal<Vec<ClaimForm>>,
    /// Submitted claims, oldest first.
    pub claims: RwSignal<Vec<Claim>>,
    /// Which claim is on the wire.
    pub sending: Sending,
    /// Whether the browser stores anything.
    pub keeps: RwSignal<bool>,
}

impl Store {
    /// Reads what was stored; empty where the browser stores nothing.
    pub async fn open() -> Self {
        let keeps = database::open().await;
        // What cannot be read any more is left where it is.
        let drafts = database::all(database::DRAFTS).await;
        let drafts = drafts.iter().filter_map(Draft::from_json).collect();
        let forms = database::all(database::FORMS).await;
        let forms = forms.iter().filter_map(ClaimForm::from_json).collect();
        let mut claims: Vec<Claim> = Vec::new();
        for claim in database::all(database::CLAIMS).await {
            let Some(claim) = Claim::from_json(&claim) else {
                continue;
            };
            let later = |other: &Claim| other.made_at > claim.made_at;
            let place = claims.iter().position(later).unwrap_or(claims.len());
            claims.insert(place, claim);
        }
        Self {
            drafts: RwSignal::new(drafts),
            forms: RwSignal::new(forms),
            claims: RwSignal::new(claims),
            sending: RwSignal::new(String::new()),
            keeps: RwSignal::new(keeps),
        }
    }

    /// The draft of a policy, empty if there is none.
    pub fn draft(&self, policy: &str) -> Draft {
        self.drafts
            .with_untracked(|drafts| drafts.iter().find(|draft| draft.policy == policy).cloned())
            .unwrap_or_else(|| Draft::new(policy))
    }

    /// Changes a policy's draft and writes it.
    pub fn edit_draft(&self, policy: &str, edit: impl FnOnce(&mut Draft)) {
        let mut draft = self.draft(policy);
        edit(&mut draft);
        let (key, entry) = (draft.policy.clone(), draft.to_json());
        self.drafts
            .update(|drafts| put(drafts, draft, |a, b| a.policy == b.policy));
        write(database::DRAFTS, key, entry);
    }

    /// Forgets a policy's answers.
    pub fn forget_draft(&self, policy: &str) {
        self.drafts
            .update(|drafts| drafts.retain(|draft| draft.policy != policy));
        erase(database::DRAFTS, policy);
    }

    /// The claim form of a policy, if one was begun.
    pub fn form(&self, policy: &str) -> Option<ClaimForm> {
        self.forms
            .with_untracked(|forms| forms.iter().find(|form| form.policy == policy).cloned())
    }

    /// What a look at the claim form of a policy says, now and whenever a form changes.
    pub fn with_form<T>(&self, policy: &str, look: impl FnOnce(&ClaimForm) -> T) -> Option<T> {
        let of_policy = |form: &&ClaimForm| form.policy == policy;
        self.forms
            .with(|forms| forms.iter().find(of_policy).map(look))
    }

    /// Keeps a claim form as it stands.
    pub fn keep_form(&self, form: ClaimForm) {
        let (key, entry) = (form.policy.clone(), form.to_json());
        self.forms
            .update(|forms| put(forms, form, |a, b| a.policy == b.policy));
        write(database::FORMS, key, entry);
    }

    /// Forgets a claim form and the personal fields in it.
    pub fn forget_form(&self, policy: &str) {
        self.forms
            .update(|forms| forms.retain(|form| form.policy != policy));
        erase(database::FORMS, policy);
    }

    /// A submitted claim.
    pub fn claim(&self, key: &str) -> Option<Claim> {
        self.claims
            .with_untracked(|claims| claims.iter().find(|claim| claim.key == key).cloned())
    }

    /// Makes a claim's key and secret and stores it. `false`: it is not stored, and must not count as submitted.
    pub async fn submit(&self, new: NewClaim) -> Option<String> {
        let key = random::token()?;
        let claim = Claim::new(new, key.clone(), random::token()?, now());
        // Without any storage the page itself is the outbox: it says so, and sends while it is open.
        let stored = database::put(database::CLAIMS, key.clone(), claim.to_json()).await;
        if !stored && self.keeps.get_untracked() {
            return None;
        }
        let policy = claim.policy.clone();
        self.claims.update(|claims| claims.push(claim));
        self.forget_form(&policy);
        Some(key)
    }

    /// Writes a claim, then shows it.
    pub async fn keep_claim(&self, claim: Claim) {
        database::put(database::CLAIMS, claim.key.clone(), claim.to_json()).await;
        self.claims
            .update(|claims| put(claims, claim, |a, b| a.key == b.key));
    }

    /// Forgets a claim.
    pub fn forget_claim(&self, key: &str) {
        self.claims
            .update(|claims| claims.retain(|claim| claim.key != key));
        erase(database::CLAIMS, key);
    }

    /// Forgets everything.
    pub async fn forget_all(&self) {
        database::clear().await;
        self.drafts.set(Vec::new());
        self.forms.set(Vec::new());
        self.claims.set(Vec::new());
    }
}

/// Writes an entry in its own time.
fn write(store: database::Kind, key: String, entry: Json) {
    spawn(async move {
        database::put(store, key, entry).await;
    });
}

/// Removes an entry in its own time.
fn erase(store: database::Kind, key: &str) {
    let key = key.to_owned();
    spawn(database::delete(store, key));
}

/// Puts an entry in the place of the one that is the same, or at the end.
fn put<T>(list: &mut Vec<T>, entry: T, same: impl Fn(&T, &T) -> bool) {
    match list.iter_mut().find(|old| same(old, &entry)) {
        Some(old) => *old = entry,
        None => list.push(entry),
    }
}

/// The store of this page.
pub fn use_store() -> Store {
    expect_context::<Store>()
}
