//! The steps of a decision: what each node computes, and of what.

use serde::{Deserialize, Serialize};

use super::{ClauseIndex, NodeIndex, Text, ValueType};

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
    /// The value of a parameter on a day: index into [`super::Manifest::parameters`], day.
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

impl Comparison {
    /// The comparison that holds exactly where this one does not.
    pub const fn contrary(self) -> Self {
        match self {
            Self::Equal => Self::NotEqual,
            Self::NotEqual => Self::Equal,
            Self::Less => Self::GreaterEqual,
            Self::LessEqual => Self::Greater,
            Self::Greater => Self::LessEqual,
            Self::GreaterEqual => Self::Less,
        }
    }
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
