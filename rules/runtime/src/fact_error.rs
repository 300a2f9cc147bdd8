//! The sentences for wrong facts and readings: what is wrong and how to mend it, in both languages.

use nuanze_abi::{Fact, Input, Manifest, Reading, ValueType};
use serde_json::Value as Json;

use crate::decimal::Decimal;
use crate::error::{FactError, FactErrorCode as Code};
use crate::given::Place;
use crate::words::{self, Lang};
use crate::{date, near, time};

/// How a given value misses its fact's type.
pub enum Mistake {
    /// What it is instead, in English and in Chinese.
    WrongType(&'static str, &'static str),
    NotANumber(String),
    OutOfRange(String),
    OffStep(String),
    NotADate(String),
    NotATime(String),
    NotADateTime(String),
    UnknownValue(String),
}

impl Mistake {
    pub fn wrong_type(given: &Json) -> Self {
        let (en, zh) = kind(given);
        Self::WrongType(en, zh)
    }

    pub fn of_fact(self, manifest: &Manifest, fact: &Fact, place: Place) -> FactError {
        let (name, label) = (&fact.name, &words::fact_label(Lang::Zh, fact));
        let mut error = FactError {
            pointer: match place {
                Place::Name => pointer(name),
                Place::Inside(pointer) => pointer,
            },
            code: Code::WrongType,
            message: String::new(),
            message_zh: String::new(),
            help: None,
            help_zh: None,
        };
        match self {
            Self::WrongType(en, zh) => {
                let (wanted, wanted_zh) = wanted(&fact.value);
                error.message = format!("`{name}` must be {wanted}, not {en}");
                error.message_zh = format!("“{label}”应填{wanted_zh}，不能是{zh}");
                error.help = Some("leave it out, or write null, while it is not known".into());
                error.help_zh = Some("不知道时可以不填，或填 null".into());
            }
            Self::NotANumber(text) => {
                let text = short(&text);
                error.code = Code::NotANumber;
                error.message = format!("`{name}` must be a decimal number, not `{text}`");
                error.message_zh = format!("“{label}”应填数字，“{text}”不是数字");
                let unit = unit(fact);
                let is = if unit.is_empty() {
                    String::new()
                } else {
                    format!("; its unit is {unit}")
                };
                let is_zh = if unit.is_empty() {
                    String::new()
                } else {
                    format!("；单位是{}", words::unit(Lang::Zh, unit))
                };
                error.help = Some(format!(
                    "write digits and at most one point, without separators or unit{is}"
                ));
                error.help_zh = Some(format!("只写数字和小数点，不写千位分隔符和单位{is_zh}"));
            }
            Self::OutOfRange(text) => {
                let (from, to) = range(&fact.value);
                let (from_zh, to_zh) = range_zh(&fact.value);
                let text = short(&text);
                error.code = Code::OutOfRange;
                error.message = format!("`{name}` must be from {from} to {to}, not {text}");
                error.message_zh = format!("“{label}”应在 {from_zh} 到 {to_zh}之间，不能是 {text}");
            }
            Self::OffStep(text) => {
                let step = match fact.value {
                    ValueType::Decimal { scale, step, .. } => Decimal::of(step, scale).to_string(),
                    _ => String::new(),
                };
                let step_zh = words::amount(Lang::Zh, &step, unit(fact));
                let (text, step) = (short(&text), with_unit(&step, unit(fact)));
                error.code = Code::OffStep;
                error.message =
                    format!("`{name}` goes in steps of {step}, but {text} lies between them");
                error.message_zh = format!("“{label}”要是 {step_zh}的整倍数，{text} 不是");
                error.help = Some("round it the way its document says, then try again".into());
                error.help_zh = Some("请按凭证上的写法取整后再填".into());
            }
            Self::NotADate(text) => {
                let text = short(&text);
                error.code = Code::NotADate;
                error.message = format!("`{name}` must be a day, but there is no day `{text}`");
                error.message_zh = format!("“{label}”应填日期，没有“{text}”这一天");
                error.help = Some("write it as YYYY-MM-DD, for example 2023-03-31".into());
                error.help_zh = Some("请写成 年-月-日，例如 2023-03-31".into());
            }
            Self::NotATime(text) => {
                let text = short(&text);
                error.code = Code::NotATime;
                error.message =
                    format!("`{name}` must be a time of day, but there is no time `{text}`");
                error.message_zh = format!("“{label}”应填时刻，没有“{text}”这个时刻");
                error.help = Some("write it as HH:MM, for example 20:00".into());
                error.help_zh = Some("请写成 时:分，例如 20:00".into());
            }
            Self::NotADateTime(text) => {
                let text = short(&text);
                error.code = Code::NotADateTime;
                error.message =
                    format!("`{name}` must be a day and a time, but there is no time `{text}`");
                error.message_zh = format!("“{label}”应填日期和时刻，没有“{text}”这个时刻");
                error.help =
                    Some("write it as YYYY-MM-DDTHH:MM, for example 2025-12-01T20:00".into());
                error.help_zh = Some("请写成 年-月-日T时:分，例如 2025-12-01T20:00".into());
            }
            Self::UnknownValue(text) => {
                let values = match fact.value {
                    ValueType::Enum { index } => {
                        manifest.enums.get(index).map(|item| item.values.as_slice())
                    }
                    _ => None,
                };
                let names: Vec<&str> = values
                    .unwrap_or_default()
                    .iter()
                    .map(|value| value.name.as_str())
                    .collect();
                let (help, help_zh) = choose(&text, &names);
                let text = short(&text);
                error.code = Code::UnknownValue;
                error.message = format!("`{name}` has no value `{text}`");
                error.message_zh = format!("“{label}”没有“{text}”这个选项");
                (error.help, error.help_zh) = (help, help_zh);
            }
        }
        error
    }
}

