//! Expressions and units, as written.

use super::{Ident, Spanned};
use crate::Span;

/// An expression.
pub type Expr = Spanned<ExprKind>;

/// The forms of an expression.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ExprKind {
    /// `yes` / `no` (`true` / `false` read the same).
    Bool(bool),
    /// `45 m²`, `0.30 CNY/kWh`, `12000`, `30 %`.
    Number {
        /// The digits as written, `_` taken out.
        digits: String,
        /// The unit.
        unit: Option<Box<UnitExpr>>,
    },
    /// `2023-03-31`, checked to be a real day.
    Date {
        /// The year.
        year: i32,
        /// 1–12.
        month: u8,
        /// 1–31.
        day: u8,
    },
    /// A fact, rule, reading or enum value; which one, the types decide.
    Name(String),
    /// `requirement.condition`.
    Path(Box<Expr>, Ident),
    /// `unknown`: in examples only.
    Unknown,
    /// `not x`.
    Not(Box<Expr>),
    /// `-x`.
    Negate(Box<Expr>),
    /// `a + b`, `a >= b`, `a and b` …
    Binary(Spanned<BinaryOp>, Box<Expr>, Box<Expr>),
    /// `if c then a else b`.
    If(Box<Expr>, Box<Expr>, Box<Expr>),
    /// `min(a, b)`, `max(…)`, `clamp(x, low, high)`, `round(x, half_up, 0.01 CNY)`.
    Call(Ident, Vec<Expr>),
    /// `village in (a, b)`.
    In(Box<Expr>, Vec<Expr>),
    /// Could not be read.
    Error,
}

/// Operators between two expressions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum BinaryOp {
    Or,
    And,
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    Add,
    Subtract,
    Multiply,
    Divide,
}

/// A unit as written: a product of powers, `CNY/kWh` = CNY¹·kWh⁻¹.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct UnitExpr {
    /// The factors with their exponents. `m²` is (`m`, 2).
    pub factors: Vec<(Spanned<String>, i8)>,
    /// The whole unit.
    pub span: Span,
}
