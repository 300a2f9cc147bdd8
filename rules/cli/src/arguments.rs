//! What may be written after `nuanze`: the subcommands, their flags, and the help text.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use nuanze_program::Aspects;
use nuanze_runtime::words::Lang;

use crate::language;

/// The whole command line.
#[derive(Debug, Parser)]
#[command(
    name = "nuanze",
    version,
    about = "Turns a published policy into a program that anyone can check.",
    after_help = "Examples:
  nuanze check rules/policies/*.md
  nuanze build rules/policies/*.md --out pkg/policies
  nuanze ask pkg/policies/mentougou-2022.wasm

Exit status: 0 all is well, 1 the policy or the case is at fault, 2 the call is.",
    disable_help_subcommand = true,
    subcommand_required = true,
    arg_required_else_help = true
)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// Flags that every subcommand takes.
    #[command(flatten)]
    pub common: Common,
}

/// Flags that every subcommand takes.
#[derive(Clone, Debug, Args)]
pub struct Common {
    /// Print JSON to standard output, errors too
    #[arg(long, global = true)]
    pub json: bool,
    /// The language of labels and of the page; without it, that of LC_ALL or LANG
    #[arg(long, global = true, value_name = "LANGUAGE", value_parser = language::parser())]
    pub lang: Option<Lang>,
    /// When to use colours; `auto` is on a terminal, unless NO_COLOR is set
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value_t)]
    pub color: Color,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless NO_COLOR is set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// The subcommands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read policy documents and prove what they promise: types, units, ranges, complete tables
    #[command(after_help = "Example:
  nuanze check rules/policies/mentougou-2022.md

Every finding is shown with its place in the document and how to mend it.")]
    Check(Documents),
    /// Compile policy documents to modules, and list them in index.json
    #[command(after_help = "Example:
  nuanze build rules/policies/*.md --out pkg/policies

Writes DIR/<id>.wasm for each document and DIR/index.json. Nothing is written unless every document is in order.
Policies that the index already lists stay in it as long as their file is there.")]
    Build(Build),
    /// Run every example of policy documents, in the reference evaluator and in the module
    #[command(after_help = "Examples:
  nuanze test rules/policies/*.md
  nuanze test rules/policies/mentougou-2022.md --coverage --mutate

An example passes when both give what it expects. On every example both must also agree on all results.

With --coverage it says what the examples leave out: rows of tables, the last value on either side of every boundary,
conditions that never fail or never hold, documents, statements, alternatives of readings. With --mutate it changes the
rules in one place at a time (a number by one step or of another unit, `<` to `<=`, `and` to `or`, the order of rows, a
rounding, the default of a reading …) and says which changes no example notices. Both end with examples to add, ready
to be pasted; what they expect is what the rules decide now: read them before you keep them.")]
    Test(Test),
    /// Give one case for each region of the outcomes, as a table for people to check and sign
    #[command(after_help = "Examples:
  nuanze witness rules/policies/mentougou-2022.md --lang zh > cases.md
  nuanze witness rules/policies/mentougou-2022.md --csv > cases.csv

A region is all cases in which an outcome comes about in the same way: by the same row of each table and the same first
condition that fails. Its case names only the facts that matter, next to a boundary where there is one. What other
readings of the text would change follows. Markdown, or CSV for a spreadsheet, or JSON with --json.")]
    Witness(Witness),
    /// Write policy documents in the one form that all have
    #[command(after_help = "Examples:
  nuanze fmt rules/policies/*.md
  nuanze fmt rules/policies/*.md --check

Aligns columns and gives spaces, operators and units one spelling; words, comments and what the rules say stay.
Nothing is written unless every document can be read. With --check nothing is written at all.")]
    Fmt(Format),
    /// Write which clause carries which rule of an inventory, and say what is missing
    #[command(after_help = "Examples:
  nuanze index rules/policies/*.md --inventory rules/INVENTORY.md --out rules/INDEX.md
  nuanze index rules/policies/*.md --inventory rules/INVENTORY.md --out rules/INDEX.md --check

An inventory lists the rules of an official text, one a row. A heading of a document names the rows it carries:
`## 电价 / Tariff {#tariff rows=\"C1 C2\"}`. Each row must be carried by a rule, or left to a person by a `manual`.")]
    Index(Index),
    /// Write a policy as one HTML page: each clause with its rules in words, to read or to print
    #[command(after_help = "Example:
  nuanze doc policy.md --lang zh --out policy.html

The page needs no other file and no script.")]
    Doc(Doc),
    /// Verify that the cited paragraphs of the official text read as they did when the clauses were written
    #[command(after_help = "Examples:
  nuanze verify-source policy.md --text original.txt --lock
  nuanze verify-source policy.md --text original.txt
  nuanze verify-source policy.md --text original.txt --text annex=annex.txt

The paragraphs are the lines of the text file that are not blank, counted from 1. --lock writes their hashes to
policy.source.json beside the document; without it the command says what has changed since.")]
    VerifySource(VerifySource),
    /// Decide one case
    #[command(after_help = "Examples:
  nuanze decide pkg/policies/mentougou-2022.wasm --facts case.json
  echo '{\"device\": \"water_pump\", \"heated_area\": \"45\"}' | nuanze decide policy.md --facts - --json
  nuanze decide policy.md --facts case.json --reading water_pump_gate=required

Facts are a JSON object by the names of the facts: true or false, \"45.5\" or 45.5, \"2022-11-01\", \"20:00\",
\"2025-12-01T20:00\", the name of a value; a record is an object, a list an array, or each of their values goes by the
way to it: \"months[2].valley\", with the number of items as \"months\". What is left out, or null, is unknown.")]
    Decide(Case),
    /// Explain a decision: amount, conditions, clauses, what to bring, what would change it
    #[command(after_help = "Example:
  nuanze explain pkg/policies/mentougou-2022.wasm --facts case.json --lang zh")]
    Explain(Case),
    /// Ask for the facts that matter, one question at a time, and decide
    #[command(after_help = "Examples:
  nuanze ask pkg/policies/mentougou-2022.wasm
  nuanze ask policy.md --facts case.json --json

In a terminal: answer, or `?` for don't know, `back` for the question before, `quit` to leave. With --json it prints
the next question and ends; add the answer to the facts (null for don't know) and call again.")]
    Ask(Ask),
}

/// Policy documents.
#[derive(Debug, Args)]
pub struct Documents {
    /// Policy documents (Markdown)
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
}

/// What `test` takes.
#[derive(Debug, Args)]
pub struct Test {
    /// Which documents.
    #[command(flatten)]
    pub documents: Documents,
    /// Say what the examples leave out, with examples to add
    #[arg(long)]
    pub coverage: bool,
    /// Say which small changes of the rules no example notices, with examples to add
    #[arg(long)]
    pub mutate: bool,
    /// Exit with 1 if there are examples to add; without --coverage or --mutate, both are meant
    #[arg(long)]
    pub require_full: bool,
}

impl Test {
    /// What to look at, if anything beside the examples.
    pub fn aspects(&self) -> Option<Aspects> {
        let both = self.require_full && !self.coverage && !self.mutate;
        let aspects = Aspects {
            coverage: self.coverage || both,
            mutants: self.mutate || both,
        };
        (aspects.coverage || aspects.mutants).then_some(aspects)
    }
}

/// What `witness` takes.
#[derive(Debug, Args)]
pub struct Witness {
    /// A policy document (Markdown)
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Write CSV instead of Markdown: one column for each fact
    #[arg(long, conflicts_with = "json")]
    pub csv: bool,
}

/// What `fmt` takes.
#[derive(Debug, Args)]
pub struct Format {
    /// Which documents.
    #[command(flatten)]
    pub documents: Documents,
    /// Only say which documents are not in form; exit status 1 if one is not
    #[arg(long)]
    pub check: bool,
}

/// What `index` takes.
#[derive(Debug, Args)]
pub struct Index {
    /// Which documents.
    #[command(flatten)]
    pub documents: Documents,
    /// The inventory (Markdown)
    #[arg(long, value_name = "FILE")]
    pub inventory: PathBuf,
    /// Where the index goes
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    /// Write nothing; exit status 1 if the index is not up to date
    #[arg(long)]
    pub check: bool,
}

/// What `build` takes.
#[derive(Debug, Args)]
pub struct Build {
    /// Which documents.
    #[command(flatten)]
    pub documents: Documents,
    /// Where the modules and index.json go
    #[arg(long, value_name = "DIR", default_value = "pkg/policies")]
    pub out: PathBuf,
}

/// What `doc` takes.
#[derive(Debug, Args)]
pub struct Doc {
    /// A policy document (Markdown)
    #[arg(value_name = "FILE")]
    pub document: PathBuf,
    /// Where the page goes
    #[arg(long, value_name = "FILE.html")]
    pub out: PathBuf,
}

/// What `verify-source` takes.
#[derive(Debug, Args)]
pub struct VerifySource {
    /// A policy document (Markdown)
    #[arg(value_name = "FILE")]
    pub document: PathBuf,
    /// The official text; with several, the name that the front matter gives it, `=`, and its file
    #[arg(long = "text", required = true, value_name = "[NAME=]FILE", value_parser = parse_text)]
    pub texts: Vec<(String, PathBuf)>,
    /// Write the hashes of the cited paragraphs instead of verifying them
    #[arg(long)]
    pub lock: bool,
}

/// A module and the facts of one case.
#[derive(Debug, Args)]
pub struct Case {
    /// A module (.wasm), or a policy document (.md), which is compiled in memory
    #[arg(value_name = "MODULE")]
    pub module: PathBuf,
    /// The facts as a JSON object; `-` reads them from standard input
    #[arg(long, value_name = "FILE")]
    pub facts: PathBuf,
    /// Read a doubtful text otherwise than by default; may be repeated
    #[arg(long = "reading", value_name = "NAME=ALTERNATIVE", value_parser = parse_reading)]
    pub readings: Vec<(String, String)>,
}

/// What `ask` takes.
#[derive(Debug, Args)]
pub struct Ask {
    /// A module (.wasm), or a policy document (.md), which is compiled in memory
    #[arg(value_name = "MODULE")]
    pub module: PathBuf,
    /// Facts that are known already, as a JSON object; `-` reads them from standard input
    #[arg(long, value_name = "FILE")]
    pub facts: Option<PathBuf>,
    /// Read a doubtful text otherwise than by default; may be repeated
    #[arg(long = "reading", value_name = "NAME=ALTERNATIVE", value_parser = parse_reading)]
    pub readings: Vec<(String, String)>,
}

/// Splits `name=file`; without a name it is empty.
fn parse_text(text: &str) -> Result<(String, PathBuf), String> {
    match text.split_once('=') {
        Some((name, file)) if !name.is_empty() && !file.is_empty() => {
            Ok((name.to_owned(), PathBuf::from(file)))
        }
        Some(_) => Err("write it as FILE or NAME=FILE, e.g. `annex=annex.txt`".to_owned()),
        None => Ok((String::new(), PathBuf::from(text))),
    }
}

/// Splits `name=alternative`.
fn parse_reading(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, alternative)) if !name.is_empty() && !alternative.is_empty() => {
            Ok((name.to_owned(), alternative.to_owned()))
        }
        _ => Err("write it as NAME=ALTERNATIVE, e.g. `water_pump_gate=required`".to_owned()),
    }
}
