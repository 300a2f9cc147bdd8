//! What holds where an expression is looked at, and what the reasoner makes of it: a divisor that an `if` keeps from
//! being 0.

use rust_decimal::Decimal;

use super::Checker;
use super::arithmetic::number_type;
use super::number::{Range, decimal};
use super::report::{Further, finding};
use crate::evaluate::State;
use crate::program::{Arithmetic, Cell, Comparison, Expr, ExprKind, Type, Value};
use crate::proof::reason::{Answer, Formula, Reasoner, Witness};
use crate::proof::told;
use crate::words::Language;

/// A condition on the way to an expression.
#[derive(Clone, Debug)]
pub(super) enum Assumed {
    /// It holds.
    Yes(Expr),
    /// It does not.
    No(Expr),
    /// All cells of a row hold.
    Row(Vec<(Cell, Expr)>),
    /// Not all do: a row above it has not taken the case.
    NotRow(Vec<(Cell, Expr)>),
}

impl Assumed {
    fn formula(&self, reasoner: &mut Reasoner<'_>) -> Formula {
        match self {
            Self::Yes(expr) => reasoner.truth(expr),
            Self::No(expr) => reasoner.truth(expr).not(),
            Self::Row(cells) | Self::NotRow(cells) => {
                let cells: Vec<Formula> = cells
                    .iter()
                    .map(|(cell, column)| reasoner.cell(cell, column))
                    .collect();
                let row = reasoner.all(cells);
                if matches!(self, Self::Row(_)) {
                    row
                } else {
                    row.not()
                }
            }
        }
    }
}

impl Checker<'_> {
    /// Looks at something where an assumption holds.
    pub(super) fn assuming<T>(
        &mut self,
        assumed: Option<Assumed>,
        look: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let known = self.assumed.len();
        self.assumed.extend(assumed);
        let seen = look(self);
        self.assumed.truncate(known);
        seen
    }

    /// A divisor that is not 0 where it is looked at; one that can be is reported. What an `if` keeps from being 0
    /// is kept from it for the machine too, which computes both branches.
    pub(super) fn never_zero(&mut self, under: Expr) -> Option<Expr> {
        let ty = number_type(&under)?.clone();
        if !Range::of(&ty)?.has_zero() {
            return Some(under);
        }
        let smallest = decimal(1, ty.scale);
        let (is_zero, below, above) = {
            let mut reasoner = Reasoner::new(&self.program);
            let here: Vec<Formula> = self
                .assumed
                .iter()
                .map(|assumed| assumed.formula(&mut reasoner))
                .collect();
            let mut ask = |comparison| {
                let own = reasoner.truth(&compared(&under, comparison, Decimal::ZERO));
                let all = reasoner.all(here.iter().copied().chain([own]));
                reasoner.solve(all)
            };
            let is_zero = ask(Comparison::Equal);
            let below = ask(Comparison::Less) == Answer::Impossible;
            (
                is_zero,
                below,
                ask(Comparison::Greater) == Answer::Impossible,
            )
        };
        let (operation, nearest) = match (&is_zero, below, above) {
            (Answer::Impossible, true, _) => (Arithmetic::Max, smallest),
            (Answer::Impossible, _, true) => (Arithmetic::Min, -smallest),
            _ => {
                self.report_zero(&under, &ty.unit, &is_zero);
                return None;
            }
        };
        let span = under.span;
        let nearest = self.number(nearest, ty.unit, span)?;
        self.combined(operation, under, nearest, span)
    }

    fn report_zero(&mut self, under: &Expr, unit: &crate::unit::Unit, answer: &Answer) {
        let source = self.source(under);
        let words = self.program.words(Language::Source);
        let (zero, one) = (
            words.number(Decimal::ZERO, unit),
            words.number(Decimal::ONE, unit),
        );
        let can = match answer {
            Answer::Case(case) => {
                let is_zero =
                    |state: &State<'_>| state.value(under) == Some(Value::Number(Decimal::ZERO));
                let case = Witness::confirmed(&self.program, case.clone(), is_zero, is_zero);
                let case = case.map(|case| format!(": `{}`", case.words(&self.program)));
                format!(
                    "`{source}` can be {zero}, and nothing can be divided by 0{}",
                    case.unwrap_or_default()
                )
            }
            Answer::Impossible => {
                format!("`{source}` is never {zero} here, but can be below it and above it")
            }
            Answer::Unclear(exprs) => format!(
                "whether `{source}` can be {zero} cannot be proved{}",
                told(&self.program, exprs)
            ),
            Answer::TooLong => {
                format!("whether `{source}` can be {zero} takes too long to prove")
            }
        };
        let help = format!(
            "let its range begin above 0, divide only where it is above 0 (`if {source} > {zero} then … else …`), or \
             divide by `max({source}, {one})`"
        );
        self.report(finding("number/zero", under.span, can, "can be 0").help(help));
    }
}

/// A comparison of a number with a constant.
pub(super) fn compared(expr: &Expr, comparison: Comparison, value: Decimal) -> Expr {
    let constant = Expr::constant(Value::Number(value), expr.ty.clone(), expr.span);
    Expr {
        kind: ExprKind::Compare(comparison, Box::new(expr.clone()), Box::new(constant)),
        ty: Type::Bool,
        span: expr.span,
    }
}
