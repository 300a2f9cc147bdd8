//! `parameter NAME : TYPE "…"`: a value that changes by date.

use crate::{
    ast::{ItemKind, ParameterDecl, ParameterEntry},
    block::Lines,
    expression::operand,
};

use super::{Reader, parts::typed};

pub(super) fn parameter<'t>(reader: &mut Reader<'t, '_>, lines: &Lines<'t>) -> Option<ItemKind> {
    const HEAD: &str = "give the type of its values: `parameter NAME : TYPE \"中文\"`";
    const HELP: &str = "write one value on a line, with the first day on which it holds: `0.30 CNY/kWh from 2022-11-01`";
    let head = typed(
        &mut reader.cursor(&lines.head),
        "the parameter's name",
        HEAD,
    );
    let mut entries = Vec::new();
    for line in &lines.body {
        let mut cursor = reader.cursor(line);
        let value = operand(&mut cursor);
        if cursor.expect_word("from", HELP).is_none() {
            continue;
        }
        let from = operand(&mut cursor);
        cursor.finish(HELP);
        entries.push(ParameterEntry {
            value,
            from,
            span: line.span,
        });
    }
    if lines.body.is_empty() {
        reader.findings.report(
            "syntax/missing",
            lines.head.span,
            "this parameter has no values",
            "declared here",
            HELP,
        );
    }
    let (name, ty, label) = head?;
    Some(ItemKind::Parameter(ParameterDecl {
        name,
        ty,
        label,
        entries,
    }))
}
