//! `nuanze witness`: one case for each region of the outcomes, for people to check and sign.

mod csv;
mod markdown;
mod table;

use super::report::broken_document;
use crate::arguments::Witness;
use crate::document::Document;
use crate::error::CommandError;
use crate::output::{self, Output};
use table::Table;

/// The mark by which spreadsheets know UTF-8.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// Writes the cases of one document.
pub fn run(arguments: &Witness, output: &Output) -> Result<(), CommandError> {
    let document = Document::read(&arguments.file)?;
    let compiled = document
        .compile()
        .map_err(|diagnostics| broken_document(&document, &diagnostics, output))?;
    let witness = nuanze_program::witness(&compiled.program);
    let table = Table::new(&compiled.program, &witness, output.lang);
    if output.json {
        return output::print_json(&table);
    }
    if arguments.csv {
        return output::print(&format!("{BYTE_ORDER_MARK}{}", csv::write(&table)));
    }
    output::print(&markdown::write(&table))
}
