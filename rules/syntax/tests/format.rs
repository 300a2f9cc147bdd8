//! The one form of documents: what it looks like, that it stays, and that it says the same.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::{
    fs,
    path::{Path, PathBuf},
};

use nuanze_syntax::{format, parse};
use proptest::prelude::*;

/// The documents of a folder, in the order of their names.
fn documents(folder: &str) -> Vec<(PathBuf, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut paths: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .collect();
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).unwrap();
            (path, text)
        })
        .collect()
}

/// A document's tree without its places.
fn tree(text: &str) -> String {
    let parsed = parse(text);
    assert_eq!(parsed.diagnostics, [], "{text}");
    let shown = format!("{:?}", parsed.document);
    let mut out = String::new();
    for (index, part) in shown.split("Span { start: ").enumerate() {
        let rest = match index {
            0 => part,
            _ => part.split_once('}').unwrap().1,
        };
        out.push_str(rest);
    }
    out
}

/// The form of a text in which nothing is wrong, after it was seen to stay and to say the same.
fn formatted(text: &str) -> String {
    let once = format(text).unwrap_or_else(|wrong| panic!("{wrong:#?}\n{text}"));
    assert_eq!(tree(text), tree(&once), "{text}\n{once}");
    assert_eq!(format(&once).as_ref(), Ok(&once), "{text}");
    once
}

fn block(lines: &str) -> String {
    format!("```policy\n{lines}\n```\n")
}

#[test]
fn documents_look_as_reviewed() {
    let mut changed = Vec::new();
    for (path, text) in documents("tests/format") {
        let once = formatted(&text);
        let expectation = path.with_extension("txt");
        if std::env::var_os("BLESS").is_some() {
            fs::write(&expectation, &once).unwrap();
        }
        if fs::read_to_string(&expectation).unwrap_or_default() != once {
            changed.push(format!("{}:\n{once}", path.display()));
        }
    }
    assert!(changed.is_empty(), "{}", changed.join("\n"));
}

#[test]
fn every_sound_document_of_the_repository_keeps_its_meaning() {
    let folders = [
        "tests/documents",
        "../codegen/tests/policies",
        "../policies",
    ];
    for (path, text) in folders.into_iter().flat_map(documents) {
        assert!(!formatted(&text).is_empty(), "{}", path.display());
    }
}

#[test]
fn a_document_in_which_something_is_wrong_is_refused() {
    let text = block("fact a :");
    assert_eq!(format(&text), Err(parse(&text).diagnostics));
}

#[test]
fn prose_stays_and_line_ends_become_one_kind() {
    let text = "\u{feff}---\r\nid :  a\r\n\r\ntitle:\r\n---\r\n# 一\r\n\r\n\r\n正文  \r\n第二行\r\n\r\n  ```policy  \r\n  \r\n   enum A\r\n  ```\r\n尾巴\r\n\r\n";
    assert!(format(text).is_err(), "the enum is indented");
    let text = text.replace("   enum A", "  enum A");
    assert_eq!(
        formatted(&text),
        "---\nid: a\ntitle:\n---\n# 一\n\n\n正文  \n第二行\n\n```policy\nenum A\n```\n尾巴\n"
    );
}

#[test]
fn blocks_in_lists_and_quotations_stay() {
    let text = "> ```policy\n> enum  A\n> ```\n\n- a\n  ```policy\n  enum  B\n  ```\n";
    assert_eq!(formatted(text), text);
}

#[test]
fn an_empty_text_stays_empty() {
    assert_eq!(formatted(""), "");
    assert_eq!(formatted("\n \n"), "");
    assert_eq!(formatted("```policy\n\n\n```"), "```policy\n```\n");
}

