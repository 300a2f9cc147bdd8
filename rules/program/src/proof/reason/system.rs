//! Sums that must all be at least 0: whether whole numbers exist for them, and which.
//!
//! Bounds are passed on from sum to sum; what they leave is projected on one variable by Fourier and Motzkin's
//! elimination, tightened to whole numbers, and a value is tried. What the projection misses, because it knows
//! fractions too, is found by trying the next.

use std::collections::{BTreeMap, BTreeSet};

use super::linear::{Linear, Variable};
use crate::proof::domain::{Span, both, telling};

/// So many new sums may come of one elimination; with more the variable is let go, and the projection is wider.
const MOST_SUMS: usize = 1_500;

/// So many times bounds are passed on from sum to sum before the projection takes over.
const ROUNDS: usize = 4;

/// The values that variables can still have, by variable: ascending spans.
pub(super) type Domains = Vec<Vec<Span>>;

/// The search has used up its steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TooLongError;

/// The smallest and the largest value that a variable can still have.
pub(super) fn hull(domains: &Domains, variable: Variable) -> Span {
    let spans = domains.get(variable).map(Vec::as_slice).unwrap_or_default();
    match (spans.first(), spans.last()) {
        (Some((from, _)), Some((_, to))) => (*from, *to),
        _ => (0, -1),
    }
}

/// Leaves a variable only the values of a span; `false` if none is left.
pub(super) fn clip(domains: &mut Domains, variable: Variable, span: Span) -> bool {
    let Some(domain) = domains.get_mut(variable) else {
        return false;
    };
    let (from, to) = match (domain.first(), domain.last()) {
        (Some((from, _)), Some((_, to))) => (*from, *to),
        _ => return false,
    };
    if span.0 > from || span.1 < to {
        *domain = both(to.saturating_add(1), domain, &[span]);
    }
    !domain.is_empty()
}

/// Passes bounds on from sum to sum; `false` if some variable has no value left.
pub(super) fn pass_on(domains: &mut Domains, sums: &[Linear]) -> bool {
    for _ in 0..ROUNDS {
        let mut changed = false;
        for sum in sums {
            let Some((_, most)) = sum.range(|variable| hull(domains, variable)) else {
                continue;
            };
            if most < 0 {
                return false;
            }
            for (variable, factor) in &sum.terms {
                let (from, to) = hull(domains, *variable);
                let own = if *factor > 0 { to } else { from };
                // factor × v >= -(the most that the others can give).
                let Some(least) = factor
                    .checked_mul(own)
                    .and_then(|own| own.checked_sub(most))
                else {
                    continue;
                };
                let span = if *factor > 0 {
                    (-(-least).div_euclid(*factor), to)
                } else {
                    (from, (-least).div_euclid(-*factor))
                };
                if span.0 > from || span.1 < to {
                    changed = true;
                    if !clip(domains, *variable, span) {
                        return false;
                    }
                }
            }
        }
        if !changed {
            break;
        }
    }
    true
}

/// Whether fractions exist for the sums, as far as the projection can tell.
pub(super) fn may_hold(domains: &Domains, sums: &[Linear]) -> bool {
    match variables(sums).into_iter().next() {
        Some(variable) => project(domains, sums, variable).is_some(),
        None => sums.iter().all(|sum| sum.constant >= 0),
    }
}

/// Values of the variables of the sums for which all hold, written into `domains`; `steps` is what may be tried.
pub(super) fn solve(
    domains: &Domains,
    sums: &[Linear],
    steps: &mut usize,
) -> Result<Option<Domains>, TooLongError> {
    let variables = variables(sums);
    let mut open = vec![domains.clone()];
    while let Some(mut domains) = open.pop() {
        *steps = steps.checked_sub(1).ok_or(TooLongError)?;
        if !pass_on(&mut domains, sums) {
            continue;
        }
        let free = variables
            .iter()
            .map(|variable| (hull(&domains, *variable), *variable))
            .filter(|((from, to), _)| from < to)
            .min_by_key(|((from, to), _)| to - from);
        let Some((_, variable)) = free else {
            let holds = |sum: &Linear| {
                sum.value(|variable| hull(&domains, variable).0)
                    .is_some_and(|value| value >= 0)
            };
            if sums.iter().all(holds) {
                return Ok(Some(domains));
            }
            continue;
        };
        let Some(bounds) = project(&domains, sums, variable) else {
            continue;
        };
        if !clip(&mut domains, variable, bounds) {
            continue;
        }
        let spans = domains.get(variable).cloned().unwrap_or_default();
        let size = spans.last().map_or(0, |(_, to)| to + 2);
        let value = telling(&spans, size);
        let (from, to) = hull(&domains, variable);
        for rest in [(value + 1, to), (from, value - 1), (value, value)] {
            let mut branch = domains.clone();
            if rest.0 <= rest.1 && clip(&mut branch, variable, rest) {
                open.push(branch);
            }
        }
    }
    Ok(None)
}

fn variables(sums: &[Linear]) -> BTreeSet<Variable> {
    let terms = sums.iter().flat_map(|sum| &sum.terms);
    terms.map(|(variable, _)| *variable).collect()
}

