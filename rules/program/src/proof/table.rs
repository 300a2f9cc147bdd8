//! Tables: every case that there can be meets a row, and none two, unless the first that applies wins.
//!
//! The columns' grids are looked at first, each column by itself: what holds for all their combinations holds for
//! those that there can be. What does not is asked of the reasoner, which knows what the columns have to do with
//! each other and with the table's `when`.

use nuanze_syntax::{Diagnostic, Span};

use super::cover::{left_out, left_out_apart};
use super::grid::{Found, Grid, Group};
use super::reason::{Answer, Formula, Reasoner, Witness};
use super::rows::Rows;
use super::told;
use crate::check::report::{Further, finding};
use crate::evaluate::State;
use crate::program::{Cell, Expr, Program, Table};
use crate::words::Language;

/// Proves one table; `name` is where its name stands.
pub(super) fn prove<'a>(
    reasoner: &mut Reasoner<'a>,
    program: &'a Program,
    table: &'a Table,
    name: (&'a str, Span),
    findings: &mut Vec<Diagnostic>,
) {
    let Some(grid) = Grid::of(program, &table.columns, &table.rows) else {
        return;
    };
    let guard = match &table.guard {
        Some((guard, _)) => reasoner.truth(guard),
        None => Formula::TRUE,
    };
    let rows = table.rows.iter().map(|row| reasoner.row(table, row));
    let rows = rows.collect();
    let mut proof = Proof {
        reasoner,
        program,
        table,
        grid,
        guard,
        rows,
        name: name.0,
        span: name.1,
        sound: findings.is_empty(),
        unproved: false,
    };
    let before = findings.len();
    let empty = proof.rows_without_cases(findings);
    let apart = if table.first_match {
        proof.rows_never_reached(&empty, findings);
        false
    } else {
        proof.rows_that_contradict_themselves(&empty, findings);
        proof.rows_that_meet(findings)
    };
    proof.gap(apart, findings.len() > before, findings);
}

struct Proof<'r, 'a> {
    reasoner: &'r mut Reasoner<'a>,
    program: &'a Program,
    table: &'a Table,
    grid: Grid,
    /// The table's `when`.
    guard: Formula,
    /// When each row applies.
    rows: Vec<Formula>,
    name: &'a str,
    span: Span,
    /// Whether all that the table uses is proved.
    sound: bool,
    /// Whether something has been reported that could not be proved: one such report says enough.
    unproved: bool,
}

