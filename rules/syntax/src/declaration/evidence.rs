//! `evidence NAME "…"`: a document that proves facts.

use crate::{
    ast::{EvidenceDecl, ItemKind},
    block::Lines,
};

use super::{
    Reader,
    keys::Keys,
    parts::{labelled, words},
};

pub(super) const LINES: [&str; 1] = ["hint"];

pub(super) fn evidence<'t>(reader: &mut Reader<'t, '_>, lines: &Lines<'t>) -> Option<ItemKind> {
    let head = labelled(&mut reader.cursor(&lines.head), "the document's name");
    let mut hint = None;
    let mut keys = Keys::default();
    for line in &lines.body {
        let mut cursor = reader.cursor(line);
        if keys.key(&mut cursor, &LINES, &[]).is_some() {
            words(&mut cursor, &mut hint);
        }
    }
    let (name, label) = head?;
    Some(ItemKind::Evidence(EvidenceDecl { name, label, hint }))
}
