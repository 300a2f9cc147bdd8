//! Proves that a changed definition decides as before, by trying every case of what it is made of.
//!
//! Facts, readings and the results of other definitions count as free: if no values of theirs make a difference, none
//! that can come about do. A number or day that is only compared with constants needs a value of each range between
//! them; any other is tried with all its values, if they are few.

use std::borrow::Cow;

use rust_decimal::Decimal;

use crate::evaluate::{Case, Evaluation, State};
use crate::program::{
    Arithmetic, Cell, Definition, DefinitionKind, Expr, ExprKind, Program, Type, Value,
};
use crate::proof::domain::Domain;
use crate::search::breakpoints::{around, is_ordered};

/// How many values of one part are tried at most.
const VALUES: i128 = 400;
/// How many cases are tried at most.
const CASES: usize = 20_000;

/// What a definition is made of that can have several values.
struct Atom {
    kind: ExprKind,
    ty: Type,
    /// The constants that it is compared with; `None` once it is used otherwise.
    constants: Option<Vec<Value>>,
}

/// Whether a definition of the program surely decides as the same definition of the changed program.
pub(super) fn is_equivalent(program: &Program, changed: &Program, at: usize) -> bool {
    let (Some(before), Some(after)) = (program.definitions.get(at), changed.definitions.get(at))
    else {
        return false;
    };
    // What is chosen is compared before what it comes to: a value may be made of more than can be tried.
    let mut choices = Vec::new();
    let choose_before = choosing(before, &mut choices);
    let choose_after = choosing(after, &mut choices);
    decide_alike(program, changed, [&choose_before, &choose_after])
        || decide_alike(program, changed, [before, after])
}

/// Whether two definitions decide alike in every case; not, if there are too many.
fn decide_alike(program: &Program, changed: &Program, [before, after]: [&Definition; 2]) -> bool {
    let mut atoms = Vec::new();
    gather(before, &mut atoms);
    gather(after, &mut atoms);
    let mut values: Vec<Vec<Value>> = Vec::with_capacity(atoms.len());
    let mut cases: usize = 1;
    for atom in &atoms {
        let Some(tried) = atom.values(program) else {
            return false;
        };
        cases = cases.saturating_mul(tried.len());
        values.push(tried);
    }
    if cases > CASES {
        return false;
    }
    let mut case = Case::new(program);
    let mut evaluation = Evaluation {
        definitions: vec![None; program.definitions.len()],
        conditions: program.definitions.iter().map(conditions).collect(),
        ..Evaluation::default()
    };
    (0..cases).all(|number| {
        let mut rest = number;
        for (atom, values) in atoms.iter().zip(&values) {
            let value = values.get(rest % values.len().max(1)).copied();
            rest /= values.len().max(1);
            atom.set(value, &mut case, &mut evaluation);
        }
        let decide = |program: &Program, definition: &Definition| {
            let state = State {
                case: &case,
                parameters: &program.parameters,
                evaluation: Cow::Borrowed(&evaluation),
            };
            let decided = state.decide(definition);
            (decided.value, decided.statements)
        };
        decide(program, before) == decide(changed, after)
    })
}

/// The definition with the number of each expression that it can choose in the expression's place.
fn choosing(definition: &Definition, choices: &mut Vec<ExprKind>) -> Definition {
    let mut definition = definition.clone();
    match &mut definition.kind {
        DefinitionKind::Rule(expr) if expr.ty != Type::Bool => choose(expr, choices),
        DefinitionKind::Table(table) => {
            table
                .guard
                .iter_mut()
                .for_each(|(_, otherwise)| choose(otherwise, choices));
            table
                .rows
                .iter_mut()
                .for_each(|row| choose(&mut row.output, choices));
        }
        _ => {}
    }
    definition
}

fn choose(expr: &mut Expr, choices: &mut Vec<ExprKind>) {
    if let ExprKind::If(_, then, otherwise) = &mut expr.kind {
        choose(then, choices);
        choose(otherwise, choices);
        return;
    }
    let at = choices
        .iter()
        .position(|known| *known == expr.kind)
        .unwrap_or(choices.len());
    if at == choices.len() {
        choices.push(expr.kind.clone());
    }
    expr.kind = ExprKind::Constant(Value::Number(Decimal::from(at)));
}

/// Room for the conditions of a requirement.
fn conditions(definition: &Definition) -> Vec<Option<bool>> {
    match &definition.kind {
        DefinitionKind::Requirement(requirement) => vec![None; requirement.conditions.len()],
        _ => Vec::new(),
    }
}

