//! A policy as one HTML page: each clause in plain words, and its rules in words beside it.
//!
//! The page needs nothing but itself: no script, no font, no picture. It can be read on a phone, in the dark, by a screen
//! reader, and on paper.

mod cell;
mod claims;
mod clause;
mod definition;
mod examples;
mod fact;
mod frame;
mod html;
mod prose;

use nuanze_program::{Definition, DefinitionId, Language, Program, Text, Words};
use nuanze_runtime::words::Lang;

use self::html::Html;
use crate::language::pick;

/// Writes the page of a policy.
pub fn page(program: &Program, lang: Lang) -> String {
    let language = match lang {
        Lang::Zh => Language::Chinese,
        Lang::En => Language::English,
    };
    let page = Page {
        program,
        lang,
        words: program.words(language),
    };
    let mut html = Html::default();
    frame::write(&page, &mut html);
    html.into_string()
}

/// What every part of the page is made from.
struct Page<'a> {
    program: &'a Program,
    lang: Lang,
    words: Words<'a>,
}

impl<'a> Page<'a> {
    /// One of two phrases of the page itself.
    fn pick(&self, zh: &'static str, en: &'static str) -> &'static str {
        pick(self.lang, zh, en)
    }

    /// Words of the document, in the page's language.
    fn of<'t>(&self, text: &'t Text) -> &'t str {
        match self.lang {
            Lang::Zh => &text.zh,
            Lang::En => &text.en,
        }
    }

    /// Words of the document; marked as Chinese where there are no English ones.
    fn say(&self, html: &mut Html, text: &Text) {
        let words = self.of(text);
        if self.lang == Lang::En && is_chinese(words) {
            html.line("span", &[("lang", "zh-CN")], words);
        } else {
            html.text(words);
        }
    }

    /// A line like `由谁定：区农业农村局`.
    fn named_line(&self, html: &mut Html, zh: &'static str, en: &'static str, text: &Text) {
        html.element("p", &[("class", "note")], |html| {
            html.line("b", &[], self.pick(zh, en));
            self.say(html, text);
        });
    }

    /// Values, one after the other.
    fn list(&self, items: impl IntoIterator<Item = String>) -> String {
        let items: Vec<String> = items.into_iter().collect();
        items.join(self.pick("、", ", "))
    }

    /// What a definition is called.
    fn name(&self, definition: &Definition) -> String {
        self.words
            .named(&definition.name, definition.label.as_ref())
    }

    fn definition(&self, id: DefinitionId) -> Option<&'a Definition> {
        self.program.definitions.get(id.0)
    }

    /// A card: its kind, its title and what it says.
    fn card(
        &self,
        html: &mut Html,
        (class, kind): (&'static str, &str),
        id: &str,
        title: impl FnOnce(&mut Html),
        inside: impl FnOnce(&mut Html),
    ) {
        html.element("article", &[("class", class), ("id", id)], |html| {
            html.element("h3", &[], |html| {
                html.line("span", &[("class", "kind")], kind);
                html.text(" ");
                title(html);
            });
            inside(html);
        });
    }
}

/// Whether words hold Chinese characters.
fn is_chinese(words: &str) -> bool {
    words
        .chars()
        .any(|sign| matches!(sign, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'))
}
