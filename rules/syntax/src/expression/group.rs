//! What stands in parentheses, brackets and braces.

use crate::{
    Span,
    ast::{Assignment, Expr},
    cursor::Cursor,
    place::place,
    token::Sign,
};

use super::{Level, at_level};

/// Expressions between commas, and the height of the highest.
pub(super) fn items(cursor: &mut Cursor<'_, '_>, depth: usize) -> (Vec<Expr>, usize) {
    let mut values = Vec::new();
    let mut height = 0;
    loop {
        let value = at_level(cursor, Level::If, depth + 1);
        height = height.max(value.height);
        values.push(value.expr);
        if cursor.has_failed() || cursor.take_sign(Sign::Comma).is_none() {
            break;
        }
    }
    (values, height)
}

/// `valley = 100 kWh, peak = unknown`, and the height of the highest value.
pub(super) fn record(cursor: &mut Cursor<'_, '_>, depth: usize) -> (Vec<Assignment>, usize) {
    const HELP: &str = "write the fields of one record as `{valley = 100 kWh, peak = 20 kWh}`";
    let mut fields = Vec::new();
    let mut height = 0;
    while !cursor.is_sign(Sign::CloseRecord) {
        let Some(name) = place(cursor, "a field's name", HELP) else {
            break;
        };
        if cursor.is_sign(Sign::Colon) {
            cursor.expected("`=`", HELP);
        }
        if cursor.expect_sign(Sign::Equal, HELP).is_none() {
            break;
        }
        let value = at_level(cursor, Level::If, depth + 1);
        height = height.max(value.height);
        fields.push(Assignment {
            name,
            value: value.expr,
        });
        if cursor.has_failed() || cursor.take_sign(Sign::Comma).is_none() {
            break;
        }
    }
    (fields, height)
}

/// Takes what closes a parenthesis or bracket, or complains.
pub(super) fn close(cursor: &mut Cursor<'_, '_>, open: Span, sign: Sign) {
    if cursor.take_sign(sign).is_some() {
        return;
    }
    let (what, text) = match sign {
        Sign::CloseList => ("bracket", "]"),
        Sign::CloseRecord => ("brace", "}"),
        _ => ("parenthesis", ")"),
    };
    if cursor.is_at_end() {
        cursor.complain(
            "syntax/parentheses",
            open,
            format!("the {what} is not closed"),
            "opened here",
            match sign {
                Sign::Close => "add `)` where the expression ends".to_owned(),
                _ => format!("add `{text}` where the values end"),
            },
        );
    } else {
        cursor.expected(
            &format!("`{text}`"),
            &format!("close the {what}, or join the values by an operator or `,`"),
        );
    }
}
