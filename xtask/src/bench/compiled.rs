//! Compiled rules against the same rules written by hand, and the compiler itself.

use std::fs;
use std::process::Command;

use anyhow::Result;

use super::{Row, number, printed, thousands};
use crate::place::Place;
use crate::progress::{Done, step};
use crate::tools::{WASM, rust_parts};

/// The award: where its policy is.
const AWARD: &str = "rules/policies/mentougou-2022.md";
/// A rule over the items of a list.
const MONTHS: &str = "tests/bench/months.md";

/// Measures the award under wasmtime.
pub fn measure(place: &Place) -> Result<Vec<Row>> {
    let figures = figures(place, "award", AWARD)?;
    let compile = number(&figures, "compile_ms")?;
    let batch = 1e9 / number(&figures, "module_batch_ns")?;
    let [one, many] = against_handwritten("award", &figures)?;
    Ok(vec![
        one,
        many,
        Row {
            figure: "the same, cases per second".to_owned(),
            measured: format!("{} cases/s", thousands(batch)),
            against: String::new(),
            asked: Some(("≥ 10,000,000".to_owned(), batch >= 1e7)),
        },
        Row {
            figure: "document to module".to_owned(),
            measured: format!("{compile:.1} ms"),
            against: String::new(),
            asked: Some(("< 50 ms".to_owned(), compile < 50.0)),
        },
        size(&figures)?,
    ])
}

/// Measures a rule over twelve months under wasmtime.
pub fn measure_list(place: &Place) -> Result<Vec<Row>> {
    let figures = figures(place, "months", MONTHS)?;
    let [one, many] = against_handwritten("list of 12 months", &figures)?;
    Ok(vec![one, many, size(&figures)?])
}

/// Measures the compiler on a large table.
pub fn measure_table(place: &Place) -> Result<Vec<Row>> {
    let mut figures = serde_json::Value::Null;
    step(place, "bench table", |log| {
        log.run(
            Command::new("cargo")
                .args([
                    "run",
                    "--release",
                    "--package",
                    "nuanze-bench",
                    "--",
                    "table",
                ])
                .current_dir(place.root()),
        )?;
        figures = printed(log)?;
        Ok(Done::Now)
    })?;
    let compile = number(&figures, "compile_ms")?;
    Ok(vec![Row {
        figure: "a table of 200 rows and 8 columns, document to module, with its proofs".to_owned(),
        measured: format!("{compile:.1} ms"),
        against: String::new(),
        asked: Some(("< 100 ms".to_owned(), compile < 100.0)),
    }])
}

/// Compiles the handwritten rule, and measures it against the policy.
fn figures(place: &Place, rule: &str, policy: &str) -> Result<serde_json::Value> {
    rust_parts(place)?;
    let handwritten = place.state("bench").join(format!("{rule}.wasm"));
    fs::create_dir_all(place.state("bench"))?;
    step(place, &format!("bench {rule}, compiled"), |log| {
        log.run(
            Command::new("cargo")
                .args(["build", "--release", "--package", "nuanze-bench"])
                .current_dir(place.root()),
        )?;
        log.run(
            Command::new("rustc")
                .args([
                    "--edition",
                    "2021",
                    "--crate-type",
                    "cdylib",
                    "--target",
                    WASM,
                ])
                .args([
                    "-C",
                    "opt-level=3",
                    "-C",
                    "overflow-checks=on",
                    "-C",
                    "panic=abort",
                    "-C",
                    "strip=symbols",
                    "-o",
                ])
                .arg(&handwritten)
                .arg(place.at(&format!("tests/bench/{rule}.rs"))),
        )?;
        Ok(Done::Now)
    })?;
    let mut figures = serde_json::Value::Null;
    step(place, &format!("bench {rule}"), |log| {
        log.run(
            Command::new(place.target("release/nuanze-bench"))
                .arg(rule)
                .arg(place.at(policy))
                .arg(&handwritten),
        )?;
        figures = printed(log)?;
        Ok(Done::Now)
    })?;
    Ok(figures)
}

/// The most that a module may take, beside the handwritten rule.
const MOST: f64 = 1.5;

/// The time of the module beside that of the handwritten rule: called for each case, and called once for all, where
/// next to nothing but the emitted code counts.
fn against_handwritten(rule: &str, figures: &serde_json::Value) -> Result<[Row; 2]> {
    let row = |called: &str, ours: &str, theirs: &str| -> Result<Row> {
        let (ours, theirs) = (number(figures, ours)?, number(figures, theirs)?);
        Ok(Row {
            figure: format!("`{called}` of the {rule}, wasmtime"),
            measured: format!("{ours:.0} ns, {:.2}× the time", ours / theirs),
            against: format!("by hand in Rust: {theirs:.0} ns"),
            asked: Some((format!("≤ {MOST}×"), ours <= MOST * theirs)),
        })
    };
    Ok([
        row("decide", "module_ns", "handwritten_ns")?,
        row("decide_batch", "module_batch_ns", "handwritten_batch_ns")?,
    ])
}

/// How large the module is.
fn size(figures: &serde_json::Value) -> Result<Row> {
    Ok(Row::note(
        "module",
        format!(
            "{} bytes, of them code {}; {} nodes",
            thousands(number(figures, "module_bytes")?),
            thousands(number(figures, "code_bytes")?),
            thousands(number(figures, "nodes")?)
        ),
    ))
}
