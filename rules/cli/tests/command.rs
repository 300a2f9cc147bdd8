//! The command as its callers meet it: exit status, JSON, standard input, files.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

const POLICY: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../tests/policies/good/stove-exchange.md"
);
const OTHER_POLICY: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../tests/policies/good/valley-power.md"
);
const BROKEN: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../tests/policies/bad/chinese-unit.md"
);

/// What the command did.
struct Ran {
    status: i32,
    out: String,
    err: String,
}

impl Ran {
    fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {}", self.out))
    }
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Self {
            status: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

/// Runs `nuanze` in an English environment, with text on standard input.
fn nuanze_with(arguments: &[&str], stdin: &str) -> Ran {
    let mut child = command(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that does not read its input may have ended already.
    let _ = child.stdin.take().unwrap().write_all(stdin.as_bytes());
    child.wait_with_output().unwrap().into()
}

fn nuanze(arguments: &[&str]) -> Ran {
    nuanze_with(arguments, "")
}

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nuanze"));
    command
        .args(arguments)
        .env("LANG", "en_US.UTF-8")
        .env("COLUMNS", "100")
        .env_remove("LC_ALL")
        .env_remove("LC_MESSAGES");
    command
}

/// An empty folder of a test's own.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn facts() -> Value {
    json!({
        "separate_meter": true, "awarded_before": false, "purchased": "2022-10-01",
        "device": "water_pump", "heated_area": "45"
    })
}

#[test]
fn help_shows_an_example_for_each_command() {
    for name in ["check", "build", "test", "decide", "explain", "ask"] {
        let ran = nuanze(&[name, "--help"]);
        assert_eq!(ran.status, 0);
        assert!(ran.out.contains(&format!("nuanze {name} ")), "{}", ran.out);
        assert!(ran.out.contains("Example"), "{}", ran.out);
    }
}

#[test]
fn bad_calls_end_with_2() {
    assert_eq!(nuanze(&[]).status, 2);
    assert_eq!(nuanze(&["chekc", POLICY]).status, 2);
    assert_eq!(nuanze(&["check"]).status, 2);
    assert_eq!(nuanze(&["decide", POLICY]).status, 2);
    assert_eq!(
        nuanze(&["decide", POLICY, "--facts", "-", "--reading", "acceptance"]).status,
        2
    );

    let missing = nuanze(&["check", "no-such.md"]);
    assert_eq!(
        (missing.status, missing.err.as_str()),
        (
            2,
            "error: cannot read `no-such.md`: there is no such file\n"
        )
    );
}

#[test]
fn with_json_errors_are_json_on_standard_output() {
    let arguments = nuanze(&["check", "--json"]);
    assert_eq!((arguments.status, arguments.err.as_str()), (2, ""));
    assert_eq!(arguments.json()["error"]["code"], "call/arguments");

    let missing = nuanze(&["decide", "no-such.wasm", "--facts", POLICY, "--json"]);
    assert_eq!((missing.status, missing.err.as_str()), (2, ""));
    assert!(missing.json()["error"]["message"].is_string());
}

#[test]
fn check_tells_line_and_column_of_each_finding() {
    let ran = nuanze(&["check", POLICY, BROKEN, "--json"]);
    assert_eq!(ran.status, 1);
    let report = ran.json();
    assert_eq!(report["ok"], false);
    assert_eq!(report["documents"][0]["ok"], true);
    assert_eq!(report["documents"][0]["outcomes"], json!(["award"]));
    let finding = &report["documents"][1]["diagnostics"][0];
    assert_eq!(finding["code"], "syntax/unit");
    let text = std::fs::read_to_string(BROKEN).unwrap();
    let line = text
        .lines()
        .nth(finding["line"].as_u64().unwrap() as usize - 1)
        .unwrap();
    let from = finding["column"].as_u64().unwrap() as usize - 1;
    let to = finding["end_column"].as_u64().unwrap() as usize - 1;
    assert_eq!(
        line.chars().skip(from).take(to - from).collect::<String>(),
        "平方米"
    );
    assert!(finding["help"].as_str().unwrap().contains("m²"));
}

