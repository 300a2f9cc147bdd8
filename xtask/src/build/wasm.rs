//! From a Rust crate to a small module with its JavaScript: cargo, wasm-bindgen, wasm-opt.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::place::Place;
use crate::progress::{Done, step};
use crate::stamp::Stamp;
use crate::tools::{Tools, WASM};

/// What the compiler's modules use, and every browser of the last years has.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// A crate that becomes a module.
#[derive(Debug)]
pub struct Module {
    /// The cargo package.
    pub package: &'static str,
    /// The crate's features, comma-separated.
    pub features: &'static str,
    /// The cargo profile: small for phones, fast for Node.
    pub profile: &'static str,
    /// wasm-bindgen's target.
    pub target: &'static str,
    /// wasm-opt's level.
    pub level: &'static str,
}

impl Module {
    /// The crate's name: `nuanze_app`.
    pub fn name(&self) -> String {
        self.package.replace('-', "_")
    }

    /// Builds it; the folder holds `NAME.js` and `NAME_bg.wasm`.
    ///
    /// # Errors
    ///
    /// If a step fails.
    pub fn build(&self, place: &Place, tools: &Tools) -> Result<PathBuf> {
        let Self {
            package, features, ..
        } = self;
        step(place, &format!("{package}, compiled"), |log| {
            log.run(
                Command::new("cargo")
                    .args([
                        "build",
                        "--package",
                        package,
                        "--lib",
                        "--target",
                        WASM,
                        "--profile",
                        self.profile,
                    ])
                    .args(["--features", features])
                    .current_dir(place.root()),
            )?;
            Ok(Done::Now)
        })?;
        let name = self.name();
        let compiled = place
            .target(WASM)
            .join(self.profile)
            .join(format!("{name}.wasm"));
        let folder = place.state("modules").join(package);
        let module = folder.join(format!("{name}_bg.wasm"));
        let version = crate::tools::locked_version(place, "wasm-bindgen")?;
        let stamp = Stamp::of(
            place,
            &format!("module-{package}"),
            std::slice::from_ref(&compiled),
            &[&version, self.profile, self.target, self.level],
        )?;
        step(place, &format!("{package}, bound and made small"), |log| {
            if stamp.is_fresh(std::slice::from_ref(&module)) {
                return Ok(Done::Before);
            }
            if folder.is_dir() {
                fs::remove_dir_all(&folder)?;
            }
            log.run(
                Command::new(&tools.wasm_bindgen)
                    .args([
                        "--target",
                        self.target,
                        "--no-typescript",
                        "--out-name",
                        &name,
                        "--out-dir",
                    ])
                    .arg(&folder)
                    .arg(&compiled),
            )?;
            let bound = place.state("modules").join(format!("{name}.bound.wasm"));
            fs::rename(&module, &bound).context("wasm-bindgen wrote no module")?;
            log.run(
                Command::new(&tools.wasm_opt)
                    .arg(self.level)
                    .args(FEATURES)
                    .args(["--strip-debug", "--strip-producers", "--output"])
                    .arg(&module)
                    .arg(&bound),
            )?;
            fs::remove_file(bound)?;
            stamp.save()?;
            Ok(Done::Now)
        })?;
        Ok(folder)
    }
}
