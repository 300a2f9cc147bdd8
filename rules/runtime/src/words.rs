//! Sentences for people, in Chinese and in English: what rules say, why they failed, what is still open.

use nuanze_abi::{Manifest, NodeIndex, Operand, Text, ValueType};

use crate::{Margin, Outcome, Suggestion, UnderReading, Value};

/// The language of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Lang {
    /// 中文。
    #[default]
    Zh,
    /// English.
    En,
}

impl Lang {
    /// The words in this language.
    pub fn of(self, text: &Text) -> &str {
        match self {
            Self::Zh => &text.zh,
            Self::En => &text.en,
        }
    }
}

/// A decimal string with thousands separators: `12,000.5`.
pub fn number(decimal: &str) -> String {
    decimal.into()
}

/// A decimal string with its unit: `12,000 元`, `CNY 12,000`, `45 平方米`, `45 m²`.
pub fn amount(lang: Lang, decimal: &str, unit: &str) -> String {
    let _ = lang;
    format!("{decimal} {unit}")
}

/// A day `YYYY-MM-DD` as people write it: `2023年3月31日`, `31 March 2023`. Other text stays as it is.
pub fn date(lang: Lang, day: &str) -> String {
    let _ = lang;
    day.into()
}

/// Sentences from one policy's manifest.
#[derive(Clone, Copy)]
pub struct Words<'a> {
    manifest: &'a Manifest,
    lang: Lang,
}

impl<'a> Words<'a> {
    /// Words of this policy in this language.
    pub fn new(manifest: &'a Manifest, lang: Lang) -> Self {
        Self { manifest, lang }
    }

    /// A value of this type: `有`, `空气源热泵热水机`, `45 平方米`, `2023年3月31日`.
    pub fn value(&self, ty: &ValueType, value: &Value) -> String {
        let _ = (ty, value, self.manifest, self.lang);
        String::new()
    }

    /// A fact's value as it stands in a decision's facts; for one that is not known, `不知道` / `not known`.
    pub fn fact_value(&self, fact: &str, value: Option<&serde_json::Value>) -> String {
        let _ = (fact, value);
        String::new()
    }

    /// What a fact, reading, node or constant is called inside a sentence.
    pub fn operand(&self, operand: &Operand) -> String {
        let _ = operand;
        String::new()
    }

    /// A node's label, or what it says where it has none.
    pub fn name(&self, node: NodeIndex) -> String {
        let _ = node;
        String::new()
    }

    /// What a node says, as a sentence: `取暖面积不小于 45 平方米`.
    pub fn sentence(&self, node: NodeIndex) -> String {
        let _ = node;
        String::new()
    }

    /// How far an amount is from its threshold: `差 0.8 平方米`, `0.8 m² short`.
    pub fn margin(&self, margin: &Margin) -> String {
        let _ = margin;
        String::new()
    }

    /// An outcome as a sentence; `name` is its node's name.
    pub fn outcome(&self, name: &str, outcome: &Outcome) -> String {
        let _ = (name, outcome);
        String::new()
    }

    /// What the alternatives of a reading would give, one sentence each, and who decides.
    pub fn reading(&self, reading: &UnderReading) -> Vec<String> {
        let _ = reading;
        Vec::new()
    }

    /// "At 45 m² it would be CNY 12,000; you have 44.2 m²."
    pub fn suggestion(&self, suggestion: &Suggestion) -> String {
        let _ = suggestion;
        String::new()
    }
}
