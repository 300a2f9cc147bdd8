//! Typed expressions.

use nuanze_syntax::Span;
use rust_decimal::Decimal;

use crate::program::{DefinitionId, FactId, ReadingId, Type, Value};

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
