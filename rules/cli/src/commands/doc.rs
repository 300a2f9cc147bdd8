//! `nuanze doc`: a policy as one HTML page, to read, to print, to hang on the wall.

use serde_json::json;

use super::report::broken_document;
use crate::arguments::Doc;
use crate::doc;
use crate::document::Document;
use crate::error::CommandError;
use crate::output::{self, Output};
use crate::write;

/// Writes the page of a document.
pub fn run(arguments: &Doc, output: &Output) -> Result<(), CommandError> {
    let document = Document::read(&arguments.document)?;
    let compiled = document
        .compile()
        .map_err(|diagnostics| broken_document(&document, &diagnostics, output))?;
    let page = doc::page(&compiled.program, output.lang);
    write::whole(&arguments.out, page.as_bytes())?;
    let file = arguments.out.display().to_string();
    if output.json {
        output::print_json(&json!({ "file": file, "bytes": page.len() }))
    } else {
        output::print(&format!("{} {file}\n", output.paint.good("✓")))
    }
}
