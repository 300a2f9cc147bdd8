//! Conditions that decide nothing: whatever the facts are, they always hold where they stand, or never.
//!
//! The smallest such condition is reported, not those that are made of it. What stands in a branch of an `if`, behind
//! a table's `when`, or after a list's `where`, is looked at only for the cases that come there.

use std::collections::{BTreeSet, HashSet};

use nuanze_syntax::{Diagnostic, Span};

use super::reason::{Answer, Formula, Reasoner, input};
use crate::check::report::{Further, finding};
use crate::program::{
    Aggregate, AggregateKind, DefinitionId, DefinitionKind, Expr, ExprKind, FactId, Program,
    ReadingId, Requirement, Table, Type,
};
use crate::words::{Language, Words};

/// Reports conditions that always hold, or never; what `findings` say already is not said again.
pub(super) fn check(
    reasoner: &mut Reasoner<'_>,
    program: &Program,
    findings: &mut Vec<Diagnostic>,
) {
    let reported = findings.iter().map(|finding| finding.span).collect();
    let mut conditions = Conditions {
        reasoner,
        program,
        reported,
        settled: HashSet::new(),
        item: None,
        findings,
    };
    for (at, definition) in program.definitions.iter().enumerate() {
        let before = conditions.findings.len();
        let mut settled = match &definition.kind {
            DefinitionKind::Rule(expr) => conditions.inside(expr, Formula::TRUE),
            DefinitionKind::Requirement(requirement) => conditions.requirement(requirement),
            DefinitionKind::Table(table) => conditions.table(table),
        };
        settled |= conditions.findings.len() > before;
        settled |= conditions.is_reported(definition.span);
        if settled {
            conditions.settled.insert(DefinitionId(at));
        }
    }
    for (_, condition) in program.bring.iter().flat_map(|bring| &bring.documents) {
        if let Some(condition) = condition {
            conditions.visit(condition, Formula::TRUE);
        }
    }
}

struct Conditions<'r, 'a, 'f> {
    reasoner: &'r mut Reasoner<'a>,
    program: &'r Program,
    /// Where something has been reported before.
    reported: Vec<Span>,
    /// Definitions of which something has been reported.
    settled: HashSet<DefinitionId>,
    /// The aggregate whose item is looked at.
    item: Option<&'r Aggregate>,
    findings: &'f mut Vec<Diagnostic>,
}

impl<'r> Conditions<'r, '_, '_> {
    fn is_reported(&self, span: Span) -> bool {
        let inside = |other: &Span| other.start >= span.start && other.end <= span.end;
        self.reported.iter().any(inside)
    }

    fn requirement(&mut self, requirement: &'r Requirement) -> bool {
        let mut settled = false;
        let mut parts = Vec::with_capacity(requirement.conditions.len());
        for condition in &requirement.conditions {
            settled |= self.visit(&condition.expr, Formula::TRUE);
            parts.push(&condition.expr);
        }
        for statement in &requirement.statements {
            if let Some(condition) = &statement.condition {
                settled |= self.visit(condition, Formula::TRUE);
            }
        }
        if settled || parts.len() < 2 {
            return settled;
        }
        let place = parts.last().map_or(Span::default(), |last| last.span);
        let all: Vec<Formula> = parts.iter().map(|part| self.reasoner.truth(part)).collect();
        self.together(&parts, &all, Formula::TRUE, true, place)
    }

    fn table(&mut self, table: &'r Table) -> bool {
        let mut settled = false;
        let mut here = Formula::TRUE;
        if let Some((guard, otherwise)) = &table.guard {
            settled |= self.visit(guard, here);
            let guard = self.reasoner.truth(guard);
            settled |= self.inside(otherwise, guard.not());
            here = guard;
        }
        for column in &table.columns {
            settled |= self.inside(column, Formula::TRUE);
        }
        let mut earlier = here;
        for row in &table.rows {
            let own = self.reasoner.row(table, row);
            if has_conditions(&row.output) {
                let path = self.reasoner.all([earlier, own]);
                settled |= self.inside(&row.output, path);
                if table.first_match {
                    earlier = self.reasoner.all([earlier, own.not()]);
                }
            }
        }
        settled
    }

    /// The conditions inside a value.
    fn inside(&mut self, expr: &'r Expr, path: Formula) -> bool {
        if expr.ty == Type::Bool && !is_name(expr) && !is_constant(expr) {
            return self.visit(expr, path);
        }
        self.parts(expr, path)
    }

