//! Builds what others use into `pkg/`: policies, the npm package, the app, the worker.

mod app;
mod npm;
mod policies;
mod wasm;
mod worker;

use anyhow::{Result, bail};

use crate::place::Place;
use crate::progress::{alone, say};
use crate::tools::{self, Tools};

pub use policies::{Beside, compiler, documents};

/// A part of `pkg/`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// `pkg/policies`.
    Policies,
    /// `pkg/nuanze`.
    Npm,
    /// `pkg/app`.
    App,
    /// `pkg/worker`.
    Worker,
}

/// Everything, in the order in which it is built.
const ALL: [Part; 4] = [Part::Policies, Part::Npm, Part::App, Part::Worker];

/// The parts that the command line names; all where it names none.
///
/// # Errors
///
/// If a word names no part.
pub fn parts(words: &[String]) -> Result<Vec<Part>> {
    if words.is_empty() {
        return Ok(ALL.to_vec());
    }
    words
        .iter()
        .map(|word| match word.as_str() {
            "policies" => Ok(Part::Policies),
            "npm" => Ok(Part::Npm),
            "app" => Ok(Part::App),
            "worker" => Ok(Part::Worker),
            other => {
                bail!("there is no part `{other}`: they are `policies`, `npm`, `app` and `worker`")
            }
        })
        .collect()
}

/// Builds these parts.
///
/// # Errors
///
/// The first step's that fails.
pub fn build(place: &Place, parts: &[Part]) -> Result<()> {
    let tools = tools::ensure(place)?;
    build_with(place, &tools, parts, Beside::Nothing)?;
    say("Built into pkg/.");
    Ok(())
}

/// Builds everything with tools that are known to be there.
///
/// # Errors
///
/// The first step's that fails.
pub fn everything(place: &Place, tools: &Tools, beside: Beside) -> Result<()> {
    build_with(place, tools, &ALL, beside)
}

fn build_with(place: &Place, tools: &Tools, parts: &[Part], beside: Beside) -> Result<()> {
    alone(place, || {
        for part in ALL.iter().filter(|part| parts.contains(part)) {
            match part {
                Part::Policies => policies::build(place, beside)?,
                Part::Npm => npm::build(place, tools)?,
                Part::App => app::build(place, tools)?,
                Part::Worker => worker::build(place, tools)?,
            }
        }
        Ok(())
    })
}
