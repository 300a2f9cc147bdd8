//! Tests that stand in the document.

use nuanze_syntax::Span;

use super::{DefinitionId, FactId, ReadingId, Value};

/// A test in the document, `from` already merged in.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    /// Its title.
    pub title: String,
    /// The facts that are known.
    pub facts: Vec<(FactId, Value)>,
    /// The readings that are not at their default.
    pub readings: Vec<(ReadingId, usize)>,
    /// What it expects.
    pub then: Vec<Expectation>,
    /// Where it is written.
    pub span: Span,
}

/// What an example expects.
#[derive(Clone, Debug, PartialEq)]
pub enum Expectation {
    /// A definition, or a condition of it, has this value; `None`: is still unknown.
    Value {
        /// Which.
        definition: DefinitionId,
        /// Which condition of it.
        condition: Option<usize>,
        /// Its value.
        value: Option<Value>,
        /// Where it is written.
        span: Span,
    },
    /// Exactly these facts are still needed for the outcomes.
    Needs {
        /// Which.
        facts: Vec<FactId>,
        /// Where it is written.
        span: Span,
    },
}
