//! What stands around a decision: documents, promises, and what is left to a person.

use super::{ClauseId, DefinitionId, EvidenceId, Expr, Text};

/// A document that proves something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// Its name.
    pub name: String,
    /// What it is.
    pub label: Text,
    /// Where to get it.
    pub hint: Option<Text>,
}

/// Documents that a claim needs.
#[derive(Clone, Debug, PartialEq)]
pub struct Bring {
    /// Its name.
    pub name: String,
    /// Its label.
    pub label: Text,
    /// The outcome that is claimed.
    pub outcome: DefinitionId,
    /// Its clause.
    pub clause: Option<ClauseId>,
    /// The documents: any one of the alternatives, only if the condition holds.
    pub documents: Vec<(Vec<EvidenceId>, Option<Expr>)>,
}

/// What a claimant promises.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pledge {
    /// Its name.
    pub name: String,
    /// Its label.
    pub label: Text,
    /// The outcome that is claimed.
    pub outcome: DefinitionId,
    /// Its clause.
    pub clause: Option<ClauseId>,
    /// Identifier and words.
    pub promises: Vec<(String, Text)>,
}

/// What is left to a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manual {
    /// Its name.
    pub name: String,
    /// What is left.
    pub label: Text,
    /// Why.
    pub because: Text,
    /// The outcomes that hang on it.
    pub affects: Vec<DefinitionId>,
    /// Who decides.
    pub decided_by: Text,
    /// Its clause.
    pub clause: Option<ClauseId>,
}
