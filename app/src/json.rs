//! JSON as the phone keeps it, sends it and gets it, read and written by hand: derived readers would make the program a
//! sixth larger. Tests hold what is written here to the wire types, from which the edge reads and writes.

use nuanze_abi::Text;
use nuanze_runtime::{Outcome, Value};
use serde_json::{Map, Value as Json};

/// Reads a text.
pub fn parse(text: &str) -> Option<Json> {
    serde_json::from_str(text).ok()
}

/// An object of these fields, whose values are taken. One after the other, and by a slice: to collect them would sort
/// them first, in code of its own for each kind of list.
pub fn object(fields: &mut [(&str, Json)]) -> Json {
    let mut object = Map::new();
    for (key, value) in fields {
        object.insert((*key).to_owned(), value.take());
    }
    Json::Object(object)
}

/// A list of texts.
pub fn list<'a>(texts: impl IntoIterator<Item = &'a String>) -> Json {
    Json::Array(texts.into_iter().map(|text| text.as_str().into()).collect())
}

/// A field's text; empty where there is none.
pub fn text<'a>(json: &'a Json, key: &str) -> &'a str {
    json.get(key).and_then(Json::as_str).unwrap_or_default()
}

/// A field that must be a text.
#[inline(never)]
pub fn string(json: &Json, key: &str) -> Option<String> {
    json.get(key)?.as_str().map(str::to_owned)
}

/// A field's items; none where it is no list.
pub fn items<'a>(json: &'a Json, key: &str) -> &'a [Json] {
    match json.get(key) {
        Some(Json::Array(items)) => items,
        _ => &[],
    }
}

/// A field that must be a list of texts.
pub fn strings(json: &Json, key: &str) -> Option<Vec<String>> {
    let items = json.get(key)?.as_array()?.iter();
    items.map(|item| item.as_str().map(str::to_owned)).collect()
}

/// A field that must be a whole number of nought or more; what stands behind a point is left out.
pub fn whole(json: &Json, key: &str) -> Option<u64> {
    let Json::Number(number) = json.get(key)? else {
        return None;
    };
    number.to_string().split('.').next()?.parse().ok()
}

/// A text in both languages.
pub fn label(json: &Json, key: &str) -> Option<Text> {
    let json = json.get(key)?;
    Some(Text {
        zh: string(json, "zh")?,
        en: string(json, "en")?,
    })
}

/// A text in both languages, written.
pub fn of_label(label: &Text) -> Json {
    object(&mut [
        ("zh", label.zh.as_str().into()),
        ("en", label.en.as_str().into()),
    ])
}

/// An outcome's value.
pub fn value(json: &Json, key: &str) -> Option<Value> {
    match json.get(key)? {
        Json::Bool(yes) => Some(Value::Bool(*yes)),
        Json::String(text) => Some(Value::Text(text.clone())),
        _ => None,
    }
}

/// An outcome's value, written.
pub fn of_value(value: &Value) -> Json {
    match value {
        Value::Bool(yes) => Json::Bool(*yes),
        Value::Text(text) => text.as_str().into(),
    }
}

/// An outcome, written as a decision writes it.
pub fn of_outcome(outcome: &Outcome) -> Json {
    let mut fields = Map::new();
    let mut put = |key: &str, value: Json| {
        let empty = value.is_null() || value.as_array().is_some_and(Vec::is_empty);
        if !empty {
            fields.insert(key.to_owned(), value);
        }
    };
    match outcome {
        Outcome::Known {
            value,
            unit,
            clause,
            failed,
        } => {
            put("status", "known".into());
            put("value", of_value(value));
            put("unit", unit.as_deref().into());
            put("clause", clause.as_deref().into());
            put("failed", list(failed));
        }
        Outcome::Unknown {
            needs,
            min,
            max,
            unit,
            exact,
            settled_by,
        } => {
            put("status", "unknown".into());
            put("min", min.as_ref().map_or(Json::Null, of_value));
            put("max", max.as_ref().map_or(Json::Null, of_value));
            put("unit", unit.as_deref().into());
            put("exact", if *exact { Json::Bool(true) } else { Json::Null });
            put("settled_by", list(settled_by));
            fields.insert("needs".to_owned(), list(needs));
        }
    }
    Json::Object(fields)
}

