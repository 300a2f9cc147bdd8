//! Tables, without branches: the rows are decided already, this takes the value of the one that applies.
//!
//! While rows are unknown, a table is known if all rows that may still apply give one value. A row that surely
//! applies rules out all that may, or with `first match` those after it. Where no row can apply, because the guard
//! will turn out to be no, the table is unknown inside.

use wasm_encoder::ValType;

use super::operand::Source;
use super::path::{Path, Place};
use crate::dag::{Operand, Table};

impl Path<'_> {
    /// Leaves a bool: what the table gives.
    pub fn bool_table(&mut self, table: &Table) {
        let rows = self.live_rows(table);
        if self.is_partial() {
            self.push_first(&rows, &mut |path, output| {
                path.push_bool(Source::Operand(output))
            });
            let value = self.keep_i32();
            self.sink().i32_const(1).local_get(value);
            self.push_conflict(table, &rows, &mut |path, output| {
                path.push_bool(Source::Operand(output));
                path.sink().local_get(value).i32_ne();
            });
            self.sink().select();
            self.locals.give(value);
        } else {
            self.push_first(&rows, &mut |path, output| {
                path.push_bool(Source::Operand(output))
            });
        }
        self.give_rows(&rows);
        let Some((guard, other)) = &table.guard else {
            return;
        };
        let inside = Place::Bool(self.keep_i32());
        self.push_bool(Source::Operand(guard));
        let guard = self.keep_i32();
        self.choose_bool(guard, Source::Place(inside), Source::Operand(other));
        self.locals.give(guard);
        self.give_place(inside);
    }

    /// Leaves what the table gives; gives the local that says whether it is known, unless it always is.
    pub fn word_table(&mut self, table: &Table, scale: u32) -> Option<u32> {
        let rows = self.live_rows(table);
        self.push_first(&rows, &mut |path, output| {
            path.push_word(Source::Operand(output), scale)
        });
        let value = self.keep_i64();
        let known = self.is_partial().then(|| {
            self.push_conflict(table, &rows, &mut |path, output| {
                path.push_word(Source::Operand(output), scale);
                path.sink().local_get(value).i64_ne();
                if let Some(known) = path.known_flag(Source::Operand(output)) {
                    path.sink().local_get(known).i32_eqz().i32_or();
                }
            });
            self.sink().i32_eqz().i32_const(1).i32_shl();
            self.keep_i32()
        });
        self.give_rows(&rows);
        let Some((guard, other)) = &table.guard else {
            self.sink().local_get(value);
            self.locals.give(value);
            return known;
        };
        let inside = Place::Word(value, known);
        self.push_bool(Source::Operand(guard));
        let guard = self.keep_i32();
        let known = self.choose_word(guard, Source::Place(inside), Source::Operand(other), scale);
        self.locals.give(guard);
        self.give_place(inside);
        known
    }

    /// The rows with a local that says whether each can apply: 0 if it cannot. Where all is known that is the row's
    /// own bool.
    fn live_rows<'t>(&mut self, table: &'t Table) -> Vec<Row<'t>> {
        let mut rows: Vec<Row<'t>> = Vec::with_capacity(table.rows.len());
        for (row, output) in &table.rows {
            if let Some(Place::Bool(local)) = self.place(&Operand::Node(*row)) {
                rows.push(Row {
                    applies: local,
                    own: false,
                    output,
                });
            }
        }
        if self.is_partial() && rows.len() > 1 {
            if table.first_match {
                self.rule_out_later(&mut rows)
            } else {
                self.rule_out_others(&mut rows)
            }
        }
        rows
    }

    /// Only one row applies: once one surely does, those that may do not.
    fn rule_out_others(&mut self, rows: &mut [Row<'_>]) {
        self.sink().i32_const(2).i32_const(3);
        for (index, row) in rows.iter().enumerate() {
            self.sink().local_get(row.applies);
            if index > 0 {
                self.sink().i32_or();
            }
        }
        self.sink().i32_const(2).i32_and().select();
        let mask = self.keep_i32();
        for row in rows.iter_mut() {
            self.sink().local_get(row.applies).local_get(mask).i32_and();
            row.applies = self.keep_i32();
            row.own = true;
        }
        self.locals.give(mask);
    }

    /// The first row that applies wins: those after one that surely does do not count.
    fn rule_out_later(&mut self, rows: &mut [Row<'_>]) {
        let reach = self.locals.take(ValType::I32);
        self.sink().i32_const(3).local_set(reach);
        for row in rows.iter_mut() {
            let applies = row.applies;
            self.sink().local_get(applies).local_get(reach).i32_and();
            row.applies = self.keep_i32();
            row.own = true;
            self.sink()
                .i32_const(0)
                .local_get(reach)
                .local_get(applies)
                .i32_const(2)
                .i32_and()
                .select();
            self.sink().local_set(reach);
        }
        self.locals.give(reach);
    }

    /// Leaves the value of the first row that can apply, of the last if no other can.
    fn push_first(&mut self, rows: &[Row<'_>], push: &mut dyn FnMut(&mut Self, &Operand)) {
        for row in rows {
            push(self, row.output);
        }
        for row in rows.iter().rev().skip(1) {
            self.sink().local_get(row.applies).select();
        }
    }

    /// Leaves 0 if a row can apply, and none that can differs. INVARIANT: without a guard, one can.
    fn push_conflict(
        &mut self,
        table: &Table,
        rows: &[Row<'_>],
        push_differs: &mut dyn FnMut(&mut Self, &Operand),
    ) {
        for (index, row) in rows.iter().enumerate() {
            push_differs(self, row.output);
            self.sink().i32_const(0).local_get(row.applies).select();
            if index > 0 {
                self.sink().i32_or();
            }
        }
        if table.guard.is_some() {
            for (index, row) in rows.iter().enumerate() {
                self.sink().local_get(row.applies);
                if index > 0 {
                    self.sink().i32_or();
                }
            }
            self.sink().i32_eqz().i32_or();
        }
    }

    fn give_rows(&mut self, rows: &[Row<'_>]) {
        for row in rows.iter().filter(|row| row.own) {
            self.locals.give(row.applies);
        }
    }

    pub fn give_place(&mut self, place: Place) {
        match place {
            Place::Bool(local) | Place::Word(local, None) => self.locals.give(local),
            Place::Word(value, Some(known)) => {
                self.locals.give(value);
                self.locals.give(known);
            }
        }
    }
}

/// A row of a table in the making.
struct Row<'t> {
    /// The local that is 0 if it cannot apply.
    applies: u32,
    /// Whether that local is the table's own.
    own: bool,
    /// What the row gives.
    output: &'t Operand,
}
