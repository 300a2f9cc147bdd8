//! `table NAME : TYPE "…"`: a decision table.

use crate::{
    Span,
    ast::{Expr, Ident, ItemKind, TableDecl, TableRow},
    block::{Line, Lines, is_row},
    cell::{cell, cells},
    cursor::Cursor,
    expression::expression,
    token::{Sign, Token, TokenKind},
};

use super::{Reader, keys::Keys, parts::typed};

pub(super) const LINES: [&str; 2] = ["when", "first"];

pub(super) fn table<'t>(
    reader: &mut Reader<'t, '_>,
    lines: &Lines<'t>,
    outcome: bool,
) -> Option<ItemKind> {
    const HELP: &str = "give the type of its results: `table NAME : TYPE \"…\"`";
    let head = typed(&mut reader.cursor(&lines.head), "the table's name", HELP);
    let mut settings = Settings::default();
    let mut header: Option<Header> = None;
    let mut rows = Vec::new();
    for line in &lines.body {
        if !is_row(line) {
            setting(&mut reader.cursor(line), &mut settings);
            continue;
        }
        let places = cells(line);
        match &header {
            None => header = Some(self::header(reader, line, &places)),
            Some(_) if is_dashes(line) => {}
            Some(header) => rows.extend(row(reader, line, &places, header.width)),
        }
    }
    if header.is_none() {
        reader.findings.report(
            "syntax/missing",
            lines.head.span,
            "this table has no rows",
            "declared here",
            "add a header and rows, indented: `| fact | table |`",
        );
    }
    let (name, ty, label) = head?;
    let header = header.unwrap_or_default();
    if let Some(output) = &header.output {
        check_output(reader, output, &name);
    }
    Some(ItemKind::Table(TableDecl {
        outcome,
        name,
        ty,
        label,
        guard: settings.guard,
        first_match: settings.first_match,
        columns: header.columns,
        output: header.output,
        rows,
    }))
}

/// The lines above the rows.
#[derive(Default)]
struct Settings {
    keys: Keys,
    guard: Option<(Expr, Expr)>,
    first_match: bool,
}

/// `when CONDITION else VALUE` or `first match`.
fn setting(cursor: &mut Cursor<'_, '_>, settings: &mut Settings) {
    match settings.keys.key(cursor, &LINES, &[]) {
        Some("when") => {
            const HELP: &str = "write `when CONDITION else VALUE`";
            let condition = expression(cursor);
            cursor.expect_word("else", HELP);
            let otherwise = expression(cursor);
            cursor.finish(HELP);
            settings.guard.get_or_insert((condition, otherwise));
        }
        Some(_) => {
            cursor.expect_word("match", "write `first match`");
            cursor.finish("`first match` stands alone on its line");
            settings.first_match = true;
        }
        None => {}
    }
}

/// The first row: what is looked at, and the table's name.
#[derive(Default)]
struct Header {
    width: usize,
    columns: Vec<Expr>,
    output: Option<Ident>,
}

fn header<'t>(
    reader: &mut Reader<'t, '_>,
    line: &Line<'t>,
    places: &[(&[Token<'t>], Span)],
) -> Header {
    let mut header = Header {
        width: places.len(),
        ..Header::default()
    };
    let Some((last, columns)) = places
        .split_last()
        .filter(|(_, columns)| !columns.is_empty())
    else {
        reader.findings.report(
            "syntax/cells",
            line.span,
            "the table looks at nothing",
            "fewer than two columns",
            "write at least one fact and then the table's name, `| fact | table |`; a fixed value is a `rule`",
        );
        return header;
    };
    for place in columns {
        let mut cursor = Cursor::in_cell(reader.text, *place, reader.findings);
        header.columns.push(expression(&mut cursor));
        cursor.finish("a column's head is one expression, mostly a fact");
    }
    const HELP: &str = "the last column repeats the table's name";
    let mut cursor = Cursor::in_cell(reader.text, *last, reader.findings);
    header.output = cursor.ident("the table's name", HELP);
    cursor.finish(HELP);
    header
}

/// The last column has the table's name.
fn check_output(reader: &mut Reader<'_, '_>, output: &Ident, name: &Ident) {
    if output.node != name.node {
        reader.findings.report(
            "syntax/output",
            output.span,
            format!(
                "the last column is called `{}`, the table `{}`",
                output.node, name.node
            ),
            "the column of results",
            format!(
                "the last column repeats the table's name: write `{}`",
                name.node
            ),
        );
    }
}

fn row<'t>(
    reader: &mut Reader<'t, '_>,
    line: &Line<'t>,
    places: &[(&[Token<'t>], Span)],
    width: usize,
) -> Option<TableRow> {
    if places.len() != width {
        let count = |number: usize| {
            if number == 1 {
                "1 cell".to_owned()
            } else {
                format!("{number} cells")
            }
        };
        reader.findings.report(
            "syntax/cells",
            line.span,
            format!(
                "the row has {}, the header {}",
                count(places.len()),
                count(width)
            ),
            "this row",
            "give each column a cell; `*` means anything",
        );
        return None;
    }
    let (last, tests) = places.split_last()?;
    let mut read = Vec::new();
    for test in tests {
        read.push(cell(
            &mut Cursor::in_cell(reader.text, *test, reader.findings),
            test.1,
        ));
    }
    let mut cursor = Cursor::in_cell(reader.text, *last, reader.findings);
    let output = expression(&mut cursor);
    cursor.finish("the last cell is the row's result: one expression");
    Some(TableRow {
        cells: read,
        output,
        span: line.span,
    })
}

/// `|---|---|`.
pub(crate) fn is_dashes(line: &Line<'_>) -> bool {
    let mut dashes = false;
    line.tokens.iter().all(|token| {
        dashes |= token.kind == TokenKind::Sign(Sign::Minus);
        matches!(
            token.kind,
            TokenKind::Sign(Sign::Bar | Sign::Minus | Sign::Colon)
        )
    }) && dashes
}
