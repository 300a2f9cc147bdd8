//! What stands around a decision: documents, promises, and what is left to a person.

use serde::{Deserialize, Serialize};

use super::{ClauseIndex, NodeIndex, Operand, Text};

/// A document that proves something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Its name.
    pub name: String,
    /// What it is.
    pub label: Text,
    /// Where to get it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<Text>,
}

/// Documents that a claim needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bring {
    /// Its name.
    pub name: String,
    /// Its label.
    pub label: Text,
    /// The outcome that is claimed.
    pub outcome: NodeIndex,
    /// The clause it is declared under.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clause: Option<ClauseIndex>,
    /// The documents.
    pub documents: Vec<BringItem>,
}

/// One line of a `bring` list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BringItem {
    /// Indices into [`super::Manifest::evidence`]: any one of these.
    pub alternatives: Vec<usize>,
    /// Only if this holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub condition: Option<Operand>,
}

/// What a claimant promises.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pledge {
    /// Its name.
    pub name: String,
    /// Its label.
    pub label: Text,
    /// The outcome that is claimed.
    pub outcome: NodeIndex,
    /// The clause it is declared under.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clause: Option<ClauseIndex>,
    /// The promises: identifier and words.
    pub promises: Vec<(String, Text)>,
}

/// What is left to a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manual {
    /// Its name.
    pub name: String,
    /// What is left to a person.
    pub label: Text,
    /// Why.
    pub because: Text,
    /// The outcomes that hang on it.
    pub affects: Vec<NodeIndex>,
    /// Who decides.
    pub decided_by: Text,
    /// The clause it is declared under.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clause: Option<ClauseIndex>,
}
