//! `manual NAME "…"`: what is left to a person, and why.

use crate::{
    ast::{ItemKind, ManualDecl},
    block::Lines,
};

use super::{Keys, Reader, closing_label, head, names};

pub(super) const LINES: [&str; 3] = ["because", "affects", "decided"];

pub(super) fn manual<'t>(reader: &mut Reader<'t, '_>, lines: &Lines<'t>) -> Option<ItemKind> {
    let mut cursor = reader.cursor(&lines.head);
    let name = head(&mut cursor, "a name")?;
    let label = closing_label(&mut cursor);
    let mut declared = ManualDecl {
        name,
        label,
        because: None,
        affects: Vec::new(),
        decided_by: None,
    };
    let mut keys = Keys::default();
    for line in &lines.body {
        let mut cursor = reader.cursor(line);
        let Some(key) = keys.key(&mut cursor, &LINES, &[]) else {
            continue;
        };
        let place = match key {
            "affects" => {
                const HELP: &str = "write the outcomes that hang on it: `affects a, b`";
                declared
                    .affects
                    .extend(names(&mut cursor, "an outcome's name", HELP));
                cursor.finish(HELP);
                continue;
            }
            "decided" => {
                cursor.expect_word("by", "write `decided by \"…\"`");
                &mut declared.decided_by
            }
            _ => &mut declared.because,
        };
        let words = cursor.expect_label("words", "write them between quotation marks: `\"…\"`");
        *place = place.take().or(words);
        cursor.finish("nothing follows the words");
    }
    keys.need(
        reader.findings,
        "because",
        &lines.head,
        "say why the rules leave it to a person: `because \"…\"`",
    );
    keys.need(
        reader.findings,
        "decided",
        &lines.head,
        "say who decides: `decided by \"…\"`",
    );
    Some(ItemKind::Manual(declared))
}
