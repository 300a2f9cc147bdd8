//! Arithmetic: units come together, ranges are carried through, and what does not fit is shown with its values.

use nuanze_syntax::Span;
use nuanze_syntax::ast::Expr as Written;
use rust_decimal::Decimal;

use super::Checker;
use super::number::{Overflow, Range, decimal};
use super::overflow::Reached;
use super::report::{Further, finding};
use crate::moment::Moment;
use crate::program::{Arithmetic, Expr, ExprKind, NumberType, Type, Value};
use crate::unit::Unit;

impl Checker<'_> {
    /// A constant number.
    pub(super) fn number(&mut self, number: Decimal, unit: Unit, span: Span) -> Option<Expr> {
        let ty = Type::Number(Range::constant(number)?.with_unit(unit));
        Some(Expr::constant(Value::Number(number.normalize()), ty, span))
    }

    pub(super) fn negate(&mut self, inner: &Written, span: Span) -> Option<Expr> {
        let inner = self.numeric(inner, "made negative")?;
        self.negated(inner, span)
    }

    /// The contrary of a typed number.
    pub(super) fn negated(&mut self, inner: Expr, span: Span) -> Option<Expr> {
        let ty = number_type(&inner)?.clone();
        if let ExprKind::Constant(Value::Number(number)) = inner.kind {
            return self.number(-number, ty.unit, span);
        }
        let negated = Range::of(&ty).and_then(Range::negated)?.with_unit(ty.unit);
        let ty = Type::Number(NumberType {
            step: ty.step,
            ..negated
        });
        Some(Expr {
            kind: ExprKind::Arithmetic(Arithmetic::Negate, vec![inner]),
            ty,
            span,
        })
    }

    pub(super) fn arithmetic(
        &mut self,
        operation: Arithmetic,
        left: &Written,
        right: &Written,
        span: Span,
    ) -> Option<Expr> {
        let what = match operation {
            Arithmetic::Add => "added",
            Arithmetic::Subtract => "subtracted",
            _ => "multiplied",
        };
        let (left, right) = (self.expr(left, None), self.expr(right, None));
        let is_moment = |side: &Option<Expr>| {
            side.as_ref()
                .is_some_and(|side| Moment::of(&side.ty).is_some())
        };
        if operation != Arithmetic::Multiply && (is_moment(&left) || is_moment(&right)) {
            return self.moment_arithmetic(operation, left?, right?, span);
        }
        let mut number = |side: Option<Expr>| side.and_then(|side| self.must_be_number(side, what));
        let (left, right) = (number(left), number(right));
        self.combined(operation, left?, right?, span)
    }

    /// Two typed numbers and an operation on both.
    pub(super) fn combined(
        &mut self,
        operation: Arithmetic,
        left: Expr,
        right: Expr,
        span: Span,
    ) -> Option<Expr> {
        let (left, right) = if operation == Arithmetic::Multiply {
            self.beside_each_other(left, right, span)?
        } else {
            self.same_unit(left, right, span)?
        };
        let (left_ty, right_ty) = (number_type(&left)?, number_type(&right)?);
        let unit = match operation {
            Arithmetic::Multiply => left_ty.unit.times(&right_ty.unit),
            _ => left_ty.unit.clone(),
        };
        let range = self.computed(operation, &left, &right, span)?;
        let ty = Type::Number(range.with_unit(unit));
        Some(Expr {
            kind: ExprKind::Arithmetic(operation, vec![left, right]),
            ty,
            span,
        })
    }

    /// The range of what an operation gives. Where the ranges of its operands lead too far, it is asked whether both
    /// ends can be met at once; what does not fit is reported.
    fn computed(
        &mut self,
        operation: Arithmetic,
        left: &Expr,
        right: &Expr,
        span: Span,
    ) -> Option<Range> {
        let (left_ty, right_ty) = (number_type(left)?, number_type(right)?);
        let (a, b) = (Range::of(left_ty)?, Range::of(right_ty)?);
        let found = match operation {
            Arithmetic::Add => a.plus(b),
            Arithmetic::Subtract => a.minus(b),
            Arithmetic::Multiply => a.times(b),
            Arithmetic::Min => a.lesser(b),
            Arithmetic::Max => a.greater(b),
            Arithmetic::Negate => return None,
        };
        let overflow = match found {
            Ok(range) => return Some(range),
            Err(overflow) => overflow,
        };
        match self.too_far(operation, left, right, overflow) {
            Ok(range) => Some(range),
            Err(found) => {
                self.overflow(left, right, *found, span);
                None
            }
        }
    }

    /// An expression that must be a number.
    pub(super) fn numeric(&mut self, written: &Written, what: &str) -> Option<Expr> {
        let typed = self.expr(written, None)?;
        self.must_be_number(typed, what)
    }

    /// A typed expression, if it is a number.
    pub(super) fn must_be_number(&mut self, typed: Expr, what: &str) -> Option<Expr> {
        if matches!(typed.ty, Type::Number(_)) {
            return Some(typed);
        }
        let (source, ty) = (self.source(&typed), self.type_words(&typed.ty));
        self.report(
            finding(
                "type/number",
                typed.span,
                format!("`{source}` is {ty} and cannot be {what}"),
                "not a number",
            )
            .help("use a number here"),
        );
        None
    }

    /// The range of an operation on two numbers; what does not fit is reported.
    pub(super) fn ranges(
        &mut self,
        left: &Expr,
        right: &Expr,
        span: Span,
        operation: impl FnOnce(Range, Range) -> Result<Range, Overflow>,
    ) -> Option<Range> {
        let (left_ty, right_ty) = (number_type(left)?, number_type(right)?);
        let (a, b) = (Range::of(left_ty)?, Range::of(right_ty)?);
        match operation(a, b) {
            Ok(range) => Some(range),
            Err(overflow) => {
                let reached = self.reached(&[
                    (left, decimal(overflow.left, a.scale)),
                    (right, decimal(overflow.right, b.scale)),
                ]);
                self.overflow(left, right, Reached { overflow, reached }, span);
                None
            }
        }
    }

    /// Reports two numbers that cannot be brought to the same digits.
    pub(super) fn aligned(&mut self, left: &Expr, right: &Expr, span: Span) -> Option<()> {
        self.ranges(left, right, span, |a, b| a.aligned(b).map(|_| a))
            .map(|_| ())
    }
}

/// The type of an expression that is a number.
pub(super) fn number_type(expr: &Expr) -> Option<&NumberType> {
    match &expr.ty {
        Type::Number(number) => Some(number),
        _ => None,
    }
}

/// A number as written in the source.
pub(super) fn with_unit(digits: String, unit: &Unit) -> String {
    if unit.symbol.is_empty() {
        digits
    } else {
        format!("{digits} {unit}")
    }
}

/// A unit in a message.
pub(super) fn named_unit(unit: &Unit) -> String {
    if unit.symbol.is_empty() {
        "no unit".to_owned()
    } else {
        format!("`{unit}`")
    }
}
