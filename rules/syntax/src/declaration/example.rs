//! `example "title"`: a test that lives in the document.

use crate::{
    Span,
    ast::{Assignment, ExampleDecl, Expectation, Expr, ExprKind, ItemKind, Path, Spanned},
    block::Lines,
    cursor::Cursor,
    expression::{expression, operand},
    place::{place, places},
    token::{Sign, TokenKind},
};

use super::{Reader, keys::Keys};

const LINES: [&str; 3] = ["given", "reading", "then"];

/// Lines that can only belong to an example; `reading` at the margin is a declaration.
pub(super) const MARGIN: [&str; 2] = ["given", "then"];

pub(super) fn example<'t>(reader: &mut Reader<'t, '_>, lines: &Lines<'t>) -> Option<ItemKind> {
    let head = head(&mut reader.cursor(&lines.head));
    let (mut given, mut readings, mut then) = (Vec::new(), Vec::new(), Vec::new());
    let mut keys = Keys::default();
    for line in &lines.body {
        let mut cursor = reader.cursor(line);
        match keys.key(&mut cursor, &LINES, &LINES) {
            Some("given") => assignments(&mut cursor, "a fact's name", &mut given),
            Some("reading") => assignments(&mut cursor, "a reading's name", &mut readings),
            Some(_) => expectations(&mut cursor, &mut then),
            None => {}
        }
    }
    let (title, from) = head?;
    Some(ItemKind::Example(ExampleDecl {
        title,
        from,
        given,
        readings,
        then,
    }))
}

/// `example "title" from "other title"`.
fn head(cursor: &mut Cursor<'_, '_>) -> Option<(Spanned<String>, Option<Spanned<String>>)> {
    cursor.take();
    let own = title(cursor, "write `example \"what it shows\"`")?;
    let from = match cursor.take_word("from") {
        Some(_) => title(cursor, "write the other example's title: `from \"…\"`"),
        None => None,
    };
    cursor.finish("after the title only `from \"another example's title\"` may follow");
    Some((own, from))
}

fn title(cursor: &mut Cursor<'_, '_>, help: &str) -> Option<Spanned<String>> {
    let quoted = cursor.quoted();
    if quoted.is_none() {
        cursor.expected("a title in quotation marks", help);
    }
    quoted.map(|(node, span)| Spanned { node, span })
}

/// `a = x, b = y`.
pub(super) fn assignments(cursor: &mut Cursor<'_, '_>, what: &str, into: &mut Vec<Assignment>) {
    const HELP: &str = "write `name = value`, several with `,` between them, all on one line; the line may be repeated";
    loop {
        let Some(name) = place(cursor, what, HELP) else {
            return;
        };
        if cursor.expect_sign(Sign::Equal, HELP).is_none() {
            return;
        }
        let value = expression(cursor);
        into.push(Assignment { name, value });
        if cursor.take_sign(Sign::Comma).is_none() {
            break;
        }
    }
    cursor.finish(HELP);
}

/// `award = 12000 CNY, eligible, not eligible.meter` or `needs a, b`.
fn expectations(cursor: &mut Cursor<'_, '_>, into: &mut Vec<Expectation>) {
    const HELP: &str = "write `then x = value`, `then x`, `then not x` or `then needs a, b`";
    let needs = matches!(
        cursor.peek_second().map(|token| &token.kind),
        None | Some(TokenKind::Word(_))
    );
    if needs && cursor.take_word("needs").is_some() {
        let is_nothing = cursor.word() == Some("nothing") && cursor.peek_second().is_none();
        let facts = places(
            cursor,
            "a fact's name",
            "write `then needs a, b` or `then needs nothing`",
        );
        into.push(Expectation::Needs(if is_nothing {
            Vec::new()
        } else {
            facts
        }));
        cursor.finish("`needs` stands on a line of its own: `then needs a, b`");
        return;
    }
    loop {
        let not = cursor.take_word("not");
        let Some(name) = path(cursor, HELP) else {
            return;
        };
        let value = match (not, cursor.take_sign(Sign::Equal)) {
            (None, Some(_)) => operand(cursor),
            (Some(not), Some(equal)) => {
                cursor.complain(
                    "syntax/expectation",
                    Span {
                        start: not.start,
                        end: equal.end,
                    },
                    "`not` and `=` cannot stand together",
                    "either of the two",
                    "say which value it has: `then x = value`",
                );
                return;
            }
            (not, None) => truth(&name, not),
        };
        into.push(Expectation::Value { name, value });
        if cursor.take_sign(Sign::Comma).is_none() {
            break;
        }
    }
    cursor.finish(HELP);
}

/// `x` alone is yes, `not x` no.
fn truth(name: &Path, not: Option<Span>) -> Expr {
    let end = name.tail.last().unwrap_or(&name.head).span.end;
    let start = not.map_or(name.head.span.start, |not| not.start);
    Spanned {
        node: ExprKind::Bool(not.is_none()),
        span: Span { start, end },
    }
}

/// `name`, `requirement.condition` or `gb.name`.
fn path(cursor: &mut Cursor<'_, '_>, help: &str) -> Option<Path> {
    let head = cursor.ident("a rule's, table's or requirement's name", help)?;
    let mut tail = Vec::new();
    while cursor.take_sign(Sign::Dot).is_some() {
        tail.push(cursor.ident("a name", help)?);
    }
    Some(Path { head, tail })
}
