//! Finds the value of a single fact that brings an expression to a value, by halving the range of the fact: good for
//! sums, products and roundings, which only grow or only shrink with it.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::breakpoints::{Target, around, is_ordered};
use super::{Search, Support, get, reached};
use crate::evaluate::Case;
use crate::program::{Expr, FactId, Value};
use crate::proof::domain::Domain;

/// How many steps of a fact are looked along for where roundings part.
const STEPS: i128 = 2_000;

impl Search<'_> {
    /// The cases in which one fact is changed so that a target is met.
    pub(super) fn solved(&self, case: &Case, within: &Support) -> Vec<Case> {
        let mut cases = Vec::new();
        if self.breakpoints.targets.is_empty() {
            return cases;
        }
        let tried = self.tried(case.clone());
        let state = self.state(&tried);
        for target in &self.breakpoints.targets {
            match target {
                Target::Value(expr, value) => {
                    if state.value(expr) != Some(*value) {
                        self.bring(case, within, expr, *value, &mut cases);
                    }
                }
                Target::Meet(left, right) => {
                    for (moved, fixed) in [(left, right), (right, left)] {
                        for value in state
                            .value(fixed)
                            .into_iter()
                            .flat_map(|value| around(self.program, &moved.ty, value))
                        {
                            self.bring(case, within, moved, value, &mut cases);
                        }
                    }
                }
                Target::Half(over, under, step) => {
                    let under = match under {
                        Some(under) => state.value(under),
                        None => Some(Value::Number(Decimal::ONE)),
                    };
                    let (Some(Value::Number(is)), Some(Value::Number(under))) =
                        (state.value(over), under)
                    else {
                        continue;
                    };
                    if let Some(unit) = under.checked_mul(*step).filter(|unit| !unit.is_zero()) {
                        self.round(case, within, (over, is), unit.abs(), &mut cases);
                    }
                }
            }
        }
        cases
    }

    /// Adds the cases in which one fact brings the expression to where roundings to a unit part: a half above an even
    /// and above an odd multiple, less than a half above one, and more.
    fn round(
        &self,
        case: &Case,
        within: &Support,
        (expr, is): (&Expr, Decimal),
        unit: Decimal,
        cases: &mut Vec<Case>,
    ) {
        let support = self.supports.expr(expr);
        for fact in support.facts.intersection(&within.facts) {
            let Some((domain, at)) = self.grid(case, *fact) else {
                continue;
            };
            for direction in [1, -1] {
                let with = |steps: i128| {
                    let inside = (0..domain.size).contains(&(at + direction * steps));
                    inside.then(|| self.with(case, *fact, domain.value(at + direction * steps)))
                };
                // The expression is taken to go on as it does in the first step; the case will tell.
                let first = with(1).map(|case| self.tried(case));
                let Some(Value::Number(next)) =
                    first.and_then(|tried| self.state(&tried).value(expr))
                else {
                    continue;
                };
                for steps in partings(is, next, unit) {
                    cases.extend(with(steps));
                }
            }
        }
    }

    /// The grid of a fact that has an order, and where a case is on it.
    fn grid(&self, case: &Case, fact: FactId) -> Option<(Domain, i128)> {
        let known = self
            .program
            .facts
            .get(fact.0)
            .filter(|known| is_ordered(&known.ty))?;
        let domain = Domain::of_type(self.program, &known.ty)?;
        let value = get(case, fact).filter(|_| reached(self.program, case, fact))?;
        let (at, _) = domain.below(value)?;
        Some((domain, at))
    }

    /// Adds the cases in which one fact brings the expression to the value, or as near as it can from either side.
    fn bring(
        &self,
        case: &Case,
        within: &Support,
        expr: &Expr,
        value: Value,
        cases: &mut Vec<Case>,
    ) {
        let support = self.supports.expr(expr);
        for fact in support.facts.intersection(&within.facts) {
            if get(case, *fact).is_some() && reached(self.program, case, *fact) {
                cases.extend(self.halve(case, expr, value, *fact));
            }
        }
    }

    fn halve(&self, case: &Case, expr: &Expr, value: Value, fact: FactId) -> Vec<Case> {
        let Some(known) = self
            .program
            .facts
            .get(fact.0)
            .filter(|known| is_ordered(&known.ty))
        else {
            return Vec::new();
        };
        let Some(domain) = Domain::of_type(self.program, &known.ty) else {
            return Vec::new();
        };
        let with = |at: i128| self.with(case, fact, domain.value(at));
        let beside = |at: i128| {
            let tried = self.tried(with(at));
            let is = self.state(&tried).value(expr)?;
            order(is, value)
        };
        let (mut low, mut high) = (0, domain.size - 1);
        let (Some(first), Some(last)) = (beside(low), beside(high)) else {
            return Vec::new();
        };
        if first == last {
            return Vec::new();
        }
        let grows = first == Ordering::Less || last == Ordering::Greater;
        // INVARIANT: the expression is below the value at `low` and not below it at `high`, or the other way round.
        while low + 1 < high {
            let middle = low + (high - low) / 2;
            let Some(is) = beside(middle) else {
                return Vec::new();
            };
            if (is == Ordering::Less) == grows {
                low = middle;
            } else {
                high = middle;
            }
        }
        let current = get(case, fact);
        let ends = [high, low]
            .into_iter()
            .filter(|at| current != Some(domain.value(*at)));
        ends.map(with).collect()
    }
}

/// The order of two values of one kind.
fn order(left: Value, right: Value) -> Option<Ordering> {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => Some(left.cmp(&right)),
        (Value::Date(left), Value::Date(right))
        | (Value::Time(left), Value::Time(right))
        | (Value::DateTime(left), Value::DateTime(right)) => Some(left.cmp(&right)),
        _ => None,
    }
}

/// After how many equal steps a number that is `is` and then `next` lies where roundings to a unit part.
fn partings(is: Decimal, next: Decimal, unit: Decimal) -> Vec<i128> {
    let two = Decimal::TWO;
    let mut missing: Vec<fn(Decimal, Decimal, bool) -> bool> = vec![
        |rest, half, even| rest == half && even,
        |rest, half, even| rest == half && !even,
        |rest, half, _| !rest.is_zero() && rest < half,
        |rest, half, _| rest > half,
    ];
    let mut found = Vec::new();
    let Some(half) = unit.checked_div(two) else {
        return found;
    };
    let mut at = is;
    for steps in 1..=STEPS {
        let moved = next.checked_sub(is).and_then(|step| at.checked_add(step));
        let (Some(moved), false) = (moved, missing.is_empty()) else {
            break;
        };
        at = moved;
        let rest = at.abs().checked_rem(unit);
        let whole = rest.and_then(|rest| at.abs().checked_sub(rest)?.checked_div(unit));
        let (Some(rest), Some(whole)) = (rest, whole) else {
            break;
        };
        let is_even = whole.checked_rem(two).is_some_and(|rest| rest.is_zero());
        let before = missing.len();
        missing.retain(|parts| !parts(rest, half, is_even));
        if missing.len() < before {
            found.push(steps);
        }
    }
    found
}
