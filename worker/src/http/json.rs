//! Bodies: from bytes to a request, refusing whatever could be read in two ways.
//!
//! JSON readers silently round long numbers and take the last of two equal keys. Money is decided here, so both are
//! errors, like fields that nobody knows.

use nuanze_api::Problem;
use serde::Serialize;
use serde::de::{DeserializeOwned, DeserializeSeed};
use serde_json::Value;

use super::problems;
use super::shape::{pointer, shape};
use super::strict::{DUPLICATE, Strict, malformed, place, scan};

/// Reads a request from its body.
///
/// # Errors
///
/// [`nuanze_api::ProblemKind::MalformedJson`] with line and column, or [`nuanze_api::ProblemKind::InvalidRequest`] with the pointer of the
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
    // To keep the path to where one is takes longer than to read, and is of use only where something is wrong.
    let request = T::deserialize(&value).or_else(|_| {
        serde_path_to_error::deserialize(&value).map_err(|error| {
            let pointer = pointer(error.path());
            Problem::invalid(vec![shape(pointer, &error.into_inner().to_string())])
        })
    })?;
    if !has_array(&value) {
        return Ok(request);
    }
    let again = serde_json::to_value(&request).unwrap_or_default();
    match array_for_object(&value, &again, "") {
        Some(pointer) => Err(Problem::invalid(vec![shape(pointer, "expected a map")])),
        None => Ok(request),
    }
}

/// Whether an array stands anywhere.
fn has_array(value: &Value) -> bool {
    match value {
        Value::Array(_) => true,
        Value::Object(fields) => fields.values().any(has_array),
        _ => false,
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
