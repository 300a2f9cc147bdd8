//! `table NAME : TYPE "…"`: a decision table.

use crate::{
    Span,
    ast::{Ident, ItemKind, TableDecl, TableRow},
    block::{Line, Lines, is_row},
    cell::{cell, cells},
    cursor::Cursor,
    expression::expression,
    findings::did_you_mean,
    token::{Sign, Token, TokenKind},
    type_expr::type_expr,
};

use super::{Keys, Reader, closing_label, head};

pub(super) const LINES: [&str; 2] = ["when", "first"];

pub(super) fn table<'t>(
    reader: &mut Reader<'t, '_>,
    lines: &Lines<'t>,
    outcome: bool,
) -> Option<ItemKind> {
    let mut cursor = reader.cursor(&lines.head);
    let name = head(&mut cursor, "the table's name")?;
    cursor.expect_sign(
        Sign::Colon,
        "give the type of its results: `table NAME : TYPE \"…\"`",
    )?;
    let ty = type_expr(&mut cursor)?;
    let label = closing_label(&mut cursor);
    let mut declared = TableDecl {
        outcome,
        name,
        ty,
        label,
        guard: None,
        first_match: false,
        columns: Vec::new(),
        output: None,
        rows: Vec::new(),
    };
    let mut keys = Keys::default();
    let mut header: Option<usize> = None;
    for line in &lines.body {
        if !is_row(line) {
            setting(reader, line, &mut keys, &mut declared);
            continue;
        }
        let places = cells(line);
        match header {
            None => {
                header = Some(places.len());
                self::header(reader, &places, &mut declared);
            }
            Some(_) if is_dashes(line) => {}
            Some(width) => declared.rows.extend(row(reader, line, &places, width)),
        }
    }
    if header.is_none() {
        reader.findings.report(
            "syntax/missing",
            lines.head.span,
            "this table has no rows",
            "declared here",
            format!(
                "add a header and rows, indented: `| fact | {} |`",
                declared.name.node
            ),
        );
    }
    Some(ItemKind::Table(declared))
}

/// `when CONDITION else VALUE` and `first match`.
fn setting<'t>(
    reader: &mut Reader<'t, '_>,
    line: &Line<'t>,
    keys: &mut Keys,
    declared: &mut TableDecl,
) {
    let mut cursor = reader.cursor(line);
    match keys.key(&mut cursor, &LINES, &[]) {
        Some("when") => {
            const HELP: &str = "write `when CONDITION else VALUE`";
            let condition = expression(&mut cursor);
            cursor.expect_word("else", HELP);
            let otherwise = expression(&mut cursor);
            cursor.finish(HELP);
            declared.guard.get_or_insert((condition, otherwise));
        }
        Some(_) => {
            cursor.expect_word("match", "write `first match`");
            cursor.finish("`first match` stands alone on its line");
            declared.first_match = true;
        }
        None => {}
    }
}

fn header<'t>(
    reader: &mut Reader<'t, '_>,
    places: &[(&[Token<'t>], Span)],
    declared: &mut TableDecl,
) {
    let Some(((last, place), columns)) = places.split_last() else {
        return;
    };
    for (tokens, place) in columns {
        let mut cursor = Cursor::new(reader.text, tokens, place.start, reader.findings);
        declared.columns.push(expression(&mut cursor));
        cursor.finish("a column's head is one expression, mostly a fact");
    }
    let mut cursor = Cursor::new(reader.text, last, place.start, reader.findings);
    declared.output = output(&mut cursor, &declared.name);
}

/// The header's last cell: the table's name.
fn output(cursor: &mut Cursor<'_, '_>, name: &Ident) -> Option<Ident> {
    let help = format!("the last column repeats the table's name: `{}`", name.node);
    let output = cursor.ident("the table's name", &help)?;
    if output.node != name.node {
        let help = if did_you_mean(&output.node, &[&name.node]).starts_with("did") {
            format!("did you mean `{}`?", name.node)
        } else {
            help.clone()
        };
        let message = format!(
            "the last column is called `{}`, the table `{}`",
            output.node, name.node
        );
        cursor.remark(
            "syntax/output",
            output.span,
            message,
            "the column of results",
            help,
        );
    }
    cursor.finish(&help);
    Some(output)
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
    let ((last, place), tests) = places.split_last()?;
    let mut read = Vec::new();
    for (tokens, place) in tests {
        read.push(cell(
            &mut Cursor::new(reader.text, tokens, place.start, reader.findings),
            *place,
        ));
    }
    let mut cursor = Cursor::new(reader.text, last, place.start, reader.findings);
    let output = expression(&mut cursor);
    cursor.finish("the last cell is the row's result: one expression");
    Some(TableRow {
        cells: read,
        output,
        span: line.span,
    })
}

/// `|---|---|`.
fn is_dashes(line: &Line<'_>) -> bool {
    let mut dashes = false;
    line.tokens.iter().all(|token| {
        dashes |= token.kind == TokenKind::Sign(Sign::Minus);
        matches!(
            token.kind,
            TokenKind::Sign(Sign::Bar | Sign::Minus | Sign::Colon)
        )
    }) && dashes
}
