//! Facts that are asked, and readings and parameters that are offered, although nothing hangs on them.

use std::collections::{BTreeMap, BTreeSet};

use nuanze_syntax::{Diagnostic, Span};

use super::report::{Further, finding};
use crate::program::{Expr, ExprKind, Fact, FactId, Program};

/// How many of the facts and parameters are declared in the document: they stand first. What comes from used
/// documents comes only where it is used.
pub(super) struct Own {
    pub(super) facts: usize,
    pub(super) parameters: usize,
}

/// What no definition and no document uses; readings are found at `reading_spans`.
pub(super) fn check(program: &Program, reading_spans: &[Span], own: Own) -> Vec<Diagnostic> {
    let mut facts = BTreeSet::new();
    let mut readings = BTreeSet::new();
    let mut parameters = BTreeSet::new();
    program.for_each_expr(&mut |expr: &Expr| match expr.kind {
        ExprKind::Fact(id) => {
            facts.insert(id);
        }
        ExprKind::Reading(id) => {
            readings.insert(id.0);
        }
        ExprKind::Parameter(id, _) => {
            parameters.insert(id.0);
        }
        _ => {}
    });
    // A list is used where its items are; and what is declared once may be part of several facts, or of all items of
    // a list: it is enough that one of them is used.
    let lists = facts.iter().filter_map(|id| program.facts.get(id.0));
    let lists: Vec<FactId> = lists
        .flat_map(|fact| fact.within.iter().map(|(length, _)| *length))
        .collect();
    facts.extend(lists);
    let mut declared: BTreeMap<Span, (&Fact, bool)> = BTreeMap::new();
    for (at, fact) in program.facts.iter().take(own.facts).enumerate() {
        let used = facts.contains(&FactId(at));
        let (_, any) = declared.entry(fact.span).or_insert((fact, false));
        *any |= used;
    }
    let unused = declared.values().filter(|(_, used)| !used);
    let unused_facts = unused.map(|(fact, _)| {
        let message = format!(
            "nothing uses the fact `{}` (`{}`), so nobody needs to be asked",
            fact.name.replace("[1]", ""),
            fact.label.zh
        );
        finding("fact/unused", fact.span, message, "never used")
            .help("use it in a rule, a condition or a table, or take it out")
    });
    let unused_readings = program.readings.iter().zip(reading_spans).enumerate();
    let unused_readings = unused_readings
        .filter(|(at, _)| !readings.contains(at))
        .map(|(_, (reading, span))| {
            let message = format!(
                "nothing uses the reading `{}`, so its alternatives decide nothing",
                reading.name
            );
            finding("reading/unused", *span, message, "never used")
                .help("compare it in a rule, or take it out")
        });
    let unused_parameters = program
        .parameters
        .iter()
        .take(own.parameters)
        .enumerate()
        .filter(|(at, _)| !parameters.contains(at))
        .map(|(_, parameter)| {
            let message = format!(
                "nothing uses the parameter `{}`, so its values decide nothing",
                parameter.name
            );
            finding("parameter/unused", parameter.span, message, "never used").help(format!(
                "use it in a rule, a condition or a table: `{} at` a day; or take it out",
                parameter.name
            ))
        });
    unused_facts
        .chain(unused_readings)
        .chain(unused_parameters)
        .collect()
}
