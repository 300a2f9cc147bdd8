//! Operations and their operands, in the manifest's words.

use std::collections::BTreeSet;

use nuanze_abi as abi;
use nuanze_program::{
    Arithmetic, Comparison, MonthEnd, Rounding, format_date, format_date_time, format_time,
};
use rust_decimal::Decimal;

use crate::dag::{Aggregate, AggregateKind, Constant, Interval, Node, Op, Operand, Test, Ty};
use crate::decimal::{ceiling_at, floor_at, saturate};

/// A node's operation.
pub fn op(node: &Node) -> abi::Op {
    match &node.op {
        Op::Is(a) => abi::Op::Is(operand(a)),
        Op::And(all) => abi::Op::And(all.iter().map(operand).collect()),
        Op::Or(all) => abi::Op::Or(all.iter().map(operand).collect()),
        Op::Not(a) => abi::Op::Not(operand(a)),
        Op::Compare(by, a, b) => abi::Op::Compare(comparison(*by), operand(a), operand(b)),
        Op::If(a, b, c) => abi::Op::If(operand(a), operand(b), operand(c)),
        Op::Arithmetic(by, all) => {
            abi::Op::Arithmetic(arithmetic(*by), all.iter().map(operand).collect())
        }
        Op::Round(a, how, step) => abi::Op::Round(operand(a), rounding(*how), step_of(node, *step)),
        Op::Divide(a, b, how, step) => {
            abi::Op::Divide(operand(a), operand(b), rounding(*how), step_of(node, *step))
        }
        Op::Within(item) => abi::Op::Within(test(item)),
        Op::Row(tests) => abi::Op::Row(tests.iter().map(test).collect()),
        Op::Table(table) => abi::Op::Table(Box::new(abi::Table {
            guard: table
                .guard
                .as_ref()
                .map(|(condition, other)| (operand(condition), operand(other))),
            first_match: table.first_match,
            columns: table.columns.iter().map(operand).collect(),
            rows: table
                .rows
                .iter()
                .map(|(row, output)| (*row, operand(output)))
                .collect(),
        })),
        Op::Parameter(parameter, day) => abi::Op::Parameter(*parameter, operand(day)),
        Op::AddMonths(a, b, end) => abi::Op::AddMonths(
            operand(a),
            operand(b),
            match end {
                MonthEnd::LastDay => abi::MonthEnd::LastDay,
                MonthEnd::NextDay => abi::MonthEnd::NextDay,
            },
        ),
        Op::AddDuration(a, b) => abi::Op::AddDuration(operand(a), operand(b)),
        Op::Between(a, b) => abi::Op::Between(operand(a), operand(b)),
        Op::DateOf(a) => abi::Op::DateOf(operand(a)),
        Op::TimeOf(a) => abi::Op::TimeOf(operand(a)),
        Op::Aggregate(item) => abi::Op::Aggregate(Box::new(aggregate(item))),
    }
}

/// Where a value comes from.
pub fn operand(operand: &Operand) -> abi::Operand {
    match operand {
        Operand::Fact(index) => abi::Operand::Fact(*index),
        Operand::Reading(index) => abi::Operand::Reading(*index),
        Operand::Node(index) => abi::Operand::Node(*index),
        Operand::Constant(value) => constant(value),
    }
}

/// A value that is known when compiling.
pub fn constant(constant: &Constant) -> abi::Operand {
    match constant {
        Constant::Bool(value) => abi::Operand::Bool(*value),
        Constant::Enum(index, position) => abi::Operand::Enum(*index, *position),
        Constant::Alternative(reading, position) => abi::Operand::Alternative(*reading, *position),
        Constant::Number(number, unit) => abi::Operand::Number(number.to_string(), unit.clone()),
        Constant::Date(day) => abi::Operand::Date(format_date(*day)),
        Constant::Time(minute) => abi::Operand::Time(format_time(*minute)),
        Constant::DateTime(minute) => abi::Operand::DateTime(format_date_time(*minute)),
    }
}

