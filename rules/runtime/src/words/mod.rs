//! Sentences for people, in Chinese and in English: what rules say, why they failed, what is still open.

mod answer;
mod change;
mod comparison;
mod doubt;
mod format;
mod list;
mod sentence;

use nuanze_abi::{Clause, Fact, Manifest, NodeIndex, Text, ValueType};
use serde_json::Value as Json;

pub use format::{amount, date, minutes, moment, number, unit};

use crate::Value;
use crate::citation::document;

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

    /// One of two words.
    pub(crate) fn pick<T>(self, zh: T, en: T) -> T {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }
}

/// Sentences from one policy's manifest.
#[derive(Clone, Copy)]
pub struct Words<'a> {
    pub(crate) manifest: &'a Manifest,
    pub(crate) lang: Lang,
}

impl<'a> Words<'a> {
    /// Words of this policy in this language.
    pub fn new(manifest: &'a Manifest, lang: Lang) -> Self {
        Self { manifest, lang }
    }

    /// A value of this type: `是`, `空气源热泵热水机`, `45 平方米`, `2023年3月31日`.
    pub fn value(self, ty: &ValueType, value: &Value) -> String {
        let text = match value {
            Value::Bool(yes) => return self.yes_no(*yes).into(),
            Value::Text(text) => text,
        };
        let label = match ty {
            ValueType::Bool => None,
            ValueType::Decimal { unit, .. } => return amount(self.lang, text, unit),
            ValueType::Date { .. } | ValueType::Time { .. } | ValueType::DateTime { .. } => {
                return moment(self.lang, text);
            }
            ValueType::Enum { index } => {
                let values = self
                    .manifest
                    .enums
                    .get(*index)
                    .map(|item| item.values.as_slice())
                    .unwrap_or_default();
                values
                    .iter()
                    .find(|value| value.name == *text)
                    .map(|value| &value.label)
            }
            ValueType::Reading { index } => {
                let reading = self.manifest.readings.get(*index);
                let alternatives = reading
                    .map(|reading| reading.alternatives.as_slice())
                    .unwrap_or_default();
                alternatives
                    .iter()
                    .find(|alternative| alternative.name == *text)
                    .map(|alternative| &alternative.label)
            }
        };
        label.map_or_else(|| text.clone(), |label| self.lang.of(label).to_owned())
    }

    /// A fact's value as it stands in JSON; for one that is not known, `不知道` / `not known`.
    pub fn fact_value(self, fact: &str, value: Option<&Json>) -> String {
        let value = match value {
            None | Some(Json::Null) => return self.lang.pick("不知道", "not known").into(),
            Some(Json::Bool(yes)) => Value::Bool(*yes),
            Some(Json::String(text)) => Value::Text(text.clone()),
            Some(other) => Value::Text(other.to_string()),
        };
        self.fact(fact)
            .map_or_else(String::new, |fact| self.value(&fact.value, &value))
    }

    /// `是` or `否`, `yes` or `no`.
    pub fn yes_no(self, yes: bool) -> &'static str {
        if yes {
            self.lang.pick("是", "yes")
        } else {
            self.lang.pick("否", "no")
        }
    }

    /// What a fact is called inside a sentence; a name that the policy does not have stays as it is.
    pub fn fact_name(self, fact: &str) -> String {
        self.fact(fact)
            .map_or_else(|| fact.into(), |fact| self.fact_inside(fact))
    }

    /// A fact's question, after its place in a list or record: `第2项：低谷时用了多少电？`.
    pub fn ask(self, fact: &Fact) -> String {
        let ask = self.lang.of(&fact.ask);
        match &fact.place {
            Some(place) => {
                let joint = self.lang.pick("：", ": ");
                format!("{}{joint}{ask}", self.lang.of(place))
            }
            None => ask.to_owned(),
        }
    }

    /// A fact inside a sentence, with its place in a list or record.
    pub(crate) fn fact_inside(self, fact: &Fact) -> String {
        placed(self.lang, fact, self.inside(&fact.label))
    }

    /// A clause as it is cited: its heading; of one in a used document after the document's title.
    pub fn clause(self, clause: &Clause) -> String {
        let title = self.lang.of(&clause.title);
        match document(self.manifest, clause) {
            Some(document) => {
                let joint = self.lang.pick(" ", ", ");
                format!("{}{joint}{title}", self.lang.of(&document.title))
            }
            None => title.to_owned(),
        }
    }

    pub(crate) fn fact(self, name: &str) -> Option<&'a Fact> {
        self.manifest.facts.iter().find(|fact| fact.name == name)
    }

    pub(crate) fn node_named(self, name: &str) -> Option<NodeIndex> {
        self.manifest
            .nodes
            .iter()
            .position(|node| node.name.as_deref() == Some(name))
    }

    /// A label inside a sentence: English ones lose the capital they stand with alone, unless it is an acronym's.
    pub(crate) fn inside(self, label: &Text) -> String {
        let text = self.lang.of(label);
        let mut letters = text.chars();
        match (self.lang, letters.next(), letters.next()) {
            (Lang::En, Some(first), Some(second))
                if second.is_ascii_lowercase() || second == ' ' =>
            {
                format!(
                    "{}{}",
                    first.to_ascii_lowercase(),
                    text.chars().skip(1).collect::<String>()
                )
            }
            _ => text.into(),
        }
    }

    /// Words in quotation marks.
    pub(crate) fn quoted(self, text: &str) -> String {
        format!("“{text}”")
    }

    /// A list in a sentence: `甲、乙或丙`, `a, b or c`.
    pub(crate) fn list(self, items: &[String], last_zh: &str, last_en: &str) -> String {
        let Some((last, rest)) = items.split_last() else {
            return String::new();
        };
        if rest.is_empty() {
            return last.clone();
        }
        match self.lang {
            Lang::Zh => format!("{}{last_zh}{}", rest.join("、"), apart(last)),
            Lang::En => format!("{} {last_en} {last}", rest.join(", ")),
        }
    }
}

/// What a fact is called: its label, after its place in a list or record.
pub fn fact_label(lang: Lang, fact: &Fact) -> String {
    placed(lang, fact, lang.of(&fact.label).to_owned())
}

fn placed(lang: Lang, fact: &Fact, label: String) -> String {
    match &fact.place {
        Some(place) => lang.pick(
            format!("{}的{label}", place.zh),
            format!("{}: {label}", place.en),
        ),
        None => label,
    }
}

/// Words after Chinese characters: figures stand a space apart from them.
pub(crate) fn apart(words: &str) -> String {
    if words.starts_with(|first: char| first.is_ascii_digit() || first == '−') {
        format!(" {words}")
    } else {
        words.into()
    }
}
