//! The compiled module under wasmtime.

use nuanze_abi::{
    EXPORT_DECIDE, EXPORT_DECIDE_BATCH, EXPORT_INPUTS, EXPORT_MEMORY, EXPORT_RESULTS, Manifest,
    record_size, state_offset, value_offset,
};
use wasmtime::error::Context;
use wasmtime::{Engine, Instance, Memory, Module, Store, TypedFunc};
use wasmtime::{Result, bail};

use crate::Answer;
use crate::cases::Case;
use crate::rule::{MOST_CONDITIONS, Rule};

/// The module, ready to decide.
pub struct Compiled {
    store: Store<()>,
    memory: Memory,
    decide: TypedFunc<(), ()>,
    decide_batch: TypedFunc<i32, i32>,
    inputs: usize,
    results: usize,
    nodes: usize,
    conditions: Vec<usize>,
    amount: usize,
    /// How many records were decided last.
    decided: usize,
    /// The size of an input record.
    input: usize,
}

impl Compiled {
    /// Loads it.
    pub fn new(bytes: &[u8], manifest: &Manifest, rule: &Rule) -> Result<Self> {
        let engine = Engine::default();
        let module = Module::new(&engine, bytes)?;
        let mut store = Store::new(&engine, ());
        let instance = Instance::new(&mut store, &module, &[])?;
        let node = |name: &str| {
            let found = manifest
                .nodes
                .iter()
                .position(|node| node.name.as_deref() == Some(name));
            found.with_context(|| format!("the policy has no `{name}`"))
        };
        Ok(Self {
            memory: instance
                .get_memory(&mut store, EXPORT_MEMORY)
                .context("no memory")?,
            decide: instance.get_typed_func(&mut store, EXPORT_DECIDE)?,
            decide_batch: instance.get_typed_func(&mut store, EXPORT_DECIDE_BATCH)?,
            inputs: address(&mut store, &instance, EXPORT_INPUTS)?,
            results: address(&mut store, &instance, EXPORT_RESULTS)?,
            nodes: manifest.nodes.len(),
            conditions: rule
                .conditions
                .iter()
                .map(|name| node(name))
                .collect::<Result<_>>()?,
            amount: node(rule.amount)?,
            decided: 1,
            input: record_size(manifest.facts.len() + manifest.readings.len()),
            store,
        })
    }

    /// A case as this module's memory holds it.
    pub fn record(case: &Case) -> Vec<u8> {
        let mut record = Vec::new();
        write(case, &mut record);
        record
    }

    /// Takes in a record, decides it, reads the answer.
    pub fn decide(&mut self, record: &[u8]) -> Result<Answer> {
        self.memory.write(&mut self.store, self.inputs, record)?;
        self.decide.call(&mut self.store, ())?;
        self.decided = 1;
        Ok(self.answer(0))
    }

    /// The answer for a record of those that were decided last.
    pub fn answer(&self, record: usize) -> Answer {
        let memory = self.memory.data(&self.store);
        // The results stand after all inputs.
        let results = self.results + (self.decided - 1) * self.input;
        let start = results + record * record_size(self.nodes);
        let byte = |node: usize| {
            memory
                .get(start + state_offset(self.nodes, node))
                .copied()
                .unwrap_or_default()
        };
        let mut conditions = [0; MOST_CONDITIONS];
        for (condition, node) in conditions.iter_mut().zip(&self.conditions) {
            *condition = byte(*node);
        }
        let at = start + value_offset(self.amount);
        let amount = memory
            .get(at..at + 8)
            .and_then(|bytes| bytes.try_into().ok())
            .map(i64::from_le_bytes);
        Answer {
            conditions,
            amount: amount.filter(|_| byte(self.amount) == 2),
        }
    }

    /// Takes in `count` records side by side and decides them in one call.
    pub fn decide_batch(&mut self, records: &[u8], count: usize) -> Result<()> {
        let needed = self.inputs + records.len() + count * record_size(self.nodes);
        let present = self.memory.data_size(&self.store);
        if needed > present {
            self.memory
                .grow(&mut self.store, (needed - present).div_ceil(65_536) as u64)?;
        }
        self.memory.write(&mut self.store, self.inputs, records)?;
        if self
            .decide_batch
            .call(&mut self.store, i32::try_from(count)?)?
            != 1
        {
            bail!("`decide_batch` refused {count} cases");
        }
        self.decided = count;
        Ok(())
    }
}

fn write(case: &Case, record: &mut Vec<u8>) {
    let end = record.len() + record_size(case.values.len());
    for value in &case.values {
        record.extend(value.to_le_bytes());
    }
    record.extend(case.states.iter().map(|state| *state as u8));
    record.resize(end, 0);
}

fn address(store: &mut Store<()>, instance: &Instance, name: &str) -> Result<usize> {
    let global = instance
        .get_global(&mut *store, name)
        .with_context(|| format!("no `{name}`"))?;
    let value = global
        .get(store)
        .i32()
        .with_context(|| format!("`{name}` is no i32"))?;
    Ok(usize::try_from(value)?)
}
