//! The formatter: one way to write a policy document, without options.
//!
//! It lays out anew what stands in front matter and in policy blocks, and leaves prose as it is. What is read does not
//! change: the tree of the result is that of the text, but for where things stand.

mod block;
mod columns;
mod indent;
mod spacing;
mod table;

use crate::{
    Diagnostic, Span,
    ast::FrontMatterEntry,
    findings::Findings,
    front_matter::front_matter,
    markdown::{Block, markdown},
    parse,
};

/// Writes a document in the one form that all documents have. A document in which something is wrong is refused.
///
/// ```
/// let text = "```policy\nenum Kind\n  a \"甲\"\n  bcd   \"乙\"\n```";
/// assert_eq!(
///     nuanze_syntax::format(text),
///     Ok("```policy\nenum Kind\n  a    \"甲\"\n  bcd  \"乙\"\n```\n".to_owned())
/// );
/// ```
///
/// # Errors
///
/// What [`parse`] finds wrong with the document.
pub fn format(text: &str) -> Result<String, Vec<Diagnostic>> {
    let diagnostics = parse(text).diagnostics;
    if !diagnostics.is_empty() {
        return Err(diagnostics);
    }
    let mut findings = Findings::default();
    let (entries, body) = front_matter(text, &mut findings);
    let blocks = markdown(text, body, &mut findings).blocks;
    let mut out = String::with_capacity(text.len());
    if has_front_matter(text, body) {
        write_front_matter(&entries, &mut out);
    }
    let mut at = body;
    for block in blocks.iter().filter(|block| !block.nested) {
        let place = whole_lines(text, block.span);
        out.push_str(text.get(at..place.start).unwrap_or_default());
        write_block(text, block, place, &mut out);
        at = place.end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    // Line ends are those of one system, and the last line ends too.
    let mut out = out.replace("\r\n", "\n");
    out.truncate(out.trim_end_matches([' ', '\t', '\n']).len());
    if !out.is_empty() {
        out.push('\n');
    }
    Ok(out)
}

/// Whether the document's body begins behind a front matter, and not only behind a byte order mark.
fn has_front_matter(text: &str, body: usize) -> bool {
    text.get(..body)
        .is_some_and(|before| before.trim_start_matches('\u{feff}').starts_with("---"))
}

fn write_front_matter(entries: &[FrontMatterEntry], out: &mut String) {
    out.push_str("---\n");
    for entry in entries {
        out.push_str(&entry.key.node);
        out.push(':');
        if !entry.value.node.is_empty() {
            out.push(' ');
            out.push_str(&entry.value.node);
        }
        out.push('\n');
    }
    out.push_str("---\n");
}

/// The lines of a block, its fences included, from the first's beginning to the last's end.
fn whole_lines(text: &str, span: Span) -> Span {
    let before = text.get(..span.start).unwrap_or_default();
    let written = text.get(span.start..span.end).unwrap_or_default();
    Span {
        start: before.rfind('\n').map_or(0, |at| at + 1),
        end: span.start + written.trim_end().len(),
    }
}

fn write_block(text: &str, block: &Block, place: Span, out: &mut String) {
    let written = text.get(place.start..place.end).unwrap_or_default();
    let mut fences = written.lines();
    let opening = fences.next().unwrap_or_default().trim();
    let closing = fences.next_back().unwrap_or_default().trim();
    out.push_str(opening);
    out.push('\n');
    for line in block::lines(text, &block.lines) {
        out.push_str(&line);
        out.push('\n');
    }
    out.push_str(closing);
}
