//! The module and the reference evaluator agree, whatever the document and whatever is known.

use crate::support::{generate, host::Host, policy::Policy, random::Random};

/// How often a fact is known, in percent.
const KNOWN: [usize; 4] = [100, 85, 50, 15];
/// The first bytes seed what the others do not choose.
const SEED: usize = 4;

/// The bytes choose what the document says; the seed chooses the cases.
pub(crate) fn differential(bytes: &[u8]) {
    let Some((seed, choices)) = bytes.split_first_chunk::<SEED>() else {
        return;
    };
    let seed = u64::from(u32::from_le_bytes(*seed));
    let Some(text) = generate::mended_of(Random::of_choices(seed, choices.to_vec()), seed) else {
        return;
    };
    let policy = Policy::compile(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let mut host = Host::new(&policy.module);
    let mut random = Random::new(seed);
    for known in KNOWN.into_iter().cycle().take(12) {
        let case = policy.random_case(&mut random, known);
        if let Err(difference) = policy.compare(&mut host, &case) {
            panic!("{difference}\n{text}");
        }
    }
}
