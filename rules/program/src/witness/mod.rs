//! One case for each region of the outcomes, for people to sign.
//!
//! A *region* of an outcome is all cases in which it comes about in the same way: by the same row of every table on its
//! way (or by what stands after `else`), by the same first condition that fails of every requirement, and in rules that
//! are no conditions by the same branches and operands of `if`, `min` and `max`. A bool rule that is itself an outcome
//! has a region for yes and for no. Each way is followed only as far as it decides: of conditions joined by `and` the
//! first that fails, of those joined by `or` the first that holds.
//!
//! A region's case names only the facts without which its way or its value would be open: whatever the others are, the
//! outcome is the same, and the evaluator has confirmed it. Numbers and days stand next to a boundary where the region
//! has one. Regions are looked for from the examples, one change after the other, under the readings in force; then
//! every other alternative is tried on all cases that were looked at.

mod changes;
mod path;

use std::collections::{BTreeMap, HashSet};

pub use path::Step;

use crate::coverage::reaches;
use crate::evaluate::Case;
use crate::program::{ClauseId, DefinitionId, DefinitionKind, FactId, Program, ReadingId, Value};
use crate::proof::domain::Domain;
use crate::search::breakpoints::is_ordered;
use crate::search::{Search, Support, Tried, distance, get, put};

/// How many cases are looked at for the regions of one outcome, after the examples' neighbours.
const CASES: usize = 20_000;

/// One case for each region.
#[derive(Clone, Debug)]
pub struct Witness {
    /// The outcomes, in document order.
    pub outcomes: Vec<OutcomeRegions>,
    /// What other readings change.
    pub changes: Vec<Changed>,
}

/// The regions of one outcome.
#[derive(Clone, Debug)]
pub struct OutcomeRegions {
    /// Which.
    pub outcome: DefinitionId,
    /// Its regions: in the order of the rows and conditions by which they come about.
    pub regions: Vec<Region>,
}

/// All cases in which an outcome comes about in the same way, by one of them.
#[derive(Clone, Debug)]
pub struct Region {
    /// The facts that matter; the others may be anything.
    pub case: Case,
    /// What the outcome is.
    pub value: Value,
    /// The way to it.
    pub steps: Vec<Step>,
    /// The clauses of what stands on the way, that of the outcome first.
    pub clauses: Vec<ClauseId>,
}

/// A region in which another reading changes the outcome.
#[derive(Clone, Debug)]
pub struct Changed {
    /// The reading.
    pub reading: ReadingId,
    /// Its other alternative.
    pub alternative: usize,
    /// The outcome.
    pub outcome: DefinitionId,
    /// The region's position among those of the outcome, as far as it is listed.
    pub region: Option<usize>,
    /// The facts that matter under both; the readings are those in force.
    pub case: Case,
    /// The outcome as read now.
    pub before: Value,
    /// The outcome as read otherwise.
    pub after: Value,
}

/// One case for each region of the outcomes.
pub fn witness(program: &Program) -> Witness {
    let search = Search::new(program);
    let mut finder = Finder {
        search: &search,
        looked_at: Vec::new(),
        seen: HashSet::new(),
    };
    let outcomes: Vec<OutcomeRegions> = program
        .outcomes
        .iter()
        .map(|outcome| finder.outcome(*outcome))
        .collect();
    let changes = finder.changes(&outcomes);
    Witness { outcomes, changes }
}

struct Finder<'s, 'a> {
    search: &'s Search<'a>,
    /// The cases under the readings in force that were looked at, each once.
    looked_at: Vec<Tried>,
    seen: HashSet<Case>,
}

/// The way to an outcome, and the outcome.
type Way = (Vec<Step>, Value);

impl Finder<'_, '_> {
    fn outcome(&mut self, outcome: DefinitionId) -> OutcomeRegions {
        let search = self.search;
        let mut regions: BTreeMap<Vec<Step>, Tried> = BTreeMap::new();
        let mut open: Vec<Case> = Vec::new();
        let pool = search
            .pool()
            .iter()
            .filter(|tried| self.is_in_force(&tried.case));
        let rows = self.rows(outcome);
        for tried in pool.cloned().chain(rows).collect::<Vec<_>>() {
            self.note(outcome, tried, &mut regions, &mut open);
        }
        let mut support = search.supports.definition(outcome);
        support.readings.clear();
        let mut looked_at: usize = 0;
        let mut at = 0;
        while let Some(case) = open.get(at).cloned() {
            at += 1;
            for next in search.next(&case, &support) {
                looked_at += 1;
                if looked_at > CASES {
                    break;
                }
                let tried = search.tried(next);
                self.note(outcome, tried, &mut regions, &mut open);
            }
        }
        let regions = regions
            .into_iter()
            .filter_map(|(steps, tried)| self.region(outcome, steps, tried));
        let mut regions: Vec<Region> = regions.collect();
        // What gives something comes before what is refused.
        let is_refused = |region: &Region| {
            let mut steps = region.steps.iter();
            steps.any(|step| matches!(step, Step::Failed(..) | Step::Otherwise(_)))
        };
        regions.sort_by(|a, b| (is_refused(a), &a.steps).cmp(&(is_refused(b), &b.steps)));
        OutcomeRegions { outcome, regions }
    }

