//! The facts of a case, all of them known, as a second implementation asks for them: by name.

use std::collections::HashMap;

use nuanze_abi::{Manifest, ValueType};
use rust_decimal::Decimal;

/// Where a policy keeps its facts and readings, by name.
pub struct Index<'a> {
    manifest: &'a Manifest,
    facts: HashMap<&'a str, usize>,
    readings: HashMap<&'a str, usize>,
}

/// A case of a policy: every reading has a value, and every fact but items that their list does not reach.
pub struct Facts<'a> {
    index: &'a Index<'a>,
    /// The raw values, facts first, then readings; for what is yes or no, 1 or 0.
    values: &'a [i64],
}

/// What a second implementation says of an outcome.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Value {
    /// A number, in the outcome's own unit.
    Number(Decimal),
    /// Yes or no.
    Yes(bool),
    /// An enum value, by its identifier.
    Choice(&'static str),
    /// A day since 1970-01-01, a minute of the day, or a minute since 1970-01-01.
    Moment(i64),
}

/// A second implementation: the outcomes it knows, by name.
pub type Second = fn(&Facts) -> Vec<(&'static str, Value)>;

impl<'a> Index<'a> {
    /// Of this policy.
    pub fn new(manifest: &'a Manifest) -> Self {
        let facts = manifest.facts.iter().map(|fact| fact.name.as_str());
        let readings = manifest.readings.iter();
        let readings = readings.map(|reading| reading.name.as_str());
        Self {
            manifest,
            facts: facts.enumerate().map(|(at, name)| (name, at)).collect(),
            readings: readings.enumerate().map(|(at, name)| (name, at)).collect(),
        }
    }
}

impl<'a> Facts<'a> {
    /// A case of this policy.
    pub fn new(index: &'a Index<'a>, values: &'a [i64]) -> Self {
        Self { index, values }
    }

    /// The value of what is yes or no.
    pub fn yes(&self, name: &str) -> bool {
        self.fact(name).1 != 0
    }

    /// A number, in the fact's own unit.
    pub fn number(&self, name: &str) -> Decimal {
        match self.fact(name) {
            (ValueType::Decimal { scale, .. }, raw) => {
                Decimal::from_i128_with_scale(i128::from(raw), *scale)
            }
            other => panic!("`{name}` is no number: {other:?}"),
        }
    }

    /// An enum value's identifier.
    pub fn choice(&self, name: &str) -> &'a str {
        match self.fact(name) {
            (ValueType::Enum { index }, raw) => {
                let values = &self.index.manifest.enums[*index].values;
                &values[usize::try_from(raw).unwrap()].name
            }
            other => panic!("`{name}` is no choice: {other:?}"),
        }
    }

    /// A day since 1970-01-01, a minute of the day, or a minute since 1970-01-01.
    pub fn moment(&self, name: &str) -> i64 {
        self.fact(name).1
    }

    /// The alternative by which a doubtful text is read.
    pub fn reading(&self, name: &str) -> &'a str {
        let at = self.index.readings.get(name);
        let at = *at.unwrap_or_else(|| panic!("there is no reading `{name}`"));
        let manifest = self.index.manifest;
        let raw = self.values[manifest.facts.len() + at];
        &manifest.readings[at].alternatives[usize::try_from(raw).unwrap()].name
    }

    fn fact(&self, name: &str) -> (&'a ValueType, i64) {
        let at = self.index.facts.get(name);
        let at = *at.unwrap_or_else(|| panic!("there is no fact `{name}`"));
        (&self.index.manifest.facts[at].value, self.values[at])
    }
}
