//! From facts as JSON to the decision, and what the reference evaluator says of the same case.

use nuanze_program::{
    Case, Input, InputKind, Program, Value, evaluate, format_date, format_date_time, format_time,
    needs,
};
use nuanze_runtime::words::{Lang, Words};
use nuanze_runtime::{Outcome, Policy, Value as Answer};
use rust_decimal::Decimal;
use serde_json::{Map, Value as Json};

/// Takes away what is known of items beyond the known end of their list: no host lets it in.
pub(crate) fn trim(program: &Program, case: &mut Case) {
    for (index, fact) in program.facts.iter().enumerate() {
        let beyond = fact.within.iter().any(|(length, number)| {
            matches!(case.facts[length.0], Some(Value::Number(length)) if length < Decimal::from(*number))
        });
        if beyond {
            case.facts[index] = None;
        }
    }
}

/// Compares outcomes and needs; the first difference otherwise. Records and lists go as they are, or by their paths.
pub(crate) fn compare(
    program: &Program,
    policy: &mut Policy,
    case: &Case,
    nested: bool,
) -> Result<(), String> {
    let facts = if nested {
        nest(program, case)
    } else {
        flat(program, case)
    };
    let readings = program.readings.iter().zip(&case.readings);
    let readings = readings
        .map(|(reading, at)| (reading.name.clone(), reading.alternatives[*at].0.clone()))
        .collect();
    let decision = policy
        .decide(&facts, &readings)
        .map_err(|error| format!("{error}\n{facts:?}"))?;
    let reference = evaluate(program, case);
    for id in &program.outcomes {
        let name = &program.definitions[id.0].name;
        let expected = reference.definitions[id.0].map(|value| json(program, value));
        let found = match decision.outcomes.get(name) {
            Some(Outcome::Known { value, .. }) => Some(match value {
                Answer::Bool(yes) => Json::Bool(*yes),
                Answer::Text(text) => Json::String(text.clone()),
            }),
            _ => None,
        };
        if found != expected {
            return Err(format!(
                "`{name}`: decided {found:?}, evaluator {expected:?}\n{facts:?}"
            ));
        }
    }
    let needed: Vec<&str> = needs(program, case, &program.outcomes)
        .iter()
        .map(|fact| program.facts[fact.0].name.as_str())
        .collect();
    if decision.needs != needed {
        return Err(format!(
            "needs: decided {:?}, evaluator {needed:?}\n{facts:?}",
            decision.needs
        ));
    }
    for lang in [Lang::Zh, Lang::En] {
        let words = Words::new(policy.manifest(), lang);
        for step in &decision.trace {
            assert!(!words.step(step).is_empty());
        }
        for (name, outcome) in decision.outcomes.iter() {
            assert!(!words.outcome(name, outcome).is_empty());
        }
    }
    Ok(())
}

/// Every fact by its name.
fn flat(program: &Program, case: &Case) -> Map<String, Json> {
    let facts = program.facts.iter().zip(&case.facts);
    facts
        .filter_map(|(fact, value)| Some((fact.name.clone(), json(program, (*value)?))))
        .collect()
}

/// Records as objects and lists, where their length is known, as arrays; what is left goes by its path.
fn nest(program: &Program, case: &Case) -> Map<String, Json> {
    let mut rest = flat(program, case);
    let mut facts = Map::new();
    for input in &program.inputs {
        let value = tree(program, input, &mut rest);
        if !value.is_null() {
            facts.insert(input.name.clone(), value);
        }
    }
    facts.extend(rest);
    facts
}

fn tree(program: &Program, input: &Input, rest: &mut Map<String, Json>) -> Json {
    let mut take = |fact: usize| rest.remove(&program.facts[fact].name);
    match &input.kind {
        InputKind::Fact(fact) => take(fact.0).unwrap_or_default(),
        InputKind::Record(fields) => {
            let fields = fields
                .iter()
                .map(|field| (field.name.clone(), tree(program, field, rest)));
            // A part that is unknown may be left out, or be null.
            Json::Object(fields.collect())
        }
        InputKind::List { length, items } => {
            let Some(length) = take(length.0) else {
                return Json::Null;
            };
            let length = length.as_str().unwrap().parse().unwrap();
            items
                .iter()
                .take(length)
                .map(|item| tree(program, item, rest))
                .collect()
        }
    }
}

fn json(program: &Program, value: Value) -> Json {
    Json::String(match value {
        Value::Bool(yes) => return Json::Bool(yes),
        Value::Enum(id, at) => program.enums[id.0].values[at].name.clone(),
        Value::Alternative(id, at) => program.readings[id.0].alternatives[at].0.clone(),
        Value::Number(number) => number.normalize().to_string(),
        Value::Date(day) => format_date(day),
        Value::Time(minute) => format_time(minute),
        Value::DateTime(minute) => format_date_time(minute),
    })
}
