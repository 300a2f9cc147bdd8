//! `sum(m.valley for m in months where m.peak > 0 kWh)`: what is made of the items of a list.

use crate::{
    Span,
    ast::{AggregateKind, Expr, ExprKind, Ident},
    cursor::Cursor,
    findings::{did_you_mean, nearest},
    token::Sign,
};

use super::{Level, Measured, at_level, group::close, since};

const HELP: &str = "write `sum(m.valley for m in months)`, with `where CONDITION` after the list if not every item counts";
const KINDS: [(&str, AggregateKind); 6] = [
    ("all", AggregateKind::All),
    ("any", AggregateKind::Any),
    ("count", AggregateKind::Count),
    ("sum", AggregateKind::Sum),
    ("min", AggregateKind::Min),
    ("max", AggregateKind::Max),
];

/// What follows the first expression, from `for` on.
pub(super) fn aggregate(
    cursor: &mut Cursor<'_, '_>,
    name: Ident,
    open: Span,
    body: Expr,
    below: usize,
    depth: usize,
) -> Measured {
    let start = name.span;
    let kind = kind(cursor, &name);
    cursor.take();
    let read = rest(cursor, depth);
    close(cursor, open, Sign::Close);
    let span = since(cursor, start);
    let (Some(kind), Some(rest)) = (kind, read) else {
        return Measured::leaf(ExprKind::Error, span);
    };
    if let Some(default) = &rest.default
        && !matches!(kind, AggregateKind::Min | AggregateKind::Max)
    {
        cursor.remark(
            "syntax/aggregate",
            default.span,
            format!("`{}` has no `else`", name.node),
            "never used",
            "leave it out: only `min` and `max` of an empty list have no value of their own",
        );
    }
    let below = below.max(rest.height);
    let kind = ExprKind::Aggregate {
        kind,
        variable: rest.variable,
        list: Box::new(rest.list),
        body: Box::new(body),
        filter: rest.filter.map(Box::new),
        default: rest.default.map(Box::new),
    };
    Measured::over(cursor, kind, span, below)
}

fn kind(cursor: &mut Cursor<'_, '_>, name: &Ident) -> Option<AggregateKind> {
    let known = KINDS.iter().find(|(word, _)| *word == name.node);
    if known.is_none() {
        cursor.complain(
            "syntax/aggregate",
            name.span,
            format!("`{}` is not made of a list", name.node),
            "before a list's items",
            did_you_mean(&name.node, &KINDS.map(|(word, _)| word)),
        );
    }
    known.map(|(_, kind)| *kind)
}

/// What stands after `for`.
struct Rest {
    variable: Ident,
    list: Expr,
    filter: Option<Expr>,
    default: Option<Expr>,
    /// Of the highest of these.
    height: usize,
}

fn rest(cursor: &mut Cursor<'_, '_>, depth: usize) -> Option<Rest> {
    let variable = cursor.name("a name for an item", HELP)?;
    cursor.expect_word("in", HELP)?;
    let list = at_level(cursor, Level::Sum, depth + 1);
    if let Some(word) = cursor.word()
        && !cursor.has_failed()
        && !matches!(word, "where" | "else")
    {
        let help = match word {
            "if" | "when" => "write `where CONDITION`",
            _ if nearest(word, &["where"]).is_some() => "did you mean `where`?",
            _ => HELP,
        };
        cursor.expected("`where`, `else` or `)`", help);
    }
    let mut height = list.height;
    let mut after = |cursor: &mut Cursor<'_, '_>, word| {
        cursor.take_word(word)?;
        let read = at_level(cursor, Level::If, depth + 1);
        height = height.max(read.height);
        Some(read.expr)
    };
    let filter = after(cursor, "where");
    let default = after(cursor, "else");
    Some(Rest {
        variable,
        list: list.expr,
        filter,
        default,
        height,
    })
}
