//! Official texts: what `verify-source` locks, and what it says of a text that has changed.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::support::{folder, nuanze};

const ORIGINAL: &str = "柏树镇补助办法\n\n一、谁可以领\n本镇住户，每户一次。\n二、多少\n取暖面积满45平方米的，补1000元。\n其他的，补500元。\n三、怎样领\n向镇里申请。\n";
const ANNEX: &str = "附件\n面积由镇里测量。\n";

/// A folder with a document and the texts it cites.
struct Case {
    folder: PathBuf,
}

impl Case {
    fn new(name: &str) -> Self {
        let case = Self {
            folder: folder(name),
        };
        case.write("original.txt", ORIGINAL);
        case.write("annex.txt", ANNEX);
        case.cite("¶3", "¶5-6 annex ¶2");
        case
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.folder.join(name), text).unwrap();
    }

    /// Writes the document with these citations.
    fn cite(&self, who: &str, amount: &str) {
        self.write(
            "baishu.md",
            &format!(
                r#"---
id: baishu
title: 柏树镇补助办法
jurisdiction: 110109
in_force: 2022-01-01 ..
source: 柏树镇补助办法
source.annex: 附件
---

## 谁可以领 / Who {{#who source="{who}"}}

## 多少 / How much {{#amount source="{amount}"}}

```policy
fact area : area 0..2000 m² "面积" / "area"
  ask "面积多少？"

outcome rule help : CNY "补助" / "Help" = if area >= 45 m² then 1000 CNY else 500 CNY
```
"#
            ),
        );
    }

    fn run(&self, further: &[&str]) -> crate::support::Ran {
        let path = |name: &str| self.folder.join(name).display().to_string();
        let annex = format!("annex={}", path("annex.txt"));
        let (document, original) = (path("baishu.md"), path("original.txt"));
        let call = [
            "verify-source",
            &document,
            "--text",
            &original,
            "--text",
            &annex,
        ];
        nuanze(&[&call, further].concat())
    }

    fn locked(self) -> Self {
        let ran = self.run(&["--lock"]);
        assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{}", ran.out);
        self
    }

    /// What verifying prints, without its first line, which names files.
    fn changes(&self) -> String {
        let ran = self.run(&[]);
        assert_eq!((ran.status, ran.err.as_str()), (1, ""), "{}", ran.out);
        let (first, rest) = ran.out.split_once('\n').unwrap();
        assert!(first.starts_with('✗'), "{first}");
        rest.replace(&format!("{}/", self.folder.display()), "")
    }
}

const HELP: &str = "  help: compare these clauses with the text, mend the citations, then run again with `--lock`\n";

