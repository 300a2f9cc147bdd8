//! `use gb-37480-2019 as gb`: another document's rules.

use crate::{
    ast::{Ident, ItemKind, Spanned, UseDecl},
    block::Lines,
    cursor::Cursor,
    token::TokenKind,
};

use super::{Reader, example::assignments, keys::Keys};

pub(super) const LINES: [&str; 1] = ["given"];

const HELP: &str = "write the other document's `id` and a name for it: `use gb-37480-2019 as gb`";

pub(super) fn using<'t>(reader: &mut Reader<'t, '_>, lines: &Lines<'t>) -> Option<ItemKind> {
    let head = head(&mut reader.cursor(&lines.head));
    let mut given = Vec::new();
    let mut keys = Keys::default();
    for line in &lines.body {
        let mut cursor = reader.cursor(line);
        if keys.key(&mut cursor, &LINES, &LINES).is_some() {
            assignments(&mut cursor, "a fact of the other document", &mut given);
        }
    }
    let (document, alias) = head?;
    Some(ItemKind::Use(UseDecl {
        document,
        alias,
        given,
    }))
}

fn head(cursor: &mut Cursor<'_, '_>) -> Option<(Spanned<String>, Ident)> {
    cursor.take();
    let document = document(cursor)?;
    cursor.expect_word("as", HELP)?;
    let alias = cursor.name("a name for the document", HELP)?;
    cursor.finish(
        "after the name nothing may follow; what it is given stands below, indented: `given a = x`",
    );
    Some((document, alias))
}

/// The other document's id.
fn document(cursor: &mut Cursor<'_, '_>) -> Option<Spanned<String>> {
    let span = cursor.here();
    let Some(TokenKind::Document(id)) = cursor.peek().map(|token| &token.kind) else {
        cursor.expected("a document's id", HELP);
        return None;
    };
    cursor.take();
    let is_id = id.starts_with(|c: char| c.is_ascii_alphanumeric())
        && id
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    if !is_id {
        let name = id.strip_suffix(".md").unwrap_or(id);
        let lower = name.to_ascii_lowercase().replace(['_', '/', '.'], "-");
        let help = if lower.is_ascii() {
            format!("write the `id` of its front matter, as in `{lower}`")
        } else {
            HELP.to_owned()
        };
        cursor.remark(
            "syntax/document",
            span,
            format!("`{id}` is not a document's id"),
            "not lower-case ASCII letters, digits and `-`",
            help,
        );
    }
    Some(Spanned {
        node: (*id).to_owned(),
        span,
    })
}
