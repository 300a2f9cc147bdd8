//! Results that lead too far: the cases in which an operation on two numbers leaves its limits.

use super::Reasoner;
use super::formula::Formula;
use super::linear::Linear;
use super::term::Term;
use crate::program::{Arithmetic, Comparison, Expr, ExprKind};
use crate::proof::domain::Span;

impl Reasoner<'_> {
    /// Where the result, at a scale, does not lie in a span of raw values; `None` where that cannot be followed.
    pub(crate) fn outside(
        &mut self,
        operation: Arithmetic,
        left: &Expr,
        right: &Expr,
        (scale, (least, most)): (u32, Span),
    ) -> Option<Formula> {
        let (a, b) = (self.term(left), self.term(right));
        // For words alone: what it is made of fits, so that nothing on the way loses its range.
        let whole = Expr {
            kind: ExprKind::Arithmetic(operation, vec![left.clone(), right.clone()]),
            ty: left.ty.clone(),
            span: left.span,
        };
        let result = match operation {
            Arithmetic::Add => self.combined(&a, &b, &whole, Linear::plus)?,
            Arithmetic::Subtract => self.combined(&a, &b, &whole, Linear::minus)?,
            Arithmetic::Multiply => self.product(&a, &b, &whole)?,
            Arithmetic::Negate | Arithmetic::Min | Arithmetic::Max => return None,
        };
        self.beyond(&result, (scale, (least, most)))
    }

    /// Where a value does not lie in a span of raw values.
    pub(crate) fn leaves(&mut self, value: &Expr, limits: (u32, Span)) -> Option<Formula> {
        let value = self.term(value);
        self.beyond(&value, limits)
    }

    fn beyond(&mut self, value: &Term, (scale, (least, most)): (u32, Span)) -> Option<Formula> {
        let end = |raw| Term::linear(Linear::constant(raw), scale);
        let below = self.compare(Comparison::Less, value, &end(least))?;
        let above = self.compare(Comparison::Greater, value, &end(most))?;
        Some(self.formulas.any([below, above]))
    }
}
