//! Declarations: what the first word of a line at the margin says it is, and which lines belong to it.
//!
//! A first line that cannot be read makes an error of the item, but what stands below it is looked at all the same:
//! one call reports everything there is to mend.

mod bring;
mod enumeration;
mod evidence;
mod example;
mod fact;
mod keys;
mod manual;
mod parameter;
mod parts;
mod pledge;
mod reading;
mod record;
mod require;
mod rule;
mod table;
mod using;

pub(crate) use table::is_dashes;

use crate::{
    ast::{ItemKind, RequireKind},
    block::{Line, Lines},
    cursor::Cursor,
    findings::{Findings, nearest},
    token::TokenKind,
};

/// The words that begin a declaration.
const KEYWORDS: [&str; 17] = [
    "enum",
    "record",
    "fact",
    "parameter",
    "evidence",
    "reading",
    "require",
    "advise",
    "duty",
    "target",
    "rule",
    "table",
    "bring",
    "pledge",
    "manual",
    "example",
    "use",
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
    let mut reader = Reader { text, findings };
    let (outcome, keyword) = opening(&lines.head);
    let read = match (keyword, outcome) {
        ("require", _) => require::require(&mut reader, lines, outcome, RequireKind::Gate),
        ("rule", _) => rule::rule(&mut reader, lines, outcome),
        ("table", _) => table::table(&mut reader, lines, outcome),
        (_, true) => no_outcome(&mut reader.cursor(&lines.head), keyword),
        ("enum", _) => enumeration::enumeration(&mut reader, lines),
        ("record", _) => record::record(&mut reader, lines),
        ("fact", _) => fact::fact(&mut reader, lines),
        ("parameter", _) => parameter::parameter(&mut reader, lines),
        ("evidence", _) => evidence::evidence(&mut reader, lines),
        ("reading", _) => reading::reading(&mut reader, lines),
        ("advise", _) => require::require(&mut reader, lines, false, RequireKind::Advice),
        ("duty", _) => require::require(&mut reader, lines, false, RequireKind::Duty),
        ("target", _) => require::require(&mut reader, lines, false, RequireKind::Target),
        ("bring", _) => bring::bring(&mut reader, lines),
        ("pledge", _) => pledge::pledge(&mut reader, lines),
        ("manual", _) => manual::manual(&mut reader, lines),
        ("example", _) => example::example(&mut reader, lines),
        ("use", _) => using::using(&mut reader, lines),
        _ => no_declaration(&mut reader.cursor(&lines.head), keyword),
    };
    read.unwrap_or(ItemKind::Error)
}

/// The keyword of a declaration, given its first line.
pub(crate) fn keyword<'t>(head: &Line<'t>) -> &'t str {
    opening(head).1
}

/// Whether a first line is marked `outcome`, and the keyword; empty where no word stands in its place.
fn opening<'t>(head: &Line<'t>) -> (bool, &'t str) {
    let word = |at: usize| match head.tokens.get(at).map(|token| &token.kind) {
        Some(TokenKind::Word(word)) => *word,
        _ => "",
    };
    match word(0) {
        "outcome" => (true, word(1)),
        keyword => (false, keyword),
    }
}

/// Reports `outcome` before what cannot be an answer.
fn no_outcome(cursor: &mut Cursor<'_, '_>, keyword: &str) -> Option<ItemKind> {
    let help = if KEYWORDS.contains(&keyword) {
        format!("leave `outcome` out: {keyword} declarations are no answers of a policy")
    } else if let Some(guess) = nearest(keyword, &["require", "rule", "table"]) {
        format!("did you mean `{guess}`?")
    } else {
        "say what the answer is: `outcome table award : CNY`".to_owned()
    };
    cursor.take();
    cursor.expected("`require`, `rule` or `table` after `outcome`", &help);
    None
}

/// Reports a line at the margin that begins no declaration.
fn no_declaration(cursor: &mut Cursor<'_, '_>, keyword: &str) -> Option<ItemKind> {
    let help = match nearest(keyword, &[&KEYWORDS[..], &["outcome"]].concat()) {
        Some(guess) => format!("did you mean `{guess}`?"),
        None => {
            "begin with `fact`, `rule`, `table`, `require` or another declaration; put two spaces \
                 before a line that belongs to the one above"
                .to_owned()
        }
    };
    cursor.expected("a declaration", &help);
    None
}

/// Whether a word begins an indented line of such a declaration.
pub(crate) fn is_line_of(word: &str, head: &Line<'_>) -> bool {
    let words: &[&str] = match opening(head).1 {
        "enum" => &enumeration::LINES,
        "fact" | "record" => &fact::LINES,
        "evidence" => &evidence::LINES,
        "reading" => &reading::LINES,
        "table" => &table::LINES,
        "manual" => &manual::LINES,
        // `reading` also begins a declaration; the `=` after its name tells.
        "example" => &example::MARGIN,
        "use" => &using::LINES,
        _ => &[],
    };
    words.contains(&word)
}
