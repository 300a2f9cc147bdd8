//! Bools: where all is known 0 and 1, otherwise 0 (no), 1 (unknown) and 3 (yes), so that `and` and `or` are those of
//! the machine, bit by bit, in both cases. The state byte of a result is that number with its lowest bit turned.

use super::operand::Source;
use super::path::Path;
use crate::dag::Operand;

/// `not` of 0, 1 and 3, two bits apiece.
const NOT: i32 = 0b00_00_01_11;

impl Path<'_> {
    /// All hold.
    pub fn all(&mut self, operands: &[Operand]) {
        self.fold(operands, true);
    }

    /// One holds.
    pub fn any(&mut self, operands: &[Operand]) {
        self.fold(operands, false);
    }

    fn fold(&mut self, operands: &[Operand], all: bool) {
        for (index, operand) in operands.iter().enumerate() {
            self.push_bool(Source::Operand(operand));
            match (index, all) {
                (0, _) => {}
                (_, true) => {
                    self.sink().i32_and();
                }
                (_, false) => {
                    self.sink().i32_or();
                }
            }
        }
        if operands.is_empty() {
            self.push_certain(all);
        }
    }

    /// Turns the bool on the stack around.
    pub fn negate(&mut self) {
        if !self.is_partial() {
            self.sink().i32_eqz();
            return;
        }
        let bool = self.keep_i32();
        self.sink()
            .i32_const(NOT)
            .local_get(bool)
            .i32_const(1)
            .i32_shl()
            .i32_shr_u()
            .i32_const(0b11)
            .i32_and();
        self.locals.give(bool);
    }

    /// Leaves yes or no.
    pub fn push_certain(&mut self, yes: bool) {
        let yes = if self.is_partial() {
            3 * i32::from(yes)
        } else {
            i32::from(yes)
        };
        self.sink().i32_const(yes);
    }

    /// Makes a bool of the machine's 0 or 1 on the stack, unknown unless all flags are set.
    pub fn certify(&mut self, flags: &[u32]) {
        if !self.is_partial() {
            return;
        }
        self.sink().i32_const(3).i32_mul();
        if !flags.is_empty() {
            self.sink().i32_const(1);
            self.push_known(flags);
            self.sink().select();
        }
    }

    /// Leaves what `condition` chooses. While it is unknown, that is known if both are and are equal.
    pub fn choose_bool(&mut self, condition: u32, then: Source<'_>, other: Source<'_>) {
        if !self.is_partial() {
            self.push_bool(then);
            self.push_bool(other);
            self.sink().local_get(condition).select();
            return;
        }
        self.push_bool(then);
        self.sink().i32_const(1);
        self.push_bool(then);
        self.push_bool(other);
        self.sink().i32_eq().select();
        self.push_bool(then);
        self.push_bool(other);
        self.sink()
            .local_get(condition)
            .i32_const(2)
            .i32_and()
            .select();
        self.sink()
            .local_get(condition)
            .i32_const(1)
            .i32_eq()
            .select();
    }
}
