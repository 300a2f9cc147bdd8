//! What follows from facts: rules, tables and requirements.

use nuanze_syntax::Span;

use super::{ClauseId, Expr, Text, Type, Value};

/// A rule, table or requirement.
#[derive(Clone, Debug, PartialEq)]
pub struct Definition {
    /// Its name.
    pub name: String,
    /// Its label.
    pub label: Option<Text>,
    /// Its clause.
    pub clause: Option<ClauseId>,
    /// Its type.
    pub ty: Type,
    /// What it is.
    pub kind: DefinitionKind,
    /// Where it is written.
    pub span: Span,
}

/// What a definition is.
#[derive(Clone, Debug, PartialEq)]
// A policy has dozens of definitions, not millions: plain data is worth more than the bytes.
#[allow(clippy::large_enum_variant)]
pub enum DefinitionKind {
    /// An expression.
    Rule(Expr),
    /// All conditions hold.
    Requirement(Requirement),
    /// A decision table.
    Table(Table),
}

/// A list of conditions.
#[derive(Clone, Debug, PartialEq)]
pub struct Requirement {
    /// Gate, advice, duty or target.
    pub kind: nuanze_syntax::ast::RequireKind,
    /// The lines that hold or do not.
    pub conditions: Vec<Condition>,
    /// The lines that only say what applies: never below a gate, and of no weight for the requirement's value.
    pub statements: Vec<Statement>,
}

/// `state "…" if CONDITION`: what applies to a person.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// The words.
    pub words: Text,
    /// Only if this holds.
    pub condition: Option<Expr>,
    /// Where it is written.
    pub span: Span,
}

/// A line of a requirement.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    /// Its name.
    pub name: String,
    /// Its words.
    pub label: Option<Text>,
    /// What must hold.
    pub expr: Expr,
}

/// A decision table, proved complete, and unambiguous unless `first_match`.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// `when CONDITION else VALUE`.
    pub guard: Option<(Expr, Expr)>,
    /// The first row that applies wins.
    pub first_match: bool,
    /// What is looked at.
    pub columns: Vec<Expr>,
    /// The rows.
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// One for each column.
    pub cells: Vec<Cell>,
    /// What it gives.
    pub output: Expr,
    /// Where it is written.
    pub span: Span,
}

/// What a cell asks of its column.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Anything.
    Any,
    /// The column's value lies in one of the intervals; with `not`, in none.
    Within {
        /// Constant intervals. A single value is an interval with equal, included ends; bools and enums have
        /// single values only.
        intervals: Vec<Interval>,
        /// The contrary.
        not: bool,
    },
}

/// From one constant to another; a missing end is open, the bool says whether the end is included.
#[derive(Clone, Debug, PartialEq)]
pub struct Interval {
    /// The lower end.
    pub from: Option<(Value, bool)>,
    /// The upper end.
    pub to: Option<(Value, bool)>,
}
