//! Decision tables.

use super::{BinaryOp, Expr, Ident, Label, Spanned, TypeExpr};
use crate::Span;

/// A decision table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableDecl {
    /// Marked `outcome`.
    pub outcome: bool,
    /// Its name, and that of its last column.
    pub name: Ident,
    /// The result's type.
    pub ty: TypeExpr,
    /// Its label.
    pub label: Option<Label>,
    /// `when CONDITION else VALUE`.
    pub guard: Option<(Expr, Expr)>,
    /// `first match`: the first row that applies wins; otherwise no two rows may apply.
    pub first_match: bool,
    /// The header's cells but the last: what is looked at.
    pub columns: Vec<Expr>,
    /// The header's last cell, which repeats the table's name.
    pub output: Option<Ident>,
    /// The rows.
    pub rows: Vec<TableRow>,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableRow {
    /// One cell for each column.
    pub cells: Vec<Spanned<Cell>>,
    /// The value in the last column.
    pub output: Expr,
    /// The whole line.
    pub span: Span,
}

/// What a cell asks of its column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// `*`: anything.
    Any,
    /// `45 m²`, `water_pump`, `yes`, an expression: equal to it.
    Is(Expr),
    /// `not a`, `not a or b`: none of these.
    Not(Vec<Expr>),
    /// `a or b`: one of these.
    OneOf(Vec<Expr>),
    /// `>= 45 m²`, `< 45 m²`, `!= 3`.
    Compare(BinaryOp, Expr),
    /// `45 m² .. 80 m²`: from and to, each end included unless written `..<` (end left out).
    Range {
        /// From, included.
        from: Expr,
        /// To.
        to: Expr,
        /// Whether `to` itself is left out (`..<`).
        to_excluded: bool,
    },
    /// Could not be read.
    Error,
}
