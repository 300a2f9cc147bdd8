//! Labels: `"…"` with the escapes `\"` and `\\`. Chinese quotation marks are read too, and reported.

use crate::{Span, token::TokenKind};

use super::Lexer;

/// Whether a character opens a label, or was meant to.
pub(super) fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'' | '“' | '”' | '＂' | '「' | '『' | '„')
}

/// Whether a character ends a label that `open` opened.
fn closes(open: char, c: char) -> bool {
    match open {
        '"' | '\'' => c == open,
        '「' => matches!(c, '」' | '"'),
        '『' => matches!(c, '』' | '"'),
        _ => matches!(c, '"' | '”' | '“' | '＂'),
    }
}

impl Lexer<'_, '_> {
    pub(super) fn quoted(&mut self, rest: &str, open: char) {
        let mut content = String::new();
        let mut escaped = false;
        for (index, c) in rest.char_indices().skip(1) {
            if escaped {
                escaped = false;
                if !matches!(c, '"' | '\\') {
                    let start = self.at + index - 1;
                    self.findings.report(
                        "syntax/escape",
                        Span {
                            start,
                            end: start + 1 + c.len_utf8(),
                        },
                        format!("`\\{}` is not an escape", c.escape_debug()),
                        "this escape",
                        "write `\\\"` for a quotation mark and `\\\\` for a backslash",
                    );
                }
                content.push(c);
            } else if c == '\\' {
                escaped = true;
            } else if closes(open, c) {
                let length = index + c.len_utf8();
                if open != '"' || c != '"' {
                    let span = self.span(length);
                    self.findings.report(
                        "syntax/quotes",
                        span,
                        format!("a label stands between `\"`, not between `{open}` and `{c}`"),
                        "this label",
                        format!("write `\"{content}\"`"),
                    );
                }
                return self.push(length, TokenKind::Quoted(content));
            } else {
                content.push(c);
            }
        }
        let length = rest.trim_end().len();
        let span = self.span(length);
        self.findings.report(
            "syntax/quotes",
            span,
            "the label is not closed",
            "opened here",
            "end it on the same line with `\"`",
        );
        self.push(length, TokenKind::Quoted(content.trim_end().to_owned()));
        self.at = self.end;
    }
}
