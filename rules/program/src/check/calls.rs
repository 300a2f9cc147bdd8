//! The functions of the language; those of moments, and `round`, have files of their own.

use nuanze_syntax::Span;
use nuanze_syntax::ast::{Expr as Written, Ident};

use super::Checker;
use super::arithmetic::number_type;
use super::number::Range;
use super::report::{Further, did_you_mean, finding};
use crate::moment::Moment;
use crate::program::{Arithmetic, Expr, ExprKind, Type};

const CALLS: [&str; 8] = [
    "min",
    "max",
    "clamp",
    "round",
    "add_months",
    "add_years",
    "date_of",
    "time_of",
];

impl Checker<'_> {
    pub(super) fn call(&mut self, name: &Ident, arguments: &[Written], span: Span) -> Option<Expr> {
        match (name.node.as_str(), arguments) {
            ("round", [value, mode, step]) => self.round(value, mode, step, span),
            ("clamp", [value, low, high]) => {
                let parts = [value, low, high].map(|part| self.expr(part, None));
                let of_moments = parts.iter().any(is_moment);
                if of_moments {
                    let [value, low, high] = parts;
                    return self.clamp_moment(value?, low?, high?, span);
                }
                let [value, low, high] =
                    parts.map(|part| part.and_then(|part| self.must_be_number(part, "clamped")));
                self.clamp(value?, low?, high?, span)
            }
            ("add_months" | "add_years", [moment, count, end]) => {
                self.add_calendar_months(&name.node, [moment, count, end], span)
            }
            ("date_of" | "time_of", [moment]) => self.part_of_moment(&name.node, moment, span),
            ("min" | "max", [_, _, ..]) => {
                let operation = if name.node == "min" {
                    Arithmetic::Min
                } else {
                    Arithmetic::Max
                };
                let parts: Vec<_> = arguments.iter().map(|part| self.expr(part, None)).collect();
                if parts.iter().any(is_moment) {
                    let parts = parts.into_iter().collect::<Option<_>>()?;
                    return self.outermost(operation == Arithmetic::Min, parts, span);
                }
                let parts: Vec<_> = parts
                    .into_iter()
                    .map(|part| part.and_then(|part| self.must_be_number(part, "compared in size")))
                    .collect();
                let parts: Vec<Expr> = parts.into_iter().collect::<Option<_>>()?;
                self.extreme(operation, parts, span)
            }
            (known, _) if CALLS.contains(&known) => {
                let help = match known {
                    "round" => "write `round(value, half_up, 0.01 CNY)`",
                    "clamp" => "write `clamp(value, low, high)`",
                    "add_months" | "add_years" => {
                        "write `add_months(day, 2, last_day)`; for a day that the month lacks, `last_day` takes its last, `next_day` the first of the next"
                    }
                    "date_of" | "time_of" => "give it one date and time",
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
                let help = match unknown {
                    "all" | "any" | "count" | "sum" => {
                        format!("it is made of the items of a list: `{unknown}(… for x in LIST)`")
                    }
                    _ => did_you_mean(unknown, CALLS).unwrap_or_else(|| {
                        format!(
                            "there are {}",
                            CALLS.map(|call| format!("`{call}`")).join(", ")
                        )
                    }),
                };
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
    pub(super) fn extreme(
        &mut self,
        operation: Arithmetic,
        parts: Vec<Expr>,
        span: Span,
    ) -> Option<Expr> {
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
    pub(super) fn clamp(&mut self, value: Expr, low: Expr, high: Expr, span: Span) -> Option<Expr> {
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
            return self.clamp_reversed(&low, &high, span);
        }
        let (value, low) = self.same_unit(value, low, span)?;
        let raised = self.combined(Arithmetic::Max, value, low, span)?;
        self.combined(Arithmetic::Min, raised, high, span)
    }

    pub(super) fn clamp_reversed<T>(&mut self, low: &Expr, high: &Expr, span: Span) -> Option<T> {
        let (low_source, high_source) = (self.source(low), self.source(high));
        self.report(
            finding(
                "call/clamp",
                span,
                format!("`{low_source}` can be more than `{high_source}`"),
                "the lower end is above the upper",
            )
            .help("write the lower end first: `clamp(value, low, high)`"),
        );
        None
    }
}

fn is_moment(part: &Option<Expr>) -> bool {
    part.as_ref()
        .is_some_and(|part| Moment::of(&part.ty).is_some())
}
