//! The document's Markdown: headings, prose, and the lines of its policy blocks.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use crate::{
    Span,
    ast::{Clause, Spanned},
    findings::{Findings, nearest},
    heading::Heading,
};

/// A fenced block tagged `policy`.
pub(crate) struct Block {
    /// The heading it stands under.
    pub(crate) clause: Option<usize>,
    /// From its opening to its closing fence.
    pub(crate) span: Span,
    /// Whether it stands in a list or a quotation.
    pub(crate) nested: bool,
    /// Its lines, without their ends and without what indents the whole block.
    pub(crate) lines: Vec<Span>,
}

/// What the Markdown holds.
#[derive(Default)]
pub(crate) struct Markdown {
    pub(crate) clauses: Vec<Clause>,
    pub(crate) blocks: Vec<Block>,
}

/// Reads the Markdown of `text` from the byte `from` on.
pub(crate) fn markdown(text: &str, from: usize, findings: &mut Findings) -> Markdown {
    let body = text.get(from..).unwrap_or_default();
    let mut reader = Reader {
        text,
        read: Markdown::default(),
        open: Open::None,
        prose_from: None,
        findings,
    };
    let mut depth = 0_usize;
    for (event, range) in Parser::new_ext(body, Options::ENABLE_TABLES).into_offset_iter() {
        let span = Span {
            start: from + range.start,
            end: from + range.end,
        };
        match event {
            Event::Start(tag) => {
                reader.start(tag, span, depth);
                depth += 1;
            }
            Event::End(tag) => {
                depth = depth.saturating_sub(1);
                reader.end(tag, span, depth);
            }
            event => reader.inline(event, span),
        }
    }
    reader.read
}

/// What is being read, if it is more than prose.
enum Open {
    None,
    Heading(Heading),
    Policy(Block),
}

struct Reader<'t, 'f> {
    text: &'t str,
    read: Markdown,
    open: Open,
    /// Where the prose begins that has not been kept yet.
    prose_from: Option<usize>,
    findings: &'f mut Findings,
}

impl Reader<'_, '_> {
    fn start(&mut self, tag: Tag<'_>, span: Span, depth: usize) {
        match tag {
            Tag::Heading { level, .. } if depth == 0 => {
                self.open = Open::Heading(Heading::new(level as u8, span));
                return;
            }
            Tag::CodeBlock(CodeBlockKind::Fenced(tag)) if self.is_policy(&tag, span) => {
                self.keep_prose(span.start);
                self.check_closed(span);
                let clause = self.read.clauses.len().checked_sub(1);
                self.open = Open::Policy(Block {
                    clause,
                    span,
                    nested: depth > 0,
                    lines: Vec::new(),
                });
                return;
            }
            Tag::HtmlBlock => return,
            _ => {}
        }
        if depth == 0 {
            self.prose_from = Some(span.start);
        }
    }

    fn end(&mut self, tag: TagEnd, span: Span, depth: usize) {
        match (std::mem::replace(&mut self.open, Open::None), tag) {
            (Open::Heading(heading), TagEnd::Heading(_)) => {
                let clause = heading.into_clause(self.text, self.findings);
                self.read.clauses.push(clause);
            }
            (Open::Policy(block), TagEnd::CodeBlock) => {
                self.read.blocks.push(block);
                // The prose of the list or quotation around the block goes on behind it.
                self.prose_from = (depth > 0).then_some(span.end);
            }
            (open, _) => {
                self.open = open;
                if depth == 0 {
                    self.keep_prose(span.end);
                }
            }
        }
    }

    fn inline(&mut self, event: Event<'_>, span: Span) {
        match (&mut self.open, event) {
            (Open::Heading(heading), Event::Text(words) | Event::Code(words)) => {
                heading.words(&words, span)
            }
            (Open::Heading(heading), Event::SoftBreak | Event::HardBreak) => {
                heading.words(" ", span)
            }
            (Open::Policy(block), Event::Text(_)) => add_lines(self.text, span, &mut block.lines),
            _ => {}
        }
    }

    /// Keeps the prose up to a place as a piece of the clause it stands under.
    fn keep_prose(&mut self, end: usize) {
        let Some(from) = self.prose_from.take() else {
            return;
        };
        let written = self.text.get(from..end).unwrap_or_default();
        let trimmed = written.trim();
        let start = from + (written.len() - written.trim_start().len());
        if let Some(clause) = self
            .read
            .clauses
            .last_mut()
            .filter(|_| trimmed.contains(char::is_alphanumeric))
        {
            let span = Span {
                start,
                end: start + trimmed.len(),
            };
            // Line ends must not depend on the editor: the words are part of what is compiled.
            clause.prose.push(Spanned {
                node: trimmed.replace("\r\n", "\n"),
                span,
            });
        }
    }

    /// Whether a fence is tagged `policy`; a tag that was meant to be is reported.
    fn is_policy(&mut self, tag: &str, span: Span) -> bool {
        let word = tag.split_whitespace().next().unwrap_or_default();
        if word != "policy" && nearest(word, &["policy"]).is_some() {
            self.findings.report(
                "syntax/tag",
                self.first_line(span),
                format!("a block tagged `{word}` is prose"),
                "this block is not read as rules",
                "did you mean `policy`?",
            );
        }
        word == "policy"
    }

    fn check_closed(&mut self, span: Span) {
        let written = self.text.get(span.start..span.end).unwrap_or_default();
        let fence = written.trim_start().chars().next().unwrap_or('`');
        let last = written
            .trim_end()
            .lines()
            .last()
            .unwrap_or_default()
            .trim_start_matches([' ', '\t', '>']);
        let closed = written.trim_end().lines().count() > 1
            && last.len() >= 3
            && last.chars().all(|c| c == fence);
        if !closed {
            self.findings.report(
                "syntax/fence",
                self.first_line(span),
                "the policy block is not closed",
                "opened here",
                "put a line with only ` ``` ` below its last line",
            );
        }
    }

    fn first_line(&self, span: Span) -> Span {
        let written = self.text.get(span.start..span.end).unwrap_or_default();
        Span {
            start: span.start,
            end: span.start + written.lines().next().unwrap_or_default().len(),
        }
    }
}

/// Adds the lines of a piece of a block. Pieces follow one another; a line may consist of several.
fn add_lines(text: &str, span: Span, lines: &mut Vec<Span>) {
    let mut at = span.start;
    for piece in text
        .get(span.start..span.end)
        .unwrap_or_default()
        .split_inclusive('\n')
    {
        let content = Span {
            start: at,
            end: at + piece.trim_end_matches(['\n', '\r']).len(),
        };
        at += piece.len();
        match lines.last_mut() {
            Some(last) if last.end == content.start => last.end = content.end,
            _ => lines.push(content),
        }
    }
}
