//! Rows of a table: columns as wide as what stands in them.

use unicode_width::UnicodeWidthStr;

use crate::{
    block::Line,
    cell::cells,
    declaration::is_dashes,
    token::{Sign, Token, TokenKind},
};

use super::{block::Piece, indent::STEP, spacing::spaced};

/// A row as text.
enum Row {
    Cells(Vec<String>),
    Dashes,
}

/// All rows of a table, the header first.
pub(super) fn rows(text: &str, lines: &[&Line<'_>]) -> Vec<Piece> {
    let rows: Vec<Row> = lines
        .iter()
        .map(|line| match is_dashes(line) {
            true => Row::Dashes,
            false => Row::Cells(
                cells(line)
                    .into_iter()
                    .map(|(tokens, _)| spaced(text, None, tokens))
                    .collect(),
            ),
        })
        .collect();
    let mut widths: Vec<usize> = Vec::new();
    for row in &rows {
        let Row::Cells(cells) = row else { continue };
        widths.resize(widths.len().max(cells.len()), 0);
        for (width, cell) in widths.iter_mut().zip(cells) {
            *width = cell.width().max(*width);
        }
    }
    let mut numbers = vec![lines.len() > 1; widths.len()];
    for line in lines.iter().skip(1).filter(|line| !is_dashes(line)) {
        for (numbers, (tokens, _)) in numbers.iter_mut().zip(cells(line)) {
            *numbers &= is_number(tokens);
        }
    }
    rows.iter()
        .zip(lines)
        .enumerate()
        .map(|(index, (row, line))| Piece {
            start: line.span.start,
            indent: STEP,
            text: written(row, &widths, if index > 0 { &numbers } else { &[] }),
        })
        .collect()
}

/// A row with its bars. Numbers stand to the right of their columns.
fn written(row: &Row, widths: &[usize], numbers: &[bool]) -> String {
    let mut out = String::from("|");
    for (column, width) in widths.iter().enumerate() {
        match row {
            Row::Dashes => out.push_str(&"-".repeat(width + 2)),
            Row::Cells(cells) => {
                let cell = cells.get(column).map_or("", String::as_str);
                let padding = " ".repeat(width.saturating_sub(cell.width()));
                let (left, right) = match numbers.get(column) {
                    Some(true) => (padding.as_str(), ""),
                    _ => ("", padding.as_str()),
                };
                out.push_str(&format!(" {left}{cell}{right} "));
            }
        }
        out.push('|');
    }
    out
}

/// `12000 CNY`, `-5`.
fn is_number(tokens: &[Token<'_>]) -> bool {
    let unsigned = match tokens {
        [minus, rest @ ..] if minus.kind == TokenKind::Sign(Sign::Minus) => rest,
        all => all,
    };
    match unsigned {
        [number] => matches!(number.kind, TokenKind::Number(_)),
        [number, unit] => {
            matches!(number.kind, TokenKind::Number(_)) && matches!(unit.kind, TokenKind::Unit(_))
        }
        _ => false,
    }
}
