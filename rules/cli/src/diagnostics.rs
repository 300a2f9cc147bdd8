//! The compiler's findings, with their place in the document: as a terminal shows them, and as JSON.

use std::fmt;

use miette::{
    GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents,
    SourceCode, SourceSpan, SpanContents,
};
use nuanze_syntax::{Diagnostic, Span};
use serde::Serialize;

/// A finding as JSON. Lines and columns count from 1, columns in characters; the end is the column after the last.
#[derive(Debug, Serialize)]
pub struct Finding {
    code: &'static str,
    message: String,
    #[serde(flatten)]
    place: Place,
    label: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<String>,
    related: Vec<Related>,
}

/// A further place that a finding is about.
#[derive(Debug, Serialize)]
struct Related {
    label: String,
    #[serde(flatten)]
    place: Place,
}

/// A range of the document. Lines and columns count as in a [`Finding`].
#[derive(Debug, Serialize)]
pub struct Place {
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

impl Finding {
    /// The finding, placed in its document's text.
    pub fn new(text: &str, diagnostic: &Diagnostic) -> Self {
        Self {
            code: diagnostic.code,
            message: diagnostic.message.clone(),
            place: Place::new(text, diagnostic.span),
            label: diagnostic.label.clone(),
            help: diagnostic.help.clone(),
            related: diagnostic
                .related
                .iter()
                .map(|(span, label)| Related {
                    label: label.clone(),
                    place: Place::new(text, *span),
                })
                .collect(),
        }
    }
}

impl Place {
    /// The range of a span in a document's text.
    pub fn new(text: &str, span: Span) -> Self {
        let (line, column) = position(text, span.start);
        let (end_line, end_column) = position(text, span.end.max(span.start));
        Self {
            line,
            column,
            end_line,
            end_column,
        }
    }
}

/// Line and column of a byte, both from 1; a byte past the end is the end.
pub fn position(text: &str, byte: usize) -> (usize, usize) {
    let before = text.get(..text.floor_char_boundary(byte)).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
    (line, column)
}

/// Renders findings one after the other, each with its lines of the document.
pub fn render(
    name: &str,
    text: &str,
    diagnostics: &[Diagnostic],
    width: usize,
    colours: bool,
) -> String {
    let theme = if colours {
        GraphicalTheme::unicode()
    } else {
        GraphicalTheme::unicode_nocolor()
    };
    let handler = GraphicalReportHandler::new_themed(theme)
        .with_width(width)
        .with_links(false);
    let source = Source { name, text };
    let mut rendered = String::new();
    for diagnostic in diagnostics {
        let report = Report {
            diagnostic,
            source: &source,
        };
        // Writing to a string does not fail; a report that cannot be laid out still says what and where.
        if handler.render_report(&mut rendered, &report).is_err() {
            let (line, column) = position(text, diagnostic.span.start);
            rendered.push_str(&format!("{name}:{line}:{column}: {}\n", diagnostic.message));
        }
        rendered.push('\n');
    }
    rendered
        .lines()
        .map(|line| format!("{}\n", line.trim_end()))
        .collect()
}

/// A finding as the terminal printer wants it.
struct Report<'a> {
    diagnostic: &'a Diagnostic,
    source: &'a Source<'a>,
}

/// A document as the terminal printer wants it. The printer's own counts a line's columns in bytes, where authors
/// count characters, and a snippet's lines from the top of the document, which runs distant snippets into one.
#[derive(Debug)]
struct Source<'a> {
    name: &'a str,
    text: &'a str,
}

impl SourceCode for Source<'_> {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        lines_before: usize,
        lines_after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let read = self.text.read_span(span, lines_before, lines_after)?;
        let (_, column) = position(self.text, read.span().offset());
        Ok(Box::new(MietteSpanContents::new_named(
            self.name.to_owned(),
            read.data(),
            *read.span(),
            read.line(),
            column - 1,
            read.data().iter().filter(|byte| **byte == b'\n').count(),
        )))
    }
}

impl Report<'_> {
    /// Where the finding itself is marked. Marks cannot lie inside one another: of an expression whose operands are
    /// marked too, what stands between them is left, which is the operator.
    fn primary(&self) -> Span {
        let Span { start, end } = self.diagnostic.span;
        let mut inner: Vec<Span> = self
            .diagnostic
            .related
            .iter()
            .map(|(span, _)| *span)
            .collect();
        inner.retain(|span| start <= span.start && span.end <= end);
        inner.sort_unstable();
        match inner.as_slice() {
            [left, right, ..] if left.end < right.start => {
                let between = self
                    .source
                    .text
                    .get(left.end..right.start)
                    .unwrap_or_default();
                let start = left.end + (between.len() - between.trim_start().len());
                Span {
                    start,
                    end: start + between.trim().len(),
                }
            }
            _ => self.diagnostic.span,
        }
    }

    /// A labelled place; of several lines the first stands for all.
    fn label(&self, span: Span, label: &str, primary: bool) -> LabeledSpan {
        let length = self.source.text.len();
        let start = span.start.min(length);
        let marked = self
            .source
            .text
            .get(start..span.end.clamp(start, length))
            .unwrap_or_default();
        let range = start..start + marked.lines().next().unwrap_or_default().len();
        let label = (!label.is_empty()).then(|| label.to_owned());
        if primary {
            LabeledSpan::new_primary_with_span(label, range)
        } else {
            LabeledSpan::new_with_span(label, range)
        }
    }
}

impl miette::Diagnostic for Report<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(self.diagnostic.code))
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.diagnostic
            .help
            .as_ref()
            .map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(self.source)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let primary = self.label(self.primary(), &self.diagnostic.label, true);
        let related = self
            .diagnostic
            .related
            .iter()
            .map(|(span, label)| self.label(*span, label, false));
        Some(Box::new(std::iter::once(primary).chain(related)))
    }
}

impl std::error::Error for Report<'_> {}

impl fmt::Display for Report<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.diagnostic.message)
    }
}

impl fmt::Debug for Report<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
