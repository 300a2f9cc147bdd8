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

// Atomics, relaxed, are plain memory here; they spare the file any `unsafe`.
static RECORD: Record =
    Record { values: [const { AtomicI64::new(0) }; INPUTS], states: [const { AtomicU8::new(0) }; INPUTS] };
static SUBSIDY: AtomicI64 = AtomicI64::new(0);
static STATE_OF: [AtomicU8; 2] = [const { AtomicU8::new(0) }; 2];

/// The inputs: a value and a state byte for each.
#[repr(C)]
pub struct Record {
    values: [AtomicI64; INPUTS],
    states: [AtomicU8; INPUTS],
}

fn yes(input: usize) -> Option<bool> {
    match RECORD.states[input].load(Relaxed) {
        1 => Some(false),
        2 => Some(true),
        _ => None,
    }
}

fn value(input: usize) -> Option<i64> {
    (RECORD.states[input].load(Relaxed) == 2).then(|| RECORD.values[input].load(Relaxed))
}

fn and(a: Option<bool>, b: Option<bool>) -> Option<bool> {
    match (a, b) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    }
}

/// Tenths of a kWh: what the months that count add up to.
fn used(length: Option<i64>) -> Option<i64> {
    let mut sum = 0;
    for month in 0..MONTHS {
        let reached = length.map(|length| length > month as i64);
        let valley = value(1 + 2 * month);
        match and(reached, yes(2 + 2 * month)) {
            Some(false) => {}
            Some(true) => sum += valley?,
            None if valley == Some(0) => {}
            None => return None,
        }
    }
    Some(sum)
}

/// Whether every month was read.
fn all_read(length: Option<i64>) -> Option<bool> {
    let mut all = Some(true);
    for month in 0..MONTHS {
        let reached = length.map(|length| length > month as i64);
        let read = match (reached, yes(2 + 2 * month)) {
            (Some(false), _) | (_, Some(true)) => Some(true),
            (Some(true), read) => read,
            (None, _) => None,
        };
        all = and(all, read);
    }
    all
}

/// Where the inputs stand.
#[no_mangle]
pub extern "C" fn inputs() -> *const Record {
    &RECORD
}

/// Where the amount stands, in fen.
#[no_mangle]
pub extern "C" fn amount() -> *const AtomicI64 {
    &SUBSIDY
}

/// Where the states of both outcomes stand.
#[no_mangle]
pub extern "C" fn outcomes() -> *const AtomicU8 {
    STATE_OF.as_ptr()
}

/// Decides the record.
#[no_mangle]
pub extern "C" fn decide() {
    let length = value(0);
    let used = used(length);
    let within = and(used.map(|used| used <= LIMIT), all_read(length));
    // A tenth of a kWh is 2 fen.
    let subsidy = used.map(|used| used.min(LIMIT) * 2);
    SUBSIDY.store(subsidy.unwrap_or_default(), Relaxed);
    let state = |known: Option<bool>| match known {
        None => 0,
        Some(false) => 1,
        Some(true) => 2,
    };
    STATE_OF[0].store(state(within), Relaxed);
    STATE_OF[1].store(state(subsidy.map(|_| true)), Relaxed);
}
