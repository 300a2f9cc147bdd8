//! `pledge NAME for OUTCOME "…"`: what a claimant promises, point by point.

use crate::{
    ast::{ItemKind, PledgeDecl},
    block::Lines,
};

use super::{Reader, parts::claimed};

pub(super) fn pledge<'t>(reader: &mut Reader<'t, '_>, lines: &Lines<'t>) -> Option<ItemKind> {
    const HELP: &str = "write one promise on a line: `name \"…\"`";
    let head = claimed(&mut reader.cursor(&lines.head), "the pledge's name");
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
    let (name, outcome, label) = head?;
    Some(ItemKind::Pledge(PledgeDecl {
        name,
        outcome,
        label,
        promises,
    }))
}
