//! Decision tables: columns, cells, and the type of what they give.

use nuanze_syntax::ast::{BinaryOp, Cell as Written, Expr as WrittenExpr, TableDecl};
use nuanze_syntax::{Span, ast::Spanned};

use super::Checker;
use super::assumed::Assumed;
use super::report::{Further, finding};
use crate::moment::Moment;
use crate::program::{Cell, Expr, Interval, Row, Table, Type, Value};

impl Checker<'_> {
    /// A table and the type of its values.
    pub(super) fn table(&mut self, decl: &TableDecl) -> Option<(Table, Type)> {
        let declared = self.written_type(&decl.ty);
        let expected = declared
            .as_ref()
            .and_then(super::types::Written::value_type);
        let guard = match &decl.guard {
            Some((condition, otherwise)) => {
                let condition = self.condition(condition);
                let otherwise = self.assuming(condition.clone().map(Assumed::No), |checker| {
                    checker.expr(otherwise, expected.as_ref())
                });
                Some(condition.zip(otherwise))
            }
            None => None,
        };
        let columns: Vec<Option<Expr>> = decl
            .columns
            .iter()
            .map(|column| self.expr(column, None))
            .collect();
        if decl.rows.is_empty() {
            let message = format!("the table `{}` has no rows", decl.name.node);
            self.report(
                finding("table/empty", decl.name.span, message, "no rows")
                    .help("write at least one row below the header"),
            );
        }
        let mut rows = Vec::with_capacity(decl.rows.len());
        let mut sound = true;
        let known = self.assumed.len();
        if let Some(Some((guard, _))) = &guard {
            self.assumed.push(Assumed::Yes(guard.clone()));
        }
        for written in &decl.rows {
            if written.cells.len() != decl.columns.len() {
                sound = false;
                continue;
            }
            let mut cells = Vec::with_capacity(columns.len());
            for (cell, column) in written.cells.iter().zip(&columns) {
                let cell = column.as_ref().and_then(|column| self.cell(cell, column));
                sound &= cell.is_some();
                cells.extend(cell);
            }
            let asked: Vec<(Cell, Expr)> = cells
                .iter()
                .cloned()
                .zip(columns.iter().flatten().cloned())
                .collect();
            let output = self.assuming(Some(Assumed::Row(asked.clone())), |checker| {
                checker.expr(&written.output, expected.as_ref())
            });
            if decl.first_match {
                self.assumed.push(Assumed::NotRow(asked));
            }
            sound &= output.is_some();
            if let Some(output) = output {
                rows.push(Row {
                    cells,
                    output,
                    span: written.span,
                });
            }
        }
        self.assumed.truncate(known);
        let columns: Vec<Expr> = columns.into_iter().collect::<Option<_>>()?;
        let guard = match guard {
            Some(typed) => Some(typed?),
            None => None,
        };
        if !sound || rows.is_empty() {
            return None;
        }
        let mut table = Table {
            guard,
            first_match: decl.first_match,
            columns,
            rows,
        };
        let ty = self.output_type(&mut table, declared?, decl)?;
        Some((table, ty))
    }

    /// Brings all values of a table to one unit, and gives the type that holds them all.
    fn output_type(
        &mut self,
        table: &mut Table,
        declared: super::types::Written,
        decl: &TableDecl,
    ) -> Option<Type> {
        let mut joined: Option<Expr> = None;
        let otherwise = table.guard.as_mut().map(|(_, otherwise)| otherwise);
        for output in table
            .rows
            .iter_mut()
            .map(|row| &mut row.output)
            .chain(otherwise)
        {
            let value = self.declared_unit(output.clone(), &declared)?;
            joined = Some(match joined {
                None => value.clone(),
                Some(so_far) => {
                    let span = value.span;
                    let (_, _, ty) = self.joined(so_far.clone(), value.clone(), span)?;
                    Expr { ty, ..so_far }
                }
            });
            *output = value;
        }
        // Where the type is a dimension alone, the first row's unit is the table's.
        let first = joined?;
        for output in table
            .rows
            .iter_mut()
            .map(|row| &mut row.output)
            .chain(table.guard.as_mut().map(|(_, value)| value))
        {
            if matches!(output.ty, Type::Number(_)) {
                *output = self.in_unit_of(&first, output.clone(), output.span)?;
            }
        }
        self.within_declared(&first, &declared, decl.ty.span, &decl.name.node)?;
        Some(first.ty)
    }

    fn cell(&mut self, cell: &Spanned<Written>, column: &Expr) -> Option<Cell> {
        let single = |value| Interval {
            from: Some((value, true)),
            to: Some((value, true)),
        };
        let within = |intervals, not| Some(Cell::Within { intervals, not });
        match &cell.node {
            Written::Any => Some(Cell::Any),
            Written::Is(value) => {
                let value = self.constant(value, column)?;
                within(vec![single(value)], false)
            }
            Written::OneOf(values) => within(
                self.constants(values, column)?
                    .into_iter()
                    .map(single)
                    .collect(),
                false,
            ),
            Written::Not(values) => within(
                self.constants(values, column)?
                    .into_iter()
                    .map(single)
                    .collect(),
                true,
            ),
            Written::Compare(op, value) => {
                let equality = matches!(op, BinaryOp::Equal | BinaryOp::NotEqual);
                if !equality {
                    self.ordered(column, cell.span)?;
                }
                let value = self.constant(value, column)?;
                let open = |from, to| Interval { from, to };
                match op {
                    BinaryOp::Equal => within(vec![single(value)], false),
                    BinaryOp::NotEqual => within(vec![single(value)], true),
                    BinaryOp::Less => within(vec![open(None, Some((value, false)))], false),
                    BinaryOp::LessEqual => within(vec![open(None, Some((value, true)))], false),
                    BinaryOp::Greater => within(vec![open(Some((value, false)), None)], false),
                    BinaryOp::GreaterEqual => within(vec![open(Some((value, true)), None)], false),
                    _ => None,
                }
            }
            Written::Range {
                from,
                to,
                to_excluded,
            } => {
                self.ordered(column, cell.span)?;
                let (from, to) = (self.constant(from, column), self.constant(to, column));
                let (from, to) = (from?, to?);
                let past_midnight =
                    matches!((from, to), (Value::Time(from), Value::Time(to)) if from > to);
                if past_midnight {
                    let open = |from, to| Interval { from, to };
                    let (evening, morning) = (
                        open(Some((from, true)), None),
                        open(None, Some((to, !to_excluded))),
                    );
                    return within(vec![evening, morning], false);
                }
                if ordering(&from, &to)
                    .is_some_and(|order| order.is_gt() || (order.is_eq() && *to_excluded))
                {
                    self.report(
                        finding(
                            "cell/range",
                            cell.span,
                            "nothing lies in this range",
                            "ends before it begins",
                        )
                        .help("write the smaller end first; `..<` leaves the end out"),
                    );
                    return None;
                }
                within(
                    vec![Interval {
                        from: Some((from, true)),
                        to: Some((to, !to_excluded)),
                    }],
                    false,
                )
            }
            Written::Error => None,
        }
    }

    fn constants(&mut self, values: &[WrittenExpr], column: &Expr) -> Option<Vec<Value>> {
        let values: Vec<Option<Value>> = values
            .iter()
            .map(|value| self.constant(value, column))
            .collect();
        values.into_iter().collect()
    }

    fn ordered(&mut self, column: &Expr, span: Span) -> Option<()> {
        if matches!(column.ty, Type::Number(_)) || Moment::of(&column.ty).is_some() {
            return Some(());
        }
        let (source, ty) = (self.source(column), self.type_words(&column.ty));
        self.report(
            finding(
                "type/order",
                span,
                format!("`{source}` is {ty}, which knows no order"),
                "an order is asked for",
            )
            .also(column.span, "the column")
            .help("list the values: `a or b`, `not a`"),
        );
        None
    }
}

/// The order of two numbers or moments.
fn ordering(left: &Value, right: &Value) -> Option<std::cmp::Ordering> {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => Some(left.cmp(right)),
        _ => {
            let (left, right) = (Moment::of_value(left)?, Moment::of_value(right)?);
            (left.0 == right.0).then(|| left.1.cmp(&right.1))
        }
    }
}
