//! A handwritten module under wasmtime; `award.rs` and `months.rs` beside this folder are their sources.

use nuanze_abi::Manifest;
use wasmtime::Result;
use wasmtime::error::Context;
use wasmtime::{Engine, Instance, Memory, Module, Store, TypedFunc};

use crate::Answer;
use crate::cases::Case;
use crate::rule::{MOST_CONDITIONS, Rule};

/// Bytes before the states among the outcomes of a record: its amount.
const AMOUNT: usize = 8;

/// The module, ready to decide.
pub struct Handwritten {
    store: Store<()>,
    memory: Memory,
    decide: TypedFunc<(), ()>,
    decide_batch: TypedFunc<i32, ()>,
    inputs: usize,
    outcomes: usize,
    conditions: usize,
    /// Which slot of the policy each input is.
    slots: Vec<usize>,
}

impl Handwritten {
    /// Loads it.
    pub fn new(bytes: &[u8], manifest: &Manifest, rule: &Rule) -> Result<Self> {
        let engine = Engine::default();
        let module = Module::new(&engine, bytes)?;
        let mut store = Store::new(&engine, ());
        let instance = Instance::new(&mut store, &module, &[])?;
        let slot = |name: &String| {
            crate::slot(manifest, name).with_context(|| format!("the policy has no `{name}`"))
        };
        Ok(Self {
            memory: instance
                .get_memory(&mut store, "memory")
                .context("no memory")?,
            decide: instance.get_typed_func(&mut store, "decide")?,
            decide_batch: instance.get_typed_func(&mut store, "decide_batch")?,
            inputs: address(&mut store, &instance, "inputs")?,
            outcomes: address(&mut store, &instance, "outcomes")?,
            conditions: rule.conditions.len(),
            slots: rule.inputs.iter().map(slot).collect::<Result<_>>()?,
            store,
        })
    }

    /// A case as this module's memory holds it.
    pub fn record(&self, case: &Case) -> Vec<u8> {
        let value = |slot: &usize| {
            case.values
                .get(*slot)
                .copied()
                .unwrap_or_default()
                .to_le_bytes()
        };
        let state = |slot: &usize| case.states.get(*slot).map_or(0, |state| *state as u8);
        let values = self.slots.iter().flat_map(value);
        let mut record: Vec<u8> = values.chain(self.slots.iter().map(state)).collect();
        record.resize(record.len().next_multiple_of(8), 0);
        record
    }

    /// Takes in a record, decides it, reads the answer.
    pub fn decide(&mut self, record: &[u8]) -> Result<Answer> {
        self.memory.write(&mut self.store, self.inputs, record)?;
        self.decide.call(&mut self.store, ())?;
        Ok(self.answer(0))
    }

    /// Takes in `count` records side by side and decides them in one call.
    pub fn decide_batch(&mut self, records: &[u8], count: usize) -> Result<()> {
        self.memory.write(&mut self.store, self.inputs, records)?;
        self.decide_batch
            .call(&mut self.store, i32::try_from(count)?)
    }

    /// The answer for a record of those that were decided last.
    pub fn answer(&self, record: usize) -> Answer {
        let memory = self.memory.data(&self.store);
        let size = (AMOUNT + self.conditions + 1).next_multiple_of(8);
        let at = self.outcomes + record * size;
        let byte = |at: usize| memory.get(at).copied().unwrap_or_default();
        let mut conditions = [0; MOST_CONDITIONS];
        let states = at + AMOUNT;
        for (index, condition) in conditions.iter_mut().take(self.conditions).enumerate() {
            *condition = byte(states + index);
        }
        let amount = memory
            .get(at..states)
            .and_then(|bytes| bytes.try_into().ok())
            .map(i64::from_le_bytes);
        Answer {
            conditions,
            amount: amount.filter(|_| byte(states + self.conditions) == 2),
        }
    }
}

fn address(store: &mut Store<()>, instance: &Instance, name: &str) -> Result<usize> {
    let function: TypedFunc<(), i32> = instance.get_typed_func(&mut *store, name)?;
    Ok(usize::try_from(function.call(store, ())?)?)
}
