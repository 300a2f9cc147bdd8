//! A policy document's text, read into a tree.
//!
//! [`parse`] is a pure function that cannot fail: what it cannot read becomes an error node in the tree and a
//! [`Diagnostic`] beside it, and reading goes on, so that one call reports everything there is to mend.

pub mod ast;
mod diagnostic;

pub use diagnostic::Diagnostic;

/// A range of bytes in the document: `start..end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// A document as read: the tree, and what was wrong, in document order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parsed {
    /// The tree, as complete as it could be made.
    pub document: ast::Document,
    /// What could not be read.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads a policy document. Never fails and never panics, whatever the text.
pub fn parse(_text: &str) -> Parsed {
    Parsed { document: ast::Document::default(), diagnostics: Vec::new() }
}
