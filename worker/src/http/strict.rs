//! Reading JSON without what readers let pass: long numbers, deep nesting, equal keys.

use std::collections::BTreeSet;
use std::fmt;

use nuanze_api::{MAX_DEPTH, MAX_NUMBER_DIGITS, Problem, ProblemKind};
use serde::de::{DeserializeSeed, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

/// A body that cannot be read: why, in English and Chinese.
pub fn malformed(what: &str, what_zh: &str) -> Problem {
    Problem::new(
        ProblemKind::MalformedJson,
        format!("the body cannot be read: {what}"),
        format!("请求内容无法读取：{what_zh}"),
    )
}

/// Line and column, both from 1; columns count bytes, as serde_json's do.
pub fn place(body: &[u8], offset: usize) -> (usize, usize) {
    let before = body.get(..offset).unwrap_or(body);
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    let column = before
        .iter()
        .rev()
        .take_while(|byte| **byte != b'\n')
        .count()
        + 1;
    (line, column)
}

/// Looks for what a JSON reader would overlook or choke on: long numbers and deep nesting.
pub fn scan(body: &[u8]) -> Result<(), Problem> {
    let mut depth = 0usize;
    let mut in_string = false;
    let mut escaped = false;
    let mut digits = 0usize;
    let mut exponent = false;
    let mut in_number = false;
    for (offset, byte) in body.iter().copied().enumerate() {
        if in_string {
            in_string = escaped || byte != b'"';
            escaped = !escaped && byte == b'\\';
            continue;
        }
        match byte {
            b'0'..=b'9' => {
                // Leading zeros say nothing about a value.
                if !exponent && (digits > 0 || byte != b'0') {
                    digits += 1;
                }
                in_number = true;
                if digits > MAX_NUMBER_DIGITS {
                    let (line, column) = place(body, offset);
                    return Err(malformed(
                        &format!(
                            "the number at line {line}, column {column} has more than {MAX_NUMBER_DIGITS} digits; write it as a string if it needs them"
                        ),
                        &format!(
                            "第 {line} 行第 {column} 列的数字超过 {MAX_NUMBER_DIGITS} 位；确需如此请写成字符串"
                        ),
                    ));
                }
                continue;
            }
            b'.' | b'+' | b'-' if in_number => continue,
            b'e' | b'E' if in_number => {
                exponent = true;
                continue;
            }
            b'"' => in_string = true,
            b'[' | b'{' => {
                depth += 1;
                if depth > MAX_DEPTH {
                    let (line, column) = place(body, offset);
                    return Err(malformed(
                        &format!(
                            "it is nested more than {MAX_DEPTH} deep at line {line}, column {column}"
                        ),
                        &format!("第 {line} 行第 {column} 列嵌套超过 {MAX_DEPTH} 层"),
                    ));
                }
            }
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        in_number = false;
        digits = 0;
        exponent = false;
    }
    Ok(())
}

/// What [`Strict`] says of equal keys.
pub const DUPLICATE: &str = "duplicate key";

/// Reads any JSON value, refusing equal keys in one object.
pub struct Strict;

impl<'de> DeserializeSeed<'de> for Strict {
    type Value = Value;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(Strict)? {
            list.push(item);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut map = Map::new();
        let mut keys = BTreeSet::new();
        while let Some(key) = entries.next_key::<String>()? {
            if !keys.insert(key.clone()) {
                return Err(serde::de::Error::custom(DUPLICATE));
            }
            let value = entries.next_value_seed(Strict)?;
            map.insert(key, value);
        }
        Ok(Value::Object(map))
    }
}