#[test]
fn build_writes_modules_and_a_sorted_index_that_grows() {
    let out = folder("build");
    let out_text = out.to_str().unwrap();
    assert_eq!(
        nuanze(&["build", OTHER_POLICY, "--out", out_text]).status,
        0
    );
    let ran = nuanze(&["build", POLICY, "--out", out_text, "--json"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    let index: Value =
        serde_json::from_str(&std::fs::read_to_string(out.join("index.json")).unwrap()).unwrap();
    let ids: Vec<_> = index
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| entry["id"].as_str().unwrap())
        .collect();
    assert_eq!(ids, ["stove-exchange", "valley-power"]);
    assert_eq!(index[0]["module"], ran.json()["documents"][0]["module"]);
    assert_eq!(index[0]["in_force"], json!(["2022-01-01", "2023-03-31"]));
    assert_eq!(index[1]["in_force"], json!(["2022-11-01", null]));
    assert_eq!(
        index[0]["bytes"],
        std::fs::metadata(out.join("stove-exchange.wasm"))
            .unwrap()
            .len()
    );
    let files = std::fs::read_dir(&out).unwrap().count();
    assert_eq!(files, 3, "no temporary file is left");
}

#[test]
fn building_twice_gives_the_same_bytes() {
    let (first, second) = (folder("same-1"), folder("same-2"));
    for out in [&first, &second] {
        assert_eq!(
            nuanze(&[
                "build",
                POLICY,
                OTHER_POLICY,
                "--out",
                out.to_str().unwrap()
            ])
            .status,
            0
        );
    }
    for file in ["index.json", "stove-exchange.wasm", "valley-power.wasm"] {
        assert_eq!(
            std::fs::read(first.join(file)).unwrap(),
            std::fs::read(second.join(file)).unwrap()
        );
    }
}

#[test]
fn build_writes_nothing_if_a_document_is_broken_or_two_have_one_id() {
    let out = folder("nothing");
    let copy = folder("copies").join("copy.md");
    std::fs::copy(POLICY, &copy).unwrap();
    assert_eq!(
        nuanze(&["build", POLICY, BROKEN, "--out", out.to_str().unwrap()]).status,
        1
    );
    let twice = nuanze(&[
        "build",
        POLICY,
        copy.to_str().unwrap(),
        "--out",
        out.to_str().unwrap(),
    ]);
    assert_eq!(twice.status, 1);
    assert!(
        twice.err.contains("both have the id `stove-exchange`"),
        "{}",
        twice.err
    );
    assert_eq!(std::fs::read_dir(&out).unwrap().count(), 0);
}

#[test]
fn test_shows_what_an_example_expects_and_gets() {
    let path = folder("example").join("policy.md");
    let text = std::fs::read_to_string(POLICY).unwrap();
    std::fs::write(
        &path,
        text.replacen("then award = 3000 CNY", "then award = 3500 CNY", 1),
    )
    .unwrap();
    let ran = nuanze(&["test", path.to_str().unwrap()]);
    assert_eq!(ran.status, 1);
    for words in ["差一点不到45平方米", "3,000 元, not 3,500 元"] {
        assert!(ran.err.contains(words), "{}", ran.err);
    }
    let report = nuanze(&["test", path.to_str().unwrap(), "--json"]).json();
    assert_eq!(report["documents"][0]["failed"], 1);
    assert_eq!(
        report["documents"][0]["diagnostics"][0]["code"],
        "example/failed"
    );
}

#[test]
fn decide_takes_a_module_or_a_document_and_facts_from_standard_input() {
    let out = folder("decide");
    assert_eq!(
        nuanze(&["build", POLICY, "--out", out.to_str().unwrap()]).status,
        0
    );
    let module = out.join("stove-exchange.wasm");
    let from_document = nuanze_with(
        &["decide", POLICY, "--facts", "-", "--json"],
        &facts().to_string(),
    );
    let from_module = nuanze_with(
        &["decide", module.to_str().unwrap(), "--facts", "-", "--json"],
        &facts().to_string(),
    );
    assert_eq!(from_document.status, 0, "{}", from_document.out);
    assert_eq!(from_document.out, from_module.out);
    let decision = from_module.json();
    assert_eq!(decision["policy"], "stove-exchange");
    assert_eq!(decision["module"].as_str().unwrap().len(), 64);
    let award = &decision["outcomes"]["award"];
    assert_eq!(
        (&award["status"], &award["value"], &award["unit"]),
        (&json!("known"), &json!("6000"), &json!("CNY"))
    );
    assert_eq!(decision["needs"], json!([]));
}

#[test]
fn a_reading_changes_the_decision() {
    let mut facts = facts();
    facts["accepted"] = json!(false);
    let ran = nuanze_with(
        &[
            "decide",
            POLICY,
            "--facts",
            "-",
            "--json",
            "--reading",
            "acceptance=required",
        ],
        &facts.to_string(),
    );
    assert_eq!(ran.json()["outcomes"]["award"]["value"], "0");
}

#[test]
fn wrong_facts_are_all_told_at_once_and_end_with_1() {
    let wrong =
        json!({ "device": "water_pmp", "heated_area": "-3", "purchased": "2022-02-30", "are": 4 })
            .to_string();
    let ran = nuanze_with(&["decide", POLICY, "--facts", "-", "--json"], &wrong);
    assert_eq!(ran.status, 1);
    let error = &ran.json()["error"];
    let pointers: Vec<_> = error["facts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|fact| fact["pointer"].as_str().unwrap())
        .collect();
    for pointer in ["/device", "/heated_area", "/purchased", "/are"] {
        assert!(pointers.contains(&pointer), "{pointers:?}");
    }
    let human = nuanze_with(&["decide", POLICY, "--facts", "-"], &wrong);
    assert_eq!((human.status, human.out.as_str()), (1, ""));
    assert!(human.err.contains("water_pump"), "{}", human.err);
}

#[test]
fn facts_that_are_no_json_object_are_a_bad_call() {
    for text in ["", "{", "[]", "\"45\"", "{\"device\": }"] {
        let ran = nuanze_with(&["decide", POLICY, "--facts", "-"], text);
        assert_eq!(ran.status, 2, "{text}");
        assert!(ran.err.contains("standard input is"), "{}", ran.err);
        assert!(
            ran.err.contains("help: facts are a JSON object"),
            "{}",
            ran.err
        );
    }
}

#[test]
fn what_is_no_module_is_a_bad_call() {
    let path = folder("no-module").join("text.wasm");
    std::fs::write(&path, "this is not a module").unwrap();
    let ran = nuanze_with(&["decide", path.to_str().unwrap(), "--facts", "-"], "{}");
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("nuanze build"), "{}", ran.err);
    let broken = nuanze_with(&["decide", BROKEN, "--facts", "-", "--json"], "{}");
    assert_eq!(broken.status, 1);
    assert_eq!(broken.json()["error"]["code"], "policy/broken");
}

#[test]
fn explain_is_a_page_in_either_language() {
    let mut facts = facts();
    facts["heated_area"] = json!("44.2");
    let chinese = nuanze_with(
        &["explain", POLICY, "--facts", "-", "--lang", "zh"],
        &facts.to_string(),
    );
    assert_eq!(chinese.status, 0, "{}", chinese.err);
    for words in [
        "更换补助",
        "3,000",
        "✓ 有单独的电表",
        "要带的材料",
        "购买发票",
        "怎样会不同",
        "45",
        "困难家庭另议",
    ] {
        assert!(
            chinese.out.contains(words),
            "{words} is missing:\n{}",
            chinese.out
        );
    }
    let english = nuanze_with(&["explain", POLICY, "--facts", "-"], &facts.to_string());
    for words in [
        "Help",
        "3,000",
        "✓ A meter of its own",
        "What to bring",
        "Invoice",
        "What would change it",
        "45",
    ] {
        assert!(
            english.out.contains(words),
            "{words} is missing:\n{}",
            english.out
        );
    }
    let json = nuanze_with(
        &["explain", POLICY, "--facts", "-", "--json"],
        &facts.to_string(),
    )
    .json();
    assert_eq!(json["decision"]["outcomes"]["award"]["value"], "3000");
    assert_eq!(json["page"]["conditions"][0]["mark"], "yes");
}

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

#[test]
fn the_environment_chooses_the_language() {
    let output = command(&["check", POLICY])
        .env("LC_ALL", "zh_CN.UTF-8")
        .output()
        .unwrap();
    assert!(String::from_utf8(output.stdout).unwrap().contains("个例子"));
}

#[test]
fn colours_stay_out_of_pipes_unless_asked_for() {
    assert!(!nuanze(&["check", BROKEN]).err.contains('\u{1b}'));
    assert!(
        nuanze(&["check", BROKEN, "--color", "always"])
            .err
            .contains('\u{1b}')
    );
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let mut child = command(&["check", POLICY])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(
        (output.status.code(), output.stderr.as_slice()),
        (Some(0), b"".as_slice())
    );
}
