//! What is proved about a program before anyone may rely on it; each failed proof shows a concrete case.

mod conditions;
mod cover;
pub(crate) mod domain;
mod grid;
mod idle;
mod outcomes;
pub(crate) mod reason;
mod rows;
mod table;

pub(crate) use idle::decided;

use nuanze_syntax::{Diagnostic, Span};

use self::reason::Reasoner;
use crate::program::{DefinitionKind, Expr, Program, Type, Value};
use crate::words::Language;

/// Proves all definitions; `names` are the places of their names. What does not hold is reported.
pub(crate) fn prove(program: &Program, names: &[Span]) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let mut reasoner = Reasoner::new(program);
    for (definition, span) in program.definitions.iter().zip(names) {
        if let DefinitionKind::Table(table) = &definition.kind {
            let name = (definition.name.as_str(), *span);
            table::prove(&mut reasoner, program, table, name, &mut findings);
        }
    }
    idle::check(program, &mut findings);
    conditions::check(&mut reasoner, program, &mut findings);
    findings
}

/// Proves of a program with no other fault that every outcome and every reading decides something; `names` and
/// `readings` are their places.
pub(crate) fn prove_outcomes(
    program: &Program,
    names: &[Span],
    readings: &[Span],
) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    outcomes::check(program, names, &mut findings);
    outcomes::readings(program, readings, &mut findings);
    findings
}

/// Where the values of a type lie, after the name of what has it: `is 0 m² to 2,000 m²`.
fn range_words(program: &Program, ty: &Type) -> String {
    let words = program.words(Language::Chinese);
    let (min, max) = match ty {
        Type::Number(number) => (Value::Number(number.min), Value::Number(number.max)),
        Type::Date { min, max } => (Value::Date(*min), Value::Date(*max)),
        Type::Time { min, max } => (Value::Time(*min), Value::Time(*max)),
        Type::DateTime { min, max } => (Value::DateTime(*min), Value::DateTime(*max)),
        other => return format!("is {}", program.words(Language::Source).ty(other)),
    };
    if min == max {
        return format!("is always {}", words.value(&min, ty));
    }
    format!("is {} to {}", words.value(&min, ty), words.value(&max, ty))
}

/// The expressions that the proof does not see through, after what is not proved.
fn told(program: &Program, exprs: &[Expr]) -> String {
    let words = program.words(Language::Source);
    let named: Vec<String> = exprs
        .iter()
        .map(|expr| format!("`{}`", words.expr(expr)))
        .collect();
    format!(": the proof cannot see through {}", named.join(", "))
}
