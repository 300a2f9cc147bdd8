//! What a person can still alter: the smallest changes that give a better outcome.
//!
//! Only facts that the policy marks `changeable` are altered, and never a reading. One fact is tried first, then two,
//! then three; what already works alone is not tried with more. Each suggestion was run on the module itself, so it is
//! true by construction. The search is bounded, and always the same for the same case.

use std::collections::BTreeMap;

use nuanze_abi::{Manifest, NodeIndex, Op, State, ValueType};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

use crate::answers::{Standing, answers, span};
use crate::case::{Case, operands, unit};
use crate::decimal::Decimal;
use crate::record::Slot;
use crate::sorted::sort;
use crate::{CaseError, FactError, ModuleError, Policy, Value, facts};

/// The most facts that one suggestion alters.
const FACTS: usize = 3;
/// The most other values of one fact that are tried, the nearest first.
const OPTIONS: usize = 32;
/// The most cases that one search runs.
const CASES: usize = 2048;
/// The most suggestions: more are not read by anybody.
const SHOWN: usize = 6;

/// "At 45 m² it would be 12,000 CNY": facts altered as little as possible, and what the outcome would then be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    /// The outcome that it betters.
    pub outcome: String,
    /// What would have to change, all of it together.
    pub changes: Vec<Change>,
    /// What the outcome is now.
    pub now: Value,
    /// What it would then be.
    pub gives: Value,
    /// How much more that is, of an amount.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub more: Option<String>,
    /// The outcome's unit.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub unit: Option<String>,
}

/// One fact that would have to change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The fact.
    pub fact: String,
    /// What it is now.
    pub from: Value,
    /// What it would have to be.
    pub to: Value,
    /// `to − from`, of an amount; of dates in days, of times in minutes.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub by: Option<String>,
    /// The fact's unit.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub unit: Option<String>,
}

/// A changeable fact and what it could be instead.
struct Choice {
    fact: usize,
    /// The nearest first; each with how many breakpoints lie on the way to it.
    options: Vec<(Slot, usize)>,
}

/// One of the facts to change and one of its options, by their positions.
type Pick = (usize, usize);

/// Changes that work.
struct Found {
    picks: Vec<Pick>,
    size: usize,
    rank: i64,
    gives: Slot,
}

impl Policy {
    /// The smallest changes that better `outcome`: yes for no, a larger number for a smaller one. The fewest facts come
    /// first, then what is nearest, then what gives most. Nothing is suggested while the outcome is open.
    pub fn suggest(
        &mut self,
        facts: &Map<String, Json>,
        readings: &BTreeMap<String, String>,
        outcome: &str,
    ) -> Result<Vec<Suggestion>, CaseError> {
        let input = facts::input(self.manifest(), facts, readings)?;
        let target = target(self.manifest(), outcome)?;
        let result = self.run(&input)?;
        let case = Case {
            manifest: self.manifest(),
            input: &input,
            result: &result,
        };
        let before = result.get(target).copied().unwrap_or(Slot::UNKNOWN);
        let Some(now) = rank(case.manifest, target, before) else {
            return Ok(Vec::new());
        };
        let choices = choices(case, target);
        let found = self.search(&input, &choices, (target, now))?;
        let manifest = self.manifest();
        let suggestions = found.iter().map(|found| {
            let changes = found
                .picks
                .iter()
                .filter_map(|pick| change(manifest, &input, pick_of(&choices, *pick)?));
            suggestion(manifest, target, (before, found.gives), changes.collect())
        });
        Ok(suggestions.flatten().collect())
    }

