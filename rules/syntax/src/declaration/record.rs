//! `record Month "月" / "Month"`: facts that are asked together.

use crate::{
    ast::{ItemKind, RecordDecl},
    block::Lines,
    cursor::Cursor,
    findings::nearest,
    token::{Sign, TokenKind},
};

use super::{
    Reader,
    fact::{About, LINES},
    parts::{type_head, with_type},
};

const HELP: &str =
    "write one field on a line: `name : TYPE \"中文\"`, and what belongs to it below";

pub(super) fn record<'t>(reader: &mut Reader<'t, '_>, lines: &Lines<'t>) -> Option<ItemKind> {
    let head = type_head(
        &mut reader.cursor(&lines.head),
        "record",
        "a record's name begins with a capital letter, as in `Month`",
    );
    let mut fields = Vec::new();
    // The field whose lines are being read; the inner `None` is one whose first line could not be read.
    let mut open: Option<(Option<_>, About)> = None;
    let mut close = |open: Option<(Option<_>, About)>| {
        if let Some((Some(head), about)) = open {
            fields.push(about.of(head));
        }
    };
    for line in &lines.body {
        let mut cursor = reader.cursor(line);
        if begins_field(&cursor) {
            let head = cursor
                .name("a field's name", HELP)
                .and_then(|name| with_type(&mut cursor, name, HELP));
            close(open.replace((head, About::default())));
        } else if let Some((_, about)) = &mut open {
            about.line(&mut cursor);
        } else {
            cursor.expected("a field", HELP);
        }
    }
    close(open);
    if lines.body.is_empty() {
        reader.findings.report(
            "syntax/missing",
            lines.head.span,
            "this record has no fields",
            "declared here",
            HELP,
        );
    }
    let (name, label) = head?;
    Some(ItemKind::Record(RecordDecl {
        name,
        label,
        fields,
    }))
}

/// Whether a line declares a field: its name is followed by `:`, or its first word is no keyword of the lines below one.
fn begins_field(cursor: &Cursor<'_, '_>) -> bool {
    match cursor.peek_second().map(|token| &token.kind) {
        Some(TokenKind::Sign(Sign::Colon)) => true,
        Some(TokenKind::Quoted(_) | TokenKind::Foreign(_)) | None => false,
        Some(_) => cursor
            .word()
            .is_some_and(|word| nearest(word, &LINES).is_none()),
    }
}
