//! Declarations: what the first word of a line at the margin says it is, and what all of them have in common.
//!
//! A first line that cannot be read makes an error of the item, but what stands below it is looked at all the same:
//! one call reports everything there is to mend.

mod bring;
mod enumeration;
mod evidence;
mod example;
mod fact;
mod manual;
mod pledge;
mod reading;
mod require;
mod rule;
mod table;

use crate::{
    Span,
    ast::{Ident, ItemKind, Label, RequireKind, TypeExpr},
    block::{Line, Lines},
    cursor::Cursor,
    findings::{Findings, did_you_mean, nearest},
    token::{Sign, TokenKind},
    type_expr::type_expr,
};

/// The words that begin a declaration.
const KEYWORDS: [&str; 14] = [
    "enum", "fact", "evidence", "reading", "require", "advise", "duty", "target", "rule", "table",
    "bring", "pledge", "manual", "example",
];

/// What a declaration is read with.
pub(crate) struct Reader<'t, 'f> {
    pub(crate) text: &'t str,
    pub(crate) findings: &'f mut Findings,
}

impl<'t> Reader<'t, '_> {
    /// The beginning of a line.
    fn cursor<'a>(&'a mut self, line: &'a Line<'t>) -> Cursor<'a, 't> {
        Cursor::new(self.text, &line.tokens, line.span.start, self.findings)
    }
}

/// Reads a declaration.
pub(crate) fn declaration<'t>(
    text: &'t str,
    lines: &Lines<'t>,
    findings: &mut Findings,
) -> ItemKind {
    let outcome = outcome(lines);
    let keyword = lines
        .head
        .tokens
        .get(usize::from(outcome))
        .map(|token| &token.kind);
    let mut reader = Reader { text, findings };
    let read = match keyword {
        Some(TokenKind::Word("require")) => {
            require::require(&mut reader, lines, outcome, RequireKind::Gate)
        }
        Some(TokenKind::Word("rule")) => rule::rule(&mut reader, lines, outcome),
        Some(TokenKind::Word("table")) => table::table(&mut reader, lines, outcome),
        Some(TokenKind::Word(word)) if outcome => {
            let help = match KEYWORDS.contains(word) {
                true => {
                    format!("leave `outcome` out: {word} declarations are no answers of a policy")
                }
                false => did_you_mean(word, &["require", "rule", "table"]),
            };
            unknown(
                &mut reader,
                &lines.head,
                "`require`, `rule` or `table` after `outcome`",
                &help,
            )
        }
        Some(TokenKind::Word("enum")) => enumeration::enumeration(&mut reader, lines),
        Some(TokenKind::Word("fact")) => fact::fact(&mut reader, lines),
        Some(TokenKind::Word("evidence")) => evidence::evidence(&mut reader, lines),
        Some(TokenKind::Word("reading")) => reading::reading(&mut reader, lines),
        Some(TokenKind::Word("advise")) => {
            require::require(&mut reader, lines, false, RequireKind::Advice)
        }
        Some(TokenKind::Word("duty")) => {
            require::require(&mut reader, lines, false, RequireKind::Duty)
        }
        Some(TokenKind::Word("target")) => {
            require::require(&mut reader, lines, false, RequireKind::Target)
        }
        Some(TokenKind::Word("bring")) => bring::bring(&mut reader, lines),
        Some(TokenKind::Word("pledge")) => pledge::pledge(&mut reader, lines),
        Some(TokenKind::Word("manual")) => manual::manual(&mut reader, lines),
        Some(TokenKind::Word("example")) => example::example(&mut reader, lines),
        Some(TokenKind::Word(word)) => {
            let help = match nearest(word, &[&KEYWORDS[..], &["outcome"]].concat()) {
                Some(guess) => format!("did you mean `{guess}`?"),
                None => "begin with `fact`, `rule`, `table`, `require` or another declaration; put two spaces before a line that belongs to the one above".to_owned(),
            };
            unknown(&mut reader, &lines.head, "a declaration", &help)
        }
        None if outcome => {
            let help = "say what the answer is: `outcome table award : CNY`";
            unknown(
                &mut reader,
                &lines.head,
                "`require`, `rule` or `table` after `outcome`",
                help,
            )
        }
        Some(TokenKind::Foreign(_)) => None,
        _ => {
            let help = "begin with `fact`, `rule`, `table`, `require` or another declaration";
            unknown(&mut reader, &lines.head, "a declaration", help)
        }
    };
    read.unwrap_or(ItemKind::Error)
}

/// Whether a declaration is marked as an answer of the policy.
fn outcome(lines: &Lines<'_>) -> bool {
    lines
        .head
        .tokens
        .first()
        .is_some_and(|token| token.kind == TokenKind::Word("outcome"))
}

fn unknown<'t>(
    reader: &mut Reader<'t, '_>,
    head: &Line<'t>,
    what: &str,
    help: &str,
) -> Option<ItemKind> {
    let mut cursor = Cursor::new(reader.text, &head.tokens, head.span.start, reader.findings);
    cursor.take_word("outcome");
    cursor.expected(what, help);
    None
}

