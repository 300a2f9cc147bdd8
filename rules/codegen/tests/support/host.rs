//! A module at work: facts in, slots out.

use std::sync::LazyLock;

use nuanze_abi::{
    EXPORT_DECIDE, EXPORT_DECIDE_BATCH, EXPORT_INPUTS, EXPORT_MEMORY, EXPORT_RESULTS, record_size,
    state_offset, value_offset,
};
use nuanze_codegen::Module;
use wasmtime::{Engine, Instance, Memory, Store, TypedFunc};

/// What a slot holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Slot {
    pub state: u8,
    pub value: i64,
}

/// One compiler for all tests of a binary.
static ENGINE: LazyLock<Engine> = LazyLock::new(Engine::default);

/// An instance with its exports.
pub struct Host {
    pub store: Store<()>,
    pub memory: Memory,
    pub inputs: usize,
    pub results: usize,
    pub input_slots: usize,
    pub result_slots: usize,
    decide: TypedFunc<(), ()>,
    decide_batch: TypedFunc<i32, i32>,
}

impl Host {
    pub fn new(module: &Module) -> Self {
        let compiled = wasmtime::Module::new(&ENGINE, &module.bytes).unwrap();
        let mut store = Store::new(&ENGINE, ());
        let instance = Instance::new(&mut store, &compiled, &[]).unwrap();
        let address = |store: &mut Store<()>, name| {
            usize::try_from(
                instance
                    .get_global(&mut *store, name)
                    .unwrap()
                    .get(&mut *store)
                    .unwrap_i32(),
            )
            .unwrap()
        };
        Self {
            inputs: address(&mut store, EXPORT_INPUTS),
            results: address(&mut store, EXPORT_RESULTS),
            memory: instance.get_memory(&mut store, EXPORT_MEMORY).unwrap(),
            decide: instance.get_typed_func(&mut store, EXPORT_DECIDE).unwrap(),
            decide_batch: instance
                .get_typed_func(&mut store, EXPORT_DECIDE_BATCH)
                .unwrap(),
            input_slots: module.manifest.facts.len() + module.manifest.readings.len(),
            result_slots: module.manifest.nodes.len(),
            store,
        }
    }

    /// Decides one record.
    pub fn decide(&mut self, input: &[Slot]) -> Vec<Slot> {
        let inputs = self.inputs;
        self.write(inputs, input);
        self.decide.call(&mut self.store, ()).unwrap();
        self.read(self.results)
    }

    /// Decides what is in memory.
    pub fn decide_again(&mut self) {
        self.decide.call(&mut self.store, ()).unwrap();
    }

    /// Calls `decide_batch` on what is in memory.
    pub fn batch(&mut self, count: i32) -> i32 {
        self.decide_batch.call(&mut self.store, count).unwrap()
    }

    pub fn input_size(&self) -> usize {
        record_size(self.input_slots)
    }

    pub fn result_size(&self) -> usize {
        record_size(self.result_slots)
    }

    /// Writes an input record.
    pub fn write(&mut self, at: usize, input: &[Slot]) {
        assert_eq!(input.len(), self.input_slots);
        let memory = self.memory.data_mut(&mut self.store);
        for (index, slot) in input.iter().enumerate() {
            let value = at + value_offset(index);
            memory[value..value + 8].copy_from_slice(&slot.value.to_le_bytes());
            memory[at + state_offset(input.len(), index)] = slot.state;
        }
    }

    /// Reads a result record.
    pub fn read(&self, at: usize) -> Vec<Slot> {
        let memory = self.memory.data(&self.store);
        (0..self.result_slots)
            .map(|index| {
                let value = at + value_offset(index);
                Slot {
                    state: memory[at + state_offset(self.result_slots, index)],
                    value: i64::from_le_bytes(memory[value..value + 8].try_into().unwrap()),
                }
            })
            .collect()
    }
}
