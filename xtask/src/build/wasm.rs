//! From a Rust crate to a small module with its JavaScript: wasm-pack (cargo and wasm-bindgen), wasm-opt.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::place::Place;
use crate::progress::{Done, step};
use crate::stamp::{self, Stamp};
use crate::tools::Tools;

/// What the compiler's modules use, and every browser of the last years has.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// What else wasm-opt is told: memory starts as zeros, its first kilobyte is the far end of the stack, and functions of
/// the same kind compress better side by side.
const LAYOUT: [&str; 3] = [
    "--zero-filled-memory",
    "--low-memory-unused",
    "--reorder-functions-by-name",
];

/// A crate that becomes a module.
#[derive(Debug)]
pub struct Module {
    /// The cargo package.
    pub package: &'static str,
    /// Its folder.
    pub home: &'static str,
    /// The crate's features, comma-separated.
    pub features: &'static str,
    /// The cargo profile: small for phones, fast for Node.
    pub profile: &'static str,
    /// What rustc is told besides.
    pub flags: &'static str,
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
        let name = self.name();
        let bound = place.state("bound").join(self.package);
        self.compile(place, tools, &bound)?;
        let compiled = bound.join(format!("{name}_bg.wasm"));
        let folder = place.state("modules").join(self.package);
        let module = folder.join(format!("{name}_bg.wasm"));
        let stamp = Stamp::of(
            place,
            &format!("module-{}", self.package),
            &[compiled.clone(), bound.join(format!("{name}.js"))],
            &[self.level],
        )?;
        step(place, &format!("{}, made small", self.package), |log| {
            if stamp.is_fresh(std::slice::from_ref(&module)) {
                return Ok(Done::Before);
            }
            if folder.is_dir() {
                fs::remove_dir_all(&folder)?;
            }
            fs::create_dir_all(&folder)?;
            for file in stamp::files(&bound)? {
                if file.extension().is_some_and(|ending| ending == "js") {
                    let inside = file.strip_prefix(&bound)?;
                    if let Some(parent) = folder.join(inside).parent() {
                        fs::create_dir_all(parent)?;
                    }
                    fs::copy(&file, folder.join(inside))?;
                }
            }
            log.run(
                Command::new(&tools.wasm_opt)
                    .args(LAYOUT)
                    .arg(self.level)
                    .args(FEATURES)
                    .args(["--strip-debug", "--strip-producers", "--output"])
                    .arg(&module)
                    .arg(&compiled),
            )?;
            stamp.save()?;
            Ok(Done::Now)
        })?;
        Ok(folder)
    }

    /// Compiles and binds it. wasm-pack would fetch the two tools it calls from elsewhere; both are there already.
    fn compile(&self, place: &Place, tools: &Tools, bound: &Path) -> Result<()> {
        step(place, &format!("{}, compiled", self.package), |log| {
            let mut command = Command::new(&tools.wasm_pack);
            command
                .arg("build")
                .arg(place.at(self.home))
                .args(["--mode", "no-install", "--no-opt", "--no-pack"])
                .args(["--no-typescript", "--no-gitignore"])
                .args(["--profile", self.profile, "--target", self.target])
                .args(["--out-name", &self.name(), "--out-dir"])
                .arg(bound)
                .args(["--", "--features", self.features])
                .env("RUSTFLAGS", self.flags)
                .current_dir(place.root());
            tools.on_path_of(&mut command)?;
            log.run(&mut command)?;
            Ok(Done::Now)
        })
    }
}
