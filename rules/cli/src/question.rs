//! A fact as a question: its options, how an answer in words becomes a fact.

use nuanze_abi::{Fact, Manifest, Text, ValueType};
use nuanze_runtime::words::{Lang, Words};
use serde::Serialize;
use serde_json::Value;

use crate::language::pick;
use crate::output::Paint;

/// A question for a script to ask.
#[derive(Debug, Serialize)]
pub struct Question {
    /// The fact's name: the key of its answer.
    fact: String,
    /// `bool`, `enum`, `decimal`, `date`, `time` or `date_time`.
    #[serde(rename = "type")]
    kind: &'static str,
    /// Where it stands in a list or record.
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<Text>,
    /// The question.
    ask: Text,
    /// How to find the answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<Text>,
    /// Why it is asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<Text>,
    /// Who judges it, where the official text leaves a term open.
    #[serde(skip_serializing_if = "Option::is_none")]
    assessed_by: Option<Text>,
    /// The values to choose from.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    options: Vec<ChoiceOption>,
    /// The unit of a number.
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<String>,
    /// The smallest number, first day or first minute.
    #[serde(skip_serializing_if = "Option::is_none")]
    min: Option<String>,
    /// The largest number, last day or last minute.
    #[serde(skip_serializing_if = "Option::is_none")]
    max: Option<String>,
    /// The type that the answer has.
    #[serde(skip)]
    value: ValueType,
    /// What a number is a multiple of.
    #[serde(skip_serializing_if = "Option::is_none")]
    step: Option<String>,
}

/// A value to choose.
#[derive(Debug, Serialize)]
struct ChoiceOption {
    value: Value,
    label: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    group: Option<Text>,
}

impl Question {
    /// The question for a fact.
    pub fn new(manifest: &Manifest, fact: &Fact) -> Self {
        let mut question = Self {
            fact: fact.name.clone(),
            kind: "bool",
            place: fact.place.clone(),
            ask: fact.ask.clone(),
            hint: fact.hint.clone(),
            why: fact.why.clone(),
            assessed_by: fact.assessed_by.clone(),
            options: options(manifest, &fact.value),
            value: fact.value.clone(),
            unit: None,
            min: None,
            max: None,
            step: None,
        };
        let written = |raw| match nuanze_runtime::Value::of_raw(manifest, &fact.value, raw) {
            nuanze_runtime::Value::Text(text) => Some(text),
            nuanze_runtime::Value::Bool(_) => None,
        };
        match &fact.value {
            ValueType::Bool => {}
            ValueType::Enum { .. } | ValueType::Reading { .. } => question.kind = "enum",
            ValueType::Decimal {
                unit,
                min,
                max,
                step,
                ..
            } => {
                question.kind = "decimal";
                question.unit = (!unit.is_empty()).then(|| unit.clone());
                (question.min, question.max, question.step) =
                    (written(*min), written(*max), written(*step));
            }
            ValueType::Date { min, max }
            | ValueType::Time { min, max }
            | ValueType::DateTime { min, max } => {
                question.kind = match fact.value {
                    ValueType::Date { .. } => "date",
                    ValueType::Time { .. } => "time",
                    _ => "date_time",
                };
                (question.min, question.max) = (written(*min), written(*max));
            }
        }
        question
    }
}

/// The values to choose from: of an enum, or yes and no.
fn options(manifest: &Manifest, value: &ValueType) -> Vec<ChoiceOption> {
    let yes_or_no = |value, zh: &str, en: &str| ChoiceOption {
        value: Value::Bool(value),
        label: Text {
            zh: zh.to_owned(),
            en: en.to_owned(),
        },
        group: None,
    };
    match value {
        ValueType::Bool => vec![yes_or_no(true, "是", "yes"), yes_or_no(false, "否", "no")],
        ValueType::Enum { index } => {
            let Some(choices) = manifest.enums.get(*index) else {
                return Vec::new();
            };
            let options = choices.values.iter().map(|choice| ChoiceOption {
                value: Value::String(choice.name.clone()),
                label: choice.label.clone(),
                group: choice
                    .group
                    .and_then(|group| choices.groups.get(group))
                    .cloned(),
            });
            options.collect()
        }
        ValueType::Reading { .. }
        | ValueType::Decimal { .. }
        | ValueType::Date { .. }
        | ValueType::Time { .. }
        | ValueType::DateTime { .. } => Vec::new(),
    }
}

impl Question {
    /// The fact that is asked for.
    pub fn fact(&self) -> &str {
        &self.fact
    }

