//! Numbers that do not fit: the ranges of two sides may lead too far where no case does; one that does is shown.

use nuanze_syntax::Span;
use rust_decimal::Decimal;

use super::Checker;
use super::arithmetic::{number_type, with_unit};
use super::assumed::compared;
use super::number::{Overflow, Range, decimal, digits, longest, raw};
use super::report::{Further, finding};
use crate::evaluate::{Case, State};
use crate::program::{Arithmetic, Comparison, Expr, NumberType, Value};
use crate::proof::reason::{Answer, Formula, Reasoner, Witness};
use crate::proof::told;

/// What does not fit, and the facts that lead to it in words; `None` where no such facts are known.
#[derive(Debug)]
pub(super) struct Reached {
    pub(super) overflow: Overflow,
    pub(super) reached: Option<String>,
}

/// What is said where no facts are known that lead there.
pub(super) const UNREACHED: &str =
    "; that is what their ranges allow, and no case is known that reaches both";

impl Checker<'_> {
    /// The facts for which expressions have these values, to be said after them; `None` where none are known.
    pub(super) fn reached(&self, values: &[(&Expr, Decimal)]) -> Option<String> {
        let mut reasoner = Reasoner::new(&self.program);
        let parts: Vec<Formula> = values
            .iter()
            .map(|(expr, value)| reasoner.truth(&compared(expr, Comparison::Equal, *value)))
            .collect();
        let both = reasoner.all(parts);
        match reasoner.solve(both) {
            Answer::Case(case) => self.shown(case, values),
            _ => None,
        }
    }

    /// A case in words, if the evaluator confirms that expressions have these values in it.
    fn shown(&self, case: Case, values: &[(&Expr, Decimal)]) -> Option<String> {
        let are = |state: &State<'_>| {
            let mut values = values.iter();
            values.all(|(expr, value)| state.value(expr) == Some(Value::Number(*value)))
        };
        Witness::confirmed(&self.program, case, are, are)
            .map(|case| format!(": `{}`", case.words(&self.program)))
    }

    /// What is left of a result that the ranges of both numbers lead too far, where it is proved that no case does;
    /// otherwise a case that does, as far as one is known.
    pub(super) fn too_far(
        &self,
        operation: Arithmetic,
        left: &Expr,
        right: &Expr,
        overflow: Overflow,
    ) -> Result<Range, Box<Reached>> {
        let scale = |expr: &Expr| number_type(expr).map_or(0, |ty| ty.scale);
        let furthest = [
            (left, decimal(overflow.left, scale(left))),
            (right, decimal(overflow.right, scale(right))),
        ];
        if let Some(words) = self.reached(&furthest) {
            return Err(Box::new(Reached {
                overflow,
                reached: Some(words),
            }));
        }
        let unknown = Reached {
            overflow,
            reached: None,
        };
        let Some(range) = overflow
            .results
            .and_then(|ends| Range::fitting(ends, overflow.scale))
        else {
            return Err(Box::new(unknown));
        };
        let mut reasoner = Reasoner::new(&self.program);
        let fits = (range.min, range.max);
        let Some(outside) = reasoner.outside(operation, left, right, (range.scale, fits)) else {
            return Err(Box::new(unknown));
        };
        match reasoner.solve(outside) {
            Answer::Impossible => Ok(range),
            Answer::Case(case) => {
                let shown = self.shown_too_far(operation, [left, right], overflow, case);
                Err(Box::new(shown.unwrap_or(unknown)))
            }
            Answer::Unclear(exprs) => Err(Box::new(Reached {
                reached: Some(format!(
                    "; whether a case reaches that is not proved{}",
                    told(&self.program, &exprs)
                )),
                ..unknown
            })),
            Answer::TooLong => Err(Box::new(unknown)),
        }
    }

    /// Whether it is proved that a number lies in a span of raw values.
    pub(super) fn never_leaves(&self, value: &Expr, limits: (u32, (i128, i128))) -> bool {
        let mut reasoner = Reasoner::new(&self.program);
        let leaves = reasoner.leaves(value, limits);
        leaves.is_some_and(|leaves| reasoner.solve(leaves) == Answer::Impossible)
    }

    /// The numbers of a case, what they give, and the case in words.
    fn shown_too_far(
        &self,
        operation: Arithmetic,
        sides: [&Expr; 2],
        overflow: Overflow,
        case: Case,
    ) -> Option<Reached> {
        let witness = Witness { case };
        let [left, right] = sides.map(|side| match witness.value(&self.program, side) {
            Some(Value::Number(number)) => Some(number),
            _ => None,
        });
        let (left, right) = (left?, right?);
        let [left_scale, right_scale] =
            sides.map(|side| number_type(side).map_or(0, |ty| ty.scale));
        let result = match operation {
            Arithmetic::Multiply => raw(left, left_scale)?.checked_mul(raw(right, right_scale)?)?,
            Arithmetic::Subtract => raw(left, overflow.scale)? - raw(right, overflow.scale)?,
            _ => raw(left, overflow.scale)? + raw(right, overflow.scale)?,
        };
        let [one, other] = sides;
        let words = self.shown(witness.case, &[(one, left), (other, right)])?;
        Some(Reached {
            overflow: Overflow {
                left: raw(left, left_scale)?,
                right: raw(right, right_scale)?,
                results: Some((result, result)),
                ..overflow
            },
            reached: Some(words),
        })
    }

    /// Reports two numbers that do not fit together.
    pub(super) fn overflow(&mut self, left: &Expr, right: &Expr, found: Reached, span: Span) {
        let Some((left_ty, right_ty)) = number_type(left).zip(number_type(right)) else {
            return;
        };
        let Reached { overflow, reached } = found;
        let shown = |expr: &Expr, raw: i128, ty: &NumberType| {
            format!(
                "`{}` = {}",
                self.source(expr),
                with_unit(digits(raw, ty.scale), &ty.unit)
            )
        };
        let a = shown(left, overflow.left, left_ty);
        let b = shown(right, overflow.right, right_ty);
        let reached = reached.unwrap_or_else(|| UNREACHED.to_owned());
        let gives = match overflow.result() {
            Some(result) => format!(
                "give {}, which does not fit",
                digits(result, overflow.scale)
            ),
            None => format!("cannot both have {} digits after the point", overflow.scale),
        };
        let help = format!(
            "narrow the ranges, or round to fewer digits: with {} digits after the point a number can be at most {}",
            overflow.scale,
            longest(overflow.scale)
        );
        self.report(
            finding(
                "number/overflow",
                span,
                format!("{a} and {b} {gives}{reached}"),
                "too large",
            )
            .help(help),
        );
    }
}
