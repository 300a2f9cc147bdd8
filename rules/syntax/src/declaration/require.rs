//! `require NAME "…"` (or `advise`, `duty`, `target`): named conditions that must all hold.

use crate::{
    ast::{Condition, ItemKind, RequireDecl, RequireKind},
    block::Lines,
    expression::expression,
};

use super::{Reader, closing_label, head};

pub(super) fn require<'t>(
    reader: &mut Reader<'t, '_>,
    lines: &Lines<'t>,
    outcome: bool,
    kind: RequireKind,
) -> Option<ItemKind> {
    const HELP: &str = "write `name  expression  \"…\"`";
    let mut cursor = reader.cursor(&lines.head);
    let name = head(&mut cursor, "the requirement's name")?;
    let label = closing_label(&mut cursor);
    let mut declared = RequireDecl {
        outcome,
        kind,
        name,
        label,
        conditions: Vec::new(),
    };
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
        declared.conditions.push(Condition { name, expr, label });
    }
    Some(ItemKind::Require(declared))
}
