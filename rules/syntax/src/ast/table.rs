//! Decision tables.

use super::{BinaryOp, Expr, Ident, Label, Spanned, TypeExpr};
use crate::Span;


