//! HTML that is well formed and escaped by construction.

/// Tags after which a line ends, so that the page can be read and compared as text.
const BLOCKS: [&str; 29] = [
    "article", "body", "caption", "dd", "div", "dl", "dt", "footer", "h1", "h2", "h3", "h4",
    "head", "header", "html", "li", "main", "nav", "ol", "p", "section", "style", "table", "tbody",
    "td", "th", "thead", "tr", "ul",
];

/// An HTML text while it is written.
#[derive(Debug, Default)]
pub struct Html(String);

impl Html {
    /// The text.
    pub fn into_string(self) -> String {
        self.0
    }

    /// Characters of the page, escaped.
    pub fn text(&mut self, text: &str) {
        for sign in text.chars() {
            match sign {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\'' => self.0.push_str("&#39;"),
                sign => self.0.push(sign),
            }
        }
    }

    /// Text of this program's own that is HTML already: the style sheet, `<!doctype html>`.
    pub fn trusted(&mut self, html: &'static str) {
        self.0.push_str(html);
    }

    /// An element with what stands inside it.
    pub fn element(
        &mut self,
        name: &'static str,
        attributes: &[(&'static str, &str)],
        inside: impl FnOnce(&mut Self),
    ) {
        self.open(name, attributes);
        inside(self);
        self.close(name);
    }

    /// An element with text inside it.
    pub fn line(&mut self, name: &'static str, attributes: &[(&'static str, &str)], text: &str) {
        self.element(name, attributes, |html| html.text(text));
    }

    /// A start tag.
    pub fn open(&mut self, name: &'static str, attributes: &[(&'static str, &str)]) {
        self.0.push('<');
        self.0.push_str(name);
        for (attribute, value) in attributes {
            self.0.push(' ');
            self.0.push_str(attribute);
            self.0.push_str("=\"");
            self.text(value);
            self.0.push('"');
        }
        self.0.push('>');
    }

    /// An end tag.
    pub fn close(&mut self, name: &'static str) {
        self.0.push_str("</");
        self.0.push_str(name);
        self.0.push('>');
        if BLOCKS.contains(&name) {
            self.0.push('\n');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_attributes_are_escaped() {
        let mut html = Html::default();
        html.line("p", &[("title", "\"a\" & 'b'")], "1 < 2 & <b>");
        assert_eq!(
            html.into_string(),
            "<p title=\"&quot;a&quot; &amp; &#39;b&#39;\">1 &lt; 2 &amp; &lt;b&gt;</p>\n"
        );
    }
}
