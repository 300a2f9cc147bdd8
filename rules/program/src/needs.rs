//! Which facts can still settle what is undecided.

use std::borrow::Cow;
use std::collections::BTreeSet;

use rust_decimal::Decimal;

use crate::evaluate::{Case, State, candidates, evaluate};
use crate::program::{
    Cell, DefinitionId, DefinitionKind, Expr, ExprKind, FactId, Program, Table, Value,
};

/// The facts that can still settle the outcomes, in the order in which they are declared.
///
/// Only unknown parts are looked into: a row that is ruled out, or a branch that is not taken, asks nothing.
pub fn needs(program: &Program, case: &Case, outcomes: &[DefinitionId]) -> Vec<FactId> {
    let state = State {
        case,
        parameters: &program.parameters,
        evaluation: Cow::Owned(evaluate(program, case)),
    };
    let mut search = Search {
        program,
        state,
        facts: BTreeSet::new(),
        visited: BTreeSet::new(),
    };
    outcomes
        .iter()
        .for_each(|outcome| search.definition(*outcome));
    search.facts.into_iter().collect()
}

struct Search<'a> {
    program: &'a Program,
    state: State<'a>,
    facts: BTreeSet<FactId>,
    /// What was looked into already: many rules may use one.
    visited: BTreeSet<(DefinitionId, Option<usize>)>,
}

impl<'a> Search<'a> {
    fn definition(&mut self, id: DefinitionId) {
        if self.state.definition(id).is_some() || !self.visited.insert((id, None)) {
            return;
        }
        let program = self.program;
        let Some(definition) = program.definitions.get(id.0) else {
            return;
        };
        match &definition.kind {
            DefinitionKind::Rule(expr) => self.expr(expr),
            DefinitionKind::Requirement(requirement) => {
                requirement
                    .conditions
                    .iter()
                    .for_each(|condition| self.expr(&condition.expr));
            }
            DefinitionKind::Table(table) => self.table(id, table),
        }
    }

    fn condition(&mut self, id: DefinitionId, at: usize) {
        if !self.visited.insert((id, Some(at))) {
            return;
        }
        let program = self.program;
        if let Some(DefinitionKind::Requirement(requirement)) =
            program.definitions.get(id.0).map(|known| &known.kind)
            && let Some(condition) = requirement.conditions.get(at)
        {
            self.expr(&condition.expr);
        }
    }

    fn table(&mut self, id: DefinitionId, table: &'a Table) {
        if let Some((guard, otherwise)) = &table.guard {
            match self.state.truth(guard) {
                Some(false) => return self.expr(otherwise),
                Some(true) => {}
                None => {
                    self.expr(guard);
                    self.expr(otherwise);
                }
            }
        }
        let rows = self
            .state
            .evaluation
            .rows
            .get(id.0)
            .cloned()
            .unwrap_or_default();
        for row in candidates(table, &rows) {
            for (cell, column) in row.cells.iter().zip(&table.columns) {
                if !matches!(cell, Cell::Any) {
                    self.expr(column);
                }
            }
            self.expr(&row.output);
        }
    }

    /// An item of a list is asked for only once the list is known to reach it; before that, its length is.
    fn fact(&mut self, id: FactId) {
        let within = self
            .program
            .facts
            .get(id.0)
            .map(|fact| fact.within.as_slice());
        for (length, number) in within.unwrap_or_default() {
            match self.state.case.facts.get(length.0).copied().flatten() {
                Some(Value::Number(length)) if length >= Decimal::from(*number) => {}
                Some(_) => return,
                None => {
                    self.facts.insert(*length);
                    return;
                }
            }
        }
        self.facts.insert(id);
    }

    fn expr(&mut self, expr: &'a Expr) {
        if self.state.value(expr).is_some() {
            return;
        }
        match &expr.kind {
            ExprKind::Constant(_) | ExprKind::Reading(_) => {}
            ExprKind::Fact(id) => self.fact(*id),
            ExprKind::Definition(id) => self.definition(*id),
            ExprKind::Condition(id, at) => self.condition(*id, *at),
            ExprKind::Not(inner)
            | ExprKind::Round(inner, ..)
            | ExprKind::Parameter(_, inner)
            | ExprKind::DateOf(inner)
            | ExprKind::TimeOf(inner) => self.expr(inner),
            ExprKind::And(parts) | ExprKind::Or(parts) | ExprKind::Arithmetic(_, parts) => {
                parts.iter().for_each(|part| self.expr(part));
            }
            ExprKind::Compare(_, left, right)
            | ExprKind::Divide(left, right, ..)
            | ExprKind::AddMonths(left, right, _)
            | ExprKind::AddDuration(left, right)
            | ExprKind::Between(left, right) => {
                self.expr(left);
                self.expr(right);
            }
            ExprKind::Aggregate(aggregate) => {
                for item in &aggregate.items {
                    let counts = item.counts.as_ref();
                    let counted = counts.map_or(Some(true), |counts| self.state.truth(counts));
                    if counted != Some(false) {
                        counts.into_iter().for_each(|counts| self.expr(counts));
                        self.expr(&item.value);
                    }
                }
                aggregate
                    .default
                    .iter()
                    .for_each(|default| self.expr(default));
            }
            ExprKind::If(condition, then, otherwise) => match self.state.truth(condition) {
                Some(true) => self.expr(then),
                Some(false) => self.expr(otherwise),
                None => {
                    self.expr(condition);
                    self.expr(then);
                    self.expr(otherwise);
                }
            },
        }
    }
}
