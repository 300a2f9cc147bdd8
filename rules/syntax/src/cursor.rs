//! A place in a line's tokens, and the questions every declaration asks there.

use crate::{
    Span,
    ast::{Ident, Label, Spanned},
    findings::{Findings, nearest},
    token::{RESERVED, Sign, Token, TokenKind},
};

/// Words that can go on with a line; a slip in one of them looks like the line's end.
const CONNECTIVES: [&str; 8] = [
    "and", "or", "then", "else", "step", "default", "from", "where",
];

/// Reads a line from left to right. After its first complaint it makes no other about the same line.
pub(crate) struct Cursor<'a, 't> {
    tokens: &'a [Token<'t>],
    at: usize,
    /// The document.
    text: &'t str,
    /// One past the line's last token.
    end: usize,
    /// What it reads, for messages: a line or a cell.
    reads: &'static str,
    failed: bool,
    findings: &'a mut Findings,
}

impl<'a, 't> Cursor<'a, 't> {
    pub(crate) fn new(
        text: &'t str,
        tokens: &'a [Token<'t>],
        start: usize,
        findings: &'a mut Findings,
    ) -> Self {
        let end = tokens.last().map_or(start, |token| token.span.end);
        Cursor {
            tokens,
            at: 0,
            text,
            end,
            reads: "line",
            failed: false,
            findings,
        }
    }

    /// The same for one cell of a row.
    pub(crate) fn in_cell(
        text: &'t str,
        (tokens, place): (&'a [Token<'t>], Span),
        findings: &'a mut Findings,
    ) -> Self {
        Cursor {
            reads: "cell",
            ..Self::new(text, tokens, place.start, findings)
        }
    }

    /// The next token, left where it is.
    pub(crate) fn peek(&self) -> Option<&'a Token<'t>> {
        self.tokens.get(self.at)
    }

    /// What is written at a place.
    pub(crate) fn text_of(&self, span: Span) -> &'t str {
        self.text.get(span.start..span.end).unwrap_or_default()
    }

    /// The token after the next.
    pub(crate) fn peek_second(&self) -> Option<&'a Token<'t>> {
        self.tokens.get(self.at + 1)
    }

    /// The tokens that are left.
    pub(crate) fn rest(&self) -> &'a [Token<'t>] {
        self.tokens.get(self.at..).unwrap_or_default()
    }

    /// Takes the next token.
    pub(crate) fn take(&mut self) -> Option<&'a Token<'t>> {
        let token = self.tokens.get(self.at)?;
        self.at += 1;
        Some(token)
    }

    /// Where the next token stands, or the end of the line.
    pub(crate) fn here(&self) -> Span {
        self.peek().map_or(
            Span {
                start: self.end,
                end: self.end,
            },
            |token| token.span,
        )
    }

    /// Where the token before the next ends.
    pub(crate) fn last_end(&self) -> usize {
        self.at
            .checked_sub(1)
            .and_then(|at| self.tokens.get(at))
            .map_or(self.here().start, |token| token.span.end)
    }

    pub(crate) fn is_at_end(&self) -> bool {
        self.at >= self.tokens.len()
    }

    /// The next token, if it is a word.
    pub(crate) fn word(&self) -> Option<&'t str> {
        match self.peek()?.kind {
            TokenKind::Word(word) => Some(word),
            _ => None,
        }
    }

    /// Takes the next token if it is this word.
    pub(crate) fn take_word(&mut self, word: &str) -> Option<Span> {
        (self.word() == Some(word))
            .then(|| self.take())
            .flatten()
            .map(|token| token.span)
    }

    pub(crate) fn is_sign(&self, sign: Sign) -> bool {
        self.peek()
            .is_some_and(|token| token.kind == TokenKind::Sign(sign))
    }

    /// Takes the next token if it is this sign.
    pub(crate) fn take_sign(&mut self, sign: Sign) -> Option<Span> {
        self.is_sign(sign)
            .then(|| self.take())
            .flatten()
            .map(|token| token.span)
    }

    /// Takes this word or complains.
    pub(crate) fn expect_word(&mut self, word: &str, help: &str) -> Option<Span> {
        let span = self.take_word(word);
        if span.is_none() {
            let guess = self
                .word()
                .filter(|found| nearest(found, &[word]).is_some());
            let help = guess.map_or_else(|| help.to_owned(), |_| format!("did you mean `{word}`?"));
            self.expected(&format!("`{word}`"), &help);
        }
        span
    }

    /// Takes this sign or complains.
    pub(crate) fn expect_sign(&mut self, sign: Sign, help: &str) -> Option<Span> {
        let span = self.take_sign(sign);
        if span.is_none() {
            self.expected(&format!("`{}`", sign.text()), help);
        }
        span
    }

    /// Complains that something else was expected here.
    pub(crate) fn expected(&mut self, what: &str, help: &str) {
        let span = self.here();
        if matches!(
            self.peek(),
            Some(Token {
                kind: TokenKind::Foreign(_),
                ..
            })
        ) {
            self.give_up();
            return;
        }
        let found = match self.text_of(span) {
            "" => format!("the end of the {}", self.reads),
            found => format!("`{found}`"),
        };
        self.complain(
            "syntax/expected",
            span,
            format!("expected {what}, found {found}"),
            format!("expected {what}"),
            help,
        );
    }

    /// Says nothing more about this line: the lexer has said what is wrong with it.
    pub(crate) fn give_up(&mut self) {
        self.failed = true;
    }

    /// Complains, unless this line has been complained about.
    pub(crate) fn complain(
        &mut self,
        code: &'static str,
        span: Span,
        message: impl Into<String>,
        label: impl Into<String>,
        help: impl Into<String>,
    ) {
        if !self.failed {
            self.findings.report(code, span, message, label, help);
        }
        self.failed = true;
    }

    /// Remarks on something that does not keep the rest of the line from being read.
    pub(crate) fn remark(
        &mut self,
        code: &'static str,
        span: Span,
        message: impl Into<String>,
        label: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.findings.report(code, span, message, label, help);
    }

    /// The findings, for what concerns more than this line.
    pub(crate) fn findings(&mut self) -> &mut Findings {
        self.findings
    }

    /// Whether this line has been complained about.
    pub(crate) fn has_failed(&self) -> bool {
        self.failed
    }

    /// Where something is used: any identifier but a reserved word.
    pub(crate) fn ident(&mut self, what: &str, help: &str) -> Option<Ident> {
        let token = self.peek();
        match token.map(|token| (&token.kind, token.span)) {
            Some((TokenKind::Word(word), span)) if RESERVED.contains(word) => {
                self.complain(
                    "syntax/reserved",
                    span,
                    format!("`{word}` cannot be used as a name"),
                    format!("expected {what}"),
                    "choose another name: expressions are made of this word",
                );
                None
            }
            Some((TokenKind::Word(word), span)) => {
                self.at += 1;
                Some(Spanned {
                    node: (*word).to_owned(),
                    span,
                })
            }
            _ => {
                self.expected(what, help);
                None
            }
        }
    }

    /// Where something gets its name: lower case.
    pub(crate) fn name(&mut self, what: &str, help: &str) -> Option<Ident> {
        let name = self.ident(what, help)?;
        if self.here().start == name.span.end && self.is_sign(Sign::Minus) {
            let span = self.here();
            let message = "a name cannot hold `-`";
            self.complain(
                "syntax/name",
                span,
                message,
                "in a name",
                "write `_`, as in `heated_area`",
            );
        }
        if name.node.chars().any(|c| c.is_ascii_uppercase()) {
            let lower = snake_case(&name.node);
            self.remark(
                "syntax/name",
                name.span,
                format!("`{}` is not a name in lower case", name.node),
                "upper case",
                format!("write `{lower}`; only enum types begin with a capital letter"),
            );
        }
        Some(name)
    }

    /// A label, if one stands here.
    pub(crate) fn label(&mut self) -> Option<Label> {
        let (zh, span) = self.quoted()?;
        let mut label = Label { zh, en: None, span };
        if self.take_sign(Sign::Slash).is_some() {
            match self.quoted() {
                Some((en, span)) => {
                    label.en = Some(en);
                    label.span.end = span.end;
                }
                None => self.expected(
                    "the English words",
                    "after `/` write the English: `\"中文\" / \"English\"`",
                ),
            }
        }
        Some(label)
    }

    /// A label, or a complaint.
    pub(crate) fn expect_label(&mut self, what: &str, help: &str) -> Option<Label> {
        let label = self.label();
        if label.is_none() {
            self.expected(what, help);
        }
        label
    }

    /// Words between quotation marks.
    pub(crate) fn quoted(&mut self) -> Option<(String, Span)> {
        let token = self.peek()?;
        let words = match &token.kind {
            TokenKind::Quoted(words) => words.clone(),
            TokenKind::Foreign(words) => (*words).to_owned(),
            _ => return None,
        };
        self.at += 1;
        if words.trim().is_empty() {
            self.remark(
                "syntax/label",
                token.span,
                "the label is empty",
                "no words",
                "write between the quotation marks what people are to read",
            );
        }
        Some((words, token.span))
    }

    /// Goes to the next label, if there is one: what follows an expression that could not be read.
    pub(crate) fn skip_to_label(&mut self) {
        while self
            .peek()
            .is_some_and(|token| !matches!(token.kind, TokenKind::Quoted(_)))
        {
            self.at += 1;
        }
    }

    /// Gives up on the rest of the line.
    pub(crate) fn skip_all(&mut self) {
        self.at = self.tokens.len();
    }

    /// Nothing more may stand on the line.
    pub(crate) fn finish(&mut self, help: &str) {
        if !self.is_at_end() {
            let guess = self
                .word()
                .and_then(|word| nearest(word, &CONNECTIVES).filter(|guess| *guess != word));
            let help = guess.map_or_else(
                || help.to_owned(),
                |guess| format!("did you mean `{guess}`?"),
            );
            self.expected(&format!("the end of the {}", self.reads), &help);
        }
    }
}

/// `HeatedArea` as `heated_area`: a capital letter after a small one begins a word.
fn snake_case(name: &str) -> String {
    let mut lower = String::with_capacity(name.len() + 2);
    let mut before = 'A';
    for c in name.chars() {
        if c.is_ascii_uppercase() && before.is_ascii_lowercase() {
            lower.push('_');
        }
        lower.push(c.to_ascii_lowercase());
        before = c;
    }
    lower
}
