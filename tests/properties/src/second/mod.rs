//! The rules of documents a second time, written from the official text in plain Rust: the compiled modules say the
//! same on random cases.

mod calendar;
mod cases;
mod facts;
mod mentougou;
mod tally;
mod tariff;
mod upkeep;
mod venues;
mod yanqing;
mod yanqing_service;

use std::fmt::Write;
use std::path::Path;
use std::thread;

use nuanze_abi::{Manifest, ValueType, record_size, state_offset, value_offset};
use rust_decimal::Decimal;

use crate::support::host::Host;
use crate::support::policy::{Policy, library};
use crate::support::random::Random;
use facts::{Facts, Index, Second};
use tally::Tally;

pub use facts::Value;
pub use tally::{Compared, Said};

/// Every document that has a second implementation, and the facts of which a yes should be rare in its cases.
const SECONDS: &[(&str, Second, &[&str])] = &[
    ("mentougou-2022", mentougou::award, mentougou::SELDOM),
    ("mentougou-2022-venues", venues::venues, venues::SELDOM),
    ("mentougou-2022-tariff", tariff::tariff, tariff::SELDOM),
    ("mentougou-2022-upkeep", upkeep::upkeep, upkeep::SELDOM),
    ("yanqing-2025", yanqing::yanqing, yanqing::SELDOM),
    (
        "yanqing-2025-service",
        yanqing_service::yanqing_service,
        &[],
    ),
];

/// How many cases a module decides in one call.
const BATCH: usize = 500;
/// What WebAssembly's memory grows by.
const PAGE: usize = 65_536;

/// A document at work.
struct Document {
    id: &'static str,
    policy: Policy,
    second: Second,
    /// For each fact, whether a yes should be rare.
    seldom: Vec<bool>,
}

/// Tries at least so many cases, as many of each document.
///
/// # Panics
///
/// Where module and second implementation part: the policy, the outcome, both values and the case are in the message.
pub fn second(cases: usize) -> Compared {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../rules/policies");
    let library = library(&folder);
    let documents = SECONDS.iter().map(|(id, second, seldom)| {
        let text = std::fs::read_to_string(folder.join(format!("{id}.md"))).unwrap();
        let policy = Policy::compile_with(&text, &library).unwrap();
        let facts = policy.module.manifest.facts.iter();
        let rare: Vec<bool> = facts
            .map(|fact| seldom.contains(&fact.name.as_str()))
            .collect();
        let named = rare.iter().filter(|rare| **rare).count();
        assert_eq!(named, seldom.len(), "{id} has other facts than {seldom:?}");
        Document {
            id,
            policy,
            second: *second,
            seldom: rare,
        }
    });
    let documents: Vec<Document> = documents.collect();
    let cores = thread::available_parallelism().map_or(1, |cores| cores.get());
    let batches = cases.div_ceil(documents.len() * cores * BATCH);
    thread::scope(|scope| {
        let documents = &documents;
        let workers = (0..cores as u64).map(|seed| {
            scope.spawn(move || {
                let mut compared = Compared::default();
                for document in documents {
                    compared.add(document.compare(batches, seed));
                }
                compared
            })
        });
        let workers: Vec<_> = workers.collect();
        let mut compared = Compared::default();
        for worker in workers {
            compared.add(worker.join().unwrap());
        }
        compared
    })
}

impl Document {
    fn compare(&self, batches: usize, seed: u64) -> Compared {
        let manifest = &self.policy.module.manifest;
        let index = Index::new(manifest);
        let mut tallies: Vec<Tally> = Vec::new();
        let mut host = Host::new(&self.policy.module);
        let bytes = host.inputs + BATCH * (host.input_size() + host.result_size());
        let grown = bytes.div_ceil(PAGE) as u64;
        host.memory.grow(&mut host.store, grown).unwrap();
        let mut random = Random::new(seed);
        for _ in 0..batches {
            let cases: Vec<Vec<i64>> = (0..BATCH)
                .map(|_| cases::case(manifest, &self.seldom, &mut random))
                .collect();
            self.decide(&mut host, &cases);
            for (number, case) in cases.iter().enumerate() {
                let outcomes = (self.second)(&Facts::new(&index, case)).into_iter();
                for (place, (name, value)) in outcomes.enumerate() {
                    if place == tallies.len() {
                        tallies.push(Tally::new(name, self.policy.node(name)));
                    }
                    let tally = &mut tallies[place];
                    assert_eq!(tally.name, name, "outcomes in the same order for each case");
                    let slot = slot(&host, number, tally.node);
                    if !agrees(manifest, tally.node, slot, &value) {
                        self.part(name, tally.node, slot, &value, case);
                    }
                    tally.count(value);
                }
            }
        }
        let said = tallies.into_iter();
        Compared {
            cases: batches * BATCH,
            said: said
                .map(|tally| ((self.id, tally.name), tally.values()))
                .collect(),
        }
    }

