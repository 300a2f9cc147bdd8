//! What a policy answers: the outcomes, what they rest on, and what is still open.
//!
//! This is the JSON that the phone, the edge, the command line and the npm package all show. Numbers are decimal
//! strings at their full scale without trailing zeros after the point, days are `YYYY-MM-DD`, times `HH:MM`, date-times
//! `YYYY-MM-DDTHH:MM`, enum values and facts go by their identifiers, parts of records and lists by the way to them
//! (`months[2].valley`). A clause goes by its anchor, one of a used document by `document#anchor`. Maps are sorted by document order, so equal decisions are equal bytes.

use nuanze_abi::{Manifest, NodeKind, State, Text, ValueType};
use serde::{Deserialize, Serialize};

use crate::decimal::Decimal;
use crate::ordered::Ordered;
use crate::record::Slot;
use crate::{date, time};

/// The answer to one set of facts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Decision {
    /// The policy's id.
    pub policy: String,
    /// SHA-256 of the module's bytes, in hex.
    pub module: String,
    /// The answers by name, in document order.
    #[cfg_attr(feature = "openapi", schema(value_type = std::collections::BTreeMap<String, Outcome>))]
    pub outcomes: Ordered<Outcome>,
    /// The facts that can still change an open outcome, in the order they are asked.
    pub needs: Vec<String>,
    /// The question to ask next: of `needs`, without those that were given as null because nobody knows them, the first
    /// in document order, unless another settles clearly more.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub next: Option<String>,
    /// Every named condition, statement, row, rule and table, in document order.
    pub trace: Vec<Step>,
    /// For each reading that matters to these facts: what each alternative would give.
    pub readings: Vec<UnderReading>,
    /// Pairs of alternatives that together give what neither lets expect.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub together: Vec<ReadTogether>,
    /// What to bring, for the facts that this decision used and for the claim.
    pub evidence: Vec<EvidenceNeed>,
    /// What is left to a person.
    pub manual: Vec<ManualNote>,
}

/// One answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "status", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Outcome {
    /// It is decided.
    Known {
        /// The value: a bool, or a string.
        value: Value,
        /// The unit of a number.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        unit: Option<String>,
        /// The clause that it rests on: of the row that applied, the failed requirement, or the rule.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        clause: Option<String>,
        /// The conditions that failed, where the value is what an unmet gate leaves (`eligible.meter`).
        #[serde(skip_serializing_if = "Vec::is_empty", default)]
        failed: Vec<String>,
    },
    /// It is still open.
    Unknown {
        /// The facts that can still settle it.
        needs: Vec<String>,
        /// The smallest value it can still take, where that is known.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        min: Option<Value>,
        /// The largest.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        max: Option<Value>,
        /// The unit of a number.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        unit: Option<String>,
        /// Whether `min` and `max` are reached by some answers: all kinds of answer were tried. Otherwise they are
        /// proved bounds, and the range may be narrower.
        #[serde(skip_serializing_if = "std::ops::Not::not", default)]
        exact: bool,
        /// The needed facts of which each settles it alone, whatever the answer.
        #[serde(skip_serializing_if = "Vec::is_empty", default)]
        settled_by: Vec<String>,
    },
}

/// A value in JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Value {
    /// Yes or no.
    Bool(bool),
    /// A decimal, a day, a time, an enum value or an alternative.
    Text(String),
}

impl UnderReading {
    /// The names of the outcomes on which the alternatives part, in document order.
    pub fn parted(&self) -> Vec<&str> {
        let Some((first, rest)) = self.alternatives.split_first() else {
            return Vec::new();
        };
        let parts = |(name, outcome): &(&str, &Outcome)| {
            rest.iter()
                .filter_map(|other| other.outcomes.get(name))
                .any(|other| other.differs(outcome))
        };
        first
            .outcomes
            .iter()
            .filter(parts)
            .map(|(name, _)| name)
            .collect()
    }
}

impl Outcome {
    /// Whether it says something else, not only by another clause.
    pub(crate) fn differs(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Known { value: a, .. }, Self::Known { value: b, .. }) => a != b,
            _ => self != other,
        }
    }
}

