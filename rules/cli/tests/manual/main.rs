//! The language's manual, `rules/LANGUAGE.md`: every sample in it is run as its reader would run it.
//!
//! Blocks say what they are behind their opening fence:
//!
//! - `markdown file=NAME.md`: a whole document, kept for the samples after it; must pass `nuanze test`. With `aside` the
//!   steps after it go on with the one before.
//! - `policy`: declarations of a document of their own; must pass.
//! - `policy step`: declarations that take the place of those of the same name in the document kept last, or join it;
//!   must pass.
//! - `policy error`, `policy step error`: must fail, with the text in the `text` block that follows; nothing is kept.
//! - `json file=NAME.json`: a file, kept.
//! - `console`: calls of `nuanze` after `$ `, each with what it prints.
//! - `text` and `ebnf` on their own are only shown.
//!
//! `BLESS=1 cargo test -p nuanze-cli --test manual` writes what is printed into the manual; read the difference.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod blocks;
mod document;
mod sample;

use std::path::Path;

use libtest_mimic::{Arguments, Failed, Trial};

use sample::{Sample, samples};

fn main() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../LANGUAGE.md");
    let manual = std::fs::read_to_string(&path).unwrap();
    let samples = samples(&manual);
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, blessed(&manual, &samples)).unwrap();
        return;
    }
    let mut trials = vec![Trial::test("the_manual_has_samples", {
        let count = samples.len();
        move || {
            if count < 30 {
                return Err(format!("only {count} samples were found").into());
            }
            Ok(())
        }
    })];
    for sample in samples {
        trials.push(Trial::test(sample.name.clone(), move || check(&sample)));
    }
    libtest_mimic::run(&Arguments::from_args(), trials).exit();
}

/// Runs a sample and compares what it prints.
fn check(sample: &Sample) -> Result<(), Failed> {
    let actual = sample.run()?;
    match &sample.expected {
        Some((expected, _)) if *expected != actual => {
            Err(format!("--- in the manual\n{expected}\n+++ printed\n{actual}").into())
        }
        _ => Ok(()),
    }
}

/// The manual with what its samples print now.
fn blessed(manual: &str, samples: &[Sample]) -> String {
    let mut text = manual.to_owned();
    for sample in samples.iter().rev() {
        let actual = sample
            .run()
            .unwrap_or_else(|error| panic!("{}: {}", sample.name, error.message().unwrap_or("")));
        if let Some((_, place)) = &sample.expected {
            text.replace_range(place.clone(), &actual);
        }
    }
    text
}
