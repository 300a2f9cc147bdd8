//! Rows of an inventory and the documents that carry them: what `index` writes, and what it misses.

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::{BROKEN, Ran, folder, nuanze};

const INVENTORY: &str = "# 清单\n\n每行一条。\n\n## A 奖补 / Award\n\n- A1 多大面积 / How large\n- A2 谁来量 / Who measures\n";
const DOCUMENT: &str = r#"---
id: baishu
title: 柏树镇
jurisdiction: 110109
in_force: 2022-01-01 ..
source: 柏树镇补助办法
---

## 一、补助 / Help {#help source="¶3" rows="A1"}

```policy
fact area : area 0..500 m² "面积"
  ask "多大？"

reading edge "刚好45平方米算够吗？"
  included  "算"  default
  excluded  "不算"
  decided by "镇里"

outcome rule help : CNY "补助" = if area > 45 m² or (area = 45 m² and edge = included) then 1000 CNY else 0 CNY
```

## 二、丈量 / Measuring {#measuring rows="A2"}

```policy
manual measuring "谁来量"
  because "没有写。"
  decided by "镇里"
```

## 例子

```policy
example "刚好"
  given area = 45 m²
  then help = 1000 CNY

example "刚好，不算" from "刚好"
  reading edge = excluded
  then help = 0 CNY
```
"#;

/// A folder with an inventory and a document.
struct Desk {
    folder: PathBuf,
}

impl Desk {
    fn new(name: &str, inventory: &str, document: &str) -> Self {
        let folder = folder(name);
        fs::write(folder.join("inventory.md"), inventory).unwrap();
        fs::write(folder.join("baishu.md"), document).unwrap();
        Self { folder }
    }

    fn path(&self, name: &str) -> String {
        self.folder.join(name).display().to_string()
    }

    fn index(&self, more: &[&str]) -> Ran {
        let (document, inventory, out) = (
            self.path("baishu.md"),
            self.path("inventory.md"),
            self.path("INDEX.md"),
        );
        let arguments = ["index", &document, "--inventory", &inventory, "--out", &out];
        nuanze(&[&arguments, more].concat())
    }
}

/// What is said about a document that differs from the sound one.
fn said(name: &str, from: &str, to: &str) -> String {
    let changed = DOCUMENT.replace(from, to);
    assert_ne!(changed, DOCUMENT);
    let desk = Desk::new(name, INVENTORY, &changed);
    let ran = desk.index(&[]);
    assert_eq!((ran.status, ran.out.as_str()), (1, ""));
    assert!(!Path::new(&desk.path("INDEX.md")).exists());
    ran.err.replace(&desk.path("baishu.md"), "baishu.md")
}

