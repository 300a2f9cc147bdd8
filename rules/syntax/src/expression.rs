//! Expressions, by precedence climbing. How deep they nest is bounded, so that no text exhausts the stack.

mod aggregate;
mod group;
mod membership;
mod name;

use crate::{
    Span,
    ast::{BinaryOp, Expr, ExprKind, Spanned},
    cursor::Cursor,
    token::{Moment, Sign, TokenKind},
};

use group::{close, items, record};
use membership::within;
use name::named;

/// How deep an expression may nest, and how many operators may hang on one another.
pub(crate) const MAX_DEPTH: usize = 128;

/// How tightly operators bind: an operand is read at a level and stops before looser operators.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    If,
    Or,
    And,
    Not,
    Compare,
    Sum,
    Product,
    Negate,
    At,
    Primary,
}

/// An expression of any form.
pub(crate) fn expression(cursor: &mut Cursor<'_, '_>) -> Expr {
    at_level(cursor, Level::If, 0).expr
}

/// An expression that stops before `or`, `and` and comparisons: what stands in a table's cell.
pub(crate) fn operand(cursor: &mut Cursor<'_, '_>) -> Expr {
    at_level(cursor, Level::Sum, 0).expr
}

/// An expression and how many levels its tree has.
struct Measured {
    expr: Expr,
    height: usize,
}

impl Measured {
    fn leaf(kind: ExprKind, span: Span) -> Self {
        Measured {
            expr: Spanned { node: kind, span },
            height: 1,
        }
    }

    fn error(cursor: &Cursor<'_, '_>) -> Self {
        Self::leaf(
            ExprKind::Error,
            Span {
                start: cursor.here().start,
                end: cursor.here().start,
            },
        )
    }

    /// A node over one or more operands; an error if the tree grows too high.
    fn over(cursor: &mut Cursor<'_, '_>, kind: ExprKind, span: Span, below: usize) -> Self {
        if below >= MAX_DEPTH {
            too_deep(cursor, span);
            return Self::leaf(ExprKind::Error, span);
        }
        Measured {
            expr: Spanned { node: kind, span },
            height: below + 1,
        }
    }
}

fn too_deep(cursor: &mut Cursor<'_, '_>, span: Span) {
    cursor.complain(
        "syntax/depth",
        span,
        format!("the expression is more than {MAX_DEPTH} levels deep"),
        "too deep",
        "give parts of it names with `rule`, or write a list of values as `x in (a, b)`",
    );
    cursor.skip_all();
}

fn at_level(cursor: &mut Cursor<'_, '_>, level: Level, depth: usize) -> Measured {
    if depth >= MAX_DEPTH {
        let here = cursor.here();
        too_deep(cursor, here);
        return Measured::leaf(ExprKind::Error, here);
    }
    let mut left = prefix(cursor, level, depth);
    let mut compared = None;
    while !cursor.has_failed() {
        if level <= Level::Compare && cursor.word() == Some("in") {
            let span = cursor.here();
            if compared.replace(span).is_some() {
                chained(cursor, span);
                break;
            }
            left = within(cursor, left, depth);
            continue;
        }
        if negated_in(cursor) {
            break;
        }
        if level <= Level::At && cursor.word() == Some("at") {
            left = at_day(cursor, left, depth);
            continue;
        }
        let Some((op, binds, span)) = infix(cursor).filter(|(_, binds, _)| *binds >= level) else {
            break;
        };
        if binds == Level::Compare {
            if compared.replace(span).is_some() {
                chained(cursor, span);
                break;
            }
        } else if binds < Level::Compare {
            compared = None;
        }
        cursor.take();
        let right = at_level(cursor, tighter(binds), depth + 1);
        let whole = Span {
            start: left.expr.span.start,
            end: right.expr.span.end.max(span.end),
        };
        let below = left.height.max(right.height);
        let kind = ExprKind::Binary(
            Spanned { node: op, span },
            Box::new(left.expr),
            Box::new(right.expr),
        );
        left = Measured::over(cursor, kind, whole, below);
    }
    left
}

