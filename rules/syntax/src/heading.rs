//! Headings: `## 三（二）设备奖补 / Device award {#award source="S0 ¶41-46"}`.

use crate::{
    Span,
    ast::{Clause, Ident, Label, Spanned},
    findings::{Findings, did_you_mean},
};

/// A heading while its words come in.
pub(crate) struct Heading {
    level: u8,
    span: Span,
    words: Vec<(String, Span)>,
}

impl Heading {
    pub(crate) fn new(level: u8, span: Span) -> Self {
        Heading {
            level,
            span,
            words: Vec::new(),
        }
    }

    /// Adds words that stand at a place.
    pub(crate) fn words(&mut self, words: &str, span: Span) {
        self.words.push((words.to_owned(), span));
    }

    /// The heading as read.
    pub(crate) fn into_clause(self, text: &str, findings: &mut Findings) -> Clause {
        let written = text.get(self.span.start..self.span.end).unwrap_or_default();
        let attributes = attributes_of(written).map(|(from, to)| Span {
            start: self.span.start + from,
            end: self.span.start + to,
        });
        let end = attributes.map_or(self.span.end, |span| span.start);
        let mut title = String::new();
        let mut title_end = self.span.start;
        for (words, span) in &self.words {
            if span.end <= end {
                title.push_str(words);
                title_end = span.end;
            } else if span.start < end {
                title.push_str(text.get(span.start..end).unwrap_or_default());
                title_end = end;
            }
        }
        let start = self
            .words
            .first()
            .map_or(self.span.start, |(_, span)| span.start)
            .min(title_end);
        let written = text.get(start..title_end).unwrap_or_default();
        let span = Span {
            start,
            end: start + written.trim_end().len(),
        };
        let title = title.trim();
        if title.is_empty() {
            findings.report(
                "syntax/heading",
                first_line(text, self.span),
                "the heading has no words",
                "this heading",
                "write the clause's title: `## 一、总则 / General`",
            );
        }
        let (zh, en) = match title.split_once(" / ") {
            Some((zh, en)) => (
                zh.trim().to_owned(),
                Some(en.trim().to_owned()).filter(|en| !en.is_empty()),
            ),
            None => (title.to_owned(), None),
        };
        let (anchor, source) = attributes.map_or((None, None), |span| read(text, span, findings));
        Clause {
            level: self.level,
            title: Label { zh, en, span },
            anchor,
            source,
            prose: Vec::new(),
        }
    }
}

/// Where in a heading its `{…}` stands.
fn attributes_of(written: &str) -> Option<(usize, usize)> {
    let line = written.lines().next()?;
    let line = line.trim_end().trim_end_matches('#').trim_end();
    let from = line.strip_suffix('}')?.rfind('{')?;
    Some((from, line.len()))
}

fn first_line(text: &str, span: Span) -> Span {
    let written = text.get(span.start..span.end).unwrap_or_default();
    Span {
        start: span.start,
        end: span.start + written.lines().next().unwrap_or_default().len(),
    }
}

/// `#anchor` and `source="…"`.
fn read(
    text: &str,
    span: Span,
    findings: &mut Findings,
) -> (Option<Ident>, Option<Spanned<String>>) {
    const HELP: &str = "write `{#anchor source=\"…\"}`";
    let (mut anchor, mut source) = (None, None);
    let mut at = span.start + 1;
    let end = span.end - 1;
    while let Some(rest) = text.get(at..end).filter(|rest| !rest.is_empty()) {
        let trimmed = rest.trim_start();
        at += rest.len() - trimmed.len();
        if trimmed.is_empty() {
            break;
        }
        let quoted = trimmed
            .strip_prefix("source=\"")
            .and_then(|after| after.split_once('"'));
        if let Some((value, _)) = quoted {
            let start = at + "source=\"".len();
            let place = Span {
                start,
                end: start + value.len(),
            };
            at = place.end + 1;
            twice(source.is_some(), "source", place, findings);
            source.get_or_insert(Spanned {
                node: value.trim().to_owned(),
                span: place,
            });
            continue;
        }
        let mut in_quotes = false;
        let ends = |c: char| {
            in_quotes ^= c == '"';
            c.is_whitespace() && !in_quotes
        };
        let length = trimmed.find(ends).unwrap_or(trimmed.len());
        let word = trimmed.get(..length).unwrap_or_default();
        let place = Span {
            start: at,
            end: at + length,
        };
        at = place.end;
        match word.strip_prefix('#') {
            Some(name) if is_anchor(name) => {
                let name = Spanned {
                    node: name.to_owned(),
                    span: Span {
                        start: place.start + 1,
                        end: place.end,
                    },
                };
                twice(anchor.is_some(), "anchor", place, findings);
                anchor.get_or_insert(name);
            }
            Some(_) => findings.report(
                "syntax/attribute",
                place,
                format!("`{word}` is not an anchor"),
                "this anchor",
                "write `#` and then lower-case ASCII letters, digits, `-` or `_`, as in `#award`",
            ),
            None => {
                let name = word.split('=').next().unwrap_or_default();
                let help = if name == "source" {
                    HELP.to_owned()
                } else {
                    did_you_mean(name, &["source", "#anchor"])
                };
                let message = format!("`{word}` is not an attribute of a heading");
                findings.report("syntax/attribute", place, message, "this attribute", help);
            }
        }
    }
    (anchor, source)
}

fn twice(before: bool, what: &str, span: Span, findings: &mut Findings) {
    if before {
        let message = format!("the heading has two of `{what}`");
        findings.report(
            "syntax/twice",
            span,
            message,
            "again",
            "leave one of the two out",
        );
    }
}

fn is_anchor(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphanumeric())
        && name
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_'))
}
