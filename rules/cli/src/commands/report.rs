//! What `check`, `build` and `test` say about documents, as text and as JSON.

use nuanze_syntax::Diagnostic;
use serde::Serialize;

use crate::diagnostics::{self, Finding};
use crate::document::Document;
use crate::error::{CommandError, Problem};
use crate::language::count;
use crate::output::{self, Output};

/// What a command found out about all its documents.
#[derive(Debug, Serialize)]
pub struct Report<T> {
    /// Whether all is well.
    pub ok: bool,
    /// Each document in the order of the call.
    pub documents: Vec<DocumentReport<T>>,
}

/// What a command found out about one document.
#[derive(Debug, Serialize)]
pub struct DocumentReport<T> {
    /// The file as the caller named it.
    pub file: String,
    /// Whether all is well with it.
    pub ok: bool,
    /// What the compiler has to say.
    pub diagnostics: Vec<Finding>,
    /// What the command itself adds; nothing for a document that cannot be compiled.
    #[serde(flatten)]
    pub result: Option<T>,
}

impl<T: Serialize> Report<T> {
    /// The report over all documents.
    pub fn new(documents: Vec<DocumentReport<T>>) -> Self {
        Self {
            ok: documents.iter().all(|document| document.ok),
            documents,
        }
    }

    /// Prints JSON if that is wanted, and ends as the report says.
    pub fn finish(&self, output: &Output) -> Result<(), CommandError> {
        if output.json {
            output::print_json(self)?;
        }
        if self.ok {
            Ok(())
        } else {
            Err(CommandError::Reported)
        }
    }
}

impl<T> DocumentReport<T> {
    /// A document with findings, which are printed now unless JSON is wanted.
    pub fn broken(document: &Document, diagnostics: &[Diagnostic], output: &Output) -> Self {
        print_findings(document, diagnostics, output);
        Self {
            file: document.name(),
            ok: false,
            diagnostics: diagnostics
                .iter()
                .map(|found| Finding::new(&document.text, found))
                .collect(),
            result: None,
        }
    }

    /// A document whose examples ran, with what they found.
    pub fn tested(
        document: &Document,
        findings: &[Diagnostic],
        result: T,
        output: &Output,
    ) -> Self {
        let report = Self::broken(document, findings, output);
        Self {
            ok: findings.is_empty(),
            result: Some(result),
            ..report
        }
    }

    /// A document that compiles, and what the command adds.
    pub fn compiled(document: &Document, ok: bool, result: T) -> Self {
        Self {
            file: document.name(),
            ok,
            diagnostics: Vec::new(),
            result: Some(result),
        }
    }
}

/// A document that cannot be used as a module: its findings are printed, or become the error's facts in JSON.
pub fn broken_document(
    document: &Document,
    diagnostics: &[Diagnostic],
    output: &Output,
) -> CommandError {
    if output.json {
        let problem = Problem::new(
            "policy/broken",
            format!(
                "`{}` has {}",
                document.name(),
                count(diagnostics.len(), "error")
            ),
        )
        .help(format!("run `nuanze check {}`", document.name()));
        return CommandError::Case(problem);
    }
    print_findings(document, diagnostics, output);
    CommandError::Reported
}

/// Shows findings in their document, and how many there are.
fn print_findings(document: &Document, diagnostics: &[Diagnostic], output: &Output) {
    if output.json || diagnostics.is_empty() {
        return;
    }
    let colours = output.error_paint.colours;
    let rendered = diagnostics::render(
        &document.name(),
        &document.text,
        diagnostics,
        output.width,
        colours,
    );
    let summary = format!(
        "{}: {}\n",
        document.name(),
        count(diagnostics.len(), "error")
    );
    output::print_error(&(rendered + &output.error_paint.bad(&summary)));
}
