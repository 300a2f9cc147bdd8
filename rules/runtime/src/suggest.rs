//! What a person can still alter: the smallest change of one fact that gives a better outcome.

use std::collections::BTreeMap;

use nuanze_abi::{Fact, Manifest, NodeIndex, State, ValueType};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

use crate::case::{Case, unit};
use crate::record::Slot;
use crate::{CaseError, FactError, Policy, Value, facts};

/// The most changes of one fact that are tried, the smallest first.
const MOST: usize = 256;

/// "At 45 m² it would be 12,000 CNY": one fact, altered as little as possible.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    /// The fact to alter.
    pub fact: String,
    /// What it is now.
    pub from: Value,
    /// What it would have to be.
    pub to: Value,
    /// The fact's unit.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub unit: Option<String>,
    /// The outcome that it betters.
    pub outcome: String,
    /// What the outcome would then be.
    pub gives: Value,
    /// The outcome's unit.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub gives_unit: Option<String>,
}

impl Policy {
    /// For each changeable fact that is known, the smallest change that betters `outcome`: yes for no, a larger number.
    /// The best outcome comes first. Nothing is suggested while the outcome is open.
    pub fn suggest(
        &mut self,
        facts: &Map<String, Json>,
        readings: &BTreeMap<String, String>,
        outcome: &str,
    ) -> Result<Vec<Suggestion>, CaseError> {
        let input = facts::input(self.manifest(), facts, readings)?;
        let target = target(self.manifest(), outcome)?;
        let result = self.run(&input)?;
        let Some(now) = result.get(target).and_then(|slot| rank(*slot)) else {
            return Ok(Vec::new());
        };
        let mut found = Vec::new();
        for index in 0..self.manifest().facts.len() {
            let changes = changes(self.manifest(), index, &input);
            let tried: Vec<Vec<Slot>> = changes
                .into_iter()
                .map(|change| with(&input, index, change))
                .collect();
            let results = self.run_many(&tried.iter().map(Vec::as_slice).collect::<Vec<_>>())?;
            let outcomes = results
                .iter()
                .map(|result| result.get(target).copied().unwrap_or(Slot::UNKNOWN));
            let better = tried
                .iter()
                .zip(outcomes)
                .filter(|(_, slot)| rank(*slot).is_some_and(|rank| rank > now));
            // The values of an enum have no order: the best is as near as the others.
            let is_enum = self
                .manifest()
                .facts
                .get(index)
                .is_some_and(|fact| matches!(fact.value, ValueType::Enum { .. }));
            let best = better.reduce(|best, other| {
                if is_enum && rank(other.1) > rank(best.1) {
                    other
                } else {
                    best
                }
            });
            if let Some((tried, slot)) = best {
                found.extend(
                    suggestion(self.manifest(), index, (&input, tried), (target, slot))
                        .map(|s| (rank(slot), s)),
                );
            }
        }
        found.sort_by_key(|(rank, _)| std::cmp::Reverse(*rank));
        Ok(found
            .into_iter()
            .map(|(_, suggestion)| suggestion)
            .collect())
    }
}

/// The node of an outcome.
fn target(manifest: &Manifest, outcome: &str) -> Result<NodeIndex, CaseError> {
    let named = manifest
        .outcomes
        .iter()
        .filter_map(|&i| Some((i, manifest.nodes.get(i)?.name.as_deref()?)));
    let named: Vec<(NodeIndex, &str)> = named.collect();
    let found = named
        .iter()
        .find(|(_, name)| *name == outcome)
        .map(|(index, _)| *index);
    found.ok_or_else(|| {
        let names: Vec<&str> = named.iter().map(|(_, name)| *name).collect();
        CaseError {
            errors: vec![FactError::no_outcome(&names, outcome)],
        }
    })
}

/// How good a known outcome is: larger is better.
fn rank(slot: Slot) -> Option<(bool, i64)> {
    match slot.state {
        State::Unknown => None,
        State::No => Some((false, 0)),
        State::Yes => Some((true, slot.value)),
    }
}

/// What a known, changeable fact could be instead, the smallest change first.
fn changes(manifest: &Manifest, index: usize, input: &[Slot]) -> Vec<Slot> {
    let known = manifest.facts.get(index).zip(input.get(index));
    let Some((fact, now)) =
        known.filter(|(fact, now)| fact.changeable && now.state != State::Unknown)
    else {
        return Vec::new();
    };
    let others: Vec<Slot> = match &fact.value {
        ValueType::Bool => vec![Slot::bool(now.state == State::No)],
        ValueType::Enum { index } => {
            let count = manifest
                .enums
                .get(*index)
                .map_or(0, |item| item.values.len());
            (0..count)
                .filter_map(|value| i64::try_from(value).ok())
                .map(Slot::known)
                .collect()
        }
        ValueType::Decimal { min, max, step, .. } => near(fact, now.value, (*min, *max), *step),
        ValueType::Date { min, max }
        | ValueType::Time { min, max }
        | ValueType::DateTime { min, max } => near(fact, now.value, (*min, *max), 1),
        ValueType::Reading { .. } => Vec::new(),
    };
    others
        .into_iter()
        .filter(|other| other != now)
        .take(MOST)
        .collect()
}

/// The breakpoints of an amount and the steps before and after them, nearest first.
fn near(fact: &Fact, now: i64, (min, max): (i64, i64), step: i64) -> Vec<Slot> {
    let grid = |point: &i64| {
        // A breakpoint between two steps is tipped by the steps around it.
        let below = point.div_euclid(step).saturating_mul(step);
        [
            below.saturating_sub(step),
            below,
            below.saturating_add(step),
        ]
    };
    let mut values: Vec<i64> = fact
        .breakpoints
        .iter()
        .flat_map(grid)
        .filter(|v| (min..=max).contains(v))
        .collect();
    values.sort_unstable_by_key(|value| (value.abs_diff(now), *value));
    values.dedup();
    values.into_iter().map(Slot::known).collect()
}

fn with(input: &[Slot], index: usize, change: Slot) -> Vec<Slot> {
    let mut changed = input.to_vec();
    if let Some(slot) = changed.get_mut(index) {
        *slot = change;
    }
    changed
}

fn suggestion(
    manifest: &Manifest,
    index: usize,
    (before, after): (&[Slot], &[Slot]),
    (target, gives): (NodeIndex, Slot),
) -> Option<Suggestion> {
    let case = Case {
        manifest,
        input: before,
        result: &[],
    };
    let (fact, node) = (manifest.facts.get(index)?, manifest.nodes.get(target)?);
    Some(Suggestion {
        fact: fact.name.clone(),
        from: case.value(&fact.value, *before.get(index)?),
        to: case.value(&fact.value, *after.get(index)?),
        unit: unit(&fact.value),
        outcome: node.name.clone()?,
        gives: case.value(&node.value, gives),
        gives_unit: unit(&node.value),
    })
}
