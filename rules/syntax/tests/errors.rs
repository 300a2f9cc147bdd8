//! The text of every finding, as files: `errors/NAME.md` is a document, `errors/NAME.txt` what is said about it.
//!
//! `BLESS=1 cargo test -p nuanze-syntax` writes the expectations; read the difference before keeping it.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::{fmt::Write, fs, path::Path};

use nuanze_syntax::{Diagnostic, Span, parse};

fn place(text: &str, span: Span) -> String {
    let before = &text[..span.start];
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap().chars().count() + 1;
    let marked = text[span.start..span.end]
        .replace('\t', "\\t")
        .replace('\u{3000}', "\\u{3000}");
    format!("{line}:{column} `{marked}`")
}

fn rendered(text: &str, diagnostics: &[Diagnostic]) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics {
        writeln!(
            out,
            "{}: {}",
            place(text, diagnostic.span),
            diagnostic.label
        )
        .unwrap();
        writeln!(out, "  {}: {}", diagnostic.code, diagnostic.message).unwrap();
        for (span, words) in &diagnostic.related {
            writeln!(out, "  {}: {words}", place(text, *span)).unwrap();
        }
        writeln!(out, "  help: {}", diagnostic.help.as_deref().unwrap()).unwrap();
    }
    out
}

#[test]
fn findings_read_as_reviewed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/errors");
    let mut documents: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .collect();
    documents.sort();
    let mut changed = Vec::new();
    for document in documents {
        let text = fs::read_to_string(&document).unwrap();
        let said = rendered(&text, &parse(&text).diagnostics);
        assert!(!said.is_empty(), "{} has nothing wrong", document.display());
        let expectation = document.with_extension("txt");
        if std::env::var_os("BLESS").is_some() {
            fs::write(&expectation, &said).unwrap();
        }
        let expected = fs::read_to_string(&expectation).unwrap_or_default();
        if said != expected {
            changed.push(format!("{}:\n{said}", document.display()));
        }
    }
    assert!(changed.is_empty(), "{}", changed.join("\n"));
}
