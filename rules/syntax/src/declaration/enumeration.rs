//! `enum Device "设备" / "Device"`, its groups and its values.

use crate::{
    ast::{EnumDecl, EnumValue, Ident, ItemKind, Label},
    block::Lines,
    cursor::Cursor,
    token::TokenKind,
};

use super::{Reader, parts::closing_label};

pub(super) const LINES: [&str; 1] = ["group"];

pub(super) fn enumeration<'t>(reader: &mut Reader<'t, '_>, lines: &Lines<'t>) -> Option<ItemKind> {
    const HELP: &str = "write one value on a line: `name \"中文\" / \"English\"`";
    let head = head(&mut reader.cursor(&lines.head));
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

fn head(cursor: &mut Cursor<'_, '_>) -> Option<(Ident, Option<Label>)> {
    const HELP: &str = "an enum's name begins with a capital letter, as in `DeviceKind`";
    cursor.take();
    let name = cursor.ident("the enum's name", HELP)?;
    if !name.node.starts_with(|c: char| c.is_ascii_uppercase()) {
        let message = format!("`{}` does not begin with a capital letter", name.node);
        cursor.remark("syntax/name", name.span, message, "an enum's name", HELP);
    }
    Some((name, closing_label(cursor)))
}
