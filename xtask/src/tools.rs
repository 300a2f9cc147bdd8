//! Installs what the builds need and the machine lacks, with the ordinary clients: rustup, cargo, npm and apt.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::place::Place;
use crate::progress::{Done, Step, alone, step};
use crate::stamp::Stamp;

/// The target of everything that is not native.
pub const WASM: &str = "wasm32-unknown-unknown";
/// `worker-build` belongs to the `worker` crate of this version.
const WORKER_BUILD: &str = "0.8.7";
/// What makes the npm package and the app's module of their crates.
const WASM_PACK: &str = "0.15.1";
/// What the manual of modules runs them with in Python.
const PYTHON_WASMTIME: &str = "wasmtime==48.0.0";
/// The oldest Node whose `node --test` and `fetch` the tests use.
const NODE: u32 = 20;

/// What the builds call.
#[derive(Debug)]
pub struct Tools {
    /// `wasm-bindgen` of the lock file's version.
    pub wasm_bindgen: PathBuf,
    /// `wasm-pack`.
    pub wasm_pack: PathBuf,
    /// `worker-build`.
    pub worker_build: PathBuf,
    /// `wasm-opt`.
    pub wasm_opt: PathBuf,
    /// `esbuild`.
    pub esbuild: PathBuf,
    /// `workerd`.
    pub workerd: PathBuf,
}

impl Tools {
    /// Tells a command where the tools are, so that none is downloaded from elsewhere.
    pub fn name_to(&self, command: &mut Command) {
        command
            .env("WASM_BINDGEN_BIN", &self.wasm_bindgen)
            .env("WASM_OPT_BIN", &self.wasm_opt)
            .env("ESBUILD_BIN", &self.esbuild);
    }

    /// Puts the tools before all others on a command's `PATH`, for a command that takes no names of them.
    ///
    /// # Errors
    ///
    /// If their folder cannot stand in a `PATH`.
    pub fn on_path_of(&self, command: &mut Command) -> Result<()> {
        let own = self.wasm_bindgen.parent().map(Path::to_path_buf);
        let path = env::var_os("PATH").unwrap_or_default();
        let folders = own.into_iter().chain(env::split_paths(&path));
        command.env("PATH", env::join_paths(folders)?);
        Ok(())
    }
}

/// Makes sure that every tool of the builds is there.
///
/// # Errors
///
/// If one is missing and cannot be installed.
pub fn ensure(place: &Place) -> Result<Tools> {
    check_node()?;
    alone(place, || install(place))
}

fn install(place: &Place) -> Result<Tools> {
    rust_parts(place)?;
    let wasm_bindgen = cargo_tool(
        place,
        "wasm-bindgen-cli",
        "wasm-bindgen",
        &locked_version(place, "wasm-bindgen")?,
    )?;
    let wasm_pack = cargo_tool(place, "wasm-pack", "wasm-pack", WASM_PACK)?;
    let worker_build = cargo_tool(place, "worker-build", "worker-build", WORKER_BUILD)?;
    npm_packages(place, "tests")?;
    Ok(Tools {
        wasm_bindgen,
        wasm_pack,
        worker_build,
        wasm_opt: place.npm("binaryen/bin/wasm-opt"),
        esbuild: native(
            place,
            "@esbuild",
            "esbuild",
            ("linux-x64", "linux-arm64", "darwin-x64", "darwin-arm64"),
        )?,
        workerd: native(
            place,
            "@cloudflare",
            "workerd",
            (
                "workerd-linux-64",
                "workerd-linux-arm64",
                "workerd-darwin-64",
                "workerd-darwin-arm64",
            ),
        )?,
    })
}

/// Installs the npm packages that a folder's lock file names.
///
/// # Errors
///
/// If npm fails.
pub fn npm_packages(place: &Place, folder: &str) -> Result<()> {
    let home = place.at(folder);
    let stamp = Stamp::of(
        place,
        &format!("npm-{}", folder.replace('/', "-")),
        &[home.join("package.json"), home.join("package-lock.json")],
        &[],
    )?;
    step(place, &format!("npm packages of {folder}"), |log| {
        if stamp.is_fresh(&[home.join("node_modules/.package-lock.json")]) {
            return Ok(Done::Before);
        }
        log.run(Command::new("npm").arg("ci").current_dir(&home))?;
        stamp.save()?;
        Ok(Done::Now)
    })
}

