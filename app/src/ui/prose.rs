//! A clause's paragraphs: plain text, lists, and emphasis, as policy documents use them.

use super::Html;

/// One paragraph of a clause.
pub fn prose(html: Html, paragraph: &str) -> Html {
    let lines: Vec<&str> = paragraph
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    let all = |numbered: bool| {
        !lines.is_empty() && lines.iter().all(|line| item(line, numbered).is_some())
    };
    if all(true) {
        items(html.raw("<ol>"), &lines, true).raw("</ol>")
    } else if all(false) {
        items(html.raw("<ul>"), &lines, false).raw("</ul>")
    } else {
        emphasis(html.raw("<p>"), &joined(&lines)).raw("</p>")
    }
}

fn items(html: Html, lines: &[&str], numbered: bool) -> Html {
    let items = lines.iter().filter_map(|line| item(line, numbered));
    html.each(items, |html, text| {
        emphasis(html.raw("<li>"), text).raw("</li>")
    })
}

/// The text of a list item, if the line is one.
fn item(line: &str, numbered: bool) -> Option<&str> {
    if numbered {
        let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
        if rest.len() == line.len() {
            None
        } else {
            rest.strip_prefix(". ")
        }
    } else {
        line.strip_prefix("- ").or_else(|| line.strip_prefix("* "))
    }
}

/// Lines of a paragraph as one: Chinese lines join without a space, others with one.
fn joined(lines: &[&str]) -> String {
    let mut text = String::new();
    for line in lines {
        if text.chars().last().is_some_and(|last| last.is_ascii())
            && line.starts_with(|c: char| c.is_ascii())
        {
            text.push(' ');
        }
        text.push_str(line);
    }
    text
}

/// `**strong**` parts.
fn emphasis(html: Html, text: &str) -> Html {
    html.each(text.split("**").enumerate(), |html, (i, part)| {
        if i % 2 == 1 {
            html.strong(part)
        } else {
            html.text(part)
        }
    })
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

    #[test]
    fn paragraphs_and_lists_become_markup() {
        let expected = "<ol><li>a <strong>b</strong></li><li>c</li></ol>";
        let html = prose(Html::new(), "1. a **b**\n2. c");
        assert_eq!(html.markup(), expected);
    }
}
