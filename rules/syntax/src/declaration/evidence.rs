//! `evidence NAME "…"`: a document that proves facts.

use crate::{
    ast::{EvidenceDecl, ItemKind},
    block::Lines,
};

use super::{Keys, Reader, closing_label, head};

pub(super) const LINES: [&str; 1] = ["hint"];

pub(super) fn evidence<'t>(reader: &mut Reader<'t, '_>, lines: &Lines<'t>) -> Option<ItemKind> {
    let mut cursor = reader.cursor(&lines.head);
    let name = head(&mut cursor, "the document's name")?;
    let label = closing_label(&mut cursor);
    let mut declared = EvidenceDecl {
        name,
        label,
        hint: None,
    };
    let mut keys = Keys::default();
    for line in &lines.body {
        let mut cursor = reader.cursor(line);
        if keys.key(&mut cursor, &LINES, &[]).is_none() {
            continue;
        }
        let hint = cursor.expect_label("words", "say where to get it: `hint \"…\"`");
        declared.hint = declared.hint.take().or(hint);
        cursor.finish("nothing follows the words");
    }
    Some(ItemKind::Evidence(declared))
}
