//! `manual NAME "…"`: what is left to a person, and why.

use crate::{
    ast::{ItemKind, ManualDecl},
    block::Lines,
};

use super::{
    Reader,
    keys::Keys,
    parts::{labelled, names, words},
};

pub(super) const LINES: [&str; 3] = ["because", "affects", "decided"];

pub(super) fn manual<'t>(reader: &mut Reader<'t, '_>, lines: &Lines<'t>) -> Option<ItemKind> {
    const AFFECTS: &str = "write the outcomes that hang on it: `affects a, b`";
    let head = labelled(&mut reader.cursor(&lines.head), "a name");
    let (mut because, mut decided_by) = (None, None);
    let mut affects = Vec::new();
    let mut keys = Keys::default();
    for line in &lines.body {
        let mut cursor = reader.cursor(line);
        match keys.key(&mut cursor, &LINES, &[]) {
            Some("because") => words(&mut cursor, &mut because),
            Some("decided") => {
                cursor.expect_word("by", "write `decided by \"…\"`");
                words(&mut cursor, &mut decided_by);
            }
            Some(_) => {
                affects.extend(names(&mut cursor, "an outcome's name", AFFECTS));
                cursor.finish(AFFECTS);
            }
            None => {}
        }
    }
    let findings = &mut *reader.findings;
    let why = "say why the rules leave it to a person: `because \"…\"`";
    keys.need(findings, "because", &lines.head, why);
    keys.need(
        findings,
        "decided",
        &lines.head,
        "say who decides: `decided by \"…\"`",
    );
    let (name, label) = head?;
    Some(ItemKind::Manual(ManualDecl {
        name,
        label,
        because,
        affects,
        decided_by,
    }))
}
