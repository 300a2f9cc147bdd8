//! The typed program: names resolved, units aligned, ranges known. What the evaluator runs and the code generator
//! translates.

mod claim;
mod definition;
mod example;
mod input;
mod value;

pub use crate::expr::{
    Aggregate, AggregateItem, AggregateKind, Arithmetic, Comparison, Expr, ExprKind, MonthEnd,
    Rounding,
};
pub use claim::*;
pub use definition::*;
pub use example::*;
pub use input::*;
pub use value::*;

/// Words in Chinese and in English; where the document gives no English, both are the Chinese.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Text {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

macro_rules! index {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub usize);
    )*};
}
index! {
    /// Index into [`Program::clauses`].
    ClauseId
    /// Index into [`Program::enums`].
    EnumId
    /// Index into [`Program::facts`].
    FactId
    /// Index into [`Program::readings`].
    ReadingId
    /// Index into [`Program::definitions`].
    DefinitionId
    /// Index into [`Program::evidence`].
    EvidenceId
    /// Index into [`Program::parameters`].
    ParameterId
    /// Index into [`Program::documents`].
    DocumentId
}

/// A checked policy. Every proof has been made: evaluating it cannot fail.
#[derive(Clone, Debug, PartialEq)]
pub struct Program {
    /// The front matter.
    pub policy: Policy,
    /// The documents whose rules are used here.
    pub documents: Vec<Document>,
    /// The headings; those of used documents stand after this document's own.
    pub clauses: Vec<Clause>,
    /// The enums.
    pub enums: Vec<Enum>,
    /// The facts as they are declared: single ones, records of them, and lists. Their leaves are [`Program::facts`].
    pub inputs: Vec<Input>,
    /// The single facts, in document order: one slot each.
    pub facts: Vec<Fact>,
    /// Values that change by date.
    pub parameters: Vec<Parameter>,
    /// The readings, in document order.
    pub readings: Vec<Reading>,
    /// Rules, tables and requirements, each after those it uses; otherwise in document order.
    pub definitions: Vec<Definition>,
    /// The answers, in document order.
    pub outcomes: Vec<DefinitionId>,
    /// Documents that prove facts.
    pub evidence: Vec<Evidence>,
    /// Documents that a claim needs.
    pub bring: Vec<Bring>,
    /// What a claimant promises.
    pub pledges: Vec<Pledge>,
    /// What is left to a person.
    pub manual: Vec<Manual>,
    /// The tests in the document.
    pub examples: Vec<Example>,
}

/// The front matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// `id`.
    pub id: String,
    /// `title` (and `title_en`).
    pub title: Text,
    /// `jurisdiction`: six digits.
    pub jurisdiction: String,
    /// `in_force: FROM .. TO` or `FROM ..`: days since 1970-01-01.
    pub in_force: (i64, Option<i64>),
    /// `status`: `in_force` (the default), `draft` or `repealed`.
    pub status: String,
    /// `source` and `source.NAME`: the official texts that clauses cite.
    pub sources: Vec<Source>,
}

/// An official text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// What citations call it; empty for the one they need not name.
    pub name: String,
    /// Its official title.
    pub title: String,
}

/// A document whose rules are used by another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// What its names begin with here, without the dot.
    pub alias: String,
}

/// A heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// The used document it stands in; `None` is this document itself.
    pub document: Option<DocumentId>,
    /// The anchor, written or made (`clause-7`).
    pub id: String,
    /// The heading's text.
    pub title: Text,
    /// The heading above it.
    pub parent: Option<ClauseId>,
    /// The paragraphs of the official text.
    pub source: Option<String>,
    /// The clause in plain words.
    pub prose: Vec<String>,
}
