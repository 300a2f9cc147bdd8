//! `x in (a, b)` and `x in a .. b`.

use crate::{
    ast::{BinaryOp, Expr, ExprKind},
    cursor::Cursor,
    token::{Sign, TokenKind},
};

use super::{
    Level, Measured, at_level,
    group::{close, items},
    since,
};

/// What follows `x`, from `in` on.
pub(super) fn within(cursor: &mut Cursor<'_, '_>, left: Measured, depth: usize) -> Measured {
    let start = left.expr.span;
    cursor.take();
    if cursor.is_sign(Sign::Open) && !goes_on_after_parentheses(cursor) {
        let open = cursor.here();
        cursor.take();
        let (values, below) = items(cursor, depth);
        close(cursor, open, Sign::Close);
        let span = since(cursor, start);
        let below = below.max(left.height);
        return Measured::over(
            cursor,
            ExprKind::In(Box::new(left.expr), values),
            span,
            below,
        );
    }
    range(cursor, left, depth)
}

/// `a .. b` or `a ..< b`.
fn range(cursor: &mut Cursor<'_, '_>, left: Measured, depth: usize) -> Measured {
    let start = left.expr.span;
    let from = at_level(cursor, Level::Sum, depth + 1);
    let to_excluded = match cursor.peek().map(|token| &token.kind) {
        Some(TokenKind::Sign(Sign::To)) => false,
        Some(TokenKind::Sign(Sign::Until)) => true,
        _ => {
            let help = match &from.expr.node {
                ExprKind::Binary(op, _, to) if op.node == BinaryOp::Subtract && is_moment(to) => {
                    "write a range with `..`, as in `20:00 .. 23:59`, or with `..<`, which leaves its end out"
                }
                _ => "write the values in parentheses, `x in (a, b)`, or a range, `x in a .. b`",
            };
            cursor.expected("`..` or values in parentheses", help);
            return left;
        }
    };
    cursor.take();
    let to = at_level(cursor, Level::Sum, depth + 1);
    let span = since(cursor, start);
    let below = left.height.max(from.height).max(to.height);
    let kind = ExprKind::InRange {
        value: Box::new(left.expr),
        from: Box::new(from.expr),
        to: Box::new(to.expr),
        to_excluded,
    };
    Measured::over(cursor, kind, span, below)
}

/// Whether the parenthesis that opens here is only the beginning of a range: `x in (a + b) * 2 .. c`.
fn goes_on_after_parentheses(cursor: &Cursor<'_, '_>) -> bool {
    let mut depth = 0_usize;
    let mut tokens = cursor.rest().iter();
    for token in tokens.by_ref() {
        match token.kind {
            TokenKind::Sign(Sign::Open) => depth += 1,
            TokenKind::Sign(Sign::Close) => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    matches!(
        tokens.next().map(|token| &token.kind),
        Some(
            TokenKind::Word("at")
                | TokenKind::Sign(
                    Sign::To | Sign::Until | Sign::Plus | Sign::Minus | Sign::Star | Sign::Slash
                )
        )
    )
}

fn is_moment(expr: &Expr) -> bool {
    matches!(
        expr.node,
        ExprKind::Time { .. } | ExprKind::Date { .. } | ExprKind::DateTime { .. }
    )
}
