//! The module and the reference evaluator agree on every definition, condition, row and document, whatever is known.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use std::path::Path;

use nuanze_program::Case;
use support::host::Host;
use support::policy::{Policy, cases, documents, fixtures, library};
use support::random::Random;

/// How often a fact is known, in percent: always, mostly, half, hardly.
const KNOWN: [usize; 4] = [100, 85, 50, 15];

fn agree(name: &str, text: &str, policy: &Policy, seed: u64, count: usize) {
    let mut host = Host::new(&policy.module);
    let mut random = Random::new(seed);
    let nothing = Case::new(&policy.program);
    for index in 0..count {
        let case = if index == 0 {
            nothing.clone()
        } else {
            policy.random_case(&mut random, KNOWN[index % KNOWN.len()])
        };
        if let Err(difference) = policy.compare(&mut host, &case) {
            panic!("{name}\n{difference}\n{text}");
        }
    }
}

fn agree_on_folder(folder: &Path) {
    let library = library(folder);
    for (name, text) in documents(folder) {
        let policy =
            Policy::compile_with(&text, &library).unwrap_or_else(|error| panic!("{name}: {error}"));
        agree(&name, "", &policy, 1, cases(4_000));
    }
}

#[test]
fn on_the_documents_of_these_tests() {
    agree_on_folder(&fixtures());
}

#[test]
fn on_every_published_policy() {
    agree_on_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../policies"));
}

#[test]
fn on_programs_built_at_random() {
    for seed in 0..u64::try_from(cases(40)).unwrap() {
        let program = support::build::program(seed);
        let shown = format!("{:#?}", program.definitions);
        let policy = Policy::of_program(program)
            .unwrap_or_else(|error| panic!("seed {seed}: {error}\n{shown}"));
        agree(&format!("seed {seed}"), &shown, &policy, seed, 60);
    }
}

#[test]
fn on_policies_made_at_random() {
    let count = cases(60);
    let mut sound = 0;
    for seed in 0..u64::try_from(count).unwrap() {
        let Some(text) = support::generate::mended(seed) else {
            continue;
        };
        let policy =
            Policy::compile(&text).unwrap_or_else(|error| panic!("seed {seed}: {error}\n{text}"));
        agree(&format!("seed {seed}"), &text, &policy, seed, 60);
        sound += 1;
    }
    assert!(
        sound * 2 > count,
        "only {sound} of {count} documents are sound"
    );
}
