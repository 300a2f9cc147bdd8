//! Many records at once, too little memory, and memory that holds anything at all.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use nuanze_abi::State;
use support::host::{Host, Slot};
use support::policy::{Policy, cases};
use support::random::Random;

/// The most records that fit the memory as it is.
fn capacity(host: &Host) -> usize {
    (host.memory.data_size(&host.store) - host.inputs) / (host.input_size() + host.result_size())
}

#[test]
fn a_batch_decides_as_one_by_one() {
    for name in ["award", "tariff"] {
        let policy = Policy::fixture(name);
        let mut random = Random::new(7);
        let mut host = Host::new(&policy.module);
        let count = capacity(&host);
        let inputs: Vec<Vec<Slot>> = (0..count)
            .map(|_| policy.input(&policy.random_case(&mut random, 90)))
            .collect();
        for (index, input) in inputs.iter().enumerate() {
            let at = host.inputs + index * host.input_size();
            host.write(at, input);
        }
        assert_eq!(host.batch(i32::try_from(count).unwrap()), 1);
        let first = host.inputs + count * host.input_size();
        let mut single = Host::new(&policy.module);
        for (index, input) in inputs.iter().enumerate() {
            let at = first + index * host.result_size();
            assert_eq!(host.read(at), single.decide(input), "record {index}");
        }
    }
}

#[test]
fn a_batch_that_does_not_fit_is_refused_and_nothing_is_written() {
    let policy = Policy::fixture("award");
    let mut host = Host::new(&policy.module);
    let count = i32::try_from(capacity(&host)).unwrap();
    for refused in [count + 1, i32::MAX, -1, i32::MIN] {
        let before = host.memory.data(&host.store).to_vec();
        assert_eq!(host.batch(refused), 0, "{refused}");
        assert!(host.memory.data(&host.store) == before);
    }
    assert_eq!(host.batch(0), 1);
    assert_eq!(host.batch(count), 1);
    host.memory.grow(&mut host.store, 1).unwrap();
    assert_eq!(host.batch(count + 1), 1);
}

#[test]
fn whatever_the_memory_holds_nothing_traps_and_states_are_states() {
    let mut modules = vec![
        Policy::fixture("award").module,
        Policy::fixture("tariff").module,
    ];
    modules.extend(
        (0..30)
            .filter_map(support::generate::mended)
            .map(|text| Policy::compile(&text).unwrap().module),
    );
    modules.extend((0..8).map(|seed| {
        Policy::of_program(support::build::program(seed))
            .unwrap()
            .module
    }));
    let mut random = Random::new(3);
    for module in modules {
        let mut host = Host::new(&module);
        for round in 0..cases(400) {
            let (start, size) = (host.inputs, host.input_size());
            for byte in &mut host.memory.data_mut(&mut host.store)[start..start + size] {
                // Extreme numbers, and now and then a state that is meant.
                let any = random.next().to_le_bytes()[0];
                *byte = match round % 4 {
                    0 => any,
                    1 => 0xff,
                    2 => any & 3,
                    _ => *random.pick(&[0, 2, 0x7f, 0x80, 0xff]),
                };
            }
            host.decide_again();
            let results = host.read(host.results);
            assert!(
                results
                    .iter()
                    .all(|slot| State::from_byte(slot.state).is_some())
            );
        }
    }
}
