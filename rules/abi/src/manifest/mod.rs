//! The manifest: what a module's slots mean, in words for people and in types for hosts.
//!
//! It is part of the module's bytes, so the module's hash covers the rules and their words alike.

mod claim;
mod input;
mod node;

use serde::{Deserialize, Serialize};

pub use claim::*;
pub use input::*;
pub use node::*;

/// Words in Chinese and in English. Where a document gives no English, both are the Chinese.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Text {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

/// Everything a host needs to run a module and to explain it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The layout's version: [`crate::ABI_VERSION`].
    pub abi: i32,
    /// Which policy.
    pub policy: PolicyInfo,
    /// The documents whose rules are used here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<Document>,
    /// The headings of the document, in order: what rules cite. Those of used documents stand after its own.
    pub clauses: Vec<Clause>,
    /// The enums that facts and rules use.
    pub enums: Vec<Enum>,
    /// The facts: input slots `0..facts.len()`, in the order in which they are asked.
    pub facts: Vec<Fact>,
    /// How facts are grouped into records and lists, as JSON has them; empty where each is a fact of its own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub inputs: Vec<Input>,
    /// The values that change by date.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parameters: Vec<Parameter>,
    /// The readings: the input slots after the facts. Their value is the alternative's position.
    pub readings: Vec<Reading>,
    /// The result slots, each after those it uses.
    pub nodes: Vec<Node>,
    /// Which nodes are the answers, in document order.
    pub outcomes: Vec<NodeIndex>,
    /// The documents that prove facts.
    pub evidence: Vec<Evidence>,
    /// Documents that a claim needs.
    pub bring: Vec<Bring>,
    /// What a claimant promises.
    pub pledges: Vec<Pledge>,
    /// What is left to a person.
    pub manual: Vec<Manual>,
}

/// Index into [`Manifest::nodes`].
pub type NodeIndex = usize;
/// Index into [`Manifest::clauses`].
pub type ClauseIndex = usize;

/// The front matter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyInfo {
    /// `mentougou-2022`.
    pub id: String,
    /// The official title.
    pub title: Text,
    /// The administrative division that decides: six digits, GB/T 2260.
    pub jurisdiction: String,
    /// First and last day in force, `YYYY-MM-DD`; no last day while it is open.
    pub in_force: (String, Option<String>),
    /// `in_force`, `draft`, `repealed`: the official text's own standing.
    pub status: String,
    /// The official texts whose paragraphs clauses cite.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Source>,
}

/// An official text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// What citations call it (`annex` in `annex ¶3`); empty for the one they need not name.
    pub name: String,
    /// Its official title.
    pub title: String,
}

/// A document whose rules are used by another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Its id: `gb-37480-2019`.
    pub id: String,
    /// Its title.
    pub title: Text,
}

/// A heading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clause {
    /// Index into [`Manifest::documents`]; none for this document itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<usize>,
    /// The anchor.
    pub id: String,
    /// The heading with its number (`三（二）设备奖补`).
    pub title: Text,
    /// The heading above it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<ClauseIndex>,
    /// The paragraphs of the official text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The clause in our own words: Markdown paragraphs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub prose: Vec<String>,
}
