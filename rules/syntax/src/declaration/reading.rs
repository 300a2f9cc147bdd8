//! `reading NAME "question?"`: a doubt of the official text and what it can mean.

use crate::{
    ast::{ItemKind, ReadingAlternative, ReadingDecl},
    block::Lines,
    cursor::Cursor,
    findings::nearest,
    token::TokenKind,
};

use super::{
    Reader,
    keys::Keys,
    parts::{labelled, words},
};

pub(super) const LINES: [&str; 2] = ["decided", "because"];

pub(super) fn reading<'t>(reader: &mut Reader<'t, '_>, lines: &Lines<'t>) -> Option<ItemKind> {
    let head = labelled(&mut reader.cursor(&lines.head), "the reading's name");
    let (mut decided_by, mut because) = (None, None);
    let mut alternatives = Vec::new();
    let mut keys = Keys::default();
    for line in &lines.body {
        let mut cursor = reader.cursor(line);
        if !is_keyed(&cursor) {
            alternatives.extend(alternative(&mut cursor));
            continue;
        }
        match keys.key(&mut cursor, &LINES, &[]) {
            Some("decided") => {
                cursor.expect_word("by", "write `decided by \"…\"`");
                words(&mut cursor, &mut decided_by);
            }
            Some(_) => words(&mut cursor, &mut because),
            None => {}
        }
    }
    keys.need(
        reader.findings,
        "decided",
        &lines.head,
        "say who may settle it, on an indented line: `decided by \"…\"`",
    );
    let (name, question) = head?;
    Some(ItemKind::Reading(ReadingDecl {
        name,
        question,
        alternatives,
        decided_by,
        because,
    }))
}

/// Whether a line begins with a keyword. A slip in one must not become a meaning of the text.
fn is_keyed(cursor: &Cursor<'_, '_>) -> bool {
    let second = cursor.peek_second().map(|token| &token.kind);
    matches!(second, Some(TokenKind::Word("by")))
        || cursor
            .word()
            .is_some_and(|word| nearest(word, &["because"]).is_some())
}

fn alternative(cursor: &mut Cursor<'_, '_>) -> Option<ReadingAlternative> {
    let name = cursor.name(
        "an alternative's name",
        "write `name \"…\"`, and `default` after one of them",
    )?;
    let label = cursor.label();
    let default = cursor.take_word("default").is_some();
    cursor.finish("after an alternative's words only `default` may follow");
    Some(ReadingAlternative {
        name,
        label,
        default,
    })
}
