//! What is proved about a program before anyone may rely on it; each failed proof shows a concrete case.
//!
//! Facts and readings are variables: positions on their grids (`no, yes`; the values of an enum; every day, minute or
//! step of a range). [`reason`] makes a formula of a condition over two kinds of atoms: a variable lies in spans of
//! its grid, or a sum of variables with whole factors is not negative. Rules, tables and single conditions are looked
//! through, so that nothing is taken as independent that is not. An `if`, a `min`, a parameter or an item of a list
//! that may not count becomes a choice of sums; a value with very many ways becomes a variable that a formula ties to
//! them. Rounding, division by a constant, calendar months and the day of a moment are step functions: beside a
//! constant their input is asked instead, and beside other values such a function is a variable with a tie.
//!
//! The search takes what must hold, follows what comes of it (spans are cut, bounds passed on from sum to sum, an
//! alternative that alone is left is taken), and tries one of the open alternatives. Sums that remain are projected by
//! elimination and solved in whole numbers. So an answer is exact: there is no such case, or here is one.
//!
//! Products of two facts with many values, division by a fact, `half_even` by an even number, and a number of months
//! that is itself a fact are beyond sums. Their variables keep to the range that their inputs leave, and the inputs
//! are cut smaller until their values are known. Every search has a number of steps; where they do not suffice, the
//! finding names the expression that the proof cannot see through (`table/unclear`) or the table (`table/large`).
//!
//! What is proved:
//! - tables ([`table`]): no gap, no two rows for one case, no row that never applies, for cases behind the table's
//!   `when`. Each column by itself is looked at first (`grid`, `cover`): that settles most tables, and is quick.
//! - conditions (`idle`, `conditions`): none that always or never holds where it stands, none that exclude each other.
//! - outcomes (`outcomes`): none that is always the same, no two alternatives of a reading that decide the same. These
//!   are reported only when proved; a search that ends early reports nothing.
//! - numbers (`check/assumed.rs`, `check/overflow.rs`): no divisor is 0 where it is looked at; what its operands'
//!   ranges lead too far is refused unless no case does, and one that does is shown with its facts.
//!
//! Before a case is shown the reference evaluator confirms it, and facts that make no difference to it are left out.

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
pub(crate) fn told(program: &Program, exprs: &[Expr]) -> String {
    let words = program.words(Language::Source);
    let named: Vec<String> = exprs
        .iter()
        .map(|expr| format!("`{}`", words.expr(expr)))
        .collect();
    format!(": the proof cannot see through {}", named.join(", "))
}
