//! `require NAME "…"` (or `advise`, `duty`, `target`): named conditions that must all hold.

use crate::{
    Span,
    ast::{Condition, ItemKind, RequireDecl, RequireKind, Statement},
    block::Lines,
    cursor::Cursor,
    expression::expression,
    findings::nearest,
    token::TokenKind,
};

use super::{Reader, parts::labelled};

pub(super) fn require<'t>(
    reader: &mut Reader<'t, '_>,
    lines: &Lines<'t>,
    outcome: bool,
    kind: RequireKind,
) -> Option<ItemKind> {
    const HELP: &str = "write `name  expression  \"…\"`";
    let head = labelled(&mut reader.cursor(&lines.head), "the requirement's name");
    let mut conditions = Vec::new();
    let mut statements = Vec::new();
    for line in &lines.body {
        let mut cursor = reader.cursor(line);
        if is_statement(&cursor) {
            statements.extend(statement(&mut cursor, kind));
            continue;
        }
        let Some(name) = cursor.name("a condition's name", HELP) else {
            continue;
        };
        let expr = expression(&mut cursor);
        if cursor.has_failed() {
            cursor.skip_to_label();
        }
        let label = cursor.label();
        cursor.finish(HELP);
        conditions.push(Condition { name, expr, label });
    }
    let (name, label) = head?;
    Some(ItemKind::Require(RequireDecl {
        outcome,
        kind,
        name,
        label,
        conditions,
        statements,
    }))
}

/// Whether a line begins like `state "…"`. A condition's name is followed by what must hold, never by words.
fn is_statement(cursor: &Cursor<'_, '_>) -> bool {
    let second = cursor.peek_second().map(|token| &token.kind);
    matches!(second, Some(TokenKind::Quoted(_)))
        && cursor
            .word()
            .is_some_and(|word| nearest(word, &["state"]).is_some())
}

/// `state "words" if CONDITION`.
fn statement(cursor: &mut Cursor<'_, '_>, kind: RequireKind) -> Option<Statement> {
    const HELP: &str = "write `state \"…\"`, or `state \"…\" if CONDITION`";
    let start = cursor.here();
    if kind == RequireKind::Gate {
        cursor.complain(
            "syntax/state",
            start,
            "a statement has no yes or no, so nothing can hang on it",
            "below a gate",
            "put it below a `duty`, an `advise` or a `target`; a condition is `name  expression  \"…\"`",
        );
    }
    if cursor.word() != Some("state") {
        cursor.expected("`state`", "did you mean `state`?");
    }
    cursor.take();
    let words = cursor.label()?;
    let condition = cursor.take_word("if").map(|_| expression(cursor));
    if condition.is_none() && !cursor.is_at_end() {
        cursor.expected("`if` or the end of the line", HELP);
    }
    cursor.finish(HELP);
    let span = Span {
        start: start.start,
        end: cursor.last_end(),
    };
    Some(Statement {
        words,
        condition,
        span,
    })
}