fn aggregate(aggregate: &Aggregate) -> abi::Aggregate {
    let items = aggregate.items.iter().map(|item| abi::AggregateItem {
        counts: item.counts.as_ref().map(operand),
        value: operand(&item.value),
    });
    abi::Aggregate {
        kind: match aggregate.kind {
            AggregateKind::All => abi::AggregateKind::All,
            AggregateKind::Any => abi::AggregateKind::Any,
            AggregateKind::Count => abi::AggregateKind::Count,
            AggregateKind::Sum => abi::AggregateKind::Sum,
            AggregateKind::Min => abi::AggregateKind::Min,
            AggregateKind::Max => abi::AggregateKind::Max,
        },
        list: aggregate.list.clone(),
        label: super::text(&aggregate.label),
        items: items.collect(),
        default: aggregate.default.as_ref().map(operand),
    }
}

/// The step of a rounding, in the unit of its result.
fn step_of(node: &Node, step: Decimal) -> abi::Operand {
    let unit = match &node.ty {
        Ty::Number { unit, .. } => unit.clone(),
        _ => String::new(),
    };
    abi::Operand::Number(step.to_string(), unit)
}

fn test(test: &Test) -> abi::CellTest {
    abi::CellTest {
        column: operand(&test.column),
        within: test.within.iter().map(interval).collect(),
        not: test.not,
    }
}

fn interval(interval: &Interval) -> abi::Interval {
    let end = |end: &(Constant, bool)| (constant(&end.0), end.1);
    abi::Interval {
        from: interval.from.as_ref().map(end),
        to: interval.to.as_ref().map(end),
    }
}

fn comparison(comparison: Comparison) -> abi::Comparison {
    match comparison {
        Comparison::Equal => abi::Comparison::Equal,
        Comparison::NotEqual => abi::Comparison::NotEqual,
        Comparison::Less => abi::Comparison::Less,
        Comparison::LessEqual => abi::Comparison::LessEqual,
        Comparison::Greater => abi::Comparison::Greater,
        Comparison::GreaterEqual => abi::Comparison::GreaterEqual,
    }
}

fn arithmetic(arithmetic: Arithmetic) -> abi::Arithmetic {
    match arithmetic {
        Arithmetic::Add => abi::Arithmetic::Add,
        Arithmetic::Subtract => abi::Arithmetic::Subtract,
        Arithmetic::Multiply => abi::Arithmetic::Multiply,
        Arithmetic::Negate => abi::Arithmetic::Negate,
        Arithmetic::Min => abi::Arithmetic::Min,
        Arithmetic::Max => abi::Arithmetic::Max,
    }
}

fn rounding(rounding: Rounding) -> abi::Rounding {
    match rounding {
        Rounding::HalfUp => abi::Rounding::HalfUp,
        Rounding::HalfEven => abi::Rounding::HalfEven,
        Rounding::Up => abi::Rounding::Up,
        Rounding::Down => abi::Rounding::Down,
    }
}

impl Constant {
    /// The raw values at a scale that are nearest to a number or a day from below and from above.
    pub fn around(&self, scale: u32) -> Vec<i64> {
        match self {
            Self::Number(number, _) => {
                vec![below(*number, scale), saturate(ceiling_at(*number, scale))]
            }
            Self::Date(at) | Self::Time(at) | Self::DateTime(at) => vec![*at],
            Self::Bool(_) | Self::Enum(..) | Self::Alternative(..) => Vec::new(),
        }
    }
}

fn below(number: Decimal, scale: u32) -> i64 {
    saturate(floor_at(number, scale).0)
}

impl Test {
    /// Adds the ends of its intervals, if it looks at this column.
    pub fn breakpoints(&self, column: &Operand, scale: u32, found: &mut BTreeSet<i64>) {
        if self.column != *column {
            return;
        }
        for interval in &self.within {
            for (end, _) in [&interval.from, &interval.to].into_iter().flatten() {
                found.extend(end.around(scale));
            }
        }
    }
}
