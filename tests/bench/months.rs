//! The rule of `months.md` as somebody would write it by hand in Rust: a sum over the months that count, with what is
//! certain all the same where something is missing.
//!
//! `nuanze-bench` compiles this file by itself for wasm32 and checks that it answers as the module does.

use std::sync::atomic::{AtomicI64, AtomicU8, Ordering::Relaxed};

/// The most months.
const MONTHS: usize = 12;
/// The number of months, then use and reading of each.
const INPUTS: usize = 1 + 2 * MONTHS;
/// 10,000 kWh in tenths.
const LIMIT: i64 = 100_000;

/// The most records that are decided in one call.
const RECORDS: usize = 4096;

// Atomics, relaxed, are plain memory here; they spare the file any `unsafe`.
static INPUT: [Record; RECORDS] = [const {
    Record { values: [const { AtomicI64::new(0) }; INPUTS], states: [const { AtomicU8::new(0) }; INPUTS] }
}; RECORDS];
static OUTPUT: [Outcomes; RECORDS] = [const {
    Outcomes { subsidy: AtomicI64::new(0), states: [const { AtomicU8::new(0) }; 2] }
}; RECORDS];

/// The inputs: a value and a state byte for each.
#[repr(C)]
pub struct Record {
    values: [AtomicI64; INPUTS],
    states: [AtomicU8; INPUTS],
}

/// The outcomes: the amount in fen, then the states of `within` and of `subsidy`.
#[repr(C)]
pub struct Outcomes {
    subsidy: AtomicI64,
    states: [AtomicU8; 2],
}

impl Record {
    fn yes(&self, input: usize) -> Option<bool> {
        match self.states[input].load(Relaxed) {
            1 => Some(false),
            2 => Some(true),
            _ => None,
        }
    }

    fn value(&self, input: usize) -> Option<i64> {
        (self.states[input].load(Relaxed) == 2).then(|| self.values[input].load(Relaxed))
    }
}

fn and(a: Option<bool>, b: Option<bool>) -> Option<bool> {
    match (a, b) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    }
}

/// Tenths of a kWh: what the months that count add up to.
fn used(record: &Record, length: Option<i64>) -> Option<i64> {
    let mut sum = 0;
    for month in 0..MONTHS {
        let reached = length.map(|length| length > month as i64);
        let valley = record.value(1 + 2 * month);
        match and(reached, record.yes(2 + 2 * month)) {
            Some(false) => {}
            Some(true) => sum += valley?,
            None if valley == Some(0) => {}
            None => return None,
        }
    }
    Some(sum)
}

/// Whether every month was read.
fn all_read(record: &Record, length: Option<i64>) -> Option<bool> {
    let mut all = Some(true);
    for month in 0..MONTHS {
        let reached = length.map(|length| length > month as i64);
        let read = match (reached, record.yes(2 + 2 * month)) {
            (Some(false), _) | (_, Some(true)) => Some(true),
            (Some(true), read) => read,
            (None, _) => None,
        };
        all = and(all, read);
    }
    all
}

fn decide_one(record: &Record, outcomes: &Outcomes) {
    let length = record.value(0);
    let used = used(record, length);
    let within = and(used.map(|used| used <= LIMIT), all_read(record, length));
    // A tenth of a kWh is 2 fen.
    let subsidy = used.map(|used| used.min(LIMIT) * 2);
    let state = |known: Option<bool>| known.map_or(0, |yes| 1 + u8::from(yes));
    outcomes.subsidy.store(subsidy.unwrap_or_default(), Relaxed);
    outcomes.states[0].store(state(within), Relaxed);
    outcomes.states[1].store(state(subsidy.map(|_| true)), Relaxed);
}

/// Decides the first record.
#[no_mangle]
pub extern "C" fn decide() {
    decide_one(&INPUT[0], &OUTPUT[0]);
}

/// Decides the first `count` records.
#[no_mangle]
pub extern "C" fn decide_batch(count: usize) {
    for (record, outcomes) in INPUT.iter().zip(&OUTPUT).take(count) {
        decide_one(record, outcomes);
    }
}

/// Where the inputs are, side by side.
#[no_mangle]
pub extern "C" fn inputs() -> *const Record {
    INPUT.as_ptr()
}

/// Where the outcomes are, side by side.
#[no_mangle]
pub extern "C" fn outcomes() -> *const Outcomes {
    OUTPUT.as_ptr()
}
