//! Facts and readings, brought from the input record into locals where they are first used.

use nuanze_abi::State;

use super::path::{INPUT, Path, Place, state_at, value_at};
use crate::dag::{Operand, Ty};

/// The three-valued bool of each state byte, two bits apiece: unknown is 1, no is 0, yes is 3. The byte 3, which no
/// host writes, reads as yes.
const BOOL_OF_STATE: i32 = 0b11_11_00_01;

impl Path<'_> {
    /// Where a value is; brought there if it is not in a local yet. `None` for a constant.
    pub fn locate(&mut self, operand: &Operand) -> Option<Place> {
        if let Some(place) = self.place(operand) {
            return Some(place);
        }
        let place = match operand {
            Operand::Fact(index) => match self.dag.facts.get(*index) {
                Some(Ty::Bool) => self.bool_fact(*index),
                _ => self.word_fact(*index),
            },
            Operand::Reading(index) => self.reading(*index),
            Operand::Node(_) | Operand::Constant(_) => return None,
        };
        self.put(operand, place);
        Some(place)
    }

    fn bool_fact(&mut self, index: usize) -> Place {
        let state = state_at(self.inputs(), index);
        let partial = self.is_partial();
        let mut sink = self.sink();
        if partial {
            sink.i32_const(BOOL_OF_STATE)
                .local_get(INPUT)
                .i32_load8_u(state);
            sink.i32_const(1)
                .i32_shl()
                .i32_const(0b110)
                .i32_and()
                .i32_shr_u()
                .i32_const(0b11)
                .i32_and();
        } else {
            // Only 1 (no) and 2 (yes) come this way.
            sink.local_get(INPUT)
                .i32_load8_u(state)
                .i32_const(1)
                .i32_shr_u();
        }
        Place::Bool(self.keep_i32())
    }

    fn word_fact(&mut self, index: usize) -> Place {
        self.sink().local_get(INPUT).i64_load(value_at(index));
        let value = self.keep_i64();
        if !self.is_partial() {
            return Place::Word(value, None);
        }
        self.known_bit(index);
        Place::Word(value, Some(self.keep_i32()))
    }

    /// A reading that is not set is at its default.
    fn reading(&mut self, index: usize) -> Place {
        let slot = self.dag.facts.len() + index;
        let default = self
            .dag
            .readings
            .get(index)
            .map_or(0, |reading| reading.default);
        self.sink()
            .local_get(INPUT)
            .i64_load(value_at(slot))
            .i64_const(default as i64);
        self.known_bit(slot);
        self.sink().select();
        Place::Word(self.keep_i64(), None)
    }

    /// Leaves 2 if an input that is not a bool is known, otherwise 0.
    fn known_bit(&mut self, slot: usize) {
        let state = state_at(self.inputs(), slot);
        self.sink()
            .local_get(INPUT)
            .i32_load8_u(state)
            .i32_const(State::Yes as i32)
            .i32_and();
    }

    fn inputs(&self) -> usize {
        self.dag.facts.len() + self.dag.readings.len()
    }
}
