//! The module and the reference evaluator agree, whatever the document and whatever is known.

use crate::decided;
use crate::support::{build, generate, host::Host, policy::Policy, random::Random};

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
    compare(&policy, seed, &text);
}

/// The bytes choose what a program is made of, with what no document of the others says: times, parameters, lists.
pub(crate) fn built(bytes: &[u8]) {
    let Some((seed, choices)) = bytes.split_first_chunk::<SEED>() else {
        return;
    };
    let seed = u64::from(u32::from_le_bytes(*seed));
    let program = build::program_of(Random::of_choices(seed, choices.to_vec()));
    let text = format!("{:#?}", program.definitions);
    let policy = Policy::of_program(program).unwrap_or_else(|error| panic!("{error}\n{text}"));
    compare(&policy, seed, &text);
}

fn compare(policy: &Policy, seed: u64, text: &str) {
    let mut host = Host::new(&policy.module);
    let mut runtime = nuanze_runtime::wasmtime::load(&policy.module.bytes).unwrap();
    let mut random = Random::new(seed);
    for (index, known) in KNOWN.into_iter().cycle().take(12).enumerate() {
        let mut case = policy.random_case(&mut random, known);
        let compared = policy.compare(&mut host, &case).and_then(|()| {
            decided::trim(&policy.program, &mut case);
            decided::compare(&policy.program, &mut runtime, &case, index % 2 == 0)
        });
        if let Err(difference) = compared {
            panic!("{difference}\n{text}");
        }
    }
}
