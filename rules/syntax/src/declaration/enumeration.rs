//! `enum Device "设备" / "Device"`, its groups and its values.

use crate::{
    ast::{EnumDecl, EnumValue, ItemKind, Label},
    block::Lines,
    token::TokenKind,
};

use super::{Reader, parts::type_head};

pub(super) const LINES: [&str; 1] = ["group"];

pub(super) fn enumeration<'t>(reader: &mut Reader<'t, '_>, lines: &Lines<'t>) -> Option<ItemKind> {
    const HELP: &str = "write one value on a line: `name \"中文\" / \"English\"`";
    let head = type_head(
        &mut reader.cursor(&lines.head),
        "enum",
        "an enum's name begins with a capital letter, as in `DeviceKind`",
    );
    let mut groups: Vec<Label> = Vec::new();
    let mut values = Vec::new();
    for line in &lines.body {
        let mut cursor = reader.cursor(line);
        let second = cursor.peek_second().map(|token| &token.kind);
        if matches!(second, Some(TokenKind::Quoted(_))) && cursor.take_word("group").is_some() {
            groups.extend(cursor.label());
        } else if let Some(name) = cursor.name("a value's name", HELP) {
            let label = cursor.label();
            values.push(EnumValue {
                name,
                label,
                group: groups.len().checked_sub(1),
            });
        }
        cursor.finish(HELP);
    }
    let (name, label) = head?;
    Some(ItemKind::Enum(EnumDecl {
        name,
        label,
        groups,
        values,
    }))
}
