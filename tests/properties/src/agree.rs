//! Random cases in large numbers: over every document of the repository, over documents and over programs made at
//! random. The module, the decision and the reference evaluator agree on each.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::thread;

use nuanze_program::Case;

use crate::decided;
use crate::support::host::Host;
use crate::support::policy::{Documents, Policy, documents, library};
use crate::support::random::Random;
use crate::support::{build, generate};

/// How often a fact is known, in percent: always, mostly, half, hardly.
const KNOWN: [usize; 4] = [100, 85, 50, 15];
/// The folders of documents, from the repository's root.
const FOLDERS: [&str; 3] = [
    "rules/policies",
    "tests/policies/good",
    "rules/codegen/tests/policies",
];
/// How many cases one program gets that was made at random.
const EACH: usize = 500;
/// How many cases of a document are tried at a stretch.
const STRETCH: usize = 20_000;
/// One in so many cases is also decided from JSON, which takes longer.
const DECIDED: usize = 10;

/// What was tried.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tried {
    /// Documents of the repository.
    pub documents: usize,
    /// Documents and programs made at random.
    pub made: usize,
    /// Cases.
    pub cases: usize,
}

/// A policy and how many cases of it.
struct Work {
    source: Source,
    seed: u64,
    cases: usize,
}

/// Where a policy comes from.
enum Source {
    Document(PathBuf, String, Arc<Documents>),
    Generated,
    Built,
}

/// Tries so many cases, half of them on documents of the repository.
///
/// # Panics
///
/// Where two of the three part: the policy, the case and the difference are in the message.
pub fn agree(cases: usize) -> Tried {
    let (work, mut tried) = work(cases);
    let work = Mutex::new(work);
    let cores = thread::available_parallelism().map_or(1, |cores| cores.get());
    let done = thread::scope(|scope| {
        let workers: Vec<_> = (0..cores).map(|_| scope.spawn(|| worker(&work))).collect();
        let done = workers.into_iter().map(|worker| worker.join().unwrap());
        done.collect::<Vec<(usize, usize)>>()
    });
    for (made, cases) in done {
        tried.made += made;
        tried.cases += cases;
    }
    tried
}

/// What there is to do, the documents at the end, where it is taken from.
fn work(cases: usize) -> (Vec<Work>, Tried) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut texts: Vec<(PathBuf, String, Arc<Documents>)> = Vec::new();
    for folder in FOLDERS {
        let folder = root.join(folder);
        let library = Arc::new(library(&folder));
        let found = documents(&folder).into_iter();
        texts.extend(found.map(|(name, text)| (PathBuf::from(name), text, Arc::clone(&library))));
    }
    let mut work = Vec::new();
    for seed in 0..cases.div_ceil(2 * EACH) as u64 {
        let source = if seed % 2 == 0 {
            Source::Generated
        } else {
            Source::Built
        };
        work.push(Work {
            source,
            seed,
            cases: EACH,
        });
    }
    let tried = Tried {
        documents: texts.len(),
        ..Tried::default()
    };
    let each = cases.div_ceil(2 * texts.len().max(1));
    for (path, text, library) in texts {
        for start in (0..each).step_by(STRETCH) {
            work.push(Work {
                source: Source::Document(path.clone(), text.clone(), Arc::clone(&library)),
                seed: start as u64,
                cases: STRETCH.min(each - start),
            });
        }
    }
    (work, tried)
}

/// Does work until there is none; how many policies it made, and how many cases it tried.
fn worker(work: &Mutex<Vec<Work>>) -> (usize, usize) {
    let (mut made, mut cases) = (0, 0);
    loop {
        let Some(next) = work.lock().unwrap().pop() else {
            return (made, cases);
        };
        match &next.source {
            Source::Document(path, text, library) => {
                let name = || path.display().to_string();
                try_all(&name, &compiled(text, library), &next);
            }
            // A document that has too much to mend makes room for a program.
            Source::Generated => match generate::mended(next.seed) {
                Some(text) => try_all(&|| text.clone(), &compiled(&text, &Documents::new()), &next),
                None => try_built(&next),
            },
            Source::Built => try_built(&next),
        }
        made += usize::from(!matches!(next.source, Source::Document(..)));
        cases += next.cases;
    }
}

fn try_built(work: &Work) {
    let name = || format!("{:#?}", build::program(work.seed).definitions);
    let policy = Policy::of_program(build::program(work.seed)).unwrap();
    try_all(&name, &policy, work);
}

fn compiled(text: &str, library: &Documents) -> Policy {
    Policy::compile_with(text, library).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

fn try_all(name: &dyn Fn() -> String, policy: &Policy, work: &Work) {
    let mut host = Host::new(&policy.module);
    let mut runtime = nuanze_runtime::wasmtime::load(&policy.module.bytes).unwrap();
    let mut random = Random::new(work.seed);
    for index in 0..work.cases {
        let mut case = if index == 0 {
            Case::new(&policy.program)
        } else {
            policy.random_case(&mut random, KNOWN[index % KNOWN.len()])
        };
        let compared = policy.compare(&mut host, &case).and_then(|()| {
            if !index.is_multiple_of(DECIDED) {
                return Ok(());
            }
            decided::trim(&policy.program, &mut case);
            let nested = (index / DECIDED).is_multiple_of(2);
            decided::compare(&policy.program, &mut runtime, &case, nested)
        });
        if let Err(difference) = compared {
            panic!("seed {}: {difference}\n{}", work.seed, name());
        }
    }
}
