//! The functions of the language: `min`, `max`, `clamp`; `round` has a file of its own.

use nuanze_syntax::Span;
use nuanze_syntax::ast::{Expr as Written, Ident};

use super::Checker;
use super::arithmetic::number_type;
use super::number::Range;
use super::report::{Further, did_you_mean, finding};
use crate::program::{Arithmetic, Expr, ExprKind, Type};

const CALLS: [&str; 4] = ["min", "max", "clamp", "round"];

impl Checker<'_> {
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
}
