//! Every document of `tests/policies` against the expectation beside it, and every diagnostic against a document.
//!
//! `good/NAME.md` must pass `nuanze test`; what it holds and what its examples decide stands in `NAME.expected.json`.
//! `bad/NAME.md` must fail `nuanze test`; the text that an author then reads stands in `NAME.expected.txt`.
//! `BLESS=1 cargo test -p nuanze-cli --test policies` rewrites the expectations; read the difference before you commit.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use libtest_mimic::{Arguments, Failed, Trial};
use serde_json::Value;

/// What the checker finds in trees that no parser made: the parser says it first, in other words.
const UNREACHABLE: [&str; 3] = ["expression/deep", "table/empty", "type/in"];

/// What takes seventeen documents; its words are held in `rules/program/tests/used.rs`.
const OF_MANY_DOCUMENTS: [&str; 1] = ["use/depth"];

/// Documents in order that stand beside the bad ones for them to use.
const USED: [&str; 2] = ["days-of-years", "pump-standard"];

fn main() {
    let mut trials = Vec::new();
    for path in documents("good") {
        trials.push(Trial::test(format!("good/{}", stem(&path)), move || {
            good(&path)
        }));
    }
    for path in bad_documents() {
        trials.push(Trial::test(format!("bad/{}", stem(&path)), move || {
            bad(&path)
        }));
    }
    trials.push(Trial::test(
        "every_diagnostic_has_a_bad_document",
        every_diagnostic_has_a_bad_document,
    ));
    trials.push(Trial::test(
        "every_expectation_has_its_document",
        every_expectation_has_its_document,
    ));
    libtest_mimic::run(&Arguments::from_args(), trials).exit();
}

/// A good document passes all its examples in both executors, and decides what it decided before.
fn good(path: &Path) -> Result<(), Failed> {
    let output = nuanze(path, &["test", "--json"]);
    let mut report: Value = serde_json::from_slice(&output.stdout)?;
    if !output.status.success() {
        return Err(format!("`nuanze test` fails:\n{report:#}").into());
    }
    let documents = report["documents"].as_array_mut().ok_or("no documents")?;
    compare(
        &path.with_extension("expected.json"),
        &format!("{:#}\n", documents.remove(0)),
    )
}

/// A bad document is refused, in words that say what is wrong and how to mend it.
fn bad(path: &Path) -> Result<(), Failed> {
    let output = nuanze(path, &["test"]);
    let text = String::from_utf8(output.stderr)?;
    if output.status.code() != Some(1) {
        return Err(format!("`nuanze test` ends with {:?}:\n{text}", output.status).into());
    }
    if !output.stdout.is_empty() {
        return Err("errors belong on standard error".into());
    }
    if let Some(line) = text.lines().find(|line| line.ends_with(' ')) {
        return Err(format!("a line ends in a space: {line:?}").into());
    }
    compare(&path.with_extension("expected.txt"), &text)
}

/// Each code that the compiler's sources name is shown by at least one bad document.
fn every_diagnostic_has_a_bad_document() -> Result<(), Failed> {
    let mut shown = BTreeSet::new();
    for path in bad_documents() {
        let report: Value = serde_json::from_slice(&nuanze(&path, &["test", "--json"]).stdout)?;
        for diagnostic in report["documents"][0]["diagnostics"]
            .as_array()
            .ok_or("no diagnostics")?
        {
            shown.insert(diagnostic["code"].as_str().ok_or("no code")?.to_owned());
            if diagnostic["help"].as_str().is_none_or(str::is_empty) {
                return Err(
                    format!("{}: a diagnostic does not say how to mend it", stem(&path)).into(),
                );
            }
        }
    }
    let mut named = BTreeSet::new();
    for folder in ["../syntax/src", "../program/src"] {
        codes(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join(folder),
            &mut named,
        );
    }
    let missing: Vec<_> = named
        .difference(&shown)
        .filter(|code| !UNREACHABLE.contains(&code.as_str()))
        .filter(|code| !OF_MANY_DOCUMENTS.contains(&code.as_str()))
        .collect();
    if missing.is_empty() {
        Ok(())
    } else {
        Err(format!("no bad document shows {missing:?}").into())
    }
}

/// No expectation is left behind by a document that has gone.
fn every_expectation_has_its_document() -> Result<(), Failed> {
    for folder in ["good", "bad"] {
        for entry in std::fs::read_dir(root().join(folder))? {
            let name = entry?
                .file_name()
                .into_string()
                .map_err(|_| "a name is not text")?;
            let document = name.split('.').next().unwrap_or_default().to_owned() + ".md";
            if !root().join(folder).join(&document).is_file() {
                return Err(format!("`{folder}/{name}` stands without `{document}`").into());
            }
        }
    }
    Ok(())
}

/// Collects literals like `"table/gap"` from the sources below a folder; what stands in tests does not count.
fn codes(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            codes(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs")
            && stem(&path) != "tests"
        {
            let text = std::fs::read_to_string(&path).unwrap();
            let product = text.split("#[cfg(test)]").next().unwrap_or_default();
            found.extend(
                product
                    .split('"')
                    .filter(|literal| is_code(literal))
                    .map(str::to_owned),
            );
        }
    }
}

/// Whether a literal is shaped like a code: two lower-case words with a `/` between them.
fn is_code(literal: &str) -> bool {
    let is_word = |word: &str| {
        word.len() > 1
            && word
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte == b'-' || byte == b'_')
    };
    literal
        .split_once('/')
        .is_some_and(|(phase, kind)| is_word(phase) && is_word(kind))
}

/// Runs the command in the document's folder, as an author with a terminal of 80 columns would see it.
fn nuanze(path: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_nuanze"))
        .args(arguments)
        .args(["--lang", "en", "--color", "never"])
        .arg(path.file_name().unwrap())
        .current_dir(path.parent().unwrap())
        .env("COLUMNS", "80")
        .output()
        .unwrap()
}

/// Compares with the expectation, or writes it.
fn compare(expected: &Path, actual: &str) -> Result<(), Failed> {
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(expected, actual)?;
        return Ok(());
    }
    let text = std::fs::read_to_string(expected).unwrap_or_default();
    if text == actual {
        return Ok(());
    }
    let name = expected.display();
    Err(format!(
        "not as `{name}` expects (BLESS=1 rewrites it)\n--- expected\n{text}\n+++ actual\n{actual}"
    )
    .into())
}

fn bad_documents() -> Vec<PathBuf> {
    let mut paths = documents("bad");
    paths.retain(|path| !USED.contains(&stem(path).as_str()));
    paths
}

fn documents(folder: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(root().join(folder)).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    paths.sort();
    paths
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/policies")
}

fn stem(path: &Path) -> String {
    path.file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}
