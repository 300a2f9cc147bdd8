//! Conditions as formulas, through all definitions.

use super::Reasoner;
use super::formula::Formula;
use super::term::constant;
use crate::program::{
    AggregateKind, Cell, Comparison, DefinitionId, DefinitionKind, Expr, ExprKind, Interval, Row,
    Table, Type, Value,
};

impl Reasoner<'_> {
    /// The formula of an expression that is yes or no.
    pub(crate) fn truth(&mut self, expr: &Expr) -> Formula {
        match &expr.kind {
            ExprKind::Constant(Value::Bool(true)) => Formula::TRUE,
            ExprKind::Constant(Value::Bool(false)) => Formula::FALSE,
            ExprKind::Fact(id) => {
                let variable = self.fact(*id);
                self.formulas.within(variable, &[(1, 1)])
            }
            ExprKind::Definition(id) => self.definition_truth(*id),
            ExprKind::Condition(id, at) => self.condition(*id, *at),
            ExprKind::Not(inner) => self.truth(inner).not(),
            ExprKind::And(parts) => {
                let parts: Vec<Formula> = parts.iter().map(|part| self.truth(part)).collect();
                self.formulas.all(parts)
            }
            ExprKind::Or(parts) => {
                let parts: Vec<Formula> = parts.iter().map(|part| self.truth(part)).collect();
                self.formulas.any(parts)
            }
            ExprKind::Compare(comparison, left, right) if left.ty == Type::Bool => {
                let (left, right) = (self.truth(left), self.truth(right));
                let same = self.formulas.choice(left, right, right.not());
                match comparison {
                    Comparison::NotEqual => same.not(),
                    _ => same,
                }
            }
            ExprKind::Compare(comparison, left, right) => {
                let (a, b) = (self.term(left), self.term(right));
                self.compare(*comparison, &a, &b)
                    .unwrap_or_else(|| self.free_truth(expr))
            }
            ExprKind::If(condition, then, otherwise) => {
                let condition = self.truth(condition);
                let (then, otherwise) = (self.truth(then), self.truth(otherwise));
                self.formulas.choice(condition, then, otherwise)
            }
            ExprKind::Aggregate(aggregate) => {
                let any = aggregate.kind == AggregateKind::Any;
                let mut parts = Vec::with_capacity(aggregate.items.len());
                for item in &aggregate.items {
                    let counts = match &item.counts {
                        Some(counts) => self.truth(counts),
                        None => Formula::TRUE,
                    };
                    let holds = self.truth(&item.value);
                    let holds = if any { holds } else { holds.not() };
                    parts.push(self.formulas.all([counts, holds]));
                }
                let found = self.formulas.any(parts);
                if any { found } else { found.not() }
            }
            _ => self.free_truth(expr),
        }
    }

    /// A condition that is taken as it comes.
    fn free_truth(&mut self, expr: &Expr) -> Formula {
        let free = self.free(expr);
        match free.terms.first() {
            Some((variable, _)) => self.formulas.within(*variable, &[(1, 1)]),
            None => Formula::TRUE,
        }
    }

    fn definition_truth(&mut self, id: DefinitionId) -> Formula {
        if let Some(known) = self.truths.get(&id) {
            return *known;
        }
        let program = self.program;
        let formula = match program
            .definitions
            .get(id.0)
            .map(|definition| &definition.kind)
        {
            Some(DefinitionKind::Rule(expr)) => self.truth(expr),
            Some(DefinitionKind::Requirement(requirement)) => {
                let conditions: Vec<Formula> = (0..requirement.conditions.len())
                    .map(|at| self.condition(id, at))
                    .collect();
                self.formulas.all(conditions)
            }
            Some(DefinitionKind::Table(table)) => self.table_truth(table),
            None => Formula::TRUE,
        };
        self.truths.insert(id, formula);
        formula
    }

    fn condition(&mut self, id: DefinitionId, at: usize) -> Formula {
        if let Some(known) = self.conditions.get(&(id, at)) {
            return *known;
        }
        let program = self.program;
        let formula = match program
            .definitions
            .get(id.0)
            .map(|definition| &definition.kind)
        {
            Some(DefinitionKind::Requirement(requirement)) => requirement
                .conditions
                .get(at)
                .map_or(Formula::TRUE, |condition| self.truth(&condition.expr)),
            _ => Formula::TRUE,
        };
        self.conditions.insert((id, at), formula);
        formula
    }

    /// Looks through a definition, for those that use it.
    pub(super) fn look_through(&mut self, id: DefinitionId) {
        let Some(definition) = self.program.definitions.get(id.0) else {
            return;
        };
        let expr = Expr {
            kind: ExprKind::Definition(id),
            ty: definition.ty.clone(),
            span: definition.span,
        };
        if definition.ty == Type::Bool {
            self.truth(&expr);
        } else {
            self.term(&expr);
        }
    }

    fn table_truth(&mut self, table: &Table) -> Formula {
        let mut rows = table.rows.iter().rev();
        let mut so_far = match rows.next() {
            Some(last) => self.truth(&last.output),
            None => Formula::TRUE,
        };
        for row in rows {
            let applies = self.row(table, row);
            let output = self.truth(&row.output);
            so_far = self.formulas.choice(applies, output, so_far);
        }
        match &table.guard {
            None => so_far,
            Some((guard, otherwise)) => {
                let guard = self.truth(guard);
                let otherwise = self.truth(otherwise);
                self.formulas.choice(guard, so_far, otherwise)
            }
        }
    }

    /// All cells of a row hold.
    pub(crate) fn row(&mut self, table: &Table, row: &Row) -> Formula {
        let cells: Vec<Formula> = row
            .cells
            .iter()
            .zip(&table.columns)
            .map(|(cell, column)| self.cell(cell, column))
            .collect();
        self.formulas.all(cells)
    }

    /// A cell holds.
    pub(crate) fn cell(&mut self, cell: &Cell, column: &Expr) -> Formula {
        let Cell::Within { intervals, not } = cell else {
            return Formula::TRUE;
        };
        let mut parts = Vec::with_capacity(intervals.len());
        for interval in intervals {
            parts.push(
                self.interval(interval, column)
                    .unwrap_or_else(|| self.free_truth(column)),
            );
        }
        let within = self.formulas.any(parts);
        if *not { within.not() } else { within }
    }

    fn interval(&mut self, interval: &Interval, column: &Expr) -> Option<Formula> {
        if column.ty == Type::Bool {
            let holds = self.truth(column);
            return match interval.from {
                Some((Value::Bool(yes), _)) => Some(if yes { holds } else { holds.not() }),
                _ => Some(Formula::TRUE),
            };
        }
        let term = self.term(column);
        let from = match &interval.from {
            Some((value, included)) => {
                let comparison = if *included {
                    Comparison::GreaterEqual
                } else {
                    Comparison::Greater
                };
                self.compare(comparison, &term, &constant(value)?)?
            }
            None => Formula::TRUE,
        };
        let to = match &interval.to {
            Some((value, included)) => {
                let comparison = if *included {
                    Comparison::LessEqual
                } else {
                    Comparison::Less
                };
                self.compare(comparison, &term, &constant(value)?)?
            }
            None => Formula::TRUE,
        };
        Some(self.formulas.all([from, to]))
    }
}
