//! Trees as short text, for expectations: every operation in parentheses.

#![allow(dead_code, clippy::panic)]

use nuanze_syntax::ast::{Assignment, Cell, Document, Expr, ExprKind, Ident, ItemKind, UnitExpr};

/// The tree of a policy block in which nothing is wrong.
pub fn document(block: &str) -> Document {
    let parsed = nuanze_syntax::parse(&format!("```policy\n{block}\n```\n"));
    assert_eq!(parsed.diagnostics, [], "{block}");
    parsed.document
}

/// The only declaration of a block in which nothing is wrong.
pub fn item(block: &str) -> ItemKind {
    let mut items = document(block).items;
    match items.pop() {
        Some(item) if items.is_empty() => item.kind,
        _ => panic!("not one declaration: {block}"),
    }
}

/// The expression of a rule.
pub fn rule(written: &str) -> String {
    match item(&format!("rule a = {written}")) {
        ItemKind::Rule(rule) => expr(&rule.expr),
        other => panic!("not a rule: {other:?}"),
    }
}

pub fn expr(shown: &Expr) -> String {
    let all = |list: &[Expr]| list.iter().map(expr).collect::<Vec<_>>().join(" ");
    match &shown.node {
        ExprKind::Bool(value) => value.to_string(),
        ExprKind::Number { digits, unit: None } => digits.clone(),
        ExprKind::Number {
            digits,
            unit: Some(of),
        } => format!("{digits}[{}]", unit(of)),
        ExprKind::Date { year, month, day } => format!("{year}/{month}/{day}"),
        ExprKind::Time { hour, minute } => format!("{hour}:{minute}"),
        ExprKind::DateTime {
            year,
            month,
            day,
            hour,
            minute,
        } => format!("{year}/{month}/{day} {hour}:{minute}"),
        ExprKind::Name(name) => name.clone(),
        ExprKind::Path(head, tail) => format!("{}.{}", expr(head), tail.node),
        ExprKind::Unknown => "unknown".to_owned(),
        ExprKind::Not(inner) => format!("(not {})", expr(inner)),
        ExprKind::Negate(inner) => format!("(- {})", expr(inner)),
        ExprKind::Binary(op, left, right) => {
            format!("({:?} {} {})", op.node, expr(left), expr(right))
        }
        ExprKind::If(condition, then, otherwise) => {
            format!(
                "(if {} {} {})",
                expr(condition),
                expr(then),
                expr(otherwise)
            )
        }
        ExprKind::Call(name, arguments) => format!("({} {})", name.node, all(arguments)),
        ExprKind::In(value, list) => format!("({} in {})", expr(value), all(list)),
        ExprKind::InRange {
            value,
            from,
            to,
            to_excluded,
        } => {
            let to_sign = if *to_excluded { "to before" } else { "to" };
            format!(
                "({} from {} {to_sign} {})",
                expr(value),
                expr(from),
                expr(to)
            )
        }
        ExprKind::At(parameter, day) => format!("({} at {})", expr(parameter), expr(day)),
        ExprKind::Aggregate {
            kind,
            variable,
            list,
            body,
            filter,
            default,
        } => {
            let optional = |word: &str, part: &Option<Box<Expr>>| {
                part.as_ref()
                    .map_or(String::new(), |part| format!(" {word} {}", expr(part)))
            };
            format!(
                "({kind:?} of {} for {} in {}{}{})",
                expr(body),
                variable.node,
                expr(list),
                optional("where", filter),
                optional("else", default)
            )
        }
        ExprKind::List(values) => format!("[{}]", all(values)),
        ExprKind::Record(fields) => {
            format!(
                "{{{}}}",
                fields.iter().map(assignment).collect::<Vec<_>>().join(" ")
            )
        }
        ExprKind::Error => "error".to_owned(),
    }
}

pub fn assignment(shown: &Assignment) -> String {
    format!("{}={}", shown.name, expr(&shown.value))
}

pub fn unit(shown: &UnitExpr) -> String {
    shown
        .factors
        .iter()
        .map(|(name, power)| format!("{}{power:+}", name.node))
        .collect::<Vec<_>>()
        .join(" ")
}

pub fn cell(shown: &Cell) -> String {
    let all = |list: &[Expr]| list.iter().map(expr).collect::<Vec<_>>().join(" ");
    match shown {
        Cell::Any => "any".to_owned(),
        Cell::Is(value) => format!("is {}", expr(value)),
        Cell::Not(values) => format!("none of {}", all(values)),
        Cell::OneOf(values) => format!("one of {}", all(values)),
        Cell::Compare(op, value) => format!("{op:?} {}", expr(value)),
        Cell::Range {
            from,
            to,
            to_excluded: false,
        } => format!("{} to {}", expr(from), expr(to)),
        Cell::Range {
            from,
            to,
            to_excluded: true,
        } => format!("{} to before {}", expr(from), expr(to)),
        Cell::Error => "error".to_owned(),
    }
}

pub fn names(shown: &[Ident]) -> Vec<&str> {
    shown.iter().map(|name| name.node.as_str()).collect()
}