/// The browser of the tests: `CHROMIUM`, one on the machine, or Debian's package.
///
/// # Errors
///
/// If there is none and apt cannot install it.
pub fn browser(place: &Place) -> Result<PathBuf> {
    if let Some(found) = find_browser() {
        return Ok(found);
    }
    step(place, "browser (apt-get install chromium)", |log| {
        apt_install(log, &["chromium", "fonts-noto-cjk"])
    })
    .context("no Chromium here: install one, or name it in the environment variable `CHROMIUM`")?;
    find_browser().context("apt installed Chromium, but it is not on `PATH`")
}

/// The folder of the Python packages that the manual of modules uses.
///
/// # Errors
///
/// If Python or pip is missing and apt cannot install it, or pip fails.
pub fn python_packages(place: &Place) -> Result<PathBuf> {
    let folder = place.target("tools/python");
    if output(Path::new("python3"), &["-m", "pip", "--version"]).is_err() {
        step(place, "Python (apt-get install python3-pip)", |log| {
            apt_install(log, &["python3", "python3-pip"])
        })
        .context("no Python 3 with pip here: install both, for the manual of modules")?;
    }
    let stamp = Stamp::of(place, "python", &[], &[PYTHON_WASMTIME])?;
    step(place, &format!("Python package {PYTHON_WASMTIME}"), |log| {
        if stamp.is_fresh(&[folder.join("wasmtime")]) {
            return Ok(Done::Before);
        }
        log.run(
            Command::new("python3")
                .args(["-m", "pip", "install", "--quiet", "--upgrade", "--target"])
                .arg(&folder)
                .arg(PYTHON_WASMTIME),
        )?;
        stamp.save()?;
        Ok(Done::Now)
    })?;
    Ok(folder)
}

/// Installs Debian's packages.
fn apt_install(log: &Step, packages: &[&str]) -> Result<Done> {
    let apt = |words: &[&str]| {
        let mut command = if is_root() {
            Command::new("apt-get")
        } else {
            Command::new("sudo")
        };
        if !is_root() {
            command.args(["-n", "apt-get"]);
        }
        log.run(command.args(words).env("DEBIAN_FRONTEND", "noninteractive"))
    };
    apt(&["update"])?;
    apt(&[&["install", "--yes", "--no-install-recommends"], packages].concat())?;
    Ok(Done::Now)
}

/// The version of a package in the lock file.
///
/// # Errors
///
/// If the lock file does not name it.
pub fn locked_version(place: &Place, package: &str) -> Result<String> {
    let lock = std::fs::read_to_string(place.at("Cargo.lock")).context("cannot read Cargo.lock")?;
    let name = format!("name = \"{package}\"");
    lock.lines()
        .skip_while(|line| *line != name)
        .nth(1)
        .and_then(|line| line.strip_prefix("version = \"")?.strip_suffix('"'))
        .map(str::to_owned)
        .with_context(|| format!("Cargo.lock names no `{package}`"))
}

/// The program of this name on `PATH`.
pub fn on_path(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path)
        .map(|folder| folder.join(name))
        .find(|file| file.is_file())
}

fn check_node() -> Result<()> {
    let version = output(Path::new("node"), &["--version"])
        .context("Node is needed: install Node 20 or later")?;
    let major = version
        .trim_start_matches('v')
        .split('.')
        .next()
        .and_then(|major| major.parse::<u32>().ok());
    if major.is_none_or(|major| major < NODE) {
        bail!(
            "Node {NODE} or later is needed; `node --version` says `{}`",
            version.trim()
        );
    }
    Ok(())
}

