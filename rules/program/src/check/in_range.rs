//! `x in a .. b`: from one end to the other. Of times, a range goes on past midnight if it ends before it begins.

use nuanze_syntax::Span;
use nuanze_syntax::ast::Expr as Written;

use super::Checker;
use super::report::{Further, finding};
use crate::program::{Comparison, Expr, ExprKind, Type};
use crate::proof::decided;

impl Checker<'_> {
    /// Two comparisons, of which one that cannot matter is left out: `area in 0 m² .. 45 m²` asks for the upper end.
    pub(super) fn in_range(
        &mut self,
        value: &Written,
        from: &Written,
        to: &Written,
        to_excluded: bool,
        span: Span,
    ) -> Option<Expr> {
        let value = self.expr(value, None)?;
        let from = self.expr(from, Some(&value.ty));
        let to = self.expr(to, Some(&value.ty));
        let (from, to) = (from?, to?);
        for side in [&value, &from, &to] {
            self.copied(side, 4)?;
        }
        let (from_span, to_span) = (from.span, to.span);
        let before = if to_excluded {
            Comparison::Less
        } else {
            Comparison::LessEqual
        };
        let begun = self.compared(
            Comparison::GreaterEqual,
            value.clone(),
            from.clone(),
            from_span,
        )?;
        let not_ended = self.compared(before, value, to.clone(), to_span)?;
        let asked = vec![begun, not_ended];
        // Whether there is anything between the ends; of times, whether they lie in one day.
        let in_order = self.compared(Comparison::LessEqual, from.clone(), to.clone(), span)?;
        let apart = self.compared(before, from.clone(), to.clone(), span)?;
        let of_times = matches!(from.ty, Type::Time { .. });
        let one_day = self.always(&in_order);
        if self.always(&apart) == Some(false) && (!of_times || one_day == Some(true)) {
            return self.empty_range(&from, &to, span);
        }
        match one_day {
            Some(false) => Some(self.without_idle(asked, false, span)),
            None if of_times => {
                let within = self.without_idle(asked.clone(), true, span);
                let past_midnight = self.without_idle(asked, false, span);
                self.either(in_order, within, past_midnight, span)
            }
            _ => Some(self.without_idle(asked, true, span)),
        }
    }

    /// What a comparison always gives, if the ranges of its sides say so.
    fn always(&self, compared: &Expr) -> Option<bool> {
        match &compared.kind {
            ExprKind::Compare(comparison, left, right) => {
                decided(&self.program, *comparison, left, right)
            }
            _ => None,
        }
    }

    /// All parts together, or any of them, without those that the others make idle. If there is no other, they
    /// stay, and the proof reports them.
    fn without_idle(&self, parts: Vec<Expr>, all: bool, span: Span) -> Expr {
        let counts = |part: &&Expr| self.always(part) != Some(all);
        let mut left: Vec<Expr> = parts.iter().filter(counts).cloned().collect();
        if left.is_empty() {
            left = parts;
        }
        let kind = match (left.len(), left.pop()) {
            (1, Some(only)) => only.kind,
            (_, last) => {
                left.extend(last);
                if all {
                    ExprKind::And(left)
                } else {
                    ExprKind::Or(left)
                }
            }
        };
        Expr {
            kind,
            ty: Type::Bool,
            span,
        }
    }

    fn empty_range(&mut self, from: &Expr, to: &Expr, span: Span) -> Option<Expr> {
        let (from_source, to_source) = (self.source(from), self.source(to));
        let help = match from.ty {
            Type::Time { .. } => {
                "`..<` leaves its end out; if the whole day is meant, leave the condition out"
            }
            _ => "write the smaller end first; `..<` leaves the end out",
        };
        self.report(
            finding(
                "range/empty",
                span,
                format!("nothing lies between `{from_source}` and `{to_source}`"),
                "ends before it begins",
            )
            .help(help),
        );
        None
    }
}
