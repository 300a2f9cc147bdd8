//! Durations and counts that must be whole: days, minutes, months. Conversions are made only where nothing is lost.

use rust_decimal::Decimal;

use super::Checker;
use super::arithmetic::number_type;
use super::calendar::step_unit;
use super::number::Range;
use super::report::{Further, finding};
use crate::moment::Moment;
use crate::program::{Expr, ExprKind, NumberType, Rounding, Type, Value};
use crate::unit::Unit;

impl Checker<'_> {
    /// A duration in the days or minutes of a kind of moment, whole and without digits after the point.
    pub(super) fn whole_steps(
        &mut self,
        kind: Moment,
        duration: Expr,
        moment: &Expr,
    ) -> Option<Expr> {
        let unit = step_unit(kind);
        let ty = match &duration.ty {
            Type::Number(ty) if ty.unit.dimensions == unit.dimensions => ty.clone(),
            other => {
                let (source, moment) = (self.source(&duration), self.source(moment));
                let help = match other {
                    Type::Number(ty) if ty.unit.symbol.is_empty() => {
                        format!("did you mean `{source} {unit}`?")
                    }
                    _ => format!("write a duration such as `30 {unit}`"),
                };
                let ty = self.type_words(other);
                self.report(
                    finding(
                        "moment/duration",
                        duration.span,
                        format!(
                            "`{source}` is {ty}, and only a duration can be added to `{moment}`"
                        ),
                        "not a duration",
                    )
                    .help(help),
                );
                return None;
            }
        };
        let (span, source) = (duration.span, self.source(&duration));
        let verb = verb(&duration);
        let whole = match (ty.unit.ratio_to(&unit), unit.ratio_to(&ty.unit)) {
            (Some(ratio), _) => {
                let step = ty.step.checked_mul(ratio);
                let converted = self.converted(duration, &unit, span)?;
                self.without_digits(converted, step)
            }
            (None, Some(parts)) => self.in_longer_unit(duration, parts, &unit),
            (None, None) => return self.not_exact(&ty.unit, &unit, span),
        };
        if whole.is_none() {
            let (noun, lacks) = match kind {
                Moment::Date => ("days", "a date has no hours"),
                _ => ("minutes", "a moment has no seconds"),
            };
            self.report(
                finding(
                    "moment/whole",
                    span,
                    format!("`{source}` {verb} a whole number of {noun}, and {lacks}"),
                    format!("not in whole {noun}"),
                )
                .help(format!(
                    "say how the rest is rounded, for example `round({source}, up, 1 {unit})`"
                )),
            );
        }
        whole
    }

    /// A count of months or years: a bare, whole number.
    pub(super) fn whole_count(&mut self, count: Expr) -> Option<Expr> {
        let (span, source, verb) = (count.span, self.source(&count), verb(&count));
        let ty = match &count.ty {
            Type::Number(ty) if ty.unit.symbol.is_empty() => ty.clone(),
            other => {
                let ty = self.type_words(other);
                self.report(
                    finding(
                        "call/months",
                        span,
                        format!(
                            "`{source}` is {ty}, and months and years are counted in bare numbers"
                        ),
                        "not a bare number",
                    )
                    .help("write a bare number such as `3`"),
                );
                return None;
            }
        };
        let whole = self.without_digits(count, Some(ty.step));
        if whole.is_none() {
            self.report(
                finding(
                    "moment/whole",
                    span,
                    format!("`{source}` {verb} a whole number of months or years"),
                    "not whole",
                )
                .help(format!(
                    "say how the rest is rounded, for example `round({source}, down, 1)`"
                )),
            );
        }
        whole
    }

    /// A number with scale 0, if it is surely whole: its values are multiples of `step`.
    fn without_digits(&self, number: Expr, step: Option<Decimal>) -> Option<Expr> {
        let ty = number_type(&number)?;
        if ty.scale == 0 {
            return Some(number);
        }
        let step = step.filter(|step| step.fract().is_zero())?;
        let range = Range::of(ty)?.divided(Range::ONE, Rounding::Down, Decimal::ONE)?;
        let ty = NumberType {
            step,
            ..range.with_unit(ty.unit.clone())
        };
        let span = number.span;
        Some(Expr {
            kind: ExprKind::Round(Box::new(number), Rounding::Down, Decimal::ONE),
            ty: Type::Number(ty),
            span,
        })
    }

    /// A number in a unit that is `parts` times as long, if nothing is left over: 48 h are 2 d.
    fn in_longer_unit(&mut self, number: Expr, parts: Decimal, unit: &Unit) -> Option<Expr> {
        let ty = number_type(&number)?.clone();
        let span = number.span;
        let whole = |number: Decimal| {
            let rest = number.checked_rem(parts)?;
            rest.is_zero().then(|| number.checked_div(parts)).flatten()
        };
        if let ExprKind::Constant(Value::Number(number)) = number.kind {
            return self.number(whole(number)?, unit.clone(), span);
        }
        let step = whole(ty.step)?;
        let divisor = self.number(parts, ty.unit.per(unit), span)?;
        let range = Range::of(&ty)?.divided(
            Range::of(number_type(&divisor)?)?,
            Rounding::Down,
            Decimal::ONE,
        )?;
        let ty = NumberType {
            step,
            ..range.with_unit(unit.clone())
        };
        Some(Expr {
            kind: ExprKind::Divide(
                Box::new(number),
                Box::new(divisor),
                Rounding::Down,
                Decimal::ONE,
            ),
            ty: Type::Number(ty),
            span,
        })
    }
}

/// How a number that can have digits after the point falls short of a whole one.
fn verb(number: &Expr) -> &'static str {
    match number.kind {
        ExprKind::Constant(_) => "is not",
        _ => "need not be",
    }
}
