//! The graph between the tree and the code: nodes in the order in which they are computed.

use nuanze_abi::NodeKind;
use nuanze_program::{Arithmetic, ClauseId, Comparison, MonthEnd, Rounding, Text};

pub use nuanze_program::AggregateKind;
use rust_decimal::Decimal;

/// A program as nodes.
#[derive(Debug, Default)]
pub struct Dag {
    /// What each fact's slot holds.
    pub facts: Vec<Ty>,
    /// The readings, whose slots follow.
    pub readings: Vec<Reading>,
    /// How many values each enum has.
    pub enums: Vec<usize>,
    /// The values that change by date.
    pub parameters: Vec<Parameter>,
    /// The nodes, each after those it uses.
    pub nodes: Vec<Node>,
    /// The node of each definition.
    pub definitions: Vec<usize>,
    /// The condition of each line of each `bring` list.
    pub bring: Vec<Vec<Option<Operand>>>,
}

/// What a reading's slot can hold.
#[derive(Debug)]
pub struct Reading {
    /// How many alternatives it has.
    pub alternatives: usize,
    /// The position of the one in force.
    pub default: usize,
}

/// A value that changes by date: the first day of each value, ascending, and the value.
#[derive(Debug)]
pub struct Parameter {
    /// INVARIANT: at least one.
    pub entries: Vec<(i64, Constant)>,
}

/// A step with a result slot.
#[derive(Debug)]
pub struct Node {
    /// What it computes.
    pub op: Op,
    /// What its slot holds.
    pub ty: Ty,
    /// What part of the document it is.
    pub kind: NodeKind,
    /// Its name, unless it is a step inside an expression.
    pub name: Option<String>,
    /// Its label.
    pub label: Option<Text>,
    /// Its clause.
    pub clause: Option<ClauseId>,
}

/// What a slot holds.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Ty {
    /// Yes or no.
    Bool,
    /// A value of an enum.
    Enum(usize),
    /// An alternative of a reading.
    Reading(usize),
    /// A decimal: raw = value × 10^scale.
    Number {
        /// The unit's symbol.
        unit: String,
        /// Digits after the point.
        scale: u32,
        /// The smallest raw value.
        min: i64,
        /// The largest raw value.
        max: i64,
    },
    /// Days since 1970-01-01.
    Date {
        /// The first.
        min: i64,
        /// The last.
        max: i64,
    },
    /// Minutes since midnight.
    Time {
        /// The first.
        min: i64,
        /// The last.
        max: i64,
    },
    /// Minutes since 1970-01-01T00:00.
    DateTime {
        /// The first.
        min: i64,
        /// The last.
        max: i64,
    },
}

impl Ty {
    /// Digits after the point; 0 for what is not a decimal.
    pub fn scale(&self) -> u32 {
        match self {
            Self::Number { scale, .. } => *scale,
            _ => 0,
        }
    }

    /// Whether it lives in the state byte.
    pub fn is_bool(&self) -> bool {
        matches!(self, Self::Bool)
    }
}

/// Where a value comes from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Operand {
    /// An input slot.
    Fact(usize),
    /// An input slot after the facts.
    Reading(usize),
    /// A result.
    Node(usize),
    /// Known when compiling.
    Constant(Constant),
}

/// A constant.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Constant {
    /// Yes or no.
    Bool(bool),
    /// An enum's value: the enum, the position.
    Enum(usize, usize),
    /// A reading's alternative: the reading, the position.
    Alternative(usize, usize),
    /// A decimal without trailing zeros, and its unit's symbol.
    Number(Decimal, String),
    /// Days since 1970-01-01.
    Date(i64),
    /// Minutes since midnight.
    Time(i64),
    /// Minutes since 1970-01-01T00:00.
    DateTime(i64),
}

/// How a node's value follows from its operands.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Op {
    /// The operand itself.
    Is(Operand),
    /// All hold.
    And(Vec<Operand>),
    /// One holds.
    Or(Vec<Operand>),
    /// Does not hold.
    Not(Operand),
    /// A comparison of values of one kind, maybe at different scales.
    Compare(Comparison, Operand, Operand),
    /// Condition, then, else.
    If(Operand, Operand, Operand),
    /// Exact arithmetic.
    Arithmetic(Arithmetic, Vec<Operand>),
    /// Rounded to a multiple of the step, which has the operand's unit.
    Round(Operand, Rounding, Decimal),
    /// Dividend, divisor, rounding, step of the quotient.
    Divide(Operand, Operand, Rounding, Decimal),
    /// A value is one of these.
    Within(Test),
    /// All tests hold.
    Row(Vec<Test>),
    /// A decision table.
    Table(Box<Table>),
    /// A parameter's value on a day.
    Parameter(usize, Operand),
    /// A day or a date-time and so many months later.
    AddMonths(Operand, Operand, MonthEnd),
    /// A day and days, or a date-time and minutes, together.
    AddDuration(Operand, Operand),
    /// The days or minutes from the second to the first.
    Between(Operand, Operand),
    /// The day of a date-time.
    DateOf(Operand),
    /// The minute of the day of a date-time.
    TimeOf(Operand),
    /// What is made of the items of a list.
    Aggregate(Box<Aggregate>),
}

