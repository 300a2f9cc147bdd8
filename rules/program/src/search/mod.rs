//! Looks for cases: from the examples, by one change after the other, towards what a case is wished to show.
//!
//! The search is deterministic and bounded. It changes one fact at a time to a value at which something can change
//! (see [`breakpoints`]) or brings an expression to such a value (see [`solve`]), always from the case that is
//! closest so far. What it does not find may exist all the same.

pub(crate) mod breakpoints;
mod lists;
mod solve;
mod support;
mod wish;

use std::borrow::Cow;
use std::cell::Cell;
use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashSet};

use breakpoints::Breakpoints;
use lists::Lists;
pub(crate) use lists::{get, put, reached};
pub(crate) use support::{Support, Supports};
pub(crate) use wish::{Goal, Wish, distance};

use crate::evaluate::{Case, Evaluation, State, evaluate};
use crate::program::{FactId, Program, ReadingId, Value};

/// How many evaluations are spent on the cases next to the examples, which every question looks through first.
const POOL: usize = 12_000;
/// How many more are spent on one question.
const QUESTION: usize = 3_000;
/// How many of the pool's cases a question starts from.
const STARTS: usize = 40;

/// A case and what follows from it.
#[derive(Clone, Debug)]
pub(crate) struct Tried {
    pub(crate) case: Case,
    pub(crate) evaluation: Evaluation,
}

/// Looks for cases of one program.
#[derive(Debug)]
pub(crate) struct Search<'a> {
    pub(crate) program: &'a Program,
    pub(crate) supports: Supports,
    breakpoints: Breakpoints<'a>,
    lists: Lists,
    /// The examples' cases, those that are one change away from them, and cases in which every fact is known.
    pool: Vec<Tried>,
    evaluations: Cell<usize>,
}

impl<'a> Search<'a> {
    /// Gathers the breakpoints and the cases next to the examples.
    pub(crate) fn new(program: &'a Program) -> Self {
        let mut search = Self {
            program,
            supports: Supports::of(program),
            breakpoints: Breakpoints::of(program),
            lists: Lists::of(program),
            pool: Vec::new(),
            evaluations: Cell::new(0),
        };
        let mut seen = HashSet::new();
        let examples = program.examples.iter().map(|example| example.case(program));
        let bases: Vec<Case> = examples.filter(|case| seen.insert(case.clone())).collect();
        for case in &bases {
            search.pool.push(search.tried(case.clone()));
        }
        let all = search.everything();
        let complete = search.complete();
        for case in bases.iter().chain([&complete]) {
            for next in search.next(case, &all) {
                if search.evaluations.get() < POOL && seen.insert(next.clone()) {
                    search.pool.push(search.tried(next));
                }
            }
        }
        if seen.insert(complete.clone()) {
            search.pool.push(search.tried(complete));
        }
        search
    }

    /// The cases that every question looks through.
    pub(crate) fn pool(&self) -> &[Tried] {
        &self.pool
    }

    /// Decides a case.
    pub(crate) fn tried(&self, case: Case) -> Tried {
        self.evaluations
            .set(self.evaluations.get().saturating_add(1));
        let evaluation = evaluate(self.program, &case);
        Tried { case, evaluation }
    }

    /// What is known once a case is decided.
    pub(crate) fn state<'t>(&'t self, tried: &'t Tried) -> State<'t> {
        State {
            case: &tried.case,
            parameters: &self.program.parameters,
            evaluation: Cow::Borrowed(&tried.evaluation),
        }
    }

    /// A case for which the distance is 0. Only facts and readings `within` are changed beyond the pool.
    pub(crate) fn find(&self, within: &Support, far: &dyn Fn(&Tried) -> u32) -> Option<Tried> {
        let mut open = BinaryHeap::new();
        for (at, tried) in self.pool.iter().enumerate() {
            open.push(Reverse((far(tried), self.undecided(tried), at)));
        }
        if let Some(Reverse((0, _, at))) = open.peek() {
            return self.pool.get(*at).cloned();
        }
        let mut starts = BinaryHeap::new();
        let mut found: Vec<Case> = Vec::new();
        let mut seen = HashSet::new();
        for Reverse((far, undecided, at)) in std::iter::from_fn(|| open.pop()).take(STARTS) {
            if let Some(tried) = self.pool.get(at)
                && seen.insert(tried.case.clone())
            {
                starts.push(Reverse((far, undecided, found.len())));
                found.push(tried.case.clone());
            }
        }
        let end = self.evaluations.get().saturating_add(QUESTION);
        while let Some(Reverse((_, _, at))) = starts.pop() {
            let case = found.get(at).cloned()?;
            for next in self.next(&case, within) {
                if self.evaluations.get() >= end {
                    return None;
                }
                if !seen.insert(next.clone()) {
                    continue;
                }
                let tried = self.tried(next);
                let far = far(&tried);
                if far == 0 {
                    return Some(tried);
                }
                starts.push(Reverse((far, self.undecided(&tried), found.len())));
                found.push(tried.case);
            }
        }
        None
    }

