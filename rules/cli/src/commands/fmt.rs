//! `nuanze fmt`: writes documents in the one form that all have.

use nuanze_runtime::words::Lang;
use serde::Serialize;

use super::report::{DocumentReport, Report};
use crate::arguments::Format;
use crate::document::Document;
use crate::error::CommandError;
use crate::output::{self, Output};
use crate::write;

/// What became of a document.
#[derive(Debug, Serialize)]
struct Formatted {
    /// Whether it was not in form.
    changed: bool,
    /// The first line that is otherwise in form, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    /// What that line is to be.
    #[serde(skip_serializing_if = "Option::is_none")]
    expected: Option<String>,
}

/// Writes all documents in form, or none if one cannot be read; with `--check` only says which are not.
pub fn run(arguments: &Format, output: &Output) -> Result<(), CommandError> {
    let documents = Document::read_all(&arguments.documents.files)?;
    let mut reports = Vec::new();
    let mut changed = Vec::new();
    for document in &documents {
        match nuanze_syntax::format(&document.text) {
            Ok(text) => {
                let formatted = Formatted::new(&document.text, &text);
                let ok = !(arguments.check && formatted.changed);
                if formatted.changed {
                    changed.push((document, text));
                }
                reports.push(DocumentReport::compiled(document, ok, formatted));
            }
            Err(diagnostics) => {
                reports.push(DocumentReport::broken(document, &diagnostics, output));
            }
        }
    }
    let report = Report::new(reports);
    if report.ok {
        for (document, text) in &changed {
            write::whole(&document.path, text.as_bytes())?;
        }
    }
    if !output.json && (report.ok || arguments.check) {
        for document in &report.documents {
            if let Some(formatted) = &document.result {
                output::print(&formatted.line(&document.file, document.ok, output))?;
            }
        }
    }
    report.finish(output)
}

impl Formatted {
    fn new(text: &str, form: &str) -> Self {
        let mut lines = form
            .lines()
            .zip(text.lines().map(Some).chain(std::iter::repeat(None)));
        let first = lines.position(|(form, written)| written != Some(form));
        Self {
            changed: text != form,
            line: first.map(|at| at + 1),
            expected: first.and_then(|at| form.lines().nth(at)).map(str::to_owned),
        }
    }

    fn line(&self, file: &str, ok: bool, output: &Output) -> String {
        let (zh, en) = match (self.changed, ok) {
            (false, _) => ("已合格式", "in form"),
            (true, true) => ("已改写", "written in form"),
            (true, false) => ("不合格式", "not in form"),
        };
        let words = match output.lang {
            Lang::Zh => zh,
            Lang::En => en,
        };
        let mark = if ok {
            output.paint.good("✓")
        } else {
            output.paint.bad("✗")
        };
        let mut text = format!(
            "{mark} {} {}\n",
            output.paint.strong(file),
            output.paint.faint(words)
        );
        if let (false, Some(line), Some(expected)) = (ok, self.line, &self.expected) {
            text.push_str(&match output.lang {
                Lang::Zh => {
                    format!("  第 {line} 行应为：{expected}\n  help: 运行 `nuanze fmt {file}`\n")
                }
                Lang::En => {
                    format!("  line {line} is to be: {expected}\n  help: run `nuanze fmt {file}`\n")
                }
            });
        }
        text
    }
}
