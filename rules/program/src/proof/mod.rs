//! What is proved about a program before anyone may rely on it; each failed proof shows a concrete case.

mod cover;
pub(crate) mod domain;
mod grid;
mod idle;
mod rows;
mod table;
mod together;

pub(crate) use idle::decided;

use nuanze_syntax::{Diagnostic, Span};

use crate::program::{DefinitionKind, Program, Type, Value};
use crate::words::Language;

/// Proves all definitions; `names` are the places of their names. What does not hold is reported.
pub(crate) fn prove(program: &Program, names: &[Span]) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for (definition, span) in program.definitions.iter().zip(names) {
        if let DefinitionKind::Table(table) = &definition.kind {
            table::prove(program, table, (&definition.name, *span), &mut findings);
        }
    }
    idle::check(program, &mut findings);
    together::check(program, &mut findings);
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