    /// Decides cases in the module's memory.
    fn decide(&self, host: &mut Host, cases: &[Vec<i64>]) {
        let manifest = &self.policy.module.manifest;
        let mut records = Vec::with_capacity(cases.len() * host.input_size());
        for case in cases {
            let end = records.len() + host.input_size();
            let mut states = Vec::with_capacity(case.len());
            for (at, value) in case.iter().enumerate() {
                let fact = manifest.facts.get(at);
                let is_bool = fact.is_some_and(|fact| fact.value == ValueType::Bool);
                let (value, state) = match fact {
                    Some(fact) if cases::is_beyond(fact, case) => (0, 0),
                    Some(_) if is_bool => (0, if *value == 0 { 1 } else { 2 }),
                    _ => (*value, 2),
                };
                records.extend(value.to_le_bytes());
                states.push(state);
            }
            records.extend(states);
            records.resize(end, 0);
        }
        let inputs = host.inputs;
        host.memory
            .write(&mut host.store, inputs, &records)
            .unwrap();
        assert_eq!(host.batch(i32::try_from(cases.len()).unwrap()), 1);
    }

    /// Says how they part.
    fn part(&self, name: &str, node: usize, slot: (u8, i64), value: &Value, case: &[i64]) -> ! {
        let manifest = &self.policy.module.manifest;
        let mut words = String::new();
        for (at, fact) in manifest.facts.iter().enumerate() {
            if !cases::is_beyond(fact, case) {
                let shown = shown(manifest, &fact.value, case[at]);
                writeln!(words, "  {} = {shown}", fact.name).unwrap();
            }
        }
        let positions = &case[manifest.facts.len()..];
        for (reading, position) in manifest.readings.iter().zip(positions) {
            let alternative = &reading.alternatives[usize::try_from(*position).unwrap()];
            writeln!(words, "  {} = {}", reading.name, alternative.name).unwrap();
        }
        let module = match (slot, &manifest.nodes[node].value) {
            ((0, _), _) => "unknown".into(),
            ((state, _), ValueType::Bool) => {
                shown(manifest, &ValueType::Bool, i64::from(state) - 1)
            }
            ((_, raw), ty) => shown(manifest, ty, raw),
        };
        panic!(
            "{}: `{name}`: module {module}, second {value:?}\n{words}",
            self.id
        )
    }
}

/// State and value of a node after a batch.
fn slot(host: &Host, number: usize, node: usize) -> (u8, i64) {
    let memory = host.memory.data(&host.store);
    let results = host.inputs + BATCH * host.input_size() + number * record_size(host.result_slots);
    let value = results + value_offset(node);
    let value = i64::from_le_bytes(memory[value..value + 8].try_into().unwrap());
    (
        memory[results + state_offset(host.result_slots, node)],
        value,
    )
}

fn agrees(manifest: &Manifest, node: usize, (state, raw): (u8, i64), value: &Value) -> bool {
    match (&manifest.nodes[node].value, value) {
        (ValueType::Bool, Value::Yes(yes)) => state == if *yes { 2 } else { 1 },
        (ValueType::Enum { index }, Value::Choice(name)) => {
            let values = &manifest.enums[*index].values;
            state == 2 && values[usize::try_from(raw).unwrap()].name == *name
        }
        (ValueType::Decimal { scale, .. }, Value::Number(number)) => {
            state == 2 && Decimal::from_i128_with_scale(raw.into(), *scale) == *number
        }
        (
            ValueType::Date { .. } | ValueType::Time { .. } | ValueType::DateTime { .. },
            Value::Moment(moment),
        ) => state == 2 && raw == *moment,
        (ty, value) => panic!("{value:?} is no {ty:?}"),
    }
}

/// A raw value in words.
fn shown(manifest: &Manifest, ty: &ValueType, raw: i64) -> String {
    match ty {
        ValueType::Bool => if raw == 0 { "no" } else { "yes" }.into(),
        ValueType::Enum { index } => {
            let values = &manifest.enums[*index].values;
            values[usize::try_from(raw).unwrap()].name.clone()
        }
        ValueType::Decimal { scale, unit, .. } => {
            format!(
                "{} {unit}",
                Decimal::from_i128_with_scale(raw.into(), *scale)
            )
        }
        other => format!("{raw} ({other:?})"),
    }
}
