//! What an expression can begin with that is a word: constants, names, calls, and parts of what has a name.

use crate::{
    Span,
    ast::{ExprKind, Spanned},
    cursor::Cursor,
    token::{RESERVED, Sign},
};

use super::{
    Measured,
    aggregate::aggregate,
    group::{close, items},
    missing, since,
};

pub(super) fn named(
    cursor: &mut Cursor<'_, '_>,
    word: &str,
    start: Span,
    depth: usize,
) -> Measured {
    let constant = match word {
        "yes" | "true" => Some(ExprKind::Bool(true)),
        "no" | "false" => Some(ExprKind::Bool(false)),
        "unknown" => Some(ExprKind::Unknown),
        _ if RESERVED.contains(&word) => return missing(cursor),
        _ => None,
    };
    cursor.take();
    if let Some(kind) = constant {
        return Measured::leaf(kind, start);
    }
    if let Some(open) = cursor.take_sign(Sign::Open) {
        let name = Spanned {
            node: word.to_owned(),
            span: start,
        };
        let (mut arguments, below) = items(cursor, depth);
        let is_aggregate =
            arguments.len() == 1 && cursor.word() == Some("for") && !cursor.has_failed();
        if let Some(body) = arguments.pop_if(|_| is_aggregate) {
            return aggregate(cursor, name, open, body, below, depth);
        }
        close(cursor, open, Sign::Close);
        let span = since(cursor, start);
        return Measured::over(cursor, ExprKind::Call(name, arguments), span, below);
    }
    let mut whole = Measured::leaf(ExprKind::Name(word.to_owned()), start);
    while cursor.take_sign(Sign::Dot).is_some() {
        const HELP: &str =
            "write `requirement.condition`, `record.field`, or `NAME.rule` after `use … as NAME`";
        let Some(tail) = cursor.ident("a name after the dot", HELP) else {
            return Measured::leaf(ExprKind::Error, start);
        };
        let span = since(cursor, start);
        let below = whole.height;
        let kind = ExprKind::Path(Box::new(whole.expr), tail);
        whole = Measured::over(cursor, kind, span, below);
    }
    if cursor.is_sign(Sign::OpenList) && cursor.here().start == cursor.last_end() {
        let here = cursor.here();
        cursor.complain(
            "syntax/item",
            here,
            "a rule cannot pick one item of a list",
            "an item is picked here",
            "ask all of them: `sum(m.valley for m in months)`, `any(… for m in months where …)`",
        );
    }
    whole
}