    /// What an expression is made of; says whether anything in it is reported.
    fn parts(&mut self, expr: &'r Expr, path: Formula) -> bool {
        match &expr.kind {
            ExprKind::If(condition, then, otherwise) => {
                let mut settled = self.visit(condition, path);
                if settled {
                    return true;
                }
                let condition = self.reasoner.truth(condition);
                let yes = self.reasoner.all([path, condition]);
                let no = self.reasoner.all([path, condition.not()]);
                settled |= self.inside(then, yes);
                settled |= self.inside(otherwise, no);
                settled
            }
            ExprKind::Not(inner) => self.visit(inner, path),
            ExprKind::And(parts) | ExprKind::Or(parts) => {
                let mut settled = false;
                for part in parts {
                    settled |= self.visit(part, path);
                }
                settled
            }
            ExprKind::Arithmetic(_, parts) => {
                let mut settled = false;
                for part in parts {
                    settled |= self.inside(part, path);
                }
                settled
            }
            ExprKind::Compare(_, left, right)
            | ExprKind::Divide(left, right, ..)
            | ExprKind::AddMonths(left, right, _)
            | ExprKind::AddDuration(left, right)
            | ExprKind::Between(left, right) => {
                let left = self.inside(left, path);
                self.inside(right, path) || left
            }
            ExprKind::Round(inner, ..)
            | ExprKind::Parameter(_, inner)
            | ExprKind::DateOf(inner)
            | ExprKind::TimeOf(inner) => self.inside(inner, path),
            ExprKind::Definition(id) | ExprKind::Condition(id, _) => self.settled.contains(id),
            ExprKind::Aggregate(aggregate) => self.items(aggregate, path),
            ExprKind::Constant(_) | ExprKind::Fact(_) | ExprKind::Reading(_) => false,
        }
    }

    /// What is asked of the items of a list. All are alike: no expression names one of them, so that any could stand
    /// first, and what is so of the first is so of each. Not of a list inside another: where both are the same, an item
    /// meets itself; that is looked at as a whole.
    fn items(&mut self, aggregate: &'r Aggregate, path: Formula) -> bool {
        if self.item.is_some() {
            return false;
        }
        let default = aggregate.default.as_ref();
        let mut settled = default.is_some_and(|default| self.inside(default, path));
        let Some(item) = aggregate.items.first() else {
            return settled;
        };
        self.item = Some(aggregate);
        let mut here = path;
        if let Some(reached) = item.reached() {
            let reached = self.reasoner.truth(reached);
            here = self.reasoner.all([here, reached]);
        }
        if let Some(filter) = item.filter() {
            settled |= self.visit(filter, here);
            let filter = self.reasoner.truth(filter);
            here = self.reasoner.all([here, filter]);
        }
        settled |= self.inside(&item.value, here);
        self.item = None;
        settled
    }

    /// A condition and all that it is made of; says whether anything in it is reported.
    fn visit(&mut self, expr: &'r Expr, path: Formula) -> bool {
        // Also where one part is reported already: the others may be wrong by themselves.
        if self.parts(expr, path) || self.is_reported(expr.span) {
            return true;
        }
        let own = self.reasoner.truth(expr);
        let (yes, no) = (
            self.reasoner.all([path, own]),
            self.reasoner.all([path, own.not()]),
        );
        let always = if self.reasoner.solve(no) == Answer::Impossible {
            true
        } else if self.reasoner.solve(yes) == Answer::Impossible {
            false
        } else {
            return false;
        };
        if self.reasoner.solve(path) == Answer::Impossible {
            // Nothing comes here: that is reported where it begins.
            return true;
        }
        match (&expr.kind, always) {
            (ExprKind::And(parts), false) | (ExprKind::Or(parts), true) => {
                let parts: Vec<&Expr> = parts.iter().collect();
                let all = parts.iter().map(|part| self.reasoner.truth(part));
                let all: Vec<Formula> = if always {
                    all.map(Formula::not).collect()
                } else {
                    all.collect()
                };
                self.together(&parts, &all, path, !always, expr.span);
            }
            _ => self.alone(expr, path, always),
        }
        true
    }

    /// Reports a condition that has one answer.
    fn alone(&mut self, expr: &Expr, path: Formula, always: bool) {
        let source = self.words(Language::Source).expr(expr);
        let fails = if always {
            "can never fail"
        } else {
            "can never hold"
        };
        let inputs = self.inputs([expr]);
        let whatever = match (path, inputs.len()) {
            (Formula::TRUE, 0) => String::new(),
            (Formula::TRUE, 1) => format!(", whatever {} is", inputs.join(", ")),
            (Formula::TRUE, _) => format!(", whatever {} are", inputs.join(", ")),
            _ => " in the cases that come here".to_owned(),
        };
        let label = if always { "always yes" } else { "always no" };
        self.findings.push(
            finding(
                "condition/idle",
                expr.span,
                format!("`{source}` {fails}{whatever}"),
                label,
            )
            .help("correct it, or leave it out with what hangs on it"),
        );
    }

