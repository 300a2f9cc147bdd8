//! The document around the rules: front matter, headings, prose and blocks.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use nuanze_syntax::{
    ast::{Clause, Document, ItemKind},
    parse,
};

fn document(text: &str) -> Document {
    let parsed = parse(text);
    assert_eq!(parsed.diagnostics, [], "{text}");
    parsed.document
}

fn prose(clause: &Clause) -> Vec<&str> {
    clause
        .prose
        .iter()
        .map(|piece| piece.node.as_str())
        .collect()
}

#[test]
fn the_sample_is_read_whole() {
    let document = document(include_str!("documents/sample.md"));
    assert_eq!(
        (
            document.front_matter.len(),
            document.clauses.len(),
            document.items.len()
        ),
        (6, 3, 34)
    );
    assert!(
        document
            .items
            .iter()
            .all(|item| !matches!(item.kind, ItemKind::Error))
    );
}

#[test]
fn front_matter_is_keys_and_values() {
    let text = "---\nid: a-b\ntitle:  标题: 副题 \n---\n# 一\n";
    let entries = document(text).front_matter;
    let read: Vec<_> = entries
        .iter()
        .map(|entry| (entry.key.node.as_str(), entry.value.node.as_str()))
        .collect();
    assert_eq!(read, [("id", "a-b"), ("title", "标题: 副题")]);
    let value = entries[1].value.span;
    assert_eq!(&text[value.start..value.end], "标题: 副题");
}

#[test]
fn a_document_may_have_no_front_matter() {
    assert_eq!(document("# 一\n\n---\n\n二\n").front_matter, []);
}

#[test]
fn a_heading_has_two_languages_an_anchor_and_a_source() {
    let text = "## 三（二）**设备**奖补 / Device award {#award source=\"S0 ¶41-46\"} ##\n";
    let clause = &document(text).clauses[0];
    assert_eq!(
        (clause.level, clause.title.zh.as_str()),
        (2, "三（二）设备奖补")
    );
    assert_eq!(clause.title.en.as_deref(), Some("Device award"));
    assert_eq!(clause.anchor.as_ref().unwrap().node, "award");
    let source = clause.source.as_ref().unwrap();
    assert_eq!(source.node, "S0 ¶41-46");
    assert_eq!(&text[source.span.start..source.span.end], "S0 ¶41-46");
    assert_eq!(
        &text[clause.title.span.start..clause.title.span.end],
        "三（二）**设备**奖补 / Device award"
    );
}

#[test]
fn a_heading_names_the_rows_that_its_clause_carries() {
    let rows = |text| document(text).clauses[0].rows.clone();
    assert_eq!(
        rows("## 奖补 {rows=\" B1  B2 \" #award source=\"¶28\"}\n"),
        ["B1", "B2"]
    );
    assert_eq!(rows("## 奖补 {#award}\n"), [""; 0]);
}

#[test]
fn a_heading_may_be_chinese_alone() {
    let clause = &document("# 总则\n").clauses[0];
    assert_eq!(
        (clause.title.zh.as_str(), &clause.title.en, &clause.anchor),
        ("总则", &None, &None)
    );
}

#[test]
fn prose_belongs_to_the_heading_above_it() {
    let document =
        document("前言\n\n# 一\n\n甲\n乙\n\n- 丙\n- 丁\n\n---\n\n<!-- 内部 -->\n\n# 二\n\n> 戊\n");
    assert_eq!(prose(&document.clauses[0]), ["甲\n乙", "- 丙\n- 丁"]);
    assert_eq!(prose(&document.clauses[1]), ["> 戊"]);
}

#[test]
fn other_blocks_and_tables_stay_prose() {
    let document = document(
        "# 一\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```text\nfact a\n```\n\n    rule x = 1\n",
    );
    assert_eq!(document.items, []);
    assert_eq!(document.clauses[0].prose.len(), 3);
}

#[test]
fn blocks_cite_the_heading_above_them() {
    let document = document(
        "```policy\nrule a = 1\n```\n# 一\n```policy\nrule b = 2\n```\n## 二\n~~~~ policy\nrule c = 3\n~~~~\n",
    );
    assert_eq!(
        document
            .items
            .iter()
            .map(|item| item.clause)
            .collect::<Vec<_>>(),
        [None, Some(0), Some(1)]
    );
    assert_eq!(
        document
            .clauses
            .iter()
            .map(|clause| clause.prose.len())
            .sum::<usize>(),
        0
    );
}

#[test]
fn blocks_in_lists_and_quotations_keep_their_places() {
    let text = "# 一\n\n- 甲\n\n  ```policy\n  rule a = 1\n    + 2\n  ```\n\n  乙\n\n> ```policy\n> rule b =\n>   3\n> ```\n";
    let document = document(text);
    let written: Vec<_> = document
        .items
        .iter()
        .map(|item| match &item.kind {
            ItemKind::Rule(rule) => (
                &text[rule.name.span.start..rule.name.span.end],
                &text[rule.expr.span.start..rule.expr.span.end],
            ),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(written, [("a", "1\n    + 2"), ("b", "3")]);
    assert_eq!(prose(&document.clauses[0]), ["- 甲", "乙"]);
}

#[test]
fn windows_files_are_read_alike() {
    let text = include_str!("documents/sample.md");
    let windows = format!("\u{feff}{}", text.replace('\n', "\r\n"));
    let (here, there) = (document(text), document(&windows));
    assert_eq!(here.items.len(), there.items.len());
    let words = |document: &Document| -> Vec<String> {
        document
            .clauses
            .iter()
            .flat_map(|clause| {
                prose(clause)
                    .into_iter()
                    .map(str::to_owned)
                    .collect::<Vec<_>>()
            })
            .collect()
    };
    assert_eq!(words(&here), words(&there));
    for (item, other) in here.items.iter().zip(&there.items) {
        let theirs = &windows[other.span.start..other.span.end];
        assert_eq!(
            &text[item.span.start..item.span.end],
            theirs.replace("\r\n", "\n")
        );
    }
}

#[test]
fn a_carriage_return_alone_is_reported_once() {
    let parsed = parse("# 一\r\n\r甲\r\r\n乙\n");
    let said: Vec<_> = parsed
        .diagnostics
        .iter()
        .map(|found| (found.code, found.span.start))
        .collect();
    assert_eq!(said, [("syntax/line-end", 7)]);
}