/// Expressions at random.
fn expression() -> impl Strategy<Value = String> {
    let leaf = prop::sample::select(
        &[
            "a",
            "b.c",
            "gb.d.e",
            "yes",
            "false",
            "45 m2",
            "12_000  CNY/kWh",
            "-3℃",
            "30%",
            "1.50",
            "2023-03-31",
            "20:00",
            "2025-12-01T20:00",
            "1 m^-1·kWh²",
            "5 10k_CNY",
        ][..],
    )
    .prop_map(str::to_owned);
    leaf.prop_recursive(5, 24, 3, |inner| {
        let operator =
            prop::sample::select(&["+", "-", "*", "/", "and", "or", "×", "≥", "=", "!=", "at"][..]);
        prop_oneof![
            (inner.clone(), operator, inner.clone())
                .prop_map(|(a, op, b)| format!("({a}){op} ({b})")),
            inner.clone().prop_map(|a| format!("- ({a})")),
            inner.clone().prop_map(|a| format!("(not ({a} ))")),
            (inner.clone(), inner.clone(), inner.clone())
                .prop_map(|(a, b, c)| format!("(if {a}\n    then ({b})\n  else  ({c}))")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("min( {a},{b} )")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("(a in ( {a},\n {b} ))")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("(a in ({a})..<({b}))")),
            (inner.clone(), inner.clone())
                .prop_map(|(a, b)| format!("sum({a} for m in months\n     where ({b}))")),
            inner.prop_map(|a| format!("[ {a},{{x={a}}} ]")),
        ]
    })
}

/// Documents at random: every kind of line that holds an expression.
fn document() -> impl Strategy<Value = String> {
    let declaration = (expression(), expression(), 0..7_usize, prop::bool::ANY).prop_map(|(a, b, kind, comment)| {
        let flat = a.replace('\n', " ");
        let lines = match kind {
            0 => format!("rule  x:bool \"甲\"=\n  {a}\n"),
            1 => format!("rule x = {a}\n"),
            2 => format!("require  r \"甲\"\n   first ({a}) \"一\"/\"1\"\n   second_one ({b})\n"),
            3 => format!("table t:CNY\n  when ({a}) else {b}\n  first  match\n  |a|b_c|t|\n  |--|:-|-|\n  |*|({flat})| 1CNY\n  |not a or b|>=5|-20 CNY|\n"),
            4 => format!("example \"例\" from \"一\"\n  given a.b[2].c=({a}),d = {b}\n  then  x=1 CNY,not y.z\n  then needs a,b[1]\n"),
            5 => format!("duty d\n  state \"话\" if ({a})\n  x  y \"话\"\n"),
            _ => format!("parameter p:price CNY/kWh\n  ({a}) from 2022-01-01\n  1 CNY/kWh from 2023-01-01\n"),
        };
        match comment {
            true => format!("#注释\n{}\n\n\n  #  下面\n", lines.replacen('\n', " # 说明\n", 1)),
            false => lines,
        }
    });
    prop::collection::vec(declaration, 1..5).prop_map(|declarations| block(&declarations.concat()))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(192) })]

    #[test]
    fn a_document_at_random_keeps_its_meaning(text in document()) {
        formatted(&text);
    }

    #[test]
    fn any_slice_of_a_document_keeps_its_meaning_if_it_is_sound(from in 0..SAMPLE.len(), length in 0..SAMPLE.len()) {
        let boundary = |at: usize| (0..=at.min(SAMPLE.len())).rev().find(|at| SAMPLE.is_char_boundary(*at)).unwrap();
        let text = &SAMPLE[boundary(from)..boundary(from + length).max(boundary(from))];
        if parse(text).diagnostics.is_empty() {
            formatted(text);
        }
    }

    #[test]
    fn how_wide_spaces_are_does_not_matter(widths in prop::collection::vec(1..4_usize, 16)) {
        let mut widths = widths.iter().cycle();
        let wide: String = SAMPLE
            .split_inclusive('\n')
            .scan(false, |inside, line| {
                *inside = match line.trim_end() {
                    "```policy" => true,
                    "```" => false,
                    _ => *inside,
                };
                let indent = line.len() - line.trim_start().len();
                let (indent, rest) = line.split_at(indent);
                Some(match *inside && !rest.contains(['"', '#']) {
                    true => format!("{indent}{}", rest.replace(' ', &" ".repeat(*widths.next().unwrap()))),
                    false => line.to_owned(),
                })
            })
            .collect();
        prop_assert_eq!(format(&wide), format(SAMPLE));
    }
}

const SAMPLE: &str = include_str!("documents/sample.md");
