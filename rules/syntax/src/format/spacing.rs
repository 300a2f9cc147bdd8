//! Tokens as text: the one spelling of each, and the spaces between them.

use crate::token::{RESERVED, Sign, Token, TokenKind};

/// Words after which an operand follows, as after a sign.
const OPERATORS: [&str; 6] = ["where", "at", "for", "from", "of", "step"];

/// Tokens of one line with the spaces that belong between them, `above` being the one before a line break.
pub(super) fn spaced(text: &str, above: Option<&Token<'_>>, tokens: &[Token<'_>]) -> String {
    let mut out = String::new();
    // Whether the last sign was a minus before a value, and whether a type is being written.
    let mut negative = false;
    let mut in_type = false;
    let mut before: Option<&Token<'_>> = None;
    for token in tokens {
        let operand = before.or(above).is_some_and(ends_operand);
        if before.is_some_and(|before| !negative && apart(before, token, in_type)) {
            out.push(' ');
        }
        negative = token.kind == TokenKind::Sign(Sign::Minus) && (in_type || !operand);
        in_type = match token.kind {
            TokenKind::Sign(Sign::Colon) => true,
            TokenKind::Sign(Sign::Equal) | TokenKind::Quoted(_) => false,
            _ => in_type,
        };
        out.push_str(&spelled(text, token));
        before = Some(token);
    }
    out
}

/// The one spelling of a token.
fn spelled(text: &str, token: &Token<'_>) -> String {
    match &token.kind {
        TokenKind::Word("true") => "yes".to_owned(),
        TokenKind::Word("false") => "no".to_owned(),
        TokenKind::Unit(unit) => unit.to_string(),
        TokenKind::Sign(sign) => sign.text().to_owned(),
        // Words, labels, dates, and numbers as their author grouped them.
        _ => text
            .get(token.span.start..token.span.end)
            .unwrap_or_default()
            .to_owned(),
    }
}

/// Whether a space stands between two neighbours.
fn apart(before: &Token<'_>, token: &Token<'_>, in_type: bool) -> bool {
    use Sign::{Close, CloseList, CloseRecord, Comma, Dot, Open, OpenList, OpenRecord, To, Until};
    match (&before.kind, &token.kind) {
        (_, TokenKind::Sign(Comma | Dot | Close | CloseList | CloseRecord)) => false,
        (TokenKind::Sign(Dot | Open | OpenList | OpenRecord), _) => false,
        (TokenKind::Word(_), TokenKind::Sign(Open | OpenList)) => !ends_operand(before),
        (_, TokenKind::Sign(To | Until)) | (TokenKind::Sign(To | Until), _) => !in_type,
        _ => true,
    }
}

/// Whether a value can end with this token, so that a minus after it subtracts.
fn ends_operand(token: &Token<'_>) -> bool {
    match token.kind {
        TokenKind::Word(word) => {
            matches!(word, "yes" | "no" | "true" | "false" | "unknown")
                || !RESERVED.contains(&word) && !OPERATORS.contains(&word)
        }
        TokenKind::Sign(sign) => matches!(sign, Sign::Close | Sign::CloseList | Sign::CloseRecord),
        _ => true,
    }
}