    /// Tries one fact, then two, then three.
    fn search(
        &mut self,
        input: &[Slot],
        choices: &[Choice],
        (target, now): (NodeIndex, i64),
    ) -> Result<Vec<Found>, ModuleError> {
        let mut left = CASES;
        let mut all: Vec<Found> = Vec::new();
        for count in 1..=FACTS {
            let mut ways = Vec::new();
            let worked: Vec<&[Pick]> = all.iter().map(|found| found.picks.as_slice()).collect();
            add_ways(
                choices,
                &worked,
                (0, count),
                left,
                &mut Vec::new(),
                &mut ways,
            );
            left -= ways.len();
            let inputs: Vec<Vec<Slot>> = ways.iter().map(|way| with(input, choices, way)).collect();
            let results = self.run_for(&inputs, &[target])?;
            let mut better: Vec<Found> = Vec::new();
            for (picks, gives) in ways.into_iter().zip(results) {
                let Some(rank) = rank(self.manifest(), target, gives).filter(|rank| *rank > now)
                else {
                    continue;
                };
                let size = picks
                    .iter()
                    .filter_map(|pick| Some(pick_of(choices, *pick)?.2))
                    .sum();
                better.push(Found {
                    picks,
                    size,
                    rank,
                    gives,
                });
            }
            sort(&mut better, &|one, other| {
                (one.size, other.rank) < (other.size, one.rank)
            });
            // Of changes of the same facts, a larger one must give more.
            let mut kept: Vec<Found> = Vec::new();
            for found in better {
                if !kept
                    .iter()
                    .any(|other| same_facts(other, &found) && other.rank >= found.rank)
                {
                    kept.push(found);
                }
            }
            all.extend(kept);
        }
        all.truncate(SHOWN);
        Ok(all)
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

/// How good a known outcome is: larger is better. What has no order is not bettered.
fn rank(manifest: &Manifest, target: NodeIndex, slot: Slot) -> Option<i64> {
    match (&manifest.nodes.get(target)?.value, slot.state) {
        (_, State::Unknown) => None,
        (ValueType::Bool, state) => Some(i64::from(state == State::Yes)),
        (ValueType::Decimal { .. }, _) => Some(slot.value),
        _ => None,
    }
}

/// The known, changeable facts that the outcome can rest on.
fn choices(case: Case, target: NodeIndex) -> Vec<Choice> {
    let reached = case.walk(&[target], &mut |_, node, follow| {
        operands(&node.op, follow);
        if let Op::Table(table) = &node.op {
            follow.extend(&table.columns);
        }
    });
    let facts = case.manifest.facts.iter().zip(case.input).enumerate();
    let mut choices = Vec::new();
    for (index, (fact, now)) in facts {
        let matters = reached.facts.get(index) == Some(&true);
        if !fact.changeable || !matters || now.state == State::Unknown {
            continue;
        }
        let ordered = span(&fact.value).is_some();
        let others = answers(case.manifest, fact, Standing::Ends);
        let mut options: Vec<(Slot, usize)> = others
            .into_iter()
            .filter(|other| other != now)
            .map(|other| {
                let (low, high) = (now.value.min(other.value), now.value.max(other.value));
                let crossed = fact
                    .breakpoints
                    .iter()
                    .filter(|&&point| low <= point && point <= high && point != now.value);
                (other, if ordered { crossed.count().max(1) } else { 1 })
            })
            .collect();
        if ordered {
            let away = |slot: &Slot| slot.value.abs_diff(now.value);
            sort(&mut options, &|one, other| away(&one.0) < away(&other.0));
        }
        options.truncate(OPTIONS);
        choices.push(Choice {
            fact: index,
            options,
        });
    }
    choices
}

/// Adds every way to alter `count` more facts, from choice `first` on, except those that contain what works already.
fn add_ways(
    choices: &[Choice],
    worked: &[&[Pick]],
    (first, count): (usize, usize),
    most: usize,
    picks: &mut Vec<Pick>,
    ways: &mut Vec<Vec<Pick>>,
) {
    let works = |known: &&[Pick]| {
        known
            .iter()
            .all(|(choice, _)| picks.iter().any(|(picked, _)| picked == choice))
    };
    if worked.iter().any(works) {
        return;
    }
    if count == 0 {
        if ways.len() < most {
            ways.push(picks.clone());
        }
        return;
    }
    for (at, choice) in choices.iter().enumerate().skip(first) {
        for option in 0..choice.options.len() {
            if ways.len() >= most {
                return;
            }
            picks.push((at, option));
            add_ways(choices, worked, (at + 1, count - 1), most, picks, ways);
            picks.pop();
        }
    }
}

/// The fact of a pick, the value it would have, and how large that change is.
fn pick_of(choices: &[Choice], (choice, option): Pick) -> Option<(usize, Slot, usize)> {
    let choice = choices.get(choice)?;
    let (slot, size) = choice.options.get(option)?;
    Some((choice.fact, *slot, *size))
}

fn same_facts(a: &Found, b: &Found) -> bool {
    a.picks
        .iter()
        .map(|(choice, _)| choice)
        .eq(b.picks.iter().map(|(choice, _)| choice))
}

fn with(input: &[Slot], choices: &[Choice], way: &[Pick]) -> Vec<Slot> {
    let mut changed = input.to_vec();
    for pick in way {
        if let Some((fact, slot, _)) = pick_of(choices, *pick)
            && let Some(place) = changed.get_mut(fact)
        {
            *place = slot;
        }
    }
    changed
}

fn change(
    manifest: &Manifest,
    input: &[Slot],
    (fact, to, _): (usize, Slot, usize),
) -> Option<Change> {
    let (fact, from) = (manifest.facts.get(fact)?, *input.get(fact)?);
    Some(Change {
        fact: fact.name.clone(),
        from: Value::of_slot(manifest, &fact.value, from),
        to: Value::of_slot(manifest, &fact.value, to),
        by: difference(&fact.value, from, to),
        unit: unit(&fact.value),
    })
}

fn suggestion(
    manifest: &Manifest,
    target: NodeIndex,
    (now, gives): (Slot, Slot),
    changes: Vec<Change>,
) -> Option<Suggestion> {
    let node = manifest.nodes.get(target)?;
    Some(Suggestion {
        outcome: node.name.clone()?,
        changes,
        now: Value::of_slot(manifest, &node.value, now),
        gives: Value::of_slot(manifest, &node.value, gives),
        more: difference(&node.value, now, gives),
        unit: unit(&node.value),
    })
}

/// How much larger the second is, of what has an order.
fn difference(ty: &ValueType, from: Slot, to: Slot) -> Option<String> {
    span(ty)?;
    let scale = match ty {
        ValueType::Decimal { scale, .. } => *scale,
        _ => 0,
    };
    let digits = i128::from(to.value) - i128::from(from.value);
    Some(Decimal { digits, scale }.to_string())
}
