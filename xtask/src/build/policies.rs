//! Compiles the policy documents into `pkg/policies`.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Result, bail};

use crate::place::Place;
use crate::progress::{Done, step};
use crate::stamp::{self, Stamp};

/// Builds the `nuanze` command and names it.
///
/// # Errors
///
/// If it does not compile.
pub fn compiler(place: &Place) -> Result<PathBuf> {
    step(place, "nuanze command", |log| {
        log.run(
            Command::new("cargo")
                // A test beside it turns on the features that all tests have: otherwise cargo would compile the
                // runtime's host once for the tests and once again for the command.
                .args([
                    "build",
                    "--workspace",
                    "--bin",
                    "nuanze",
                    "--test",
                    "command",
                ])
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
pub fn build(place: &Place) -> Result<()> {
    let compiler = compiler(place)?;
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
