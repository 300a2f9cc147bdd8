//! `fact NAME : TYPE "noun"`: what is asked.

use crate::{
    ast::{FactDecl, Ident, ItemKind, Label, TypeExpr},
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
    let mut about = About::default();
    for line in &lines.body {
        about.line(&mut reader.cursor(line));
    }
    Some(ItemKind::Fact(about.of(head?)))
}

/// What the lines below a fact say about it.
#[derive(Default)]
pub(super) struct About {
    keys: Keys,
    ask: Option<Label>,
    hint: Option<Label>,
    why: Option<Label>,
    proof: Vec<Vec<Ident>>,
    assessed_by: Option<Label>,
    changeable: bool,
}

impl About {
    /// Reads one of these lines.
    pub(super) fn line(&mut self, cursor: &mut Cursor<'_, '_>) {
        match self.keys.key(cursor, &LINES, &[]) {
            Some("ask") => words(cursor, &mut self.ask),
            Some("hint") => words(cursor, &mut self.hint),
            Some("why") => words(cursor, &mut self.why),
            Some("assessed") => {
                cursor.expect_word("by", "write `assessed by \"…\"`");
                words(cursor, &mut self.assessed_by);
            }
            Some("proof") => proof(cursor, &mut self.proof),
            Some(_) => {
                self.changeable = true;
                cursor.finish("`changeable` stands alone on its line");
            }
            None => {}
        }
    }

    /// The declaration that begins like this.
    pub(super) fn of(self, (name, ty, label): (Ident, TypeExpr, Option<Label>)) -> FactDecl {
        FactDecl {
            name,
            ty,
            label,
            ask: self.ask,
            hint: self.hint,
            why: self.why,
            proof: self.proof,
            assessed_by: self.assessed_by,
            changeable: self.changeable,
        }
    }
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