    /// Reports the smallest part of conditions that cannot hold together (`never`), or of which one always holds;
    /// `formulas` are the conditions, or their contraries, that exclude each other.
    fn together(
        &mut self,
        parts: &[&Expr],
        formulas: &[Formula],
        path: Formula,
        never: bool,
        place: Span,
    ) -> bool {
        let all = self.reasoner.all(formulas.iter().copied().chain([path]));
        if self.reasoner.solve(all) != Answer::Impossible {
            return false;
        }
        let mut core: Vec<usize> = (0..parts.len()).collect();
        for without in (0..parts.len()).rev() {
            let rest = core.iter().filter(|at| **at != without);
            let rest: Vec<Formula> = rest
                .filter_map(|at| formulas.get(*at).copied())
                .chain([path])
                .collect();
            let rest = self.reasoner.all(rest);
            if self.reasoner.solve(rest) == Answer::Impossible {
                core.retain(|at| *at != without);
            }
        }
        let core: Vec<&Expr> = core
            .iter()
            .filter_map(|at| parts.get(*at).copied())
            .collect();
        let words = self.words(Language::Source);
        let listed: Vec<String> = core
            .iter()
            .map(|part| format!("`{}`", words.expr(part)))
            .collect();
        let inputs = self.inputs(core.iter().copied());
        let of = if inputs.is_empty() {
            String::new()
        } else {
            format!(" of {}", inputs.join(", "))
        };
        let (message, label) = if never {
            (
                format!("these conditions{of} can never hold together"),
                "always no",
            )
        } else {
            (
                format!("one of these conditions{of} always holds"),
                "always yes",
            )
        };
        let here = if path == Formula::TRUE {
            ""
        } else {
            " in the cases that come here"
        };
        let message = format!("{message}{here}: {}", listed.join(", "));
        let diagnostic = finding("condition/idle", place, message, label);
        let diagnostic = core
            .iter()
            .fold(diagnostic, |diagnostic, part| {
                diagnostic.also(part.span, "one of them")
            })
            .help("correct one of them, or leave them out");
        self.findings.push(diagnostic);
        true
    }

    /// The words for what is looked at.
    fn words(&self, language: Language) -> Words<'r> {
        let words = self.program.words(language);
        match self.item {
            Some(aggregate) => words.of_item(aggregate),
            None => words,
        }
    }

    /// The labels of the facts and readings that expressions hang on.
    fn inputs<'e>(&self, exprs: impl IntoIterator<Item = &'e Expr>) -> Vec<String> {
        let words = self.words(Language::Chinese);
        let (facts, readings) = inputs(self.program, exprs.into_iter().collect());
        let facts = facts.into_iter().filter_map(|at| {
            let ty = self.program.facts.get(at)?.ty.clone();
            Some(words.expr(&input(ExprKind::Fact(FactId(at)), ty)))
        });
        let readings = readings.into_iter().map(|at| {
            let id = ReadingId(at);
            words.expr(&input(ExprKind::Reading(id), Type::Reading(id)))
        });
        facts
            .chain(readings)
            .map(|label| format!("`{label}`"))
            .collect()
    }
}

/// The facts and readings that expressions hang on, through all definitions.
pub(super) fn inputs<'e>(
    program: &'e Program,
    mut open: Vec<&'e Expr>,
) -> (BTreeSet<usize>, BTreeSet<usize>) {
    let (mut facts, mut readings) = (BTreeSet::new(), BTreeSet::new());
    let mut seen = BTreeSet::new();
    while let Some(expr) = open.pop() {
        expr.for_each(&mut |part| match part.kind {
            ExprKind::Fact(id) => {
                facts.insert(id.0);
            }
            ExprKind::Reading(id) => {
                readings.insert(id.0);
            }
            ExprKind::Definition(id) if seen.insert((id, None)) => {
                if let Some(definition) = program.definitions.get(id.0) {
                    definition.for_each_expr(&mut |inner| {
                        if matches!(
                            inner.kind,
                            ExprKind::Fact(_)
                                | ExprKind::Reading(_)
                                | ExprKind::Definition(_)
                                | ExprKind::Condition(..)
                        ) {
                            open.push(inner);
                        }
                    });
                }
            }
            ExprKind::Condition(id, at) if seen.insert((id, Some(at))) => {
                if let Some(DefinitionKind::Requirement(requirement)) =
                    program.definitions.get(id.0).map(|known| &known.kind)
                    && let Some(condition) = requirement.conditions.get(at)
                {
                    open.push(&condition.expr);
                }
            }
            _ => {}
        });
    }
    (facts, readings)
}

fn is_name(expr: &Expr) -> bool {
    matches!(
        expr.kind,
        ExprKind::Fact(_) | ExprKind::Definition(_) | ExprKind::Condition(..)
    )
}

fn is_constant(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::Constant(_))
}

/// Whether there is a condition to look at in an expression.
fn has_conditions(expr: &Expr) -> bool {
    let mut found = false;
    expr.for_each(&mut |part| {
        found |= matches!(
            part.kind,
            ExprKind::If(..) | ExprKind::Compare(..) | ExprKind::And(_) | ExprKind::Or(_)
        );
        found |= matches!(&part.kind, ExprKind::Aggregate(aggregate)
            if matches!(aggregate.kind, AggregateKind::All | AggregateKind::Any));
    });
    found
}
