//! What holds for every text: reading it ends, never panics, and points to places that exist, in order.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use nuanze_syntax::{Parsed, Span, parse};
use proptest::prelude::*;

const SAMPLE: &str = include_str!("documents/sample.md");

/// Pieces from which hostile documents are made.
const PIECES: [&str; 70] = [
    "```policy\n",
    "```\n",
    "---\n",
    "id: x\n",
    "# 标题 / Title {#a source=\"S0 ¶1\"}\n",
    "\n",
    "\r\n",
    "  ",
    "\t",
    "\u{3000}",
    "fact ",
    "enum ",
    "table ",
    "rule ",
    "outcome ",
    "require ",
    "reading ",
    "example ",
    "bring ",
    "pledge ",
    "manual ",
    "a ",
    "a : ",
    "= ",
    "( ",
    ") ",
    "| ",
    "* ",
    "not ",
    "if a then ",
    "else ",
    "and ",
    "or ",
    "in ",
    "- ",
    "\"设备\" ",
    "\"",
    "“",
    "45 m² ",
    "12_000 CNY/kWh ",
    "10k_CNY ",
    "2023-02-30 ",
    "0..2 ",
    "..< ",
    "， ",
    "面积",
    "\\",
    "\u{0}",
    "record ",
    "parameter ",
    "use ",
    "state ",
    "list 0..2 of ",
    "sum(",
    "for a in ",
    "where ",
    "at ",
    "from ",
    "given ",
    "as ",
    "20:00 ",
    "20：00 ",
    "24:0",
    "2025-12-01T20:00 ",
    "T20:00+08:00",
    "a.b.",
    "[",
    "]",
    "{",
    "}",
];

fn sound(text: &str) {
    let Parsed {
        document,
        diagnostics,
    } = parse(text);
    let within = |span: Span| {
        assert!(
            span.start <= span.end && span.end <= text.len(),
            "{span:?} is outside the text"
        );
        assert!(
            text.get(span.start..span.end).is_some(),
            "{span:?} cuts a character"
        );
    };
    for diagnostic in &diagnostics {
        within(diagnostic.span);
        diagnostic
            .related
            .iter()
            .for_each(|(span, _)| within(*span));
        assert!(
            diagnostic
                .help
                .as_ref()
                .is_some_and(|help| !help.is_empty()),
            "{diagnostic:?} has no help"
        );
        assert!(
            !diagnostic.message.contains('\n'),
            "{diagnostic:?} has a line break"
        );
    }
    assert!(diagnostics.is_sorted_by_key(|diagnostic| diagnostic.span.start));
    let tree = format!("{document:?}");
    let unread = tree.contains("node: Error") || tree.contains("kind: Error");
    assert!(
        !unread || !diagnostics.is_empty(),
        "an error in the tree that nobody is told of"
    );
    for span in spans(&tree) {
        within(span);
    }
    for item in &document.items {
        assert!(
            item.clause
                .is_none_or(|clause| clause < document.clauses.len())
        );
    }
}

/// Every span of a tree, taken from its debug form: no node can be forgotten.
fn spans(tree: &str) -> Vec<Span> {
    tree.split("Span { start: ")
        .skip(1)
        .filter_map(|rest| {
            let (start, rest) = rest.split_once(", end: ")?;
            let (end, _) = rest.split_once(" }")?;
            Some(Span {
                start: start.parse().ok()?,
                end: end.parse().ok()?,
            })
        })
        .collect()
}

fn boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len()))
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]

    #[test]
    fn any_text_is_read(text in any::<String>()) {
        sound(&text);
    }

    #[test]
    fn any_text_in_a_policy_block_is_read(text in any::<String>()) {
        sound(&format!("# 一\n```policy\n{text}\n```\n"));
    }

    #[test]
    fn any_pieces_of_the_language_are_read(pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..80)) {
        let text = pieces.concat();
        sound(&text);
        sound(&format!("```policy\n{text}"));
    }

    #[test]
    fn any_slice_of_a_document_is_read(from in 0..SAMPLE.len(), length in 0..SAMPLE.len()) {
        let from = boundary(SAMPLE, from);
        let to = boundary(SAMPLE, from + length).max(from);
        sound(&SAMPLE[from..to]);
    }

    #[test]
    fn a_document_with_a_piece_exchanged_is_read(
        at in 0..SAMPLE.len(),
        length in 0..40_usize,
        piece in prop::sample::select(&PIECES[..]),
    ) {
        let from = boundary(SAMPLE, at);
        let to = boundary(SAMPLE, from + length).max(from);
        sound(&[&SAMPLE[..from], piece, &SAMPLE[to..]].concat());
    }

    #[test]
    fn line_ends_do_not_change_what_is_read(at in 0..SAMPLE.len(), length in 0..20_usize) {
        let from = boundary(SAMPLE, at);
        let to = boundary(SAMPLE, from + length).max(from);
        let text = [&SAMPLE[..from], &SAMPLE[to..]].concat();
        let windows = format!("\u{feff}{}", text.replace('\n', "\r\n"));
        sound(&windows);
        let messages = |text: &str| -> Vec<String> {
            parse(text).diagnostics.into_iter().map(|diagnostic| diagnostic.message).collect()
        };
        prop_assert_eq!(messages(&text), messages(&windows));
    }
}

#[test]
fn depth_is_bounded() {
    for (open, close) in [
        ("(", ")"),
        ("not ", ""),
        ("-", ""),
        ("if yes then 1 else ", ""),
        ("min(1, ", ")"),
        ("a + ", ""),
        ("[", "]"),
        ("{a = ", "}"),
        ("a at ", ""),
        ("a in (", ")"),
        ("sum(", " for a in b)"),
        ("a.", ""),
    ] {
        let text = format!(
            "```policy\nrule a = {}1{}\n```\n",
            open.repeat(50_000),
            close.repeat(50_000)
        );
        let parsed = parse(&text);
        let messages: Vec<_> = parsed
            .diagnostics
            .iter()
            .map(|diagnostic| diagnostic.message.as_str())
            .collect();
        assert_eq!(
            messages,
            ["the expression is more than 128 levels deep"],
            "{open}"
        );
    }
}

#[test]
fn large_documents_are_read() {
    for line in [
        "fact a : bool (\n  (\n",
        "| a ",
        "\"\n",
        "“",
        "1,",
        "rule a = ((\n",
        "  a or\n",
        "# \n",
        "> ",
        "[a](",
        "*a **b ",
    ] {
        sound(&format!("```policy\n{}", line.repeat(5_000)));
        sound(&line.repeat(2_000));
    }
}
