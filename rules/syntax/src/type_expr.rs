//! Types: `bool`, `Device`, `date 2021-01-01..2023-12-31`, `area 0..2000 m² step 0.01`, `CNY`.

use crate::{
    Span,
    ast::{Expr, ExprKind, Ident, Spanned, TypeExpr, UnitExpr},
    cursor::Cursor,
    token::{Sign, TokenKind},
};

const HELP: &str = "write `bool`, an enum's name, `date FROM..TO`, or a dimension with its range: `area 0..2000 m² step 0.01`";

/// The type after the colon.
pub(crate) fn type_expr(cursor: &mut Cursor<'_, '_>) -> Option<TypeExpr> {
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
        if let Some(unit) = unit(cursor) {
            ty.unit = Some(unit);
        }
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

/// A word, or a unit that is more than a word (`CNY/kWh`): then its text is the name too.
fn type_name(cursor: &mut Cursor<'_, '_>) -> Option<(Ident, Option<UnitExpr>)> {
    if let Some(unit) = unit(cursor) {
        let node = cursor.text_of(unit.span).to_owned();
        return Some((
            Spanned {
                node,
                span: unit.span,
            },
            Some(unit),
        ));
    }
    Some((cursor.ident("a type", HELP)?, None))
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
            TokenKind::Number(_) | TokenKind::Date(_) | TokenKind::Sign(Sign::Minus)
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

/// A number without its unit, perhaps negative, or a date.
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
        Some(TokenKind::Date(None)) => ExprKind::Error,
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
