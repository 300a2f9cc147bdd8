//! The calendar as integer code: the day and time of a minute, months added to a day, and values that change by date.
//!
//! Months are counted from a March long before the first year, so that a leap day is the last of its twelve months and
//! no number on the way is negative. Every divisor is a constant: nothing here can trap, whatever the day.

use nuanze_program::MonthEnd;
use wasm_encoder::{Function as Body, InstructionSink, ValType};

use super::Function;
use super::operand::Source;
use super::path::Path;
use crate::dag::{Constant, Operand, Ty};

const MINUTES_A_DAY: i64 = 1_440;
/// The days of 400 years, after which the calendar repeats itself.
const CYCLE: i64 = 146_097;
/// The days from 1 March of the year that is counted as 0 to 1970-01-01: four million years and 719,468 days.
const BEFORE_1970: i64 = 10_000 * CYCLE + 719_468;
/// Whole days that are added to a minute to have it positive.
const SHIFT: i64 = 1 << 32;

impl Path<'_> {
    /// Makes the minute on the stack the day that it belongs to.
    pub fn day_of_minute(&mut self) {
        self.sink()
            .i64_const(SHIFT * MINUTES_A_DAY)
            .i64_add()
            .i64_const(MINUTES_A_DAY)
            .i64_div_u()
            .i64_const(SHIFT)
            .i64_sub();
    }

    /// Makes the minute on the stack the minute of its day.
    pub fn time_of_minute(&mut self) {
        self.sink()
            .i64_const(SHIFT * MINUTES_A_DAY)
            .i64_add()
            .i64_const(MINUTES_A_DAY)
            .i64_rem_u();
    }

    /// Leaves a day or a minute that is so many months later.
    pub fn add_months(&mut self, moment: &Operand, months: &Operand, end: MonthEnd) {
        let has_time = matches!(moment, Operand::Constant(Constant::DateTime(_)))
            || matches!(self.dag.ty(moment), Some(Ty::DateTime { .. }));
        self.push_word(Source::Operand(moment), 0);
        if has_time {
            self.day_of_minute();
        }
        self.push_word(Source::Operand(months), 0);
        let past = match end {
            MonthEnd::LastDay => 0,
            MonthEnd::NextDay => 1,
        };
        self.sink().i64_const(past).call(Function::AddMonths as u32);
        if has_time {
            self.sink().i64_const(MINUTES_A_DAY).i64_mul();
            self.push_word(Source::Operand(moment), 0);
            self.time_of_minute();
            self.sink().i64_add();
        }
    }

    /// Leaves a parameter's value on a day.
    pub fn word_parameter(&mut self, parameter: usize, day: &Operand, scale: u32) {
        self.each_entry(parameter, day, &mut |path, value| {
            path.push_word(Source::Operand(value), scale);
        });
    }

    /// Leaves a bool: a parameter's value on a day.
    pub fn bool_parameter(&mut self, parameter: usize, day: &Operand) {
        let flags = self.known_flags(&[day]);
        self.each_entry(parameter, day, &mut |path, value| {
            let yes = matches!(value, Operand::Constant(Constant::Bool(true)));
            path.sink().i32_const(i32::from(yes));
        });
        self.certify(&flags);
    }

    /// The value of the last entry that has begun.
    fn each_entry(
        &mut self,
        parameter: usize,
        day: &Operand,
        push: &mut dyn FnMut(&mut Self, &Operand),
    ) {
        let dag = self.dag;
        let entries = dag.parameters.get(parameter);
        let entries = entries.map(|parameter| parameter.entries.as_slice());
        for (index, (from, value)) in entries.unwrap_or_default().iter().enumerate() {
            push(self, &Operand::Constant(value.clone()));
            if index > 0 {
                self.push_word(Source::Operand(day), 0);
                self.sink().i64_const(*from).i64_lt_s().select();
            }
        }
    }
}

