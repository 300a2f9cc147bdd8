//! Signs that a Chinese keyboard or another language's habits put where an ASCII sign is meant.

use crate::token::Sign;

/// What a sign was meant to be.
#[derive(Clone, Copy)]
pub(crate) enum Meant {
    /// The same sign, also accepted in this form.
    Accepted(Sign),
    /// A sign that must be written in ASCII.
    Sign(Sign),
    /// A word that must be written out.
    Word(&'static str),
    /// Nothing: it can be left out. The words say what to write.
    Nothing(&'static str),
    /// Something that the rest of the line cannot be read without. The words say what to write.
    Lost(&'static str),
}

/// What the text at hand begins with, and how many bytes of it, if it is one of these signs.
pub(crate) fn meant(rest: &str) -> Option<(usize, Meant)> {
    MEANT
        .iter()
        .find(|(text, _)| rest.starts_with(text))
        .map(|(text, meant)| (text.len(), *meant))
        // `!=` is a sign of its own.
        .filter(|_| !rest.starts_with("!="))
}

// Longer forms stand before their beginnings.
const MEANT: [(&str, Meant); 56] = [
    ("≥", Meant::Accepted(Sign::GreaterEqual)),
    ("≤", Meant::Accepted(Sign::LessEqual)),
    ("≠", Meant::Accepted(Sign::NotEqual)),
    ("×", Meant::Accepted(Sign::Star)),
    ("，", Meant::Sign(Sign::Comma)),
    ("、", Meant::Sign(Sign::Comma)),
    ("：", Meant::Sign(Sign::Colon)),
    ("（", Meant::Sign(Sign::Open)),
    ("）", Meant::Sign(Sign::Close)),
    ("［", Meant::Sign(Sign::OpenList)),
    ("］", Meant::Sign(Sign::CloseList)),
    ("【", Meant::Sign(Sign::OpenList)),
    ("】", Meant::Sign(Sign::CloseList)),
    ("｛", Meant::Sign(Sign::OpenRecord)),
    ("｝", Meant::Sign(Sign::CloseRecord)),
    ("｜", Meant::Sign(Sign::Bar)),
    ("＞＝", Meant::Sign(Sign::GreaterEqual)),
    ("＞", Meant::Sign(Sign::Greater)),
    ("＜＝", Meant::Sign(Sign::LessEqual)),
    ("＜", Meant::Sign(Sign::Less)),
    ("！＝", Meant::Sign(Sign::NotEqual)),
    ("＝＝", Meant::Sign(Sign::Equal)),
    ("＝", Meant::Sign(Sign::Equal)),
    ("＋", Meant::Sign(Sign::Plus)),
    ("－", Meant::Sign(Sign::Minus)),
    ("−", Meant::Sign(Sign::Minus)),
    ("–", Meant::Sign(Sign::Minus)),
    ("＊", Meant::Sign(Sign::Star)),
    ("／", Meant::Sign(Sign::Slash)),
    ("÷", Meant::Sign(Sign::Slash)),
    ("．", Meant::Sign(Sign::Dot)),
    ("～", Meant::Sign(Sign::To)),
    ("~", Meant::Sign(Sign::To)),
    ("……", Meant::Sign(Sign::To)),
    ("…", Meant::Sign(Sign::To)),
    ("...", Meant::Sign(Sign::To)),
    ("——", Meant::Sign(Sign::To)),
    ("—", Meant::Sign(Sign::To)),
    ("≧", Meant::Sign(Sign::GreaterEqual)),
    ("≦", Meant::Sign(Sign::LessEqual)),
    ("==", Meant::Sign(Sign::Equal)),
    ("<>", Meant::Sign(Sign::NotEqual)),
    ("=>", Meant::Sign(Sign::GreaterEqual)),
    ("=<", Meant::Sign(Sign::LessEqual)),
    ("&&", Meant::Word("and")),
    ("&", Meant::Word("and")),
    ("＆＆", Meant::Word("and")),
    ("＆", Meant::Word("and")),
    ("!", Meant::Word("not")),
    ("！", Meant::Word("not")),
    ("％", Meant::Nothing("write `%`, after a number")),
    ("\u{3000}", Meant::Nothing("write an ordinary space")),
    (
        "。",
        Meant::Nothing("leave it out: a line ends where it ends"),
    ),
    ("；", Meant::Lost("put what follows on a line of its own")),
    (";", Meant::Lost("put what follows on a line of its own")),
    ("＃", Meant::Lost("begin a comment with `#`")),
];