    /// The question as text: what is asked, how to find out, and the options with their numbers.
    pub fn text(&self, words: &Words, lang: Lang, paint: Paint) -> String {
        let mut ask = lang.of(&self.ask).to_owned();
        if let Some(place) = &self.place {
            let joint = pick(lang, "：", ": ");
            ask.insert_str(0, &format!("{}{joint}", lang.of(place)));
        }
        let mut text = format!("{}\n", paint.strong(&ask));
        for note in [&self.hint, &self.why].into_iter().flatten() {
            text.push_str(&format!("  {}\n", paint.faint(lang.of(note))));
        }
        if let Some(role) = &self.assessed_by {
            let judged = match lang {
                Lang::Zh => format!("由{}认定", role.zh),
                Lang::En => format!("judged by: {}", role.en),
            };
            text.push_str(&format!("  {}\n", paint.faint(&judged)));
        }
        let mut group = None;
        for (index, option) in self.options.iter().enumerate() {
            if option.group != group {
                group.clone_from(&option.group);
                text.push_str(
                    &group
                        .as_ref()
                        .map_or_else(String::new, |group| format!("  {}\n", lang.of(group))),
                );
            }
            text.push_str(&format!("  {:>3}  {}\n", index + 1, lang.of(&option.label)));
        }
        if let (Some(min), Some(max)) = (&self.min, &self.max) {
            let end =
                |end: &String| words.value(&self.value, &nuanze_runtime::Value::Text(end.clone()));
            let range = format!("{} – {}", end(min), end(max));
            text.push_str(&format!("  {}\n", paint.faint(&range)));
        }
        text
    }

    /// The fact that a typed answer means; `None` if it is none of the options. The policy checks numbers and days.
    pub fn read(&self, typed: &str) -> Option<Value> {
        match self.kind {
            "decimal" => Some(Value::String(self.number(typed))),
            "date" => Some(Value::String(written_day(typed))),
            "time" => Some(Value::String(written_time(typed))),
            "date_time" => Some(Value::String(written_moment(typed))),
            _ => self.choose(typed),
        }
    }

    /// An option by its number, its name, its label, or a part of one label alone.
    fn choose(&self, typed: &str) -> Option<Value> {
        let word = typed.to_lowercase();
        if self.kind == "bool" {
            let yes = ["y", "yes", "true", "是", "有", "对"].contains(&word.as_str());
            let no =
                ["n", "no", "false", "否", "不是", "没有", "不", "无"].contains(&word.as_str());
            if yes || no {
                return Some(Value::Bool(yes));
            }
        }
        if let Ok(number) = word.parse::<usize>() {
            return number
                .checked_sub(1)
                .and_then(|index| self.options.get(index))
                .map(|option| option.value.clone());
        }
        let labels = |option: &ChoiceOption| {
            [
                option.label.zh.to_lowercase(),
                option.label.en.to_lowercase(),
            ]
        };
        let exact = |option: &&ChoiceOption| {
            option.value == word.as_str() || labels(option).contains(&word)
        };
        if let Some(option) = self.options.iter().find(exact) {
            return Some(option.value.clone());
        }
        let mut parts = self
            .options
            .iter()
            .filter(|option| labels(option).iter().any(|label| label.contains(&word)));
        match (parts.next(), parts.next()) {
            (Some(only), None) => Some(only.value.clone()),
            _ => None,
        }
    }

    /// A number without its unit and the commas between thousands.
    fn number(&self, typed: &str) -> String {
        let unit = self.unit.as_deref().unwrap_or_default();
        let unit_words: &[&str] = match unit {
            "m²" => &["m²", "m2", "平方米", "平米", "㎡"],
            "CNY" => &["CNY", "元", "¥"],
            _ => &[unit],
        };
        let mut number = typed.trim();
        for word in unit_words.iter().filter(|word| !word.is_empty()) {
            number = number.strip_suffix(word).unwrap_or(number).trim_end();
        }
        number.replace([',', '，'], "")
    }
}

/// A day as `YYYY-MM-DD` where it is written `2022/3/1`, `2022.3.1` or `2022年3月1日`; else as it was typed.
fn written_day(typed: &str) -> String {
    let parts: Vec<&str> = typed
        .split(['-', '/', '.', '年', '月', '日'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    match parts.as_slice() {
        [year, month, day] => format!("{year:0>4}-{month:0>2}-{day:0>2}"),
        _ => typed.to_owned(),
    }
}

/// A time of day as `HH:MM` where it is written `8:00`, `20：00` or `20时30分`; else as it was typed.
fn written_time(typed: &str) -> String {
    let parts: Vec<&str> = typed
        .split([':', '：', '时', '点', '分'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    match parts.as_slice() {
        [hour, minute] => format!("{hour:0>2}:{minute:0>2}"),
        [hour] if typed.ends_with(['时', '点']) => format!("{hour:0>2}:00"),
        _ => typed.to_owned(),
    }
}

/// A date and time as `YYYY-MM-DDTHH:MM` where a day and a time stand one after the other; else as it was typed.
fn written_moment(typed: &str) -> String {
    let day_ends = typed.find(['T', ' ', '日']);
    let Some((day, time)) = day_ends.and_then(|at| typed.split_at_checked(at)) else {
        return typed.to_owned();
    };
    let time = time.trim_start_matches(['T', ' ', '日']);
    format!("{}T{}", written_day(day), written_time(time))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_people_write_them() {
        for typed in ["08:05", "8:05", "8：05", "8时5分", "8点05分"] {
            assert_eq!(written_time(typed), "08:05", "{typed}");
        }
        assert_eq!(written_time("20时"), "20:00");
        assert_eq!(written_time("soon"), "soon");
        for typed in [
            "2025-12-01T20:00",
            "2025-12-1 20:00",
            "2025/12/1 20:00",
            "2025年12月1日20:00",
            "2025年12月1日 20时",
        ] {
            assert_eq!(written_moment(typed), "2025-12-01T20:00", "{typed}");
        }
        assert_eq!(written_moment("20:00"), "20:00");
    }
}
