//! `nuanze check`: reads documents and proves what they promise.

use nuanze_program::Program;
use nuanze_runtime::words::Lang;
use serde::Serialize;

use super::report::{DocumentReport, Report};
use crate::arguments::Documents;
use crate::document::Document;
use crate::error::CommandError;
use crate::language::count;
use crate::output::{self, Output};

/// What a document in order holds.
#[derive(Debug, Serialize)]
struct Contents {
    id: String,
    facts: usize,
    rules: usize,
    outcomes: Vec<String>,
    readings: usize,
    examples: usize,
}

/// Checks all documents and shows every finding.
pub fn run(arguments: &Documents, output: &Output) -> Result<(), CommandError> {
    let mut reports = Vec::new();
    for document in Document::read_all(&arguments.files)? {
        reports.push(match document.compile() {
            Ok(compiled) => {
                let contents = Contents::new(&compiled.program);
                if !output.json {
                    output::print(&contents.line(&document.name(), output))?;
                }
                DocumentReport::compiled(&document, true, contents)
            }
            Err(diagnostics) => DocumentReport::broken(&document, &diagnostics, output),
        });
    }
    Report::new(reports).finish(output)
}

impl Contents {
    fn new(program: &Program) -> Self {
        Self {
            id: program.policy.id.clone(),
            facts: program.facts.len(),
            rules: program.definitions.len(),
            outcomes: program
                .outcomes
                .iter()
                .filter_map(|outcome| program.definitions.get(outcome.0))
                .map(|definition| definition.name.clone())
                .collect(),
            readings: program.readings.len(),
            examples: program.examples.len(),
        }
    }

    fn line(&self, file: &str, output: &Output) -> String {
        let summary = match output.lang {
            Lang::Zh => format!(
                "{} 项事实、{} 条规则、{} 种解读、{} 个例子；结论：{}",
                self.facts,
                self.rules,
                self.readings,
                self.examples,
                self.outcomes.join("、")
            ),
            Lang::En => format!(
                "{}, {}, {}, {}; outcomes: {}",
                count(self.facts, "fact"),
                count(self.rules, "rule"),
                count(self.readings, "reading"),
                count(self.examples, "example"),
                self.outcomes.join(", ")
            ),
        };
        format!(
            "{} {} {}\n",
            output.paint.good("✓"),
            output.paint.strong(file),
            output.paint.faint(&summary)
        )
    }
}