/// `(month) -> day`: the first day of a month, both counted from the March of year 0.
pub fn month_start() -> Body {
    const MONTH: u32 = 0;
    const YEAR: u32 = 1;
    let mut body = Body::new([(1, ValType::I64)]);
    let mut sink = body.instructions();
    sink.local_get(MONTH)
        .i64_const(12)
        .i64_div_u()
        .local_set(YEAR);
    // 365 days a year and the leap days before it …
    sink.local_get(YEAR).i64_const(365).i64_mul();
    for (years, add) in [(4, true), (100, false), (400, true)] {
        sink.local_get(YEAR).i64_const(years).i64_div_u();
        if add {
            sink.i64_add();
        } else {
            sink.i64_sub();
        }
    }
    // … and the days of the months since March: (153 × month + 2) / 5.
    sink.local_get(MONTH).i64_const(12).i64_rem_u();
    sink.i64_const(153).i64_mul().i64_const(2).i64_add();
    sink.i64_const(5).i64_div_u().i64_add().end();
    body
}

/// `(day, months, past) -> day`: the same day so many months later; where that month has no such day its last one,
/// or with `past` 1 the one after it.
pub fn add_months() -> Body {
    const DAY: u32 = 0;
    const MONTHS: u32 = 1;
    const PAST: u32 = 2;
    const CYCLES: u32 = 3;
    const YEAR: u32 = 4;
    const MONTH: u32 = 5;
    const NEXT: u32 = 6;
    let mut body = Body::new([(4, ValType::I64)]);
    let mut sink = body.instructions();
    let divided = |sink: &mut InstructionSink<'_>, local: u32, by: i64| {
        sink.local_get(local).i64_const(by).i64_div_u();
    };
    // The day within its 400 years.
    sink.local_get(DAY)
        .i64_const(BEFORE_1970)
        .i64_add()
        .local_tee(DAY);
    sink.i64_const(CYCLE).i64_div_u().local_set(CYCLES);
    sink.local_get(DAY)
        .i64_const(CYCLE)
        .i64_rem_u()
        .local_tee(DAY);
    // Its year: without the leap days before it, every year has 365 days.
    divided(&mut sink, DAY, 1_460);
    sink.i64_sub();
    divided(&mut sink, DAY, 36_524);
    sink.i64_add();
    divided(&mut sink, DAY, 146_096);
    sink.i64_sub();
    sink.i64_const(365).i64_div_u().local_set(YEAR);
    // The day within its year, then its month: (5 × day + 2) / 153.
    sink.local_get(DAY);
    sink.local_get(YEAR).i64_const(365).i64_mul().i64_sub();
    divided(&mut sink, YEAR, 4);
    sink.i64_sub();
    divided(&mut sink, YEAR, 100);
    sink.i64_add().local_tee(DAY);
    sink.i64_const(5).i64_mul().i64_const(2).i64_add();
    sink.i64_const(153).i64_div_u().local_set(MONTH);
    // The day within its month, from 0.
    sink.local_get(DAY);
    sink.local_get(MONTH).i64_const(153).i64_mul();
    sink.i64_const(2)
        .i64_add()
        .i64_const(5)
        .i64_div_u()
        .i64_sub()
        .local_set(DAY);
    // The month that is asked for.
    sink.local_get(CYCLES).i64_const(400).i64_mul();
    sink.local_get(YEAR).i64_add().i64_const(12).i64_mul();
    sink.local_get(MONTH).i64_add();
    sink.local_get(MONTHS).i64_add().local_tee(MONTH);
    sink.call(Function::MonthStart as u32)
        .local_get(DAY)
        .i64_add()
        .local_set(DAY);
    sink.local_get(MONTH)
        .i64_const(1)
        .i64_add()
        .call(Function::MonthStart as u32)
        .local_set(NEXT);
    sink.local_get(DAY);
    sink.local_get(NEXT)
        .i64_const(1)
        .i64_sub()
        .local_get(PAST)
        .i64_add();
    sink.local_get(DAY).local_get(NEXT).i64_lt_u().select();
    sink.i64_const(BEFORE_1970).i64_sub().end();
    body
}
