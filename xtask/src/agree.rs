//! Compares the module, the decision and the reference evaluator on random cases, as many as are asked for.

use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::place::Place;
use crate::progress::{Done, step};

/// How many cases where the command line says nothing.
const CASES: usize = 1_000_000;

/// Reads `--cases N`.
///
/// # Errors
///
/// If the number is missing or none, or something else stands there.
pub fn cases(words: &[String]) -> Result<usize> {
    match words {
        [] => Ok(CASES),
        [flag, number] if flag == "--cases" => number
            .parse()
            .with_context(|| format!("`{number}` is not a number of cases")),
        _ => bail!("`agree` takes `--cases N` and nothing else"),
    }
}

/// Compares them, on all cores and in release; `false` if two part.
///
/// # Errors
///
/// If the comparison cannot be built.
pub fn agree(place: &Place, cases: usize) -> Result<bool> {
    let cargo = |words: &[&str]| {
        let mut command = Command::new("cargo");
        command
            .args(["test", "--release", "--package", "nuanze-properties"])
            .args(["--test", "agree"])
            .args(words)
            .env("NUANZE_CASES", cases.to_string())
            .current_dir(place.root());
        command
    };
    step(place, "comparison, compiled", |log| {
        log.run(&mut cargo(&["--no-run"])).map(|()| Done::Now)
    })?;
    let compared = step(place, &format!("agree on {cases} cases"), |log| {
        log.run(&mut cargo(&["--", "--nocapture"]))
            .map(|()| Done::Now)
    });
    Ok(compared.is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comparison_has_a_number_of_cases() {
        let words = |words: &[&str]| {
            words
                .iter()
                .map(|&word| word.to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(cases(&[]).ok(), Some(CASES));
        assert_eq!(
            cases(&words(&["--cases", "10000000"])).ok(),
            Some(10_000_000)
        );
        assert!(cases(&words(&["--cases"])).is_err());
        assert!(cases(&words(&["--cases", "many"])).is_err());
        assert!(cases(&words(&["10"])).is_err());
    }
}
