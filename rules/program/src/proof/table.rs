//! Tables: every case meets a row, and no case two, unless the first that applies wins.

use std::collections::BTreeSet;

use nuanze_syntax::{Diagnostic, Span};

use super::cover::{left_out, left_out_apart};
use super::grid::{Found, Grid, Group};
use super::rows::Rows;
use crate::check::report::{Further, finding};
use crate::program::{DefinitionKind, Expr, ExprKind, Program, Table};
use crate::words::Language;

/// Proves one table; `name` is where its name stands.
pub(super) fn prove(
    program: &Program,
    table: &Table,
    name: (&str, Span),
    findings: &mut Vec<Diagnostic>,
) {
    let Some(grid) = Grid::of(program, &table.columns, &table.rows) else {
        return;
    };
    let proof = Proof {
        program,
        table,
        grid,
        name: name.0,
        span: name.1,
    };
    let all = Rows::first(table.rows.len(), table.rows.len());
    let before = findings.len();
    let empty = proof.rows_without_cases(findings);
    if table.first_match {
        proof.rows_never_reached(&empty, findings);
    } else {
        proof.rows_that_meet(findings);
    }
    let apart = !table.first_match && findings.len() == before;
    let counted = if apart {
        left_out_apart(&proof.grid, &all)
    } else {
        None
    };
    match counted.map_or_else(|| left_out(&proof.grid, &all, None), Ok) {
        Ok(None) => {}
        Ok(Some(found)) => findings.push(proof.gap(found, &empty)),
        Err(_) if findings.len() > before => {}
        Err(_) => findings.push(proof.too_many()),
    }
}

struct Proof<'a> {
    program: &'a Program,
    table: &'a Table,
    grid: Grid,
    name: &'a str,
    span: Span,
}

impl Proof<'_> {
    /// Reports rows with a cell that no value meets, and lists them.
    fn rows_without_cases(&self, findings: &mut Vec<Diagnostic>) -> BTreeSet<usize> {
        let mut empty = BTreeSet::new();
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

    /// Reports the first earlier row that each row shares a case with.
    fn rows_that_meet(&self, findings: &mut Vec<Diagnostic>) {
        for (second, written) in self.table.rows.iter().enumerate() {
            let met = (0..second).find_map(|first| Some((first, self.shared(first, second)?)));
            let Some((first, found)) = met else { continue };
            let case = self.case(&found);
            let message = format!(
                "two rows of `{}` apply to one case: `{case}：第{}行和第{}行都适用`",
                self.name,
                first + 1,
                second + 1
            );
            let mut diagnostic = finding(
                "table/overlap",
                written.span,
                message,
                format!("row {}", second + 1),
            );
            if let Some(row) = self.table.rows.get(first) {
                diagnostic = diagnostic.also(row.span, format!("row {}", first + 1));
            }
            let help = "let only one of the two rows take this case, or write `first match` if the upper row wins";
            findings.push(diagnostic.help(self.with_caution(help, &found)));
        }
    }

    /// A case that two rows share: the columns that one of them asks something of.
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
    fn rows_never_reached(&self, empty: &BTreeSet<usize>, findings: &mut Vec<Diagnostic>) {
        let count = self.table.rows.len();
        for (row, written) in self.table.rows.iter().enumerate() {
            if empty.contains(&row) {
                continue;
            }
            let mut earlier = Rows::none(count);
            (0..row)
                .filter(|other| self.shared(*other, row).is_some())
                .for_each(|other| earlier.insert(other));
            if !matches!(left_out(&self.grid, &earlier, Some(row)), Ok(None)) {
                continue;
            }
            let message = format!(
                "row {} of `{}` can never apply: earlier rows take all its cases",
                row + 1,
                self.name
            );
            let mut diagnostic =
                finding("table/unreachable", written.span, message, "never reached")
                    .help("move it above the rows that take its cases, or take it out");
            for other in earlier.iter() {
                if let Some(taking) = self.table.rows.get(other) {
                    diagnostic = diagnostic.also(taking.span, format!("row {}", other + 1));
                }
            }
            findings.push(diagnostic);
        }
    }

    fn gap(&self, found: Found, empty: &BTreeSet<usize>) -> Diagnostic {
        let mut rows = Rows::none(self.table.rows.len());
        (0..self.table.rows.len())
            .filter(|row| !empty.contains(row))
            .for_each(|row| rows.insert(row));
        let found = self.grid.shortened(found, &rows);
        let message = format!(
            "the table `{}` leaves a case out: `{}：没有一行适用`",
            self.name,
            self.case(&found)
        );
        let help = if self.table.first_match {
            "add a row for it, or a last row with `*` in every column"
        } else {
            "add a row for it, or widen a cell of a row that should take it"
        };
        finding("table/gap", self.span, message, "no row takes this case")
            .help(self.with_caution(help, &found))
    }

    fn too_many(&self) -> Diagnostic {
        let message = format!(
            "whether the table `{}` covers every case takes too long to prove",
            self.name
        );
        finding("table/large", self.span, message, "not proved")
            .help("add a last row with `*` in every column, or split the table into two")
    }

    /// A case in the policy's own words: `取暖面积 = 80 m²`.
    fn case(&self, found: &Found) -> String {
        let words = self.program.words(Language::Chinese);
        let columns = self.grid.columns.iter().zip(&self.table.columns).zip(found);
        let parts: Vec<String> = columns
            .filter_map(|((column, expr), group)| {
                let group = column.groups.get((*group)?)?;
                let value = column
                    .domain
                    .value(telling(&group.regions, column.domain.size));
                Some(format!(
                    "{} = {}",
                    words.expr(expr),
                    words.value(&value, &expr.ty)
                ))
            })
            .collect();
        if parts.is_empty() {
            "任何情况".to_owned()
        } else {
            parts.join("，")
        }
    }

    /// Help, with a word of caution where columns of the case hang on each other.
    fn with_caution(&self, help: &str, found: &Found) -> String {
        let shared = self.shared_inputs(found);
        if shared.is_empty() {
            return help.to_owned();
        }
        let names: Vec<String> = shared.iter().map(|name| format!("`{name}`")).collect();
        format!(
            "{help}; several of these columns depend on {}, and the proof takes them as independent: the case may be \
             impossible, but it must be covered all the same",
            names.join(", ")
        )
    }

    /// The labels of facts and readings that more than one column of the case depends on.
    fn shared_inputs(&self, found: &Found) -> Vec<String> {
        let mut once = BTreeSet::new();
        let mut shared = Vec::new();
        for (column, _) in self
            .table
            .columns
            .iter()
            .zip(found)
            .filter(|(_, group)| group.is_some())
        {
            for input in inputs(self.program, column) {
                if !once.insert(input.clone()) && !shared.contains(&input) {
                    shared.push(input);
                }
            }
        }
        shared
    }
}

