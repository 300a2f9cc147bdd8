//! A clause's prose, from Markdown to HTML. Markup of its author's own (`<b>`) is shown as text.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::html::Html;

/// Writes a piece of prose.
pub fn write(html: &mut Html, markdown: &str) {
    // Chinese text knows no spaces: a line that ends in it goes on with the next as if nothing were between them.
    let mut chinese = false;
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        if let Event::Text(text) = &event {
            chinese = text.ends_with(is_wide);
        }
        match event {
            Event::Start(tag) => start(html, &tag),
            Event::End(tag) => {
                if let Some(name) = name(tag) {
                    html.close(name);
                }
            }
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => html.text(&text),
            Event::Code(text) => html.line("code", &[], &text),
            Event::SoftBreak if chinese => {}
            Event::SoftBreak => html.text("\n"),
            Event::HardBreak => html.open("br", &[]),
            Event::Rule => html.open("hr", &[]),
            _ => {}
        }
    }
}

fn start(html: &mut Html, tag: &Tag<'_>) {
    match tag {
        Tag::Link { dest_url, .. } if is_safe(dest_url) => {
            html.open("a", &[("href", dest_url)]);
        }
        Tag::List(Some(first)) if *first != 1 => {
            html.open("ol", &[("start", &first.to_string())]);
        }
        tag => {
            if let Some(name) = name(tag.to_end()) {
                html.open(name, &[]);
            }
        }
    }
}

/// The element of a tag; none for what prose goes without (pictures stand as their words).
fn name(tag: TagEnd) -> Option<&'static str> {
    Some(match tag {
        TagEnd::Paragraph => "p",
        TagEnd::Heading(_) => "h4",
        TagEnd::BlockQuote(_) => "blockquote",
        TagEnd::CodeBlock => "pre",
        TagEnd::List(true) => "ol",
        TagEnd::List(false) => "ul",
        TagEnd::Item => "li",
        TagEnd::Table => "table",
        TagEnd::TableHead => "thead",
        TagEnd::TableRow => "tr",
        TagEnd::TableCell => "td",
        TagEnd::Emphasis => "em",
        TagEnd::Strong => "strong",
        TagEnd::Link => "a",
        _ => return None,
    })
}

/// Whether a sign is a Chinese one: a character, `，`, `”`.
fn is_wide(sign: char) -> bool {
    matches!(sign, '\u{2014}'..='\u{2026}' | '\u{3000}'..='\u{9fff}' | '\u{f900}'..='\u{ffee}')
}

/// Whether a link leads to a page or a place on this one, and runs nothing.
fn is_safe(url: &str) -> bool {
    ["https://", "http://", "#"]
        .iter()
        .any(|start| url.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(markdown: &str) -> String {
        let mut html = Html::default();
        write(&mut html, markdown);
        html.into_string()
    }

    #[test]
    fn lists_and_emphasis_are_kept() {
        assert_eq!(
            shown("分*三*档：\n\n1. 一\n2. **二**\n"),
            "<p>分<em>三</em>档：</p>\n<ol><li>一</li>\n<li><strong>二</strong></li>\n</ol>\n"
        );
    }

    #[test]
    fn lines_of_chinese_join_without_a_space() {
        assert_eq!(
            shown("一行，\n又一行\nand one"),
            "<p>一行，又一行and one</p>\n"
        );
        assert_eq!(shown("one\ntwo"), "<p>one\ntwo</p>\n");
    }

    #[test]
    fn markup_is_text_and_scripts_are_no_links() {
        assert_eq!(
            shown("<b>a</b> & [b](javascript:alert)"),
            "<p>&lt;b&gt;a&lt;/b&gt; &amp; <a>b</a></p>\n"
        );
        assert_eq!(shown("[c](#award)"), "<p><a href=\"#award\">c</a></p>\n");
    }
}
