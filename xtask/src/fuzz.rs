//! Looks for inputs that break what must hold, with cargo-fuzz on the nightly compiler.

use std::fs;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::place::Place;
use crate::progress::{Done, say, step};
use crate::test::Count;
use crate::tools;

/// How long one input may take, in seconds: a hang is a finding.
const TIMEOUT: u64 = 10;
/// How much memory a target may take, in MiB: growth is a finding.
const MEMORY: u64 = 2048;

/// What the command line asks for.
#[derive(Debug, PartialEq, Eq)]
pub struct Search {
    /// For how long each target searches.
    pub seconds: u64,
    /// The targets; all where there is none.
    pub targets: Vec<String>,
}

/// Reads `--seconds N [TARGET]...`.
///
/// # Errors
///
/// If the number is missing or none.
pub fn search(words: &[String]) -> Result<Search> {
    let mut search = Search {
        seconds: 60,
        targets: Vec::new(),
    };
    let mut words = words.iter();
    while let Some(word) = words.next() {
        if word == "--seconds" {
            let number = words.next().context("`--seconds` wants a number")?;
            search.seconds = number
                .parse()
                .with_context(|| format!("`{number}` is not a number of seconds"))?;
        } else {
            search.targets.push(word.clone());
        }
    }
    Ok(search)
}

/// Searches for as long as is asked, one target after the other; `false` if something was found.
///
/// # Errors
///
/// If cargo-fuzz or the nightly compiler is missing, or a target is not known.
pub fn fuzz(place: &Place, search: &Search) -> Result<bool> {
    if !is_possible() {
        bail!(
            "cargo-fuzz and the nightly compiler are needed: `rustup toolchain install nightly` and `cargo install cargo-fuzz`"
        );
    }
    let known = targets(place)?;
    if let Some(unknown) = search.targets.iter().find(|name| !known.contains(name)) {
        bail!(
            "there is no fuzz target `{unknown}`: they are {}",
            known.join(", ")
        );
    }
    let chosen = match search.targets.as_slice() {
        [] => &known,
        some => some,
    };
    Ok(run(place, chosen, search.seconds)?.failed == 0)
}

/// Whether cargo-fuzz and the nightly compiler are there.
fn is_possible() -> bool {
    let nightly = Command::new("rustc")
        .args(["+nightly", "--version"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    tools::on_path("cargo-fuzz").is_some() && nightly.is_ok_and(|status| status.success())
}

/// The targets' names.
fn targets(place: &Place) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(place.at("tests/fuzz/fuzz_targets"))? {
        let path = entry?.path();
        names.extend(
            path.file_stem()
                .map(|name| name.to_string_lossy().into_owned()),
        );
    }
    names.sort();
    Ok(names)
}

fn run(place: &Place, targets: &[String], seconds: u64) -> Result<Count> {
    // No sanitizer: nothing here is unsafe, and without it more inputs are tried.
    let cargo_fuzz = |words: &[&str]| {
        let mut command = Command::new("cargo");
        command
            .args(["+nightly", "fuzz"])
            .args(words)
            .args(["--fuzz-dir", "tests/fuzz", "--sanitizer", "none"])
            .current_dir(place.root())
            .env("CARGO_TARGET_DIR", place.target("fuzz"));
        command
    };
    step(place, "fuzz build", |log| {
        log.run(&mut cargo_fuzz(&["build"])).map(|()| Done::Now)
    })?;
    let mut count = Count::default();
    for target in targets {
        // What is found goes here; what the repository keeps is only read.
        let found = place.state("fuzz").join(target);
        fs::create_dir_all(&found)?;
        let searched = step(place, &format!("fuzz {target}"), |log| {
            log.run(
                cargo_fuzz(&["run"])
                    .arg(target)
                    .arg(&found)
                    .arg(place.at("tests/fuzz/corpus").join(target))
                    .arg("--")
                    .arg("-dict=tests/fuzz/policy.dict")
                    .arg(format!("-max_total_time={seconds}"))
                    .arg(format!("-timeout={TIMEOUT}"))
                    .arg(format!("-rss_limit_mb={MEMORY}"))
                    .arg("-print_final_stats=1"),
            )
            .map(|()| Done::Now)
        });
        if searched.is_err() {
            say(&format!(
                "the input is in tests/fuzz/artifacts/{target}; once it is mended, keep it in tests/fuzz/corpus/{target}"
            ));
        }
        count.add(Count::one(searched.is_ok()));
    }
    Ok(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_has_seconds_and_targets() {
        let words = ["parse", "--seconds", "5"].map(str::to_owned);
        let expected = Search {
            seconds: 5,
            targets: vec!["parse".to_owned()],
        };
        assert_eq!(search(&words).ok(), Some(expected));
        assert!(search(&["--seconds".to_owned()]).is_err());
        assert!(search(&["--seconds".to_owned(), "long".to_owned()]).is_err());
    }

    #[test]
    fn every_target_has_inputs_that_are_kept() -> Result<()> {
        let place = Place::find();
        for target in targets(&place)? {
            let kept = fs::read_dir(place.at("tests/fuzz/corpus").join(&target))?.count();
            assert!(kept > 0, "{target}");
        }
        Ok(())
    }
}
