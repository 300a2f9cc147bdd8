//! Cases from a fixed seed: the same for both modules, and in every run.

use nuanze_abi::{Manifest, State, ValueType};

/// The inputs of one decision, facts first, then readings.
#[derive(Clone, Debug)]
pub struct Case {
    /// The raw values.
    pub values: Vec<i64>,
    /// Whether they are known; for what is yes or no, which.
    pub states: Vec<State>,
}

/// Makes cases; in every second one some facts are missing.
pub fn make(manifest: &Manifest, count: usize) -> Vec<Case> {
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    (0..count)
        .map(|index| case(manifest, &mut random, index % 2 == 1))
        .collect()
}

/// A case in words, for a message.
pub fn shown(manifest: &Manifest, case: &Case) -> String {
    let names = manifest
        .facts
        .iter()
        .map(|fact| &fact.name)
        .chain(manifest.readings.iter().map(|reading| &reading.name));
    let slots = case.values.iter().zip(&case.states);
    names
        .zip(slots)
        .map(|(name, (value, state))| format!("{name}={value}/{state:?}"))
        .collect::<Vec<_>>()
        .join(" ")
}

fn case(manifest: &Manifest, random: &mut Random, gaps: bool) -> Case {
    let mut case = Case {
        values: Vec::new(),
        states: Vec::new(),
    };
    for fact in &manifest.facts {
        // Mostly favourable answers: otherwise nearly every case fails at the gate and nothing is compared behind it.
        let likely = random.below(16) != 0;
        let (value, state) = match &fact.value {
            ValueType::Bool => (0, if likely { State::Yes } else { State::No }),
            ValueType::Enum { index } => {
                let count = manifest
                    .enums
                    .get(*index)
                    .map_or(1, |choices| choices.values.len());
                (random.below(count as u64) as i64, State::Yes)
            }
            ValueType::Decimal { min, max, .. }
            | ValueType::Date { min, max }
            | ValueType::Time { min, max }
            | ValueType::DateTime { min, max } => {
                (near(&fact.breakpoints, *min, *max, random), State::Yes)
            }
            // No fact is a reading.
            ValueType::Reading { .. } => (0, State::Unknown),
        };
        let missing = gaps && random.below(8) == 0;
        case.values.push(if missing { 0 } else { value });
        case.states
            .push(if missing { State::Unknown } else { state });
    }
    beyond_the_end(manifest, &mut case);
    for reading in &manifest.readings {
        let other = random.below(8) == 0;
        let position = if other {
            random.below(reading.alternatives.len() as u64) as usize
        } else {
            reading.default
        };
        case.values.push(position as i64);
        case.states.push(State::Yes);
    }
    case
}

/// Makes items unknown that their list does not reach.
fn beyond_the_end(manifest: &Manifest, case: &mut Case) {
    for (index, fact) in manifest.facts.iter().enumerate() {
        let known = |list: usize| {
            let is_known = case.states.get(list) == Some(&State::Yes);
            case.values.get(list).filter(|_| is_known)
        };
        let beyond = fact
            .within
            .iter()
            .any(|(list, number)| known(*list).is_some_and(|length| *length < i64::from(*number)));
        if let (true, Some(value), Some(state)) = (
            beyond,
            case.values.get_mut(index),
            case.states.get_mut(index),
        ) {
            (*value, *state) = (0, State::Unknown);
        }
    }
}

/// A value at or beside where decisions tip, or anywhere in the range.
fn near(breakpoints: &[i64], min: i64, max: i64, random: &mut Random) -> i64 {
    let anywhere = min + random.below((max - min) as u64 + 1) as i64;
    match breakpoints.get(random.below(breakpoints.len() as u64 + 1) as usize) {
        Some(point) => (point + random.below(3) as i64 - 1).clamp(min, max),
        None => anywhere,
    }
}

/// xorshift64*.
struct Random(u64);

impl Random {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 32) % end.max(1)
    }
}