/// What is shown of an outcome: its value, or the range in which it is open.
pub fn outcome(json: &Json) -> Option<Outcome> {
    let unit = string(json, "unit");
    match text(json, "status") {
        "known" => Some(Outcome::Known {
            value: value(json, "value")?,
            unit,
            clause: None,
            failed: Vec::new(),
        }),
        "unknown" => Some(Outcome::Unknown {
            needs: Vec::new(),
            min: value(json, "min"),
            max: value(json, "max"),
            unit,
            exact: false,
            settled_by: Vec::new(),
        }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn outcomes_are_read_as_decisions_write_them() {
        let known = Outcome::Known {
            value: Value::Text("12000".to_owned()),
            unit: Some("CNY".to_owned()),
            clause: None,
            failed: Vec::new(),
        };
        let open = Outcome::Unknown {
            needs: Vec::new(),
            min: Some(Value::Text("0".to_owned())),
            max: Some(Value::Text("12000".to_owned())),
            unit: Some("CNY".to_owned()),
            exact: false,
            settled_by: Vec::new(),
        };
        for one in [known, open] {
            assert_eq!(outcome(&serde_json::to_value(&one).unwrap()), Some(one));
        }
        assert_eq!(outcome(&Json::Null), None);
    }

    #[test]
    fn outcomes_are_written_as_decisions_write_them() {
        let texts = |texts: &[&str]| {
            texts
                .iter()
                .map(|&text| text.to_owned())
                .collect::<Vec<_>>()
        };
        let text = |text: &str| Some(Value::Text(text.to_owned()));
        let known = |value, unit: Option<&str>, clause: Option<&str>, failed| Outcome::Known {
            value,
            unit: unit.map(str::to_owned),
            clause: clause.map(str::to_owned),
            failed: texts(failed),
        };
        let open = |needs, min, max, exact, settled_by| Outcome::Unknown {
            needs: texts(needs),
            min,
            max,
            unit: Some("CNY".to_owned()),
            exact,
            settled_by: texts(settled_by),
        };
        for one in [
            known(Value::Bool(false), None, Some("a"), &["eligible.meter"]),
            known(Value::Text("12000".to_owned()), Some("CNY"), None, &[]),
            open(&["area"], None, None, false, &[]),
            open(
                &["area", "device"],
                text("0"),
                text("12000"),
                true,
                &["area"],
            ),
            open(&[], None, text("1"), false, &[]),
        ] {
            assert_eq!(of_outcome(&one), serde_json::to_value(&one).unwrap());
        }
    }

    #[test]
    fn whole_numbers_are_read_from_what_looks_like_a_fraction() {
        let json = object(&mut [
            ("a", 5.into()),
            ("b", 1_700_000_000_000.0.into()),
            ("c", (-1).into()),
        ]);
        assert_eq!(whole(&json, "a"), Some(5));
        assert_eq!(whole(&json, "b"), Some(1_700_000_000_000));
        assert_eq!(whole(&json, "c"), None);
    }

    #[test]
    fn labels_and_values_are_read_as_they_are_written() {
        let title = Text {
            zh: "奖补".to_owned(),
            en: "Award".to_owned(),
        };
        assert_eq!(of_label(&title), serde_json::to_value(&title).unwrap());
        assert_eq!(
            label(&object(&mut [("title", of_label(&title))]), "title"),
            Some(title)
        );
        for one in [Value::Bool(true), Value::Text("a".to_owned())] {
            assert_eq!(of_value(&one), serde_json::to_value(&one).unwrap());
            assert_eq!(
                value(&object(&mut [("value", of_value(&one))]), "value"),
                Some(one)
            );
        }
    }
}
