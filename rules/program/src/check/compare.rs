//! Two values beside each other: comparisons, `in`, and the two branches of an `if`.

use nuanze_syntax::Span;
use nuanze_syntax::ast::{Expr as Written, ExprKind as Syntax};

use super::Checker;
use super::assumed::Assumed;
use super::number::Range;
use super::report::{Further, finding};
use crate::moment::Moment;
use crate::program::{Comparison, Expr, ExprKind, NumberType, Type};

impl Checker<'_> {
    /// Two expressions, each of which may be a bare value of the other's type.
    pub(super) fn pair(
        &mut self,
        left: &Written,
        right: &Written,
        expected: Option<&Type>,
    ) -> (Option<Expr>, Option<Expr>) {
        self.pair_behind([None, None], left, right, expected)
    }

    /// The same, each looked at only where its assumption holds.
    pub(super) fn pair_behind(
        &mut self,
        [first, second]: [Option<Assumed>; 2],
        left: &Written,
        right: &Written,
        expected: Option<&Type>,
    ) -> (Option<Expr>, Option<Expr>) {
        let bare = |written: &Written| matches!(&written.node, Syntax::Name(name) if !self.names.values.contains_key(name.as_str()) && self.variable(name).is_none());
        if expected.is_none() && bare(left) && !bare(right) {
            let right = self.assuming(second, |checker| checker.expr(right, None));
            let beside = right.as_ref().map(|right| right.ty.clone());
            let left = if right.is_some() {
                self.assuming(first, |checker| checker.expr(left, beside.as_ref()))
            } else {
                None
            };
            return (left, right);
        }
        let left = self.assuming(first, |checker| checker.expr(left, expected));
        let beside = left.as_ref().map(|left| left.ty.clone());
        // Where the left side is wrong, a bare name on the right has nothing to be a value of.
        let right = if left.is_some() || !bare_name(right) {
            self.assuming(second, |checker| {
                checker.expr(right, beside.as_ref().or(expected))
            })
        } else {
            None
        };
        (left, right)
    }

    pub(super) fn comparison(
        &mut self,
        comparison: Comparison,
        left: &Written,
        right: &Written,
        span: Span,
    ) -> Option<Expr> {
        let (left, right) = self.pair(left, right, None);
        self.compared(comparison, left?, right?, span)
    }

    /// A comparison of two typed sides.
    pub(super) fn compared(
        &mut self,
        comparison: Comparison,
        left: Expr,
        right: Expr,
        span: Span,
    ) -> Option<Expr> {
        let ordering = !matches!(comparison, Comparison::Equal | Comparison::NotEqual);
        let (left, right) = match (&left.ty, &right.ty) {
            (Type::Number(_), Type::Number(_)) => {
                let (left, right) = self.same_unit(left, right, span)?;
                self.aligned(&left, &right, span)?;
                (left, right)
            }
            (a, b) if Moment::both(a, b) => (left, right),
            (a, b) if a == b && !ordering => (left, right),
            (a, b) if a == b => {
                let message = format!("{} knows no order", self.type_words(&left.ty));
                self.report(
                    finding("type/order", span, message, "compared here")
                        .help("compare it with `=` or `!=`"),
                );
                return None;
            }
            _ => return self.mismatch("be compared", &left, &right, span),
        };
        Some(Expr {
            kind: ExprKind::Compare(comparison, Box::new(left), Box::new(right)),
            ty: Type::Bool,
            span,
        })
    }

    /// `x in (a, b)`: equal to one of them.
    pub(super) fn membership(
        &mut self,
        value: &Written,
        list: &[Written],
        span: Span,
    ) -> Option<Expr> {
        let value = self.expr(value, None)?;
        self.copied(&value, list.len())?;
        let members: Vec<Option<Expr>> = list
            .iter()
            .map(|member| self.expr(member, Some(&value.ty)))
            .collect();
        let mut parts = Vec::with_capacity(members.len());
        for member in members {
            let place = member.as_ref().map_or(span, |member| member.span);
            let part = member
                .and_then(|member| self.compared(Comparison::Equal, value.clone(), member, place));
            parts.push(part);
        }
        let mut parts: Vec<Expr> = parts.into_iter().collect::<Option<_>>()?;
        match parts.len() {
            0 => {
                self.report(
                    finding(
                        "type/in",
                        span,
                        "there is nothing that this could be",
                        "an empty list",
                    )
                    .help("list at least one value"),
                );
                None
            }
            1 => parts.pop(),
            _ => Some(Expr {
                kind: ExprKind::Or(parts),
                ty: Type::Bool,
                span,
            }),
        }
    }

    /// `if c then a else b` of typed parts.
    pub(super) fn either(
        &mut self,
        condition: Expr,
        then: Expr,
        otherwise: Expr,
        span: Span,
    ) -> Option<Expr> {
        let (then, otherwise, ty) = self.joined(then, otherwise, span)?;
        let kind = ExprKind::If(Box::new(condition), Box::new(then), Box::new(otherwise));
        Some(Expr { kind, ty, span })
    }

    /// Two values of which one is taken: both in one unit, and the type of either.
    pub(super) fn joined(
        &mut self,
        left: Expr,
        right: Expr,
        span: Span,
    ) -> Option<(Expr, Expr, Type)> {
        if Moment::both(&left.ty, &right.ty)
            && let Some((moment, min, max)) = Moment::of(&left.ty)
            && let Some((_, other_min, other_max)) = Moment::of(&right.ty)
        {
            let ty = moment.ty(min.min(other_min), max.max(other_max));
            return Some((left, right, ty));
        }
        match (&left.ty, &right.ty) {
            (Type::Number(_), Type::Number(_)) => {
                let (left, right) = self.same_unit(left, right, span)?;
                let range = self.ranges(&left, &right, span, Range::or)?;
                let ty = hull(&left.ty, &right.ty, range)?;
                Some((left, right, ty))
            }
            (a, b) if a == b => {
                let ty = a.clone();
                Some((left, right, ty))
            }
            _ => self.mismatch("stand for one value", &left, &right, span),
        }
    }

    /// Reports that two values are of different kinds.
    pub(super) fn mismatch<T>(
        &mut self,
        what: &str,
        left: &Expr,
        right: &Expr,
        span: Span,
    ) -> Option<T> {
        let (a, b) = (self.source(left), self.source(right));
        let (left_ty, right_ty) = (self.type_words(&left.ty), self.type_words(&right.ty));
        let bare = |ty: &Type| matches!(ty, Type::Number(number) if number.unit.parts.is_empty());
        let help = match (&left.ty, &right.ty) {
            (Type::Number(number), other) if bare(other) && !bare(&left.ty) => {
                format!("did you mean `{b} {}`?", number.unit)
            }
            (other, Type::Number(number)) if bare(other) && !bare(&right.ty) => {
                format!("did you mean `{a} {}`?", number.unit)
            }
            (Type::DateTime { .. }, Type::Date { .. }) => format!("did you mean `date_of({a})`?"),
            (Type::Date { .. }, Type::DateTime { .. }) => format!("did you mean `date_of({b})`?"),
            (Type::DateTime { .. }, Type::Time { .. }) => format!("did you mean `time_of({a})`?"),
            (Type::Time { .. }, Type::DateTime { .. }) => format!("did you mean `time_of({b})`?"),
            _ => "both sides must be of one kind".to_owned(),
        };
        self.report(
            finding(
                "type/mismatch",
                span,
                format!("`{a}` is {left_ty} and `{b}` is {right_ty}: they cannot {what}"),
                "different kinds",
            )
            .also(left.span, left_ty)
            .also(right.span, right_ty)
            .help(help),
        );
        None
    }
}

fn bare_name(written: &Written) -> bool {
    matches!(written.node, Syntax::Name(_))
}

/// A range in the unit of both types; on their common grid, if they have one.
fn hull(left: &Type, right: &Type, range: Range) -> Option<Type> {
    let (Type::Number(left), Type::Number(right)) = (left, right) else {
        return None;
    };
    let ty = range.with_unit(left.unit.clone());
    let step = if left.step == right.step {
        left.step
    } else {
        ty.step
    };
    Some(Type::Number(NumberType { step, ..ty }))
}
