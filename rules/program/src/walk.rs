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

impl Definition {
    /// Calls `change` with every expression of this definition, the inner before the outer.
    pub(crate) fn for_each_expr_mut(&mut self, change: &mut impl FnMut(&mut Expr)) {
        match &mut self.kind {
            DefinitionKind::Rule(expr) => expr.for_each_mut(change),
            DefinitionKind::Requirement(requirement) => {
                let conditions = requirement.conditions.iter_mut();
                conditions.for_each(|condition| condition.expr.for_each_mut(change));
                let statements = requirement.statements.iter_mut();
                statements
                    .filter_map(|statement| statement.condition.as_mut())
                    .for_each(|condition| condition.for_each_mut(change));
            }
            DefinitionKind::Table(table) => {
                if let Some((condition, otherwise)) = &mut table.guard {
                    condition.for_each_mut(change);
                    otherwise.for_each_mut(change);
                }
                let columns = table.columns.iter_mut();
                columns.for_each(|column| column.for_each_mut(change));
                let rows = table.rows.iter_mut();
                rows.for_each(|row| row.output.for_each_mut(change));
            }
        }
    }
}

/// The operands of a form, in the order in which they are written, borrowed as `$borrow` says. Of an aggregate, for
/// each item whether it counts and its value, then the default.
macro_rules! operands {
    ($kind:expr, $iter:ident, [$($borrow:tt)+]) => {
        match $kind {
            ExprKind::Constant(_)
            | ExprKind::Fact(_)
            | ExprKind::Reading(_)
            | ExprKind::Definition(_)
            | ExprKind::Condition(..) => Vec::new(),
            ExprKind::Not(inner)
            | ExprKind::Round(inner, ..)
            | ExprKind::Parameter(_, inner)
            | ExprKind::DateOf(inner)
            | ExprKind::TimeOf(inner) => vec![$($borrow)+ **inner],
            ExprKind::And(parts) | ExprKind::Or(parts) | ExprKind::Arithmetic(_, parts) => {
                parts.$iter().collect()
            }
            ExprKind::Aggregate(aggregate) => {
                let aggregate = $($borrow)+ **aggregate;
                let items = aggregate.items.$iter();
                let of_items = items.flat_map(|item| {
                    item.counts.$iter().chain([$($borrow)+ item.value])
                });
                of_items.chain(aggregate.default.$iter()).collect()
            }
            ExprKind::Compare(_, left, right)
            | ExprKind::Divide(left, right, ..)
            | ExprKind::AddMonths(left, right, _)
            | ExprKind::AddDuration(left, right)
            | ExprKind::Between(left, right) => vec![$($borrow)+ **left, $($borrow)+ **right],
            ExprKind::If(condition, then, otherwise) => {
                vec![$($borrow)+ **condition, $($borrow)+ **then, $($borrow)+ **otherwise]
            }
        }
    };
}

impl Expr {
    /// Calls `visit` with this expression and every one inside it.
    pub fn for_each<'a>(&'a self, visit: &mut impl FnMut(&'a Self)) {
        visit(self);
        for operand in self.operands() {
            operand.for_each(visit);
        }
    }

    /// Calls `change` with this expression and every one inside it, the inner before the outer.
    pub(crate) fn for_each_mut(&mut self, change: &mut impl FnMut(&mut Self)) {
        for operand in operands!(&mut self.kind, iter_mut, [&mut]) {
            operand.for_each_mut(change);
        }
        change(self);
    }

    /// What the expression is made of.
    pub(crate) fn operands(&self) -> Vec<&Self> {
        operands!(&self.kind, iter, [&])
    }
}
