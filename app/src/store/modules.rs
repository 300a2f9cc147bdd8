//! The policies: the list of them, and their modules, each loaded once.

use std::cell::{Ref, RefCell, RefMut};
use std::collections::BTreeMap;
use std::rc::Rc;

use nuanze_abi::{Manifest, Text};
use nuanze_runtime::{CaseError, Decision, FactError, Policy};
use serde_json::{Map, Value as Json};

use crate::flow::Draft;
use crate::json;
use crate::net::ask;

/// An entry of `/policies/index.json`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The policy's id.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// First and last day in force.
    pub in_force: (String, Option<String>),
    /// `in_force`, `draft` or `repealed`.
    pub status: String,
    /// Whether something can be claimed by it.
    pub claim: bool,
    /// SHA-256 of its module, in hex.
    pub module: String,
    /// The module's file.
    pub file: String,
}

impl Listed {
    fn from_json(json: &Json) -> Option<Self> {
        let days = json.get("in_force")?;
        Some(Self {
            id: json::string(json, "id")?,
            title: json::label(json, "title")?,
            in_force: (
                days.get(0)?.as_str()?.to_owned(),
                days.get(1).and_then(Json::as_str).map(str::to_owned),
            ),
            status: json::string(json, "status")?,
            claim: json.get("claim")?.as_bool()?,
            module: json::string(json, "module")?,
            file: json::string(json, "file")?,
        })
    }
}

/// Why there is no policy to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoadError {
    /// The network failed, or what came is no policy: trying again may help.
    Unreadable,
    /// It is not in the list.
    Missing,
}

/// How far something is that comes over the network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loading {
    /// On its way.
    Waiting,
    /// It is there.
    There,
    /// It did not come.
    Failed(LoadError),
}

impl<T> From<&Result<T, LoadError>> for Loading {
    fn from(result: &Result<T, LoadError>) -> Self {
        match result {
            Ok(_) => Self::There,
            Err(error) => Self::Failed(*error),
        }
    }
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
        let facts = draft.asked();
        let readings = BTreeMap::new();
        let first = self.ask().decide(&facts, &readings);
        let Err(wrong) = first else { return first };
        let mut taken = Map::new();
        for (name, value) in facts {
            let names_it = |error: &FactError| error.pointer.trim_start_matches('/') == name;
            if !wrong.errors.iter().any(names_it) {
                taken.insert(name, value);
            }
        }
        self.ask().decide(&taken, &readings)
    }
}

thread_local! {
    static LIST: RefCell<Option<Rc<Vec<Listed>>>> = const { RefCell::new(None) };
    static LOADED: RefCell<Vec<(String, Rc<Loaded>)>> = const { RefCell::new(Vec::new()) };
}

/// The list of policies, once it was loaded.
pub fn listed() -> Option<Rc<Vec<Listed>>> {
    LIST.with_borrow(Clone::clone)
}

/// The policies there are.
pub async fn list() -> Result<Rc<Vec<Listed>>, LoadError> {
    if let Some(list) = listed() {
        return Ok(list);
    }
    let text = String::from_utf8(fetch("/policies/index.json").await?);
    let json = text.ok().and_then(|text| json::parse(&text));
    let list = json
        .as_ref()
        .and_then(Json::as_array)
        .and_then(|list| list.iter().map(Listed::from_json).collect());
    let list: Rc<Vec<Listed>> = Rc::new(list.ok_or(LoadError::Unreadable)?);
    LIST.with_borrow_mut(|slot| *slot = Some(Rc::clone(&list)));
    Ok(list)
}

/// A policy that was loaded before.
pub fn loaded(id: &str) -> Option<Rc<Loaded>> {
    LOADED.with_borrow(|all| {
        let found = all.iter().find(|(loaded, _)| loaded == id);
        found.map(|(_, policy)| Rc::clone(policy))
    })
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
    LOADED.with_borrow_mut(|all| all.push((id.to_owned(), Rc::clone(&policy))));
    Ok(policy)
}

async fn fetch(url: &str) -> Result<Vec<u8>, LoadError> {
    let answer = ask(url, None).await;
    answer
        .filter(|answer| answer.status == 200)
        .map(|answer| answer.body)
        .ok_or(LoadError::Unreadable)
}
