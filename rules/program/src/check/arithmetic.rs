//! Arithmetic: units come together, ranges are carried through, and what does not fit is shown with its values.

use nuanze_syntax::Span;
use nuanze_syntax::ast::{BinaryOp, Expr as Written, ExprKind as Syntax, Ident};
use rust_decimal::Decimal;

use super::Checker;
use super::number::{Overflow, Range, digits, longest};
use super::report::{Further, did_you_mean, finding};
use crate::program::{Arithmetic, Expr, ExprKind, NumberType, Rounding, Type, Value};
use crate::unit::Unit;
use crate::words::Language;

const CALLS: [&str; 4] = ["min", "max", "clamp", "round"];
const ROUNDINGS: [(&str, Rounding); 4] = [
    ("half_up", Rounding::HalfUp),
    ("half_even", Rounding::HalfEven),
    ("up", Rounding::Up),
    ("down", Rounding::Down),
];

impl Checker<'_> {
    /// A constant number.
    pub(super) fn number(&mut self, number: Decimal, unit: Unit, span: Span) -> Option<Expr> {
        let ty = Type::Number(Range::constant(number)?.with_unit(unit));
        Some(Expr::constant(Value::Number(number.normalize()), ty, span))
    }

    pub(super) fn negate(&mut self, inner: &Written, span: Span) -> Option<Expr> {
        let inner = self.numeric(inner, "made negative")?;
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
        let (left, right) = (self.numeric(left, what), self.numeric(right, what));
        self.combined(operation, left?, right?, span)
    }

    /// Two typed numbers and an operation on both.
    fn combined(
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
        let range = match operation {
            Arithmetic::Add => self.ranges(&left, &right, span, Range::plus),
            Arithmetic::Subtract => self.ranges(&left, &right, span, Range::minus),
            Arithmetic::Multiply => self.ranges(&left, &right, span, Range::times),
            Arithmetic::Min => self.ranges(&left, &right, span, Range::lesser),
            Arithmetic::Max => self.ranges(&left, &right, span, Range::greater),
            Arithmetic::Negate => None,
        }?;
        let ty = Type::Number(range.with_unit(unit));
        Some(Expr {
            kind: ExprKind::Arithmetic(operation, vec![left, right]),
            ty,
            span,
        })
    }

    /// An expression that must be a number.
    fn numeric(&mut self, written: &Written, what: &str) -> Option<Expr> {
        let typed = self.expr(written, None)?;
        if matches!(typed.ty, Type::Number(_)) {
            return Some(typed);
        }
        let (source, ty) = (self.source(&typed), self.type_words(&typed.ty));
        self.report(
            finding(
                "type/number",
                written.span,
                format!("`{source}` is {ty} and cannot be {what}"),
                "not a number",
            )
            .help("use a number here"),
        );
        None
    }

    pub(super) fn call(&mut self, name: &Ident, arguments: &[Written], span: Span) -> Option<Expr> {
        match (name.node.as_str(), arguments) {
            ("round", [value, mode, step]) => self.round(value, mode, step, span),
            ("clamp", [value, low, high]) => {
                let parts = [value, low, high].map(|part| self.numeric(part, "clamped"));
                let [value, low, high] = parts;
                let (value, low, high) = (value?, low?, high?);
                self.clamp(value, low, high, span)
            }
            ("min" | "max", [_, _, ..]) => {
                let operation = if name.node == "min" {
                    Arithmetic::Min
                } else {
                    Arithmetic::Max
                };
                let parts: Vec<_> = arguments
                    .iter()
                    .map(|part| self.numeric(part, "compared in size"))
                    .collect();
                let parts: Vec<Expr> = parts.into_iter().collect::<Option<_>>()?;
                self.extreme(operation, parts, span)
            }
            (known, _) if CALLS.contains(&known) => {
                let help = match known {
                    "round" => "write `round(value, half_up, 0.01 CNY)`",
                    "clamp" => "write `clamp(value, low, high)`",
                    _ => "give it two values or more",
                };
                let given = match arguments.len() {
                    1 => "1 value".to_owned(),
                    several => format!("{several} values"),
                };
                let message = format!("`{known}` does not take {given}");
                self.report(finding("call/arguments", span, message, "here").help(help));
                None
            }
            (unknown, _) => {
                let help = did_you_mean(unknown, CALLS)
                    .unwrap_or_else(|| "there are `min`, `max`, `clamp` and `round`".to_owned());
                self.report(
                    finding(
                        "call/unknown",
                        name.span,
                        format!("there is no function `{unknown}`"),
                        "not known",
                    )
                    .help(help),
                );
                None
            }
        }
    }

    /// `min(a, b, c)`: one operation on all of them, in one unit.
    fn extreme(&mut self, operation: Arithmetic, parts: Vec<Expr>, span: Span) -> Option<Expr> {
        let mut parts = parts.into_iter();
        let mut all = vec![parts.next()?];
        let mut ty = number_type(all.first()?)?.clone();
        for part in parts {
            // What stands for all parts so far: only its type is looked at.
            let so_far = Expr {
                ty: Type::Number(ty.clone()),
                ..all.first()?.clone()
            };
            let part = self.in_unit_of(&so_far, part, span)?;
            let range = match operation {
                Arithmetic::Min => self.ranges(&so_far, &part, span, Range::lesser),
                _ => self.ranges(&so_far, &part, span, Range::greater),
            }?;
            ty = range.with_unit(ty.unit);
            all.push(part);
        }
        Some(Expr {
            kind: ExprKind::Arithmetic(operation, all),
            ty: Type::Number(ty),
            span,
        })
    }

    /// At least `low` and at most `high`.
    fn clamp(&mut self, value: Expr, low: Expr, high: Expr, span: Span) -> Option<Expr> {
        let high = self.in_unit_of(&low, high, span)?;
        let reversed = match (
            Range::of(number_type(&low)?),
            Range::of(number_type(&high)?),
        ) {
            (Some(low), Some(high)) => low
                .aligned(high)
                .is_ok_and(|(low, high)| low.max > high.min),
            _ => false,
        };
        if reversed {
            let (low_source, high_source) = (self.source(&low), self.source(&high));
            self.report(
                finding(
                    "call/clamp",
                    span,
                    format!("`{low_source}` can be more than `{high_source}`"),
                    "the lower end is above the upper",
                )
                .help("write the lower end first: `clamp(value, low, high)`"),
            );
            return None;
        }
        let (value, low) = self.same_unit(value, low, span)?;
        let raised = self.combined(Arithmetic::Max, value, low, span)?;
        self.combined(Arithmetic::Min, raised, high, span)
    }

    fn round(
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
        let range = Range::of(number_type(&value)?).and_then(|range| range.rounded(rounding, step));
        let Some(range) = range else {
            let source = self.source(&value);
            let message = format!("`{source}` is too large to be rounded to {step} {unit} exactly");
            self.report(
                finding("number/overflow", span, message, "does not fit")
                    .help("narrow the ranges of the facts it is made of"),
            );
            return None;
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

    fn divide(
        &mut self,
        over: Expr,
        under: Expr,
        rounding: Rounding,
        step: Expr,
        span: Span,
    ) -> Option<Expr> {
        let (over, under) = self.beside_each_other(over, under, span)?;
        let divisor = Range::of(number_type(&under)?)?;
        let under_source = self.source(&under);
        let under_unit = number_type(&under)?.unit.clone();
        if divisor.has_zero() {
            let zero = self
                .program
                .words(Language::Source)
                .number(Decimal::ZERO, &under_unit);
            let one = self
                .program
                .words(Language::Source)
                .number(Decimal::ONE, &under_unit);
            let message =
                format!("`{under_source}` can be {zero}, and nothing can be divided by 0");
            let help =
                format!("let its range begin above 0, or divide by `max({under_source}, {one})`");
            self.report(finding("number/zero", under.span, message, "can be 0").help(help));
            return None;
        }
        let unit = number_type(&over)?.unit.per(&under_unit);
        let quotient = format!("{} / {under_source}", self.source(&over));
        let step = self.rounding_step(step, &unit, &quotient)?;
        let dividend = Range::of(number_type(&over)?)?;
        let Some(range) = dividend.divided(divisor, rounding, step) else {
            let far = if dividend.max.unsigned_abs() >= dividend.min.unsigned_abs() {
                dividend.max
            } else {
                dividend.min
            };
            let near = if divisor.min > 0 {
                divisor.min
            } else {
                divisor.max
            };
            let message = format!(
                "`{}` = {} and `{under_source}` = {} give a quotient that does not fit when it is rounded to {step} {unit}",
                self.source(&over),
                with_unit(digits(far, dividend.scale), &number_type(&over)?.unit),
                with_unit(digits(near, divisor.scale), &under_unit),
            );
            self.report(
                finding("number/overflow", span, message, "does not fit")
                    .help("narrow the ranges, or round to fewer digits"),
            );
            return None;
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

    fn rounding(&mut self, mode: &Written) -> Option<Rounding> {
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
    fn rounding_step(&mut self, step: Expr, unit: &Unit, what: &str) -> Option<Decimal> {
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
    fn beside_each_other(&mut self, left: Expr, right: Expr, span: Span) -> Option<(Expr, Expr)> {
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

    fn not_exact<T>(&mut self, from: &Unit, to: &Unit, span: Span) -> Option<T> {
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
                self.overflow(left, right, (a.scale, b.scale), overflow, span);
                None
            }
        }
    }

    /// Reports two numbers that cannot be brought to the same digits.
    pub(super) fn aligned(&mut self, left: &Expr, right: &Expr, span: Span) -> Option<()> {
        self.ranges(left, right, span, |a, b| a.aligned(b).map(|_| a))
            .map(|_| ())
    }

    fn overflow(
        &mut self,
        left: &Expr,
        right: &Expr,
        scales: (u32, u32),
        overflow: Overflow,
        span: Span,
    ) {
        let Some((left_ty, right_ty)) = number_type(left).zip(number_type(right)) else {
            return;
        };
        let shown = |expr: &Expr, raw: i128, scale: u32, unit: &Unit| {
            format!(
                "`{}` = {}",
                self.source(expr),
                with_unit(digits(raw, scale), unit)
            )
        };
        let a = shown(left, overflow.left, scales.0, &left_ty.unit);
        let b = shown(right, overflow.right, scales.1, &right_ty.unit);
        let gives = match overflow.result {
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
                format!("{a} and {b} {gives}"),
                "too large",
            )
            .help(help),
        );
    }
}

/// The type of an expression that is a number.
pub(super) fn number_type(expr: &Expr) -> Option<&NumberType> {
    match &expr.ty {
        Type::Number(number) => Some(number),
        _ => None,
    }
}

fn with_unit(digits: String, unit: &Unit) -> String {
    if unit.symbol.is_empty() {
        digits
    } else {
        format!("{digits} {unit}")
    }
}

fn named_unit(unit: &Unit) -> String {
    if unit.symbol.is_empty() {
        "no unit".to_owned()
    } else {
        format!("`{unit}`")
    }
}
