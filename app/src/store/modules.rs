//! The policies: the list of them, and their modules, each loaded once.

use std::cell::{Ref, RefCell, RefMut};
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use gloo::net::http::Request;
use nuanze_abi::{Manifest, Text};
use nuanze_runtime::{CaseError, Decision, Policy};
use serde::Deserialize;

use crate::flow::Draft;

/// An entry of `/policies/index.json`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Listed {
    /// The policy's id.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// First and last day in force.
    pub in_force: (String, Option<String>),
    /// `in_force`, `draft` or `repealed`.
    pub status: String,
    /// SHA-256 of its module, in hex.
    pub module: String,
    /// The module's file.
    pub file: String,
}

/// Why there is no policy to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoadError {
    /// The network failed, or what came is no policy: trying again may help.
    Unreadable,
    /// It is not in the list.
    Missing,
}

/// A policy that is ready to be asked.
pub struct Loaded {
    policy: RefCell<Policy>,
}

impl Loaded {
    /// What it says.
    pub fn manifest(&self) -> Ref<'_, Manifest> {
        Ref::map(self.policy.borrow(), Policy::manifest)
    }

    /// SHA-256 of its module, in hex.
    pub fn sha256(&self) -> String {
        self.policy.borrow().sha256().to_owned()
    }

    /// The policy itself, to ask it.
    pub fn ask(&self) -> RefMut<'_, Policy> {
        self.policy.borrow_mut()
    }

    /// Decides a draft. An answer that the policy no longer takes (it may have changed since) is left out, and asked
    /// again.
    pub fn decide(&self, draft: &Draft) -> Result<Decision, CaseError> {
        let mut facts = draft.asked();
        let readings = BTreeMap::new();
        let first = self.ask().decide(&facts, &readings);
        let Err(wrong) = first else { return first };
        for error in &wrong.errors {
            facts.remove(error.pointer.trim_start_matches('/'));
        }
        self.ask().decide(&facts, &readings)
    }
}

thread_local! {
    static LIST: RefCell<Option<Rc<Vec<Listed>>>> = const { RefCell::new(None) };
    static LOADED: RefCell<HashMap<String, Rc<Loaded>>> = RefCell::new(HashMap::new());
}

/// The policies there are.
pub async fn list() -> Result<Rc<Vec<Listed>>, LoadError> {
    if let Some(list) = LIST.with_borrow(Clone::clone) {
        return Ok(list);
    }
    let json = String::from_utf8(fetch("/policies/index.json").await?)
        .map_err(|_| LoadError::Unreadable)?;
    let list: Vec<Listed> = serde_json::from_str(&json).map_err(|_| LoadError::Unreadable)?;
    let list = Rc::new(list);
    LIST.with_borrow_mut(|slot| *slot = Some(Rc::clone(&list)));
    Ok(list)
}

/// A policy that was loaded before.
pub fn loaded(id: &str) -> Option<Rc<Loaded>> {
    LOADED.with_borrow(|all| all.get(id).cloned())
}

/// A policy, ready to be asked.
pub async fn load(id: &str) -> Result<Rc<Loaded>, LoadError> {
    if let Some(policy) = loaded(id) {
        return Ok(policy);
    }
    let list = list().await?;
    let listed = list
        .iter()
        .find(|listed| listed.id == id)
        .ok_or(LoadError::Missing)?;
    // The hash in the address keeps a cache from handing out another year's bytes.
    let bytes = fetch(&format!(
        "/policies/{}?sha256={}",
        listed.file, listed.module
    ))
    .await?;
    let policy = nuanze_runtime::js::load(&bytes)
        .await
        .map_err(|_| LoadError::Unreadable)?;
    if policy.sha256() != listed.module {
        return Err(LoadError::Unreadable);
    }
    let policy = Rc::new(Loaded {
        policy: RefCell::new(policy),
    });
    LOADED.with_borrow_mut(|all| all.insert(id.to_owned(), Rc::clone(&policy)));
    Ok(policy)
}

async fn fetch(url: &str) -> Result<Vec<u8>, LoadError> {
    let answer = Request::get(url)
        .send()
        .await
        .map_err(|_| LoadError::Unreadable)?;
    if !answer.ok() {
        return Err(LoadError::Unreadable);
    }
    answer.binary().await.map_err(|_| LoadError::Unreadable)
}