/// Adds what a definition is made of.
fn gather(definition: &Definition, atoms: &mut Vec<Atom>) {
    match &definition.kind {
        DefinitionKind::Rule(expr) => walk(expr, None, atoms),
        DefinitionKind::Requirement(requirement) => {
            let conditions = requirement
                .conditions
                .iter()
                .map(|condition| &condition.expr);
            let statements = requirement.statements.iter();
            let stated = statements.filter_map(|statement| statement.condition.as_ref());
            conditions
                .chain(stated)
                .for_each(|expr| walk(expr, None, atoms));
        }
        DefinitionKind::Table(table) => {
            if let Some((condition, otherwise)) = &table.guard {
                walk(condition, None, atoms);
                walk(otherwise, None, atoms);
            }
            for (at, column) in table.columns.iter().enumerate() {
                let cells = table.rows.iter().filter_map(|row| row.cells.get(at));
                let constants: Vec<Value> = cells.flat_map(constants).collect();
                walk(column, Some(&constants), atoms);
            }
            table
                .rows
                .iter()
                .for_each(|row| walk(&row.output, None, atoms));
        }
    }
}

/// Walks an expression of which only matters how it compares with constants, or, with `None`, its very value.
fn walk(expr: &Expr, compared: Option<&[Value]>, atoms: &mut Vec<Atom>) {
    match (&expr.kind, compared) {
        (ExprKind::Compare(_, left, right), _) => match (&left.kind, &right.kind) {
            (_, ExprKind::Constant(value)) => walk(left, Some(&[*value]), atoms),
            (ExprKind::Constant(value), _) => walk(right, Some(&[*value]), atoms),
            _ => {
                walk(left, None, atoms);
                walk(right, None, atoms);
            }
        },
        // The least of several is compared as each of them is, and takes the place of a constant among them.
        (ExprKind::Arithmetic(Arithmetic::Min | Arithmetic::Max, parts), Some(compared)) => {
            let constants = parts.iter().filter_map(|part| match part.kind {
                ExprKind::Constant(value) => Some(value),
                _ => None,
            });
            let all: Vec<Value> = compared.iter().copied().chain(constants).collect();
            parts.iter().for_each(|part| walk(part, Some(&all), atoms));
        }
        _ if is_atom(expr) => note(expr, compared, atoms),
        _ => expr
            .operands()
            .into_iter()
            .for_each(|operand| walk(operand, None, atoms)),
    }
}

fn constants(cell: &Cell) -> Vec<Value> {
    let Cell::Within { intervals, .. } = cell else {
        return Vec::new();
    };
    let ends = intervals
        .iter()
        .flat_map(|interval| [interval.from, interval.to]);
    ends.flatten().map(|(value, _)| value).collect()
}

fn is_atom(expr: &Expr) -> bool {
    matches!(
        expr.kind,
        ExprKind::Fact(_)
            | ExprKind::Reading(_)
            | ExprKind::Definition(_)
            | ExprKind::Condition(..)
    )
}

/// Notes an atom and how it is used.
fn note(expr: &Expr, compared: Option<&[Value]>, atoms: &mut Vec<Atom>) {
    let at = atoms
        .iter()
        .position(|atom| atom.kind == expr.kind)
        .unwrap_or(atoms.len());
    if at == atoms.len() {
        atoms.push(Atom {
            kind: expr.kind.clone(),
            ty: expr.ty.clone(),
            constants: Some(Vec::new()),
        });
    }
    if let Some(atom) = atoms.get_mut(at) {
        match (&mut atom.constants, compared) {
            (Some(known), Some(constants)) => known.extend_from_slice(constants),
            (known, _) => *known = None,
        }
    }
}

impl Atom {
    /// The values to be tried; `None` if there are too many.
    fn values(&self, program: &Program) -> Option<Vec<Value>> {
        let domain = Domain::of_type(program, &self.ty)?;
        if let (true, Some(constants)) = (is_ordered(&self.ty), &self.constants) {
            let mut values: Vec<Value> = vec![domain.value(0), domain.value(domain.size - 1)];
            for value in constants
                .iter()
                .flat_map(|constant| around(program, &self.ty, *constant))
            {
                if !values.contains(&value) {
                    values.push(value);
                }
            }
            return Some(values);
        }
        (domain.size <= VALUES).then(|| (0..domain.size).map(|at| domain.value(at)).collect())
    }

    fn set(&self, value: Option<Value>, case: &mut Case, evaluation: &mut Evaluation) {
        match (&self.kind, value) {
            (ExprKind::Fact(id), _) => {
                if let Some(slot) = case.facts.get_mut(id.0) {
                    *slot = value;
                }
            }
            (ExprKind::Reading(id), Some(Value::Alternative(_, at))) => {
                if let Some(slot) = case.readings.get_mut(id.0) {
                    *slot = at;
                }
            }
            (ExprKind::Definition(id), _) => {
                if let Some(slot) = evaluation.definitions.get_mut(id.0) {
                    *slot = value;
                }
            }
            (ExprKind::Condition(id, at), Some(Value::Bool(yes))) => {
                let conditions = evaluation.conditions.get_mut(id.0);
                if let Some(slot) = conditions.and_then(|conditions| conditions.get_mut(*at)) {
                    *slot = Some(yes);
                }
            }
            _ => {}
        }
    }
}
