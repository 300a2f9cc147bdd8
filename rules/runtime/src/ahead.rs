//! What answers would settle: each question that is still needed is tried with every kind of answer.
//!
//! The rule for what to ask next: the questions stand in the document in the order in which people expect them, so the
//! first that is needed is asked, unless another settles clearly more. A question settles, for each kind of answer, the
//! share of the open outcomes that then become known; an amount whose range shrinks counts for the part that fell away.
//! Answers that leave the outcomes alike are one kind. "Clearly more" is more by over half of everything: a question
//! that only one of two answers makes final never jumps the queue, one that nearly every answer makes final does.

use nuanze_abi::{NodeIndex, State, ValueType};
use serde_json::{Map, Value as Json};

use crate::answers::{Standing, answers};
use crate::bounds::{bounds, written};
use crate::case::Case;
use crate::given::Given;
use crate::policy::PROBED;
use crate::range::{corners, extremes};
use crate::record::Slot;
use crate::{ModuleError, Ordered, Outcome, Policy, Value};

/// The most answers to one question that are tried.
const ANSWERS: usize = 64;
/// The most that are tried in all, for the next question and again for the ranges.
const CASES: usize = 1024;
/// The most that are tried for one range.
const CORNERS: usize = 512;
/// Everything that can be settled.
const ALL: i128 = 1000;
/// By how much more a question must settle to be asked before its turn.
const CLEARLY: i128 = ALL / 2;

/// What an answer leaves open of one outcome: nothing, or between what it still falls (equal ends where it is no number).
type Left = Option<(i128, i128)>;

/// A question that is needed.
struct Asked {
    fact: usize,
    /// What each kind of answer leaves of each open outcome.
    kinds: Vec<Vec<Left>>,
}

impl Policy {
    /// Finds the question to ask next, and says in the open outcomes what settles each and whether its range is exact.
    pub(crate) fn look_ahead(
        &mut self,
        (input, result): (&[Slot], &[Slot]),
        given: &Map<String, Json>,
        outcomes: &mut Ordered<Outcome>,
    ) -> Result<Option<String>, ModuleError> {
        let case = Case {
            manifest: self.manifest(),
            input,
            result,
        };
        let open: Vec<NodeIndex> = case
            .manifest
            .outcomes
            .iter()
            .copied()
            .filter(|&node| case.node_state(node) == State::Unknown)
            .collect();
        let before = left(case, &open);
        let needed = case.needed(&open);
        let most = CORNERS.min(CASES / open.len().max(1));
        let corners: Vec<_> = open
            .iter()
            .map(|&node| number_corners(case, node, most))
            .collect();
        let asked = self.try_answers(input, &needed, &open)?;
        for (place, (&node, corners)) in open.iter().zip(corners).enumerate() {
            let settling: Vec<String> = asked
                .iter()
                .filter(|asked| {
                    let settled = |kind: &Vec<Left>| kind.get(place) == Some(&None);
                    !asked.kinds.is_empty() && asked.kinds.iter().all(settled)
                })
                .filter_map(|asked| Some(self.manifest().facts.get(asked.fact)?.name.clone()))
                .collect();
            let range = extremes(&self.run_for(&corners.unwrap_or_default(), &[node])?);
            self.tell(node, settling, range, outcomes);
        }
        let facts = &self.manifest().facts;
        // What is named and still unknown was given as null.
        let named = Given::of(self.manifest(), given).values;
        let passed = |fact: usize| named.get(fact).is_some_and(Option::is_some);
        let mut next: Option<(usize, i128)> = None;
        let mut best: Option<(usize, i128)> = None;
        for asked in asked.iter().filter(|asked| !passed(asked.fact)) {
            let score = score(&before, &asked.kinds);
            next = next.or(Some((asked.fact, score)));
            if best.is_none_or(|(_, most)| score > most) {
                best = Some((asked.fact, score));
            }
        }
        let chosen = match (next, best) {
            (Some((_, first)), Some((fact, most))) if most > first + CLEARLY => Some(fact),
            (next, _) => next.map(|(fact, _)| fact),
        };
        Ok(chosen.and_then(|fact| Some(facts.get(fact)?.name.clone())))
    }

