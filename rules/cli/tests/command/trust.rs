//! What lets people trust a policy: `test --coverage`, `test --mutate`, and `witness`.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::support::{BROKEN, POLICY, folder, nuanze};

/// What the command prints stands in `trust/`; `BLESS=1` rewrites it.
fn assert_prints(arguments: &[&str], expected: &str) {
    let document = text_of(POLICY);
    // Its path is not part of what is expected.
    let place = folder(&format!("trust-{expected}"));
    let path = place.join("stove-exchange.md");
    fs::write(&path, document).unwrap();
    let path = path.display().to_string();
    let arguments: Vec<&str> = arguments
        .iter()
        .map(|argument| {
            if *argument == "FILE" {
                &path
            } else {
                *argument
            }
        })
        .collect();
    let ran = nuanze(&arguments);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    let printed = ran.out.replace(&path, "stove-exchange.md");
    let file: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/command/trust")
        .join(expected);
    if std::env::var_os("BLESS").is_some() {
        fs::write(&file, &printed).unwrap();
    }
    assert_eq!(
        printed,
        fs::read_to_string(&file).unwrap_or_default(),
        "not as `{expected}` (BLESS=1 rewrites it)"
    );
}

fn text_of(path: &str) -> String {
    fs::read_to_string(path).unwrap()
}

#[test]
fn coverage_says_what_is_missing_and_gives_the_examples() {
    assert_prints(&["test", "FILE", "--coverage"], "coverage.txt");
}

#[test]
fn mutation_says_what_is_not_noticed_and_gives_the_examples() {
    assert_prints(&["test", "FILE", "--mutate"], "mutate.txt");
}

#[test]
fn witness_is_a_document_to_sign() {
    assert_prints(&["witness", "FILE", "--lang", "zh"], "witness-zh.md");
    assert_prints(&["witness", "FILE"], "witness-en.md");
}

#[test]
fn witness_is_a_table_for_a_spreadsheet() {
    assert_prints(
        &["witness", "FILE", "--csv", "--lang", "zh"],
        "witness-zh.csv",
    );
}

/// A document with the examples added that a report proposes.
fn with_additions(report: &Value, name: &str) -> String {
    let additions = report["additions"].as_array().unwrap();
    let texts: Vec<&str> = additions
        .iter()
        .map(|addition| addition["text"].as_str().unwrap())
        .collect();
    let path = folder(name).join("stove-exchange.md");
    let text = format!("{}\n```policy\n{}```\n", text_of(POLICY), texts.join("\n"));
    fs::write(&path, text).unwrap();
    path.display().to_string()
}

#[test]
fn only_a_full_document_passes_where_that_is_required() {
    let ran = nuanze(&["test", POLICY, "--require-full", "--json"]);
    assert_eq!(ran.status, 1);
    let report = ran.json();
    assert_eq!(
        (&report["ok"], &report["documents"][0]["failed"]),
        (&json!(false), &json!(0))
    );

    let full = with_additions(&report["documents"][0], "trust-full");
    let ran = nuanze(&["test", &full, "--require-full", "--json"]);
    assert_eq!(ran.status, 0, "{}", ran.out);
    let report = ran.json();
    let document = &report["documents"][0];
    assert_eq!(document["coverage"]["shown"], document["coverage"]["total"]);
    assert_eq!(document["mutants"]["survived"], 0);
    assert_eq!(document["additions"], json!([]));
}

#[test]
fn coverage_alone_never_fails_a_document() {
    assert_eq!(nuanze(&["test", POLICY, "--coverage"]).status, 0);
    assert_eq!(nuanze(&["test", POLICY, "--mutate"]).status, 0);
}

#[test]
fn coverage_in_json_names_place_example_and_addition() {
    let report = nuanze(&["test", POLICY, "--coverage", "--json"]).json();
    let document = &report["documents"][0];
    assert!(document.get("mutants").is_none());
    let points = document["coverage"]["points"].as_array().unwrap();
    let row = points
        .iter()
        .find(|point| {
            point["kind"] == "row"
                && point["shown"] == "exactly"
                && point["what"] == "row 1 of \"Help\" applies"
        })
        .unwrap();
    assert_eq!(
        row["examples"][0],
        json!({ "title": "刚好45平方米的热水机", "value": "6000 CNY" })
    );
    let missing = points
        .iter()
        .find(|point| point["shown"] == "missing")
        .unwrap();
    let addition = &document["additions"][missing["addition"].as_u64().unwrap() as usize];
    assert!(addition["text"].as_str().unwrap().starts_with("example \""));
    let line = missing["line"].as_u64().unwrap() as usize;
    assert!(
        text_of(POLICY)
            .lines()
            .nth(line - 1)
            .unwrap()
            .contains("meter")
    );
}

#[test]
fn examples_that_fail_are_told_before_what_is_missing() {
    let path = folder("trust-failing").join("policy.md");
    fs::write(
        &path,
        text_of(POLICY).replacen("then award = 3000 CNY", "then award = 3500 CNY", 1),
    )
    .unwrap();
    let ran = nuanze(&["test", path.to_str().unwrap(), "--coverage", "--json"]);
    assert_eq!(ran.status, 1);
    assert!(ran.json()["documents"][0].get("coverage").is_none());
}

#[test]
fn witness_in_json_has_facts_that_decide_takes() {
    let report = nuanze(&["witness", POLICY, "--json"]).json();
    let row = &report["outcomes"][0]["regions"][0];
    assert_eq!(
        (&row["number"], &row["value"]),
        (&json!("1.1"), &json!("6,000 CNY"))
    );
    let ran = crate::support::nuanze_with(
        &["decide", POLICY, "--facts", "-", "--json"],
        &row["facts"].to_string(),
    );
    assert_eq!(ran.json()["outcomes"]["award"]["value"], "6000");
}

#[test]
fn witness_takes_documents_in_order_only() {
    let broken = nuanze(&["witness", BROKEN, "--json"]);
    assert_eq!(
        (broken.status, &broken.json()["error"]["code"]),
        (1, &json!("policy/broken"))
    );
    assert_eq!(nuanze(&["witness", "no-such.md"]).status, 2);
    assert_eq!(nuanze(&["witness", POLICY, "--csv", "--json"]).status, 2);
}