impl FactError {
    /// A fact that the policy does not have.
    pub(crate) fn no_fact(manifest: &Manifest, name: &str) -> Self {
        let inputs = manifest.inputs.iter().map(|input| input.name.as_str());
        let facts = manifest.facts.iter().map(|fact| fact.name.as_str());
        // What is an input and a fact is one name; parts of records and lists come after all inputs.
        let mut names: Vec<&str> = inputs.collect();
        for name in facts {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        Self::unknown(Code::UnknownFact, name, &names, ("fact", "信息"))
    }

    /// A field that a record does not have; `path` and `at` lead to the record.
    pub(crate) fn no_field(path: &str, at: &str, name: &str, names: &[&str]) -> Self {
        let (help, help_zh) = choose(name, names);
        let given = short(name);
        Self {
            pointer: format!("{at}{}", pointer(name)),
            code: Code::UnknownFact,
            message: format!("`{path}` has no field `{given}`"),
            message_zh: format!("`{path}` 里没有“{given}”这一项"),
            help,
            help_zh,
        }
    }

    /// Something else in a record's place.
    pub(crate) fn no_record(path: &str, at: &str, input: &Input, given: &Json) -> Self {
        let (en, zh) = kind(given);
        Self {
            pointer: at.to_owned(),
            code: Code::WrongType,
            message: format!("`{path}` must be an object with its fields, not {en}"),
            message_zh: format!("“{}”应是一组信息（对象），不能是{zh}", input.label.zh),
            help: Some("leave it out, or write null, while it is not known".into()),
            help_zh: Some("不知道时可以不填，或填 null".into()),
        }
    }

    /// Something else in a list's place.
    pub(crate) fn no_list(path: &str, at: &str, input: &Input, given: &Json) -> Self {
        let (en, zh) = kind(given);
        Self {
            pointer: at.to_owned(),
            code: Code::WrongType,
            message: format!("`{path}` must be a list, or the number of its items, not {en}"),
            message_zh: format!("“{}”应是列表，或者项数，不能是{zh}", input.label.zh),
            help: Some("leave it out, or write null, while it is not known".into()),
            help_zh: Some("不知道时可以不填，或填 null".into()),
        }
    }

    /// Too many or too few items.
    pub(crate) fn wrong_length(
        path: &str,
        at: &str,
        input: &Input,
        found: usize,
        (least, most): (usize, usize),
    ) -> Self {
        let items = |count: usize| if count == 1 { "item" } else { "items" };
        let (bound, bound_zh, limit) = if found > most {
            ("most", "最多", most)
        } else {
            ("least", "最少", least)
        };
        Self {
            pointer: at.to_owned(),
            code: Code::WrongLength,
            message: format!(
                "`{path}` has {found} {}, but must have at {bound} {limit}",
                items(found)
            ),
            message_zh: format!(
                "“{}”有 {found} 项，{bound_zh}应有 {limit} 项",
                input.label.zh
            ),
            help: Some(format!("give from {least} to {most} items")),
            help_zh: Some(format!("请填 {least} 到 {most} 项")),
        }
    }

    /// A value that is given inside a record or list and by the way to it.
    pub(crate) fn given_twice(fact: &Fact) -> Self {
        let name = &fact.name;
        Self {
            pointer: pointer(name),
            code: Code::GivenTwice,
            message: format!(
                "`{name}` is given twice: by this name, and inside its record or list"
            ),
            message_zh: format!(
                "“{}”填了两次：按全名一次，在所属的组或列表里一次",
                words::fact_label(Lang::Zh, fact)
            ),
            help: Some("leave one of them out".into()),
            help_zh: Some("请只留一个".into()),
        }
    }

    /// An item that a list does not reach.
    pub(crate) fn beyond_end(fact: &Fact, list: &Fact, length: u64) -> Self {
        let (name, list_name) = (&fact.name, &list.name);
        let items = if length == 1 { "item" } else { "items" };
        Self {
            pointer: pointer(name),
            code: Code::BeyondEnd,
            message: format!("`{name}` is given, but `{list_name}` has {length} {items}"),
            message_zh: format!(
                "填了“{}”，但“{}”只有 {length} 项",
                words::fact_label(Lang::Zh, fact),
                words::fact_label(Lang::Zh, list)
            ),
            help: Some("leave it out, or correct the number of items".into()),
            help_zh: Some("请去掉它，或者改正项数".into()),
        }
    }

    /// A reading that the policy does not have.
    pub(crate) fn no_reading(manifest: &Manifest, name: &str) -> Self {
        let names: Vec<&str> = manifest
            .readings
            .iter()
            .map(|reading| reading.name.as_str())
            .collect();
        Self::unknown(Code::UnknownReading, name, &names, ("reading", "理解方式"))
    }

    /// An outcome that the policy does not have.
    pub(crate) fn no_outcome(names: &[&str], name: &str) -> Self {
        Self {
            pointer: String::new(),
            ..Self::unknown(Code::UnknownOutcome, name, names, ("outcome", "结果"))
        }
    }

    /// An alternative that a reading does not have.
    pub(crate) fn no_alternative(reading: &Reading, given: &str) -> Self {
        let names: Vec<&str> = reading
            .alternatives
            .iter()
            .map(|alternative| alternative.name.as_str())
            .collect();
        let (help, help_zh) = choose(given, &names);
        let (name, given) = (&reading.name, short(given));
        Self {
            pointer: pointer(name),
            code: Code::UnknownAlternative,
            message: format!("the reading `{name}` has no alternative `{given}`"),
            message_zh: format!("“{}”没有“{given}”这种理解", reading.question.zh),
            help,
            help_zh,
        }
    }

    fn unknown(code: Code, name: &str, names: &[&str], (noun, noun_zh): (&str, &str)) -> Self {
        let (help, help_zh) = choose(name, names);
        let given = short(name);
        Self {
            pointer: pointer(name),
            code,
            message: format!("the policy has no {noun} `{given}`"),
            message_zh: format!("政策里没有“{given}”这项{noun_zh}"),
            help,
            help_zh,
        }
    }
}

/// The name that was meant, or all names where they are few.
fn choose(given: &str, names: &[&str]) -> (Option<String>, Option<String>) {
    if let Some(name) = near::nearest(given, names) {
        return (
            Some(format!("did you mean `{name}`?")),
            Some(format!("是不是“{name}”？")),
        );
    }
    match names.len() {
        0 => (Some("there are none".into()), Some("这里一个也没有".into())),
        1..=8 => (
            Some(format!("there is {}", quoted(names, "`", "`", ", "))),
            Some(format!("可以用的有{}", quoted(names, "“", "”", "、"))),
        ),
        _ => (None, None),
    }
}

fn quoted(names: &[&str], open: &str, close: &str, separator: &str) -> String {
    names
        .iter()
        .map(|name| format!("{open}{name}{close}"))
        .collect::<Vec<_>>()
        .join(separator)
}

/// What JSON is, in English and in Chinese.
fn kind(given: &Json) -> (&'static str, &'static str) {
    match given {
        Json::Null => ("null", "空值"),
        Json::Bool(_) => ("a bool", "是或否"),
        Json::Number(_) => ("a number", "数字"),
        Json::String(_) => ("a string", "文字"),
        Json::Array(_) => ("a list", "列表"),
        Json::Object(_) => ("an object", "对象"),
    }
}

fn wanted(ty: &ValueType) -> (&'static str, &'static str) {
    match ty {
        ValueType::Bool => ("true or false", "“是”（true）或“否”（false）"),
        ValueType::Decimal { .. } => ("a decimal number, as a string or a number", "数字"),
        ValueType::Date { .. } => ("a day as a string, YYYY-MM-DD", "日期（年-月-日）"),
        ValueType::Time { .. } => ("a time of day as a string, HH:MM", "时刻（时:分）"),
        ValueType::DateTime { .. } => (
            "a day and a time as a string, YYYY-MM-DDTHH:MM",
            "日期和时刻（年-月-日T时:分）",
        ),
        ValueType::Enum { .. } | ValueType::Reading { .. } => {
            ("the name of a value, as a string", "选项的名称")
        }
    }
}

fn unit(fact: &Fact) -> &str {
    match &fact.value {
        ValueType::Decimal { unit, .. } => unit,
        _ => "",
    }
}

/// The ends of a range, the upper one with the unit.
fn range(ty: &ValueType) -> (String, String) {
    match ty {
        ValueType::Decimal {
            scale,
            min,
            max,
            unit,
            ..
        } => (
            Decimal::of(*min, *scale).to_string(),
            with_unit(&Decimal::of(*max, *scale).to_string(), unit),
        ),
        ValueType::Date { min, max } => (date::format(*min), date::format(*max)),
        ValueType::Time { min, max } => (time::format(*min), time::format(*max)),
        ValueType::DateTime { min, max } => (time::format_moment(*min), time::format_moment(*max)),
        _ => (String::new(), String::new()),
    }
}

/// The same in Chinese, as people write it.
fn range_zh(ty: &ValueType) -> (String, String) {
    let (from, to) = range(ty);
    match ty {
        ValueType::Decimal {
            scale, max, unit, ..
        } => (
            words::number(&from),
            words::amount(Lang::Zh, &Decimal::of(*max, *scale).to_string(), unit),
        ),
        _ => (words::moment(Lang::Zh, &from), words::moment(Lang::Zh, &to)),
    }
}

fn with_unit(number: &str, unit: &str) -> String {
    if unit.is_empty() {
        number.into()
    } else {
        format!("{number} {unit}")
    }
}

/// What somebody gave, short enough for a sentence.
fn short(text: &str) -> String {
    const LIMIT: usize = 40;
    match text.char_indices().nth(LIMIT) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.into(),
    }
}

fn pointer(name: &str) -> String {
    format!("/{}", name.replace('~', "~0").replace('/', "~1"))
}
