//! Typed expressions.

use nuanze_syntax::Span;
use rust_decimal::Decimal;

use crate::program::{DefinitionId, FactId, ParameterId, ReadingId, Text, Type, Value};

/// A typed expression.
#[derive(Clone, Debug, PartialEq)]
pub struct Expr {
    /// What it does.
    pub kind: ExprKind,
    /// Its type; for numbers and dates with the range that its value is proved to lie in.
    pub ty: Type,
    /// Where it is written.
    pub span: Span,
}

/// The forms of an expression.
#[derive(Clone, Debug, PartialEq)]
pub enum ExprKind {
    /// A constant.
    Constant(Value),
    /// A fact.
    Fact(FactId),
    /// A reading: its alternative in force.
    Reading(ReadingId),
    /// Another definition's result.
    Definition(DefinitionId),
    /// A single condition of a requirement.
    Condition(DefinitionId, usize),
    /// Does not hold.
    Not(Box<Expr>),
    /// All hold (at least two).
    And(Vec<Expr>),
    /// One holds (at least two).
    Or(Vec<Expr>),
    /// Operands have the same kind of type; numbers the same unit, but maybe different scales. Bools, enums and
    /// readings know only `Equal` and `NotEqual`.
    Compare(Comparison, Box<Expr>, Box<Expr>),
    /// Condition, then, else.
    If(Box<Expr>, Box<Expr>, Box<Expr>),
    /// Exact arithmetic. `Add`, `Subtract`, `Min`, `Max` have operands of one unit; `Multiply` multiplies units and
    /// adds scales; `Negate` has one operand, `Subtract` two, the others two or more.
    Arithmetic(Arithmetic, Vec<Expr>),
    /// Rounded to a multiple of the step (positive, in the operand's unit).
    Round(Box<Expr>, Rounding, Decimal),
    /// Dividend, divisor (never 0), and the step of the rounded quotient, in the unit of the result.
    Divide(Box<Expr>, Box<Expr>, Rounding, Decimal),
    /// A parameter's value on a day: the last entry whose first day is not after it.
    Parameter(ParameterId, Box<Expr>),
    /// What is made of the items of a list.
    Aggregate(Box<Aggregate>),
    /// A day or a date-time and so many calendar months (a whole number, also negative) later.
    AddMonths(Box<Expr>, Box<Expr>, MonthEnd),
    /// A day and whole days (`d`), or a date-time and whole minutes (`min`), together: the number has scale 0.
    AddDuration(Box<Expr>, Box<Expr>),
    /// The whole days (`d`) or minutes (`min`) from the second to the first: first − second.
    Between(Box<Expr>, Box<Expr>),
    /// The day of a date-time.
    DateOf(Box<Expr>),
    /// The minute of the day of a date-time.
    TimeOf(Box<Expr>),
}

/// What is made of the items of a list, one after the other.
#[derive(Clone, Debug, PartialEq)]
pub struct Aggregate {
    /// Which.
    pub kind: AggregateKind,
    /// What an item is called in the expression, for words.
    pub variable: String,
    /// The list's name (`months`).
    pub list: String,
    /// The list's label.
    pub label: Text,
    /// As many as the list can have.
    pub items: Vec<AggregateItem>,
    /// The value where no item counts; only of `Min` and `Max`, which go without one if an item surely counts.
    pub default: Option<Expr>,
}

/// One item of a list, as an aggregate sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct AggregateItem {
    /// Whether it counts: the list reaches it, and the filter holds. `None`: surely.
    pub counts: Option<Expr>,
    /// What is asked of it (`All`, `Any`, `Count`) or taken from it. All items' values have one unit and scale.
    pub value: Expr,
}

impl AggregateItem {
    /// Whether the list reaches it, and the filter. INVARIANT: the checker puts first whether the list reaches it.
    fn parts(&self) -> (Option<&Expr>, Option<&Expr>) {
        let is_length = |expr: &Expr| {
            matches!(&expr.kind, ExprKind::Compare(Comparison::GreaterEqual, length, _)
                if matches!(length.kind, ExprKind::Fact(_)) && length.span == expr.span)
        };
        let Some(counts) = &self.counts else {
            return (None, None);
        };
        match &counts.kind {
            ExprKind::And(parts) => match parts.as_slice() {
                [reached, filter] if is_length(reached) => (Some(reached), Some(filter)),
                _ => (None, Some(counts)),
            },
            _ if is_length(counts) => (Some(counts), None),
            _ => (None, Some(counts)),
        }
    }

    /// Whether the list reaches it; `None`: surely.
    pub(crate) fn reached(&self) -> Option<&Expr> {
        self.parts().0
    }

    /// What it must meet beside being there.
    pub(crate) fn filter(&self) -> Option<&Expr> {
        self.parts().1
    }
}

pub use nuanze_syntax::ast::AggregateKind;

/// Where so many months later there is no such day: 31 January and one month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MonthEnd {
    /// The last day of that month: 28 or 29 February.
    LastDay,
    /// The first day of the month after it: 1 March.
    NextDay,
}

/// Comparisons.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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

    /// The comparison with its sides exchanged.
    pub const fn mirrored(self) -> Self {
        match self {
            Self::Equal | Self::NotEqual => self,
            Self::Less => Self::Greater,
            Self::LessEqual => Self::GreaterEqual,
            Self::Greater => Self::Less,
            Self::GreaterEqual => Self::LessEqual,
        }
    }
}

/// Exact arithmetic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Rounding {
    /// To the nearest; a half away from zero.
    HalfUp,
    /// To the nearest; a half to the even neighbour.
    HalfEven,
    /// Away from zero.
    Up,
    /// Towards zero.
    Down,
}

impl Expr {
    /// A constant.
    pub fn constant(value: Value, ty: Type, span: Span) -> Self {
        Self {
            kind: ExprKind::Constant(value),
            ty,
            span,
        }
    }
}