    /// The case as near to a base as it can be while the distance stays 0 and nothing more is left undecided.
    pub(crate) fn simplest(&self, found: Tried, base: &Case, far: &dyn Fn(&Tried) -> u32) -> Tried {
        let mut best = found;
        let whole = self.program.inputs.iter().map(lists::leaves);
        let single = (0..self.program.facts.len()).map(|at| vec![FactId(at)]);
        let single = single.filter(|facts| facts.iter().all(|fact| self.stands_alone(*fact)));
        let steps: Vec<Vec<FactId>> = whole.chain(single).collect();
        let readings = (0..self.program.readings.len()).map(ReadingId);
        let mut attempts: Vec<Case> = Vec::new();
        for step in steps.into_iter().map(Ok).chain(readings.map(Err)) {
            let mut case = best.case.clone();
            match &step {
                Ok(facts) => facts
                    .iter()
                    .for_each(|fact| put(&mut case, *fact, get(base, *fact))),
                Err(reading) => {
                    let before = base.readings.get(reading.0).copied();
                    if let (Some(slot), Some(before)) = (case.readings.get_mut(reading.0), before) {
                        *slot = before;
                    }
                }
            }
            if case == best.case || attempts.contains(&case) {
                continue;
            }
            attempts.push(case.clone());
            let tried = self.tried(case);
            if far(&tried) == 0 && self.undecided(&tried) <= self.undecided(&best) {
                best = tried;
            }
        }
        best
    }

    /// Whether a fact can be changed alone: it is neither an item of a list nor a list's length.
    fn stands_alone(&self, fact: FactId) -> bool {
        let known = self.program.facts.get(fact.0);
        known.is_some_and(|known| known.within.is_empty()) && !self.lists.is_length(fact)
    }

    /// Whether a fact holds how many items a list has.
    pub(crate) fn is_length(&self, fact: FactId) -> bool {
        self.lists.is_length(fact)
    }

    /// Takes the items of a list away, if the fact is its length.
    pub(crate) fn take_items(&self, case: &mut Case, fact: FactId) {
        self.lists.take_items(case, fact);
    }

    /// All facts and readings.
    pub(crate) fn everything(&self) -> Support {
        Support {
            facts: (0..self.program.facts.len()).map(FactId).collect(),
            readings: (0..self.program.readings.len()).map(ReadingId).collect(),
        }
    }

    /// The values of a fact that are worth trying.
    pub(crate) fn values(&self, fact: FactId) -> &[Value] {
        self.breakpoints
            .facts
            .get(fact.0)
            .map_or(&[], Vec::as_slice)
    }

    /// A case with one fact set, its lists whole.
    pub(crate) fn with(&self, case: &Case, fact: FactId, value: Value) -> Case {
        let mut changed = case.clone();
        let first = |fact| self.breakpoints.first(fact);
        self.lists
            .set(self.program, &mut changed, (fact, value), &first);
        changed
    }

    /// The cases one change away.
    pub(crate) fn next(&self, case: &Case, within: &Support) -> Vec<Case> {
        let mut cases = Vec::new();
        for fact in &within.facts {
            if !reached(self.program, case, *fact) {
                continue;
            }
            let known = get(case, *fact);
            let others = self
                .values(*fact)
                .iter()
                .filter(|value| Some(**value) != known);
            cases.extend(others.map(|value| self.with(case, *fact, *value)));
        }
        for reading in &within.readings {
            let count = self
                .program
                .readings
                .get(reading.0)
                .map_or(0, |known| known.alternatives.len());
            let current = case.readings.get(reading.0).copied();
            for at in (0..count).filter(|at| Some(*at) != current) {
                let mut changed = case.clone();
                if let Some(slot) = changed.readings.get_mut(reading.0) {
                    *slot = at;
                }
                cases.push(changed);
            }
        }
        cases.extend(self.solved(case, within));
        cases
    }

    /// How many outcomes are not decided: a case that decides all is the better one to show.
    pub(crate) fn undecided(&self, tried: &Tried) -> usize {
        let outcomes = self.program.outcomes.iter();
        outcomes
            .filter(|id| {
                tried
                    .evaluation
                    .definitions
                    .get(id.0)
                    .copied()
                    .flatten()
                    .is_none()
            })
            .count()
    }

    /// A case in which every fact has its first value.
    fn complete(&self) -> Case {
        let mut case = Case::new(self.program);
        for at in 0..self.program.facts.len() {
            let fact = FactId(at);
            if get(&case, fact).is_none()
                && reached(self.program, &case, fact)
                && let Some(first) = self.breakpoints.first(fact)
            {
                case = self.with(&case, fact, first);
            }
        }
        case
    }
}
