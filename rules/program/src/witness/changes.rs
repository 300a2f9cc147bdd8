//! Which regions other readings change: every other alternative is tried on all cases that were looked at.

use std::collections::HashSet;

use super::{Changed, Finder, OutcomeRegions};
use crate::evaluate::Case;
use crate::program::{DefinitionId, ReadingId, Value};
use crate::search::Tried;
use crate::witness::Step;

impl Finder<'_, '_> {
    /// The regions that other readings change: by region, and by what the outcome becomes.
    pub(super) fn changes(&self, outcomes: &[OutcomeRegions]) -> Vec<Changed> {
        let program = self.search.program;
        let mut changes = Vec::new();
        for (number, reading) in program.readings.iter().enumerate() {
            let others = (0..reading.alternatives.len()).filter(|at| *at != reading.default);
            for alternative in others {
                let mut known = HashSet::new();
                for tried in &self.looked_at {
                    let read = self.read(&tried.case, number, alternative);
                    for regions in outcomes {
                        changes.extend(self.changed(
                            (ReadingId(number), alternative),
                            regions,
                            (tried, &read),
                            &mut known,
                        ));
                    }
                }
            }
        }
        changes.sort_by_key(|changed| {
            (
                changed.reading,
                changed.alternative,
                changed.outcome,
                changed.region.unwrap_or(usize::MAX),
            )
        });
        changes
    }

    /// What a reading changes in a case, unless the same is known already.
    fn changed(
        &self,
        (reading, alternative): (ReadingId, usize),
        regions: &OutcomeRegions,
        (tried, read): (&Tried, &Tried),
        known: &mut HashSet<(DefinitionId, Vec<Step>, Value)>,
    ) -> Option<Changed> {
        let outcome = regions.outcome;
        let value = |tried: &Tried| {
            tried
                .evaluation
                .definitions
                .get(outcome.0)
                .copied()
                .flatten()
        };
        let (before, after) = (value(tried)?, value(read)?);
        if before == after {
            return None;
        }
        let ((steps, _), (steps_after, _)) = (self.way(outcome, tried)?, self.way(outcome, read)?);
        if !known.insert((outcome, steps.clone(), after)) {
            return None;
        }
        let is_same = |case: &Case| {
            let now = self.way(outcome, &self.search.tried(case.clone()));
            let otherwise = self.way(outcome, &self.read(case, reading.0, alternative));
            now.is_some_and(|(other, value)| other == steps && value == before)
                && otherwise.is_some_and(|(other, value)| other == steps_after && value == after)
        };
        Some(Changed {
            reading,
            alternative,
            outcome,
            region: regions
                .regions
                .iter()
                .position(|region| region.steps == steps),
            case: self.fewest(tried.case.clone(), &is_same),
            before,
            after,
        })
    }

    /// The case with a reading read so.
    fn read(&self, case: &Case, reading: usize, alternative: usize) -> Tried {
        let mut case = case.clone();
        if let Some(slot) = case.readings.get_mut(reading) {
            *slot = alternative;
        }
        self.search.tried(case)
    }
}
