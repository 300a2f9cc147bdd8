//! The repository's tasks: `cargo xtask serve`, `cargo xtask test`, and what they need.

mod agree;
mod bench;
mod build;
mod fuzz;
mod keys;
mod place;
mod progress;
mod serve;
mod stamp;
mod test;
mod tools;

use std::env;
use std::process::ExitCode;

use anyhow::{Result, bail};

use crate::place::Place;
use crate::progress::say;

const USAGE: &str = "\
Usage: cargo xtask TASK

  serve [--port PORT]     build everything and serve it at http://localhost:8787
  test [--only STAGE]...  run every test, the browser's included, or only these stages
  build [PART]...         build everything into pkg/, or only: policies, npm, app, worker
  fuzz [--seconds N] [TARGET]...
                          look for inputs that break what must hold, each target for so long (60 s)
  agree [--cases N]       compare module, decision and reference evaluator on so many random cases (1,000,000), over
                          every document and over programs made at random
  bench [FIGURE]...       measure, both sides of each ratio in the same run: award, list, table,
                          node, visit, worker";

fn main() -> ExitCode {
    let words: Vec<String> = env::args().skip(1).collect();
    match run(&words) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            say(&format!("error: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

/// Runs one task; `false` where it ran to its end and the answer is no.
fn run(words: &[String]) -> Result<bool> {
    let place = Place::find();
    let Some((task, rest)) = words.split_first() else {
        bail!("no task given\n\n{USAGE}");
    };
    match task.as_str() {
        "serve" => serve::serve(&place, serve::port(rest)?).map(|()| true),
        "test" => test::test(&place, &test::only(rest)?),
        "build" => build::build(&place, &build::parts(rest)?).map(|()| true),
        "fuzz" => fuzz::fuzz(&place, &fuzz::search(rest)?),
        "agree" => agree::agree(&place, agree::cases(rest)?),
        "bench" => bench::bench(&place, rest),
        "help" | "--help" | "-h" => {
            say(USAGE);
            Ok(true)
        }
        other => bail!("there is no task `{other}`\n\n{USAGE}"),
    }
}
