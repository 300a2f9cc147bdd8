//! Operands on the stack.

use super::path::{Path, Place};
use crate::dag::{Constant, Operand};
use crate::decimal::{floor_at, power_of_ten, saturate};

/// A value to choose from: an operand, or what is in locals already.
#[derive(Clone, Copy)]
pub enum Source<'a> {
    /// A fact, reading, node or constant.
    Operand(&'a Operand),
    /// A value of this node, at its scale.
    Place(Place),
}

impl Path<'_> {
    /// Leaves a bool: 0 or 1 where all is known, otherwise 0, 1 (unknown) or 3.
    pub fn push_bool(&mut self, source: Source<'_>) {
        let place = match source {
            Source::Place(place) => Some(place),
            Source::Operand(operand) => self.locate(operand),
        };
        match (place, source) {
            (Some(Place::Bool(local)), _) => {
                self.sink().local_get(local);
            }
            (_, Source::Operand(Operand::Constant(Constant::Bool(value)))) => {
                self.push_certain(*value)
            }
            _ => debug_assert!(false, "no bool"),
        }
    }

    /// Leaves an `i64` at a scale.
    pub fn push_word(&mut self, source: Source<'_>, scale: u32) {
        let (place, own) = match source {
            Source::Place(place) => (Some(place), scale),
            Source::Operand(Operand::Constant(constant)) => {
                let value = constant_at(constant, scale);
                self.sink().i64_const(value);
                return;
            }
            Source::Operand(operand) => (self.locate(operand), self.dag.scale(operand)),
        };
        match place {
            Some(Place::Word(local, _)) => {
                self.sink().local_get(local);
            }
            _ => debug_assert!(false, "no number, day or position"),
        }
        self.rescale(own, scale);
    }

    /// Brings the `i64` on the stack from one scale to another.
    pub fn rescale(&mut self, from: u32, to: u32) {
        let factor = saturate(power_of_ten(from.abs_diff(to)));
        match from.cmp(&to) {
            std::cmp::Ordering::Less => {
                self.sink().i64_const(factor).i64_mul();
            }
            // The digits that fall away are zeros: the checker gives no value fewer digits than it has.
            std::cmp::Ordering::Greater => {
                self.sink().i64_const(factor).i64_div_s();
            }
            std::cmp::Ordering::Equal => {}
        }
    }

    /// The flags that say whether operands which are no bools are known; none for those that always are.
    pub fn known_flags(&mut self, operands: &[&Operand]) -> Vec<u32> {
        let mut flags = Vec::new();
        for operand in operands {
            if let Some(Place::Word(_, Some(known))) = self.locate(operand)
                && !flags.contains(&known)
            {
                flags.push(known);
            }
        }
        flags
    }

    /// Leaves 2 if all flags are set, otherwise 0. There must be one.
    pub fn push_known(&mut self, flags: &[u32]) {
        for (index, &flag) in flags.iter().enumerate() {
            self.sink().local_get(flag);
            if index > 0 {
                self.sink().i32_and();
            }
        }
    }
}

/// A constant's raw value at a scale.
fn constant_at(constant: &Constant, scale: u32) -> i64 {
    match constant {
        Constant::Number(number, _) => saturate(floor_at(*number, scale).0),
        other => saturate(other.raw()),
    }
}
