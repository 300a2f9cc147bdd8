//! Setting a fact of a case so that its lists stay whole: items that a list gains have values, those that it loses none.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::evaluate::Case;
use crate::program::{FactId, Input, InputKind, Program, Value};

/// The lists of a program: for each length the single facts of each item, in the order in which they are declared.
#[derive(Debug, Default)]
pub(crate) struct Lists {
    items: BTreeMap<FactId, Vec<Vec<FactId>>>,
}

impl Lists {
    /// The lists that a program declares.
    pub(crate) fn of(program: &Program) -> Self {
        let mut lists = Self::default();
        for input in &program.inputs {
            lists.gather(input);
        }
        lists
    }

    /// Notes the lists of an input.
    fn gather(&mut self, input: &Input) {
        match &input.kind {
            InputKind::Fact(_) => {}
            InputKind::Record(fields) => fields.iter().for_each(|field| self.gather(field)),
            InputKind::List { length, items } => {
                items.iter().for_each(|item| self.gather(item));
                self.items
                    .insert(*length, items.iter().map(leaves).collect());
            }
        }
    }

    /// Whether a fact holds how many items a list has.
    pub(crate) fn is_length(&self, fact: FactId) -> bool {
        self.items.contains_key(&fact)
    }

    /// Takes the items of a list away, if the fact is its length.
    pub(crate) fn take_items(&self, case: &mut Case, fact: FactId) {
        let items = self.items.get(&fact).into_iter().flatten();
        items.flatten().for_each(|leaf| put(case, *leaf, None));
    }

    /// Sets a fact; `first` gives the value that a fact has where there is none to take over.
    pub(crate) fn set(
        &self,
        program: &Program,
        case: &mut Case,
        (fact, value): (FactId, Value),
        first: &dyn Fn(FactId) -> Option<Value>,
    ) {
        put(case, fact, Some(value));
        let (Some(items), Value::Number(length)) = (self.items.get(&fact), value) else {
            return;
        };
        for (number, leaves) in (1_u32..).zip(items) {
            if Decimal::from(number) > length {
                leaves.iter().for_each(|leaf| put(case, *leaf, None));
            } else if leaves.iter().all(|leaf| get(case, *leaf).is_none()) {
                let like = items.first().filter(|like| *like != leaves);
                for (at, leaf) in leaves.iter().enumerate() {
                    if reached(program, case, *leaf) {
                        let taken = like.and_then(|like| get(case, *like.get(at)?));
                        put(case, *leaf, taken.or_else(|| first(*leaf)));
                    }
                }
            }
        }
    }
}

/// The single facts that an input is made of, in the order in which they are declared.
pub(crate) fn leaves(input: &Input) -> Vec<FactId> {
    match &input.kind {
        InputKind::Fact(fact) => vec![*fact],
        InputKind::Record(fields) => fields.iter().flat_map(leaves).collect(),
        InputKind::List { length, items } => [*length]
            .into_iter()
            .chain(items.iter().flat_map(leaves))
            .collect(),
    }
}

/// Whether a fact exists: every list that it is an item of is known to reach it.
pub(crate) fn reached(program: &Program, case: &Case, fact: FactId) -> bool {
    let within = program.facts.get(fact.0).map(|fact| fact.within.as_slice());
    within.unwrap_or_default().iter().all(|(length, number)| {
        matches!(get(case, *length), Some(Value::Number(length)) if length >= Decimal::from(*number))
    })
}

/// A fact of a case.
pub(crate) fn get(case: &Case, fact: FactId) -> Option<Value> {
    case.facts.get(fact.0).copied().flatten()
}

/// Sets a fact of a case, or takes it away.
pub(crate) fn put(case: &mut Case, fact: FactId, value: Option<Value>) {
    if let Some(slot) = case.facts.get_mut(fact.0) {
        *slot = value;
    }
}
