//! Runs every test, one stage after the other, and ends with a table and one clear line.

mod count;
mod stages;

use std::time::Instant;

use anyhow::{Result, bail};

use crate::place::Place;
use crate::progress::say;

pub use count::Count;
use stages::{STAGES, Session, Stage};

/// The stages that the command line names; all where it names none.
///
/// # Errors
///
/// If a word is neither `--only` nor a stage.
pub fn only(words: &[String]) -> Result<Vec<&'static Stage>> {
    let names: Vec<&str> = words
        .iter()
        .map(String::as_str)
        .filter(|word| *word != "--only")
        .collect();
    if names.is_empty() {
        return Ok(STAGES.iter().collect());
    }
    names
        .into_iter()
        .map(
            |name| match STAGES.iter().find(|stage| stage.name == name) {
                Some(stage) => Ok(stage),
                None => {
                    let known: Vec<String> = STAGES
                        .iter()
                        .map(|stage| format!("`{}`", stage.name))
                        .collect();
                    bail!("there is no stage `{name}`: they are {}", known.join(", "))
                }
            },
        )
        .collect()
}

/// Runs these stages, all of them even if one fails; `false` if one did.
///
/// # Errors
///
/// If the result cannot be told.
pub fn test(place: &Place, stages: &[&'static Stage]) -> Result<bool> {
    let started = Instant::now();
    let session = Session::new(place);
    let mut rows = Vec::new();
    let mut total = Count::default();
    for stage in stages {
        say(&format!("\n{}: {}", stage.name, stage.about));
        let began = Instant::now();
        let count = match session.run(stage) {
            Ok(count) => count,
            Err(error) => {
                say(&format!("error: {error:#}"));
                Count {
                    passed: 0,
                    failed: 1,
                }
            }
        };
        let verdict = if count.failed == 0 {
            "passed"
        } else {
            "FAILED"
        };
        rows.push(format!(
            "{:<12} {:<7} {:>6} {:>6} {:>7.1} s",
            stage.name,
            verdict,
            count.passed,
            count.failed,
            began.elapsed().as_secs_f64()
        ));
        total.add(count);
    }
    say(&format!(
        "\n{:<12} {:<7} {:>6} {:>6} {:>9}",
        "stage", "", "passed", "failed", "time"
    ));
    for row in rows {
        say(&row);
    }
    let minutes = started.elapsed().as_secs_f64() / 60.0;
    let good = total.failed == 0;
    say(&format!(
        "\n{} in {minutes:.1} minutes.",
        if good {
            "Everything passed"
        } else {
            "Some tests FAILED; their output is above and in target/xtask/logs"
        }
    ));
    say(&format!("{} passed, {} failed", total.passed, total.failed));
    Ok(good)
}
