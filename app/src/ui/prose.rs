//! A clause's paragraphs: plain text, lists, and emphasis, as policy documents use them.

use leptos::prelude::*;

/// One paragraph of a clause.
pub fn prose(paragraph: &str) -> AnyView {
    let lines: Vec<&str> = paragraph.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let numbered = |line: &&str| item(line, true).is_some();
    let bulleted = |line: &&str| item(line, false).is_some();
    if !lines.is_empty() && lines.iter().all(numbered) {
        return view! { <ol>{items(&lines, true)}</ol> }.into_any();
    }
    if !lines.is_empty() && lines.iter().all(bulleted) {
        return view! { <ul>{items(&lines, false)}</ul> }.into_any();
    }
    view! { <p>{emphasis(&joined(&lines))}</p> }.into_any()
}

fn items(lines: &[&str], numbered: bool) -> AnyView {
    lines
        .iter()
        .filter_map(|line| item(line, numbered))
        .map(|text| view! { <li>{emphasis(text)}</li> })
        .collect_view()
        .into_any()
}

/// The text of a list item, if the line is one.
fn item(line: &str, numbered: bool) -> Option<&str> {
    if numbered {
        let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
        if rest.len() == line.len() { None } else { rest.strip_prefix(". ") }
    } else {
        line.strip_prefix("- ").or_else(|| line.strip_prefix("* "))
    }
}

/// Lines of a paragraph as one: Chinese lines join without a space, others with one.
fn joined(lines: &[&str]) -> String {
    let mut text = String::new();
    for line in lines {
        if text.chars().last().is_some_and(|last| last.is_ascii()) && line.starts_with(|c: char| c.is_ascii()) {
            text.push(' ');
        }
        text.push_str(line);
    }
    text
}

/// `**strong**` parts.
fn emphasis(text: &str) -> AnyView {
    text.split("**")
        .enumerate()
        .map(|(i, part)| {
            let part = part.to_owned();
            if i % 2 == 1 { view! { <strong>{part}</strong> }.into_any() } else { part.into_any() }
        })
        .collect_view()
        .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn list_items_are_told_from_sentences() {
        assert_eq!(item("1. 当年装上", true), Some("当年装上"));
        assert_eq!(item("12000元", true), None);
        assert_eq!(item("- a", false), Some("a"));
        assert_eq!(item("-1", false), None);
    }

    #[test]
    fn chinese_lines_join_without_a_space() {
        assert_eq!(joined(&["每户", "一次。"]), "每户一次。");
        assert_eq!(joined(&["once a", "household"]), "once a household");
    }
}
