//! Comparisons, and the tests of rows.

use nuanze_program::Comparison;

use super::operand::Source;
use super::path::Path;
use crate::dag::{Constant, Operand, Test};
use crate::interval::{Bounds, bounds_of, threshold};

/// How many intervals are tested one by one; more become one look into a mask, where they fit it.
const ONE_BY_ONE: usize = 2;

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
                let bounds = threshold(mirrored(comparison), constant, self.dag.scale(other));
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
        if bounds.len() > ONE_BY_ONE
            && let Some(mask) = mask(&bounds)
        {
            self.sink().i64_const(mask);
            self.push_word(Source::Operand(operand), self.dag.scale(operand));
            self.sink()
                .i64_shr_u()
                .i32_wrap_i64()
                .i32_const(1)
                .i32_and();
            return;
        }
        for (index, bounds) in bounds.iter().enumerate() {
            self.between(operand, bounds, min, max);
            if index > 0 {
                self.sink().i32_or();
            }
        }
        if bounds.is_empty() {
            self.sink().i32_const(0);
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

/// The values in the bounds as bits, if all of them fit.
fn mask(bounds: &[Bounds]) -> Option<i64> {
    let mut mask = 0u64;
    for &Bounds { low, high } in bounds {
        if low < 0 || high > 63 {
            return None;
        }
        for value in low..=high {
            mask |= 1 << value;
        }
    }
    Some(mask.cast_signed())
}

/// The comparison with its sides exchanged.
fn mirrored(comparison: Comparison) -> Comparison {
    match comparison {
        Comparison::Equal | Comparison::NotEqual => comparison,
        Comparison::Less => Comparison::Greater,
        Comparison::LessEqual => Comparison::GreaterEqual,
        Comparison::Greater => Comparison::Less,
        Comparison::GreaterEqual => Comparison::LessEqual,
    }
}
