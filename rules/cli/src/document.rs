//! A policy document on its way to a module: read, checked, compiled.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use nuanze_codegen::Module;
use nuanze_program::Program;
use nuanze_syntax::ast::ItemKind;
use nuanze_syntax::{Diagnostic, Parsed, Span};

use crate::diagnostics::position;
use crate::error::CommandError;

/// Findings that something is missing from a document. While a part of it cannot be read, what is missing may stand
/// there, and they would only lead astray.
const MISSING: [&str; 10] = [
    "condition/idle",
    "enum/empty",
    "fact/unused",
    "front_matter/missing",
    "outcome/none",
    "reading/unused",
    "require/empty",
    "table/empty",
    "table/gap",
    "table/unreachable",
];

/// A policy document as it was read.
#[derive(Debug)]
pub struct Document {
    /// The file, as the caller named it.
    pub path: PathBuf,
    /// Its text.
    pub text: String,
}

/// A document in order, with its module.
#[derive(Debug)]
pub struct Compiled {
    /// The typed program.
    pub program: Program,
    /// The module.
    pub module: Module,
}

impl Document {
    /// Reads a file.
    pub fn read(path: &Path) -> Result<Self, CommandError> {
        let text = std::fs::read_to_string(path)
            .map_err(|error| CommandError::unreadable(path, &error))?;
        Ok(Self {
            path: path.to_owned(),
            text,
        })
    }

    /// Reads all files, or says which cannot be read.
    pub fn read_all(paths: &[PathBuf]) -> Result<Vec<Self>, CommandError> {
        paths.iter().map(|path| Self::read(path)).collect()
    }

    /// The file's name as the caller wrote it.
    pub fn name(&self) -> String {
        self.path.display().to_string()
    }

    /// Parses, checks and compiles the document: a module, or all findings in document order.
    pub fn compile(&self) -> Result<Compiled, Vec<Diagnostic>> {
        let parsed = nuanze_syntax::parse(&self.text);
        let checked = nuanze_program::check_with(&parsed.document, &self.library(&parsed));
        let mut diagnostics = parsed.diagnostics;
        let well_founded: Vec<_> = checked
            .diagnostics
            .into_iter()
            .filter(|found| self.is_well_founded(found, &diagnostics))
            .collect();
        diagnostics.extend(well_founded);
        diagnostics.sort_by_key(|diagnostic| diagnostic.span);
        let program = match checked.program {
            Some(program) if diagnostics.is_empty() => program,
            _ => return Err(diagnostics),
        };
        match nuanze_codegen::compile(&program) {
            Ok(module) => Ok(Compiled { program, module }),
            Err(error) => Err(vec![self.too_large(&error)]),
        }
    }

    /// The documents that this one uses, and those that they use: each stands in the same folder, as `ID.md`.
    fn library(&self, parsed: &Parsed) -> BTreeMap<String, Parsed> {
        let mut library = BTreeMap::new();
        let mut open = used_by(parsed);
        while let Some(id) = open.pop() {
            if library.contains_key(&id) {
                continue;
            }
            let path = self.path.with_file_name(format!("{id}.md"));
            // What cannot be read is not there: the checker says at which `use` it is missed.
            if let Ok(text) = std::fs::read_to_string(path) {
                let parsed = nuanze_syntax::parse(&text);
                open.extend(used_by(&parsed));
                library.insert(id, parsed);
            }
        }
        library
    }

    /// Whether a finding of the checker holds whatever stands in the lines that the parser could not read.
    fn is_well_founded(&self, found: &Diagnostic, unread: &[Diagnostic]) -> bool {
        let line = |diagnostic: &Diagnostic| position(&self.text, diagnostic.span.start).0;
        unread.is_empty()
            || !MISSING.contains(&found.code)
                && unread.iter().all(|unread| line(unread) != line(found))
    }

    /// A policy in order that does not fit a module: a finding about the whole document, shown at its front matter.
    fn too_large(&self, error: &nuanze_codegen::CodegenError) -> Diagnostic {
        let message = error.to_string();
        let (message, help) = match message.rsplit_once(": ") {
            Some((message, help)) => (message.to_owned(), Some(help.to_owned())),
            None => (message, None),
        };
        let end = self.text.find('\n').unwrap_or(self.text.len());
        let span = Span { start: 0, end };
        Diagnostic {
            code: "module/size",
            message,
            span,
            label: "this policy".to_owned(),
            related: Vec::new(),
            help,
        }
    }
}

/// The ids of the documents that a document uses.
fn used_by(parsed: &Parsed) -> Vec<String> {
    let items = parsed.document.items.iter();
    items
        .filter_map(|item| match &item.kind {
            ItemKind::Use(decl) => Some(decl.document.node.clone()),
            _ => None,
        })
        .collect()
}