    /// Keeps a case that is the first of its region.
    fn note(
        &mut self,
        outcome: DefinitionId,
        tried: Tried,
        regions: &mut BTreeMap<Vec<Step>, Tried>,
        open: &mut Vec<Case>,
    ) {
        if let Some((steps, _)) = self.way(outcome, &tried)
            && !regions.contains_key(&steps)
        {
            open.push(tried.case.clone());
            regions.insert(steps, tried.clone());
        }
        if self.seen.insert(tried.case.clone()) {
            self.looked_at.push(tried);
        }
    }

    /// A case for every row of the tables that the outcome uses, as far as one is found.
    fn rows(&self, outcome: DefinitionId) -> Vec<Tried> {
        let (search, program) = (self.search, self.search.program);
        let mut support = search.supports.definition(outcome);
        support.readings.clear();
        let mut found = Vec::new();
        for (at, definition) in program.definitions.iter().enumerate() {
            let id = DefinitionId(at);
            let DefinitionKind::Table(table) = &definition.kind else {
                continue;
            };
            if id != outcome && !search.supports.uses(outcome, id) {
                continue;
            }
            for row in 0..table.rows.len() {
                let goal = vec![reaches(table, row, None)];
                let far = |tried: &Tried| {
                    let far = distance(program, &search.state(tried), &goal);
                    // What another reading brings about is told apart.
                    far.saturating_add(if self.is_in_force(&tried.case) {
                        0
                    } else {
                        1_000
                    })
                };
                found.extend(search.find(&support, &far));
            }
        }
        found
    }

    fn is_in_force(&self, case: &Case) -> bool {
        let readings = self
            .search
            .program
            .readings
            .iter()
            .map(|reading| &reading.default);
        case.readings.iter().eq(readings)
    }

    fn way(&self, outcome: DefinitionId, tried: &Tried) -> Option<Way> {
        let state = self.search.state(tried);
        let value = state.definition(outcome)?;
        Some((path::path(self.search.program, &state, outcome)?, value))
    }

    fn region(&self, outcome: DefinitionId, steps: Vec<Step>, tried: Tried) -> Option<Region> {
        let (_, value) = self.way(outcome, &tried)?;
        let near = self.nearest(outcome, &steps, tried.case);
        let value = self
            .way(outcome, &self.search.tried(near.clone()))
            .map_or(value, |(_, value)| value);
        let is_same = |case: &Case| {
            let way = self.way(outcome, &self.search.tried(case.clone()));
            way.is_some_and(|(other, is)| other == steps && is == value)
        };
        let case = self.fewest(near, &is_same);
        let tried = self.search.tried(case.clone());
        let passed = path::passed(self.search.program, &self.search.state(&tried), outcome);
        let mut clauses: Vec<ClauseId> = Vec::new();
        for clause in passed
            .iter()
            .filter_map(|id| self.search.program.definitions.get(id.0)?.clause)
        {
            if !clauses.contains(&clause) {
                clauses.push(clause);
            }
        }
        Some(Region {
            case,
            value,
            steps,
            clauses,
        })
    }

    /// The case with its numbers and days next to a boundary of the region, where there is one within a step.
    fn nearest(&self, outcome: DefinitionId, steps: &[Step], mut case: Case) -> Case {
        let search = self.search;
        let is_inside = |case: Case| {
            let way = self.way(outcome, &search.tried(case));
            way.is_some_and(|(other, _)| other == steps)
        };
        for fact in &search.supports.definition(outcome).facts {
            let known = search
                .program
                .facts
                .get(fact.0)
                .filter(|known| is_ordered(&known.ty));
            let domain = known.and_then(|known| Domain::of_type(search.program, &known.ty));
            let (Some(domain), Some(_)) = (domain, get(&case, *fact)) else {
                continue;
            };
            if search.is_length(*fact) {
                continue;
            }
            let at_boundary = |case: &Case| {
                let at = get(case, *fact).and_then(|value| domain.below(value));
                let beside = at.map(|(at, _)| [at - 1, at + 1]).into_iter().flatten();
                let mut beside = beside.filter(|at| (0..domain.size).contains(at));
                is_inside(case.clone())
                    && beside.any(|at| !is_inside(search.with(case, *fact, domain.value(at))))
            };
            let mut alone = Support::default();
            alone.facts.insert(*fact);
            let mut others = search.next(&case, &alone).into_iter();
            if !at_boundary(&case)
                && let Some(nearer) = others.find(at_boundary)
            {
                case = nearer;
            }
        }
        case
    }

    /// The case with the facts that it needs to stay as it is.
    fn fewest(&self, case: Case, is_same: &dyn Fn(&Case) -> bool) -> Case {
        let mut fewest = case;
        for at in 0..self.search.program.facts.len() {
            let fact = FactId(at);
            if get(&fewest, fact).is_none() {
                continue;
            }
            let mut without = fewest.clone();
            put(&mut without, fact, None);
            self.search.take_items(&mut without, fact);
            if is_same(&without) {
                fewest = without;
            }
        }
        fewest
    }
}
