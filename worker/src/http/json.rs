//! Bodies: from bytes to a request, refusing whatever could be read in two ways.
//!
//! JSON readers silently round long numbers and take the last of two equal keys. Money is decided here, so both are
//! errors, like fields that nobody knows.

use std::collections::BTreeSet;
use std::fmt;

use nuanze_api::{MAX_DEPTH, MAX_NUMBER_DIGITS, Problem, ProblemItem, ProblemKind};
use serde::Serialize;
use serde::de::{DeserializeOwned, DeserializeSeed, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use super::problems;

/// Reads a request from its body.
///
/// # Errors
///
/// [`ProblemKind::MalformedJson`] with line and column, or [`ProblemKind::InvalidRequest`] with the pointer of the
/// first value that is not what it should be. No problem repeats a value: it may be a person's.
pub fn read<T: DeserializeOwned + Serialize>(body: &[u8]) -> Result<T, Problem> {
    let text = std::str::from_utf8(body).map_err(|error| {
        let (line, column) = place(body, error.valid_up_to());
        malformed(
            &format!("it is not UTF-8 at line {line}, column {column}"),
            &format!("第 {line} 行第 {column} 列不是 UTF-8"),
        )
    })?;
    if text.trim().is_empty() {
        return Err(malformed("it is empty", "内容为空"));
    }
    scan(body)?;
    let mut reader = serde_json::Deserializer::from_str(text);
    let value = Strict
        .deserialize(&mut reader)
        .and_then(|value| reader.end().map(|()| value))
        .map_err(|error| {
            let (line, column) = (error.line(), error.column());
            let (what, what_zh) = match error.to_string().strip_prefix(DUPLICATE) {
                Some(_) => (
                    "the same key stands twice in an object",
                    "同一对象中有重复的键",
                ),
                None if error.is_eof() => ("it ends too early", "内容不完整"),
                None => ("it is not JSON", "不是正确的 JSON"),
            };
            malformed(
                &format!("{what} at line {line}, column {column}"),
                &format!("第 {line} 行第 {column} 列：{what_zh}"),
            )
        })?;
    if !value.is_object() {
        return Err(Problem::invalid(vec![shape(
            String::new(),
            "expected a map",
        )]));
    }
    let request: T = serde_path_to_error::deserialize(&value).map_err(|error| {
        let pointer = pointer(error.path());
        Problem::invalid(vec![shape(pointer, &error.into_inner().to_string())])
    })?;
    let again = serde_json::to_value(&request).unwrap_or_default();
    match array_for_object(&value, &again, "") {
        Some(pointer) => Err(Problem::invalid(vec![shape(pointer, "expected a map")])),
        None => Ok(request),
    }
}

/// Where an array stands for an object: serde would take its items for the fields in their order.
fn array_for_object(given: &Value, read: &Value, at: &str) -> Option<String> {
    match (given, read) {
        (Value::Array(_), Value::Object(_)) => Some(at.to_owned()),
        (Value::Object(given), Value::Object(read)) => given.iter().find_map(|(key, value)| {
            array_for_object(
                value,
                read.get(key)?,
                &format!("{at}{}", problems::pointer(&[key])),
            )
        }),
        (Value::Array(given), Value::Array(read)) => {
            let mut pairs = given.iter().zip(read).enumerate();
            pairs.find_map(|(index, (given, read))| {
                array_for_object(given, read, &format!("{at}/{index}"))
            })
        }
        _ => None,
    }
}

fn malformed(what: &str, what_zh: &str) -> Problem {
    Problem::new(
        ProblemKind::MalformedJson,
        format!("the body cannot be read: {what}"),
        format!("请求内容无法读取：{what_zh}"),
    )
}

/// Line and column, both from 1; columns count bytes, as serde_json's do.
fn place(body: &[u8], offset: usize) -> (usize, usize) {
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
fn scan(body: &[u8]) -> Result<(), Problem> {
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

const DUPLICATE: &str = "duplicate key";

/// Reads any JSON value, refusing equal keys in one object.
struct Strict;

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

fn pointer(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    path.iter()
        .map(|segment| match segment {
            Segment::Seq { index } => format!("/{index}"),
            Segment::Map { key } => problems::pointer(&[key]),
            Segment::Enum { variant } => problems::pointer(&[variant]),
            Segment::Unknown => String::new(),
        })
        .collect()
}

/// Serde's message about a value of the wrong shape, in our words and without the value.
fn shape(at: String, message: &str) -> ProblemItem {
    let quoted = |text: &str| text.split('`').nth(1).unwrap_or_default().to_owned();
    let item = |pointer: String,
                code: &str,
                detail: String,
                detail_zh: String,
                help: &str,
                help_zh: &str| ProblemItem {
        pointer,
        code: code.into(),
        detail,
        detail_zh,
        help: help.into(),
        help_zh: help_zh.into(),
    };
    if message.starts_with("missing field") {
        let field = quoted(message);
        return item(
            format!("{at}{}", problems::pointer(&[&field])),
            "missing_field",
            format!("`{field}` is missing"),
            format!("缺少 `{field}`"),
            "add it; /v1/openapi.json describes every field",
            "请补上；各字段见 /v1/openapi.json",
        );
    }
    if message.starts_with("unknown field") {
        let field = quoted(message);
        // The path already ends in the field where the reader knew it.
        let own = problems::pointer(&[&field]);
        let pointer = if at.ends_with(&own) {
            at
        } else {
            format!("{at}{own}")
        };
        return item(
            pointer,
            "unknown_field",
            format!("nothing here is called `{field}`"),
            format!("没有名为 `{field}` 的字段"),
            "leave it out, or look for a typing mistake; /v1/openapi.json describes every field",
            "请去掉或检查拼写；各字段见 /v1/openapi.json",
        );
    }
    if message.starts_with("unknown variant") {
        let expected = message
            .split_once("expected")
            .map(|(_, list)| list.trim())
            .unwrap_or_default();
        return item(
            at,
            "unknown_value",
            format!("this should be {expected}"),
            format!(
                "此处应为 {}",
                expected.replace("one of ", "").replace(" or ", "、")
            ),
            "take one of these values",
            "请使用其中之一",
        );
    }
    let expected = message
        .rsplit_once("expected ")
        .map(|(_, what)| what)
        .unwrap_or("something else");
    let (expected, expected_zh) = match expected {
        what if what.starts_with("a string") => ("a string", "字符串"),
        what if what.starts_with("a map") || what.starts_with("struct") => ("an object", "对象"),
        what if what.starts_with("a sequence") => ("an array", "数组"),
        what if what.starts_with("a boolean") => ("`true` or `false`", "true 或 false"),
        what => (what, "其他类型的值"),
    };
    item(
        at,
        "wrong_type",
        format!("this should be {expected}"),
        format!("此处应为{expected_zh}"),
        "/v1/openapi.json describes every field",
        "各字段见 /v1/openapi.json",
    )
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]
    use super::*;
    use nuanze_api::DecisionRequest;

    fn refused(body: &[u8]) -> Problem {
        read::<DecisionRequest>(body).unwrap_err()
    }

    fn detail(body: &[u8]) -> String {
        let problem = refused(body);
        assert_eq!(problem.status, 400);
        problem.detail
    }

    #[test]
    fn what_is_not_json_is_shown_its_place() {
        assert_eq!(detail(b""), "the body cannot be read: it is empty");
        assert_eq!(
            detail(b"{\n  \"policy\": x}"),
            "the body cannot be read: it is not JSON at line 2, column 13"
        );
        assert_eq!(
            detail(b"{\"policy\":"),
            "the body cannot be read: it ends too early at line 1, column 10"
        );
        assert_eq!(
            detail(b"{} {}"),
            "the body cannot be read: it is not JSON at line 1, column 4"
        );
        assert_eq!(
            detail(b"{\"a\":\n\"\xff\"}"),
            "the body cannot be read: it is not UTF-8 at line 2, column 2"
        );
        assert_eq!(
            detail(b"{\"facts\":{\"a\":NaN}}"),
            "the body cannot be read: it is not JSON at line 1, column 15"
        );
    }

    #[test]
    fn nothing_is_read_in_two_ways() {
        assert_eq!(
            detail(br#"{"policy":"x","facts":{"a":1,"a":2}}"#),
            "the body cannot be read: the same key stands twice in an object at line 1, column 32"
        );
        assert_eq!(
            detail(br#"{"policy":"x","facts":{"a":45.00000000000000001}}"#),
            "the body cannot be read: the number at line 1, column 44 has more than 15 digits; write it as a string if it needs them"
        );
    }

    #[test]
    fn digits_count_in_numbers_alone() {
        let body = br#"{"policy":"12345678901234567890","facts":{"a":0.00000000000000001,"b":1e15,"c":"\"12345678901234567890"}}"#;
        assert!(read::<DecisionRequest>(body).is_ok());
    }

    #[test]
    fn deep_nesting_is_refused_before_it_is_read() {
        let body = "[".repeat(100_000);
        assert_eq!(
            detail(body.as_bytes()),
            "the body cannot be read: it is nested more than 16 deep at line 1, column 17"
        );
    }

    #[test]
    fn a_wrong_shape_is_named_by_its_pointer() {
        let cases: [(&[u8], &str, &str, &str); 7] = [
            (b"{}", "/policy", "missing_field", "`policy` is missing"),
            (
                br#"{"policy":"x","fact":{}}"#,
                "/fact",
                "unknown_field",
                "nothing here is called `fact`",
            ),
            (
                br#"{"policy":5}"#,
                "/policy",
                "wrong_type",
                "this should be a string",
            ),
            (
                br#"{"policy":"x","facts":[]}"#,
                "/facts",
                "wrong_type",
                "this should be an object",
            ),
            (
                br#"{"policy":"x","cases":[{"facts":{},"x":1}]}"#,
                "/cases/0/x",
                "unknown_field",
                "nothing here is called `x`",
            ),
            (br#"["x"]"#, "", "wrong_type", "this should be an object"),
            (
                br#"{"policy":"x","cases":[[{}]]}"#,
                "/cases/0",
                "wrong_type",
                "this should be an object",
            ),
        ];
        for (body, pointer, code, detail) in cases {
            let problem = refused(body);
            assert_eq!(problem.status, 422);
            assert_eq!(problem.errors.len(), 1);
            let error = &problem.errors[0];
            assert_eq!(
                (
                    error.pointer.as_str(),
                    error.code.as_str(),
                    error.detail.as_str()
                ),
                (pointer, code, detail)
            );
        }
    }

    #[test]
    fn no_value_is_repeated() {
        let problem = refused(br#"{"policy":{"id":"11010519491231002X"}}"#);
        assert!(
            !serde_json::to_string(&problem)
                .unwrap()
                .contains("11010519491231002X")
        );
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_make_it_panic(body in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..200)) {
            let _ = read::<DecisionRequest>(&body);
        }

        #[test]
        fn no_change_to_a_request_makes_it_panic(at in 0usize..60, byte in proptest::prelude::any::<u8>(), cut in 0usize..60) {
            let mut body = br#"{"policy":"x","cases":[{"facts":{"a":45.5,"b":[null,"\u00e9"]}}]}"#.to_vec();
            if let Some(place) = body.get_mut(at) {
                *place = byte;
            }
            let _ = read::<DecisionRequest>(&body);
            body.truncate(cut);
            let _ = read::<DecisionRequest>(&body);
        }
    }
}
