//! Comparisons and conditions that say nothing: whatever the facts are, they always hold, or never.

use nuanze_syntax::{Diagnostic, Span};

use super::range_words;
use crate::check::report::{Further, finding};
use crate::moment::Moment;
use crate::program::{
    Aggregate, Comparison, DefinitionKind, Expr, ExprKind, NumberType, Program, Type, Value,
};
use crate::words::Language;

/// Reports what always or never holds, by the ranges of what is compared.
pub(super) fn check(program: &Program, findings: &mut Vec<Diagnostic>) {
    // Each aggregate comes before what is asked of its items.
    let mut aggregates = Vec::new();
    program.for_each_expr(&mut |expr| match &expr.kind {
        ExprKind::Compare(comparison, left, right) => {
            if let Some(always) = decided(program, *comparison, left, right) {
                let around = aggregates.iter().rev().find(|(span, _)| {
                    let span: &Span = span;
                    span.start <= expr.span.start && expr.span.end <= span.end
                });
                let around = around.map(|(_, aggregate)| *aggregate);
                findings.push(compared(program, around, (expr, left, right), always));
            }
        }
        ExprKind::Aggregate(aggregate) => aggregates.push((expr.span, aggregate.as_ref())),
        ExprKind::And(parts) | ExprKind::Or(parts) => {
            parts
                .iter()
                .for_each(|part| constant(program, part, findings));
        }
        ExprKind::Not(inner) => constant(program, inner, findings),
        ExprKind::If(condition, ..) => constant(program, condition, findings),
        _ => {}
    });
    for definition in &program.definitions {
        match &definition.kind {
            DefinitionKind::Requirement(requirement) => {
                requirement
                    .conditions
                    .iter()
                    .for_each(|condition| constant(program, &condition.expr, findings));
                let statements = requirement.statements.iter();
                statements
                    .filter_map(|statement| statement.condition.as_ref())
                    .for_each(|condition| constant(program, condition, findings));
            }
            DefinitionKind::Table(table) => {
                if let Some((guard, _)) = &table.guard {
                    constant(program, guard, findings);
                }
            }
            DefinitionKind::Rule(_) => {}
        }
    }
}

/// Reports `yes` or `no` where a condition is expected.
fn constant(program: &Program, expr: &Expr, findings: &mut Vec<Diagnostic>) {
    if let ExprKind::Constant(Value::Bool(yes)) = expr.kind {
        let source = program.words(Language::Source).expr(expr);
        let message = format!(
            "the condition `{source}` {}",
            if yes {
                "can never fail"
            } else {
                "can never hold"
            }
        );
        findings.push(
            finding("condition/idle", expr.span, message, "decides nothing")
                .help("write what must hold, or leave it out"),
        );
    }
}

fn compared(
    program: &Program,
    around: Option<&Aggregate>,
    (expr, left, right): (&Expr, &Expr, &Expr),
    always: bool,
) -> Diagnostic {
    let words = |language| {
        let words = program.words(language);
        around.map_or(words, |aggregate| words.of_item(aggregate))
    };
    let (source, words) = (words(Language::Source), words(Language::Chinese));
    let is_constant = |expr: &Expr| matches!(expr.kind, ExprKind::Constant(_));
    let sides = [left, right].into_iter().filter(|side| !is_constant(side));
    let reasons: Vec<String> = sides
        .map(|side| format!("`{}` {}", words.expr(side), range_words(program, &side.ty)))
        .collect();
    let because = if reasons.is_empty() {
        String::new()
    } else {
        format!(": {}", reasons.join(" and "))
    };
    let message = format!(
        "`{}` {}{because}",
        source.expr(expr),
        if always {
            "can never fail"
        } else {
            "can never hold"
        }
    );
    finding(
        "condition/idle",
        expr.span,
        message,
        if always { "always yes" } else { "always no" },
    )
    .help("correct it, widen the range of the fact, or leave it out")
}

/// The answer of a comparison, if the ranges of both sides leave only one.
pub(crate) fn decided(
    program: &Program,
    comparison: Comparison,
    left: &Expr,
    right: &Expr,
) -> Option<bool> {
    let (least, most, single) = match (&left.ty, &right.ty) {
        (Type::Number(a), Type::Number(b)) => {
            if off_grid(a, b) || off_grid(b, a) {
                match comparison {
                    Comparison::Equal => return Some(false),
                    Comparison::NotEqual => return Some(true),
                    _ => {}
                }
            }
            (
                a.min.cmp(&b.max),
                a.max.cmp(&b.min),
                a.min == a.max && b.min == b.max,
            )
        }
        (a, b) if Moment::both(a, b) => {
            let ((_, min, max), (_, other_min, other_max)) = (Moment::of(a)?, Moment::of(b)?);
            (
                min.cmp(&other_max),
                max.cmp(&other_min),
                min == max && other_min == other_max,
            )
        }
        _ => return single_choice(program, comparison, left, right),
    };
    // `least`: the smallest left beside the largest right; `most`: the largest left beside the smallest right.
    match comparison {
        Comparison::Less if most.is_lt() => Some(true),
        Comparison::Less if least.is_ge() => Some(false),
        Comparison::LessEqual if most.is_le() => Some(true),
        Comparison::LessEqual if least.is_gt() => Some(false),
        Comparison::Greater if least.is_gt() => Some(true),
        Comparison::Greater if most.is_le() => Some(false),
        Comparison::GreaterEqual if least.is_ge() => Some(true),
        Comparison::GreaterEqual if most.is_lt() => Some(false),
        Comparison::Equal | Comparison::NotEqual if most.is_lt() || least.is_gt() => {
            Some(comparison == Comparison::NotEqual)
        }
        Comparison::Equal | Comparison::NotEqual if single && least.is_eq() => {
            Some(comparison == Comparison::Equal)
        }
        _ => None,
    }
}

/// Whether one number that is always the same lies between the values that the other can have.
fn off_grid(constant: &NumberType, other: &NumberType) -> bool {
    constant.min == constant.max
        && constant
            .min
            .checked_rem(other.step)
            .is_some_and(|rest| !rest.is_zero())
}

/// An enum with one value, two constants, or a thing beside itself.
fn single_choice(
    program: &Program,
    comparison: Comparison,
    left: &Expr,
    right: &Expr,
) -> Option<bool> {
    let equal = match (&left.kind, &right.kind) {
        (ExprKind::Constant(a), ExprKind::Constant(b)) => a == b,
        (a, b) if a == b => true,
        _ => match &left.ty {
            Type::Enum(id) if program.enums.get(id.0)?.values.len() == 1 => true,
            _ => return None,
        },
    };
    match comparison {
        Comparison::Equal => Some(equal),
        Comparison::NotEqual => Some(!equal),
        _ => None,
    }
}
