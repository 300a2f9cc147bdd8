//! The manifest: what a module's slots mean, in words for people and in types for hosts.
//!
//! It is part of the module's bytes, so the module's hash covers the rules and their words alike.

use serde::{Deserialize, Serialize};

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

/// An enum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enum {
    /// Its name.
    pub name: String,
    /// Its label.
    pub label: Text,
    /// Headings over its values.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<Text>,
    /// Its values; a slot holds a position in this list.
    pub values: Vec<EnumValue>,
}

/// A value of an enum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnumValue {
    /// Its identifier: what JSON says.
    pub name: String,
    /// Its label.
    pub label: Text,
    /// Index into [`Enum::groups`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<usize>,
}

/// What a slot holds. Numbers are at the slot's scale: raw = value × 10^scale.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ValueType {
    /// Yes or no; only the state byte is used.
    Bool,
    /// Index into [`Manifest::enums`].
    Enum {
        /// Which enum.
        index: usize,
    },
    /// The position of an alternative of a reading: index into [`Manifest::readings`].
    Reading {
        /// Which reading.
        index: usize,
    },
    /// A decimal.
    Decimal {
        /// The unit as it is written after the number (`m²`, `CNY`); empty for a bare number.
        unit: String,
        /// Digits after the point.
        scale: u32,
        /// The smallest raw value.
        min: i64,
        /// The largest raw value.
        max: i64,
        /// Raw values are multiples of this (1 where every value of the scale is meant).
        step: i64,
    },
    /// Days since 1970-01-01.
    Date {
        /// The first day.
        min: i64,
        /// The last day.
        max: i64,
    },
    /// A minute of the day: 0 (`00:00`) to 1439 (`23:59`).
    Time {
        /// The first minute.
        min: i64,
        /// The last minute.
        max: i64,
    },
    /// A minute of a day, local time: minutes since 1970-01-01T00:00.
    DateTime {
        /// The first minute.
        min: i64,
        /// The last minute.
        max: i64,
    },
}

/// A declared fact: a single one, a record, or a list of either.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Input {
    /// Its key in JSON; empty for an item of a list.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Its label.
    pub label: Text,
    /// What it is made of.
    #[serde(flatten)]
    pub kind: InputKind,
}

/// What a declared fact is made of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InputKind {
    /// The fact of this index.
    Fact(usize),
    /// A JSON object: its fields.
    Record(Vec<Input>),
    /// A JSON array.
    List {
        /// The fact that holds how many items there are; it has the list's name.
        length: usize,
        /// As many as there can be.
        items: Vec<Input>,
    },
}

/// A value that changes by date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// Its label.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<Text>,
    /// The clause it stands under.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clause: Option<ClauseIndex>,
    /// The first day of each value, `YYYY-MM-DD`, ascending, and the value; the last holds on.
    pub entries: Vec<(String, Operand)>,
}

/// What a person is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// Its name: its key in JSON; for a part of a record or list the way to it: `unit.cop_25`, `months[2].valley`.
    pub name: String,
    /// Where it stands in a list or record, to be said before its label (`第2项`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Text>,
    /// The lists that it is an item of, as the facts of their lengths, and its number in each, counted from 1, the
    /// outermost first: it exists only if they reach it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub within: Vec<(usize, u32)>,
    /// What it holds, and the range a host must check before it writes the slot.
    #[serde(flatten)]
    pub value: ValueType,
    /// A noun, as it stands in a sentence.
    pub label: Text,
    /// The question.
    pub ask: Text,
    /// How to find the answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<Text>,
    /// Why it is asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<Text>,
    /// The clause it is declared under.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clause: Option<ClauseIndex>,
    /// Indices into [`Manifest::evidence`]: one of each inner list, all of the outer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub proof: Vec<Vec<usize>>,
    /// Who judges it, where the official text leaves a term open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assessed_by: Option<Text>,
    /// Whether the person can still alter it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub changeable: bool,
    /// The raw values it is compared with, ascending, without repeats: where an answer can tip a decision.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub breakpoints: Vec<i64>,
}

/// A doubt of the official text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// Its name.
    pub name: String,
    /// The doubt as a question.
    pub question: Text,
    /// What the text can mean.
    pub alternatives: Vec<Alternative>,
    /// The position of the one in force.
    pub default: usize,
    /// Who may settle it.
    pub decided_by: Text,
    /// Why the default is the default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub because: Option<Text>,
    /// The clause it is declared under.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clause: Option<ClauseIndex>,
}

/// One meaning of a doubtful text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alternative {
    /// Its identifier.
    pub name: String,
    /// It in words.
    pub label: Text,
}

/// A result slot: one step of the decision, with what it was made from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Node {
    /// `award`, `eligible`, `eligible.meter`; rows and statements are `award[1]`, counted from 1. Steps inside an
    /// expression have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What part of the document it is.
    pub kind: NodeKind,
    /// What it holds.
    #[serde(flatten)]
    pub value: ValueType,
    /// Its label in the document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<Text>,
    /// The clause it stands under.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clause: Option<ClauseIndex>,
    /// What it was made from.
    pub op: Op,
}

