//! What else a doubtful text can mean for a case: each reading's alternatives, and pairs of them that bear on each other.

use nuanze_abi::State;

use crate::case::Case;
use crate::outcome::outcomes;
use crate::record::Slot;
use crate::{
    AlternativeOutcomes, ModuleError, Ordered, Outcome, Policy, ReadTogether, UnderReading,
};

/// The most pairs that are tried.
const PAIRS: usize = 256;

/// An alternative that is not used: the reading, the alternative, and what the outcomes are under it.
struct Other {
    reading: usize,
    alternative: usize,
    input: Vec<Slot>,
    /// In the order of the manifest's outcomes.
    outcomes: Vec<Slot>,
}

impl Policy {
    /// For each reading that matters to this case, the outcomes under each alternative; and the pairs that interact.
    pub(crate) fn under_readings(
        &mut self,
        input: &[Slot],
        used: &Ordered<Outcome>,
    ) -> Result<(Vec<UnderReading>, Vec<ReadTogether>), ModuleError> {
        if self.manifest().readings.is_empty() {
            return Ok(Default::default());
        }
        let facts = self.manifest().facts.len();
        let mut places = vec![(usize::MAX, 0)];
        let mut inputs = vec![input.to_vec()];
        for (reading, declared) in self.manifest().readings.iter().enumerate() {
            for alternative in 0..declared.alternatives.len() {
                if chosen(input, facts + reading) != alternative {
                    places.push((reading, alternative));
                    inputs.push(read(input, facts + reading, alternative));
                }
            }
        }
        let slots = self.outcomes_for(&inputs)?;
        let mut others = places.into_iter().zip(inputs.into_iter().zip(slots)).map(
            |((reading, alternative), (input, outcomes))| Other {
                reading,
                alternative,
                input,
                outcomes,
            },
        );
        let Some(plain) = others.next() else {
            return Ok(Default::default());
        };
        let others: Vec<Other> = others.collect();
        let mut answers = Vec::new();
        for index in 0..self.manifest().readings.len() {
            // Most readings change nothing, and to tell what they give is most of the work.
            let of_reading = others.iter().filter(|other| other.reading == index);
            let of_reading: Vec<&Other> = of_reading.collect();
            if of_reading.iter().all(|other| decides_alike(&plain, other)) {
                continue;
            }
            let mut given = Vec::with_capacity(of_reading.len());
            for other in of_reading {
                given.push((other.alternative, self.told(&other.input)?));
            }
            let Some(reading) = self.manifest().readings.get(index) else {
                continue;
            };
            let under = UnderReading {
                reading: reading.name.clone(),
                used: name_of(reading, chosen(input, facts + index)),
                alternatives: (0..reading.alternatives.len())
                    .map(|place| {
                        let of_place = given.iter().find(|(alternative, _)| *alternative == place);
                        AlternativeOutcomes {
                            alternative: name_of(reading, place),
                            outcomes: of_place.map_or(used, |(_, outcomes)| outcomes).clone(),
                        }
                    })
                    .collect(),
            };
            if !under.parted().is_empty() {
                answers.push(under);
            }
        }
        let together = self.read_together(&plain, &others)?;
        Ok((answers, together))
    }

    /// Pairs of other alternatives under which an outcome is neither what it is now nor what one of them lets expect.
    fn read_together(
        &mut self,
        plain: &Other,
        others: &[Other],
    ) -> Result<Vec<ReadTogether>, ModuleError> {
        let facts = self.manifest().facts.len();
        let mut pairs = Vec::new();
        for (at, first) in others.iter().enumerate() {
            let later = others.iter().skip(at + 1);
            pairs.extend(
                later
                    .filter(|second| second.reading != first.reading)
                    .map(|second| (first, second)),
            );
        }
        pairs.truncate(PAIRS);
        let inputs: Vec<Vec<Slot>> = pairs
            .iter()
            .map(|(first, second)| read(&first.input, facts + second.reading, second.alternative))
            .collect();
        let results = self.outcomes_for(&inputs)?;
        let mut found = Vec::new();
        for (((first, second), input), both) in pairs.into_iter().zip(inputs).zip(results) {
            let slots = plain.outcomes.iter().zip(&first.outcomes);
            let slots = slots.zip(second.outcomes.iter().zip(&both));
            let interacts: Vec<bool> = slots
                .map(|((plain, first), (second, both))| interact(*plain, *first, *second, *both))
                .collect();
            if !interacts.contains(&true) {
                continue;
            }
            let told = self.told(&input)?;
            let manifest = self.manifest();
            let unexplained: Vec<&str> = manifest
                .outcomes
                .iter()
                .zip(interacts)
                .filter(|(_, interacts)| *interacts)
                .filter_map(|(&node, _)| manifest.nodes.get(node)?.name.as_deref())
                .collect();
            let outcomes = told.iter().filter(|(name, _)| unexplained.contains(name));
            let outcomes: Ordered<Outcome> = outcomes
                .map(|(name, outcome)| (name.to_owned(), outcome.clone()))
                .collect();
            let named = [first, second].into_iter().filter_map(|other| {
                let reading = manifest.readings.get(other.reading)?;
                Some((reading.name.clone(), name_of(reading, other.alternative)))
            });
            found.push(ReadTogether {
                readings: named.collect(),
                outcomes,
            });
        }
        Ok(found)
    }

    /// What the outcomes are in each of these cases.
    fn outcomes_for(&mut self, inputs: &[Vec<Slot>]) -> Result<Vec<Vec<Slot>>, ModuleError> {
        let nodes = self.manifest().outcomes.clone();
        let slots = self.run_for(inputs, &nodes)?;
        let case = |case: usize| slots.iter().skip(case * nodes.len()).take(nodes.len());
        Ok((0..inputs.len())
            .map(|at| case(at).copied().collect())
            .collect())
    }

    /// The outcomes of a case as a decision tells them.
    fn told(&mut self, input: &[Slot]) -> Result<Ordered<Outcome>, ModuleError> {
        let result = self.run(input)?;
        Ok(outcomes(Case {
            manifest: self.manifest(),
            input,
            result: &result,
        }))
    }
}

/// Whether every outcome is known under both, and the same.
fn decides_alike(one: &Other, other: &Other) -> bool {
    let known = |slot: &Slot| slot.state != State::Unknown;
    one.outcomes.iter().all(known) && one.outcomes == other.outcomes
}

/// Whether two readings bear on each other, from what an outcome is as used, under each and under both. Where both
/// change it, one of them prevailing is no more than each says alone.
fn interact(plain: Slot, first: Slot, second: Slot, both: Slot) -> bool {
    if both.state == State::Unknown || both == plain {
        return false;
    }
    match (first == plain, second == plain) {
        (true, _) => both != second,
        (_, true) => both != first,
        _ => both != first && both != second,
    }
}

fn chosen(input: &[Slot], place: usize) -> usize {
    let slot = input.get(place);
    slot.and_then(|slot| usize::try_from(slot.value).ok())
        .unwrap_or_default()
}

fn read(input: &[Slot], place: usize, alternative: usize) -> Vec<Slot> {
    let mut input = input.to_vec();
    if let (Some(slot), Ok(value)) = (input.get_mut(place), i64::try_from(alternative)) {
        *slot = Slot::known(value);
    }
    input
}

fn name_of(reading: &nuanze_abi::Reading, alternative: usize) -> String {
    reading
        .alternatives
        .get(alternative)
        .map(|alternative| alternative.name.clone())
        .unwrap_or_default()
}
