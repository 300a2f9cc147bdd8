//! The lines of a policy block: declarations laid out, comments and blank lines kept between them.

use std::collections::BTreeMap;

use crate::{Span, block::declarations, findings::Findings, lexer};

use super::columns::laid_out;

/// A line that holds part of a declaration, laid out.
pub(super) struct Piece {
    /// Where its first token stands in the source.
    pub(super) start: usize,
    /// How many spaces stand before it.
    pub(super) indent: usize,
    /// The rest of it.
    pub(super) text: String,
}

/// A block's lines, given as the places where they stand, in the form that they all have.
pub(super) fn lines(text: &str, places: &[Span]) -> Vec<String> {
    let gathered = declarations(text, places, &mut Findings::default());
    let pieces: BTreeMap<usize, Piece> = gathered
        .iter()
        .flat_map(|lines| laid_out(text, lines))
        .map(|piece| (piece.start, piece))
        .collect();
    let piece_of = |place: &Span| {
        let found = pieces.range(place.start..place.end).next();
        found.map(|(_, piece)| piece)
    };
    let mut out: Vec<String> = Vec::new();
    for (index, place) in places.iter().enumerate() {
        let line = text.get(place.start..place.end).unwrap_or_default();
        let remark = comment(text, *place);
        let piece = piece_of(place);
        let indent = match piece {
            Some(piece) => piece.indent,
            None if line.starts_with(' ') => {
                let next = places.iter().skip(index + 1).find_map(piece_of);
                next.map_or(0, |piece| piece.indent).max(2)
            }
            None => 0,
        };
        let words: Vec<&str> = [piece.map(|piece| piece.text.as_str()), remark.as_deref()]
            .into_iter()
            .flatten()
            .collect();
        if !words.is_empty() {
            out.push(format!("{}{}", " ".repeat(indent), words.join("  ")));
        } else if out.last().is_some_and(|above| !above.is_empty()) {
            out.push(String::new());
        }
    }
    if out.last().is_some_and(String::is_empty) {
        out.pop();
    }
    out
}

/// The comment at the end of a line.
fn comment(text: &str, place: Span) -> Option<String> {
    let line = text.get(place.start..place.end)?;
    let start = place.start + (line.len() - line.trim_start().len());
    let code = Span { start, ..place };
    let tokens = lexer::tokens(text, code, start == place.start, &mut Findings::default());
    let end = tokens.last().map_or(start, |token| token.span.end);
    let rest = text.get(end..place.end)?.trim();
    let words = rest.strip_prefix('#')?;
    let joint = if words.is_empty() || words.starts_with([' ', '\t', '#']) {
        ""
    } else {
        " "
    };
    Some(format!("#{joint}{words}"))
}
