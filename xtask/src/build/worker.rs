//! Builds the edge worker into `pkg/worker`, as worker/README.md says.

use std::process::Command;

use anyhow::Result;

use crate::place::Place;
use crate::progress::{Done, step};
use crate::stamp::Stamp;
use crate::tools::Tools;

/// What the worker is made of.
const SOURCES: [&str; 5] = [
    "Cargo.toml",
    "Cargo.lock",
    "rules/abi",
    "rules/runtime/src",
    "worker",
];

/// Compiles the worker and assembles it with the policies.
///
/// # Errors
///
/// If a step fails.
pub fn build(place: &Place, tools: &Tools) -> Result<()> {
    let compiled = place.target("worker");
    let sources = SOURCES.map(|path| place.at(path));
    let stamp = Stamp::of(place, "worker-build", &sources, &[])?;
    step(place, "worker, compiled", |log| {
        if stamp.is_fresh(&[compiled.join("index.js"), compiled.join("index_bg.wasm")]) {
            return Ok(Done::Before);
        }
        let mut command = Command::new(&tools.worker_build);
        tools.name_to(&mut command);
        log.run(
            command
                .args(["worker", "--profile", "fast", "--out-dir"])
                .arg(&compiled)
                .current_dir(place.root()),
        )?;
        stamp.save()?;
        Ok(Done::Now)
    })?;

    let out = place.pkg("worker");
    let policies = place.pkg("policies");
    let inputs = [
        compiled.clone(),
        policies.clone(),
        place.at("worker/assemble.mjs"),
    ];
    let stamp = Stamp::of(place, "worker-assemble", &inputs, &[])?;
    step(place, "worker, assembled", |log| {
        if stamp.is_fresh(&[out.join("entry.js"), out.join("modules.capnp")]) {
            return Ok(Done::Before);
        }
        log.run(
            Command::new("node")
                .arg(place.at("worker/assemble.mjs"))
                .arg("--build")
                .arg(&compiled)
                .arg("--policies")
                .arg(&policies)
                .arg("--out")
                .arg(&out)
                .current_dir(place.root()),
        )?;
        stamp.save()?;
        Ok(Done::Now)
    })
}
