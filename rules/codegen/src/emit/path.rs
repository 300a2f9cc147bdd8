//! One of the two functions that decide a record: its code so far, and where each value is.

use nuanze_abi::{state_offset, value_offset};
use wasm_encoder::{Function, InstructionSink, MemArg, MemArgTarget, ValType};

use super::locals::Locals;
use crate::dag::{Dag, Op, Operand};

/// What a path may rely on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Knowledge {
    /// Every fact is known.
    Full,
    /// Any fact may be missing.
    Partial,
}

/// The parameter that holds the address of the input record.
pub const INPUT: u32 = 0;
/// The parameter that holds the address of the result record.
pub const RESULT: u32 = 1;

/// Where a value is.
#[derive(Clone, Copy, Debug)]
pub enum Place {
    /// A bool, in an `i32`.
    Bool(u32),
    /// Any other value, in an `i64`; where it can be unknown, with an `i32` that is 2 if it is known, otherwise 0.
    Word(u32, Option<u32>),
}

/// A function in the making.
pub struct Path<'a> {
    pub dag: &'a Dag,
    pub knowledge: Knowledge,
    pub locals: Locals,
    code: Vec<u8>,
    facts: Vec<Option<Place>>,
    readings: Vec<Option<Place>>,
    nodes: Vec<Option<Place>>,
    uses: Uses,
}

/// How many nodes still use each value.
struct Uses {
    facts: Vec<usize>,
    readings: Vec<usize>,
    nodes: Vec<usize>,
}

impl<'a> Path<'a> {
    /// An empty function.
    pub fn new(dag: &'a Dag, knowledge: Knowledge) -> Self {
        let mut uses = Uses {
            facts: vec![0; dag.facts.len()],
            readings: vec![0; dag.readings.len()],
            nodes: vec![0; dag.nodes.len()],
        };
        for node in &dag.nodes {
            node.op.each_operand(&mut |operand| {
                if let Some(count) = uses.of(operand) {
                    *count += 1;
                }
            });
        }
        Self {
            dag,
            knowledge,
            locals: Locals::after(2),
            code: Vec::new(),
            facts: vec![None; dag.facts.len()],
            readings: vec![None; dag.readings.len()],
            nodes: vec![None; dag.nodes.len()],
            uses,
        }
    }

    /// The code of all nodes, in their order.
    pub fn function(mut self) -> Function {
        for (index, node) in self.dag.nodes.iter().enumerate() {
            self.node(index, node);
            self.release(&node.op);
        }
        self.sink().end();
        let mut function = Function::new(self.locals.declaration());
        function.raw(self.code);
        function
    }

    /// Where the next instruction goes.
    pub fn sink(&mut self) -> InstructionSink<'_> {
        InstructionSink::new(&mut self.code)
    }

    /// Whether bools are three-valued here.
    pub fn is_partial(&self) -> bool {
        self.knowledge == Knowledge::Partial
    }

    /// Whether a later node uses a node's value.
    pub fn is_used(&self, node: usize) -> bool {
        self.uses.nodes.get(node).is_some_and(|&count| count > 0)
    }

    /// Where a value is, if it is in a local already.
    pub fn place(&self, operand: &Operand) -> Option<Place> {
        match operand {
            Operand::Fact(index) => self.facts.get(*index).copied().flatten(),
            Operand::Reading(index) => self.readings.get(*index).copied().flatten(),
            Operand::Node(index) => self.nodes.get(*index).copied().flatten(),
            Operand::Constant(_) => None,
        }
    }

    /// Says where a value is from now on.
    pub fn put(&mut self, operand: &Operand, place: Place) {
        if let Some(slot) = self.slot(operand) {
            *slot = Some(place);
        }
    }

    /// Takes an `i32` off the stack into a new local.
    pub fn keep_i32(&mut self) -> u32 {
        let local = self.locals.take(ValType::I32);
        self.sink().local_set(local);
        local
    }

    /// Takes an `i64` off the stack into a new local.
    pub fn keep_i64(&mut self) -> u32 {
        let local = self.locals.take(ValType::I64);
        self.sink().local_set(local);
        local
    }

    /// Gives back the locals of values that no later node uses.
    fn release(&mut self, op: &Op) {
        let mut done = Vec::new();
        op.each_operand(&mut |operand| {
            if let Some(count) = self.uses.of(operand) {
                *count -= 1;
                if *count == 0 {
                    done.push(operand.clone());
                }
            }
        });
        for operand in done {
            match self.slot(&operand).and_then(Option::take) {
                Some(Place::Bool(local) | Place::Word(local, None)) => self.locals.give(local),
                Some(Place::Word(value, Some(known))) => {
                    self.locals.give(value);
                    self.locals.give(known);
                }
                None => {}
            }
        }
    }

    fn slot(&mut self, operand: &Operand) -> Option<&mut Option<Place>> {
        match operand {
            Operand::Fact(index) => self.facts.get_mut(*index),
            Operand::Reading(index) => self.readings.get_mut(*index),
            Operand::Node(index) => self.nodes.get_mut(*index),
            Operand::Constant(_) => None,
        }
    }
}

impl Uses {
    fn of(&mut self, operand: &Operand) -> Option<&mut usize> {
        match operand {
            Operand::Fact(index) => self.facts.get_mut(*index),
            Operand::Reading(index) => self.readings.get_mut(*index),
            Operand::Node(index) => self.nodes.get_mut(*index),
            Operand::Constant(_) => None,
        }
    }
}

/// Slot `index`'s value in a record.
pub fn value_at(index: usize) -> MemArg {
    memory(value_offset(index), 3)
}

/// Slot `index`'s state byte in a record of `slots` slots.
pub fn state_at(slots: usize, index: usize) -> MemArg {
    memory(state_offset(slots, index), 0)
}

/// An offset from an address that is a multiple of 2^align.
pub fn memory(offset: usize, align: u32) -> MemArg {
    MemArg {
        offset: offset as u64,
        align,
        target: MemArgTarget::Memory(0),
        ordering: None,
    }
}