/// Whether a word begins an indented line of such a declaration.
pub(crate) fn is_line_of(word: &str, head: &Line<'_>) -> bool {
    let keyword = head.tokens.iter().find_map(|token| match token.kind {
        TokenKind::Word("outcome") => None,
        TokenKind::Word(keyword) => Some(keyword),
        _ => None,
    });
    let words: &[&str] = match keyword {
        Some("enum") => &enumeration::LINES,
        Some("fact") => &fact::LINES,
        Some("evidence") => &evidence::LINES,
        Some("reading") => &reading::LINES,
        Some("table") => &table::LINES,
        Some("manual") => &manual::LINES,
        // `reading` also begins a declaration; the `=` after its name tells.
        Some("example") => &example::MARGIN,
        _ => &[],
    };
    words.contains(&word)
}

/// `keyword NAME`: the beginning of most declarations.
fn head(cursor: &mut Cursor<'_, '_>, what: &str) -> Option<Ident> {
    cursor.take_word("outcome");
    cursor.take();
    cursor.name(
        what,
        "names are lower case: `a`-`z`, digits and `_`, as in `heated_area`",
    )
}

/// `keyword NAME "label"`: a whole first line.
fn labelled(cursor: &mut Cursor<'_, '_>, what: &str) -> Option<(Ident, Option<Label>)> {
    Some((head(cursor, what)?, closing_label(cursor)))
}

/// `keyword NAME : TYPE "label"`: a whole first line.
fn typed(
    cursor: &mut Cursor<'_, '_>,
    what: &str,
    help: &str,
) -> Option<(Ident, TypeExpr, Option<Label>)> {
    let name = head(cursor, what)?;
    cursor.expect_sign(Sign::Colon, help)?;
    Some((name, type_expr(cursor)?, closing_label(cursor)))
}

/// `keyword NAME for OUTCOME "label"`: a whole first line.
fn claimed(cursor: &mut Cursor<'_, '_>, what: &str) -> Option<(Ident, Ident, Option<Label>)> {
    const HELP: &str = "say which answer it is for: `for award`";
    let name = head(cursor, what)?;
    cursor.expect_word("for", HELP)?;
    Some((
        name,
        cursor.ident("an outcome's name", HELP)?,
        closing_label(cursor),
    ))
}

/// The label and the end of a first line.
fn closing_label(cursor: &mut Cursor<'_, '_>) -> Option<Label> {
    let label = cursor.label();
    cursor.finish(
        "a label ends this line: `\"中文\" / \"English\"`; what belongs to the declaration follows, indented",
    );
    label
}

/// The words of a line, and its end. Those that came first stay.
fn words(cursor: &mut Cursor<'_, '_>, place: &mut Option<Label>) {
    let words = cursor.expect_label(
        "words",
        "write them between quotation marks: `\"中文\" / \"English\"`",
    );
    *place = place.take().or(words);
    cursor.finish("nothing follows the words");
}

/// `a or b`.
fn either(cursor: &mut Cursor<'_, '_>, what: &str, help: &str) -> Vec<Ident> {
    separated(cursor, what, help, |cursor| {
        cursor.take_word("or").is_some()
    })
}

/// `a, b`.
fn names(cursor: &mut Cursor<'_, '_>, what: &str, help: &str) -> Vec<Ident> {
    separated(cursor, what, help, |cursor| {
        cursor.take_sign(Sign::Comma).is_some()
    })
}

fn separated(
    cursor: &mut Cursor<'_, '_>,
    what: &str,
    help: &str,
    mut again: impl FnMut(&mut Cursor<'_, '_>) -> bool,
) -> Vec<Ident> {
    let mut names = Vec::new();
    while let Some(name) = cursor.ident(what, help) {
        names.push(name);
        if !again(cursor) {
            break;
        }
    }
    names
}

/// The keyword lines of one declaration, each of which may stand there once.
#[derive(Default)]
struct Keys(Vec<(&'static str, Span)>);

impl Keys {
    /// The line's keyword, taken. A word that is none, or one that was there before, is reported.
    fn key(
        &mut self,
        cursor: &mut Cursor<'_, '_>,
        allowed: &[&'static str],
        repeatable: &[&'static str],
    ) -> Option<&'static str> {
        let Some(word) = cursor.word() else {
            cursor.expected("a keyword", &did_you_mean("", allowed));
            return None;
        };
        let known = allowed.iter().copied().find(|key| *key == word);
        if known.is_none() {
            cursor.expected("a keyword", &did_you_mean(word, allowed));
        }
        // A misspelled line is read as the one that was meant, so that it is not missed as well.
        let key = known.or_else(|| nearest(word, allowed))?;
        let span = cursor.here();
        cursor.take();
        let before = self
            .0
            .iter()
            .find(|(seen, _)| *seen == key)
            .map(|(_, span)| *span);
        if let Some(first) = before.filter(|_| !repeatable.contains(&key)) {
            cursor.findings().report_with(
                "syntax/twice",
                span,
                format!("`{key}` stands here twice"),
                "again",
                "leave one of the two lines out",
                vec![(first, "first here".to_owned())],
            );
        }
        self.0.push((key, span));
        Some(key)
    }

    /// Reports a line that must be there and is not.
    fn need(&self, findings: &mut Findings, key: &'static str, head: &Line<'_>, help: &str) {
        if self.0.iter().all(|(seen, _)| *seen != key) {
            let shown = if key == "decided" { "decided by" } else { key };
            findings.report(
                "syntax/missing",
                head.span,
                format!("this declaration has no `{shown}` line"),
                "declared here",
                help,
            );
        }
    }
}
