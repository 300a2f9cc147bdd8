//! A node: its value computed, kept for the nodes that use it, and stored.

use nuanze_abi::State;
use wasm_encoder::ValType;

use super::operand::Source;
use super::path::{Path, Place, RESULT, state_at, value_at};
use crate::dag::{Node, Op, Operand};

impl Path<'_> {
    /// The code of one node.
    pub fn node(&mut self, index: usize, node: &Node) {
        let place = if node.ty.is_bool() {
            self.bool_node(index, node)
        } else {
            self.word_node(index, node)
        };
        if let Some(place) = place {
            self.put(&Operand::Node(index), place);
        }
    }

    fn bool_node(&mut self, index: usize, node: &Node) -> Option<Place> {
        self.sink().local_get(RESULT);
        self.bool_op(&node.op);
        let place = self.is_used(index).then(|| {
            let local = self.locals.take(ValType::I32);
            self.sink().local_tee(local);
            Place::Bool(local)
        });
        self.sink().i32_const(1);
        if self.is_partial() {
            self.sink().i32_xor();
        } else {
            self.sink().i32_add();
        }
        self.store_state(index);
        place
    }

    fn bool_op(&mut self, op: &Op) {
        match op {
            Op::Is(operand) => self.push_bool(Source::Operand(operand)),
            Op::And(operands) => self.all(operands),
            Op::Or(operands) => self.any(operands),
            Op::Not(operand) => {
                self.push_bool(Source::Operand(operand));
                self.negate();
            }
            Op::Compare(comparison, left, right) => self.compare(*comparison, left, right),
            Op::If(condition, then, other) => {
                self.push_bool(Source::Operand(condition));
                let condition = self.keep_i32();
                self.choose_bool(condition, Source::Operand(then), Source::Operand(other));
                self.locals.give(condition);
            }
            Op::Within(test) => self.test(test),
            Op::Row(tests) => self.row(tests),
            Op::Table(table) => self.bool_table(table),
            Op::Parameter(parameter, day) => self.bool_parameter(*parameter, day),
            Op::Aggregate(aggregate) => self.bool_aggregate(aggregate),
            Op::Arithmetic(..)
            | Op::Round(..)
            | Op::Divide(..)
            | Op::AddMonths(..)
            | Op::AddDuration(..)
            | Op::Between(..)
            | Op::DateOf(_)
            | Op::TimeOf(_) => {
                debug_assert!(false, "a number is no bool")
            }
        }
    }

    fn word_node(&mut self, index: usize, node: &Node) -> Option<Place> {
        self.sink().local_get(RESULT);
        let known = self.word_op(node);
        let value = self.is_used(index).then(|| {
            let local = self.locals.take(ValType::I64);
            self.sink().local_tee(local);
            local
        });
        if let Some(known) = known {
            self.sink().i64_const(0).local_get(known).select();
        }
        self.sink().i64_store(value_at(index)).local_get(RESULT);
        match known {
            Some(known) => self.sink().local_get(known),
            None => self.sink().i32_const(State::Yes as i32),
        };
        self.store_state(index);
        match (value, known) {
            (Some(value), _) => Some(Place::Word(value, known)),
            (None, Some(known)) => {
                self.locals.give(known);
                None
            }
            (None, None) => None,
        }
    }

    fn store_state(&mut self, index: usize) {
        let state = state_at(self.dag.nodes.len(), index);
        self.sink().i32_store8(state);
    }
}
