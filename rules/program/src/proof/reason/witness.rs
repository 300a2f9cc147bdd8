//! A case that is shown to people: confirmed by the reference evaluator, and no longer than it must be.

use crate::evaluate::{Case, State, evaluate};
use crate::program::{Expr, ExprKind, FactId, Program, ReadingId, Type, Value};
use crate::words::Language;

/// A case of which the reference evaluator says what it is to show.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Witness {
    /// Facts that make no difference are unknown.
    pub(crate) case: Case,
}

impl Witness {
    /// The case, if the evaluator confirms it with `holds`: without the facts that `shows` can do without.
    pub(crate) fn confirmed(
        program: &Program,
        mut case: Case,
        holds: impl Fn(&State<'_>) -> bool,
        shows: impl Fn(&State<'_>) -> bool,
    ) -> Option<Self> {
        leave_out_items(program, &mut case);
        if !told(program, &case, &holds) {
            return None;
        }
        for at in 0..case.readings.len() {
            let default = program.readings.get(at).map(|reading| reading.default);
            if let (Some(default), Some(slot)) = (default, case.readings.get_mut(at)) {
                let before = std::mem::replace(slot, default);
                if before != default && !told(program, &case, &shows) {
                    case.readings
                        .get_mut(at)
                        .into_iter()
                        .for_each(|slot| *slot = before);
                }
            }
        }
        // Later facts first: people read the first ones first, and what those leave open is asked next.
        for at in (0..case.facts.len()).rev() {
            let before = case.facts.get_mut(at).and_then(Option::take);
            if before.is_some() && !told(program, &case, &shows) {
                case.facts
                    .get_mut(at)
                    .into_iter()
                    .for_each(|slot| *slot = before);
            }
        }
        Some(Self { case })
    }

    /// In the policy's own words: `设备 = 热风机，取暖面积 = 80 m²`; empty where it is every case.
    pub(crate) fn parts(&self, program: &Program) -> Vec<String> {
        let words = program.words(Language::Chinese);
        let facts = program.facts.iter().zip(&self.case.facts).enumerate();
        let facts = facts.filter_map(|(at, (fact, value))| {
            let expr = input(ExprKind::Fact(FactId(at)), fact.ty.clone());
            let value = words.value(value.as_ref()?, &fact.ty);
            Some(format!("{} = {value}", words.expr(&expr)))
        });
        let readings = program.readings.iter().zip(&self.case.readings).enumerate();
        let readings = readings
            .filter(|(_, (reading, alternative))| reading.default != **alternative)
            .map(|(at, (_, alternative))| {
                let id = ReadingId(at);
                let expr = input(ExprKind::Reading(id), Type::Reading(id));
                let value = words.value(&Value::Alternative(id, *alternative), &expr.ty);
                format!("{} = {value}", words.expr(&expr))
            });
        facts.chain(readings).collect()
    }

    /// The parts in one line.
    pub(crate) fn words(&self, program: &Program) -> String {
        let parts = self.parts(program);
        if parts.is_empty() {
            "任何情况".to_owned()
        } else {
            parts.join("，")
        }
    }

    /// The value of an expression in this case, if the case decides it.
    pub(crate) fn value(&self, program: &Program, expr: &Expr) -> Option<Value> {
        looked_at(program, &self.case, |state| state.value(expr))
    }
}

/// An input as an expression, for words.
pub(crate) fn input(kind: ExprKind, ty: Type) -> Expr {
    Expr {
        kind,
        ty,
        span: Default::default(),
    }
}

fn told(program: &Program, case: &Case, says: &impl Fn(&State<'_>) -> bool) -> bool {
    looked_at(program, case, |state| says(state))
}

fn looked_at<T>(program: &Program, case: &Case, look: impl FnOnce(&State<'_>) -> T) -> T {
    look(&State {
        case,
        parameters: &program.parameters,
        evaluation: std::borrow::Cow::Owned(evaluate(program, case)),
    })
}

/// Items that their lists do not reach are unknown.
fn leave_out_items(program: &Program, case: &mut Case) {
    for (at, fact) in program.facts.iter().enumerate() {
        let missing = fact.within.iter().any(|(length, number)| {
            match case.facts.get(length.0).copied().flatten() {
                Some(Value::Number(length)) => length < rust_decimal::Decimal::from(*number),
                _ => false,
            }
        });
        if missing && let Some(slot) = case.facts.get_mut(at) {
            *slot = None;
        }
    }
}