/// The position that says most about a group of regions: next to one that behaves otherwise.
fn telling(regions: &[(i128, i128)], size: i128) -> i128 {
    let within = regions
        .iter()
        .find(|(from, _)| *from > 0)
        .map(|(from, _)| *from);
    let below = || {
        regions
            .iter()
            .find(|(_, to)| to + 1 < size)
            .map(|(_, to)| *to)
    };
    within
        .or_else(below)
        .or_else(|| regions.first().map(|(from, _)| *from))
        .unwrap_or_default()
}

/// The facts and readings that an expression depends on, through all definitions, by their labels.
fn inputs(program: &Program, expr: &Expr) -> BTreeSet<String> {
    let mut inputs = BTreeSet::new();
    let mut open: Vec<&Expr> = vec![expr];
    let mut definitions = BTreeSet::new();
    let mut conditions = BTreeSet::new();
    while let Some(expr) = open.pop() {
        expr.for_each(&mut |part| match part.kind {
            ExprKind::Fact(id) => {
                inputs.extend(program.facts.get(id.0).map(|fact| fact.label.zh.clone()))
            }
            ExprKind::Reading(id) => inputs.extend(
                program
                    .readings
                    .get(id.0)
                    .map(|reading| reading.question.zh.clone()),
            ),
            ExprKind::Definition(id) if definitions.insert(id) => {
                if let Some(definition) = program.definitions.get(id.0) {
                    definition.for_each_expr(&mut |inner| open.push(inner));
                }
            }
            ExprKind::Condition(id, at) if conditions.insert((id, at)) => {
                if let Some(DefinitionKind::Requirement(requirement)) =
                    program.definitions.get(id.0).map(|known| &known.kind)
                    && let Some(condition) = requirement.conditions.get(at)
                {
                    open.push(&condition.expr);
                }
            }
            _ => {}
        });
    }
    inputs
}
