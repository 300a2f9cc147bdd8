//! `enum Device "设备" / "Device"`, its groups and its values.

use crate::{
    ast::{EnumDecl, EnumValue, ItemKind},
    block::Lines,
    token::TokenKind,
};

use super::{Reader, closing_label};

pub(super) const LINES: [&str; 1] = ["group"];

pub(super) fn enumeration<'t>(reader: &mut Reader<'t, '_>, lines: &Lines<'t>) -> Option<ItemKind> {
    const HELP: &str = "an enum's name begins with a capital letter, as in `DeviceKind`";
    let mut cursor = reader.cursor(&lines.head);
    cursor.take();
    let name = cursor.ident("the enum's name", HELP)?;
    if !name.node.starts_with(|c: char| c.is_ascii_uppercase()) {
        let message = format!("`{}` does not begin with a capital letter", name.node);
        cursor.remark("syntax/name", name.span, message, "an enum's name", HELP);
    }
    let label = closing_label(&mut cursor);
    let mut declared = EnumDecl {
        name,
        label,
        groups: Vec::new(),
        values: Vec::new(),
    };
    for line in &lines.body {
        let mut cursor = reader.cursor(line);
        let heads_group = matches!(
            cursor.peek_second().map(|token| &token.kind),
            Some(TokenKind::Quoted(_))
        );
        if heads_group && cursor.take_word("group").is_some() {
            declared.groups.extend(cursor.label());
        } else if let Some(name) =
            cursor.name("a value's name", "write `name \"中文\" / \"English\"`")
        {
            let label = cursor.label();
            let group = declared.groups.len().checked_sub(1);
            declared.values.push(EnumValue { name, label, group });
        }
        cursor.finish("write one value on a line: `name \"中文\" / \"English\"`");
    }
    Some(ItemKind::Enum(declared))
}
