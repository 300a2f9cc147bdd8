//! The changes of tables: of their cells, and of the order of their rows.

use super::MutantKind;
use super::change::{CellChange, Change, End, Site};
use super::mutants::{Planner, steps};
use crate::program::{Cell, Expr, Table, Type};
use crate::search::breakpoints::is_ordered;

/// A change of a cell, and for a number of another unit how it was written and how it is.
type CellMutant = (MutantKind, CellChange, Option<(String, String)>);

impl Planner<'_> {
    pub(super) fn table(&mut self, site: Site, table: &Table) {
        if let Some((guard, otherwise)) = &table.guard {
            self.expr(site, guard, None);
            self.expr(site, otherwise, None);
        }
        table
            .columns
            .iter()
            .for_each(|column| self.expr(site, column, None));
        for (number, row) in table.rows.iter().enumerate() {
            for (column, (cell, of)) in row.cells.iter().zip(&table.columns).enumerate() {
                for (kind, change, other) in self.cell_changes(cell, &of.ty) {
                    let mut changed = cell.clone();
                    change.make(&mut changed);
                    let named = self.snippets.expr(of);
                    let shown =
                        |cell: &Cell| format!("{named}: {}", self.snippets.cell(cell, &of.ty));
                    let after = match other {
                        Some((written, other)) => shown(cell).replace(&written, &other),
                        None => shown(&changed),
                    };
                    let shown = (shown(cell), after);
                    self.add(
                        kind,
                        site,
                        row.span,
                        Change::Cell {
                            row: number,
                            column,
                            change,
                        },
                        shown,
                    );
                }
            }
            self.expr(site, &row.output, None);
            let Some(next) = table.rows.get(number + 1) else {
                continue;
            };
            let (first, second) = (number + 1, number + 2);
            if table.first_match {
                let shown = (
                    format!("row {first}, row {second}"),
                    format!("row {second}, row {first}"),
                );
                self.add(
                    MutantKind::RowOrder,
                    site,
                    row.span,
                    Change::RowsSwapped(number),
                    shown,
                );
            }
            if next.output.kind != row.output.kind {
                let shown = |above: &Expr, below: &Expr| {
                    format!(
                        "row {first}: {}, row {second}: {}",
                        self.snippets.expr(above),
                        self.snippets.expr(below)
                    )
                };
                let shown = (
                    shown(&row.output, &next.output),
                    shown(&next.output, &row.output),
                );
                self.add(
                    MutantKind::RowOrder,
                    site,
                    row.span,
                    Change::OutputsSwapped(number),
                    shown,
                );
            }
        }
    }

    fn cell_changes(&self, cell: &Cell, ty: &Type) -> Vec<CellMutant> {
        let Cell::Within { intervals, not } = cell else {
            return Vec::new();
        };
        let mut changes = Vec::new();
        if *not {
            changes.push((MutantKind::Logic, CellChange::NotLeftOut, None));
        }
        if !is_ordered(ty) {
            return changes;
        }
        for (at, interval) in intervals.iter().enumerate() {
            let single = interval.from.is_some() && interval.from == interval.to;
            let ends = if single {
                vec![(End::Both, interval.from)]
            } else {
                vec![(End::From, interval.from), (End::To, interval.to)]
            };
            for (end, value) in ends {
                let Some((value, _)) = value else { continue };
                if !single {
                    changes.push((
                        MutantKind::Comparison,
                        CellChange::End { interval: at, end },
                        None,
                    ));
                }
                for to in steps(ty, value) {
                    changes.push((
                        MutantKind::Constant,
                        CellChange::Value {
                            interval: at,
                            end,
                            to,
                        },
                        None,
                    ));
                }
                if let Some((to, written)) = self.other_unit(value, ty) {
                    changes.push((
                        MutantKind::Unit,
                        CellChange::Value {
                            interval: at,
                            end,
                            to,
                        },
                        Some((self.snippets.value(value, ty), written)),
                    ));
                }
            }
        }
        changes
    }
}
