//! What concerns documents and calls: help, check, build, test.

use std::process::Stdio;

use serde_json::{Value, json};

use crate::support::{BROKEN, OTHER_POLICY, POLICY, command, folder, nuanze};

#[test]
fn help_shows_an_example_for_each_command() {
    for name in [
        "check",
        "build",
        "test",
        "witness",
        "fmt",
        "index",
        "doc",
        "verify-source",
        "decide",
        "explain",
        "ask",
    ] {
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
fn the_index_lists_what_holds_in_the_whole_country_last() {
    let folder = folder("build-country");
    let text = std::fs::read_to_string(POLICY).unwrap();
    let (standard, out) = (folder.join("standard.md"), folder.join("out"));
    let text = text.replace("id: stove-exchange", "id: a-standard");
    std::fs::write(
        &standard,
        text.replace("jurisdiction: 110109", "jurisdiction: 100000"),
    )
    .unwrap();
    let (standard, out_text) = (standard.to_str().unwrap(), out.to_str().unwrap());
    let ran = nuanze(&["build", standard, POLICY, OTHER_POLICY, "--out", out_text]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    let index: Value =
        serde_json::from_str(&std::fs::read_to_string(out.join("index.json")).unwrap()).unwrap();
    let ids: Vec<_> = index
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| &entry["id"])
        .collect();
    assert_eq!(ids, ["stove-exchange", "valley-power", "a-standard"]);
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
fn the_environment_chooses_the_language() {
    let output = command(&["check", POLICY])
        .env("LC_ALL", "zh_CN.UTF-8")
        .output()
        .unwrap();
    assert!(String::from_utf8(output.stdout).unwrap().contains("个例子"));
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

#[test]
fn colours_stay_out_of_pipes_unless_asked_for() {
    assert!(!nuanze(&["check", BROKEN]).err.contains('\u{1b}'));
    assert!(
        nuanze(&["check", BROKEN, "--color", "always"])
            .err
            .contains('\u{1b}')
    );
}
