//! Documents in form: what `fmt` writes, and what `fmt --check` says.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::support::{BROKEN, POLICY, folder, nuanze};

const LOOSE: &str = "# 一\n\n```policy\nenum Kind\n  a \"甲\"\n  bcd   \"乙\"\n```\n";
const IN_FORM: &str = "# 一\n\n```policy\nenum Kind\n  a    \"甲\"\n  bcd  \"乙\"\n```\n";

fn document(folder: &Path, name: &str, text: &str) -> String {
    let path = folder.join(name);
    fs::write(&path, text).unwrap();
    path.display().to_string()
}

#[test]
fn fmt_writes_documents_in_form() {
    let folder = folder("fmt-writes");
    let (loose, good) = (
        document(&folder, "loose.md", LOOSE),
        document(&folder, "good.md", IN_FORM),
    );
    let ran = nuanze(&["fmt", &loose, &good]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    assert_eq!(
        ran.out,
        format!("✓ {loose} written in form\n✓ {good} in form\n")
    );
    assert_eq!(fs::read_to_string(&loose).unwrap(), IN_FORM);
    assert_eq!(
        fs::read_dir(&folder).unwrap().count(),
        2,
        "nothing is left beside them"
    );
    assert_eq!(nuanze(&["fmt", &loose, "--check"]).status, 0);
}

#[test]
fn check_writes_nothing_and_says_what_is_otherwise() {
    let loose = document(&folder("fmt-check"), "loose.md", LOOSE);
    let ran = nuanze(&["fmt", "--check", &loose]);
    assert_eq!(ran.status, 1);
    assert_eq!(
        ran.out,
        format!(
            "✗ {loose} not in form\n  line 5 is to be:   a    \"甲\"\n  help: run `nuanze fmt {loose}`\n"
        )
    );
    assert_eq!(fs::read_to_string(&loose).unwrap(), LOOSE);
    let json = nuanze(&["fmt", "--check", &loose, "--json"]).json();
    let shown = &json["documents"][0];
    assert_eq!(
        (&json["ok"], &shown["changed"], &shown["line"]),
        (&false.into(), &true.into(), &5.into())
    );
    let chinese = nuanze(&["fmt", "--check", &loose, "--lang", "zh"]);
    assert!(chinese.out.contains("第 5 行应为"), "{}", chinese.out);
}

#[test]
fn nothing_is_written_if_a_document_cannot_be_read() {
    let loose = document(&folder("fmt-broken"), "loose.md", LOOSE);
    let ran = nuanze(&["fmt", &loose, BROKEN]);
    assert_eq!((ran.status, ran.out.as_str()), (1, ""));
    assert!(
        ran.err.contains("is not a unit of the policy language"),
        "{}",
        ran.err
    );
    assert_eq!(fs::read_to_string(&loose).unwrap(), LOOSE);
    assert_eq!(
        nuanze(&["fmt", BROKEN, "--json"]).json()["documents"][0]["changed"],
        Value::Null
    );
}

#[test]
fn only_the_spelling_of_a_policy_changes() {
    let text = fs::read_to_string(POLICY).unwrap();
    let wide = document(
        &folder("fmt-meaning"),
        "wide.md",
        &text.replace(" = ", "   =   "),
    );
    assert_eq!(nuanze(&["fmt", &wide]).status, 0);
    assert_eq!(nuanze(&["test", &wide]).status, 0);
}

#[test]
fn published_policies_are_in_form() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../policies");
    let mut files: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path().display().to_string())
        .filter(|path| path.ends_with(".md"))
        .collect();
    files.sort();
    let arguments: Vec<&str> = ["fmt", "--check"]
        .into_iter()
        .chain(files.iter().map(String::as_str))
        .collect();
    let ran = nuanze(&arguments);
    assert_eq!(ran.status, 0, "{}{}", ran.out, ran.err);
}
