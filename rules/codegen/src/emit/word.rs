//! Numbers, days and positions: each operation leaves an `i64`.

use nuanze_program::Arithmetic;

use super::operand::Source;
use super::path::{Path, Place};
use crate::dag::{Node, Op, Operand};

impl Path<'_> {
    /// Leaves a node's value. Gives the local that says whether it is known, unless it always is.
    pub fn word_op(&mut self, node: &Node) -> Option<u32> {
        let scale = node.ty.scale();
        match &node.op {
            Op::If(condition, then, other) => {
                self.push_bool(Source::Operand(condition));
                let condition = self.keep_i32();
                let known = self.choose_word(
                    condition,
                    Source::Operand(then),
                    Source::Operand(other),
                    scale,
                );
                self.locals.give(condition);
                known
            }
            Op::Table(table) => self.word_table(table, scale),
            Op::Is(operand) => {
                let known = self.known_if_all(&[operand]);
                self.push_word(Source::Operand(operand), scale);
                known
            }
            Op::Arithmetic(arithmetic, operands) => {
                let known = self.known_if_all(&operands.iter().collect::<Vec<_>>());
                self.arithmetic(*arithmetic, operands, scale);
                known
            }
            Op::Round(operand, rounding, step) => {
                let known = self.known_if_all(&[operand]);
                self.round(operand, *rounding, *step, scale);
                known
            }
            Op::Divide(dividend, divisor, rounding, step) => {
                let known = self.known_if_all(&[dividend, divisor]);
                self.divide(dividend, divisor, *rounding, *step, scale);
                known
            }
            Op::Parameter(parameter, day) => {
                let known = self.known_if_all(&[day]);
                self.word_parameter(*parameter, day, scale);
                known
            }
            Op::AddMonths(moment, months, end) => {
                let known = self.known_if_all(&[moment, months]);
                self.add_months(moment, months, *end);
                known
            }
            Op::AddDuration(moment, duration) => {
                let known = self.known_if_all(&[moment, duration]);
                self.push_word(Source::Operand(moment), 0);
                self.push_word(Source::Operand(duration), 0);
                self.sink().i64_add();
                known
            }
            Op::Between(later, earlier) => {
                let known = self.known_if_all(&[later, earlier]);
                self.push_word(Source::Operand(later), 0);
                self.push_word(Source::Operand(earlier), 0);
                self.sink().i64_sub();
                self.rescale(0, scale);
                known
            }
            Op::DateOf(moment) => {
                let known = self.known_if_all(&[moment]);
                self.push_word(Source::Operand(moment), 0);
                self.day_of_minute();
                known
            }
            Op::TimeOf(moment) => {
                let known = self.known_if_all(&[moment]);
                self.push_word(Source::Operand(moment), 0);
                self.time_of_minute();
                known
            }
            Op::Aggregate(aggregate) => self.word_aggregate(aggregate, scale),
            Op::And(_) | Op::Or(_) | Op::Not(_) | Op::Compare(..) | Op::Within(_) | Op::Row(_) => {
                debug_assert!(false, "a bool is no number");
                None
            }
        }
    }

    /// A new local that is 2 if all operands are known; none if they always are.
    pub fn known_if_all(&mut self, operands: &[&Operand]) -> Option<u32> {
        let flags = self.known_flags(operands);
        if flags.is_empty() {
            return None;
        }
        self.push_known(&flags);
        Some(self.keep_i32())
    }

    fn arithmetic(&mut self, arithmetic: Arithmetic, operands: &[Operand], scale: u32) {
        match arithmetic {
            Arithmetic::Multiply => {
                let mut own = 0;
                for (index, operand) in operands.iter().enumerate() {
                    let factor = self.dag.scale(operand);
                    own += factor;
                    self.push_word(Source::Operand(operand), factor);
                    if index > 0 {
                        self.sink().i64_mul();
                    }
                }
                self.rescale(own, scale);
            }
            Arithmetic::Negate => {
                self.sink().i64_const(0);
                for operand in operands {
                    self.push_word(Source::Operand(operand), scale);
                }
                self.sink().i64_sub();
            }
            Arithmetic::Add | Arithmetic::Subtract => {
                for (index, operand) in operands.iter().enumerate() {
                    self.push_word(Source::Operand(operand), scale);
                    match (index, arithmetic) {
                        (0, _) => {}
                        (_, Arithmetic::Add) => {
                            self.sink().i64_add();
                        }
                        _ => {
                            self.sink().i64_sub();
                        }
                    }
                }
            }
            Arithmetic::Min | Arithmetic::Max => self.extreme(arithmetic, operands, scale),
        }
    }

    /// The smallest or largest of the operands.
    fn extreme(&mut self, arithmetic: Arithmetic, operands: &[Operand], scale: u32) {
        let Some((first, rest)) = operands.split_first() else {
            return;
        };
        self.push_word(Source::Operand(first), scale);
        for operand in rest {
            let best = self.keep_i64();
            self.push_word(Source::Operand(operand), scale);
            let next = self.keep_i64();
            self.sink()
                .local_get(best)
                .local_get(next)
                .local_get(best)
                .local_get(next);
            if arithmetic == Arithmetic::Min {
                self.sink().i64_lt_s();
            } else {
                self.sink().i64_gt_s();
            }
            self.sink().select();
            self.locals.give(best);
            self.locals.give(next);
        }
    }

    /// Leaves what `condition` chooses, and gives the local that says whether it is known: while the condition is
    /// unknown, if both are known and are equal.
    pub fn choose_word(
        &mut self,
        condition: u32,
        then: Source<'_>,
        other: Source<'_>,
        scale: u32,
    ) -> Option<u32> {
        if !self.is_partial() {
            self.push_word(then, scale);
            self.push_word(other, scale);
            self.sink().local_get(condition).select();
            return None;
        }
        let (then_known, other_known) = (self.known_flag(then), self.known_flag(other));
        // Unknown condition: equal, and both known.
        self.push_word(then, scale);
        self.push_word(other, scale);
        self.sink().i64_eq().i32_const(1).i32_shl();
        for flag in [then_known, other_known].into_iter().flatten() {
            self.sink().local_get(flag).i32_and();
        }
        // Known condition: as the one it chooses.
        if then_known.is_none() && other_known.is_none() {
            self.sink().i32_const(2);
        } else {
            self.push_flag(then_known);
            self.push_flag(other_known);
            self.sink()
                .local_get(condition)
                .i32_const(2)
                .i32_and()
                .select();
        }
        self.sink()
            .local_get(condition)
            .i32_const(1)
            .i32_eq()
            .select();
        let known = self.keep_i32();
        self.push_word(then, scale);
        self.push_word(other, scale);
        self.sink()
            .local_get(condition)
            .i32_const(2)
            .i32_and()
            .select();
        Some(known)
    }

    /// The flag of a source; none if it is always known.
    pub fn known_flag(&mut self, source: Source<'_>) -> Option<u32> {
        let place = match source {
            Source::Place(place) => Some(place),
            Source::Operand(operand) => self.locate(operand),
        };
        match place {
            Some(Place::Word(_, known)) => known,
            _ => None,
        }
    }

    fn push_flag(&mut self, flag: Option<u32>) {
        match flag {
            Some(flag) => self.sink().local_get(flag),
            None => self.sink().i32_const(2),
        };
    }
}
