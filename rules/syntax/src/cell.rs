//! Cells of a decision table.

use crate::{
    Span,
    ast::{BinaryOp, Cell, Expr, Spanned},
    block::Line,
    cursor::Cursor,
    expression::{comparison, operand},
    token::{Sign, Token, TokenKind},
};

const HELP: &str = "a cell is `*`, a value, `not …`, values joined by `or`, a comparison such as `>= 45 m²`, or a range such as `1 .. 5`";

/// The cells of a row, each with its place. A `|` in a label divides nothing: it is part of one token.
pub(crate) fn cells<'a, 't>(line: &'a Line<'t>) -> Vec<(&'a [Token<'t>], Span)> {
    let is_bar = |token: &Token<'t>| token.kind == TokenKind::Sign(Sign::Bar);
    let mut cells = Vec::new();
    let mut from = line.span.start;
    let mut rest = line.tokens.as_slice();
    while let [first, after @ ..] = rest {
        if is_bar(first) {
            from = first.span.end;
            rest = after;
            // The last bar closes the row.
            if rest.is_empty() {
                break;
            }
        }
        let length = rest.iter().position(is_bar).unwrap_or(rest.len());
        let (cell, following) = rest.split_at(length);
        let place = match (cell.first(), cell.last()) {
            (Some(first), Some(last)) => Span {
                start: first.span.start,
                end: last.span.end,
            },
            _ => Span {
                start: from,
                end: following.first().map_or(from, |bar| bar.span.start),
            },
        };
        cells.push((cell, place));
        rest = following;
    }
    cells
}

/// What one cell asks.
pub(crate) fn cell(cursor: &mut Cursor<'_, '_>, place: Span) -> Spanned<Cell> {
    let read = content(cursor, place);
    cursor.finish(HELP);
    let node = if cursor.has_failed() {
        Cell::Error
    } else {
        read
    };
    Spanned { node, span: place }
}

fn content(cursor: &mut Cursor<'_, '_>, place: Span) -> Cell {
    match cursor.peek().map(|token| &token.kind) {
        None => {
            cursor.complain(
                "syntax/cell",
                place,
                "the cell is empty",
                "nothing here",
                "write `*` for anything",
            );
            Cell::Error
        }
        Some(TokenKind::Sign(Sign::Star)) => {
            cursor.take();
            Cell::Any
        }
        Some(TokenKind::Sign(Sign::To | Sign::Until)) => {
            open_range(cursor);
            Cell::Error
        }
        Some(TokenKind::Word("not")) => {
            cursor.take();
            Cell::Not(either(cursor))
        }
        Some(TokenKind::Sign(sign)) if let Some(op) = comparison(*sign) => {
            cursor.take();
            let value = operand(cursor);
            match op {
                BinaryOp::Equal => Cell::Is(value),
                op => Cell::Compare(op, value),
            }
        }
        Some(_) => value(cursor),
    }
}

fn value(cursor: &mut Cursor<'_, '_>) -> Cell {
    let mut values = either(cursor);
    if values.len() != 1 {
        return Cell::OneOf(values);
    }
    let Some(from) = values.pop() else {
        return Cell::Error;
    };
    let to_excluded = match cursor.peek().map(|token| &token.kind) {
        Some(TokenKind::Sign(Sign::To)) => false,
        Some(TokenKind::Sign(Sign::Until)) => true,
        _ => return Cell::Is(from),
    };
    cursor.take();
    if cursor.is_at_end() {
        open_range(cursor);
    }
    Cell::Range {
        from,
        to: operand(cursor),
        to_excluded,
    }
}

fn open_range(cursor: &mut Cursor<'_, '_>) {
    let span = cursor.here();
    let help = "write both ends, or a comparison such as `<= 80 m²`";
    cursor.complain(
        "syntax/range",
        span,
        "a range has two ends",
        "one end is missing",
        help,
    );
}

/// `a or b`.
fn either(cursor: &mut Cursor<'_, '_>) -> Vec<Expr> {
    let mut values = vec![operand(cursor)];
    while !cursor.has_failed() && cursor.take_word("or").is_some() {
        values.push(operand(cursor));
    }
    values
}
