//! `nuanze test`: every example of a document, in the reference evaluator and in the module.

use std::collections::BTreeMap;

use nuanze_runtime::{Ordered, Outcome};
use serde::Serialize;
use serde_json::{Map, Value};

use super::audit::{AuditReport, Looked};
use super::report::{DocumentReport, Report};
use crate::arguments::Test;
use crate::conformance::{self, ExampleResult};
use crate::document::Document;
use crate::error::CommandError;
use crate::language::pick;
use crate::module;
use crate::output::{self, Output};

/// What the examples of a document showed.
#[derive(Debug, Serialize)]
struct Tested {
    id: String,
    passed: usize,
    failed: usize,
    examples: Vec<ExampleReport>,
    /// Only where it was asked for, and every example passes.
    #[serde(flatten)]
    audit: Option<AuditReport>,
}

/// One example.
#[derive(Debug, Serialize)]
struct ExampleReport {
    title: String,
    line: usize,
    ok: bool,
    facts: Map<String, Value>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    readings: BTreeMap<String, String>,
    #[serde(flatten)]
    decided: Option<Decided>,
}

/// What the module decided.
#[derive(Debug, Serialize)]
struct Decided {
    outcomes: Ordered<Outcome>,
    needs: Vec<String>,
}

/// Runs all examples of all documents.
pub fn run(arguments: &Test, output: &Output) -> Result<(), CommandError> {
    let mut reports = Vec::new();
    for document in Document::read_all(&arguments.documents.files)? {
        reports.push(test(&document, arguments, output)?);
    }
    Report::new(reports).finish(output)
}

/// Runs the examples of one document and shows what they found.
fn test(
    document: &Document,
    arguments: &Test,
    output: &Output,
) -> Result<DocumentReport<Tested>, CommandError> {
    let compiled = match document.compile() {
        Ok(compiled) => compiled,
        Err(diagnostics) => return Ok(DocumentReport::broken(document, &diagnostics, output)),
    };
    let mut policy = nuanze_runtime::wasmtime::load(&compiled.module.bytes)
        .map_err(|error| module::not_a_module(&document.path, &error))?;
    let results = conformance::run(&compiled.program, &mut policy);
    let findings: Vec<_> = results
        .iter()
        .flat_map(|result| result.findings.clone())
        .collect();
    let mut tested = Tested::new(&compiled.program.policy.id, document, results);
    if tested.failed > 0 {
        return Ok(DocumentReport::tested(document, &findings, tested, output));
    }
    if !output.json {
        output::print(&tested.line(document, output))?;
    }
    let mut ok = true;
    if let Some(aspects) = arguments.aspects() {
        let looked = Looked::new(document, &compiled.program, aspects);
        ok = looked.is_full() || !arguments.require_full;
        if output.json {
            tested.audit = Some(looked.report(output.lang));
        } else {
            output::print(&looked.text(output))?;
        }
    }
    Ok(DocumentReport::compiled(document, ok, tested))
}

impl Tested {
    fn new(id: &str, document: &Document, results: Vec<ExampleResult>) -> Self {
        let failed = results
            .iter()
            .filter(|result| !result.findings.is_empty())
            .count();
        let passed = results.len() - failed;
        let examples = results.into_iter().map(|result| ExampleReport {
            line: crate::diagnostics::position(&document.text, result.span.start).0,
            ok: result.findings.is_empty(),
            title: result.title,
            facts: result.facts,
            readings: result.readings,
            decided: result.decision.map(|decision| Decided {
                outcomes: decision.outcomes,
                needs: decision.needs,
            }),
        });
        Self {
            id: id.to_owned(),
            passed,
            failed,
            examples: examples.collect(),
            audit: None,
        }
    }

    fn line(&self, document: &Document, output: &Output) -> String {
        let passed = match self.passed {
            0 => pick(output.lang, "没有例子", "no examples").to_owned(),
            count => format!(
                "{count} {}",
                pick(
                    output.lang,
                    "个例子通过，两种算法一致",
                    "examples pass, both executors agree"
                )
            ),
        };
        format!(
            "{} {} {}\n",
            output.paint.good("✓"),
            output.paint.strong(&document.name()),
            output.paint.faint(&passed)
        )
    }
}
