//! Builds the npm package into `pkg/nuanze`: the runtime as a module, and the JavaScript around it.

use std::fs;

use anyhow::Result;

use super::wasm::Module;
use crate::place::Place;
use crate::progress::{Done, step};
use crate::stamp::{self, Stamp};
use crate::tools::Tools;

const MODULE: Module = Module {
    package: "nuanze-runtime",
    home: "rules/runtime",
    features: "npm",
    profile: "fast",
    flags: "",
    target: "web",
    level: "-O3",
};

/// Compiles the runtime and puts the package together.
///
/// # Errors
///
/// If a step fails.
pub fn build(place: &Place, tools: &Tools) -> Result<()> {
    let module = MODULE.build(place, tools)?;
    let source = place.at("rules/runtime/npm");
    let out = place.pkg("nuanze");
    let stamp = Stamp::of(place, "npm", &[module.clone(), source.clone()], &[])?;
    step(place, "npm package, put together", |_| {
        if stamp.is_fresh(&[out.join("package.json")]) {
            return Ok(Done::Before);
        }
        if out.is_dir() {
            fs::remove_dir_all(&out)?;
        }
        fs::create_dir_all(out.join("runtime"))?;
        for file in fs::read_dir(&source)? {
            let file = file?.path();
            // Its tests stay where they are.
            if let Some(name) = file.file_name().filter(|_| file.is_file()) {
                fs::copy(&file, out.join(name))?;
            }
        }
        for file in stamp::files(&module)? {
            fs::copy(
                &file,
                out.join("runtime")
                    .join(file.file_name().unwrap_or_default()),
            )?;
        }
        stamp.save()?;
        Ok(Done::Now)
    })
}
