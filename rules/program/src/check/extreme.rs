//! `min`, `max` and `clamp` of moments: which of them it is, by comparing them.

use nuanze_syntax::Span;

use super::Checker;
use crate::moment::Moment;
use crate::program::{Comparison, Expr, ExprKind, Type};
use crate::proof::decided;

impl Checker<'_> {
    /// The first (`min`) or the last (`max`) of moments of one kind.
    pub(super) fn outermost(
        &mut self,
        earliest: bool,
        parts: Vec<Expr>,
        span: Span,
    ) -> Option<Expr> {
        let first = parts.first()?;
        let other = parts.iter().find(|part| !Moment::both(&first.ty, &part.ty));
        if let Some(other) = other.cloned() {
            let first = first.clone();
            return self.mismatch("be compared", &first, &other, span);
        }
        for part in &parts {
            // Each is compared with those after it, and chosen or not.
            self.copied(part, parts.len().saturating_mul(2))?;
        }
        self.outermost_of(earliest, &parts, span)
    }

    /// The first part if it is not beaten by any of the others, otherwise one of the others.
    fn outermost_of(&self, earliest: bool, parts: &[Expr], span: Span) -> Option<Expr> {
        let (first, others) = parts.split_first()?;
        let comparison = if earliest {
            Comparison::LessEqual
        } else {
            Comparison::GreaterEqual
        };
        let mut conditions = Vec::with_capacity(others.len());
        for other in others {
            match decided(&self.program, comparison, first, other) {
                Some(true) => {}
                Some(false) => return self.outermost_of(earliest, others, span),
                None => conditions.push(self.beside(comparison, first, other, span)),
            }
        }
        let condition = match (conditions.len(), conditions.pop()) {
            (_, None) => return Some(first.clone()),
            (1, Some(only)) => only,
            (_, Some(last)) => {
                conditions.push(last);
                Expr {
                    kind: ExprKind::And(conditions),
                    ty: Type::Bool,
                    span,
                }
            }
        };
        let otherwise = self.outermost_of(earliest, others, span)?;
        let pick = if earliest { i64::min } else { i64::max };
        let ty = both_ends(first, &otherwise, pick)?;
        Some(Expr {
            kind: ExprKind::If(
                Box::new(condition),
                Box::new(first.clone()),
                Box::new(otherwise),
            ),
            ty,
            span,
        })
    }

    /// A moment, but not before `low` and not after `high`, which lie in this order.
    pub(super) fn clamp_moment(
        &mut self,
        value: Expr,
        low: Expr,
        high: Expr,
        span: Span,
    ) -> Option<Expr> {
        for end in [&low, &high] {
            if !Moment::both(&value.ty, &end.ty) {
                return self.mismatch("be compared", &value, end, span);
            }
            self.copied(end, 4)?;
        }
        self.copied(&value, 4)?;
        let ((_, _, low_max), (_, high_min, _)) = (Moment::of(&low.ty)?, Moment::of(&high.ty)?);
        if low_max > high_min {
            return self.clamp_reversed(&low, &high, span);
        }
        let lowered = self.outermost_of(true, &[value, high], span)?;
        self.outermost_of(false, &[lowered, low], span)
    }

    fn beside(&self, comparison: Comparison, left: &Expr, right: &Expr, span: Span) -> Expr {
        Expr {
            kind: ExprKind::Compare(comparison, Box::new(left.clone()), Box::new(right.clone())),
            ty: Type::Bool,
            span,
        }
    }
}

/// The type of the first or the last of two moments.
fn both_ends(left: &Expr, right: &Expr, pick: fn(i64, i64) -> i64) -> Option<Type> {
    let ((kind, min, max), (_, other_min, other_max)) =
        (Moment::of(&left.ty)?, Moment::of(&right.ty)?);
    Some(kind.ty(pick(min, other_min), pick(max, other_max)))
}
