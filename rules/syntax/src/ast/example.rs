//! Examples: what they give, and what they expect.

use super::{Assignment, Expr, Ident, Place, Spanned};

/// A test that lives in the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExampleDecl {
    /// Its title.
    pub title: Spanned<String>,
    /// `from "other title"`: starts with that example's facts and readings.
    pub from: Option<Spanned<String>>,
    /// `given a = x, b = y`; `a = unknown` takes a fact away.
    pub given: Vec<Assignment>,
    /// `reading a = x`.
    pub readings: Vec<Assignment>,
    /// `then …`.
    pub then: Vec<Expectation>,
}

/// What an example expects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expectation {
    /// `award = 12000 CNY`, `award = unknown`, `eligible`, `not eligible`, `not eligible.meter`.
    Value {
        /// The rule, table, requirement, or `requirement.condition`.
        name: Path,
        /// The value it has.
        value: Expr,
    },
    /// `needs heated_area`: exactly these facts are still needed (`needs a, b`; order is free; none for
    /// `needs nothing`).
    Needs(Vec<Place>),
}

/// `name`, `requirement.condition`, or either of another document: `gb.name`, `gb.requirement.condition`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    /// The first name.
    pub head: Ident,
    /// The names after the dots.
    pub tail: Vec<Ident>,
}
