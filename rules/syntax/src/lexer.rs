//! Cuts a line of a policy block into tokens. Whatever it cannot read it reports, and goes on.

mod day;
mod number;
mod quoted;
mod time;
mod unit;

use crate::{
    Span,
    findings::{Findings, nearest},
    foreign::{Meant, meant},
    token::{RESERVED, Sign, Token, TokenKind},
};

/// The tokens of one line, which is `span` of `text`.
pub(crate) fn tokens<'t>(
    text: &'t str,
    span: Span,
    at_margin: bool,
    findings: &mut Findings,
) -> Vec<Token<'t>> {
    let mut lexer = Lexer {
        at_margin,
        text,
        at: span.start,
        end: span.end,
        tokens: Vec::new(),
        findings,
    };
    while lexer.step() {}
    lexer.tokens
}

struct Lexer<'t, 'f> {
    text: &'t str,
    at: usize,
    end: usize,
    /// Whether the line begins a declaration.
    at_margin: bool,
    tokens: Vec<Token<'t>>,
    findings: &'f mut Findings,
}

impl<'t> Lexer<'t, '_> {
    /// What is left of the line.
    fn rest(&self) -> &'t str {
        self.text.get(self.at..self.end).unwrap_or_default()
    }

    /// Reads one token or skips what is none; false at the end of the line.
    fn step(&mut self) -> bool {
        let rest = self.rest();
        let Some(first) = rest.chars().next() else {
            return false;
        };
        if first == '#' {
            return false;
        }
        if first == '\u{3000}' || !first.is_whitespace() {
            self.token(rest, first);
        } else {
            self.at += first.len_utf8();
        }
        true
    }

    fn token(&mut self, rest: &'t str, first: char) {
        if self.after_number() && self.unit(rest, false) {
            return;
        }
        if self.before_type() && self.unit(rest, true) {
            return;
        }
        if self.after_type() && nearest(word(rest), &["step"]).is_none() && self.unit(rest, false) {
            return;
        }
        if self.before_document() && !quoted::is_quote(first) {
            return self.document(rest);
        }
        if first.is_ascii_digit() {
            return self.number(rest);
        }
        if first.is_ascii_alphabetic() || first == '_' {
            let word = word(rest);
            return self.push(word.len(), TokenKind::Word(word));
        }
        if quoted::is_quote(first) {
            return self.quoted(rest, first);
        }
        self.sign(rest);
    }

    fn sign(&mut self, rest: &'t str) {
        let Some((length, meant)) = meant(rest) else {
            return self.ascii_sign(rest);
        };
        match meant {
            Meant::Accepted(sign) => self.push(length, TokenKind::Sign(sign)),
            Meant::Sign(sign) => {
                self.wrong_sign(length, format!("write `{}`", sign.text()));
                self.push(length, TokenKind::Sign(sign));
            }
            Meant::Word(word) => {
                self.wrong_sign(length, format!("write `{word}`"));
                self.push(length, TokenKind::Word(word));
            }
            Meant::Nothing(help) => {
                self.wrong_sign(length, help);
                self.at += length;
            }
            Meant::Lost(help) => {
                self.wrong_sign(length, help);
                self.push(
                    length,
                    TokenKind::Foreign(rest.get(..length).unwrap_or_default()),
                );
                self.at = self.end;
            }
        }
    }

    fn ascii_sign(&mut self, rest: &'t str) {
        match ASCII_SIGNS
            .iter()
            .find(|sign| rest.starts_with(sign.text()))
        {
            Some(sign) => self.push(sign.text().len(), TokenKind::Sign(*sign)),
            None => self.foreign(rest),
        }
    }

    /// A run of characters that mean nothing here, as one token and one finding.
    fn foreign(&mut self, rest: &'t str) {
        let length = rest
            .char_indices()
            .find(|(index, c)| {
                *index > 0
                    && (c.is_whitespace()
                        || c.is_ascii_punctuation() && *c != '_'
                        || quoted::is_quote(*c)
                        || meant(rest.get(*index..).unwrap_or_default()).is_some())
            })
            .map_or(rest.len(), |(index, _)| index);
        let words = rest.get(..length).unwrap_or_default();
        let span = self.span(length);
        if let Some(ascii) = half_width(words) {
            let message = format!("`{words}` is written in full width");
            self.findings.report(
                "syntax/width",
                span,
                message,
                "full-width characters",
                format!("write `{ascii}`"),
            );
        } else if words.chars().any(char::is_alphabetic) {
            self.findings.report(
                "syntax/words",
                span,
                format!("`{words}` is neither an identifier nor a label"),
                "not readable here",
                "put words for people in `\"…\"`; names are ASCII: `a`-`z`, digits and `_`",
            );
        } else {
            self.findings.report(
                "syntax/character",
                span,
                format!("`{}` has no meaning here", words.escape_debug()),
                "not readable here",
                "leave it out, or put it in a label: `\"…\"`",
            );
        }
        self.push(length, TokenKind::Foreign(words));
    }

    fn wrong_sign(&mut self, length: usize, help: impl Into<String>) {
        let written = self.rest().get(..length).unwrap_or_default();
        let span = self.span(length);
        self.findings.report(
            "syntax/sign",
            span,
            format!("`{written}` is not a sign of the policy language"),
            "this sign",
            help,
        );
    }

    fn span(&self, length: usize) -> Span {
        Span {
            start: self.at,
            end: self.at + length,
        }
    }

    fn push(&mut self, length: usize, kind: TokenKind<'t>) {
        let span = self.span(length);
        self.tokens.push(Token { kind, span });
        self.at = span.end;
    }

    fn after_number(&self) -> bool {
        matches!(
            self.tokens.last(),
            Some(Token {
                kind: TokenKind::Number(_),
                ..
            })
        )
    }

    /// After `:` and after a list's `of` stands a type.
    fn before_type(&self) -> bool {
        matches!(
            self.tokens.last().map(|token| &token.kind),
            Some(TokenKind::Sign(Sign::Colon) | TokenKind::Word("of"))
        )
    }

    /// After a dimension may stand its unit.
    fn after_type(&self) -> bool {
        matches!(
            self.tokens.as_slice(),
            [.., colon, Token { kind: TokenKind::Word(_), .. }]
                if matches!(colon.kind, TokenKind::Sign(Sign::Colon) | TokenKind::Word("of"))
        )
    }

    /// After `use` stands a document's id, which may look like arithmetic or a day.
    fn before_document(&self) -> bool {
        matches!(self.tokens.as_slice(), [first] if first.kind == TokenKind::Word("use"))
            && self.at_margin
    }

    fn document(&mut self, rest: &'t str) {
        let length = rest
            .find(|c: char| c.is_whitespace() || c == '#' || quoted::is_quote(c))
            .unwrap_or(rest.len());
        self.push(
            length,
            TokenKind::Document(rest.get(..length).unwrap_or_default()),
        );
    }
}

