//! `nuanze build`: compiles documents to modules and lists them.

use std::collections::BTreeMap;

use serde::Serialize;

use super::report::{DocumentReport, Report};
use crate::arguments::Build;
use crate::document::Document;
use crate::error::{CommandError, Problem};
use crate::index::{self, Entry};
use crate::module;
use crate::output::{self, Output};

/// What was built from a document.
#[derive(Debug, Serialize)]
struct Built {
    id: String,
    module: String,
    file: String,
    bytes: usize,
    code_bytes: usize,
}

/// Compiles all documents; writes them all, or none if one is not in order.
pub fn run(arguments: &Build, output: &Output) -> Result<(), CommandError> {
    let documents = Document::read_all(&arguments.documents.files)?;
    let mut reports = Vec::new();
    let mut modules: Vec<(Entry, Vec<u8>)> = Vec::new();
    let mut files = BTreeMap::new();
    for document in &documents {
        let compiled = match document.compile() {
            Ok(compiled) => compiled,
            Err(diagnostics) => {
                reports.push(DocumentReport::broken(document, &diagnostics, output));
                continue;
            }
        };
        let policy = nuanze_runtime::wasmtime::load(&compiled.module.bytes)
            .map_err(|error| module::not_a_module(&document.path, &error))?;
        let entry = Entry::new(
            policy.manifest(),
            policy.sha256(),
            compiled.module.bytes.len(),
        );
        if let Some(other) = files.insert(entry.id.clone(), document.name()) {
            return Err(same_id(&entry.id, &other, &document.name()));
        }
        let built = Built {
            id: entry.id.clone(),
            module: entry.module.clone(),
            file: arguments.out.join(&entry.file).display().to_string(),
            bytes: entry.bytes,
            code_bytes: compiled.module.code_size,
        };
        reports.push(DocumentReport::compiled(document, true, built));
        modules.push((entry, compiled.module.bytes));
    }
    let report = Report::new(reports);
    if report.ok {
        index::write(&arguments.out, &modules)?;
        if !output.json {
            output::print(&lines(&report, output))?;
        }
    }
    report.finish(output)
}

/// Two documents that would be written to one file.
fn same_id(id: &str, first: &str, second: &str) -> CommandError {
    CommandError::Case(
        Problem::new(
            "policy/same-id",
            format!("`{first}` and `{second}` both have the id `{id}`"),
        )
        .help("give each policy an `id` of its own in its front matter"),
    )
}

/// One line for each module: file, size, hash.
fn lines(report: &Report<Built>, output: &Output) -> String {
    let built = || {
        report
            .documents
            .iter()
            .filter_map(|document| document.result.as_ref())
    };
    let width = built()
        .map(|module| module.file.chars().count())
        .max()
        .unwrap_or(0);
    built()
        .map(|module| {
            format!(
                "{} {:width$}  {:>6} bytes ({} code)  sha256 {}\n",
                output.paint.good("✓"),
                module.file,
                module.bytes,
                module.code_bytes,
                output.paint.faint(&module.module)
            )
        })
        .collect()
}