#[test]
fn each_row_stands_beside_the_rules_doubts_and_examples_of_its_clause() {
    let desk = Desk::new("index-writes", INVENTORY, DOCUMENT);
    let ran = desk.index(&[]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    assert_eq!(
        ran.out,
        format!("✓ {} all 2 rows are carried\n", desk.path("INDEX.md"))
    );
    let index = fs::read_to_string(desk.path("INDEX.md")).unwrap();
    assert!(index.contains("## A 奖补 / Award\n"), "{index}");
    assert!(
        index.contains("\n| A1 多大面积 / How large | [baishu](baishu.md) 一、补助 / Help ¶3 | rule `help` | `edge` |  | 2 |\n"),
        "{index}"
    );
    assert!(
        index.contains("\n| A2 谁来量 / Who measures | [baishu](baishu.md) 二、丈量 / Measuring |  |  | `measuring` | 0 |\n"),
        "{index}"
    );
    let json = desk.index(&["--json"]).json();
    assert_eq!(
        json["documents"][0]["clauses"][0]["rules"][0]["kind"],
        "rule"
    );
}

#[test]
fn a_clause_of_facts_stands_beside_the_conditions_that_ask_them() {
    let document = DOCUMENT.replace(
        "manual measuring \"谁来量\"\n  because \"没有写。\"\n  decided by \"镇里\"",
        "fact measured : bool \"量过\"\n  ask \"量过吗？\"",
    );
    let document = document.replace(
        "outcome rule help",
        "outcome require ready \"条件\"\n  small     area < 400 m²                      \"不大\"\n  measured  area < 100 m² or min(area, 1 m²) > 0 m² and measured  \"量过\"\n\noutcome rule help",
    );
    let document = document.replace("then help = 0 CNY", "then help = 0 CNY, ready.measured");
    let desk = Desk::new("index-conditions", INVENTORY, &document);
    let ran = desk.index(&[]);
    assert_eq!(ran.err, "");
    let index = fs::read_to_string(desk.path("INDEX.md")).unwrap();
    assert!(
        index.contains("二、丈量 / Measuring | require `ready.measured` |  |  | 1 |\n"),
        "{index}"
    );
}

#[test]
fn check_says_whether_the_index_is_up_to_date_and_writes_nothing() {
    let desk = Desk::new("index-check", INVENTORY, DOCUMENT);
    let stale = desk.index(&["--check"]);
    assert_eq!(stale.status, 1);
    assert_eq!(
        stale.err,
        format!(
            "error: `{}` is not up to date\n  help: run the same command without `--check`, and read what it changes\n",
            desk.path("INDEX.md")
        )
    );
    assert!(!Path::new(&desk.path("INDEX.md")).exists());
    assert_eq!(desk.index(&[]).status, 0);
    assert_eq!(desk.index(&["--check"]).status, 0);
}

#[test]
fn a_row_that_no_clause_names_is_missing() {
    assert_eq!(
        said("index-missing", " rows=\"A2\"", ""),
        "error: no clause carries `A2` 谁来量 / Who measures\n  help: name rows in the heading of the clause that \
         carries them, `{#award rows=\"B1 B2\"}`; what is no rule becomes a `manual`\n"
    );
}

#[test]
fn words_alone_do_not_carry_a_row() {
    let manual = "manual measuring \"谁来量\"\n  because \"没有写。\"\n  decided by \"镇里\"\n";
    let said = said("index-words", manual, "");
    assert!(
        said.contains(
            "`二、丈量 / Measuring` (baishu.md) names rows, but declares no rule and no `manual`"
        ),
        "{said}"
    );
}

#[test]
fn a_rule_of_which_no_example_speaks_is_not_shown_to_carry_its_row() {
    let examples = &DOCUMENT[DOCUMENT.find("example").unwrap()..DOCUMENT.rfind("```").unwrap()];
    let said = said("index-examples", examples, "");
    assert!(
        said.contains("no example speaks of `一、补助 / Help` (baishu.md)"),
        "{said}"
    );
}

#[test]
fn a_heading_cannot_name_a_row_that_the_inventory_lacks() {
    let said = said("index-unknown", "rows=\"A1\"", "rows=\"A1 A9\"");
    assert!(
        said.contains("names the row `A9`, which the inventory does not have"),
        "{said}"
    );
}

#[test]
fn an_inventory_that_cannot_be_read_is_a_bad_call() {
    for (name, inventory, message) in [
        ("row", "## A\n- a1 面积\n", "`- a1 面积` is not a row"),
        (
            "twice",
            "## A\n- A1 面积\n- A1 面积\n",
            "the row `A1` stands here twice",
        ),
        (
            "part",
            "- A1 面积\n",
            "the row `A1` stands above every part",
        ),
        ("empty", "# 清单\n", "no row stands here"),
    ] {
        let desk = Desk::new(&format!("inventory-{name}"), inventory, DOCUMENT);
        let ran = desk.index(&[]);
        assert_eq!(ran.status, 2);
        let expected = format!(
            "error: `{}`: {message}\n  help: write parts as",
            desk.path("inventory.md")
        );
        assert!(ran.err.starts_with(&expected), "{}", ran.err);
    }
}

#[test]
fn a_document_that_cannot_be_read_is_shown_with_its_errors() {
    let desk = Desk::new("index-broken", INVENTORY, DOCUMENT);
    let (inventory, out) = (desk.path("inventory.md"), desk.path("INDEX.md"));
    let ran = nuanze(&["index", BROKEN, "--inventory", &inventory, "--out", &out]);
    assert_eq!(ran.status, 1);
    assert!(
        ran.err.contains("is not a unit of the policy language"),
        "{}",
        ran.err
    );
}
#[test]
fn every_row_of_both_districts_papers_is_carried_and_the_index_says_where() {
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut files: Vec<String> = fs::read_dir(rules.join("policies"))
        .unwrap()
        .map(|entry| format!("policies/{}", entry.unwrap().file_name().display()))
        .filter(|path| path.ends_with(".md"))
        .collect();
    files.sort();
    let mut arguments = vec![
        "index",
        "--check",
        "--inventory",
        "INVENTORY.md",
        "--out",
        "INDEX.md",
    ];
    arguments.extend(files.iter().map(String::as_str));
    let output = crate::support::command(&arguments)
        .current_dir(rules)
        .output()
        .unwrap();
    let ran = Ran::from(output);
    assert_eq!(ran.status, 0, "{}", ran.err);
}