/// `valley_price at purchased`, from `at` on.
fn at_day(cursor: &mut Cursor<'_, '_>, left: Measured, depth: usize) -> Measured {
    cursor.take();
    let day = at_level(cursor, Level::Primary, depth + 1);
    let span = Span {
        start: left.expr.span.start,
        end: day.expr.span.end.max(cursor.last_end()),
    };
    let below = left.height.max(day.height);
    let kind = ExprKind::At(Box::new(left.expr), Box::new(day.expr));
    Measured::over(cursor, kind, span, below)
}

fn chained(cursor: &mut Cursor<'_, '_>, span: Span) {
    cursor.complain(
        "syntax/chain",
        span,
        "comparisons cannot follow one another",
        "a second comparison",
        "join them: `a < b and b < c`",
    );
}

/// Reports `x not in (…)`.
fn negated_in(cursor: &mut Cursor<'_, '_>) -> bool {
    let in_follows = matches!(
        cursor.peek_second().map(|token| &token.kind),
        Some(TokenKind::Word("in"))
    );
    let found = cursor.word() == Some("not") && in_follows;
    if found {
        let span = cursor.here();
        let help = "put it before the whole: `not x in (a, b)`";
        cursor.complain(
            "syntax/not-in",
            span,
            "`not` cannot stand before `in`",
            "this `not`",
            help,
        );
    }
    found
}

/// The level at which the right operand is read, so that equal operators associate to the left.
fn tighter(level: Level) -> Level {
    match level {
        Level::If => Level::Or,
        Level::Or => Level::And,
        Level::And => Level::Not,
        Level::Not => Level::Compare,
        Level::Compare => Level::Sum,
        Level::Sum => Level::Product,
        Level::Product | Level::Negate => Level::Negate,
        Level::At | Level::Primary => Level::Primary,
    }
}

fn infix(cursor: &Cursor<'_, '_>) -> Option<(BinaryOp, Level, Span)> {
    let token = cursor.peek()?;
    let (op, level) = match token.kind {
        TokenKind::Word("or") => (BinaryOp::Or, Level::Or),
        TokenKind::Word("and") => (BinaryOp::And, Level::And),
        TokenKind::Sign(sign) => match sign {
            Sign::Plus => (BinaryOp::Add, Level::Sum),
            Sign::Minus => (BinaryOp::Subtract, Level::Sum),
            Sign::Star => (BinaryOp::Multiply, Level::Product),
            Sign::Slash => (BinaryOp::Divide, Level::Product),
            sign => (comparison(sign)?, Level::Compare),
        },
        _ => return None,
    };
    Some((op, level, token.span))
}

/// The comparison that a sign stands for.
pub(crate) fn comparison(sign: Sign) -> Option<BinaryOp> {
    Some(match sign {
        Sign::Equal => BinaryOp::Equal,
        Sign::NotEqual => BinaryOp::NotEqual,
        Sign::Less => BinaryOp::Less,
        Sign::LessEqual => BinaryOp::LessEqual,
        Sign::Greater => BinaryOp::Greater,
        Sign::GreaterEqual => BinaryOp::GreaterEqual,
        _ => return None,
    })
}

