//! Tables: a node for each row, then one for the table.

use nuanze_abi::NodeKind;
use nuanze_program::{self as program, Cell, Definition, Type, Value};

use super::{Lowerer, constant};
use crate::CodegenError;
use crate::dag::{Constant, Interval, Node, Op, Operand, Table, Test, Ty};

impl Lowerer {
    /// Makes the nodes of the rows; gives what the table's own node computes.
    pub(super) fn table(
        &mut self,
        definition: &Definition,
        table: &program::Table,
    ) -> Result<Op, CodegenError> {
        let guard = match &table.guard {
            None => None,
            Some((condition, other)) => Some((self.operand(condition)?, self.operand(other)?)),
        };
        let columns = table
            .columns
            .iter()
            .map(|column| self.operand(column))
            .collect::<Result<Vec<_>, _>>()?;
        let types: Vec<&Type> = table.columns.iter().map(|column| &column.ty).collect();
        let mut rows = Vec::with_capacity(table.rows.len());
        for (index, row) in table.rows.iter().enumerate() {
            let tests = row.cells.iter().zip(&columns).zip(&types);
            let tests = tests
                .filter_map(|((cell, column), ty)| test(cell, column, ty))
                .collect();
            let node = Node {
                op: Op::Row(tests),
                ty: Ty::Bool,
                kind: NodeKind::Row,
                name: Some(format!("{}[{}]", definition.name, index + 1)),
                label: None,
                clause: definition.clause,
            };
            let node = self.push(node)?;
            rows.push((node, self.operand(&row.output)?));
        }
        Ok(Op::Table(Box::new(Table {
            guard,
            first_match: table.first_match,
            columns,
            rows,
        })))
    }
}

/// What a cell asks; `None` for `*`.
fn test(cell: &Cell, column: &Operand, ty: &Type) -> Option<Test> {
    match cell {
        Cell::Any => None,
        Cell::Within { intervals, not } => Some(Test {
            column: column.clone(),
            within: intervals
                .iter()
                .map(|interval| Interval {
                    from: end(interval.from, ty),
                    to: end(interval.to, ty),
                })
                .collect(),
            not: *not,
        }),
    }
}

fn end(end: Option<(Value, bool)>, ty: &Type) -> Option<(Constant, bool)> {
    end.map(|(value, included)| (constant(value, ty), included))
}
