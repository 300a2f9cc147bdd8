//! The grammar that the manual prints is the parser's: what it says is read without a finding, and every document that
//! is in order is a sentence of it.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod derive;
mod ebnf;
mod sentence;

use std::fs;
use std::path::Path;

use derive::Reader;
use ebnf::Grammar;
use nuanze_syntax::parse;
use sentence::{Speaker, as_said_in_words};

/// How many declarations are made.
const SENTENCES: usize = 3_000;

fn grammar() -> Grammar {
    let manual = Path::new(env!("CARGO_MANIFEST_DIR")).join("../LANGUAGE.md");
    Grammar::of_manual(&fs::read_to_string(manual).unwrap())
}

fn document(block: &str) -> String {
    format!(
        "---\nid: test\ntitle: 测试\njurisdiction: 110109\nin_force: 2022-01-01 ..\n---\n\n# 一 / One {{#one}}\n\n```policy\n{block}```\n"
    )
}

#[test]
fn what_the_grammar_says_is_read() {
    let grammar = grammar();
    let mut refused: Option<String> = None;
    let mut speaker = Speaker::new(&grammar, 20_260_101);
    for _ in 0..SENTENCES {
        let sentence = as_said_in_words(&speaker.say("declaration"));
        let is_shorter = |known: &String| sentence.len() < known.len();
        if refused.as_ref().is_none_or(is_shorter)
            && !parse(&document(&sentence)).diagnostics.is_empty()
        {
            refused = Some(sentence);
        }
    }
    if let Some(shortest) = refused {
        let found = parse(&document(&shortest)).diagnostics;
        panic!("the grammar says what the parser refuses:\n{shortest}\n{found:#?}");
    }
    let left: Vec<usize> = (0..grammar.alternatives)
        .filter(|alternative| !speaker.taken.contains(alternative))
        .collect();
    assert_eq!(
        left, [0; 0],
        "alternatives of the grammar that were never said"
    );
}

/// The blocks of a document as the grammar sees them: without comments and empty lines, each line that goes on joined.
fn lines(text: &str) -> String {
    let mut block = String::new();
    let (mut inside, mut open) = (false, 0_usize);
    for line in text.lines() {
        if line.starts_with("```") {
            inside = line.trim_end() == "```policy";
            continue;
        }
        let line = without_comment(line);
        if !inside || line.trim().is_empty() {
            continue;
        }
        let last = block
            .trim_end_matches('\n')
            .rfind('\n')
            .map_or(0, |at| at + 1);
        let is_rule =
            block[last..].starts_with("rule ") || block[last..].starts_with("outcome rule ");
        if open > 0 || (is_rule && line.starts_with(' ')) {
            block.pop();
            block.push(' ');
            block.push_str(line.trim());
        } else {
            block.push_str(line);
        }
        block.push('\n');
        let words = line.split('"').step_by(2).flat_map(str::chars);
        open = words.fold(open, |open, c| match c {
            '(' | '[' | '{' => open + 1,
            ')' | ']' | '}' => open.saturating_sub(1),
            _ => open,
        });
    }
    block
}

/// A line as far as a `#` that stands in no label.
fn without_comment(line: &str) -> &str {
    let mut quoted = false;
    let end = line.char_indices().find(|(_, c)| {
        quoted ^= *c == '"';
        *c == '#' && !quoted
    });
    line[..end.map_or(line.len(), |(at, _)| at)].trim_end()
}

#[test]
fn every_document_in_order_is_a_sentence_of_the_grammar() {
    let grammar = grammar();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut documents = 0;
    for folder in [
        "rules/policies",
        "tests/policies/good",
        "rules/codegen/tests/policies",
    ] {
        for entry in fs::read_dir(root.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_none_or(|extension| extension != "md") {
                continue;
            }
            documents += 1;
            let block = lines(&fs::read_to_string(&path).unwrap());
            // One declaration after the other, so that what is wrong is found.
            let mut declaration = String::new();
            for line in block.lines().chain(["end"]) {
                if !line.starts_with(' ') && !declaration.is_empty() {
                    let mut reader = Reader::new(&grammar, &declaration);
                    assert!(
                        reader.is("declaration"),
                        "{}: the grammar ends before {:?} in\n{declaration}",
                        path.display(),
                        &declaration[reader.furthest..]
                    );
                    declaration.clear();
                }
                declaration.push_str(line);
                declaration.push('\n');
            }
        }
    }
    assert!(documents > 10, "{documents} documents");
}
