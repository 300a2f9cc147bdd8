//! The examples of a document, run by the reference evaluator and by the module: what each expects, and whether the
//! two agree on everything that has a name.

use std::collections::BTreeMap;

use nuanze_abi::State;
use nuanze_program::{
    DefinitionKind, Evaluation, Example, FactId, Program, Value, evaluate, needs, run_examples,
};
use nuanze_runtime::{Decision, Policy, Step};
use nuanze_syntax::{Diagnostic, Span};
use serde_json::{Map, Value as Json};

/// What one example showed.
#[derive(Debug)]
pub struct ExampleResult {
    /// Its title.
    pub title: String,
    /// Where it is written.
    pub span: Span,
    /// The facts that it gives.
    pub facts: Map<String, Json>,
    /// The readings that are not at their default.
    pub readings: BTreeMap<String, String>,
    /// What the module decided; nothing if it refused the facts.
    pub decision: Option<Decision>,
    /// What is not as expected; empty if it passes.
    pub findings: Vec<Diagnostic>,
}

/// Runs every example.
pub fn run(program: &Program, policy: &mut Policy) -> Vec<ExampleResult> {
    let failures = run_examples(program, |case| evaluate(program, case));
    let mut results: Vec<ExampleResult> = program
        .examples
        .iter()
        .map(|example| Run { program, example }.result(policy))
        .collect();
    for failure in failures {
        let holds = |result: &&mut ExampleResult| {
            result.span.start <= failure.span.start && failure.span.end <= result.span.end
        };
        if let Some(result) = results.iter_mut().find(holds) {
            result.findings.push(failure);
        }
    }
    results
}

/// Facts as the module takes them.
pub fn facts(
    program: &Program,
    facts: impl IntoIterator<Item = (FactId, Value)>,
) -> Map<String, Json> {
    let named = facts.into_iter().filter_map(|(fact, value)| {
        let name = program.facts.get(fact.0)?.name.clone();
        let json = match value {
            Value::Bool(value) => Json::Bool(value),
            other => Json::String(shown(program, Some(other))),
        };
        Some((name, json))
    });
    named.collect()
}

/// A value as JSON writes it; bools as documents write them.
fn shown(program: &Program, value: Option<Value>) -> String {
    let named = |name: Option<&String>| name.cloned().unwrap_or_default();
    match value {
        None => "unknown".to_owned(),
        Some(Value::Bool(yes)) => if yes { "yes" } else { "no" }.to_owned(),
        Some(Value::Number(number)) => number.normalize().to_string(),
        Some(Value::Date(days)) => nuanze_program::format_date(days),
        Some(Value::Time(minute)) => nuanze_program::format_time(minute),
        Some(Value::DateTime(minute)) => nuanze_program::format_date_time(minute),
        Some(Value::Enum(index, position)) => {
            let value = program
                .enums
                .get(index.0)
                .and_then(|choices| choices.values.get(position));
            named(value.map(|value| &value.name))
        }
        Some(Value::Alternative(index, position)) => {
            let alternative = program
                .readings
                .get(index.0)
                .and_then(|reading| reading.alternatives.get(position));
            named(alternative.map(|(name, _)| name))
        }
    }
}

/// One example of one program.
struct Run<'a> {
    program: &'a Program,
    example: &'a Example,
}

