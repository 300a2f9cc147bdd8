//! What is made of the items of a list: item by item, without loops, since a list has an end that is known here.

use rust_decimal::Decimal;
use wasm_encoder::ValType;

use super::operand::Source;
use super::path::{Path, Place};
use crate::dag::{Aggregate, AggregateKind, Constant, Item, Operand};

/// Nothing, for an item that does not count.
const NOTHING: Operand = Operand::Constant(Constant::Number(Decimal::ZERO, String::new()));

impl Path<'_> {
    /// Leaves a bool: all items that count hold, or one of them does.
    pub fn bool_aggregate(&mut self, aggregate: &Aggregate) {
        let all = aggregate.kind == AggregateKind::All;
        debug_assert!(
            all || aggregate.kind == AggregateKind::Any,
            "a number is no bool"
        );
        for (index, item) in aggregate.items.iter().enumerate() {
            self.push_bool(Source::Operand(&item.value));
            if let Some(counts) = &item.counts {
                self.push_bool(Source::Operand(counts));
                if all {
                    self.negate();
                    self.sink().i32_or();
                } else {
                    self.sink().i32_and();
                }
            }
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
        if aggregate.items.is_empty() {
            self.push_certain(all);
        }
    }

    /// Leaves a number. Gives the local that says whether it is known, unless it always is.
    pub fn word_aggregate(&mut self, aggregate: &Aggregate, scale: u32) -> Option<u32> {
        match aggregate.kind {
            AggregateKind::Count => self.count(&aggregate.items, scale),
            AggregateKind::Sum => self.sum(&aggregate.items, scale),
            AggregateKind::Min | AggregateKind::Max => self.list_extreme(aggregate, scale),
            AggregateKind::All | AggregateKind::Any => {
                debug_assert!(false, "a bool is no number");
                None
            }
        }
    }

    /// How many count and hold; unknown if one may.
    fn count(&mut self, items: &[Item], scale: u32) -> Option<u32> {
        let partial = self.is_partial();
        let open = partial.then(|| {
            self.sink().i32_const(0);
            self.keep_i32()
        });
        self.sink().i32_const(0);
        for item in items {
            self.push_bool(Source::Operand(&item.value));
            if let Some(counts) = &item.counts {
                self.push_bool(Source::Operand(counts));
                self.sink().i32_and();
            }
            if let Some(open) = open {
                // The high bit says yes; the low one, if the high one is not set, unknown.
                let holds = self.keep_i32();
                self.sink()
                    .local_get(holds)
                    .local_get(holds)
                    .i32_const(1)
                    .i32_shr_u()
                    .i32_xor()
                    .local_get(open)
                    .i32_or()
                    .local_set(open)
                    .local_get(holds)
                    .i32_const(1)
                    .i32_shr_u();
                self.locals.give(holds);
            }
            self.sink().i32_add();
        }
        self.sink().i64_extend_i32_u();
        self.rescale(0, scale);
        // 2 if no item is open.
        open.inspect(|&open| {
            self.sink()
                .local_get(open)
                .i32_const(1)
                .i32_and()
                .i32_eqz()
                .i32_const(1)
                .i32_shl()
                .local_set(open);
        })
    }

    /// The sum of what counts. An item of which that is unknown makes no difference if it is 0.
    fn sum(&mut self, items: &[Item], scale: u32) -> Option<u32> {
        let sum = self.locals.take(ValType::I64);
        self.sink().i64_const(0).local_set(sum);
        let mut all_known = None;
        for item in items {
            let known = match &item.counts {
                None => {
                    let known = self.known_flag(Source::Operand(&item.value));
                    self.push_word(Source::Operand(&item.value), scale);
                    self.add_to(sum);
                    all_known = self.both_known(all_known, known);
                    continue;
                }
                Some(counts) => {
                    let counts = self.push_kept_bool(counts);
                    let (value, nothing) =
                        (Source::Operand(&item.value), Source::Operand(&NOTHING));
                    let known = self.choose_word(counts, value, nothing, scale);
                    self.locals.give(counts);
                    known
                }
            };
            self.add_to(sum);
            all_known = self.both_known(all_known, known);
            if let Some(known) = known {
                self.locals.give(known);
            }
        }
        self.sink().local_get(sum);
        self.locals.give(sum);
        all_known
    }

    fn add_to(&mut self, sum: u32) {
        self.sink().local_get(sum).i64_add().local_set(sum);
    }

    /// A local of its own that is 2 if both are; the first one's is taken over.
    fn both_known(&mut self, first: Option<u32>, second: Option<u32>) -> Option<u32> {
        let Some(second) = second else { return first };
        self.sink().local_get(second);
        let both = match first {
            Some(first) => {
                self.sink().local_get(first).i32_and();
                first
            }
            None => self.locals.take(ValType::I32),
        };
        self.sink().local_set(both);
        Some(both)
    }

    /// A bool in a local of its own.
    fn push_kept_bool(&mut self, bool: &Operand) -> u32 {
        self.push_bool(Source::Operand(bool));
        self.keep_i32()
    }

    /// The smallest or largest so far, item by item, with whether one has counted yet.
    fn list_extreme(&mut self, aggregate: &Aggregate, scale: u32) -> Option<u32> {
        let smallest = aggregate.kind == AggregateKind::Min;
        let mut best = self.first_best(aggregate.default.as_ref(), scale);
        // No, in a local that is unknown or yes later on.
        self.push_certain(false);
        let found = self.keep_i32();
        for item in &aggregate.items {
            let own = self.word_place(Source::Operand(&item.value), scale);
            let better = self.better(best, own, smallest);
            let known = self.choose_word(found, Source::Place(better), Source::Place(own), scale);
            self.give_place(better);
            self.give_place(own);
            let with_it = Place::Word(self.keep_i64(), known);
            match &item.counts {
                None => {
                    self.push_certain(true);
                    self.sink().local_set(found);
                    self.give_place(best);
                    best = with_it;
                }
                Some(counts) => {
                    let counts = self.push_kept_bool(counts);
                    let (with, without) = (Source::Place(with_it), Source::Place(best));
                    let known = self.choose_word(counts, with, without, scale);
                    let next = Place::Word(self.keep_i64(), known);
                    self.sink()
                        .local_get(found)
                        .local_get(counts)
                        .i32_or()
                        .local_set(found);
                    self.locals.give(counts);
                    self.give_place(with_it);
                    self.give_place(best);
                    best = next;
                }
            }
        }
        self.locals.give(found);
        let Place::Word(value, known) = best else {
            return None;
        };
        self.sink().local_get(value);
        self.locals.give(value);
        known
    }

    /// The value where no item counts, in locals of its own; unknown where there is none.
    fn first_best(&mut self, default: Option<&Operand>, scale: u32) -> Place {
        if let Some(default) = default {
            return self.word_place(Source::Operand(default), scale);
        }
        self.sink().i64_const(0);
        let value = self.keep_i64();
        let known = self.is_partial().then(|| {
            self.sink().i32_const(0);
            self.keep_i32()
        });
        Place::Word(value, known)
    }

    /// A number at a scale in locals of its own.
    fn word_place(&mut self, source: Source<'_>, scale: u32) -> Place {
        let known = self.known_flag(source).map(|known| {
            self.sink().local_get(known);
            self.keep_i32()
        });
        self.push_word(source, scale);
        Place::Word(self.keep_i64(), known)
    }

    /// The smaller or larger of two numbers, in locals of its own; known if both are.
    fn better(&mut self, left: Place, right: Place, smallest: bool) -> Place {
        let (Place::Word(left, left_known), Place::Word(right, right_known)) = (left, right) else {
            return left;
        };
        self.sink()
            .local_get(left)
            .local_get(right)
            .local_get(left)
            .local_get(right);
        if smallest {
            self.sink().i64_lt_s();
        } else {
            self.sink().i64_gt_s();
        }
        self.sink().select();
        let value = self.keep_i64();
        let known = self.both_known(None, left_known);
        let known = self.both_known(known, right_known);
        Place::Word(value, known)
    }
}
