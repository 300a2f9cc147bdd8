//! Numbers in other units: exactly so many of one are one of the other, or it is an error.

use nuanze_syntax::Span;

use super::Checker;
use super::arithmetic::{named_unit, number_type};
use super::number::Range;
use super::report::{Further, finding};
use crate::program::{Arithmetic, Expr, ExprKind, Type, Value};
use crate::unit::Unit;

impl Checker<'_> {
    /// Both in one unit, so that they can be added or compared. A constant is brought to the other's unit.
    pub(super) fn same_unit(
        &mut self,
        left: Expr,
        right: Expr,
        span: Span,
    ) -> Option<(Expr, Expr)> {
        let (left_ty, right_ty) = (number_type(&left)?, number_type(&right)?);
        if left_ty.unit == right_ty.unit {
            return Some((left, right));
        }
        if left_ty.unit.dimensions != right_ty.unit.dimensions {
            return self.mismatch("be added or compared", &left, &right, span);
        }
        let is_constant = |expr: &Expr| matches!(expr.kind, ExprKind::Constant(_));
        let to_left = right_ty.unit.ratio_to(&left_ty.unit);
        let to_right = left_ty.unit.ratio_to(&right_ty.unit);
        let prefer_right = is_constant(&left) && !is_constant(&right);
        let (left_unit, right_unit) = (left_ty.unit.clone(), right_ty.unit.clone());
        match (to_left, to_right) {
            (_, Some(_)) if prefer_right => Some((self.converted(left, &right_unit, span)?, right)),
            (Some(_), _) => {
                let right = self.converted(right, &left_unit, span)?;
                Some((left, right))
            }
            (None, Some(_)) => Some((self.converted(left, &right_unit, span)?, right)),
            (None, None) => self.not_exact(&left_unit, &right_unit, span),
        }
    }

    /// The second in the unit of the first.
    pub(super) fn in_unit_of(&mut self, first: &Expr, second: Expr, span: Span) -> Option<Expr> {
        let (unit, other) = (
            number_type(first)?.unit.clone(),
            number_type(&second)?.unit.clone(),
        );
        if unit == other {
            return Some(second);
        }
        if unit.dimensions != other.dimensions {
            return self.mismatch("be compared", first, &second, span);
        }
        self.converted(second, &unit, span)
    }

    /// Both as they must be to be multiplied: `%` as a bare number, and each dimension in one unit.
    pub(super) fn beside_each_other(
        &mut self,
        left: Expr,
        right: Expr,
        span: Span,
    ) -> Option<(Expr, Expr)> {
        let (left_unit, right_unit) = (&number_type(&left)?.unit, &number_type(&right)?.unit);
        let (to_left, to_right) = (left_unit.beside(right_unit), right_unit.beside(left_unit));
        let left = self.converted(left, &to_left, span)?;
        let right = self.converted(right, &to_right, span)?;
        Some((left, right))
    }

    /// A number in another unit of its dimension: multiplied with how many of the other one of its own is.
    pub(super) fn converted(&mut self, expr: Expr, unit: &Unit, span: Span) -> Option<Expr> {
        let ty = number_type(&expr)?.clone();
        if ty.unit == *unit {
            return Some(expr);
        }
        let Some(ratio) = ty.unit.ratio_to(unit) else {
            return self.not_exact(&ty.unit, unit, span);
        };
        let place = expr.span;
        let factor = self.number(ratio, unit.per(&ty.unit), place)?;
        if let ExprKind::Constant(Value::Number(number)) = expr.kind
            && let Some(product) = number
                .checked_mul(ratio)
                .filter(|product| Range::constant(*product).is_some())
        {
            return self.number(product, unit.clone(), place);
        }
        let range = self.ranges(&expr, &factor, span, Range::times)?;
        let ty = Type::Number(range.with_unit(unit.clone()));
        Some(Expr {
            kind: ExprKind::Arithmetic(Arithmetic::Multiply, vec![expr, factor]),
            ty,
            span: place,
        })
    }

    pub(super) fn not_exact<T>(&mut self, from: &Unit, to: &Unit, span: Span) -> Option<T> {
        let message = format!(
            "{} cannot be brought to {} without losing digits",
            named_unit(from),
            named_unit(to)
        );
        self.report(
            finding("unit/inexact", span, message, "two units").help("write both in one unit"),
        );
        None
    }
}
