//! `fact NAME : TYPE "noun"`: what is asked.

use crate::{
    ast::{FactDecl, Ident, ItemKind},
    block::Lines,
    cursor::Cursor,
    token::Sign,
};

use super::{
    Reader,
    keys::Keys,
    parts::{either, typed, words},
};

pub(super) const LINES: [&str; 6] = ["ask", "hint", "why", "proof", "assessed", "changeable"];

pub(super) fn fact<'t>(reader: &mut Reader<'t, '_>, lines: &Lines<'t>) -> Option<ItemKind> {
    const HELP: &str = "give the type: `fact NAME : TYPE \"中文\"`";
    let head = typed(&mut reader.cursor(&lines.head), "the fact's name", HELP);
    let (mut ask, mut hint, mut why, mut assessed_by) = (None, None, None, None);
    let mut proof = Vec::new();
    let mut changeable = false;
    let mut keys = Keys::default();
    for line in &lines.body {
        let mut cursor = reader.cursor(line);
        match keys.key(&mut cursor, &LINES, &[]) {
            Some("ask") => words(&mut cursor, &mut ask),
            Some("hint") => words(&mut cursor, &mut hint),
            Some("why") => words(&mut cursor, &mut why),
            Some("assessed") => {
                cursor.expect_word("by", "write `assessed by \"…\"`");
                words(&mut cursor, &mut assessed_by);
            }
            Some("proof") => self::proof(&mut cursor, &mut proof),
            Some(_) => {
                changeable = true;
                cursor.finish("`changeable` stands alone on its line");
            }
            None => {}
        }
    }
    keys.need(
        reader.findings,
        "ask",
        &lines.head,
        "add an indented line with the question: `ask \"…？\"`",
    );
    let (name, ty, label) = head?;
    Some(ItemKind::Fact(FactDecl {
        name,
        ty,
        label,
        ask,
        hint,
        why,
        proof,
        assessed_by,
        changeable,
    }))
}

/// `a or b, c`.
fn proof(cursor: &mut Cursor<'_, '_>, into: &mut Vec<Vec<Ident>>) {
    const HELP: &str = "write evidence names: `proof a or b, c`";
    loop {
        let alternatives = either(cursor, "evidence", HELP);
        if alternatives.is_empty() {
            return;
        }
        into.push(alternatives);
        if cursor.take_sign(Sign::Comma).is_none() {
            break;
        }
    }
    cursor.finish(HELP);
}
