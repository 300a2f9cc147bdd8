//! What a case is wished to show, and how far a case is from it: the search goes where the distance shrinks.

use crate::evaluate::{State, compare};
use crate::program::{
    Cell, Comparison, DefinitionId, DefinitionKind, Expr, ExprKind, Program, Row, Table, Value,
};

/// How deep definitions are followed for a distance.
const DEPTH: usize = 24;

/// One thing that a case is wished to show.
#[derive(Clone, Debug)]
pub(crate) enum Wish<'a> {
    /// The condition holds, or does not.
    Truth(&'a Expr, bool),
    /// The expression has this value.
    Is(&'a Expr, Value),
    /// The expression has this value or one further from a boundary: lower if the value lies below it.
    Side(&'a Expr, Value, bool),
    /// The expression has a value that the cell takes, or does not take.
    Cell(&'a Cell, &'a Expr, bool),
    /// A row that would come first does not apply.
    RowOut(&'a Table, &'a Row),
}

/// Any one of several lists of wishes, all of which come true.
pub(crate) type Goal<'a> = Vec<Vec<Wish<'a>>>;

/// How far a case is from a goal; 0 is there.
pub(crate) fn distance(program: &Program, state: &State<'_>, goal: &Goal<'_>) -> u32 {
    let lists = goal.iter().map(|wishes| {
        let parts = wishes.iter().map(|wish| wish.distance(program, state));
        parts.fold(0_u32, u32::saturating_add)
    });
    lists.min().unwrap_or(u32::MAX)
}

impl Wish<'_> {
    fn distance(&self, program: &Program, state: &State<'_>) -> u32 {
        match self {
            Self::Truth(expr, want) => truth(program, state, expr, *want, DEPTH),
            Self::Is(expr, value) => u32::from(state.value(expr) != Some(*value)) * 2,
            Self::Side(expr, value, below) => {
                let comparison = if *below {
                    Comparison::LessEqual
                } else {
                    Comparison::GreaterEqual
                };
                let is = state
                    .value(expr)
                    .and_then(|is| compare(comparison, is, *value));
                u32::from(is != Some(true)) * 2
            }
            Self::Cell(cell, column, want) => holds(program, state, (cell, column), *want, DEPTH),
            Self::RowOut(table, row) => row_out(program, state, table, row, DEPTH),
        }
    }
}

/// How many parts of a condition stand against its being so.
fn truth(program: &Program, state: &State<'_>, expr: &Expr, want: bool, depth: usize) -> u32 {
    match state.truth(expr) {
        Some(is) if is == want => return 0,
        _ if depth == 0 => return 1,
        _ => {}
    }
    let inner = |expr: &Expr, want: bool| truth(program, state, expr, want, depth - 1);
    let sum = |parts: &[Expr]| {
        parts
            .iter()
            .fold(0_u32, |sum, part| sum.saturating_add(inner(part, want)))
    };
    let least = |parts: &[Expr]| {
        parts
            .iter()
            .map(|part| inner(part, want))
            .min()
            .unwrap_or(1)
    };
    let far = match &expr.kind {
        ExprKind::Not(part) => inner(part, !want),
        ExprKind::And(parts) if want => sum(parts),
        ExprKind::And(parts) => least(parts),
        ExprKind::Or(parts) if want => least(parts),
        ExprKind::Or(parts) => sum(parts),
        ExprKind::If(condition, then, otherwise) => {
            let first = inner(condition, true).saturating_add(inner(then, want));
            let second = inner(condition, false).saturating_add(inner(otherwise, want));
            first.min(second)
        }
        ExprKind::Definition(id) => definition(program, state, *id, want, depth - 1),
        ExprKind::Condition(id, at) => match program.definitions.get(id.0).map(|known| &known.kind)
        {
            Some(DefinitionKind::Requirement(requirement)) => requirement
                .conditions
                .get(*at)
                .map_or(1, |condition| inner(&condition.expr, want)),
            _ => 1,
        },
        _ => 1,
    };
    // What is not so is at least one step away.
    far.max(1)
}

fn definition(
    program: &Program,
    state: &State<'_>,
    id: DefinitionId,
    want: bool,
    depth: usize,
) -> u32 {
    match program.definitions.get(id.0).map(|known| &known.kind) {
        Some(DefinitionKind::Rule(expr)) => truth(program, state, expr, want, depth),
        Some(DefinitionKind::Requirement(requirement)) => {
            let parts = requirement.conditions.iter().map(|condition| {
                truth(
                    program,
                    state,
                    &condition.expr,
                    want,
                    depth.saturating_sub(1),
                )
            });
            if want {
                parts.fold(0, u32::saturating_add)
            } else {
                parts.min().unwrap_or(1)
            }
        }
        _ => 1,
    }
}

fn holds(
    program: &Program,
    state: &State<'_>,
    (cell, column): (&Cell, &Expr),
    want: bool,
    depth: usize,
) -> u32 {
    if state.holds(cell, column) == Some(want) {
        return 0;
    }
    let yes = |wanted: bool| Value::Bool(wanted);
    // A cell of a yes-or-no column asks for the truth of a condition, which may be made of parts.
    for answer in [true, false] {
        if let Cell::Within { intervals, not } = cell
            && let [only] = intervals.as_slice()
            && only.from == Some((yes(answer), true))
        {
            return truth(program, state, column, (answer != *not) == want, depth);
        }
    }
    1
}

fn row_out(program: &Program, state: &State<'_>, table: &Table, row: &Row, depth: usize) -> u32 {
    let cells = row.cells.iter().zip(&table.columns);
    cells
        .filter(|(cell, _)| !matches!(cell, Cell::Any))
        .map(|pair| holds(program, state, pair, false, depth))
        .min()
        .unwrap_or(u32::MAX)
}
