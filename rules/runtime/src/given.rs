//! Where each fact's value stands in the JSON that somebody gave.
//!
//! Records are objects and lists are arrays, as people write them: `{"unit": {"cop_25": "1.4"}, "months": [{…}, null]}`.
//! A list's length is then the number of its items. One value at a time goes by the way to it, beside them:
//! `{"unit.cop_25": "1.4", "months": 2, "months[2].valley": "50"}`, where a list's own name is its length. A policy
//! takes both ways together, but each value once.

use nuanze_abi::{Input, InputKind, Manifest};
use serde_json::{Map, Value as Json};

use crate::FactError;

/// What was given for each fact, and what cannot be brought to any.
pub struct Given<'a> {
    /// By the facts' indices.
    pub values: Vec<Option<(Answer<'a>, Place)>>,
    /// What is wrong with records and lists, each with the fact that it stands before.
    pub errors: Vec<(usize, FactError)>,
    /// Names that the policy does not have.
    pub strangers: Vec<FactError>,
}

/// A value.
#[derive(Clone, Copy)]
pub enum Answer<'a> {
    /// As it was given.
    Json(&'a Json),
    /// So many items.
    Length(usize),
}

/// Where a value stands.
pub enum Place {
    /// Under the fact's own name.
    Name,
    /// At this JSON pointer.
    Inside(String),
}

impl<'a> Given<'a> {
    /// Finds all values.
    pub fn of(manifest: &'a Manifest, facts: &'a Map<String, Json>) -> Self {
        let mut given = Self {
            values: Vec::new(),
            errors: Vec::new(),
            strangers: Vec::new(),
        };
        if manifest.inputs.is_empty() {
            let values = manifest.facts.iter().map(|fact| facts.get(&fact.name));
            given.values = values
                .map(|value| value.map(|value| (Answer::Json(value), Place::Name)))
                .collect();
        } else {
            given.values.resize_with(manifest.facts.len(), || None);
            given.fields(manifest, &manifest.inputs, facts, "", "");
        }
        given.by_name(manifest, facts);
        given.beyond(manifest);
        given
    }

    /// The fields of a record, or of the whole; `path` and `pointer` lead to it.
    fn fields(
        &mut self,
        manifest: &'a Manifest,
        inputs: &'a [Input],
        object: &'a Map<String, Json>,
        path: &str,
        pointer: &str,
    ) {
        for input in inputs {
            if let Some(json) = object.get(&input.name) {
                let path = match path {
                    "" => input.name.clone(),
                    path => format!("{path}.{}", input.name),
                };
                let pointer = format!("{pointer}/{}", input.name);
                self.input(manifest, input, json, &path, &pointer);
            }
        }
        if path.is_empty() {
            return;
        }
        let names: Vec<&str> = inputs.iter().map(|input| input.name.as_str()).collect();
        for key in object.keys().filter(|key| !names.contains(&key.as_str())) {
            self.strangers
                .push(FactError::no_field(path, pointer, key, &names));
        }
    }

    fn input(
        &mut self,
        manifest: &'a Manifest,
        input: &'a Input,
        json: &'a Json,
        path: &str,
        pointer: &str,
    ) {
        match (&input.kind, json) {
            (InputKind::Fact(fact), json) => self.put(*fact, Answer::Json(json), pointer),
            (_, Json::Null) => {}
            (InputKind::Record(fields), Json::Object(object)) => {
                self.fields(manifest, fields, object, path, pointer);
            }
            (InputKind::Record(_), other) => {
                self.error(input, FactError::no_record(path, pointer, input, other));
            }
            (InputKind::List { length, items }, Json::Array(list)) => {
                let least = length_range(manifest, *length).0;
                if !(least..=items.len()).contains(&list.len()) {
                    let range = (least, items.len());
                    let error = FactError::wrong_length(path, pointer, input, list.len(), range);
                    return self.error(input, error);
                }
                self.put(*length, Answer::Length(list.len()), pointer);
                for (number, (item, json)) in (1..).zip(items.iter().zip(list)) {
                    let path = format!("{path}[{number}]");
                    let pointer = format!("{pointer}/{}", number - 1);
                    self.input(manifest, item, json, &path, &pointer);
                }
            }
            (InputKind::List { length, .. }, Json::Number(_) | Json::String(_)) => {
                self.put(*length, Answer::Json(json), pointer);
            }
            (InputKind::List { .. }, other) => {
                self.error(input, FactError::no_list(path, pointer, input, other));
            }
        }
    }

    fn put(&mut self, fact: usize, answer: Answer<'a>, pointer: &str) {
        if let Some(value) = self.values.get_mut(fact) {
            *value = Some((answer, Place::Inside(pointer.to_owned())));
        }
    }

    fn error(&mut self, input: &Input, error: FactError) {
        self.errors.push((first_fact(input), error));
    }

    /// Values that go by the way to them; then what is left has no place.
    fn by_name(&mut self, manifest: &'a Manifest, facts: &'a Map<String, Json>) {
        for (name, json) in facts {
            if manifest.inputs.iter().any(|input| input.name == *name) {
                continue;
            }
            let index = manifest.facts.iter().position(|fact| fact.name == *name);
            let Some((index, fact)) = index.zip(index.and_then(|at| manifest.facts.get(at))) else {
                self.strangers.push(FactError::no_fact(manifest, name));
                continue;
            };
            if manifest.inputs.is_empty() {
                continue;
            }
            match self.values.get_mut(index) {
                Some(value @ None) => *value = Some((Answer::Json(json), Place::Name)),
                _ => self.errors.push((index, FactError::given_twice(fact))),
            }
        }
    }

    /// Items that are known beyond the known end of their list.
    fn beyond(&mut self, manifest: &'a Manifest) {
        for (index, fact) in manifest.facts.iter().enumerate() {
            let known = |index: usize| match self.values.get(index)? {
                Some((answer, _)) if !answer.is_null() => Some(answer),
                _ => None,
            };
            if fact.within.is_empty() || known(index).is_none() {
                continue;
            }
            let passed = fact.within.iter().find_map(|(list, number)| {
                let length = known(*list)?.length()?;
                (length < u64::from(*number)).then_some((*list, length))
            });
            if let Some((list, length)) = passed
                && let Some(list) = manifest.facts.get(list)
            {
                let error = FactError::beyond_end(fact, list, length);
                self.errors.push((index, error));
            }
        }
    }
}

impl Answer<'_> {
    fn is_null(self) -> bool {
        matches!(self, Self::Json(Json::Null))
    }

    /// The length that it says; `None` for what is none, which is told elsewhere.
    fn length(self) -> Option<u64> {
        match self {
            Self::Length(length) => u64::try_from(length).ok(),
            Self::Json(Json::Number(number)) => number.as_u64(),
            Self::Json(Json::String(text)) => text.trim().parse().ok(),
            Self::Json(_) => None,
        }
    }
}

/// The least and most items of a list.
fn length_range(manifest: &Manifest, length: usize) -> (usize, usize) {
    let whole = |raw: i64| usize::try_from(raw).unwrap_or_default();
    match manifest.facts.get(length).map(|fact| &fact.value) {
        Some(nuanze_abi::ValueType::Decimal { min, max, .. }) => (whole(*min), whole(*max)),
        _ => (0, 0),
    }
}

/// The fact that stands first in a record or list.
fn first_fact(input: &Input) -> usize {
    match &input.kind {
        InputKind::Fact(fact) => *fact,
        InputKind::List { length, .. } => *length,
        InputKind::Record(fields) => fields.first().map_or(0, first_fact),
    }
}
