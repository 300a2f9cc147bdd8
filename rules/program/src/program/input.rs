//! What is asked and assumed: enums, facts and how they are grouped, readings, parameters.

use nuanze_syntax::Span;

use super::{ClauseId, EvidenceId, FactId, Text, Type, Value};

/// An enum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enum {
    /// Its name.
    pub name: String,
    /// Its label.
    pub label: Text,
    /// Headings over its values.
    pub groups: Vec<Text>,
    /// Its values.
    pub values: Vec<EnumValue>,
}

/// A value of an enum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnumValue {
    /// Its identifier.
    pub name: String,
    /// Its label.
    pub label: Text,
    /// Index into [`Enum::groups`].
    pub group: Option<usize>,
}

/// A declared fact: single, a record, or a list of either.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// Its key: the name of the fact, or of the field in its record; empty for an item of a list.
    pub name: String,
    /// Its label.
    pub label: Text,
    /// What it is made of.
    pub kind: InputKind,
}

/// What a declared fact is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InputKind {
    /// A single fact.
    Fact(FactId),
    /// A record: its fields.
    Record(Vec<Input>),
    /// A list: a fact that holds how many items there are, and as many items as there can be.
    List {
        /// A whole number; it has the list's name.
        length: FactId,
        /// All alike; those beyond the length are unknown.
        items: Vec<Input>,
    },
}

/// What is asked: one value.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// Its name; for a part of a record or list the way to it: `unit.cop_25`, `months[2].valley` (items count from 1).
    /// A list's own name is the fact that holds its length.
    pub name: String,
    /// Where it stands in a list or record, to be said before its label (`第2项`); `None` for a fact of its own.
    pub place: Option<Text>,
    /// The lists that it is an item of, and its number in each, the outermost first: it exists only if they reach it.
    pub within: Vec<(FactId, u32)>,
    /// Its type and range.
    pub ty: Type,
    /// A noun, as it stands in a sentence.
    pub label: Text,
    /// The question.
    pub ask: Text,
    /// How to find the answer.
    pub hint: Option<Text>,
    /// Why it is asked.
    pub why: Option<Text>,
    /// The clause it is declared under.
    pub clause: Option<ClauseId>,
    /// One of each inner list, all of the outer.
    pub proof: Vec<Vec<EvidenceId>>,
    /// Who judges it.
    pub assessed_by: Option<Text>,
    /// Whether the person can still alter it.
    pub changeable: bool,
    /// Where it is declared.
    pub span: Span,
}

/// A doubt of the official text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Its name.
    pub name: String,
    /// The doubt.
    pub question: Text,
    /// Identifier and words of each meaning.
    pub alternatives: Vec<(String, Text)>,
    /// The position of the one in force.
    pub default: usize,
    /// Who may settle it.
    pub decided_by: Text,
    /// Why the default is the default.
    pub because: Option<Text>,
    /// The clause it is declared under.
    pub clause: Option<ClauseId>,
    /// Where it is declared.
    pub span: Span,
}

/// A value that changes by date: `0.30 CNY/kWh from 2022-11-01`.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// Its label.
    pub label: Option<Text>,
    /// Its clause.
    pub clause: Option<ClauseId>,
    /// The type that all its values fit in.
    pub ty: Type,
    /// The first day of each value, ascending, and the value; the last holds on. INVARIANT: at least one, and the
    /// first day is not after any day at which the parameter is asked for.
    pub entries: Vec<(i64, Value)>,
    /// Where it is declared.
    pub span: Span,
}
