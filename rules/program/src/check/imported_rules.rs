//! Rules, tables and requirements of used documents, with the names that they have here.

use super::Checker;
use super::import::Leaf;
use super::used::UsedName;
use crate::program::{
    Aggregate, AggregateItem, Cell, Condition, Definition, DefinitionId, DefinitionKind, Expr,
    ExprKind, FactId, Interval, Requirement, Row, Statement, Table, Value,
};

impl Checker<'_> {
    /// A definition of a used document; those that it uses have come over before.
    pub(super) fn import_definition(&mut self, name: &UsedName) -> Option<Definition> {
        let at = name.used;
        let used = self.names.used.get(at)?;
        let definition = used.program().definitions.get(name.at)?;
        let kind = match &definition.kind {
            DefinitionKind::Rule(expr) => DefinitionKind::Rule(self.import_expr(at, expr)?),
            DefinitionKind::Requirement(requirement) => {
                let conditions = requirement.conditions.iter().map(|condition| {
                    Some(Condition {
                        expr: self.import_expr(at, &condition.expr)?,
                        ..condition.clone()
                    })
                });
                let conditions = conditions.collect::<Option<_>>()?;
                let statements = requirement.statements.iter().map(|statement| {
                    Some(Statement {
                        condition: self.import_condition(at, statement.condition.as_ref())?,
                        span: used.span,
                        ..statement.clone()
                    })
                });
                let statements = statements.collect::<Option<_>>()?;
                DefinitionKind::Requirement(Requirement {
                    kind: requirement.kind,
                    conditions,
                    statements,
                })
            }
            DefinitionKind::Table(table) => DefinitionKind::Table(self.import_table(at, table)?),
        };
        Some(Definition {
            name: name.name.node.clone(),
            label: definition.label.clone(),
            clause: self.import_clause(at, definition.clause),
            ty: self.import_type(at, &definition.ty),
            kind,
            span: used.span,
        })
    }

    /// A condition that may be left out.
    fn import_condition(&mut self, at: usize, condition: Option<&Expr>) -> Option<Option<Expr>> {
        match condition {
            None => Some(None),
            Some(condition) => self.import_expr(at, condition).map(Some),
        }
    }

    fn import_table(&mut self, at: usize, table: &Table) -> Option<Table> {
        let span = self.names.used.get(at)?.span;
        let guard = match &table.guard {
            None => None,
            Some((condition, otherwise)) => Some((
                self.import_expr(at, condition)?,
                self.import_expr(at, otherwise)?,
            )),
        };
        let rows = table.rows.iter().map(|row| {
            let cells = row.cells.iter().map(|cell| self.import_cell(at, cell));
            Some(Row {
                cells: cells.collect(),
                output: self.import_expr(at, &row.output)?,
                span,
            })
        });
        let rows = rows.collect::<Option<_>>()?;
        Some(Table {
            guard,
            first_match: table.first_match,
            columns: self.import_exprs(at, &table.columns)?,
            rows,
        })
    }

    fn import_cell(&mut self, at: usize, cell: &Cell) -> Cell {
        let Cell::Within { intervals, not } = cell else {
            return Cell::Any;
        };
        let mut end = |end: &Option<(Value, bool)>| {
            end.map(|(value, included)| (self.import_value(at, value), included))
        };
        let intervals = intervals.iter().map(|interval| Interval {
            from: end(&interval.from),
            to: end(&interval.to),
        });
        Cell::Within {
            intervals: intervals.collect(),
            not: *not,
        }
    }

    fn import_exprs(&mut self, at: usize, exprs: &[Expr]) -> Option<Vec<Expr>> {
        exprs
            .iter()
            .map(|expr| self.import_expr(at, expr))
            .collect()
    }

    fn import_expr(&mut self, at: usize, expr: &Expr) -> Option<Expr> {
        let mut inner = |expr: &Expr| self.import_expr(at, expr).map(Box::new);
        let kind = match &expr.kind {
            ExprKind::Not(of) => ExprKind::Not(inner(of)?),
            ExprKind::Compare(comparison, left, right) => {
                ExprKind::Compare(*comparison, inner(left)?, inner(right)?)
            }
            ExprKind::If(condition, then, otherwise) => {
                ExprKind::If(inner(condition)?, inner(then)?, inner(otherwise)?)
            }
            ExprKind::Round(of, rounding, step) => ExprKind::Round(inner(of)?, *rounding, *step),
            ExprKind::Divide(over, under, rounding, step) => {
                ExprKind::Divide(inner(over)?, inner(under)?, *rounding, *step)
            }
            ExprKind::AddMonths(moment, months, end) => {
                ExprKind::AddMonths(inner(moment)?, inner(months)?, *end)
            }
            ExprKind::AddDuration(moment, duration) => {
                ExprKind::AddDuration(inner(moment)?, inner(duration)?)
            }
            ExprKind::Between(later, earlier) => ExprKind::Between(inner(later)?, inner(earlier)?),
            ExprKind::DateOf(moment) => ExprKind::DateOf(inner(moment)?),
            ExprKind::TimeOf(moment) => ExprKind::TimeOf(inner(moment)?),
            ExprKind::Parameter(id, day) => {
                let day = inner(day)?;
                ExprKind::Parameter(self.import_parameter(at, *id)?, day)
            }
            ExprKind::And(parts) => ExprKind::And(self.import_exprs(at, parts)?),
            ExprKind::Or(parts) => ExprKind::Or(self.import_exprs(at, parts)?),
            ExprKind::Arithmetic(operation, parts) => {
                ExprKind::Arithmetic(*operation, self.import_exprs(at, parts)?)
            }
            ExprKind::Aggregate(aggregate) => {
                ExprKind::Aggregate(Box::new(self.import_aggregate(at, aggregate)?))
            }
            ExprKind::Constant(value) => ExprKind::Constant(self.import_value(at, *value)),
            ExprKind::Reading(id) => ExprKind::Reading(self.import_reading(at, *id)?),
            ExprKind::Definition(id) => ExprKind::Definition(self.imported(at, *id)?),
            ExprKind::Condition(id, condition) => {
                ExprKind::Condition(self.imported(at, *id)?, *condition)
            }
            ExprKind::Fact(id) => match self.leaf(at, *id)? {
                Leaf::Fact(own) => ExprKind::Fact(own),
                Leaf::Definition(rule) => {
                    ExprKind::Definition(self.definition_ids.get(rule).copied().flatten()?)
                }
                Leaf::Asked | Leaf::Missing => return None,
            },
        };
        Some(Expr {
            kind,
            ty: self.import_type(at, &expr.ty),
            span: self.names.used.get(at)?.span,
        })
    }

    pub(super) fn imported(&self, at: usize, id: DefinitionId) -> Option<DefinitionId> {
        let base = self.names.bases.get(at)?;
        self.definition_ids.get(base + id.0).copied().flatten()
    }

    /// An aggregate without the items that the list which stands for its list never has.
    fn import_aggregate(&mut self, at: usize, aggregate: &Aggregate) -> Option<Aggregate> {
        let used = self.names.used.get(at)?;
        let facts = &used.program().facts;
        let length = facts.iter().position(|fact| fact.name == aggregate.list)?;
        let length = FactId(length);
        let missing = facts.iter().enumerate().filter_map(|(id, fact)| {
            let (_, number) = fact.within.iter().find(|(list, _)| *list == length)?;
            let missing = self.leaf(at, FactId(id)) == Some(Leaf::Missing);
            missing.then_some(*number as usize)
        });
        let reached = missing
            .min()
            .map_or(aggregate.items.len(), |first| first - 1);
        let list = match self.leaf(at, length)? {
            Leaf::Fact(own) => self.program.facts.get(own.0)?.name.clone(),
            _ => used.facts.get(length.0)?.name.node.clone(),
        };
        let items = aggregate.items.iter().take(reached).map(|item| {
            Some(AggregateItem {
                counts: self.import_condition(at, item.counts.as_ref())?,
                value: self.import_expr(at, &item.value)?,
            })
        });
        let items = items.collect::<Option<_>>()?;
        Some(Aggregate {
            list,
            items,
            default: self.import_condition(at, aggregate.default.as_ref())?,
            ..aggregate.clone()
        })
    }
}
