//! What else a doubtful text can mean for a case: each reading's alternatives, and pairs of them that bear on each other.

use nuanze_abi::{NodeIndex, State};

use crate::case::Case;
use crate::outcome::outcomes;
use crate::policy::PROBED;
use crate::record::Slot;
use crate::{
    AlternativeOutcomes, ModuleError, Ordered, Outcome, Policy, ReadTogether, UnderReading,
};

/// The most pairs that are tried.
const PAIRS: usize = 256;

/// An alternative that is not used: the reading, the alternative, and what the module gives under it.
struct Other {
    reading: usize,
    alternative: usize,
    input: Vec<Slot>,
    result: Vec<Slot>,
}

impl Other {
    fn slot(&self, node: NodeIndex) -> Slot {
        self.result.get(node).copied().unwrap_or(Slot::UNKNOWN)
    }
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
        let results = self.run_all(&inputs)?;
        let mut others = places.into_iter().zip(inputs.into_iter().zip(results)).map(
            |((reading, alternative), (input, result))| Other {
                reading,
                alternative,
                input,
                result,
            },
        );
        let Some(plain) = others.next() else {
            return Ok(Default::default());
        };
        let others: Vec<Other> = others.collect();
        let mut answers = Vec::new();
        for (index, reading) in self.manifest().readings.iter().enumerate() {
            // Most readings change nothing, and to tell what they give is most of the work.
            let mut of_reading = others.iter().filter(|other| other.reading == index);
            if of_reading.all(|other| self.decides_alike(&plain, other)) {
                continue;
            }
            let at_hand = chosen(input, facts + index);
            let given = |alternative: usize| {
                others
                    .iter()
                    .find(|other| (other.reading, other.alternative) == (index, alternative))
                    .map_or_else(|| used.clone(), |other| self.outcomes_of(other))
            };
            let names = reading.alternatives.iter().enumerate();
            let under = UnderReading {
                reading: reading.name.clone(),
                used: name_of(reading, at_hand),
                alternatives: names
                    .map(|(place, alternative)| AlternativeOutcomes {
                        alternative: alternative.name.clone(),
                        outcomes: given(place),
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
        let nodes = self.manifest().outcomes.clone();
        let results = self.run_for(&inputs, &nodes)?;
        let results = results.chunks_exact(nodes.len().max(1));
        let mut found = Vec::new();
        for (((first, second), input), result) in pairs.into_iter().zip(inputs).zip(results) {
            let unexplained = nodes.iter().zip(result).filter(|(node, both)| {
                let at = |other: &Other| other.slot(**node);
                interact(at(plain), at(first), at(second), **both)
            });
            let unexplained: Vec<NodeIndex> = unexplained.map(|(&node, _)| node).collect();
            if unexplained.is_empty() {
                continue;
            }
            let both = Other {
                reading: first.reading,
                alternative: first.alternative,
                result: self.run(&input)?,
                input,
            };
            let manifest = self.manifest();
            let unexplained: Vec<&str> = unexplained
                .iter()
                .filter_map(|&node| manifest.nodes.get(node)?.name.as_deref())
                .collect();
            let outcomes: Ordered<Outcome> = self
                .outcomes_of(&both)
                .iter()
                .filter(|(name, _)| unexplained.contains(name))
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

    fn run_all(&mut self, inputs: &[Vec<Slot>]) -> Result<Vec<Vec<Slot>>, ModuleError> {
        let mut results = Vec::with_capacity(inputs.len());
        for chunk in inputs.chunks(PROBED) {
            results.extend(self.run_many(&chunk.iter().map(Vec::as_slice).collect::<Vec<_>>())?);
        }
        Ok(results)
    }

    /// Whether every outcome is known under both, and the same.
    fn decides_alike(&self, one: &Other, other: &Other) -> bool {
        self.manifest().outcomes.iter().all(|&node| {
            let slot = one.slot(node);
            slot.state != State::Unknown && slot == other.slot(node)
        })
    }

    fn outcomes_of(&self, other: &Other) -> Ordered<Outcome> {
        outcomes(Case {
            manifest: self.manifest(),
            input: &other.input,
            result: &other.result,
        })
    }
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
