//! The typed program: names resolved, units aligned, ranges known. What the evaluator runs and the code generator
//! translates.

use nuanze_syntax::Span;
use rust_decimal::Decimal;

pub use crate::expr::{
    Aggregate, AggregateItem, AggregateKind, Arithmetic, Comparison, Expr, ExprKind, MonthEnd,
    Rounding,
};
use crate::unit::Unit;

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

/// A type, with the range its values are proved to lie in.
#[derive(Clone, Debug, PartialEq)]
pub enum Type {
    /// Yes or no.
    Bool,
    /// A value of an enum.
    Enum(EnumId),
    /// An alternative of a reading.
    Reading(ReadingId),
    /// A decimal with a unit.
    Number(NumberType),
    /// A day, as days since 1970-01-01, from and to (both included).
    Date {
        /// The first day.
        min: i64,
        /// The last day.
        max: i64,
    },
    /// A minute of the day, 0 (`00:00`) to 1439 (`23:59`).
    Time {
        /// The first minute.
        min: i64,
        /// The last minute.
        max: i64,
    },
    /// A minute of a day, local time, as minutes since 1970-01-01T00:00.
    DateTime {
        /// The first minute.
        min: i64,
        /// The last minute.
        max: i64,
    },
}

/// A decimal's unit, grid and range.
#[derive(Clone, Debug, PartialEq)]
pub struct NumberType {
    /// The unit its numbers are in.
    pub unit: Unit,
    /// Digits after the point: every value is a multiple of 10^-scale.
    pub scale: u32,
    /// The smallest value.
    pub min: Decimal,
    /// The largest value. INVARIANT: `min` and `max` at `scale` fit an `i64`.
    pub max: Decimal,
    /// For a fact: values are multiples of this.
    pub step: Decimal,
}

/// A value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Value {
    /// Yes or no.
    Bool(bool),
    /// The position in the enum.
    Enum(EnumId, usize),
    /// The position among the reading's alternatives.
    Alternative(ReadingId, usize),
    /// In its type's unit.
    Number(Decimal),
    /// Days since 1970-01-01.
    Date(i64),
    /// Minutes since midnight.
    Time(i64),
    /// Minutes since 1970-01-01T00:00.
    DateTime(i64),
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