/// Full-width letters and digits in ASCII, if that is all there is.
fn half_width(words: &str) -> Option<String> {
    const DISTANCE: u32 = 0xFEE0;
    words
        .chars()
        .map(|c| match c {
            '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - DISTANCE),
            _ => None,
        })
        .collect()
}

/// The identifier at the beginning of `rest`.
fn word(rest: &str) -> &str {
    rest.get(..word_length(rest)).unwrap_or_default()
}

/// How long the identifier at the beginning of `rest` is.
fn word_length(rest: &str) -> usize {
    rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_')
        .unwrap_or(rest.len())
}

/// Whether a word after a number goes on with the expression or the type instead of naming a unit.
fn goes_on(word: &str) -> bool {
    RESERVED.contains(&word) || matches!(word, "step" | "of" | "for" | "where" | "from" | "at")
}

// Longer signs stand before their beginnings.
const ASCII_SIGNS: [Sign; 22] = [
    Sign::Until,
    Sign::To,
    Sign::Dot,
    Sign::NotEqual,
    Sign::LessEqual,
    Sign::GreaterEqual,
    Sign::Less,
    Sign::Greater,
    Sign::Equal,
    Sign::Open,
    Sign::Close,
    Sign::OpenList,
    Sign::CloseList,
    Sign::OpenRecord,
    Sign::CloseRecord,
    Sign::Comma,
    Sign::Colon,
    Sign::Bar,
    Sign::Plus,
    Sign::Minus,
    Sign::Star,
    Sign::Slash,
];
