//! A table cut into regions: within one, every cell says the same of every value.

use std::collections::HashMap;

use super::domain::{Domain, Span};
use super::rows::Rows;
use crate::program::{Cell, Expr, Program, Row};

/// The regions of one column on which the same rows hold.
#[derive(Clone, Debug)]
pub(super) struct Group {
    pub(super) rows: Rows,
    pub(super) regions: Vec<Span>,
}

/// A column's groups.
#[derive(Clone, Debug)]
pub(super) struct Column {
    pub(super) groups: Vec<Group>,
    /// The rows that say `*`.
    pub(super) any: Rows,
}

/// What holds for a case that a proof has found: a group of each column, `None` where the column does not matter.
pub(super) type Found = Vec<Option<usize>>;

/// A table's columns, cut.
#[derive(Clone, Debug)]
pub(super) struct Grid {
    pub(super) columns: Vec<Column>,
    pub(super) rows: usize,
}

impl Grid {
    /// Cuts the columns at the values that their cells name.
    pub(super) fn of(program: &Program, columns: &[Expr], rows: &[Row]) -> Option<Self> {
        let cut = columns.iter().enumerate().map(|(at, column)| {
            let cells: Vec<Option<&Cell>> = rows.iter().map(|row| row.cells.get(at)).collect();
            Some(cut(Domain::of(program, column)?, &cells))
        });
        Some(Self {
            columns: cut.collect::<Option<_>>()?,
            rows: rows.len(),
        })
    }

    /// The grid's words for a case: the spans of each column that matters.
    pub(super) fn spans<'a>(
        &'a self,
        found: &'a Found,
    ) -> impl Iterator<Item = (usize, &'a [Span])> + 'a {
        let groups = found.iter().enumerate();
        groups.filter_map(|(column, group)| {
            let group = self.columns.get(column)?.groups.get((*group)?)?;
            Some((column, group.regions.as_slice()))
        })
    }
}

fn cut(domain: Domain, cells: &[Option<&Cell>]) -> Column {
    let positions: Vec<Vec<Span>> = cells
        .iter()
        .map(|cell| cell.map(|cell| domain.positions(cell)).unwrap_or_default())
        .collect();
    let mut starts: Vec<i128> = vec![0];
    for (from, to) in positions.iter().flatten() {
        starts.extend([*from, to + 1]);
    }
    starts.retain(|start| *start < domain.size);
    starts.sort_unstable();
    starts.dedup();
    // Where each row begins and ends to hold, by region: one sweep over the regions follows.
    let mut holding = vec![Rows::none(cells.len()); starts.len()];
    for (row, spans) in positions.iter().enumerate() {
        for (from, to) in spans {
            let first = starts.partition_point(|start| start < from);
            let last = starts.partition_point(|start| start <= to);
            holding
                .iter_mut()
                .take(last)
                .skip(first)
                .for_each(|rows| rows.insert(row));
        }
    }
    let ends = starts
        .iter()
        .skip(1)
        .map(|next| next - 1)
        .chain([domain.size - 1]);
    let mut groups: Vec<Group> = Vec::new();
    let mut known: HashMap<Rows, usize> = HashMap::new();
    for ((start, end), rows) in starts.iter().zip(ends).zip(holding) {
        match known.get(&rows).and_then(|at| groups.get_mut(*at)) {
            Some(group) => group.regions.push((*start, end)),
            None => {
                known.insert(rows.clone(), groups.len());
                groups.push(Group {
                    rows,
                    regions: vec![(*start, end)],
                });
            }
        }
    }
    let mut any = Rows::none(cells.len());
    for (row, cell) in cells.iter().enumerate() {
        if matches!(cell, Some(Cell::Any)) {
            any.insert(row);
        }
    }
    Column { groups, any }
}
