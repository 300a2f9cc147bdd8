//! Comparisons, and the tests of rows.

use nuanze_program::Comparison;

use super::operand::Source;
use super::path::Path;
use crate::dag::{Constant, Operand, Test};
use crate::interval::{Bounds, Probe, bounds_of, probes, threshold};

impl Path<'_> {
    /// Leaves a bool: how two values compare.
    pub fn compare(&mut self, comparison: Comparison, left: &Operand, right: &Operand) {
        if self.dag.is_bool(left) {
            return self.compare_bools(comparison, left, right);
        }
        let flags = self.known_flags(&[left, right]);
        match (left, right) {
            (Operand::Constant(_), Operand::Constant(_)) => {
                self.compare_words(comparison, left, right)
            }
            (Operand::Constant(constant), other) => {
                let bounds = threshold(comparison.mirrored(), constant, self.dag.scale(other));
                self.within(other, &bounds);
            }
            (other, Operand::Constant(constant)) => {
                let bounds = threshold(comparison, constant, self.dag.scale(other));
                self.within(other, &bounds);
            }
            _ => self.compare_words(comparison, left, right),
        }
        self.certify(&flags);
    }

    /// Both at the finer of their scales.
    fn compare_words(&mut self, comparison: Comparison, left: &Operand, right: &Operand) {
        let scale = self.dag.scale(left).max(self.dag.scale(right));
        self.push_word(Source::Operand(left), scale);
        self.push_word(Source::Operand(right), scale);
        let mut sink = self.sink();
        match comparison {
            Comparison::Equal => sink.i64_eq(),
            Comparison::NotEqual => sink.i64_ne(),
            Comparison::Less => sink.i64_lt_s(),
            Comparison::LessEqual => sink.i64_le_s(),
            Comparison::Greater => sink.i64_gt_s(),
            Comparison::GreaterEqual => sink.i64_ge_s(),
        };
    }

    /// Equal or not: bools know no other comparison.
    fn compare_bools(&mut self, comparison: Comparison, left: &Operand, right: &Operand) {
        let partial = self.is_partial();
        if partial {
            self.sink().i32_const(1);
        }
        self.push_bool(Source::Operand(left));
        self.push_bool(Source::Operand(right));
        if comparison == Comparison::Equal {
            self.sink().i32_eq();
        } else {
            self.sink().i32_ne();
        }
        if partial {
            self.sink().i32_const(3).i32_mul();
            self.push_bool(Source::Operand(left));
            self.sink().i32_const(1).i32_eq();
            self.push_bool(Source::Operand(right));
            self.sink().i32_const(1).i32_eq().i32_or().select();
        }
    }

    /// Leaves a bool: all tests hold.
    pub fn row(&mut self, tests: &[Test]) {
        for (index, test) in tests.iter().enumerate() {
            self.test(test);
            if index > 0 {
                self.sink().i32_and();
            }
        }
        if tests.is_empty() {
            self.push_certain(true);
        }
    }

    /// Leaves a bool: the column's value is what the test asks for.
    pub fn test(&mut self, test: &Test) {
        if self.dag.is_bool(&test.column) {
            return self.bool_test(test);
        }
        let flags = self.known_flags(&[&test.column]);
        let bounds = bounds_of(&test.within, test.not, self.dag.scale(&test.column));
        self.within(&test.column, &bounds);
        self.certify(&flags);
    }

    fn bool_test(&mut self, test: &Test) {
        let asks = |value| {
            let listed = test.within.iter().any(|interval| match &interval.from {
                Some((Constant::Bool(bool), _)) => *bool == value,
                _ => true,
            });
            listed != test.not
        };
        let column = Source::Operand(&test.column);
        match (asks(true), asks(false)) {
            (true, false) => self.push_bool(column),
            (false, true) => {
                self.push_bool(column);
                self.negate();
            }
            (both, _) if self.is_partial() => {
                self.sink().i32_const(1);
                self.push_certain(both);
                self.push_bool(column);
                self.sink().i32_const(1).i32_eq().select();
            }
            (both, _) => self.push_certain(both),
        }
    }

    /// Leaves the machine's 0 or 1: an operand lies in one of these.
    fn within(&mut self, operand: &Operand, bounds: &[Bounds]) {
        let (min, max) = self.dag.range(operand);
        // Ends outside the range that the value is proved to lie in need no test.
        let bounds: Vec<Bounds> = bounds
            .iter()
            .filter_map(|bounds| bounds.cut_to(min, max))
            .collect();
        let probes = probes(&bounds, min, max);
        for (index, probe) in probes.iter().enumerate() {
            match probe {
                Probe::Between(bounds) => self.between(operand, bounds, min, max),
                Probe::Mask { base, bits } => self.masked(operand, *base, *bits, (min, max)),
            }
            if index > 0 {
                self.sink().i32_or();
            }
        }
        if probes.is_empty() {
            self.sink().i32_const(0);
        }
    }

    /// One look into 64 bits for the values from `base` on.
    fn masked(&mut self, operand: &Operand, base: i64, bits: u64, (min, max): (i128, i128)) {
        self.sink().i64_const(bits.cast_signed());
        self.push_from(operand, base);
        self.sink().i64_shr_u().i32_wrap_i64();
        if min >= i128::from(base) && max <= i128::from(base) + 63 {
            self.sink().i32_const(1);
        } else {
            self.push_from(operand, base);
            self.sink().i64_const(64).i64_lt_u();
        }
        self.sink().i32_and();
    }

    fn push_from(&mut self, operand: &Operand, base: i64) {
        self.push_word(Source::Operand(operand), self.dag.scale(operand));
        if base != 0 {
            self.sink().i64_const(base).i64_sub();
        }
    }

    fn between(&mut self, operand: &Operand, bounds: &Bounds, min: i128, max: i128) {
        let &Bounds { low, high } = bounds;
        let (open_below, open_above) = (i128::from(low) <= min, i128::from(high) >= max);
        if open_below && open_above {
            self.sink().i32_const(1);
            return;
        }
        self.push_word(Source::Operand(operand), self.dag.scale(operand));
        let mut sink = self.sink();
        if low == high {
            sink.i64_const(low).i64_eq();
        } else if open_below {
            sink.i64_const(high).i64_le_s();
        } else if open_above {
            sink.i64_const(low).i64_ge_s();
        } else {
            sink.i64_const(low)
                .i64_sub()
                .i64_const(high.wrapping_sub(low))
                .i64_le_u();
        }
    }
}
