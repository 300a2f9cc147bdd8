//! Facts that are asked and readings that are offered although nothing hangs on them.

use std::collections::BTreeSet;

use nuanze_syntax::{Diagnostic, Span};

use super::report::{Further, finding};
use crate::program::{Expr, ExprKind, Program};

/// What no definition and no document uses; readings are found at `reading_spans`.
pub(super) fn check(program: &Program, reading_spans: &[Span]) -> Vec<Diagnostic> {
    let mut facts = BTreeSet::new();
    let mut readings = BTreeSet::new();
    program.for_each_expr(&mut |expr: &Expr| match expr.kind {
        ExprKind::Fact(id) => {
            facts.insert(id.0);
        }
        ExprKind::Reading(id) => {
            readings.insert(id.0);
        }
        _ => {}
    });
    let unused_facts = program
        .facts
        .iter()
        .enumerate()
        .filter(|(at, _)| !facts.contains(at))
        .map(|(_, fact)| {
            let message = format!(
                "nothing uses the fact `{}` (`{}`), so nobody needs to be asked",
                fact.name, fact.label.zh
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
    unused_facts.chain(unused_readings).collect()
}
