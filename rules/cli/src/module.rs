//! The MODULE of a command: a built module, or a policy document that is compiled in memory.

use std::path::Path;

use nuanze_runtime::{ModuleError, Policy};

use crate::commands::report;
use crate::document::Document;
use crate::error::{CommandError, Problem};
use crate::output::Output;

/// Loads a module from a .wasm file or, for any other name, from a policy document.
pub fn load(path: &Path, output: &Output) -> Result<Policy, CommandError> {
    if path
        .extension()
        .is_some_and(|extension| extension == "wasm")
    {
        let bytes = std::fs::read(path).map_err(|error| CommandError::unreadable(path, &error))?;
        return nuanze_runtime::wasmtime::load(&bytes).map_err(|error| not_a_module(path, &error));
    }
    let document = Document::read(path)?;
    match document.compile() {
        Ok(compiled) => nuanze_runtime::wasmtime::load(&compiled.module.bytes)
            .map_err(|error| not_a_module(path, &error)),
        Err(diagnostics) => Err(report::broken_document(&document, &diagnostics, output)),
    }
}

/// Bytes that the runtime does not take.
pub fn not_a_module(path: &Path, error: &ModuleError) -> CommandError {
    CommandError::Call(
        Problem::new(
            "call/not-a-module",
            format!("`{}` is not a policy module: {error}", path.display()),
        )
        .help("name a .wasm file that `nuanze build` wrote, or a policy document (.md)"),
    )
}
