//! The `nuanze` command: check, build, test, witness, fmt, index, doc, verify-source, decide, explain, ask.

mod arguments;
mod carried;
mod commands;
mod conformance;
mod diagnostics;
mod doc;
mod document;
mod error;
mod facts;
mod index;
mod inventory;
mod language;
mod module;
mod output;
mod page;
mod question;
mod source;
mod write;

use std::process::ExitCode;

use clap::Parser;
use clap::error::ErrorKind;

use arguments::{Arguments, Command};
use error::Problem;
use output::Output;

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return bad_call(&error),
    };
    let output = Output::new(&arguments.common);
    let result = match arguments.command {
        Command::Check(documents) => commands::check::run(&documents, &output),
        Command::Build(build) => commands::build::run(&build, &output),
        Command::Test(test) => commands::test::run(&test, &output),
        Command::Witness(witness) => commands::witness::run(&witness, &output),
        Command::Fmt(format) => commands::fmt::run(&format, &output),
        Command::Index(index) => commands::index::run(&index, &output),
        Command::Doc(doc) => commands::doc::run(&doc, &output),
        Command::VerifySource(verify) => commands::verify_source::run(&verify, &output),
        Command::Decide(case) => commands::decide::run(&case, &output),
        Command::Explain(case) => commands::explain::run(&case, &output),
        Command::Ask(ask) => commands::ask::run(&ask, &output),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            output.report(&error);
            error.exit_code()
        }
    }
}

/// A command line that could not be read: help and version on request, else what is wrong with it.
fn bad_call(error: &clap::Error) -> ExitCode {
    let asked = matches!(
        error.kind(),
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
    );
    if !asked && std::env::args_os().any(|argument| argument == "--json") {
        let text = error.render().to_string();
        let text = text.strip_prefix("error: ").unwrap_or(&text);
        let (message, help) = text
            .split_once("\n\n")
            .unwrap_or((text, "try `nuanze --help`"));
        let problem = Problem::new("call/arguments", message.trim()).help(help.trim());
        // The exit status says the rest if standard output is gone.
        let _ = output::print_json(&serde_json::json!({ "error": problem }));
    } else {
        // The same holds here.
        let _ = error.print();
    }
    if asked {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(2)
    }
}