/// Makes sure that Rust has the parts that are not in every installation of it.
///
/// # Errors
///
/// If one is missing and cannot be installed.
pub fn rust_parts(place: &Place) -> Result<()> {
    let sysroot = PathBuf::from(output(Path::new("rustc"), &["--print", "sysroot"])?.trim());
    step(
        place,
        &format!("Rust target {WASM}, clippy, rustfmt"),
        |log| {
            let mut done = Done::Before;
            if !sysroot.join("lib/rustlib").join(WASM).is_dir() {
                rustup(log, &["target", "add", WASM])?;
                done = Done::Now;
            }
            for (program, component) in [("cargo-clippy", "clippy"), ("cargo-fmt", "rustfmt")] {
                if !sysroot.join("bin").join(program).is_file() && on_path(program).is_none() {
                    rustup(log, &["component", "add", component])?;
                    done = Done::Now;
                }
            }
            Ok(done)
        },
    )
}

fn rustup(log: &Step, words: &[&str]) -> Result<()> {
    log.run(Command::new("rustup").args(words))
        .with_context(|| {
            format!(
                "this Rust lacks a part; with rustup it is `rustup {}`",
                words.join(" ")
            )
        })
}

/// A program from crates.io: one of the right version that is there already, or built into `target/tools`.
fn cargo_tool(place: &Place, package: &str, program: &str, version: &str) -> Result<PathBuf> {
    let own = place.target("tools/bin").join(program);
    let cargo_home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = env::var_os("HOME").map(|home| PathBuf::from(home).join(".cargo"));
    let candidates = [
        Some(own.clone()),
        cargo_home
            .or(home)
            .map(|home| home.join("bin").join(program)),
        on_path(program),
    ];
    let fits = |file: &PathBuf| {
        output(file, &["--version"])
            .is_ok_and(|said| said.split_whitespace().next_back() == Some(version))
    };
    let mut found = candidates.into_iter().flatten().find(fits);
    step(place, &format!("{package} {version}"), |log| {
        if found.is_some() {
            return Ok(Done::Before);
        }
        // Not `--locked`: wasm-bindgen-cli's own lock file does not resolve.
        log.run(
            Command::new("cargo")
                .args([
                    "install",
                    package,
                    "--version",
                    &format!("={version}"),
                    "--bin",
                    program,
                    "--root",
                ])
                .arg(place.target("tools"))
                .env("CARGO_TARGET_DIR", place.target("install"))
                // They run for seconds: most of the time that optimising them takes is not got back.
                .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1"),
        )?;
        found = Some(own.clone());
        Ok(Done::Now)
    })?;
    found.with_context(|| format!("`{program}` is not there after its installation"))
}

/// The native program inside the npm package for this machine.
fn native(
    place: &Place,
    scope: &str,
    program: &str,
    packages: (&str, &str, &str, &str),
) -> Result<PathBuf> {
    let package = match (env::consts::OS, env::consts::ARCH) {
        ("linux", "x86_64") => packages.0,
        ("linux", "aarch64") => packages.1,
        ("macos", "x86_64") => packages.2,
        ("macos", "aarch64") => packages.3,
        (system, machine) => bail!("there is no `{program}` for {system} on {machine}"),
    };
    let file = place.npm(scope).join(package).join("bin").join(program);
    if !file.is_file() {
        bail!("npm did not install {}", file.display());
    }
    Ok(file)
}

fn find_browser() -> Option<PathBuf> {
    if let Some(named) = env::var_os("CHROMIUM") {
        return Some(PathBuf::from(named));
    }
    let mac = PathBuf::from("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");
    [
        "chromium",
        "chromium-browser",
        "google-chrome-stable",
        "google-chrome",
    ]
    .iter()
    .find_map(|name| on_path(name))
    .or_else(|| mac.is_file().then_some(mac))
}

fn is_root() -> bool {
    output(Path::new("id"), &["-u"]).is_ok_and(|said| said.trim() == "0")
}

fn output(program: &Path, words: &[&str]) -> Result<String> {
    let output = Command::new(program)
        .args(words)
        .output()
        .with_context(|| format!("cannot start `{}`", program.display()))?;
    if !output.status.success() {
        bail!("`{}` ended with {}", program.display(), output.status);
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
