//! What people read when a fact or a reading is wrong.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

mod support;

use nuanze_runtime::FactErrorCode;
use serde_json::{Map, Value as Json, json};
use support::{award, object, readings, refuse};

/// The only error's message and help in both languages.
fn told(facts: Json) -> [String; 4] {
    let mut errors = refuse(&mut award(), facts).errors;
    assert_eq!(errors.len(), 1, "{errors:?}");
    let error = errors.remove(0);
    [
        error.message,
        error.help.unwrap_or_default(),
        error.message_zh,
        error.help_zh.unwrap_or_default(),
    ]
}

#[test]
fn a_fact_that_does_not_exist() {
    assert_eq!(
        told(json!({"heatedArea": "45"})),
        [
            "the policy has no fact `heatedArea`",
            "did you mean `heated_area`?",
            "政策里没有“heatedArea”这项信息",
            "是不是“heated_area”？"
        ]
    );
    assert_eq!(
        told(json!({"income": 1}))[1],
        "there is `device`, `heated_area`, `purchased`, `meter_ok`, `annex_met`, `night_use`, `is_head`"
    );
}

#[test]
fn a_value_of_another_type() {
    for (facts, en, zh) in [
        (
            json!({"meter_ok": "yes"}),
            "`meter_ok` must be true or false, not a string",
            "“装了峰谷电表”应填“是”（true）或“否”（false），不能是文字",
        ),
        (
            json!({"heated_area": true}),
            "`heated_area` must be a decimal number, as a string or a number, not a bool",
            "“取暖面积”应填数字，不能是是或否",
        ),
        (
            json!({"heated_area": [45]}),
            "`heated_area` must be a decimal number, as a string or a number, not a list",
            "“取暖面积”应填数字，不能是列表",
        ),
        (
            json!({"purchased": 20230331}),
            "`purchased` must be a day as a string, YYYY-MM-DD, not a number",
            "“选购日期”应填日期（年-月-日），不能是数字",
        ),
        (
            json!({"device": {}}),
            "`device` must be the name of a value, as a string, not an object",
            "“设备”应填选项的名称，不能是对象",
        ),
    ] {
        let [message, help, message_zh, help_zh] = told(facts);
        assert_eq!([message.as_str(), &message_zh], [en, zh]);
        assert_eq!(
            [help.as_str(), &help_zh],
            [
                "leave it out, or write null, while it is not known",
                "不知道时可以不填，或填 null"
            ]
        );
    }
}

#[test]
fn a_number_that_is_none() {
    assert_eq!(
        told(json!({"heated_area": "1,200 m²"})),
        [
            "`heated_area` must be a decimal number, not `1,200 m²`",
            "write digits and at most one point, without separators or unit; its unit is m²",
            "“取暖面积”应填数字，“1,200 m²”不是数字",
            "只写数字和小数点，不写千位分隔符和单位；单位是平方米",
        ]
    );
}

#[test]
fn a_number_or_day_outside_of_its_range() {
    for (facts, en, zh) in [
        (
            json!({"heated_area": "2000.01"}),
            "`heated_area` must be from 0 to 2000 m², not 2000.01",
            "“取暖面积”应在 0 到 2,000 平方米之间，不能是 2000.01",
        ),
        (
            json!({"heated_area": -1}),
            "`heated_area` must be from 0 to 2000 m², not -1",
            "“取暖面积”应在 0 到 2,000 平方米之间，不能是 -1",
        ),
        (
            json!({"heated_area": 1e25}),
            "`heated_area` must be from 0 to 2000 m², not 10000000000000000000000000",
            "“取暖面积”应在 0 到 2,000 平方米之间，不能是 10000000000000000000000000",
        ),
        (
            json!({"purchased": "2019-12-31"}),
            "`purchased` must be from 2020-01-01 to 2026-12-31, not 2019-12-31",
            "“选购日期”应在 2020年1月1日 到 2026年12月31日之间，不能是 2019-12-31",
        ),
    ] {
        let [message, _, message_zh, _] = told(facts);
        assert_eq!([message.as_str(), &message_zh], [en, zh]);
    }
}

#[test]
fn a_number_between_two_steps() {
    for value in [json!("44.235"), json!(44.235), json!(0.1 + 0.2)] {
        assert_eq!(
            refuse(&mut award(), json!({"heated_area": value})).errors[0].code,
            FactErrorCode::OffStep
        );
    }
    assert_eq!(
        told(json!({"heated_area": "44.235"})),
        [
            "`heated_area` goes in steps of 0.01 m², but 44.235 lies between them",
            "round it the way its document says, then try again",
            "“取暖面积”要是 0.01 平方米的整倍数，44.235 不是",
            "请按凭证上的写法取整后再填",
        ]
    );
}

#[test]
fn a_day_that_does_not_exist() {
    for day in ["2023-02-29", "2023/03/31", "31 March", "", "2023-3-1"] {
        assert_eq!(
            told(json!({"purchased": day})),
            [
                &format!("`purchased` must be a day, but there is no day `{day}`"),
                "write it as YYYY-MM-DD, for example 2023-03-31",
                &format!("“选购日期”应填日期，没有“{day}”这一天"),
                "请写成 年-月-日，例如 2023-03-31",
            ]
        );
    }
}

#[test]
fn a_value_that_the_enum_does_not_have() {
    assert_eq!(
        told(json!({"device": "water_pmp"})),
        [
            "`device` has no value `water_pmp`",
            "did you mean `water_pump`?",
            "“设备”没有“water_pmp”这个选项",
            "是不是“water_pump”？"
        ]
    );
    assert_eq!(
        told(json!({"device": "stove"}))[1],
        "there is `water_pump`, `air_pump`, `other`"
    );
    assert_eq!(
        told(json!({"device": "x".repeat(1000)}))[0],
        format!("`device` has no value `{}…`", "x".repeat(40))
    );
}

#[test]
fn a_reading_or_alternative_that_does_not_exist() {
    let mut policy = award();
    let mut refuse = |name: &str, alternative: &str| {
        let error = policy
            .decide(&Map::new(), &readings(&[(name, alternative)]))
            .unwrap_err()
            .errors
            .remove(0);
        assert!(error.code.of_reading());
        [error.pointer, error.message, error.help.unwrap_or_default()]
    };
    assert_eq!(
        refuse("gates", "required"),
        [
            "/gates",
            "the policy has no reading `gates`",
            "did you mean `gate`?"
        ]
    );
    assert_eq!(
        refuse("gate", "always"),
        [
            "/gate",
            "the reading `gate` has no alternative `always`",
            "there is `advisory`, `required`"
        ]
    );
}

#[test]
fn an_outcome_that_does_not_exist() {
    let error = award()
        .suggest(&Map::new(), &readings(&[]), "awards")
        .unwrap_err();
    assert_eq!(
        error.errors[0].message,
        "the policy has no outcome `awards`"
    );
    assert_eq!(
        error.errors[0].help.as_deref(),
        Some("did you mean `award`?")
    );
}

#[test]
fn all_errors_at_once_in_document_order_with_json_pointers() {
    let facts = object(
        json!({"a/b~c": 1, "purchased": "soon", "device": "stove", "zebra": 1, "heated_area": "many"}),
    );
    let errors = award()
        .decide(&facts, &readings(&[("gate", "x")]))
        .unwrap_err()
        .errors;
    let pointers: Vec<&str> = errors.iter().map(|error| error.pointer.as_str()).collect();
    assert_eq!(
        pointers,
        [
            "/device",
            "/heated_area",
            "/purchased",
            "/gate",
            "/a~1b~0c",
            "/zebra"
        ]
    );
}
