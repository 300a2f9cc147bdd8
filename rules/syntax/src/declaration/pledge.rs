//! `pledge NAME for OUTCOME "…"`: what a claimant promises, point by point.

use crate::{
    ast::{ItemKind, PledgeDecl},
    block::Lines,
};

use super::{Reader, closing_label, head, outcome_name};

pub(super) fn pledge<'t>(reader: &mut Reader<'t, '_>, lines: &Lines<'t>) -> Option<ItemKind> {
    const HELP: &str = "write one promise on a line: `name \"…\"`";
    let mut cursor = reader.cursor(&lines.head);
    let name = head(&mut cursor, "the pledge's name")?;
    let outcome = outcome_name(&mut cursor)?;
    let label = closing_label(&mut cursor);
    let mut promises = Vec::new();
    for line in &lines.body {
        let mut cursor = reader.cursor(line);
        let Some(name) = cursor.name("a promise's name", HELP) else {
            continue;
        };
        let words = cursor.expect_label("the promise in words", HELP);
        cursor.finish(HELP);
        promises.push((name, words));
    }
    Some(ItemKind::Pledge(PledgeDecl {
        name,
        outcome,
        label,
        promises,
    }))
}
