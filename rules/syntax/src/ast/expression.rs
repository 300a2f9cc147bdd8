//! Expressions and units, as written.

use std::fmt;

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
    /// `20:00`, checked to be a minute of the day.
    Time {
        /// 0–23.
        hour: u8,
        /// 0–59.
        minute: u8,
    },
    /// `2025-12-01T20:00`, checked to exist.
    DateTime {
        /// The year.
        year: i32,
        /// 1–12.
        month: u8,
        /// 1–31.
        day: u8,
        /// 0–23.
        hour: u8,
        /// 0–59.
        minute: u8,
    },
    /// A fact, rule, reading or enum value; which one, the types decide.
    Name(String),
    /// `requirement.condition`, `unit.cop_25`, `gb.grade_1`; several dots nest to the left.
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
    /// `x in rated * 90 % .. rated * 105 %`, `at in 20:00 ..< 08:00`: a range of times may go on past midnight.
    InRange {
        /// What is asked about.
        value: Box<Expr>,
        /// From, included.
        from: Box<Expr>,
        /// To.
        to: Box<Expr>,
        /// Whether `to` itself is left out (`..<`).
        to_excluded: bool,
    },
    /// `valley_price at purchased`: a parameter's value on a day.
    At(Box<Expr>, Box<Expr>),
    /// `sum(m.valley for m in months where m.peak > 0 kWh)`, `max(m.peak for m in months else 0 kWh)`.
    Aggregate {
        /// Which.
        kind: AggregateKind,
        /// What an item is called.
        variable: Ident,
        /// The list.
        list: Box<Expr>,
        /// What is asked of, or taken from, each item.
        body: Box<Expr>,
        /// Only items for which this holds: after `where`.
        filter: Option<Box<Expr>>,
        /// The value where there is no item: after `else`, only of `min` and `max`.
        default: Option<Box<Expr>>,
    },
    /// `[a, b]`: in examples only.
    List(Vec<Expr>),
    /// `{valley = 100 kWh, peak = unknown}`: in examples only.
    Record(Vec<Assignment>),
    /// Could not be read.
    Error,
}

/// What is made of the items of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AggregateKind {
    /// Whether the condition holds for every item.
    All,
    /// Whether it holds for at least one.
    Any,
    /// For how many it holds.
    Count,
    /// The values together.
    Sum,
    /// The smallest value.
    Min,
    /// The largest value.
    Max,
}

/// `name = expression`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Assignment {
    /// The fact, a part of one, or a reading.
    pub name: Place,
    /// Its value; `unknown` is [`ExprKind::Unknown`].
    pub value: Expr,
}

/// A fact or a part of one: `heated_area`, `unit.cop_25`, `months[2].valley`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    /// The fact.
    pub head: Ident,
    /// The way from there.
    pub steps: Vec<Step>,
    /// The whole place.
    pub span: Span,
}

/// A step from a value to a part of it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// `.valley`: a field of a record.
    Field(Ident),
    /// `[2]`: an item of a list, from 1.
    Item(Spanned<u32>),
}

impl fmt::Display for Place {
    /// The place as it is written: also an input's path.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.head.node)?;
        self.steps.iter().try_for_each(|step| match step {
            Step::Field(name) => write!(f, ".{}", name.node),
            Step::Item(number) => write!(f, "[{}]", number.node),
        })
    }
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

impl fmt::Display for UnitExpr {
    /// The unit as the language writes it: `m²`, `CNY/kWh`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, (name, exponent)) in self.factors.iter().enumerate() {
            let below = index > 0 && *exponent < 0;
            if index > 0 {
                f.write_str(if below { "/" } else { "·" })?;
            }
            f.write_str(&name.node)?;
            let shown = if below { -exponent } else { *exponent };
            // A name that ends in a digit would read as one with an exponent.
            if shown != 1 || name.node.ends_with(|c: char| c.is_ascii_digit()) {
                if shown < 0 {
                    f.write_str("⁻")?;
                }
                let digit = "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().nth(shown.unsigned_abs().into());
                digit.map_or(Ok(()), |digit| write!(f, "{digit}"))?;
            }
        }
        Ok(())
    }
}

/// A unit as written: a product of powers, `CNY/kWh` = CNY¹·kWh⁻¹.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct UnitExpr {
    /// The factors with their exponents. `m²` is (`m`, 2).
    pub factors: Vec<(Spanned<String>, i8)>,
    /// The whole unit.
    pub span: Span,
}
