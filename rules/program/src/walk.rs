//! Walks over the expressions of a program.

use crate::program::{Definition, DefinitionKind, Expr, ExprKind, Program};

impl Program {
    /// Calls `visit` with every expression of the definitions and documents, the outer before the inner.
    pub fn for_each_expr<'a>(&'a self, visit: &mut impl FnMut(&'a Expr)) {
        for definition in &self.definitions {
            definition.for_each_expr(visit);
        }
        for (_, condition) in self.bring.iter().flat_map(|bring| &bring.documents) {
            if let Some(condition) = condition {
                condition.for_each(visit);
            }
        }
    }
}

impl Definition {
    /// Calls `visit` with every expression of this definition, the outer before the inner.
    pub fn for_each_expr<'a>(&'a self, visit: &mut impl FnMut(&'a Expr)) {
        match &self.kind {
            DefinitionKind::Rule(expr) => expr.for_each(visit),
            DefinitionKind::Requirement(requirement) => {
                requirement
                    .conditions
                    .iter()
                    .for_each(|condition| condition.expr.for_each(visit));
                let statements = requirement.statements.iter();
                statements
                    .filter_map(|statement| statement.condition.as_ref())
                    .for_each(|condition| condition.for_each(visit));
            }
            DefinitionKind::Table(table) => {
                if let Some((condition, otherwise)) = &table.guard {
                    condition.for_each(visit);
                    otherwise.for_each(visit);
                }
                table
                    .columns
                    .iter()
                    .for_each(|column| column.for_each(visit));
                table.rows.iter().for_each(|row| row.output.for_each(visit));
            }
        }
    }
}

impl Expr {
    /// Calls `visit` with this expression and every one inside it.
    pub fn for_each<'a>(&'a self, visit: &mut impl FnMut(&'a Self)) {
        visit(self);
        match &self.kind {
            ExprKind::Constant(_)
            | ExprKind::Fact(_)
            | ExprKind::Reading(_)
            | ExprKind::Definition(_)
            | ExprKind::Condition(..) => {}
            ExprKind::Not(inner)
            | ExprKind::Round(inner, ..)
            | ExprKind::Parameter(_, inner)
            | ExprKind::DateOf(inner)
            | ExprKind::TimeOf(inner) => inner.for_each(visit),
            ExprKind::And(parts) | ExprKind::Or(parts) | ExprKind::Arithmetic(_, parts) => {
                parts.iter().for_each(|part| part.for_each(visit));
            }
            ExprKind::Aggregate(aggregate) => {
                for item in &aggregate.items {
                    item.counts.iter().for_each(|counts| counts.for_each(visit));
                    item.value.for_each(visit);
                }
                aggregate
                    .default
                    .iter()
                    .for_each(|default| default.for_each(visit));
            }
            ExprKind::Compare(_, left, right)
            | ExprKind::Divide(left, right, ..)
            | ExprKind::AddMonths(left, right, _)
            | ExprKind::AddDuration(left, right)
            | ExprKind::Between(left, right) => {
                left.for_each(visit);
                right.for_each(visit);
            }
            ExprKind::If(condition, then, otherwise) => {
                condition.for_each(visit);
                then.for_each(visit);
                otherwise.for_each(visit);
            }
        }
    }
}
