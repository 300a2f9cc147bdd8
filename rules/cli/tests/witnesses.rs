//! The published policies' tables of cases to sign, against the reviewed ones in `tests/witness`.
//!
//! A change of a policy shows there as the cases that come out otherwise. `BLESS=1 cargo test -p nuanze-cli --test
//! witnesses` rewrites the tables; read the difference as a lawyer would before you commit.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use libtest_mimic::{Arguments, Failed, Trial};

fn main() {
    let mut trials: Vec<Trial> = names("rules/policies")
        .into_iter()
        .map(|name| Trial::test(name.clone(), move || table(&name)))
        .collect();
    trials.push(Trial::test("every_table_has_its_policy", || {
        let (tables, policies) = (names("tests/witness"), names("rules/policies"));
        let lost: Vec<&String> = tables.difference(&policies).collect();
        if lost.is_empty() {
            Ok(())
        } else {
            Err(format!("no policy has the id of {lost:?}").into())
        }
    }));
    libtest_mimic::run(&Arguments::from_args(), trials).exit();
}

/// A policy's cases come out as they were reviewed.
fn table(name: &str) -> Result<(), Failed> {
    let policy = root()
        .join("rules/policies")
        .join(name)
        .with_extension("md");
    let output = Command::new(env!("CARGO_BIN_EXE_nuanze"))
        .arg("witness")
        .arg(policy)
        .args(["--lang", "zh"])
        .output()?;
    if !output.status.success() {
        return Err(String::from_utf8(output.stderr)?.into());
    }
    let written = String::from_utf8(output.stdout)?;
    let reviewed = root().join("tests/witness").join(name).with_extension("md");
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(reviewed, written)?;
        return Ok(());
    }
    let before = std::fs::read_to_string(&reviewed).unwrap_or_default();
    let differs = |(now, before): &(&str, &str)| now != before;
    match written.lines().zip(before.lines()).find(differs) {
        _ if written == before => Ok(()),
        Some((now, before)) => Err(format!(
            "{} has\n  {before}\nwhere it is now\n  {now}",
            reviewed.display()
        )
        .into()),
        None => Err(format!("{} has more or fewer lines", reviewed.display()).into()),
    }
}

/// The names of a folder's Markdown files.
fn names(folder: &str) -> BTreeSet<String> {
    let files = std::fs::read_dir(root().join(folder)).unwrap();
    let files = files.map(|file| file.unwrap().path());
    files
        .filter(|path| path.extension().is_some_and(|ending| ending == "md"))
        .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
        .collect()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}
