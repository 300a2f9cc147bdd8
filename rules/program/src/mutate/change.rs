//! One small change of a program, such as a slip of the pen would make.

use nuanze_syntax::Span;

use crate::program::{
    Cell, Comparison, DefinitionId, DefinitionKind, Expr, ExprKind, MonthEnd, ParameterId, Program,
    ReadingId, Rounding, Table, Type, Value,
};

/// The part of a program in which something is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Site {
    /// A rule, requirement or table.
    Definition(DefinitionId),
    /// A list of documents to bring.
    Bring(usize),
    /// A parameter.
    Parameter(ParameterId),
    /// A reading.
    Reading(ReadingId),
}

/// What is changed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Change {
    /// A constant has another value.
    Constant { from: Value, to: Value },
    /// A comparison is another.
    Comparison { from: Comparison, to: Comparison },
    /// `and` is `or`.
    AndToOr,
    /// `or` is `and`.
    OrToAnd,
    /// `not` is left out.
    NotLeftOut,
    /// A condition is the contrary of itself.
    Negated,
    /// Digits are rounded otherwise.
    Rounding { from: Rounding, to: Rounding },
    /// The end of a month is treated otherwise.
    MonthEnd { from: MonthEnd, to: MonthEnd },
    /// A condition of a requirement is left out.
    ConditionLeftOut(usize),
    /// A cell is otherwise.
    Cell {
        row: usize,
        column: usize,
        change: CellChange,
    },
    /// A row and the next one change places.
    RowsSwapped(usize),
    /// A row and the next one give each other's value.
    OutputsSwapped(usize),
    /// An entry of a parameter begins on another day, or has another value.
    Entry { at: usize, from: i64, value: Value },
    /// Another alternative is the default.
    Default { to: usize },
}

/// What is changed in a cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum CellChange {
    /// `not` is left out.
    NotLeftOut,
    /// The end of an interval is included if it was not, and the other way round.
    End { interval: usize, end: End },
    /// The end of an interval has another value.
    Value {
        interval: usize,
        end: End,
        to: Value,
    },
}

/// An end of an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// The lower.
    From,
    /// The upper.
    To,
    /// Both, of a single value.
    Both,
}

impl Change {
    /// The program with the change made at the places of the site that have this span.
    pub(crate) fn made(&self, program: &Program, site: Site, span: Span) -> Program {
        let mut changed = program.clone();
        let mut at_span = |expr: &mut Expr| {
            if expr.span == span {
                self.change_expr(expr);
            }
        };
        match site {
            Site::Definition(id) => {
                let Some(definition) = changed.definitions.get_mut(id.0) else {
                    return changed;
                };
                definition.for_each_expr_mut(&mut at_span);
                match &mut definition.kind {
                    DefinitionKind::Table(table) => self.change_table(table),
                    DefinitionKind::Requirement(requirement) => {
                        if let Self::ConditionLeftOut(at) = self
                            && let Some(condition) = requirement.conditions.get_mut(*at)
                        {
                            let span = condition.expr.span;
                            condition.expr = Expr::constant(Value::Bool(true), Type::Bool, span);
                        }
                    }
                    DefinitionKind::Rule(_) => {}
                }
            }
            Site::Bring(at) => {
                let bring = changed.bring.get_mut(at);
                for (_, condition) in bring.into_iter().flat_map(|bring| &mut bring.documents) {
                    condition
                        .iter_mut()
                        .for_each(|condition| condition.for_each_mut(&mut at_span));
                }
            }
            Site::Parameter(id) => {
                if let Self::Entry { at, from, value } = self
                    && let Some(parameter) = changed.parameters.get_mut(id.0)
                    && let Some(entry) = parameter.entries.get_mut(*at)
                {
                    *entry = (*from, *value);
                }
            }
            Site::Reading(id) => {
                if let Self::Default { to } = self
                    && let Some(reading) = changed.readings.get_mut(id.0)
                {
                    reading.default = *to;
                }
            }
        }
        changed
    }

    fn change_expr(&self, expr: &mut Expr) {
        if *self == Self::Negated {
            if expr.ty == Type::Bool {
                let inner = expr.clone();
                expr.kind = ExprKind::Not(Box::new(inner));
            }
            return;
        }
        match (self, &mut expr.kind) {
            (Self::Constant { from, to }, ExprKind::Constant(value)) if value == from => {
                *value = *to
            }
            (Self::Comparison { from, to }, ExprKind::Compare(comparison, ..))
                if comparison == from =>
            {
                *comparison = *to;
            }
            (
                Self::Rounding { from, to },
                ExprKind::Round(_, rounding, _) | ExprKind::Divide(_, _, rounding, _),
            ) if rounding == from => {
                *rounding = *to;
            }
            (Self::MonthEnd { from, to }, ExprKind::AddMonths(_, _, end)) if end == from => {
                *end = *to
            }
            (Self::AndToOr, ExprKind::And(parts)) => {
                expr.kind = ExprKind::Or(std::mem::take(parts))
            }
            (Self::OrToAnd, ExprKind::Or(parts)) => {
                expr.kind = ExprKind::And(std::mem::take(parts))
            }
            (Self::NotLeftOut, ExprKind::Not(inner)) => *expr = (**inner).clone(),
            _ => {}
        }
    }

    fn change_table(&self, table: &mut Table) {
        match *self {
            Self::RowsSwapped(row) if row + 1 < table.rows.len() => table.rows.swap(row, row + 1),
            Self::OutputsSwapped(row) => {
                if let Some([first, second]) = table.rows.get_mut(row..row + 2) {
                    std::mem::swap(&mut first.output, &mut second.output);
                }
            }
            Self::Cell {
                row,
                column,
                change,
            } => {
                let row = table.rows.get_mut(row);
                if let Some(cell) = row.and_then(|row| row.cells.get_mut(column)) {
                    change.make(cell);
                }
            }
            _ => {}
        }
    }
}

impl CellChange {
    /// Changes a cell.
    pub(crate) fn make(self, cell: &mut Cell) {
        let Cell::Within { intervals, not } = cell else {
            return;
        };
        match self {
            Self::NotLeftOut => *not = false,
            Self::End { interval, end } => {
                let Some(interval) = intervals.get_mut(interval) else {
                    return;
                };
                let end = if end == End::From {
                    &mut interval.from
                } else {
                    &mut interval.to
                };
                if let Some((_, included)) = end {
                    *included = !*included;
                }
            }
            Self::Value { interval, end, to } => {
                let Some(interval) = intervals.get_mut(interval) else {
                    return;
                };
                if let (End::From | End::Both, Some((value, _))) = (end, &mut interval.from) {
                    *value = to;
                }
                if let (End::To | End::Both, Some((value, _))) = (end, &mut interval.to) {
                    *value = to;
                }
            }
        }
    }
}
