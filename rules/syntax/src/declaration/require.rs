//! `require NAME "…"` (or `advise`, `duty`, `target`): named conditions that must all hold.

use crate::{
    ast::{Condition, ItemKind, RequireDecl, RequireKind},
    block::Lines,
    expression::expression,
};

use super::{Reader, parts::labelled};

pub(super) fn require<'t>(
    reader: &mut Reader<'t, '_>,
    lines: &Lines<'t>,
    outcome: bool,
    kind: RequireKind,
) -> Option<ItemKind> {
    const HELP: &str = "write `name  expression  \"…\"`";
    let head = labelled(&mut reader.cursor(&lines.head), "the requirement's name");
    let mut conditions = Vec::new();
    for line in &lines.body {
        let mut cursor = reader.cursor(line);
        let Some(name) = cursor.name("a condition's name", HELP) else {
            continue;
        };
        let expr = expression(&mut cursor);
        if cursor.has_failed() {
            cursor.skip_to_label();
        }
        let label = cursor.label();
        cursor.finish(HELP);
        conditions.push(Condition { name, expr, label });
    }
    let (name, label) = head?;
    Some(ItemKind::Require(RequireDecl {
        outcome,
        kind,
        name,
        label,
        conditions,
        statements: Vec::new(),
    }))
}
