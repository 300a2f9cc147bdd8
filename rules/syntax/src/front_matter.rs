//! The `key: value` lines between two lines of `---` at the top of the document.

use crate::{
    Span,
    ast::{FrontMatterEntry, Spanned},
    findings::Findings,
};

/// Reads the front matter, and says where the rest of the document begins.
pub(crate) fn front_matter(text: &str, findings: &mut Findings) -> (Vec<FrontMatterEntry>, usize) {
    let start = if text.starts_with('\u{feff}') {
        '\u{feff}'.len_utf8()
    } else {
        0
    };
    let body = text.get(start..).unwrap_or_default();
    let opening = start + (body.len() - body.trim_start().len());
    let mut lines = Lines { text, at: opening };
    let Some(first) = lines.next().filter(|line| is_fence(text, *line)) else {
        return (Vec::new(), start);
    };
    if opening > start {
        findings.report(
            "syntax/front-matter",
            first,
            "the front matter does not begin on the first line",
            "begins here",
            "remove the empty space above it",
        );
    }
    let mut entries = Vec::new();
    loop {
        let rest = lines.at;
        let Some(line) = lines.next() else {
            unclosed(first, findings);
            return (entries, text.len());
        };
        let content = text.get(line.start..line.end).unwrap_or_default();
        if is_fence(text, line) {
            return (entries, lines.at);
        }
        // What no front matter holds: here the document has begun.
        if content.starts_with('#') || content.starts_with("```") {
            unclosed(first, findings);
            return (entries, rest);
        }
        if !content.trim().is_empty() {
            entries.extend(entry(content, line, findings));
        }
    }
}

fn unclosed(opening: Span, findings: &mut Findings) {
    findings.report(
        "syntax/front-matter",
        opening,
        "the front matter is not closed",
        "opened here",
        "put a line with only `---` below the last `key: value` line",
    );
}

fn entry(content: &str, line: Span, findings: &mut Findings) -> Option<FrontMatterEntry> {
    let trimmed = content.trim();
    let start = line.start + (content.len() - content.trim_start().len());
    let span = Span {
        start,
        end: start + trimmed.len(),
    };
    let colon = trimmed.find([':', '：']);
    let Some((key, value)) = colon.and_then(|at| trimmed.split_at_checked(at)) else {
        findings.report(
            "syntax/front-matter",
            span,
            format!("`{trimmed}` is not a `key: value` line"),
            "no `:` here",
            "write `key: value`, as in `id: mentougou-2022`",
        );
        return None;
    };
    if value.starts_with('：') {
        let at = start + key.len();
        findings.report(
            "syntax/sign",
            Span {
                start: at,
                end: at + '：'.len_utf8(),
            },
            "`：` is not a sign of the policy language",
            "this sign",
            "write `:`",
        );
    }
    let colon_end = key.len() + value.chars().next().map_or(0, char::len_utf8);
    let key = key.trim_end();
    let after = trimmed.get(colon_end..).unwrap_or_default();
    let value = after.trim();
    let value_start = start + colon_end + (after.len() - after.trim_start().len());
    Some(FrontMatterEntry {
        key: Spanned {
            node: key.to_owned(),
            span: Span {
                start,
                end: start + key.len(),
            },
        },
        value: Spanned {
            node: value.to_owned(),
            span: Span {
                start: value_start,
                end: value_start + value.len(),
            },
        },
    })
}

fn is_fence(text: &str, line: Span) -> bool {
    text.get(line.start..line.end)
        .is_some_and(|line| line.trim_end() == "---")
}

/// The lines of a text from a place on, without their ends.
struct Lines<'t> {
    text: &'t str,
    at: usize,
}

impl Iterator for Lines<'_> {
    type Item = Span;

    fn next(&mut self) -> Option<Span> {
        let rest = self.text.get(self.at..).filter(|rest| !rest.is_empty())?;
        let line = rest.split_inclusive('\n').next()?;
        let start = self.at;
        self.at += line.len();
        Some(Span {
            start,
            end: start + line.trim_end_matches(['\n', '\r']).len(),
        })
    }
}
