//! What is asked and assumed: facts with their types and places, parameters, readings.

use serde::{Deserialize, Serialize};

use super::{ClauseIndex, Operand, Text};

/// An enum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enum {
    /// Its name.
    pub name: String,
    /// Its label.
    pub label: Text,
    /// Headings over its values.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<Text>,
    /// Its values; a slot holds a position in this list.
    pub values: Vec<EnumValue>,
}

/// A value of an enum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnumValue {
    /// Its identifier: what JSON says.
    pub name: String,
    /// Its label.
    pub label: Text,
    /// Index into [`Enum::groups`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<usize>,
}

/// What a slot holds. Numbers are at the slot's scale: raw = value × 10^scale.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ValueType {
    /// Yes or no; only the state byte is used.
    Bool,
    /// Index into [`super::Manifest::enums`].
    Enum {
        /// Which enum.
        index: usize,
    },
    /// The position of an alternative of a reading: index into [`super::Manifest::readings`].
    Reading {
        /// Which reading.
        index: usize,
    },
    /// A decimal.
    Decimal {
        /// The unit as it is written after the number (`m²`, `CNY`); empty for a bare number.
        unit: String,
        /// Digits after the point.
        scale: u32,
        /// The smallest raw value.
        min: i64,
        /// The largest raw value.
        max: i64,
        /// Raw values are multiples of this (1 where every value of the scale is meant).
        step: i64,
    },
    /// Days since 1970-01-01.
    Date {
        /// The first day.
        min: i64,
        /// The last day.
        max: i64,
    },
    /// A minute of the day: 0 (`00:00`) to 1439 (`23:59`).
    Time {
        /// The first minute.
        min: i64,
        /// The last minute.
        max: i64,
    },
    /// A minute of a day, local time: minutes since 1970-01-01T00:00.
    DateTime {
        /// The first minute.
        min: i64,
        /// The last minute.
        max: i64,
    },
}

/// A declared fact: a single one, a record, or a list of either.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Input {
    /// Its key in JSON; empty for an item of a list.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Its label.
    pub label: Text,
    /// What it is made of.
    #[serde(flatten)]
    pub kind: InputKind,
}

/// What a declared fact is made of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InputKind {
    /// The fact of this index.
    Fact(usize),
    /// A JSON object: its fields.
    Record(Vec<Input>),
    /// A JSON array.
    List {
        /// The fact that holds how many items there are; it has the list's name.
        length: usize,
        /// As many as there can be.
        items: Vec<Input>,
    },
}

/// A value that changes by date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// Its label.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<Text>,
    /// The clause it stands under.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clause: Option<ClauseIndex>,
    /// The first day of each value, `YYYY-MM-DD`, ascending, and the value; the last holds on.
    pub entries: Vec<(String, Operand)>,
}

/// What a person is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// Its name: its key in JSON; for a part of a record or list the way to it: `unit.cop_25`, `months[2].valley`.
    pub name: String,
    /// Where it stands in a list or record, to be said before its label (`第2项`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Text>,
    /// The lists that it is an item of, as the facts of their lengths, and its number in each, counted from 1, the
    /// outermost first: it exists only if they reach it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub within: Vec<(usize, u32)>,
    /// What it holds, and the range a host must check before it writes the slot.
    #[serde(flatten)]
    pub value: ValueType,
    /// A noun, as it stands in a sentence.
    pub label: Text,
    /// The question.
    pub ask: Text,
    /// How to find the answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<Text>,
    /// Why it is asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<Text>,
    /// The clause it is declared under.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clause: Option<ClauseIndex>,
    /// Indices into [`super::Manifest::evidence`]: one of each inner list, all of the outer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub proof: Vec<Vec<usize>>,
    /// Who judges it, where the official text leaves a term open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assessed_by: Option<Text>,
    /// Whether the person can still alter it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub changeable: bool,
    /// The raw values it is compared with, ascending, without repeats: where an answer can tip a decision.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub breakpoints: Vec<i64>,
}

/// A doubt of the official text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// Its name.
    pub name: String,
    /// The doubt as a question.
    pub question: Text,
    /// What the text can mean.
    pub alternatives: Vec<Alternative>,
    /// The position of the one in force.
    pub default: usize,
    /// Who may settle it.
    pub decided_by: Text,
    /// Why the default is the default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub because: Option<Text>,
    /// The clause it is declared under.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clause: Option<ClauseIndex>,
}

/// One meaning of a doubtful text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alternative {
    /// Its identifier.
    pub name: String,
    /// It in words.
    pub label: Text,
}
