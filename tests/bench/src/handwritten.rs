//! A handwritten module under wasmtime; `award.rs` and `months.rs` beside this folder are their sources.

use nuanze_abi::Manifest;
use wasmtime::Result;
use wasmtime::error::Context;
use wasmtime::{Engine, Instance, Memory, Module, Store, TypedFunc};

use crate::Answer;
use crate::cases::Case;
use crate::rule::Rule;

/// The module, ready to decide.
pub struct Handwritten {
    store: Store<()>,
    memory: Memory,
    decide: TypedFunc<(), ()>,
    inputs: usize,
    amount: usize,
    outcomes: usize,
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
            inputs: address(&mut store, &instance, "inputs")?,
            amount: address(&mut store, &instance, "amount")?,
            outcomes: address(&mut store, &instance, "outcomes")?,
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
        self.slots
            .iter()
            .flat_map(value)
            .chain(self.slots.iter().map(state))
            .collect()
    }

    /// Takes in a record, decides it, reads the answer.
    pub fn decide(&mut self, record: &[u8]) -> Result<Answer> {
        self.memory.write(&mut self.store, self.inputs, record)?;
        self.decide.call(&mut self.store, ())?;
        let memory = self.memory.data(&self.store);
        let byte = |at: usize| memory.get(at).copied().unwrap_or_default();
        let amount = memory
            .get(self.amount..self.amount + 8)
            .and_then(|bytes| bytes.try_into().ok())
            .map(i64::from_le_bytes);
        Ok(Answer {
            condition: byte(self.outcomes),
            amount: amount.filter(|_| byte(self.outcomes + 1) == 2),
        })
    }
}

fn address(store: &mut Store<()>, instance: &Instance, name: &str) -> Result<usize> {
    let function: TypedFunc<(), i32> = instance.get_typed_func(&mut *store, name)?;
    Ok(usize::try_from(function.call(store, ())?)?)
}
