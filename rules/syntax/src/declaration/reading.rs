//! `reading NAME "question?"`: a doubt of the official text and what it can mean.

use crate::{
    ast::{ItemKind, ReadingAlternative, ReadingDecl},
    block::Lines,
    token::TokenKind,
};

use super::{Keys, Reader, closing_label, head};

pub(super) const LINES: [&str; 2] = ["decided", "because"];

pub(super) fn reading<'t>(reader: &mut Reader<'t, '_>, lines: &Lines<'t>) -> Option<ItemKind> {
    let mut cursor = reader.cursor(&lines.head);
    let name = head(&mut cursor, "the reading's name")?;
    let question = closing_label(&mut cursor);
    let mut declared = ReadingDecl {
        name,
        question,
        alternatives: Vec::new(),
        decided_by: None,
        because: None,
    };
    let mut keys = Keys::default();
    for line in &lines.body {
        let mut cursor = reader.cursor(line);
        let second = cursor.peek_second().map(|token| &token.kind);
        let is_key = match cursor.word() {
            Some("decided") => matches!(second, Some(TokenKind::Word("by"))),
            Some("because") => true,
            _ => false,
        };
        if is_key && let Some(key) = keys.key(&mut cursor, &LINES, &[]) {
            let place = match key {
                "decided" => {
                    cursor.take_word("by");
                    &mut declared.decided_by
                }
                _ => &mut declared.because,
            };
            let words = cursor.expect_label("words", "write them between quotation marks: `\"…\"`");
            *place = place.take().or(words);
            cursor.finish("nothing follows the words");
        } else if let Some(name) = cursor.name(
            "an alternative's name",
            "write `name \"…\"`, and `default` after one of them",
        ) {
            let label = cursor.label();
            let default = cursor.take_word("default").is_some();
            cursor.finish("after an alternative's words only `default` may follow");
            declared.alternatives.push(ReadingAlternative {
                name,
                label,
                default,
            });
        }
    }
    let head = lines.head.span;
    keys.need(
        reader.findings,
        "decided",
        &lines.head,
        "say who may settle it, on an indented line: `decided by \"…\"`",
    );
    let mut defaults = declared
        .alternatives
        .iter()
        .filter(|alternative| alternative.default);
    match (defaults.next(), defaults.next()) {
        (None, _) => reader.findings.report(
            "syntax/default",
            head,
            "this reading has no default",
            "declared here",
            "end the alternative that is in force until somebody decides with `default`",
        ),
        (Some(first), Some(second)) => reader.findings.report_with(
            "syntax/default",
            second.name.span,
            "this reading has two defaults",
            "also a default",
            "only one alternative is in force: take `default` away from the others",
            vec![(first.name.span, "the first default".to_owned())],
        ),
        _ => {}
    }
    Some(ItemKind::Reading(declared))
}