/// What is made of the items of a list.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Aggregate {
    /// Which.
    pub kind: AggregateKind,
    /// The list's name.
    pub list: String,
    /// The list's label.
    pub label: Text,
    /// As many as the list can have.
    pub items: Vec<Item>,
    /// The value of `min` and `max` where no item counts.
    pub default: Option<Operand>,
}

/// An item of a list.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Item {
    /// Whether it counts; surely where there is none.
    pub counts: Option<Operand>,
    /// What is asked of it, or taken from it.
    pub value: Operand,
}

/// What a cell asks of its column.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Test {
    /// The column.
    pub column: Operand,
    /// It lies in one of these.
    pub within: Vec<Interval>,
    /// The contrary.
    pub not: bool,
}

/// From one constant to another; a missing end is open, the bool says whether the end is included.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Interval {
    /// The lower end.
    pub from: Option<(Constant, bool)>,
    /// The upper end.
    pub to: Option<(Constant, bool)>,
}

/// A decision table.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Table {
    /// `when CONDITION else VALUE`.
    pub guard: Option<(Operand, Operand)>,
    /// The first row that applies wins.
    pub first_match: bool,
    /// What is looked at.
    pub columns: Vec<Operand>,
    /// The node of each row, and what it gives.
    pub rows: Vec<(usize, Operand)>,
}

impl Op {
    /// Calls `visit` for each operand that the code of this node reads.
    pub fn each_operand(&self, visit: &mut dyn FnMut(&Operand)) {
        match self {
            Self::Is(a)
            | Self::Not(a)
            | Self::Round(a, ..)
            | Self::Parameter(_, a)
            | Self::DateOf(a)
            | Self::TimeOf(a) => visit(a),
            Self::And(all) | Self::Or(all) | Self::Arithmetic(_, all) => all.iter().for_each(visit),
            Self::Compare(_, a, b)
            | Self::Divide(a, b, ..)
            | Self::AddMonths(a, b, _)
            | Self::AddDuration(a, b)
            | Self::Between(a, b) => [a, b].into_iter().for_each(visit),
            Self::If(a, b, c) => [a, b, c].into_iter().for_each(visit),
            Self::Within(test) => visit(&test.column),
            Self::Row(tests) => tests.iter().for_each(|test| visit(&test.column)),
            Self::Table(table) => {
                if let Some((condition, other)) = &table.guard {
                    visit(condition);
                    visit(other);
                }
                for (row, output) in &table.rows {
                    visit(&Operand::Node(*row));
                    visit(output);
                }
            }
            Self::Aggregate(aggregate) => {
                for item in &aggregate.items {
                    item.counts.iter().for_each(&mut *visit);
                    visit(&item.value);
                }
                aggregate.default.iter().for_each(visit);
            }
        }
    }
}

impl Dag {
    /// What an operand's slot holds; `None` for a constant or a reading.
    pub fn ty(&self, operand: &Operand) -> Option<&Ty> {
        match operand {
            Operand::Fact(index) => self.facts.get(*index),
            Operand::Node(index) => self.nodes.get(*index).map(|node| &node.ty),
            Operand::Reading(_) | Operand::Constant(_) => None,
        }
    }

    /// The digits after an operand's point; a number's as few as it can be written with.
    pub fn scale(&self, operand: &Operand) -> u32 {
        match operand {
            Operand::Constant(Constant::Number(number, _)) => number.normalize().scale(),
            _ => self.ty(operand).map_or(0, Ty::scale),
        }
    }

    /// Whether an operand is a bool.
    pub fn is_bool(&self, operand: &Operand) -> bool {
        matches!(operand, Operand::Constant(Constant::Bool(_)))
            || self.ty(operand).is_some_and(Ty::is_bool)
    }

    /// The raw values that an operand can take, at its own scale.
    pub fn range(&self, operand: &Operand) -> (i128, i128) {
        match operand {
            Operand::Constant(constant) => {
                let value = constant.raw();
                (value, value)
            }
            Operand::Reading(reading) => self.range_of(&Ty::Reading(*reading)),
            _ => self.ty(operand).map_or((0, 0), |ty| self.range_of(ty)),
        }
    }

    fn range_of(&self, ty: &Ty) -> (i128, i128) {
        let positions =
            |count: Option<usize>| (0, count.unwrap_or_default().saturating_sub(1) as i128);
        match ty {
            Ty::Bool => (0, 1),
            Ty::Enum(index) => positions(self.enums.get(*index).copied()),
            Ty::Reading(index) => positions(
                self.readings
                    .get(*index)
                    .map(|reading| reading.alternatives),
            ),
            Ty::Number { min, max, .. }
            | Ty::Date { min, max }
            | Ty::Time { min, max }
            | Ty::DateTime { min, max } => ((*min).into(), (*max).into()),
        }
    }
}

impl Constant {
    /// Its raw value; a number's at the scale that it is written with.
    pub fn raw(&self) -> i128 {
        match self {
            Self::Bool(value) => i128::from(*value),
            Self::Enum(_, position) | Self::Alternative(_, position) => *position as i128,
            Self::Number(number, _) => number.normalize().mantissa(),
            Self::Date(at) | Self::Time(at) | Self::DateTime(at) => (*at).into(),
        }
    }
}