/// The parts of a document that have a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NodeKind {
    /// A `require` list: a gate.
    Requirement,
    /// An `advise` list: gates nothing.
    Advice,
    /// A `duty` list: gates nothing.
    Duty,
    /// A `target` list: gates nothing.
    Target,
    /// A line of one of these lists.
    Condition,
    /// What a duty, an advice or a target says: whether it applies. Its label are the words.
    Statement,
    /// A `rule`.
    Rule,
    /// A `table`.
    Table,
    /// A row of a table: whether it applies.
    Row,
    /// The condition of a line in a `bring` list.
    Bring,
    /// A step inside an expression.
    Step,
}

/// Where an operand comes from.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Operand {
    /// The fact of this index.
    Fact(usize),
    /// The reading of this index.
    Reading(usize),
    /// The node of this index.
    Node(NodeIndex),
    /// A number: decimal digits and unit.
    Number(String, String),
    /// A day, `YYYY-MM-DD`.
    Date(String),
    /// A time of day, `HH:MM`.
    Time(String),
    /// A date and time, `YYYY-MM-DDTHH:MM`.
    DateTime(String),
    /// A value of an enum: the enum's index, the value's.
    Enum(usize, usize),
    /// An alternative of a reading: the reading's index, the alternative's.
    Alternative(usize, usize),
    /// Yes or no.
    Bool(bool),
}

/// How a node's value follows from its operands. Three-valued: `and` is no as soon as one operand is no, a table
/// is known as soon as all rows that can still apply agree.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Op {
    /// The operand itself (`rule a = b`; a condition that is a bare fact).
    Is(Operand),
    /// All hold.
    And(Vec<Operand>),
    /// At least one holds.
    Or(Vec<Operand>),
    /// Does not hold.
    Not(Operand),
    /// A comparison.
    Compare(Comparison, Operand, Operand),
    /// The first where it holds, else the second: condition, then, else.
    If(Operand, Operand, Operand),
    /// Arithmetic on the operands, exact.
    Arithmetic(Arithmetic, Vec<Operand>),
    /// Rounded to a multiple of the step.
    Round(Operand, Rounding, Operand),
    /// A quotient, rounded to a multiple of the step: dividend, divisor, rounding, step.
    Divide(Operand, Operand, Rounding, Operand),
    /// `x in (a, b, c)`: the value is one of these.
    Within(CellTest),
    /// A row: all tests of its cells hold. Columns are operands; `*` cells are left out.
    Row(Vec<CellTest>),
    /// A table: guard and value without it, columns, rows.
    Table(Box<Table>),
    /// The value of a parameter on a day: index into [`Manifest::parameters`], day.
    Parameter(usize, Operand),
    /// A day or a date-time and so many calendar months later.
    AddMonths(Operand, Operand, MonthEnd),
    /// A day and days, or a date-time and minutes, together.
    AddDuration(Operand, Operand),
    /// The days or minutes from the second to the first.
    Between(Operand, Operand),
    /// The day of a date-time.
    DateOf(Operand),
    /// The time of day of a date-time.
    TimeOf(Operand),
    /// What is made of the items of a list.
    Aggregate(Box<Aggregate>),
}

/// What is made of the items of a list.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Aggregate {
    /// Which.
    pub kind: AggregateKind,
    /// The list's name.
    pub list: String,
    /// The list's label.
    pub label: Text,
    /// As many as the list can have.
    pub items: Vec<AggregateItem>,
    /// The value where no item counts; only of `min` and `max`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<Operand>,
}

/// One item of a list, as an aggregate sees it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct AggregateItem {
    /// Whether it counts; surely where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counts: Option<Operand>,
    /// What is asked of it (`all`, `any`, `count`) or taken from it.
    pub value: Operand,
}

/// What is made of the items of a list that count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AggregateKind {
    /// Whether all hold; yes where there is none.
    All,
    /// Whether one holds.
    Any,
    /// How many hold.
    Count,
    /// Their sum.
    Sum,
    /// The smallest.
    Min,
    /// The largest.
    Max,
}

/// Where so many months later there is no such day: 31 January and one month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MonthEnd {
    /// The last day of that month.
    LastDay,
    /// The first day of the month after it.
    NextDay,
}

/// One cell that asks something of its column.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct CellTest {
    /// The column.
    pub column: Operand,
    /// What it asks: the column's value lies in one of these.
    pub within: Vec<Interval>,
    /// Whether it asks the contrary.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub not: bool,
}

/// Values from one end to the other; a missing end is open. Equal ends, both included, are a single value.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Interval {
    /// The lower end and whether it is included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<(Operand, bool)>,
    /// The upper end and whether it is included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<(Operand, bool)>,
}

/// A table.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Table {
    /// `when CONDITION else VALUE`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guard: Option<(Operand, Operand)>,
    /// Whether the first row that applies wins; otherwise exactly one applies.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub first_match: bool,
    /// The columns.
    pub columns: Vec<Operand>,
    /// The rows: the node that says whether it applies, and the value it then gives.
    pub rows: Vec<(NodeIndex, Operand)>,
}

/// Comparisons.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
}

/// Exact arithmetic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Arithmetic {
    Add,
    Subtract,
    Multiply,
    Negate,
    Min,
    Max,
}

/// What happens to the digits that do not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rounding {
    /// To the nearest; a half away from zero (四舍五入).
    HalfUp,
    /// To the nearest; a half to the even neighbour.
    HalfEven,
    /// Away from zero.
    Up,
    /// Towards zero.
    Down,
}

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
    /// Indices into [`Manifest::evidence`]: any one of these.
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