/// What an expression can begin with.
fn prefix(cursor: &mut Cursor<'_, '_>, level: Level, depth: usize) -> Measured {
    let Some(token) = cursor.peek() else {
        return missing(cursor);
    };
    let start = token.span;
    match &token.kind {
        TokenKind::Word("not") if level <= Level::Not => {
            cursor.take();
            let operand = at_level(cursor, Level::Not, depth + 1);
            let span = Span {
                start: start.start,
                end: operand.expr.span.end.max(start.end),
            };
            Measured::over(
                cursor,
                ExprKind::Not(Box::new(operand.expr)),
                span,
                operand.height,
            )
        }
        TokenKind::Word("if") if level == Level::If => conditional(cursor, start, depth),
        TokenKind::Word(word @ ("not" | "if")) => {
            cursor.complain(
                "syntax/parentheses",
                start,
                format!("`{word}` stands in parentheses here"),
                "binds more loosely than the operator before it",
                format!("write `({word} …)`"),
            );
            Measured::error(cursor)
        }
        TokenKind::Sign(Sign::Minus) => {
            cursor.take();
            let operand = at_level(cursor, Level::Negate, depth + 1);
            let span = Span {
                start: start.start,
                end: operand.expr.span.end.max(start.end),
            };
            Measured::over(
                cursor,
                ExprKind::Negate(Box::new(operand.expr)),
                span,
                operand.height,
            )
        }
        TokenKind::Sign(Sign::Open) => {
            cursor.take();
            let mut inner = at_level(cursor, Level::If, depth + 1);
            close(cursor, start, Sign::Close);
            inner.expr.span = since(cursor, start);
            inner
        }
        TokenKind::Number(digits) => {
            let digits = digits.clone();
            cursor.take();
            let mut span = start;
            let unit = match cursor.peek().map(|token| &token.kind) {
                Some(TokenKind::Unit(unit)) => {
                    span.end = unit.span.end;
                    cursor.take();
                    Some(unit.clone())
                }
                _ => None,
            };
            Measured::leaf(ExprKind::Number { digits, unit }, span)
        }
        TokenKind::Date(day) => {
            let kind = day.map_or(ExprKind::Error, |(year, month, day)| ExprKind::Date {
                year,
                month,
                day,
            });
            cursor.take();
            Measured::leaf(kind, start)
        }
        TokenKind::Time(minute) => {
            let kind = minute.map_or(ExprKind::Error, |(hour, minute)| ExprKind::Time {
                hour,
                minute,
            });
            cursor.take();
            Measured::leaf(kind, start)
        }
        TokenKind::DateTime(moment) => {
            let kind = moment.map_or(ExprKind::Error, date_time);
            cursor.take();
            Measured::leaf(kind, start)
        }
        TokenKind::Sign(Sign::OpenList) => {
            cursor.take();
            let (values, below) = match cursor.is_sign(Sign::CloseList) {
                true => (Vec::new(), 0),
                false => items(cursor, depth),
            };
            close(cursor, start, Sign::CloseList);
            let span = since(cursor, start);
            Measured::over(cursor, ExprKind::List(values), span, below)
        }
        TokenKind::Sign(Sign::OpenRecord) => {
            cursor.take();
            let (fields, below) = record(cursor, depth);
            close(cursor, start, Sign::CloseRecord);
            let span = since(cursor, start);
            Measured::over(cursor, ExprKind::Record(fields), span, below)
        }
        TokenKind::Foreign(_) => {
            cursor.give_up();
            cursor.take();
            Measured::leaf(ExprKind::Error, start)
        }
        TokenKind::Word(word) => named(cursor, word, start, depth),
        _ => missing(cursor),
    }
}

/// The node of a day and a minute.
pub(crate) fn date_time(Moment { day, time }: Moment) -> ExprKind {
    ExprKind::DateTime {
        year: day.0,
        month: day.1,
        day: day.2,
        hour: time.0,
        minute: time.1,
    }
}

/// From a token to the last one taken.
fn since(cursor: &Cursor<'_, '_>, start: Span) -> Span {
    Span {
        start: start.start,
        end: cursor.last_end().max(start.end),
    }
}

fn missing(cursor: &mut Cursor<'_, '_>) -> Measured {
    cursor.expected(
        "a value",
        "write a name, a number with its unit, a date, a time, `yes`, `no` or an expression in parentheses",
    );
    Measured::error(cursor)
}

fn conditional(cursor: &mut Cursor<'_, '_>, start: Span, depth: usize) -> Measured {
    const HELP: &str = "write `if CONDITION then VALUE else VALUE`";
    cursor.take();
    let condition = at_level(cursor, Level::If, depth + 1);
    cursor.expect_word("then", HELP);
    let then = at_level(cursor, Level::If, depth + 1);
    cursor.expect_word("else", HELP);
    let otherwise = at_level(cursor, Level::If, depth + 1);
    let span = Span {
        start: start.start,
        end: otherwise.expr.span.end.max(start.end),
    };
    let below = condition.height.max(then.height).max(otherwise.height);
    let kind = ExprKind::If(
        Box::new(condition.expr),
        Box::new(then.expr),
        Box::new(otherwise.expr),
    );
    Measured::over(cursor, kind, span, below)
}
