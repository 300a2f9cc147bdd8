//! Headings: `## 三（二）设备奖补 / Device award {#award source="¶26-30" rows="B1 B2"}`.

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
        let attributes = attributes.map(|span| read(text, span, findings));
        let Attributes {
            anchor,
            source,
            rows,
        } = attributes.unwrap_or_default();
        Clause {
            level: self.level,
            title: Label { zh, en, span },
            anchor,
            source,
            rows: rows.map(|rows| words(&rows)).unwrap_or_default(),
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

/// What stands between a heading's braces: `#anchor`, `source="…"` and `rows="…"`.
#[derive(Default)]
struct Attributes {
    anchor: Option<Ident>,
    source: Option<Spanned<String>>,
    rows: Option<Spanned<String>>,
}

fn read(text: &str, span: Span, findings: &mut Findings) -> Attributes {
    let mut found = Attributes::default();
    let mut at = span.start + 1;
    let end = span.end - 1;
    while let Some(rest) = text.get(at..end).filter(|rest| !rest.is_empty()) {
        let trimmed = rest.trim_start();
        at += rest.len() - trimmed.len();
        if trimmed.is_empty() {
            break;
        }
        if let Some((name, value)) = quoted(trimmed, at) {
            at = value.span.end + 1;
            let place = match name {
                "source" => &mut found.source,
                _ => &mut found.rows,
            };
            twice(place.is_some(), name, value.span, findings);
            place.get_or_insert(value);
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
                twice(found.anchor.is_some(), "anchor", place, findings);
                found.anchor.get_or_insert(name);
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
                let help = if QUOTED.contains(&name) {
                    format!("write `{{#anchor {name}=\"…\"}}`")
                } else {
                    did_you_mean(name, &["source", "rows", "#anchor"])
                };
                let message = format!("`{word}` is not an attribute of a heading");
                findings.report("syntax/attribute", place, message, "this attribute", help);
            }
        }
    }
    found
}

/// The attributes with a value.
const QUOTED: [&str; 2] = ["source", "rows"];

/// `source="…"` or `rows="…"` at the beginning of a text: its name, and its value with its place.
fn quoted(text: &str, at: usize) -> Option<(&'static str, Spanned<String>)> {
    let (name, rest) = text.split_once("=\"")?;
    let name = QUOTED.into_iter().find(|known| *known == name)?;
    let (value, _) = rest.split_once('"')?;
    let start = at + name.len() + "=\"".len();
    Some((
        name,
        Spanned {
            node: value.trim().to_owned(),
            span: Span {
                start,
                end: start + value.len(),
            },
        },
    ))
}

/// The words of a value.
fn words(value: &Spanned<String>) -> Vec<String> {
    value.node.split_whitespace().map(str::to_owned).collect()
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
