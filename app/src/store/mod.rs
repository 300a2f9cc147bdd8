//! What the phone remembers: answers, claims being filled in, and submitted claims, in memory and in IndexedDB.

mod database;
mod modules;
mod random;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::flow::{ClaimForm, Draft};
use crate::outbox::{Claim, NewClaim, Sending};

pub use modules::{Listed, LoadError, Loaded, list, load, loaded};
pub use random::base64url_decode;

/// Milliseconds since 1970, by the phone's clock.
pub fn now() -> f64 {
    js_sys::Date::now()
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
        let mut claims: Vec<Claim> = database::all(database::CLAIMS).await;
        claims.sort_by(|a, b| a.made_at.total_cmp(&b.made_at));
        Self {
            drafts: RwSignal::new(database::all(database::DRAFTS).await),
            forms: RwSignal::new(database::all(database::FORMS).await),
            claims: RwSignal::new(claims),
            sending: RwSignal::new(None),
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
        let write = draft.clone();
        self.drafts
            .update(|drafts| put(drafts, draft, |a, b| a.policy == b.policy));
        spawn_local(async move {
            database::put(database::DRAFTS, &write.policy, &write).await;
        });
    }

    /// Forgets a policy's answers.
    pub fn forget_draft(&self, policy: &str) {
        self.drafts
            .update(|drafts| drafts.retain(|draft| draft.policy != policy));
        let policy = policy.to_owned();
        spawn_local(async move { database::delete(database::DRAFTS, &policy).await });
    }

    /// The claim form of a policy, if one was begun.
    pub fn form(&self, policy: &str) -> Option<ClaimForm> {
        self.forms
            .with_untracked(|forms| forms.iter().find(|form| form.policy == policy).cloned())
    }

    /// Keeps a claim form as it stands.
    pub fn keep_form(&self, form: ClaimForm) {
        let write = form.clone();
        self.forms
            .update(|forms| put(forms, form, |a, b| a.policy == b.policy));
        spawn_local(async move {
            database::put(database::FORMS, &write.policy, &write).await;
        });
    }

    /// Forgets a claim form and the personal fields in it.
    pub fn forget_form(&self, policy: &str) {
        self.forms
            .update(|forms| forms.retain(|form| form.policy != policy));
        let policy = policy.to_owned();
        spawn_local(async move { database::delete(database::FORMS, &policy).await });
    }

    /// A submitted claim.
    pub fn claim(&self, key: &str) -> Option<Claim> {
        self.claims
            .with_untracked(|claims| claims.iter().find(|claim| claim.key == key).cloned())
    }

    /// Makes a claim's key and secret and stores it. `false`: it is not stored, and must not count as submitted.
    pub async fn submit(&self, mut new: NewClaim) -> Option<String> {
        let key = random::token()?;
        new.request.secret = random::token()?;
        let claim = Claim::new(new, key.clone(), now());
        // Without any storage the page itself is the outbox: it says so, and sends while it is open.
        let stored = database::put(database::CLAIMS, &key, &claim).await;
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
        database::put(database::CLAIMS, &claim.key, &claim).await;
        self.claims
            .update(|claims| put(claims, claim, |a, b| a.key == b.key));
    }

    /// Forgets a claim.
    pub fn forget_claim(&self, key: &str) {
        self.claims
            .update(|claims| claims.retain(|claim| claim.key != key));
        let key = key.to_owned();
        spawn_local(async move { database::delete(database::CLAIMS, &key).await });
    }

    /// Forgets everything.
    pub async fn forget_all(&self) {
        database::clear().await;
        self.drafts.set(Vec::new());
        self.forms.set(Vec::new());
        self.claims.set(Vec::new());
    }
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
