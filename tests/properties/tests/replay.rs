//! Tries every input that the fuzzers kept, one test for each file of `tests/fuzz/corpus`.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use libtest_mimic::{Arguments, Trial};
use nuanze_properties::PROPERTIES;

/// The most that all inputs together may take: they are kept in the repository.
const MAX_BYTES: usize = 300_000;

fn main() -> ExitCode {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/corpus");
    let mut trials = Vec::new();
    let mut bytes_kept = 0;
    for (name, property) in PROPERTIES {
        let inputs = inputs(&corpus.join(name));
        let count = inputs.len();
        trials.push(Trial::test(
            format!("{name}::has_inputs"),
            move || match count {
                0 => Err("the corpus of this target is empty".into()),
                _ => Ok(()),
            },
        ));
        for path in inputs {
            let bytes = fs::read(&path).unwrap();
            bytes_kept += bytes.len();
            let file = path.file_name().unwrap().to_string_lossy().into_owned();
            trials.push(Trial::test(format!("{name}::{file}"), move || {
                property(&bytes);
                Ok(())
            }));
        }
    }
    trials.push(Trial::test("corpus::is_small", move || match bytes_kept {
        ..=MAX_BYTES => Ok(()),
        _ => Err(format!("{bytes_kept} bytes: keep fewer or smaller inputs").into()),
    }));
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

/// The files of a folder in the order of their names; none where there is no such folder.
fn inputs(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    paths
}