    /// Tries the answers to each question on the module.
    fn try_answers(
        &mut self,
        input: &[Slot],
        needed: &[usize],
        open: &[NodeIndex],
    ) -> Result<Vec<Asked>, ModuleError> {
        let mut asked: Vec<Asked> = Vec::with_capacity(needed.len());
        let mut tries: Vec<(usize, Vec<Slot>)> = Vec::new();
        for (place, &fact) in needed.iter().enumerate() {
            let answers = self.manifest().facts.get(fact).map(|known| {
                let mut answers = answers(self.manifest(), known, Standing::Any);
                answers.truncate(ANSWERS.min(CASES.saturating_sub(tries.len())));
                answers
            });
            for answer in answers.unwrap_or_default() {
                let mut input = input.to_vec();
                if let Some(slot) = input.get_mut(fact) {
                    *slot = answer;
                }
                tries.push((place, input));
            }
            asked.push(Asked {
                fact,
                kinds: Vec::new(),
            });
        }
        for chunk in tries.chunks(PROBED) {
            let inputs: Vec<&[Slot]> = chunk.iter().map(|(_, input)| input.as_slice()).collect();
            let results = self.run_many(&inputs)?;
            for ((place, input), result) in chunk.iter().zip(&results) {
                let case = Case {
                    manifest: self.manifest(),
                    input,
                    result,
                };
                let kind = left(case, open);
                if let Some(asked) = asked.get_mut(*place)
                    && !asked.kinds.contains(&kind)
                {
                    asked.kinds.push(kind);
                }
            }
        }
        Ok(asked)
    }

    /// Puts what was found into the outcome of this node.
    fn tell(
        &self,
        node: NodeIndex,
        settling: Vec<String>,
        range: Option<(i128, i128)>,
        outcomes: &mut Ordered<Outcome>,
    ) {
        let Some(node) = self.manifest().nodes.get(node) else {
            return;
        };
        if let Some(Outcome::Unknown {
            min,
            max,
            exact,
            settled_by,
            ..
        }) = outcomes.get_mut(node.name.as_deref().unwrap_or_default())
        {
            *settled_by = settling;
            if let (Some(range), ValueType::Decimal { scale, .. }) = (range, &node.value) {
                let (low, high) = written(range, *scale);
                (*min, *max) = (Some(Value::Text(low)), Some(Value::Text(high)));
                *exact = true;
            }
        }
    }
}

/// The cases that give a number's range.
fn number_corners(case: Case, node: NodeIndex, most: usize) -> Option<Vec<Vec<Slot>>> {
    let ty = &case.manifest.nodes.get(node)?.value;
    matches!(ty, ValueType::Decimal { .. })
        .then(|| corners(case, node, most))
        .flatten()
}

/// What a case leaves of each of these outcomes.
fn left(case: Case, open: &[NodeIndex]) -> Vec<Left> {
    let unknown = |node: &NodeIndex| case.node_state(*node) == State::Unknown;
    let ranges = if open.iter().any(unknown) {
        bounds(case)
    } else {
        Vec::new()
    };
    open.iter()
        .map(|node| unknown(node).then(|| ranges.get(*node).copied().flatten().unwrap_or((0, 0))))
        .collect()
}

/// How much a question settles, on average over its kinds of answer.
fn score(before: &[Left], kinds: &[Vec<Left>]) -> i128 {
    let share = |(before, after): (&Left, &Left)| match (before, after) {
        (Some((low, high)), Some((least, most))) if high > low => {
            let fell_away = (high - low) - (most - least);
            ALL.saturating_mul(fell_away.max(0)) / (high - low)
        }
        (_, Some(_)) => 0,
        (_, None) => ALL,
    };
    let mut total = 0;
    for kind in kinds {
        total += before.iter().zip(kind).map(share).sum::<i128>();
    }
    total
        / i128::try_from(kinds.len() * before.len())
            .unwrap_or(i128::MAX)
            .max(1)
}
