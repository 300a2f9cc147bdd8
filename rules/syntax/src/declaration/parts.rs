//! What declarations have in common: their first lines, words, and lists of names.

use crate::{
    ast::{Ident, Label, TypeExpr},
    cursor::Cursor,
    token::Sign,
    type_expr::type_expr,
};

/// `keyword NAME`: the beginning of most declarations.
pub(super) fn head(cursor: &mut Cursor<'_, '_>, what: &str) -> Option<Ident> {
    cursor.take_word("outcome");
    cursor.take();
    cursor.name(
        what,
        "names are lower case: `a`-`z`, digits and `_`, as in `heated_area`",
    )
}

/// `keyword NAME "label"`: a whole first line.
pub(super) fn labelled(cursor: &mut Cursor<'_, '_>, what: &str) -> Option<(Ident, Option<Label>)> {
    Some((head(cursor, what)?, closing_label(cursor)))
}

/// `keyword NAME : TYPE "label"`: a whole first line.
pub(super) fn typed(
    cursor: &mut Cursor<'_, '_>,
    what: &str,
    help: &str,
) -> Option<(Ident, TypeExpr, Option<Label>)> {
    let name = head(cursor, what)?;
    with_type(cursor, name, help)
}

/// `: TYPE "label"` after a name, to the end of the line.
pub(super) fn with_type(
    cursor: &mut Cursor<'_, '_>,
    name: Ident,
    help: &str,
) -> Option<(Ident, TypeExpr, Option<Label>)> {
    cursor.expect_sign(Sign::Colon, help)?;
    Some((name, type_expr(cursor)?, closing_label(cursor)))
}

/// `keyword Name "label"`: the whole first line of a type's declaration.
pub(super) fn type_head(
    cursor: &mut Cursor<'_, '_>,
    kind: &str,
    help: &str,
) -> Option<(Ident, Option<Label>)> {
    let article = if kind == "enum" { "an" } else { "a" };
    cursor.take();
    let name = cursor.ident(&format!("the {kind}'s name"), help)?;
    if !name.node.starts_with(|c: char| c.is_ascii_uppercase()) {
        let message = format!("`{}` does not begin with a capital letter", name.node);
        let label = format!("{article} {kind}'s name");
        cursor.remark("syntax/name", name.span, message, label, help);
    }
    Some((name, closing_label(cursor)))
}

/// `keyword NAME for OUTCOME "label"`: a whole first line.
pub(super) fn claimed(
    cursor: &mut Cursor<'_, '_>,
    what: &str,
) -> Option<(Ident, Ident, Option<Label>)> {
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
pub(super) fn closing_label(cursor: &mut Cursor<'_, '_>) -> Option<Label> {
    let label = cursor.label();
    cursor.finish(
        "a label ends this line: `\"中文\" / \"English\"`; what belongs to the declaration follows, indented",
    );
    label
}

/// The words of a line, and its end. Those that came first stay.
pub(super) fn words(cursor: &mut Cursor<'_, '_>, place: &mut Option<Label>) {
    let words = cursor.expect_label(
        "words",
        "write them between quotation marks: `\"中文\" / \"English\"`",
    );
    *place = place.take().or(words);
    cursor.finish("nothing follows the words");
}

/// `a or b`.
pub(super) fn either(cursor: &mut Cursor<'_, '_>, what: &str, help: &str) -> Vec<Ident> {
    separated(cursor, what, help, |cursor| {
        cursor.take_word("or").is_some()
    })
}

/// `a, b`.
pub(super) fn names(cursor: &mut Cursor<'_, '_>, what: &str, help: &str) -> Vec<Ident> {
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
