//! What the compiler says to an author: where, what, and how to mend it.

use crate::Span;

/// A finding about a document, made by the parser or the checker.
///
/// The message is one sentence in lower case without a final stop; what the author wrote stands in backticks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// A stable name for the kind of finding: `syntax/expected`, `table/gap` …
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// Where.
    pub span: Span,
    /// What the marked place is, in a few words.
    pub label: String,
    /// Further places, each with a few words.
    pub related: Vec<(Span, String)>,
    /// How to mend it.
    pub help: Option<String>,
}
