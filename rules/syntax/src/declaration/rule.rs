//! `rule NAME : TYPE "…" = expression`; the expression may go on over the indented lines.

use crate::{
    ast::{ItemKind, RuleDecl},
    block::{Line, Lines},
    expression::expression,
    token::Sign,
    type_expr::type_expr,
};

use super::{Reader, parts::head};

pub(super) fn rule<'t>(
    reader: &mut Reader<'t, '_>,
    lines: &Lines<'t>,
    outcome: bool,
) -> Option<ItemKind> {
    const HELP: &str = "write `rule NAME : TYPE \"…\" = expression`";
    let tokens = std::iter::once(&lines.head)
        .chain(&lines.body)
        .flat_map(|line| line.tokens.iter().cloned());
    let whole = Line {
        tokens: tokens.collect(),
        span: lines.span,
    };
    let mut cursor = reader.cursor(&whole);
    let name = head(&mut cursor, "the rule's name")?;
    let ty = match cursor.take_sign(Sign::Colon) {
        Some(_) => type_expr(&mut cursor),
        None => None,
    };
    let label = cursor.label();
    cursor.expect_sign(Sign::Equal, HELP)?;
    let expr = expression(&mut cursor);
    cursor.finish("nothing follows the expression; a rule's label stands before `=`");
    Some(ItemKind::Rule(RuleDecl {
        outcome,
        name,
        ty,
        label,
        expr,
    }))
}
