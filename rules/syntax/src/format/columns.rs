//! Declarations as lines: what stands in columns, and how wide they are.

use unicode_width::UnicodeWidthStr;

use crate::{
    block::{Line, Lines, is_row},
    declaration::keyword,
    token::{Sign, Token, TokenKind},
};

use super::{
    block::Piece,
    indent::{Indentation, STEP},
    spacing::spaced,
    table,
};

/// What is wider than this does not widen its column for the others.
const WIDEST: usize = 40;

/// A declaration's lines, laid out.
pub(super) fn laid_out(text: &str, lines: &Lines<'_>) -> Vec<Piece> {
    let keyword = keyword(&lines.head);
    if keyword == "rule" {
        return rule(text, lines);
    }
    let head = Cut::whole(&lines.head.tokens, 0);
    let mut pieces = head.laid_out(text, &[]);
    let (rows, others): (Vec<_>, Vec<_>) = lines.body.iter().partition(|line| is_row(line));
    pieces.extend(table::rows(text, &rows));
    let cuts: Vec<Cut<'_, '_>> = others.iter().map(|line| Cut::of(keyword, line)).collect();
    let widths = [0, 1].map(|column| {
        let wide = cuts.iter().filter_map(|cut| cut.width(text, column));
        wide.filter(|width| *width <= WIDEST).max().unwrap_or(0)
    });
    for cut in &cuts {
        pieces.extend(cut.laid_out(text, &widths));
    }
    pieces
}

/// A line, cut where columns begin.
struct Cut<'a, 't> {
    indent: usize,
    /// What stands in each column.
    cells: Vec<&'a [Token<'t>]>,
    /// How many spaces stand between columns.
    gap: usize,
}

impl<'a, 't> Cut<'a, 't> {
    /// A line without columns.
    fn whole(tokens: &'a [Token<'t>], indent: usize) -> Self {
        Cut {
            indent,
            cells: vec![tokens],
            gap: 0,
        }
    }

    /// A line before the tokens at these places.
    fn at(tokens: &'a [Token<'t>], places: &[usize], gap: usize) -> Self {
        let mut cells = Vec::new();
        let (mut rest, mut from) = (tokens, 0);
        for place in places {
            let (cell, after) = rest.split_at_checked(place - from).unwrap_or((rest, &[]));
            cells.push(cell);
            (rest, from) = (after, *place);
        }
        cells.push(rest);
        Cut {
            indent: STEP,
            cells,
            gap,
        }
    }

    /// A line below a declaration that begins with this keyword.
    fn of(keyword: &str, line: &'a Line<'t>) -> Self {
        let tokens = line.tokens.as_slice();
        let is = |at: usize, kind: TokenKind<'_>| tokens.get(at).is_some_and(|t| t.kind == kind);
        let label = tokens.iter().position(is_quoted).unwrap_or(tokens.len());
        match keyword {
            "enum" if !(is(0, TokenKind::Word("group")) && label == 1) => Cut::at(tokens, &[1], 2),
            "pledge" => Cut::at(tokens, &[1], 2),
            "reading" if label == 1 && !is(0, TokenKind::Word("because")) => {
                let default = usize::from(!tokens.last().is_some_and(is_quoted));
                Cut::at(tokens, &[1, tokens.len() - default], 2)
            }
            "require" | "advise" | "duty" | "target" if label > 1 => {
                Cut::at(tokens, &[1, label], 2)
            }
            "parameter" => {
                let is_from = |token: &Token<'_>| token.kind == TokenKind::Word("from");
                let from = tokens.iter().position(is_from).unwrap_or(tokens.len());
                Cut::at(tokens, &[from], 1)
            }
            "record" if is(1, TokenKind::Sign(Sign::Colon)) => Cut::at(tokens, &[1], 1),
            // What belongs to a field stands below it.
            "record" => Cut::whole(tokens, 2 * STEP),
            _ => Cut::whole(tokens, STEP),
        }
    }

    /// How wide the text in a column is, if it stands on one line and another column follows.
    fn width(&self, text: &str, column: usize) -> Option<usize> {
        let cell = self.cells.get(column)?;
        let followed = self
            .cells
            .get(column + 1)
            .is_some_and(|next| !next.is_empty());
        (followed && physical(text, cell).count() == 1).then(|| spaced(text, None, cell).width())
    }

    fn laid_out(&self, text: &str, widths: &[usize]) -> Vec<Piece> {
        let mut pieces: Vec<Piece> = Vec::new();
        // How far the text before goes, and how far its column does.
        let mut padding = 0;
        for (column, cell) in self.cells.iter().enumerate() {
            let mut before = None;
            let mut indentation = Indentation::new(self.indent);
            for (part, tokens) in physical(text, cell).enumerate() {
                let words = spaced(text, before, tokens);
                let width = words.width();
                match pieces.last_mut() {
                    Some(open) if part == 0 => {
                        open.text.push_str(&" ".repeat(padding + self.gap));
                        // Further lines of this cell stand below it, not below the first.
                        let from = open.indent + open.text.width();
                        indentation = Indentation::new(from);
                        indentation.read(tokens, from);
                        open.text.push_str(&words);
                    }
                    open => {
                        let indent = open.map_or(self.indent, |_| indentation.of(tokens));
                        indentation.read(tokens, indent);
                        pieces.push(Piece {
                            start: tokens.first().map_or(0, |token| token.span.start),
                            indent,
                            text: words,
                        });
                    }
                }
                before = tokens.last();
                let wide = widths.get(column).copied().unwrap_or(0);
                padding = if part == 0 {
                    wide.saturating_sub(width)
                } else {
                    0
                };
            }
        }
        pieces
    }
}

/// A rule: one expression, which may run over all its lines.
fn rule(text: &str, lines: &Lines<'_>) -> Vec<Piece> {
    let all = std::iter::once(&lines.head).chain(&lines.body);
    let tokens: Vec<Token<'_>> = all.flat_map(|line| line.tokens.iter().cloned()).collect();
    let is_equal = |token: &Token<'_>| token.kind == TokenKind::Sign(Sign::Equal);
    let begins = tokens
        .iter()
        .position(is_equal)
        .and_then(|at| tokens.get(at + 1));
    let begins = begins.map_or(usize::MAX, |token| token.span.start);
    let mut expression: Option<Indentation> = None;
    let mut before = None;
    let mut pieces: Vec<Piece> = Vec::new();
    for tokens in physical(text, &tokens) {
        let indent = match &expression {
            Some(expression) => expression.of(tokens),
            None if pieces.is_empty() => 0,
            None => STEP,
        };
        if let Some(of_expression) = tokens.iter().position(|token| token.span.start >= begins) {
            let (_, read) = tokens.split_at_checked(of_expression).unwrap_or_default();
            expression
                .get_or_insert_with(|| Indentation::new(indent))
                .read(read, indent);
        }
        pieces.push(Piece {
            start: tokens.first().map_or(0, |token| token.span.start),
            indent,
            text: spaced(text, before, tokens),
        });
        before = tokens.last();
    }
    pieces
}

/// The lines over which tokens stand in the source.
fn physical<'a, 't>(text: &str, tokens: &'a [Token<'t>]) -> impl Iterator<Item = &'a [Token<'t>]> {
    tokens.chunk_by(|left, right| {
        let between = text.get(left.span.end..right.span.start);
        !between.is_some_and(|between| between.contains('\n'))
    })
}

fn is_quoted(token: &Token<'_>) -> bool {
    matches!(token.kind, TokenKind::Quoted(_))
}
