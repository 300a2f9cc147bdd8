//! Markup for what only stands on a page: written as one string, and read by the browser's own parser.
//!
//! What people or policies say goes through [`Html::text`] and cannot become markup: markup is `'static`. What is
//! pressed or typed into is a Leptos view. A string costs the download
//! less than a type for each element.

use leptos::html::InnerHtmlAttribute;
use leptos::prelude::*;

use super::Icon;

/// Markup being written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Html(String);

impl Html {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Markup, as it stands in the source.
    pub fn raw(mut self, markup: &'static str) -> Self {
        self.0.push_str(markup);
        self
    }

    /// Text, or the value of an attribute in double quotes.
    pub fn text(mut self, text: &str) -> Self {
        for c in text.chars() {
            match c {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                c => self.0.push(c),
            }
        }
        self
    }

    /// More markup.
    pub fn add(mut self, more: Self) -> Self {
        self.0.push_str(&more.0);
        self
    }

    /// The markup of each.
    pub fn each<T>(
        self,
        list: impl IntoIterator<Item = T>,
        write: impl Fn(Self, T) -> Self,
    ) -> Self {
        list.into_iter().fold(self, write)
    }

    /// A paragraph of this class.
    pub fn p(self, class: &'static str, text: &str) -> Self {
        self.raw("<p class=\"")
            .raw(class)
            .raw("\">")
            .text(text)
            .raw("</p>")
    }

    /// A link of this class.
    pub fn link(self, class: &'static str, href: &str, text: &str) -> Self {
        self.raw("<a class=\"")
            .raw(class)
            .raw("\" href=\"")
            .text(href)
            .raw("\">")
            .text(text)
            .raw("</a>")
    }

    /// A label before what it names.
    pub fn strong(self, text: &str) -> Self {
        self.raw("<strong>").text(text).raw("</strong>")
    }

    /// An icon.
    pub fn icon(self, icon: Icon) -> Self {
        self.raw(icon.markup())
    }

    /// Whether nothing was written.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The markup in a box of its own.
    pub fn show(self, class: &'static str) -> AnyView {
        leptos::html::div()
            .class(class)
            .inner_html(self.0)
            .into_any()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_never_become_markup() {
        let html = Html::new().p("quiet", "<b>\"a\" & b</b>");
        assert_eq!(
            html.0,
            "<p class=\"quiet\">&lt;b&gt;&quot;a&quot; &amp; b&lt;/b&gt;</p>"
        );
    }
}
