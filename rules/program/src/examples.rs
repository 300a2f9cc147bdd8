//! Runs the examples of a document in any executor, and says in words where one comes out otherwise.

use nuanze_syntax::{Diagnostic, Span};

use crate::check::report::{Further, finding};
use crate::evaluate::{Case, Evaluation};
use crate::needs::needs;
use crate::program::{DefinitionId, Example, Expectation, FactId, Program, Type, Value};
use crate::words::Language;

impl Example {
    /// The case that the example gives.
    pub fn case(&self, program: &Program) -> Case {
        let mut case = Case::new(program);
        for (fact, value) in &self.facts {
            if let Some(slot) = case.facts.get_mut(fact.0) {
                *slot = Some(*value);
            }
        }
        for (reading, at) in &self.readings {
            if let Some(slot) = case.readings.get_mut(reading.0) {
                *slot = *at;
            }
        }
        case
    }
}

/// Runs all examples with `decide`, which is the reference evaluator or anything that must agree with it.
pub fn run_examples(
    program: &Program,
    mut decide: impl FnMut(&Case) -> Evaluation,
) -> Vec<Diagnostic> {
    let examples = program.examples.iter();
    examples
        .flat_map(|example| {
            let case = example.case(program);
            let evaluation = decide(&case);
            failures(program, example, &case, &evaluation)
        })
        .collect()
}

/// What an example expects otherwise than its case is decided.
pub(crate) fn failures(
    program: &Program,
    example: &Example,
    case: &Case,
    evaluation: &Evaluation,
) -> Vec<Diagnostic> {
    let expectations = example.then.iter();
    expectations
        .filter_map(|expectation| match expectation {
            Expectation::Value {
                definition,
                condition,
                value,
                span,
            } => check_value(
                program,
                example,
                evaluation,
                (*definition, *condition),
                *value,
                *span,
            ),
            Expectation::Needs { facts, span } => check_needs(program, example, case, facts, *span),
        })
        .collect()
}

fn check_value(
    program: &Program,
    example: &Example,
    evaluation: &Evaluation,
    (id, condition): (DefinitionId, Option<usize>),
    expected: Option<Value>,
    span: Span,
) -> Option<Diagnostic> {
    let actual = match condition {
        Some(at) => evaluation
            .conditions
            .get(id.0)?
            .get(at)
            .copied()
            .flatten()
            .map(Value::Bool),
        None => evaluation.definitions.get(id.0).copied().flatten(),
    };
    if actual == expected {
        return None;
    }
    let definition = program.definitions.get(id.0)?;
    let words = program.words(Language::Chinese);
    let ty = if condition.is_some() {
        &Type::Bool
    } else {
        &definition.ty
    };
    let label = match condition {
        Some(at) => words.condition(id.0, at),
        None => words.named(&definition.name, definition.label.as_ref()),
    };
    let shown =
        |value: Option<Value>| value.map_or("未定".to_owned(), |value| words.value(&value, ty));
    let message = format!(
        "in the example `{}`, `{label}` is {}, not {}",
        example.title,
        shown(actual),
        shown(expected)
    );
    Some(
        finding(
            "example/failed",
            span,
            message,
            format!("it is {}", shown(actual)),
        )
        .also(definition.span, "decided here")
        .help("correct the example if the policy text says so, otherwise the rule"),
    )
}

fn check_needs(
    program: &Program,
    example: &Example,
    case: &Case,
    expected: &[FactId],
    span: Span,
) -> Option<Diagnostic> {
    let actual = needs(program, case, &program.outcomes);
    let mut expected = expected.to_vec();
    expected.sort_unstable();
    expected.dedup();
    if actual == expected {
        return None;
    }
    let names = |facts: &[FactId]| {
        let known = facts.iter().filter_map(|fact| program.facts.get(fact.0));
        let listed: Vec<String> = known.map(|fact| format!("`{}`", fact.name)).collect();
        if listed.is_empty() {
            "nothing".to_owned()
        } else {
            listed.join(", ")
        }
    };
    let message = format!(
        "the example `{}` still needs {}, not {}",
        example.title,
        names(&actual),
        names(&expected)
    );
    let place = if span == Span::default() {
        example.span
    } else {
        span
    };
    Some(
        finding("example/needs", place, message, "expected here").help(format!(
            "write `then needs {}` if that is meant",
            names(&actual).replace('`', "")
        )),
    )
}
