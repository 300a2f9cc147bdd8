//! Compiles the policy documents into `pkg/policies`.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Result, bail};

use crate::place::Place;
use crate::progress::{Done, step};
use crate::stamp::{self, Stamp};

/// What the `nuanze` command is built with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beside {
    /// Nothing else: the quickest on a fresh machine.
    Nothing,
    /// All tests. They turn features of the dependencies on; built apart, the command would need them a second time.
    Tests,
}

/// Builds the `nuanze` command and names it.
///
/// # Errors
///
/// If it does not compile.
pub fn compiler(place: &Place, beside: Beside) -> Result<PathBuf> {
    step(place, "nuanze command", |log| {
        let targets: &[&str] = match beside {
            Beside::Nothing => &["--bin", "nuanze"],
            Beside::Tests => &["--bins", "--tests"],
        };
        log.run(
            Command::new("cargo")
                .args(["build", "--workspace"])
                .args(targets)
                .current_dir(place.root()),
        )?;
        Ok(Done::Now)
    })?;
    Ok(place.target("debug/nuanze"))
}

/// The policy documents.
///
/// # Errors
///
/// If there is none.
pub fn documents(place: &Place) -> Result<Vec<PathBuf>> {
    let mut found = stamp::files(&place.at("rules/policies"))?;
    found.retain(|path| path.extension().is_some_and(|ending| ending == "md"));
    if found.is_empty() {
        bail!("rules/policies holds no policy document");
    }
    Ok(found)
}

/// `nuanze build`, where a document or the compiler has changed.
///
/// # Errors
///
/// If a document does not compile.
pub fn build(place: &Place, beside: Beside) -> Result<()> {
    let compiler = compiler(place, beside)?;
    let documents = documents(place)?;
    let out = place.pkg("policies");
    let mut inputs = documents.clone();
    inputs.push(compiler.clone());
    let stamp = Stamp::of(place, "policies", &inputs, &[])?;
    step(place, "policies", |log| {
        if stamp.is_fresh(&[out.join("index.json")]) {
            return Ok(Done::Before);
        }
        log.run(
            Command::new(&compiler)
                .arg("build")
                .args(&documents)
                .arg("--out")
                .arg(&out)
                .current_dir(place.root()),
        )?;
        stamp.save()?;
        Ok(Done::Now)
    })
}