impl Run<'_> {
    /// Runs both executors and compares them; whether the example's expectations hold is not looked at.
    fn result(&self, policy: &mut Policy) -> ExampleResult {
        let (facts, readings) = (self.facts(), self.readings());
        let (decision, findings) = match policy.decide(&facts, &readings) {
            Ok(decision) => {
                let findings = self.disagreements(&decision);
                (Some(decision), findings)
            }
            Err(error) => (
                None,
                vec![self.fault(format!("the module refuses its facts: {error}"))],
            ),
        };
        let (title, span) = (self.example.title.clone(), self.example.span);
        ExampleResult {
            title,
            span,
            facts,
            readings,
            decision,
            findings,
        }
    }

    /// Every result on which the evaluator and the module part.
    fn disagreements(&self, decision: &Decision) -> Vec<Diagnostic> {
        let case = self.example.case(self.program);
        let results = self.results(&evaluate(self.program, &case)).into_iter();
        let mut findings: Vec<Diagnostic> = results
            .filter_map(|(name, reference)| {
                let module = shown_by_module(decision, &name);
                let parted =
                    format!("on `{name}` the evaluator says {reference}, the module {module}");
                (reference != module).then(|| self.fault(parted))
            })
            .collect();
        let needed = needs(self.program, &case, &self.program.outcomes);
        let needed: Vec<&str> = needed
            .iter()
            .filter_map(|fact| self.program.facts.get(fact.0))
            .map(|fact| fact.name.as_str())
            .collect();
        if needed != decision.needs {
            let (needed, asked) = (listed(&needed), listed(&decision.needs));
            findings.push(self.fault(format!(
                "the evaluator still needs {needed}, the module {asked}"
            )));
        }
        findings
    }

    /// Every result with its name: `award`, `award[1]`, `eligible`, `eligible.meter`, `duties[1]`.
    fn results(&self, evaluation: &Evaluation) -> Vec<(String, String)> {
        let mut results = Vec::new();
        let parts = evaluation
            .definitions
            .iter()
            .zip(&evaluation.conditions)
            .zip(evaluation.rows.iter().zip(&evaluation.statements));
        for (definition, ((value, conditions), (rows, statements))) in
            self.program.definitions.iter().zip(parts)
        {
            let name = &definition.name;
            results.push((name.clone(), self.shown(*value)));
            if let DefinitionKind::Requirement(requirement) = &definition.kind {
                let lines = requirement.conditions.iter().zip(conditions);
                results.extend(lines.map(|(line, state)| {
                    (
                        format!("{name}.{}", line.name),
                        self.shown(state.map(Value::Bool)),
                    )
                }));
            }
            let rows = rows.iter().chain(statements).enumerate();
            results.extend(rows.map(|(row, state)| {
                (
                    format!("{name}[{}]", row + 1),
                    self.shown(state.map(Value::Bool)),
                )
            }));
        }
        results
    }

    /// The facts as the module takes them.
    fn facts(&self) -> Map<String, Json> {
        facts(self.program, self.example.facts.iter().copied())
    }

    /// The readings as the module takes them.
    fn readings(&self) -> BTreeMap<String, String> {
        let readings = self
            .example
            .readings
            .iter()
            .filter_map(|(reading, alternative)| {
                let reading = self.program.readings.get(reading.0)?;
                Some((
                    reading.name.clone(),
                    reading.alternatives.get(*alternative)?.0.clone(),
                ))
            });
        readings.collect()
    }

    /// A value as JSON writes it; bools as documents write them.
    fn shown(&self, value: Option<Value>) -> String {
        shown(self.program, value)
    }

    /// A fault of the compiler that the example shows.
    fn fault(&self, label: String) -> Diagnostic {
        Diagnostic {
            code: "example/executors",
            message: format!("the two executors part on the example `{}`", self.example.title),
            span: self.example.span,
            label,
            related: Vec::new(),
            help: Some("this is a fault of the compiler, not of the policy: please report it with this document".to_owned()),
        }
    }
}

/// A result of the module, written as the reference evaluator's are.
fn shown_by_module(decision: &Decision, name: &str) -> String {
    match decision.trace.iter().find(|step| step.node == name) {
        None => "nothing".to_owned(),
        Some(Step {
            value: Some(nuanze_runtime::Value::Text(text)),
            ..
        }) => text.clone(),
        Some(step) => match step.state {
            State::Unknown => "unknown",
            State::No => "no",
            State::Yes => "yes",
        }
        .to_owned(),
    }
}

/// Names one after the other, or `nothing`.
fn listed<S: AsRef<str>>(names: &[S]) -> String {
    let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
    if names.is_empty() {
        "nothing".to_owned()
    } else {
        names.join(", ")
    }
}