impl Value {
    /// What a known slot of this type means.
    pub(crate) fn of_slot(manifest: &Manifest, ty: &ValueType, slot: Slot) -> Self {
        match ty {
            ValueType::Bool => Self::Bool(slot.state == State::Yes),
            ty => Self::of_raw(manifest, ty, slot.value),
        }
    }

    /// What a raw value of this type means, as JSON says it: an end of a fact's range, a breakpoint. A bool is 0 or 1.
    pub fn of_raw(manifest: &Manifest, ty: &ValueType, raw: i64) -> Self {
        let position = usize::try_from(raw).unwrap_or(usize::MAX);
        let name = match ty {
            ValueType::Bool => return Self::Bool(raw != 0),
            ValueType::Decimal { scale, .. } => Some(Decimal::of(raw, *scale).to_string()),
            ValueType::Date { .. } => Some(date::format(raw)),
            ValueType::Time { .. } => Some(time::format(raw)),
            ValueType::DateTime { .. } => Some(time::format_moment(raw)),
            ValueType::Enum { index } => {
                let values = manifest.enums.get(*index).map(|item| &item.values);
                values
                    .and_then(|list| list.get(position))
                    .map(|value| value.name.clone())
            }
            ValueType::Reading { index } => {
                let alternatives = manifest
                    .readings
                    .get(*index)
                    .map(|reading| &reading.alternatives);
                alternatives
                    .and_then(|list| list.get(position))
                    .map(|alternative| alternative.name.clone())
            }
        };
        Self::Text(name.unwrap_or_default())
    }
}

/// One step of the trace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Step {
    /// `eligible.meter`, `award[1]`, `award`.
    pub node: String,
    /// What part of the document it is.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub kind: NodeKind,
    /// No, yes or unknown for what is yes or no; for values whether it is known.
    #[serde(with = "crate::state_name")]
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub state: State,
    /// The value of a rule or table that is not a bool.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub value: Option<Value>,
    /// Its unit.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub unit: Option<String>,
    /// The anchor of its clause.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub clause: Option<String>,
    /// How far each compared amount is from its threshold, where that is known.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub margins: Vec<Margin>,
}

/// How far an amount is from a threshold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Margin {
    /// The fact or named node that was compared.
    pub of: String,
    /// Its value.
    pub value: String,
    /// The threshold.
    pub threshold: String,
    /// `value − threshold`; for dates the number of days, for times and date-times of minutes.
    pub margin: String,
    /// The unit of all three; for dates that of the margin, `d`, for times and date-times `min`.
    pub unit: String,
}

/// What the alternatives of a reading give.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UnderReading {
    /// The reading's name.
    pub reading: String,
    /// The alternative that this decision used.
    pub used: String,
    /// Each alternative with its outcomes, all other readings as used.
    pub alternatives: Vec<AlternativeOutcomes>,
}

/// The outcomes under one alternative.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AlternativeOutcomes {
    /// The alternative's name.
    pub alternative: String,
    /// Its outcomes.
    #[cfg_attr(feature = "openapi", schema(value_type = std::collections::BTreeMap<String, Outcome>))]
    pub outcomes: Ordered<Outcome>,
}

/// Two readings that bear on each other: what follows from two other alternatives at once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReadTogether {
    /// The alternative of each of the two readings, by the reading's name.
    #[cfg_attr(feature = "openapi", schema(value_type = std::collections::BTreeMap<String, String>))]
    pub readings: Ordered<String>,
    /// The outcomes that no single one of the two explains.
    #[cfg_attr(feature = "openapi", schema(value_type = std::collections::BTreeMap<String, Outcome>))]
    pub outcomes: Ordered<Outcome>,
}

/// One line of what to bring.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EvidenceNeed {
    /// Any one of these kinds of evidence.
    pub any_of: Vec<String>,
    /// The facts that it proves; empty for what the claim needs whatever its facts.
    pub proves: Vec<String>,
    /// Set while it is open whether it is needed.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub maybe: bool,
    /// The anchor of the clause that asks for it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub clause: Option<String>,
}

/// What a person decides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ManualNote {
    /// Its name.
    pub manual: String,
    /// The outcomes that hang on it.
    pub affects: Vec<String>,
    /// Who decides.
    #[cfg_attr(feature = "openapi", schema(value_type = std::collections::BTreeMap<String, String>))]
    pub decided_by: Text,
}
