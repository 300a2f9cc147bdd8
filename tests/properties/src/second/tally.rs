//! What came of the cases that were compared.

use std::collections::HashMap;

use super::facts::Value;

/// What both said of each outcome and how often: by document and outcome. Numbers are here to two digits.
pub type Said = HashMap<(&'static str, &'static str), HashMap<Value, usize>>;

/// What was compared.
#[derive(Clone, Debug, Default)]
pub struct Compared {
    /// How many cases.
    pub cases: usize,
    /// What came of them.
    pub said: Said,
}

/// An outcome of a document while its cases are compared.
pub struct Tally {
    /// Its name.
    pub name: &'static str,
    /// The module's node.
    pub node: usize,
    /// How often it was no, and how often yes.
    answers: [usize; 2],
    /// How often it was anything else.
    others: HashMap<Value, usize>,
}

impl Compared {
    /// Adds what another found.
    pub fn add(&mut self, other: Self) {
        self.cases += other.cases;
        for (outcome, values) in other.said {
            let counts = self.said.entry(outcome).or_default();
            for (value, count) in values {
                *counts.entry(value).or_default() += count;
            }
        }
    }
}

impl Tally {
    /// Of an outcome, with nothing counted.
    pub fn new(name: &'static str, node: usize) -> Self {
        Self {
            name,
            node,
            answers: [0; 2],
            others: HashMap::new(),
        }
    }

    /// Counts a value.
    pub fn count(&mut self, value: Value) {
        let kind = match value {
            Value::Yes(yes) => {
                self.answers[usize::from(yes)] += 1;
                return;
            }
            Value::Number(number) => Value::Number(number.round_sf(2).unwrap().normalize()),
            // They are all much the same.
            Value::Moment(_) => Value::Moment(0),
            Value::Choice(_) => value,
        };
        *self.others.entry(kind).or_default() += 1;
    }

    /// Every value that came up, and how often.
    pub fn values(self) -> HashMap<Value, usize> {
        let [no, yes] = self.answers;
        let answers = [(Value::Yes(false), no), (Value::Yes(true), yes)];
        let answers = answers.into_iter().filter(|(_, count)| *count > 0);
        self.others.into_iter().chain(answers).collect()
    }
}
