//! Values of the wrong shape: serde's messages in our words, in both languages, and without the value.

use nuanze_api::ProblemItem;

use super::problems;

/// The JSON pointer of a path.
pub fn pointer(path: &serde_path_to_error::Path) -> String {
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
pub fn shape(at: String, message: &str) -> ProblemItem {
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
