//! The compiled award against the same rule written by hand, and the compiler itself.

use std::fs;
use std::process::Command;

use anyhow::Result;

use super::{Row, number, printed, thousands};
use crate::place::Place;
use crate::progress::{Done, step};
use crate::tools::{Tools, WASM};

/// The policy that is measured.
const POLICY: &str = "rules/policies/mentougou-2022.md";

/// Measures them under wasmtime.
pub fn measure(place: &Place, _: &Tools) -> Result<Vec<Row>> {
    let handwritten = place.state("bench/handwritten.wasm");
    fs::create_dir_all(place.state("bench"))?;
    step(place, "bench program, compiled", |log| {
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
                .arg(place.at("tests/bench/handwritten.rs")),
        )?;
        Ok(Done::Now)
    })?;
    let mut figures = serde_json::Value::Null;
    step(place, "bench award", |log| {
        log.run(
            Command::new(place.target("release/nuanze-bench"))
                .arg(place.at(POLICY))
                .arg(&handwritten),
        )?;
        figures = printed(log)?;
        Ok(Done::Now)
    })?;
    let (ours, theirs) = (
        number(&figures, "module_ns")?,
        number(&figures, "handwritten_ns")?,
    );
    let compile = number(&figures, "compile_ms")?;
    Ok(vec![
        Row {
            figure: "`decide` of the compiled award, wasmtime".to_owned(),
            measured: format!("{ours:.0} ns, {:.2}× the time", ours / theirs),
            against: format!("by hand in Rust: {theirs:.0} ns"),
            asked: Some(("≤ 2×".to_owned(), ours <= 2.0 * theirs)),
        },
        Row::note(
            "`decide_batch`",
            format!(
                "{} cases/s",
                thousands(number(&figures, "batch_per_second")?)
            ),
        ),
        Row {
            figure: "document to module".to_owned(),
            measured: format!("{compile:.1} ms"),
            against: String::new(),
            asked: Some(("< 50 ms".to_owned(), compile < 50.0)),
        },
        Row::note(
            "module",
            format!(
                "{} bytes, of them code {}; {} nodes",
                thousands(number(&figures, "module_bytes")?),
                thousands(number(&figures, "code_bytes")?),
                thousands(number(&figures, "nodes")?)
            ),
        ),
    ])
}
