//! `bring NAME for OUTCOME "…"`: the documents that a claim needs.

use crate::{
    ast::{BringDecl, BringItem, ItemKind},
    block::Lines,
    expression::expression,
};

use super::{
    Reader,
    parts::{claimed, either},
};

pub(super) fn bring<'t>(reader: &mut Reader<'t, '_>, lines: &Lines<'t>) -> Option<ItemKind> {
    const HELP: &str = "write evidence names: `a`, `a or b`, `a if CONDITION`";
    let head = claimed(&mut reader.cursor(&lines.head), "the list's name");
    let mut documents = Vec::new();
    for line in &lines.body {
        let mut cursor = reader.cursor(line);
        let alternatives = either(&mut cursor, "evidence", HELP);
        if alternatives.is_empty() {
            continue;
        }
        let condition = cursor.take_word("if").map(|_| expression(&mut cursor));
        cursor.finish(HELP);
        documents.push(BringItem {
            alternatives,
            condition,
        });
    }
    let (name, outcome, label) = head?;
    Some(ItemKind::Bring(BringDecl {
        name,
        outcome,
        label,
        documents,
    }))
}