impl<'a> Proof<'_, 'a> {
    /// Reports rows with a cell that no value meets, and lists them.
    fn rows_without_cases(&self, findings: &mut Vec<Diagnostic>) -> Rows {
        let mut empty = Rows::none(self.table.rows.len());
        for (row, written) in self.table.rows.iter().enumerate() {
            let column = self
                .grid
                .columns
                .iter()
                .position(|column| !column.groups.iter().any(|group| group.rows.has(row)));
            let Some(expr) = column.and_then(|column| self.table.columns.get(column)) else {
                continue;
            };
            empty.insert(row);
            let words = self.program.words(Language::Chinese);
            let message = format!(
                "row {} of `{}` can never apply: no value of `{}` meets its cell",
                row + 1,
                self.name,
                words.expr(expr)
            );
            findings.push(
                finding("table/unreachable", written.span, message, "never applies")
                    .also(
                        expr.span,
                        format!(
                            "`{}` {}",
                            words.expr(expr),
                            super::range_words(self.program, &expr.ty)
                        ),
                    )
                    .help("correct the cell, widen the range of the column, or take the row out"),
            );
        }
        empty
    }

    /// Reports rows whose cells cannot hold together.
    fn rows_that_contradict_themselves(&mut self, empty: &Rows, findings: &mut Vec<Diagnostic>) {
        for row in 0..self.table.rows.len() {
            if !empty.has(row) && !self.is_plain() {
                let formula = self.formula(row);
                let possible = self.reasoner.all([self.guard, formula]);
                let answer = self.reasoner.solve(possible);
                if answer == Answer::Impossible {
                    findings.push(self.contradiction(row));
                }
            }
        }
    }

    /// Whether nothing is known of a case but its columns, and these are facts: then the grid knows all.
    fn is_plain(&self) -> bool {
        let columns = &self.table.columns;
        self.table.guard.is_none()
            && columns.iter().enumerate().all(|(at, column)| {
                Reasoner::is_input(column)
                    && !columns
                        .iter()
                        .take(at)
                        .any(|other| other.kind == column.kind)
            })
    }

    fn formula(&self, row: usize) -> Formula {
        self.rows.get(row).copied().unwrap_or(Formula::FALSE)
    }

    /// Says which of a row's cells contradict each other, or the `when` of the table.
    fn contradiction(&mut self, row: usize) -> Diagnostic {
        let mut parts: Vec<(Option<&'a Expr>, Formula)> = vec![(None, self.guard)];
        let written = self.table.rows.get(row);
        let cells = written.map(|row| row.cells.as_slice()).unwrap_or_default();
        for (cell, column) in cells.iter().zip(&self.table.columns) {
            parts.push((Some(column), self.reasoner.cell(cell, column)));
        }
        // What can be left out without making the rest possible has no part in it.
        let mut at = 0;
        while at < parts.len() {
            let rest = parts.iter().enumerate().filter(|(other, _)| *other != at);
            let rest: Vec<Formula> = rest.map(|(_, (_, formula))| *formula).collect();
            let rest = self.reasoner.all(rest);
            if self.reasoner.solve(rest) == Answer::Impossible {
                parts.remove(at);
            } else {
                at += 1;
            }
        }
        let words = self.program.words(Language::Chinese);
        let columns: Vec<&Expr> = parts.iter().filter_map(|(column, _)| *column).collect();
        let labels: Vec<String> = columns
            .iter()
            .map(|column| format!("`{}`", words.expr(column)))
            .collect();
        let cells = match labels.len() {
            1 => format!("its cell for {}", labels.concat()),
            _ => format!("its cells for {}", labels.join(" and ")),
        };
        let guarded = parts.iter().any(|(column, _)| column.is_none());
        let because = match (guarded, labels.len()) {
            (true, 0) => "the table's `when` never holds".to_owned(),
            (true, 1) => format!("{cells} contradicts the table's `when`"),
            (true, _) => format!("{cells} and the table's `when` contradict each other"),
            (false, 1) => format!("{cells} never holds"),
            (false, _) => format!("{cells} contradict each other"),
        };
        let message = format!(
            "row {} of `{}` can never apply: {because}",
            row + 1,
            self.name
        );
        let span = written.map_or(self.span, |row| row.span);
        let mut diagnostic = finding("table/unreachable", span, message, "never applies");
        for column in columns {
            diagnostic = diagnostic.also(column.span, "asked here");
        }
        diagnostic.help("correct the cells, or take the row out: cases that cannot be need no row")
    }

    /// Reports the first earlier row that each row shares a case with. Says whether no two rows meet on the grid.
    fn rows_that_meet(&mut self, findings: &mut Vec<Diagnostic>) -> bool {
        let mut apart = true;
        for (second, written) in self.table.rows.iter().enumerate() {
            for (first, other) in self.table.rows.iter().enumerate().take(second) {
                let Some(found) = self.shared(first, second) else {
                    continue;
                };
                apart = false;
                let table = self.table;
                let both = |state: &State<'_>| {
                    [other, written]
                        .iter()
                        .all(|row| state.applies(table, row) == Some(true))
                };
                let (one, two) = (self.formula(first), self.formula(second));
                let what = format!(
                    "whether rows {} and {} of `{}` apply to one case",
                    first + 1,
                    second + 1,
                    self.name
                );
                let met = self.case(vec![one, two], Some(&found), both, &what, findings);
                let Some(case) = met else { continue };
                let asked = |at: usize| {
                    let asks = |cells: &[Cell]| !matches!(cells.get(at), None | Some(Cell::Any));
                    asks(&written.cells) || asks(&other.cells)
                };
                let message = format!(
                    "two rows of `{}` apply to one case: `{}：第{}行和第{}行都适用`",
                    self.name,
                    self.case_words(&case, asked),
                    first + 1,
                    second + 1
                );
                let label = format!("row {}", second + 1);
                let help = "let only one of the two rows take this case, or write `first match` if the upper row wins";
                findings.push(
                    finding("table/overlap", written.span, message, label)
                        .also(other.span, format!("row {}", first + 1))
                        .help(help),
                );
                break;
            }
        }
        apart
    }

    /// A case on the grid that two rows share: the columns that one of them asks something of.
    fn shared(&self, first: usize, second: usize) -> Option<Found> {
        let columns = self.grid.columns.iter();
        columns
            .map(|column| {
                let both = |group: &Group| group.rows.has(first) && group.rows.has(second);
                let at = column.groups.iter().position(both)?;
                Some((!column.any.has(first) || !column.any.has(second)).then_some(at))
            })
            .collect()
    }

    /// Reports the rows that earlier rows leave nothing to.
    fn rows_never_reached(&mut self, empty: &Rows, findings: &mut Vec<Diagnostic>) {
        let count = self.table.rows.len();
        for row in (0..count).filter(|row| !empty.has(*row)) {
            let mut earlier = Rows::none(count);
            (0..row)
                .filter(|other| self.shared(*other, row).is_some())
                .for_each(|other| earlier.insert(other));
            let left = left_out(&self.grid, &earlier, Some(row));
            if left != Ok(None) {
                if self.is_plain() && left.is_ok() {
                    continue;
                }
                let own = [self.guard, self.formula(row)];
                let free = earlier.iter().map(|other| self.formula(other).not());
                let parts: Vec<Formula> = own.into_iter().chain(free).collect();
                let reached = self.reasoner.all(parts);
                match self.reasoner.solve(reached) {
                    Answer::Case(_) => continue,
                    Answer::Impossible => {
                        let alone = self.reasoner.all(own);
                        if self.reasoner.solve(alone) == Answer::Impossible {
                            findings.push(self.contradiction(row));
                            continue;
                        }
                    }
                    other => {
                        let what =
                            format!("whether row {} of `{}` ever applies", row + 1, self.name);
                        self.not_proved(other, &what, findings);
                        continue;
                    }
                }
            }
            let message = format!(
                "row {} of `{}` can never apply: earlier rows take all its cases",
                row + 1,
                self.name
            );
            let span = self.table.rows.get(row).map_or(self.span, |row| row.span);
            let mut diagnostic = finding("table/unreachable", span, message, "never reached")
                .help("move it above the rows that take its cases, or take it out");
            for other in earlier.iter() {
                if let Some(taking) = self.table.rows.get(other) {
                    diagnostic = diagnostic.also(taking.span, format!("row {}", other + 1));
                }
            }
            findings.push(diagnostic);
        }
    }

    /// Reports a case that no row takes. `apart`: no two rows meet on the grid. `reported`: the table has other
    /// faults, so that it is no use to say that this one is not proved.
    fn gap(&mut self, apart: bool, reported: bool, findings: &mut Vec<Diagnostic>) {
        let all = Rows::first(self.table.rows.len(), self.table.rows.len());
        let counted = if apart {
            left_out_apart(&self.grid, &all)
        } else {
            None
        };
        let found = match counted.map_or_else(|| left_out(&self.grid, &all, None), Ok) {
            Ok(None) => return,
            Ok(found) => found,
            Err(_) => None,
        };
        let table = self.table;
        let none = |state: &State<'_>| {
            let mut rows = table.rows.iter();
            rows.all(|row| state.applies(table, row) == Some(false))
        };
        self.unproved |= reported;
        let free: Vec<Formula> = self.rows.iter().map(|row| row.not()).collect();
        let what = format!("whether the table `{}` covers every case", self.name);
        let Some(case) = self.case(free, found.as_ref(), none, &what, findings) else {
            return;
        };
        let message = format!(
            "the table `{}` leaves a case out: `{}：没有一行适用`",
            self.name,
            self.case_words(&case, |_| true)
        );
        let help = if self.table.first_match {
            "add a row for it, or a last row with `*` in every column"
        } else {
            "add a row for it, or widen a cell of a row that should take it"
        };
        findings
            .push(finding("table/gap", self.span, message, "no row takes this case").help(help));
    }

    /// A case behind the table's `when` for which the parts hold, confirmed: at `found` on the grid if there is one
    /// there. Where it is not known whether there is one, that is reported.
    fn case(
        &mut self,
        parts: Vec<Formula>,
        found: Option<&Found>,
        shows: impl Fn(&State<'_>) -> bool,
        what: &str,
        findings: &mut Vec<Diagnostic>,
    ) -> Option<Witness> {
        let mut answer = Answer::Impossible;
        if let Some(found) = found {
            let columns = &self.table.columns;
            let mut here = vec![self.guard];
            for (at, spans) in self.grid.spans(found) {
                if let Some(column) = columns.get(at) {
                    here.push(self.reasoner.on_grid(column, spans));
                }
            }
            let here = self.reasoner.all(here);
            answer = self.reasoner.solve(here);
        }
        if !matches!(answer, Answer::Case(_)) {
            let anywhere = self.reasoner.all(parts.into_iter().chain([self.guard]));
            answer = self.reasoner.solve(anywhere);
        }
        let case = match answer {
            Answer::Impossible => return None,
            Answer::Case(case) => case,
            other => {
                self.not_proved(other, what, findings);
                return None;
            }
        };
        let guard = self.table.guard.as_ref().map(|(guard, _)| guard);
        let behind = |state: &State<'_>| guard.is_none_or(|guard| state.truth(guard) == Some(true));
        let holds = |state: &State<'_>| behind(state) && shows(state);
        let witness = Witness::confirmed(self.program, case, holds, &shows);
        // What has faults of its own may come out otherwise; then those are reported first.
        debug_assert!(
            witness.is_some() || !self.sound,
            "the evaluator does not confirm a case of `{}`",
            self.name
        );
        witness
    }

    fn not_proved(&mut self, answer: Answer, what: &str, findings: &mut Vec<Diagnostic>) {
        if std::mem::replace(&mut self.unproved, true) {
            return;
        }
        let (message, code) = match &answer {
            Answer::Unclear(exprs) => (
                format!("{what} cannot be proved{}", told(self.program, exprs)),
                "table/unclear",
            ),
            _ => (format!("{what} takes too long to prove"), "table/large"),
        };
        let help = match (&answer, self.table.first_match) {
            (Answer::Unclear(_), false) => {
                "write `first match` and add a last row with `*` in every column, or ask the columns for facts and for \
                 rules that the proof can follow: sums, comparisons, products with constants"
            }
            (Answer::Unclear(_), true) => {
                "add a last row with `*` in every column, or ask the columns for facts and for rules that the proof \
                 can follow: sums, comparisons, products with constants"
            }
            _ => "add a last row with `*` in every column, or split the table into two",
        };
        findings.push(finding(code, self.span, message, "not proved").help(help));
    }

    /// A case in the policy's own words, with what follows from it for the columns that matter and are no facts:
    /// `取暖面积 = 80 m²，因此大 = 是`.
    fn case_words(&self, case: &Witness, matters: impl Fn(usize) -> bool) -> String {
        let words = self.program.words(Language::Chinese);
        let columns = self.table.columns.iter().enumerate();
        let follows: Vec<String> = columns
            .filter(|(at, column)| matters(*at) && !Reasoner::is_input(column))
            .filter_map(|(_, column)| {
                let value = case.value(self.program, column)?;
                let value = words.value(&value, &column.ty);
                Some(format!("{} = {value}", words.expr(column)))
            })
            .collect();
        match (case.words(self.program), follows.is_empty()) {
            (facts, true) => facts,
            (facts, false) => format!("{facts}，因此{}", follows.join("，")),
        }
    }
}
