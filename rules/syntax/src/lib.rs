//! A policy document's text, read into a tree.
//!
//! [`parse`] is a pure function that cannot fail: what it cannot read becomes an error node in the tree and a
//! [`Diagnostic`] beside it, and reading goes on, so that one call reports everything there is to mend.

pub mod ast;
mod block;
mod calendar;
mod cell;
mod cursor;
mod declaration;
mod diagnostic;
mod expression;
mod findings;
mod foreign;
mod format;
mod front_matter;
mod heading;
mod lexer;
mod markdown;
mod place;
mod token;
mod type_expr;

use findings::Findings;

pub use diagnostic::Diagnostic;
pub use format::format;

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
///
/// ```
/// let parsed = nuanze_syntax::parse("\
/// ## 三（二）设备奖补 / Device award {#award source=\"S0 ¶41-46\"}
///
/// ~~~policy
/// rule award : money \"设备奖补\" = 12000 CNY
/// ~~~
/// ");
/// assert_eq!(parsed.diagnostics, []);
/// assert_eq!(parsed.document.clauses[0].title.zh, "三（二）设备奖补");
/// assert_eq!(parsed.document.items.len(), 1);
/// ```
pub fn parse(text: &str) -> Parsed {
    let mut findings = Findings::default();
    check_line_ends(text, &mut findings);
    let (front_matter, body) = front_matter::front_matter(text, &mut findings);
    let markdown = markdown::markdown(text, body, &mut findings);
    let mut items = Vec::new();
    for block in &markdown.blocks {
        for lines in block::declarations(text, &block.lines, &mut findings) {
            let kind = declaration::declaration(text, &lines, &mut findings);
            items.push(ast::Item {
                clause: block.clause,
                kind,
                span: lines.span,
            });
        }
    }
    let document = ast::Document {
        front_matter,
        clauses: markdown.clauses,
        items,
    };
    Parsed {
        document,
        diagnostics: findings.into_ordered(),
    }
}

/// Reports a carriage return that ends no line here, but does in Markdown: it would make two readings of one text.
fn check_line_ends(text: &str, findings: &mut Findings) {
    let alone = |at: &usize| {
        !text
            .get(at + 1..)
            .is_some_and(|rest| rest.starts_with('\n'))
    };
    let mut returns = text.match_indices('\r').map(|(at, _)| at);
    if let Some(start) = returns.find(alone) {
        findings.report(
            "syntax/line-end",
            Span {
                start,
                end: start + 1,
            },
            "a carriage return stands alone",
            "not a line end",
            "save the document with the line ends of one system",
        );
    }
}