/// Where a variable can lie while the others take what fractions they like; `None` if nowhere.
fn project(domains: &Domains, sums: &[Linear], onto: Variable) -> Option<Span> {
    let mut known: BTreeMap<Vec<(Variable, i128)>, i128> = BTreeMap::new();
    let mut rest = variables(sums);
    for variable in &rest {
        let (from, to) = hull(domains, *variable);
        keep(&mut known, Linear::on_grid(*variable, -from, 1));
        keep(&mut known, Linear::on_grid(*variable, to, -1));
    }
    for sum in sums {
        keep(&mut known, sum.clone());
    }
    rest.remove(&onto);
    while let Some(variable) = cheapest(&known, &rest) {
        rest.remove(&variable);
        known = eliminate(known, variable)?;
    }
    let mut span = hull(domains, onto);
    for (terms, constant) in known {
        match terms.as_slice() {
            [] if constant < 0 => return None,
            [(_, factor)] if *factor > 0 => span.0 = span.0.max(-constant.div_euclid(*factor)),
            [(_, factor)] => span.1 = span.1.min(constant.div_euclid(-*factor)),
            _ => {}
        }
    }
    (span.0 <= span.1).then_some(span)
}

/// The variable whose elimination makes the fewest sums.
fn cheapest(
    known: &BTreeMap<Vec<(Variable, i128)>, i128>,
    rest: &BTreeSet<Variable>,
) -> Option<Variable> {
    rest.iter().copied().min_by_key(|variable| {
        let factors = known.keys().filter_map(|terms| factor(terms, *variable));
        let (up, down): (Vec<i128>, Vec<i128>) = factors.partition(|factor| *factor > 0);
        up.len() * down.len()
    })
}

fn factor(terms: &[(Variable, i128)], variable: Variable) -> Option<i128> {
    terms
        .iter()
        .find(|(own, _)| *own == variable)
        .map(|(_, factor)| *factor)
}

/// Of sums with the same variables only the strictest says something.
fn keep(known: &mut BTreeMap<Vec<(Variable, i128)>, i128>, sum: Linear) {
    let sum = sum.reduced();
    known
        .entry(sum.terms)
        .and_modify(|constant| *constant = (*constant).min(sum.constant))
        .or_insert(sum.constant);
}

/// What the sums say without a variable: each that bounds it from below with each that does from above.
fn eliminate(
    known: BTreeMap<Vec<(Variable, i128)>, i128>,
    variable: Variable,
) -> Option<BTreeMap<Vec<(Variable, i128)>, i128>> {
    let mut without = BTreeMap::new();
    let (mut below, mut above) = (Vec::new(), Vec::new());
    for (terms, constant) in known {
        let own = factor(&terms, variable);
        let sum = Linear { terms, constant };
        match own {
            None => keep(&mut without, sum),
            Some(factor) if factor > 0 => below.push((sum, factor)),
            Some(factor) => above.push((sum, -factor)),
        }
    }
    if below.len() * above.len() > MOST_SUMS {
        return Some(without);
    }
    for (low, low_factor) in &below {
        for (high, high_factor) in &above {
            let both = low
                .times(*high_factor)
                .zip(high.times(*low_factor))
                .and_then(|(low, high)| low.plus(&high));
            // What leaves 128 bits is let go: the projection is wider then.
            let Some(sum) = both else { continue };
            if sum.terms.is_empty() {
                if sum.constant < 0 {
                    return None;
                }
            } else {
                keep(&mut without, sum);
            }
        }
    }
    Some(without)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn sum(terms: &[(Variable, i128)], constant: i128) -> Linear {
        Linear {
            terms: terms.to_vec(),
            constant,
        }
    }

    fn solved(size: i128, variables: usize, sums: &[Linear]) -> Option<Vec<i128>> {
        let domains = vec![vec![(0, size - 1)]; variables];
        let mut steps = 1_000;
        let solved = solve(&domains, sums, &mut steps).unwrap()?;
        Some((0..variables).map(|at| hull(&solved, at).0).collect())
    }

    #[test]
    fn differences_that_contradict_each_other_are_seen_at_once() {
        // a - b >= 10 and b - a >= -9, over a million values.
        let sums = [sum(&[(0, 1), (1, -1)], -10), sum(&[(0, -1), (1, 1)], 9)];
        let domains = vec![vec![(0, 999_999)]; 2];
        assert!(!may_hold(&domains, &sums));
        let mut steps = 3;
        assert_eq!(solve(&domains, &sums, &mut steps), Ok(None));
    }

    #[test]
    fn whole_numbers_are_found_where_only_some_fit() {
        // 3a = 5b + 1, a >= 10.
        let sums = [
            sum(&[(0, 3), (1, -5)], -1),
            sum(&[(0, -3), (1, 5)], 1),
            sum(&[(0, 1)], -10),
        ];
        let values = solved(100, 2, &sums).unwrap();
        assert_eq!(values.first().unwrap() * 3, values.last().unwrap() * 5 + 1);
    }

    #[test]
    fn holes_of_a_domain_are_left_out() {
        let sums = [sum(&[(0, 1), (1, -1)], 0), sum(&[(0, -1), (1, 1)], 0)];
        let domains = vec![vec![(0, 3), (8, 9)], vec![(4, 8)]];
        let mut steps = 100;
        let solved = solve(&domains, &sums, &mut steps).unwrap().unwrap();
        assert_eq!((hull(&solved, 0), hull(&solved, 1)), ((8, 8), (8, 8)));
    }
}
