//! Conditions that decide nothing once they stand together: `x > 5 and x < 3` never holds, `x > 3 or x < 5` always.

use nuanze_syntax::{Diagnostic, Span as Place};

use super::domain::{Domain, Span, joined};
use crate::check::report::{Further, finding};
use crate::program::{
    Cell, Comparison, Definition, DefinitionKind, Expr, ExprKind, Interval, Program, Value,
};
use crate::words::Language;

/// What one expression asks of one other: the positions on its grid at which it holds.
struct Asked<'a> {
    of: &'a Expr,
    domain: Domain,
    positions: Vec<Span>,
}

/// Reports lists of conditions that can never all hold, and alternatives of which one always does.
pub(super) fn check(program: &Program, findings: &mut Vec<Diagnostic>) {
    program.for_each_expr(&mut |expr: &Expr| match &expr.kind {
        ExprKind::And(parts) => findings.extend(never(program, parts.iter(), expr.span)),
        ExprKind::Or(parts) => findings.extend(always(program, parts, expr.span)),
        _ => {}
    });
    for Definition { kind, .. } in &program.definitions {
        if let DefinitionKind::Requirement(requirement) = kind {
            let parts = || {
                requirement
                    .conditions
                    .iter()
                    .map(|condition| &condition.expr)
            };
            let place = parts()
                .next_back()
                .map_or(Place::default(), |last| last.span);
            findings.extend(never(program, parts(), place));
        }
    }
}

/// Two of the parts, or more, that cannot hold together because of one thing that they all ask about.
fn never<'a>(
    program: &Program,
    parts: impl Iterator<Item = &'a Expr>,
    place: Place,
) -> Option<Diagnostic> {
    let mut so_far: Vec<(Asked<'a>, Vec<&'a Expr>)> = Vec::new();
    for part in parts {
        // What never holds by itself is reported where it stands.
        let asked = asked(program, part).filter(|asked| !asked.positions.is_empty());
        let Some(asked) = asked else { continue };
        let known = so_far
            .iter_mut()
            .find(|(known, _)| known.of.kind == asked.of.kind);
        let Some((known, from)) = known else {
            so_far.push((asked, vec![part]));
            continue;
        };
        known.positions = known.domain.both(&known.positions, &asked.positions);
        from.push(part);
        if known.positions.is_empty() {
            let label = program.words(Language::Chinese).expr(known.of);
            let message = format!("these conditions of `{label}` can never hold together");
            return Some(told(program, from, message, place, "always no"));
        }
    }
    None
}

/// Alternatives of which one always holds, because of one thing that they ask about.
fn always(program: &Program, parts: &[Expr], place: Place) -> Option<Diagnostic> {
    let all: Vec<(Asked<'_>, &Expr)> = parts
        .iter()
        .filter_map(|part| Some((asked(program, part)?, part)))
        .collect();
    for (first, _) in &all {
        let same = || {
            all.iter()
                .filter(|(other, _)| other.of.kind == first.of.kind)
        };
        let whole = |positions: &[Span]| first.domain.contrary(positions).is_empty();
        if same().any(|(other, _)| whole(&other.positions)) {
            continue;
        }
        let together = joined(
            same()
                .flat_map(|(other, _)| other.positions.clone())
                .collect(),
        );
        if whole(&together) {
            let label = program.words(Language::Chinese).expr(first.of);
            let message = format!("one of these conditions of `{label}` always holds");
            let from: Vec<&Expr> = same().map(|(_, part)| *part).collect();
            return Some(told(program, &from, message, place, "always yes"));
        }
    }
    None
}

fn told(
    program: &Program,
    from: &[&Expr],
    message: String,
    place: Place,
    label: &str,
) -> Diagnostic {
    let words = program.words(Language::Source);
    let listed: Vec<String> = from
        .iter()
        .map(|part| format!("`{}`", words.expr(part)))
        .collect();
    let message = format!("{message}: {}", listed.join(", "));
    let diagnostic = finding("condition/idle", place, message, label);
    from.iter()
        .fold(diagnostic, |diagnostic, part| {
            diagnostic.also(part.span, "one of them")
        })
        .help("correct one of them, or leave them out")
}

/// What an expression asks, if it asks about one thing only.
fn asked<'a>(program: &Program, expr: &'a Expr) -> Option<Asked<'a>> {
    match &expr.kind {
        ExprKind::Fact(_) | ExprKind::Definition(_) | ExprKind::Condition(..) => {
            let domain = Domain::of(program, expr)?;
            let positions = domain.positions(&single(Value::Bool(true), false));
            Some(Asked {
                of: expr,
                domain,
                positions,
            })
        }
        ExprKind::Compare(comparison, of, with) => {
            let ExprKind::Constant(value) = with.kind else {
                return None;
            };
            if matches!(of.kind, ExprKind::Constant(_)) {
                return None;
            }
            let domain = Domain::of(program, of)?;
            let positions = domain.positions(&cell(*comparison, value));
            Some(Asked {
                of,
                domain,
                positions,
            })
        }
        ExprKind::Not(inner) => {
            let inner = asked(program, inner)?;
            Some(Asked {
                positions: inner.domain.contrary(&inner.positions),
                ..inner
            })
        }
        ExprKind::Or(parts) => {
            let mut parts = parts.iter().map(|part| asked(program, part));
            let mut all = parts.next()??;
            for part in parts {
                let part = part.filter(|part| part.of.kind == all.of.kind)?;
                all.positions = joined([all.positions, part.positions].concat());
            }
            Some(all)
        }
        _ => None,
    }
}

fn single(value: Value, not: bool) -> Cell {
    Cell::Within {
        intervals: vec![Interval {
            from: Some((value, true)),
            to: Some((value, true)),
        }],
        not,
    }
}

fn cell(comparison: Comparison, value: Value) -> Cell {
    let interval = match comparison {
        Comparison::Equal => return single(value, false),
        Comparison::NotEqual => return single(value, true),
        Comparison::Less => Interval {
            from: None,
            to: Some((value, false)),
        },
        Comparison::LessEqual => Interval {
            from: None,
            to: Some((value, true)),
        },
        Comparison::Greater => Interval {
            from: Some((value, false)),
            to: None,
        },
        Comparison::GreaterEqual => Interval {
            from: Some((value, true)),
            to: None,
        },
    };
    Cell::Within {
        intervals: vec![interval],
        not: false,
    }
}
