//! Places of facts: `heated_area`, `unit.cop_25`, `months[2].valley`.

use crate::{
    Span,
    ast::{Place, Spanned, Step},
    cursor::Cursor,
    token::{Sign, TokenKind},
};

/// A fact or a part of one.
pub(crate) fn place(cursor: &mut Cursor<'_, '_>, what: &str, help: &str) -> Option<Place> {
    let head = cursor.ident(what, help)?;
    let mut steps = Vec::new();
    loop {
        if cursor.take_sign(Sign::Dot).is_some() {
            steps.push(Step::Field(
                cursor.ident("a field's name", "write `fact.field`")?,
            ));
        } else if cursor.take_sign(Sign::OpenList).is_some() {
            steps.push(Step::Item(item(cursor)?));
        } else {
            break;
        }
    }
    let span = Span {
        start: head.span.start,
        end: cursor.last_end(),
    };
    Some(Place { head, steps, span })
}

/// `a, b.c`.
pub(crate) fn places(cursor: &mut Cursor<'_, '_>, what: &str, help: &str) -> Vec<Place> {
    let mut places = Vec::new();
    while let Some(place) = place(cursor, what, help) {
        places.push(place);
        if cursor.take_sign(Sign::Comma).is_none() {
            break;
        }
    }
    places
}

/// `2]`: which item.
fn item(cursor: &mut Cursor<'_, '_>) -> Option<Spanned<u32>> {
    const HELP: &str = "write the item's number, from 1: `months[2]`";
    let span = cursor.here();
    let number = match cursor.peek().map(|token| &token.kind) {
        Some(TokenKind::Number(digits)) => digits.parse().ok().filter(|number| *number > 0),
        _ => None,
    };
    let Some(node) = number else {
        cursor.expected("an item's number", HELP);
        return None;
    };
    cursor.take();
    cursor.expect_sign(Sign::CloseList, HELP)?;
    Some(Spanned { node, span })
}
