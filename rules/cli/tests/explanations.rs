//! What people read about a case, in Chinese and in English, against the text beside it.
//!
//! `tests/explanations/POLICY/CASE.json` holds the facts of a case; `CASE.zh.txt` and `CASE.en.txt` what `nuanze explain`
//! says about it. `BLESS=1 cargo test -p nuanze-cli --test explanations` rewrites the texts; read the difference before
//! you commit: each sentence should be one that a careful clerk could say.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::path::{Path, PathBuf};
use std::process::Command;

use libtest_mimic::{Arguments, Failed, Trial};

fn main() {
    let mut trials = Vec::new();
    for case in cases() {
        for lang in ["zh", "en"] {
            let name = case
                .strip_prefix(cases_folder())
                .unwrap()
                .with_extension("");
            let case = case.clone();
            trials.push(Trial::test(
                format!("{} in {lang}", name.display()),
                move || explain(&case, lang),
            ));
        }
    }
    libtest_mimic::run(&Arguments::from_args(), trials).exit();
}

/// A case is explained as it was before.
fn explain(case: &Path, lang: &str) -> Result<(), Failed> {
    let output = Command::new(env!("CARGO_BIN_EXE_nuanze"))
        .arg("explain")
        .arg(policy(case))
        .arg("--facts")
        .arg(case)
        .args(["--lang", lang])
        .env("COLUMNS", "100")
        .output()?;
    if !output.status.success() {
        return Err(String::from_utf8(output.stderr)?.into());
    }
    let told = String::from_utf8(output.stdout)?;
    let expected = case.with_extension(format!("{lang}.txt"));
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(expected, told)?;
        return Ok(());
    }
    let before = std::fs::read_to_string(&expected)
        .map_err(|error| format!("{}: {error}", expected.display()))?;
    if told == before {
        Ok(())
    } else {
        Err(format!("{} is not what is said now:\n{told}", expected.display()).into())
    }
}

/// The document whose id the case's folder has.
fn policy(case: &Path) -> PathBuf {
    let id = case.parent().unwrap().file_name().unwrap();
    let folders = ["rules/policies", "tests/policies/good"];
    let found = folders
        .map(|folder| root().join(folder).join(id).with_extension("md"))
        .into_iter()
        .find(|path| path.is_file());
    found.unwrap_or_else(|| panic!("no policy document for {}", case.display()))
}

fn cases() -> Vec<PathBuf> {
    let mut cases = Vec::new();
    for folder in std::fs::read_dir(cases_folder()).unwrap() {
        for file in std::fs::read_dir(folder.unwrap().path()).unwrap() {
            let path = file.unwrap().path();
            if path.extension().is_some_and(|ending| ending == "json") {
                cases.push(path);
            }
        }
    }
    cases.sort();
    cases
}

fn cases_folder() -> PathBuf {
    root().join("tests/explanations")
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}
