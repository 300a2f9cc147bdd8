//! Values that are known when the document is checked: cells of tables, values in examples.

use nuanze_syntax::ast::{Expr as Written, ExprKind as Syntax};

use super::Checker;
use super::arithmetic::number_type;
use super::report::{Further, finding};
use crate::moment::Moment;
use crate::program::{Expr, ExprKind, NumberType, Type, Value};

impl Checker<'_> {
    /// The value of an expression beside something of type `ty`, in its unit. A rule that is always the same number
    /// or day is a constant too.
    pub(super) fn constant(&mut self, written: &Written, beside: &Expr) -> Option<Value> {
        let typed = self.expr(written, Some(&beside.ty))?;
        let typed = match (&typed.ty, &beside.ty) {
            (Type::Number(_), Type::Number(_)) => self.in_unit_of(beside, typed, written.span)?,
            (a, b) if a == b || Moment::both(a, b) => typed,
            _ => return self.mismatch("be compared", beside, &typed, written.span),
        };
        let value = self.known_value(&typed);
        if value.is_none() {
            let source = self.source(&typed);
            self.report(
                finding(
                    "cell/constant",
                    written.span,
                    format!("`{source}` is not always the same, and a cell asks for fixed values"),
                    "changes with the facts",
                )
                .help("make the comparison a column of its own, with `yes` and `no` below it"),
            );
        }
        if let Type::Number(_) = typed.ty {
            self.aligned(beside, &typed, written.span)?;
        }
        value
    }

    /// What an expression always is, if that is known.
    fn known_value(&self, expr: &Expr) -> Option<Value> {
        match (&expr.kind, &expr.ty) {
            (ExprKind::Constant(value), _) => Some(*value),
            (_, Type::Number(NumberType { min, max, .. })) if min == max => {
                Some(Value::Number(*min))
            }
            (_, ty) if let Some((moment, only)) = single(ty) => Some(moment.value(only)),
            (ExprKind::Definition(id), _) => match &self.program.definitions.get(id.0)?.kind {
                crate::program::DefinitionKind::Rule(rule) => self.known_value(rule),
                _ => None,
            },
            _ => None,
        }
    }

    /// A value that a fact, or a result, of this type can have; written without anything to compute.
    pub(super) fn plain_value(&mut self, written: &Written, beside: &Expr) -> Option<Value> {
        let plain = |written: &Written| {
            matches!(
                written.node,
                Syntax::Bool(_)
                    | Syntax::Number { .. }
                    | Syntax::Date { .. }
                    | Syntax::Time { .. }
                    | Syntax::DateTime { .. }
                    | Syntax::Name(_)
                    | Syntax::Error
            )
        };
        let negative = matches!(&written.node, Syntax::Negate(inner) if plain(inner));
        if !plain(written) && !negative {
            self.report(
                finding(
                    "example/value",
                    written.span,
                    "an example gives plain values",
                    "not a plain value",
                )
                .help("write the number, day or value itself"),
            );
            return None;
        }
        let typed = self.expr(written, Some(&beside.ty))?;
        let typed = match (&typed.ty, &beside.ty) {
            (Type::Number(_), Type::Number(number)) => {
                let unit = number.unit.clone();
                if number_type(&typed)?.unit.dimensions != unit.dimensions {
                    return self.mismatch("be the same", beside, &typed, written.span);
                }
                self.converted(typed, &unit, written.span)?
            }
            (a, b) if a == b || Moment::both(a, b) => typed,
            _ => return self.mismatch("be the same", beside, &typed, written.span),
        };
        let ExprKind::Constant(value) = typed.kind else {
            let source = self.source(&typed);
            self.report(
                finding(
                    "example/value",
                    written.span,
                    format!("`{source}` is not a plain value"),
                    "not a plain value",
                )
                .help("write the number, day or value itself"),
            );
            return None;
        };
        Some(value)
    }
}

/// The only value of a moment's type, if it has one.
fn single(ty: &Type) -> Option<(Moment, i64)> {
    let (moment, min, max) = Moment::of(ty)?;
    (min == max).then_some((moment, min))
}
