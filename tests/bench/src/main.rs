//! Measures a policy's module against the same rule written by hand, and the compiler: `nuanze-bench RULE POLICY
//! HANDWRITTEN`; or the compiler alone, on a large table: `nuanze-bench table`.
//!
//! Both modules run under the same wasmtime, on the same cases, and must agree on every one before anything is
//! measured. Prints the figures as JSON.

mod cases;
mod compiled;
mod handwritten;
mod rule;
mod table;

use std::env;
use std::time::{Duration, Instant};

use nuanze_abi::Manifest;
use serde_json::json;
use wasmtime::error::Context;
use wasmtime::{Result, bail};

/// How many cases; half of them complete, half with facts missing.
const CASES: usize = 4096;
/// How often all cases are run. The quickest round counts: what else the machine does can only add to it.
const ROUNDS: usize = 60;

/// What both modules answer: whether the conditions hold, and the amount, as far as they are certain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Answer {
    conditions: [u8; rule::MOST_CONDITIONS],
    amount: Option<i64>,
}

fn main() -> Result<()> {
    let words: Vec<String> = env::args().skip(1).collect();
    if words == ["table"] {
        let (_, compiled_in) = compile(&table::document())?;
        println!(
            "{}",
            json!({ "compile_ms": compiled_in.as_secs_f64() * 1e3 })
        );
        return Ok(());
    }
    let [name, policy, handwritten] = words.as_slice() else {
        bail!("usage: nuanze-bench RULE POLICY.md HANDWRITTEN.wasm, or nuanze-bench table");
    };
    let rule = rule::Rule::named(name).with_context(|| format!("there is no rule `{name}`"))?;
    let text =
        std::fs::read_to_string(policy).with_context(|| format!("cannot read `{policy}`"))?;
    let hand =
        std::fs::read(handwritten).with_context(|| format!("cannot read `{handwritten}`"))?;
    let (module, compiled_in) = compile(&text)?;
    let cases = cases::make(&module.manifest, CASES);

    let mut ours = compiled::Compiled::new(&module.bytes, &module.manifest, &rule)?;
    let mut theirs = handwritten::Handwritten::new(&hand, &module.manifest, &rule)?;
    let our_records: Vec<_> = cases.iter().map(compiled::Compiled::record).collect();
    let their_records: Vec<_> = cases.iter().map(|case| theirs.record(case)).collect();
    for ((case, our_record), their_record) in cases.iter().zip(&our_records).zip(&their_records) {
        let (one, other) = (ours.decide(our_record)?, theirs.decide(their_record)?);
        if one != other {
            bail!(
                "the two part: {}\nthe module: {one:?}\nby hand: {other:?}",
                cases::shown(&module.manifest, case)
            );
        }
    }

    let (mut our_rounds, mut their_rounds) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        our_rounds.push(round(&our_records, |record| ours.decide(record))?);
        their_rounds.push(round(&their_records, |record| theirs.decide(record))?);
    }
    let (our_batch, their_batch) = (our_records.concat(), their_records.concat());
    let (mut our_batches, mut their_batches) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let started = Instant::now();
        ours.decide_batch(&our_batch, CASES)?;
        our_batches.push(started.elapsed());
        let started = Instant::now();
        theirs.decide_batch(&their_batch, CASES)?;
        their_batches.push(started.elapsed());
    }
    if (0..CASES).any(|record| ours.answer(record) != theirs.answer(record)) {
        bail!("the two part when they decide all cases in one call");
    }
    let each = |rounds: Vec<Duration>| quickest(&rounds).as_secs_f64() / CASES as f64;
    let figures = json!({
        "cases": CASES,
        "nodes": module.manifest.nodes.len(),
        "module_bytes": module.bytes.len(),
        "code_bytes": module.code_size,
        "module_ns": each(our_rounds) * 1e9,
        "handwritten_ns": each(their_rounds) * 1e9,
        "module_batch_ns": each(our_batches) * 1e9,
        "handwritten_batch_ns": each(their_batches) * 1e9,
        "compile_ms": compiled_in.as_secs_f64() * 1e3,
    });
    println!("{figures}");
    Ok(())
}

/// The policy as a module, and how long the compiler takes from text to bytes.
fn compile(text: &str) -> Result<(nuanze_codegen::Module, Duration)> {
    let mut times = Vec::new();
    let mut last = None;
    for _ in 0..ROUNDS {
        let started = Instant::now();
        let parsed = nuanze_syntax::parse(text);
        let checked = nuanze_program::check(&parsed.document);
        let program = checked.program.with_context(|| {
            let first = parsed.diagnostics.iter().chain(&checked.diagnostics).next();
            let first = first.map_or("it cannot be read", |first| first.message.as_str());
            format!("the policy is not in order: {first}")
        })?;
        last = Some(nuanze_codegen::compile(&program)?);
        times.push(started.elapsed());
    }
    Ok((last.context("the compiler never ran")?, quickest(&times)))
}

/// One pass over all cases.
fn round(records: &[Vec<u8>], mut decide: impl FnMut(&[u8]) -> Result<Answer>) -> Result<Duration> {
    let started = Instant::now();
    for record in records {
        std::hint::black_box(decide(record)?);
    }
    Ok(started.elapsed())
}

fn quickest(times: &[Duration]) -> Duration {
    times.iter().min().copied().unwrap_or_default()
}

/// The position of an input slot: facts first, then readings.
fn slot(manifest: &Manifest, name: &str) -> Option<usize> {
    let facts = manifest.facts.iter().map(|fact| &fact.name);
    facts
        .chain(manifest.readings.iter().map(|reading| &reading.name))
        .position(|known| known == name)
}
