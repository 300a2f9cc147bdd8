//! One question at a time, for scripts and for people.

use serde_json::{Value, json};

use crate::support::{POLICY, facts, nuanze_with};

#[test]
fn a_script_can_drive_ask_question_by_question() {
    let answers = facts();
    let mut known = json!({});
    let mut asked = Vec::new();
    loop {
        let ran = nuanze_with(
            &["ask", POLICY, "--facts", "-", "--json"],
            &known.to_string(),
        );
        assert_eq!(ran.status, 0, "{}", ran.out);
        let next = ran.json();
        if next["done"] == true {
            assert_eq!(next["question"], Value::Null);
            assert_eq!(next["outcomes"]["award"]["value"], "6000");
            break;
        }
        let question = &next["question"];
        let fact = question["fact"].as_str().unwrap().to_owned();
        assert!(question["ask"]["zh"].as_str().unwrap().ends_with('？'));
        match fact.as_str() {
            "device" => assert_eq!(question["options"][0]["value"], "water_pump"),
            "heated_area" => {
                assert_eq!(
                    (&question["type"], &question["unit"]),
                    (&json!("decimal"), &json!("m²"))
                );
                assert_eq!(
                    (&question["min"], &question["max"], &question["step"]),
                    (&json!("0"), &json!("2000"), &json!("0.01"))
                );
            }
            "purchased" => assert_eq!(question["min"], "2021-01-01"),
            _ => assert_eq!(question["type"], "bool"),
        }
        known[&fact] = answers[&fact].clone();
        asked.push(fact);
    }
    asked.sort();
    assert_eq!(
        asked,
        [
            "awarded_before",
            "device",
            "heated_area",
            "purchased",
            "separate_meter"
        ]
    );
}

#[test]
fn a_question_that_nobody_can_answer_is_not_asked_again() {
    let mut facts = facts();
    facts["heated_area"] = Value::Null;
    let next = nuanze_with(
        &["ask", POLICY, "--facts", "-", "--json"],
        &facts.to_string(),
    )
    .json();
    assert_eq!(
        (&next["done"], &next["question"]),
        (&json!(true), &Value::Null)
    );
    assert_eq!(next["outcomes"]["award"]["status"], "unknown");
    assert_eq!(next["needs"], json!(["heated_area"]));
}

#[test]
fn ask_takes_answers_as_people_type_them() {
    let typed = "是\nn\n2022年10月1日\n1\n一半\n45 平方米\n";
    let ran = nuanze_with(&["ask", POLICY, "--lang", "zh"], typed);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert!(ran.out.contains("6,000 元"), "{}", ran.out);
    assert!(
        ran.out.contains("一半"),
        "a wrong answer is told: {}",
        ran.out
    );
}

#[test]
fn ask_goes_back_and_leaves_early() {
    let ran = nuanze_with(&["ask", POLICY], "back\nyes\nback\nyes\nquit\n");
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert!(
        ran.out.contains("This is the first question."),
        "{}",
        ran.out
    );
    assert_eq!(
        ran.out
            .matches("Does your home have a meter of its own?")
            .count(),
        3,
        "{}",
        ran.out
    );
    assert!(ran.out.contains("Still to be known"), "{}", ran.out);
}
