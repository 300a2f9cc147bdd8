//! The way on which an outcome came about: which rows of tables decided, which conditions failed.

use std::collections::BTreeSet;

use crate::evaluate::{State, candidates};
use crate::program::{
    Arithmetic, Cell, DefinitionId, DefinitionKind, Expr, ExprKind, Program, Table, Type,
};

/// One step on the way to an outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// A row of a table decides.
    Row(DefinitionId, usize),
    /// What stands after `else` decides.
    Otherwise(DefinitionId),
    /// All conditions of a requirement are met.
    Met(DefinitionId),
    /// The first condition that fails.
    Failed(DefinitionId, usize),
    /// A rule that is an outcome says yes or no.
    Answer(DefinitionId, bool),
    /// A rule that is no condition takes the one branch of an `if`, counted from the left, or the other.
    Branch(DefinitionId, usize, bool),
    /// A `min` or `max` of such a rule, counted in the same way, takes this operand.
    Operand(DefinitionId, usize, usize),
}

/// The way to an outcome; `None` if the case leaves it open.
pub(super) fn path(
    program: &Program,
    state: &State<'_>,
    outcome: DefinitionId,
) -> Option<Vec<Step>> {
    let mut walk = Walk {
        program,
        state,
        outcome,
        visited: BTreeSet::new(),
        steps: Vec::new(),
        definitions: Vec::new(),
    };
    walk.definition(outcome)?;
    Some(walk.steps)
}

/// The definitions on the way to an outcome, itself first.
pub(super) fn passed(
    program: &Program,
    state: &State<'_>,
    outcome: DefinitionId,
) -> Vec<DefinitionId> {
    let mut walk = Walk {
        program,
        state,
        outcome,
        visited: BTreeSet::new(),
        steps: Vec::new(),
        definitions: Vec::new(),
    };
    // As far as it is known: what stands on it was passed.
    let _ = walk.definition(outcome);
    walk.definitions
}

struct Walk<'w> {
    program: &'w Program,
    state: &'w State<'w>,
    outcome: DefinitionId,
    visited: BTreeSet<DefinitionId>,
    steps: Vec<Step>,
    definitions: Vec<DefinitionId>,
}

/// Where forms of a rule that is no condition are counted.
struct Rule {
    id: DefinitionId,
    forms: usize,
}

impl Walk<'_> {
    fn definition(&mut self, id: DefinitionId) -> Option<()> {
        if !self.visited.insert(id) {
            return Some(());
        }
        self.definitions.push(id);
        let definition = self.program.definitions.get(id.0)?;
        match &definition.kind {
            DefinitionKind::Rule(expr) if definition.ty == Type::Bool => {
                if id == self.outcome {
                    self.steps.push(Step::Answer(id, self.state.truth(expr)?));
                }
                self.expr(expr, None)
            }
            DefinitionKind::Rule(expr) => self.expr(expr, Some(&mut Rule { id, forms: 0 })),
            DefinitionKind::Requirement(requirement) => {
                let truths = requirement
                    .conditions
                    .iter()
                    .map(|condition| self.state.truth(&condition.expr));
                let truths: Vec<Option<bool>> = truths.collect();
                if let Some(at) = truths.iter().position(|truth| *truth == Some(false)) {
                    self.steps.push(Step::Failed(id, at));
                    return self.expr(&requirement.conditions.get(at)?.expr, None);
                }
                if truths.contains(&None) {
                    return None;
                }
                self.steps.push(Step::Met(id));
                let mut conditions = requirement.conditions.iter();
                conditions.try_for_each(|condition| self.expr(&condition.expr, None))
            }
            DefinitionKind::Table(table) => self.table(id, table),
        }
    }

    fn table(&mut self, id: DefinitionId, table: &Table) -> Option<()> {
        if let Some((guard, otherwise)) = &table.guard {
            if !self.state.truth(guard)? {
                self.steps.push(Step::Otherwise(id));
                self.expr(guard, None)?;
                return self.expr(otherwise, None);
            }
            self.expr(guard, None)?;
        }
        let rows = self.state.evaluation.rows.get(id.0)?;
        let [row] = candidates(table, rows)[..] else {
            return None;
        };
        let at = table
            .rows
            .iter()
            .position(|known| std::ptr::eq(known, row))?;
        if rows.get(at) != Some(&Some(true)) {
            return None;
        }
        self.steps.push(Step::Row(id, at));
        for (cell, column) in row.cells.iter().zip(&table.columns) {
            if !matches!(cell, Cell::Any) {
                self.expr(column, None)?;
            }
        }
        self.expr(&row.output, None)
    }

    fn expr(&mut self, expr: &Expr, mut rule: Option<&mut Rule>) -> Option<()> {
        match &expr.kind {
            ExprKind::Definition(id) => self.definition(*id),
            ExprKind::Condition(id, at) => {
                let definition = self.program.definitions.get(id.0)?;
                match &definition.kind {
                    DefinitionKind::Requirement(requirement) => {
                        self.expr(&requirement.conditions.get(*at)?.expr, None)
                    }
                    _ => None,
                }
            }
            ExprKind::And(parts) | ExprKind::Or(parts) => {
                // The first part that settles it; all of them where only all do.
                let settles = matches!(expr.kind, ExprKind::Or(_));
                let first = parts
                    .iter()
                    .find(|part| self.state.truth(part) == Some(settles));
                match first {
                    Some(first) => self.expr(first, None),
                    None => parts.iter().try_for_each(|part| self.expr(part, None)),
                }
            }
            ExprKind::If(condition, then, otherwise) => {
                let taken = self.state.truth(condition)?;
                if let Some(rule) = rule.as_deref_mut() {
                    self.steps.push(Step::Branch(rule.id, rule.forms, taken));
                    rule.forms += 1;
                }
                self.expr(condition, None)?;
                self.expr(if taken { then } else { otherwise }, rule)
            }
            ExprKind::Arithmetic(Arithmetic::Min | Arithmetic::Max, parts) => {
                if let Some(rule) = rule.as_deref_mut() {
                    let value = self.state.value(expr)?;
                    let at = parts
                        .iter()
                        .position(|part| self.state.value(part) == Some(value))?;
                    self.steps.push(Step::Operand(rule.id, rule.forms, at));
                    rule.forms += 1;
                }
                self.operands(expr, rule)
            }
            _ => self.operands(expr, rule),
        }
    }

    fn operands(&mut self, expr: &Expr, mut rule: Option<&mut Rule>) -> Option<()> {
        let mut operands = expr.operands().into_iter();
        operands.try_for_each(|operand| self.expr(operand, rule.as_deref_mut()))
    }
}
