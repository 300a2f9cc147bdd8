//! `fact NAME : TYPE "noun"`: what is asked.

use crate::{
    ast::{FactDecl, ItemKind},
    block::Lines,
    token::Sign,
    type_expr::type_expr,
};

use super::{Keys, Reader, closing_label, either, head};

pub(super) const LINES: [&str; 6] = ["ask", "hint", "why", "proof", "assessed", "changeable"];

pub(super) fn fact<'t>(reader: &mut Reader<'t, '_>, lines: &Lines<'t>) -> Option<ItemKind> {
    let mut cursor = reader.cursor(&lines.head);
    let name = head(&mut cursor, "the fact's name")?;
    cursor.expect_sign(Sign::Colon, "give the type: `fact NAME : TYPE \"中文\"`")?;
    let ty = type_expr(&mut cursor)?;
    let label = closing_label(&mut cursor);
    let mut fact = FactDecl {
        name,
        ty,
        label,
        ask: None,
        hint: None,
        why: None,
        proof: Vec::new(),
        assessed_by: None,
        changeable: false,
    };
    let mut keys = Keys::default();
    for line in &lines.body {
        let mut cursor = reader.cursor(line);
        let Some(key) = keys.key(&mut cursor, &LINES, &[]) else {
            continue;
        };
        let place = match key {
            "ask" => &mut fact.ask,
            "hint" => &mut fact.hint,
            "why" => &mut fact.why,
            "assessed" => {
                cursor.expect_word("by", "write `assessed by \"…\"`");
                &mut fact.assessed_by
            }
            "proof" => {
                const HELP: &str = "write evidence names: `proof a or b, c`";
                let mut proof = vec![either(&mut cursor, "evidence", HELP)];
                while cursor.take_sign(Sign::Comma).is_some() {
                    proof.push(either(&mut cursor, "evidence", HELP));
                }
                proof.retain(|alternatives| !alternatives.is_empty());
                fact.proof.extend(proof);
                cursor.finish(HELP);
                continue;
            }
            _ => {
                fact.changeable = true;
                cursor.finish("`changeable` stands alone on its line");
                continue;
            }
        };
        let label = cursor.expect_label(
            "words",
            "write them between quotation marks: `\"中文\" / \"English\"`",
        );
        *place = place.take().or(label);
        cursor.finish("nothing follows the words");
    }
    keys.need(
        reader.findings,
        "ask",
        &lines.head,
        "add an indented line with the question: `ask \"…？\"`",
    );
    Some(ItemKind::Fact(fact))
}