#[test]
fn a_text_as_it_was_locked_is_verified() {
    let case = Case::new("source-same").locked();
    let ran = case.run(&[]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    assert!(
        ran.out.contains("3 citations of 4 paragraphs"),
        "{}",
        ran.out
    );
}

#[test]
fn the_lock_keeps_hashes_and_no_sentence() {
    let case = Case::new("source-lock").locked();
    let text = fs::read_to_string(case.folder.join("baishu.source.json")).unwrap();
    for line in ORIGINAL
        .lines()
        .chain(ANNEX.lines())
        .filter(|line| line.contains('。'))
    {
        assert!(!text.contains(line), "{line}");
    }
    let lock: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(lock["policy"], "baishu");
    assert_eq!(lock["sources"][0]["title"], "柏树镇补助办法");
    assert_eq!(lock["sources"][0]["paragraphs"], 8);
    assert_eq!(lock["sources"][0]["sha256"].as_str().unwrap().len(), 64);
    let cited: Vec<_> = lock["clauses"]
        .as_array()
        .unwrap()
        .iter()
        .map(|clause| {
            let numbers = clause["paragraphs"].as_object().unwrap();
            assert!(
                numbers
                    .values()
                    .all(|hash| hash.as_str().unwrap().len() == 16)
            );
            let numbers: Vec<&str> = numbers.keys().map(String::as_str).collect();
            (
                clause["clause"].as_str().unwrap(),
                clause["source"].as_str().unwrap(),
                numbers,
            )
        })
        .collect();
    assert_eq!(
        cited,
        [
            ("who", "", vec!["3"]),
            ("amount", "", vec!["5", "6"]),
            ("amount", "annex", vec!["2"]),
        ]
    );
}

#[test]
fn spaces_and_full_width_forms_change_nothing() {
    let case = Case::new("source-copy").locked();
    let copy = ORIGINAL
        .replace('\n', "\r\n\r\n")
        .replace("45", " ４５ ")
        .replace('，', ",");
    case.write("original.txt", &copy);
    let ran = case.run(&[]);
    assert_eq!(ran.status, 0, "{}", ran.out);
}

#[test]
fn paragraphs_that_moved_are_found() {
    let case = Case::new("source-moved").locked();
    case.write("original.txt", &ORIGINAL.replace("一、", "目录\n一、"));
    assert_eq!(
        case.changes(),
        format!(
            "  Who\n    ¶3 moved: found at ¶4\n  How much\n    ¶5 moved: found at ¶6\n    ¶6 moved: found at ¶7\n  \
             `original.txt` is not the text that was locked as 柏树镇补助办法: 8 paragraphs then, 9 now\n{HELP}"
        )
    );
    case.cite("¶4", "¶6-7 annex ¶2");
    assert_eq!(case.locked().run(&[]).status, 0);
}

#[test]
fn an_altered_paragraph_is_told_from_one_that_is_gone() {
    let case = Case::new("source-altered").locked();
    case.write("original.txt", &ORIGINAL.replace("1000元", "1200元"));
    let altered = case.changes();
    assert!(
        altered.starts_with("  How much\n    ¶5 altered: see ¶5\n"),
        "{altered}"
    );
    case.write(
        "original.txt",
        &ORIGINAL.replace("取暖面积满45平方米的，补1000元。\n", ""),
    );
    let gone = case.changes();
    assert!(
        gone.starts_with("  How much\n    ¶5 gone\n    ¶6 moved: found at ¶5\n"),
        "{gone}"
    );
    case.write("original.txt", "柏树镇补助办法\n");
    let short = case.changes();
    assert!(short.contains("    ¶6 gone\n"), "{short}");
}

#[test]
fn another_text_is_told_even_where_no_cited_paragraph_changed() {
    let case = Case::new("source-elsewhere").locked();
    case.write("annex.txt", &ANNEX.replace("附件", "附件一"));
    assert_eq!(
        case.changes(),
        format!(
            "  `annex.txt` is not the text that was locked as 附件: 2 paragraphs then, 2 now\n{HELP}"
        )
    );
}

#[test]
fn citations_and_lock_must_agree() {
    let case = Case::new("source-citations").locked();
    case.cite("¶3-4", "¶5");
    assert_eq!(
        case.changes(),
        format!(
            "  Who\n    ¶4 cited, but not locked\n  How much\n    ¶6 locked, but not cited\n  How much\n    \
             annex ¶2 locked, but not cited\n{HELP}"
        )
    );
}

#[test]
fn changes_can_be_read_as_json() {
    let case = Case::new("source-json").locked();
    case.write("original.txt", &ORIGINAL.replace("一、", "目录\n一、"));
    let ran = case.run(&["--json"]);
    let report = ran.json();
    assert_eq!((ran.status, &report["ok"]), (1, &json!(false)));
    assert_eq!(
        report["clauses"][0],
        json!({"clause": "who", "source": "", "paragraphs": 1,
               "changes": [{"change": "moved", "paragraph": 3, "to": 4}]})
    );
    assert_eq!(report["sources"][1]["same"], true);
    let chinese = case.run(&["--lang", "zh"]).out;
    assert!(chinese.contains("¶3 移动了：现在是 ¶4"), "{chinese}");
}

#[test]
fn what_cannot_be_locked_is_refused() {
    let case = Case::new("source-beyond");
    let unlocked = case.run(&[]);
    assert_eq!(unlocked.status, 2);
    assert!(
        unlocked.err.contains("there is no lock file"),
        "{}",
        unlocked.err
    );
    case.cite("¶3", "¶8-9");
    let ran = case.run(&["--lock"]);
    assert_eq!(ran.status, 1);
    assert_eq!(
        ran.err,
        "error: the text has no paragraph `¶9` (amount)\n  \
         help: paragraphs are the lines that are not blank, counted from 1: mend the citations\n"
    );
    assert!(!case.folder.join("baishu.source.json").exists());
}

#[test]
fn every_text_must_be_given() {
    let case = Case::new("source-texts");
    let (document, original) = (
        case.folder.join("baishu.md"),
        case.folder.join("original.txt"),
    );
    let (document, original) = (
        document.display().to_string(),
        original.display().to_string(),
    );
    let ran = nuanze(&["verify-source", &document, "--text", &original]);
    assert_eq!(ran.status, 2);
    assert_eq!(
        ran.err,
        "error: the text of `附件` is not given\n  help: add `--text annex=FILE`\n"
    );
    let other = format!("appendix={original}");
    let ran = nuanze(&["verify-source", &document, "--text", &other]);
    assert!(
        ran.err
            .contains("give `--text FILE` and `--text annex=FILE`"),
        "{}",
        ran.err
    );
}

/// Where the official texts are, if this machine has them: the folder in NUANZE_ORIGINALS, or one beside the sources.
fn originals() -> Vec<String> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/seeds");
    let folder = std::env::var_os("NUANZE_ORIGINALS").map_or(beside, PathBuf::from);
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let paths = entries.map(|entry| entry.unwrap().path().display().to_string());
    let mut texts: Vec<String> = paths.filter(|path| path.ends_with(".txt")).collect();
    texts.sort();
    texts
}

#[test]
fn published_policies_cite_what_the_official_texts_say() {
    let texts = originals();
    if texts.is_empty() {
        return;
    }
    let policies = Path::new(env!("CARGO_MANIFEST_DIR")).join("../policies");
    let locks = fs::read_dir(policies)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    for lock in locks.filter(|path| path.to_string_lossy().ends_with(".source.json")) {
        let document = lock.display().to_string().replace(".source.json", ".md");
        let lock: Value = serde_json::from_str(&fs::read_to_string(&lock).unwrap()).unwrap();
        let names: Vec<&str> = lock["sources"]
            .as_array()
            .unwrap()
            .iter()
            .map(|source| source["name"].as_str().unwrap())
            .collect();
        let named = |name: &str, text: &str| {
            if name.is_empty() {
                text.to_owned()
            } else {
                format!("{name}={text}")
            }
        };
        // Each text is tried as every source; which it is, its hash says.
        let mut found = BTreeMap::new();
        for text in &texts {
            let given: Vec<String> = names.iter().map(|name| named(name, text)).collect();
            let mut call = vec!["verify-source", &document, "--json"];
            call.extend(given.iter().flat_map(|given| ["--text", given]));
            let report = nuanze(&call).json();
            for source in report["sources"].as_array().unwrap() {
                if source["same"] == true {
                    let name = source["name"].as_str().unwrap();
                    found.insert(name.to_owned(), named(name, text));
                }
            }
        }
        let mut call = vec!["verify-source", &document];
        call.extend(found.values().flat_map(|given| ["--text", given]));
        let ran = nuanze(&call);
        assert_eq!(ran.status, 0, "{document}\n{}{}", ran.out, ran.err);
    }
}
