//! The points of tables: their rows, the values in their cells, and the boundaries of those.

use nuanze_syntax::Span;

use super::PointKind;
use super::points::{Aim, Collected, Collector, Spot, both};
use crate::mutate::Site;
use crate::program::{Cell, Definition, DefinitionId, Expr, Interval, Row, Table, Text, Value};
use crate::search::breakpoints::is_ordered;
use crate::search::{Support, Wish};
use crate::words::Language;

/// A table whose points are collected.
struct Place<'a> {
    id: DefinitionId,
    table: &'a Table,
    within: Support,
    /// What it is called, in Chinese and in English.
    named: Text,
}

/// A cell of a row.
struct CellPlace<'a> {
    number: usize,
    at: usize,
    row: &'a Row,
    column: &'a Expr,
    cell: &'a Cell,
}

impl<'a> Collector<'_, 'a> {
    pub(super) fn table(&mut self, id: DefinitionId, definition: &'a Definition, table: &'a Table) {
        let spot = Spot {
            site: Site::Definition(id),
            subjects: vec![(id, None)],
        };
        let named = |language| {
            let words = self.program.words(language);
            words.named(&definition.name, definition.label.as_ref())
        };
        let place = Place {
            id,
            table,
            within: self.search.supports.definition(id),
            named: both(named(Language::Chinese), named(Language::English)),
        };
        if let Some((guard, otherwise)) = &table.guard {
            let what = both(
                format!("“{}”按 else 的值", place.named.zh),
                format!("\"{}\" takes the value after `else`", place.named.en),
            );
            let mut point = place.point(
                PointKind::Row,
                guard.span,
                what,
                vec![Wish::Truth(guard, false)],
            );
            point.table = Some(id);
            self.points.push(point);
            self.expr(&spot, guard, &[]);
            self.expr(&spot, otherwise, &[Wish::Truth(guard, false)]);
        }
        table
            .columns
            .iter()
            .for_each(|column| self.expr(&spot, column, &[]));
        for (number, row) in table.rows.iter().enumerate() {
            let what = place.row(number, ("适用", "applies"));
            let mut point =
                place.point(PointKind::Row, row.span, what, reaches(table, number, None));
            point.table = Some(id);
            self.points.push(point);
            for (at, (cell, column)) in row.cells.iter().zip(&table.columns).enumerate() {
                self.cell(
                    &place,
                    &CellPlace {
                        number,
                        at,
                        row,
                        column,
                        cell,
                    },
                );
            }
            self.expr(&spot, &row.output, &reaches(table, number, None));
        }
    }

    fn cell(&mut self, place: &Place<'a>, cell: &CellPlace<'a>) {
        let Cell::Within { intervals, not } = cell.cell else {
            return;
        };
        if is_ordered(&cell.column.ty) {
            for interval in intervals {
                self.ends(place, cell, (interval, *not));
            }
            return;
        }
        // One value alone is the row itself.
        let listed = intervals.iter().filter(|_| *not || intervals.len() > 1);
        for value in listed.filter_map(|interval| Some(interval.from?.0)) {
            if matches!(value, Value::Bool(_)) {
                continue;
            }
            let (out, how) = if *not {
                (Some(cell.at), ("不适用", "does not apply"))
            } else {
                (None, ("适用", "applies"))
            };
            let what = place.cell(self, cell, how, value);
            let mut wishes = reaches(place.table, cell.number, out);
            wishes.push(Wish::Is(cell.column, value));
            self.points
                .push(place.point(PointKind::Value, cell.row.span, what, wishes));
        }
    }

    /// Both sides of each end of an interval: the row decides on the one, and only this cell keeps it from deciding on
    /// the other.
    fn ends(
        &mut self,
        place: &Place<'a>,
        cell: &CellPlace<'a>,
        (interval, not): (&Interval, bool),
    ) {
        for (inside, outside) in self.sides(cell.column, interval) {
            for ((value, below), out) in [(inside, not), (outside, !not)] {
                let how = if out {
                    ("刚好不适用", "just does not apply")
                } else {
                    ("刚好适用", "just applies")
                };
                let mut exact = reaches(place.table, cell.number, out.then_some(cell.at));
                let mut near = exact.clone();
                exact.push(Wish::Is(cell.column, value));
                near.push(Wish::Side(cell.column, value, below));
                near.push(Wish::Cell(cell.cell, cell.column, !out));
                let what = place.cell(self, cell, how, value);
                let mut point = place.point(PointKind::Boundary, cell.row.span, what, exact);
                point.near = Some(vec![near]);
                self.points.push(point);
            }
        }
    }
}

impl<'a> Place<'a> {
    fn point(
        &self,
        kind: PointKind,
        span: Span,
        what: Text,
        wishes: Vec<Wish<'a>>,
    ) -> Collected<'a> {
        Collected {
            kind,
            what,
            span,
            aim: Aim::Goal(vec![wishes]),
            near: None,
            within: self.within.clone(),
            subjects: vec![(self.id, None)],
            place: None,
            table: None,
        }
    }

    /// `row 2 of "…" applies`.
    fn row(&self, number: usize, (zh, en): (&str, &str)) -> Text {
        let number = number + 1;
        both(
            format!("“{}”第{number}行{zh}", self.named.zh),
            format!("row {number} of \"{}\" {en}", self.named.en),
        )
    }

    /// `row 2 of "…" just applies: Heated area = 45 m²`.
    fn cell(
        &self,
        collector: &Collector<'_, 'a>,
        cell: &CellPlace<'a>,
        how: (&str, &str),
        value: Value,
    ) -> Text {
        let said = |language| {
            let words = collector.program.words(language);
            format!(
                "{} = {}",
                words.expr(cell.column),
                words.value(&value, &cell.column.ty)
            )
        };
        let row = self.row(cell.number, how);
        both(
            format!("{}：{}", row.zh, said(Language::Chinese)),
            format!("{}: {}", row.en, said(Language::English)),
        )
    }
}

/// What must come true for a row to decide; without one cell, for only that cell to keep it from deciding.
pub(crate) fn reaches<'a>(
    table: &'a Table,
    number: usize,
    without: Option<usize>,
) -> Vec<Wish<'a>> {
    let mut wishes: Vec<Wish<'a>> = table
        .guard
        .iter()
        .map(|(guard, _)| Wish::Truth(guard, true))
        .collect();
    let Some(row) = table.rows.get(number) else {
        return wishes;
    };
    for (at, (cell, column)) in row.cells.iter().zip(&table.columns).enumerate() {
        if Some(at) != without && !matches!(cell, Cell::Any) {
            wishes.push(Wish::Cell(cell, column, true));
        }
    }
    if table.first_match {
        let earlier = table.rows.iter().take(number);
        wishes.extend(earlier.map(|row| Wish::RowOut(table, row)));
    }
    wishes
}
