//! Types: `bool`, `Device`, `date 2021-01-01..2023-12-31`, `area 0..2000 m² step 0.01`, `CNY`.

use crate::{
    Span,
    ast::{Expr, ExprKind, Ident, Spanned, TypeExpr, UnitExpr},
    cursor::Cursor,
    expression::date_time,
    token::{Sign, TokenKind},
};

const HELP: &str = "write `bool`, an enum's or record's name, `date FROM..TO`, `time`, `datetime FROM..TO`, a dimension with its range, `area 0..2000 m² step 0.01`, or `list 0..12 of TYPE`";

/// The type after the colon.
pub(crate) fn type_expr(cursor: &mut Cursor<'_, '_>) -> Option<TypeExpr> {
    let mut ty = single(cursor)?;
    if ty.name.node == "list" {
        element(cursor, &mut ty)?;
    }
    Some(ty)
}

/// What a list holds, from `of` on.
fn element(cursor: &mut Cursor<'_, '_>, list: &mut TypeExpr) -> Option<()> {
    const HELP: &str =
        "write the least and the most items, and what each is: `list 0..12 of Month`";
    let unit = list.unit.as_ref().map(|unit| unit.span);
    if let Some(span) = unit.or(list.step.as_ref().map(|step| step.span)) {
        let found = cursor.text_of(span);
        let message = format!("expected `of`, found `{found}`");
        cursor.complain("syntax/expected", span, message, "expected `of`", HELP);
        return None;
    }
    if list.range.is_none() {
        cursor.complain(
            "syntax/list",
            list.span,
            "the list does not say how many items it may have",
            "this list",
            HELP,
        );
        return None;
    }
    cursor.expect_word("of", HELP)?;
    let element = single(cursor)?;
    if element.name.node == "list" {
        cursor.complain(
            "syntax/list",
            element.span,
            "a list cannot hold lists",
            "the inner list",
            "declare a `record` for the items, with what belongs to each as its fields",
        );
        return None;
    }
    list.span.end = element.span.end;
    list.element = Some(Box::new(element));
    Some(())
}

/// A type that is no list, or the beginning of one.
fn single(cursor: &mut Cursor<'_, '_>) -> Option<TypeExpr> {
    let (name, own_unit) = type_name(cursor)?;
    let start = name.span.start;
    let mut ty = TypeExpr {
        name,
        range: None,
        unit: own_unit,
        step: None,
        element: None,
        span: Span::default(),
    };
    if begins_value(cursor) {
        let from = end(cursor);
        if cursor
            .expect_sign(Sign::To, "write the range as `0..2000`, both ends included")
            .is_some()
        {
            let to = end(cursor);
            ty.range = Some((from, to));
        }
        ty.unit = unit(cursor).or(ty.unit);
    } else if ty.unit.is_none() {
        ty.unit = unit(cursor);
    }
    if cursor.take_word("step").is_some() {
        ty.step = Some(value(cursor, "a step such as `0.01`"));
    }
    ty.span = Span {
        start,
        end: cursor.last_end(),
    };
    Some(ty)
}

/// A word, or a unit that is more than a word (`CNY/kWh`): then it is the name too.
fn type_name(cursor: &mut Cursor<'_, '_>) -> Option<(Ident, Option<UnitExpr>)> {
    if let Some(unit) = unit(cursor) {
        let node = unit.to_string();
        return Some((
            Spanned {
                node,
                span: unit.span,
            },
            Some(unit),
        ));
    }
    let mut name = cursor.ident("a type", HELP)?;
    // Of a document that is used: `gb.Kind`.
    while cursor.take_sign(Sign::Dot).is_some() {
        let inner = cursor.ident("a type's name after the dot", "write it like `gb.Kind`")?;
        name.node = format!("{}.{}", name.node, inner.node);
        name.span.end = inner.span.end;
    }
    Some((name, None))
}

fn unit(cursor: &mut Cursor<'_, '_>) -> Option<UnitExpr> {
    match &cursor.peek()?.kind {
        TokenKind::Unit(unit) => {
            cursor.take();
            Some((**unit).clone())
        }
        _ => None,
    }
}

fn begins_value(cursor: &Cursor<'_, '_>) -> bool {
    cursor.peek().is_some_and(|token| {
        matches!(
            token.kind,
            TokenKind::Number(_)
                | TokenKind::Date(_)
                | TokenKind::Time(_)
                | TokenKind::DateTime(_)
                | TokenKind::Sign(Sign::Minus)
        )
    })
}

/// One end of a range. A unit after the first end belongs to it; one after the second is the type's.
fn end(cursor: &mut Cursor<'_, '_>) -> Expr {
    let mut end = value(cursor, "a number or a date");
    let before_to = matches!(
        cursor.peek_second().map(|token| &token.kind),
        Some(TokenKind::Sign(Sign::To))
    );
    if before_to && let Some(unit) = unit(cursor) {
        end.span.end = unit.span.end;
        let number = match &mut end.node {
            ExprKind::Negate(inner) => {
                inner.span.end = unit.span.end;
                &mut inner.node
            }
            node => node,
        };
        if let ExprKind::Number { unit: place, .. } = number {
            *place = Some(Box::new(unit));
        }
    }
    end
}

/// A number without its unit, perhaps negative, a date or a time.
fn value(cursor: &mut Cursor<'_, '_>, what: &str) -> Expr {
    let here = cursor.here();
    if cursor.take_sign(Sign::Minus).is_some() {
        let number = plain(cursor, what);
        let span = Span {
            start: here.start,
            end: number.span.end.max(here.end),
        };
        return Spanned {
            node: ExprKind::Negate(Box::new(number)),
            span,
        };
    }
    plain(cursor, what)
}

fn plain(cursor: &mut Cursor<'_, '_>, what: &str) -> Expr {
    let span = cursor.here();
    let node = match cursor.peek().map(|token| &token.kind) {
        Some(TokenKind::Number(digits)) => ExprKind::Number {
            digits: digits.clone(),
            unit: None,
        },
        Some(TokenKind::Date(Some((year, month, day)))) => ExprKind::Date {
            year: *year,
            month: *month,
            day: *day,
        },
        Some(TokenKind::Time(Some((hour, minute)))) => ExprKind::Time {
            hour: *hour,
            minute: *minute,
        },
        Some(TokenKind::DateTime(Some(moment))) => date_time(*moment),
        Some(TokenKind::Date(None) | TokenKind::Time(None) | TokenKind::DateTime(None)) => {
            ExprKind::Error
        }
        _ => {
            cursor.expected(what, HELP);
            return Spanned {
                node: ExprKind::Error,
                span: Span {
                    start: span.start,
                    end: span.start,
                },
            };
        }
    };
    cursor.take();
    Spanned { node, span }
}
