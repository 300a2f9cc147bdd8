//! `round`: what is left of a number, or of a quotient, on coarser digits.

use nuanze_syntax::Span;
use nuanze_syntax::ast::{BinaryOp, Expr as Written, ExprKind as Syntax};
use rust_decimal::Decimal;

use super::Checker;
use super::arithmetic::{named_unit, number_type, with_unit};
use super::number::{Range, decimal};
use super::overflow::UNREACHED;
use super::report::{Further, did_you_mean, finding};
use crate::program::{Arithmetic, Expr, ExprKind, NumberType, Rounding, Type, Value};
use crate::unit::Unit;

const ROUNDINGS: [(&str, Rounding); 4] = [
    ("half_up", Rounding::HalfUp),
    ("half_even", Rounding::HalfEven),
    ("up", Rounding::Up),
    ("down", Rounding::Down),
];

impl Checker<'_> {
    pub(super) fn round(
        &mut self,
        value: &Written,
        mode: &Written,
        step: &Written,
        span: Span,
    ) -> Option<Expr> {
        let rounding = self.rounding(mode);
        if let Syntax::Binary(op, over, under) = &value.node
            && op.node == BinaryOp::Divide
        {
            let (over, under) = (
                self.numeric(over, "divided"),
                self.numeric(under, "divided by"),
            );
            let step = self.numeric(step, "rounded to");
            return self.divide(over?, under?, rounding?, step?, span);
        }
        let (value, step) = (
            self.numeric(value, "rounded"),
            self.numeric(step, "rounded to"),
        );
        let (value, rounding, step) = (value?, rounding?, step?);
        let unit = number_type(&value)?.unit.clone();
        let step = self.rounding_step(step, &unit, &self.source(&value))?;
        let (value, range) = match self.quotient(value, Range::ONE, rounding, step) {
            (value, Some(range)) => (value, range),
            (value, None) => {
                let (source, ty) = (self.source(&value), number_type(&value)?);
                let far = if ty.max >= -ty.min { ty.max } else { ty.min };
                let reached = self.reached(&[(&value, far)]);
                let message = format!(
                    "`{source}` = {} is too large to be rounded to {} exactly{}",
                    with_unit(far.normalize().to_string(), &unit),
                    with_unit(step.to_string(), &unit),
                    reached.as_deref().unwrap_or(UNREACHED)
                );
                self.report(
                    finding("number/overflow", span, message, "does not fit")
                        .help("narrow the ranges of the facts it is made of"),
                );
                return None;
            }
        };
        let ty = Type::Number(NumberType {
            step,
            ..range.with_unit(unit)
        });
        Some(Expr {
            kind: ExprKind::Round(Box::new(value), rounding, step),
            ty,
            span,
        })
    }

    pub(super) fn divide(
        &mut self,
        over: Expr,
        under: Expr,
        rounding: Rounding,
        step: Expr,
        span: Span,
    ) -> Option<Expr> {
        let (over, under) = self.beside_each_other(over, under, span)?;
        let under_source = self.source(&under);
        let under = self.never_zero(under)?;
        let divisor = Range::of(number_type(&under)?)?;
        let under_unit = number_type(&under)?.unit.clone();
        let unit = number_type(&over)?.unit.per(&under_unit);
        let quotient = format!("{} / {under_source}", self.source(&over));
        let step = self.rounding_step(step, &unit, &quotient)?;
        let (over, range) = match self.quotient(over, divisor, rounding, step) {
            (over, Some(range)) => (over, range),
            (over, None) => {
                self.report_quotient(
                    (&over, &under),
                    divisor,
                    with_unit(step.to_string(), &unit),
                    span,
                );
                return None;
            }
        };
        let ty = Type::Number(NumberType {
            step,
            ..range.with_unit(unit)
        });
        Some(Expr {
            kind: ExprKind::Divide(Box::new(over), Box::new(under), rounding, step),
            ty,
            span,
        })
    }

    /// The dividend, and the range of its rounded quotient, if that fits. Where only
    /// its range leads too far, the dividend is kept, for the machine too, to what it is proved to reach.
    fn quotient(
        &mut self,
        over: Expr,
        divisor: Range,
        rounding: Rounding,
        step: Decimal,
    ) -> (Expr, Option<Range>) {
        let range = |over: &Expr| {
            let dividend = number_type(over).and_then(Range::of)?;
            dividend.divided(divisor, rounding, step)
        };
        if let Some(found) = range(&over) {
            return (over, Some(found));
        }
        let kept = self.kept_to(&over, divisor.scale, step);
        match kept.and_then(|kept| Some((range(&kept)?, kept))) {
            Some((found, kept)) => (kept, Some(found)),
            None => (over, None),
        }
    }

    /// A dividend between the largest ones that can be divided, if it is proved to lie there.
    fn kept_to(&mut self, over: &Expr, divisor: u32, step: Decimal) -> Option<Expr> {
        let ty = number_type(over)?;
        let (range, unit, span) = (Range::of(ty)?, ty.unit.clone(), over.span);
        let most = Range::largest_dividend(range.scale, divisor, step)?;
        if !self.never_leaves(over, (range.scale, (-most, most))) {
            return None;
        }
        let mut kept = over.clone();
        let ends = [
            (range.max > most, Arithmetic::Min, most),
            (range.min < -most, Arithmetic::Max, -most),
        ];
        for (_, operation, end) in ends.into_iter().filter(|(is_needed, ..)| *is_needed) {
            let end = self.number(decimal(end, range.scale), unit.clone(), span)?;
            kept = self.combined(operation, kept, end, span)?;
        }
        Some(kept)
    }

    fn report_quotient(
        &mut self,
        (over, under): (&Expr, &Expr),
        divisor: Range,
        step: String,
        span: Span,
    ) {
        let Some((over_ty, under_ty)) = number_type(over).zip(number_type(under)) else {
            return;
        };
        let far = if over_ty.max >= -over_ty.min {
            over_ty.max
        } else {
            over_ty.min
        };
        let near = if divisor.min > 0 {
            under_ty.min
        } else {
            under_ty.max
        };
        let reached = self.reached(&[(over, far), (under, near)]);
        let shown = |expr: &Expr, value: Decimal, unit: &Unit| {
            format!(
                "`{}` = {}",
                self.source(expr),
                with_unit(value.normalize().to_string(), unit)
            )
        };
        let message = format!(
            "{} and {} give a quotient that does not fit when it is rounded to {step}{}",
            shown(over, far, &over_ty.unit),
            shown(under, near, &under_ty.unit),
            reached.as_deref().unwrap_or(UNREACHED)
        );
        self.report(
            finding("number/overflow", span, message, "does not fit")
                .help("narrow the ranges, or round to fewer digits"),
        );
    }

    pub(super) fn rounding(&mut self, mode: &Written) -> Option<Rounding> {
        let name = match &mode.node {
            Syntax::Name(name) => name.as_str(),
            Syntax::Error => return None,
            _ => "",
        };
        let known = ROUNDINGS
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, rounding)| *rounding);
        if known.is_none() {
            let help = did_you_mean(name, ROUNDINGS.map(|(name, _)| name));
            let help = help.unwrap_or_else(|| {
                "write `half_up` (四舍五入), `half_even`, `up` or `down`".to_owned()
            });
            self.report(
                finding(
                    "call/rounding",
                    mode.span,
                    "this is not a way to round",
                    "not known",
                )
                .help(help),
            );
        }
        known
    }

    /// The step to round to: a positive constant in the unit of what is rounded.
    pub(super) fn rounding_step(&mut self, step: Expr, unit: &Unit, what: &str) -> Option<Decimal> {
        let span = step.span;
        let ExprKind::Constant(Value::Number(number)) = step.kind else {
            self.report(
                finding(
                    "call/step",
                    span,
                    "the step to round to must be a number",
                    "not a plain number",
                )
                .help(format!("write for example `0.01 {unit}`")),
            );
            return None;
        };
        let step_unit = &number_type(&step)?.unit;
        let Some(ratio) = step_unit.ratio_to(unit) else {
            let message = format!(
                "`{what}` is in {}, and cannot be rounded to {}",
                named_unit(unit),
                with_unit(number.to_string(), step_unit)
            );
            let sample = with_unit(number.to_string(), unit);
            self.report(
                finding(
                    "call/step",
                    span,
                    message,
                    format!("in {}", named_unit(step_unit)),
                )
                .help(format!("write `{sample}`")),
            );
            return None;
        };
        let step = number.checked_mul(ratio).map(|step| step.normalize());
        let step = step.filter(|step| *step > Decimal::ZERO && Range::constant(*step).is_some());
        if step.is_none() {
            self.report(
                finding(
                    "call/step",
                    span,
                    "the step to round to must be above 0",
                    "not above 0",
                )
                .help("write for example `0.01 CNY` for two digits"),
            );
        }
        step
    }
}
