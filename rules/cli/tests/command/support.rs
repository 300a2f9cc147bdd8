//! Running the command, and the documents it is run on.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

pub const POLICY: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../tests/policies/good/stove-exchange.md"
);
pub const OTHER_POLICY: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../tests/policies/good/valley-power.md"
);
pub const BROKEN: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../tests/policies/bad/chinese-unit.md"
);

/// What the command did.
pub struct Ran {
    pub status: i32,
    pub out: String,
    pub err: String,
}

impl Ran {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {}", self.out))
    }
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Self {
            status: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

/// Runs `nuanze` in an English environment, with text on standard input.
pub fn nuanze_with(arguments: &[&str], stdin: &str) -> Ran {
    let mut child = command(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that does not read its input may have ended already.
    let _ = child.stdin.take().unwrap().write_all(stdin.as_bytes());
    child.wait_with_output().unwrap().into()
}

pub fn nuanze(arguments: &[&str]) -> Ran {
    nuanze_with(arguments, "")
}

pub fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nuanze"));
    command
        .args(arguments)
        .env("LANG", "en_US.UTF-8")
        .env("COLUMNS", "100")
        .env_remove("LC_ALL")
        .env_remove("LC_MESSAGES");
    command
}

/// An empty folder of a test's own.
pub fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

pub fn facts() -> Value {
    json!({
        "separate_meter": true, "awarded_before": false, "purchased": "2022-10-01",
        "device": "water_pump", "heated_area": "45"
    })
}
