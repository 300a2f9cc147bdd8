//! Signs that a Chinese keyboard or another language's habits put where an ASCII sign is meant.

use crate::token::Sign;

/// What a sign was meant to be.
pub(crate) enum Meant {
    /// The same sign, also accepted in this form.
    Accepted(Sign),
    /// A sign that must be written in ASCII.
    Sign(Sign),
    /// Something else, said in words; nothing can be read in its place.
    Words(&'static str),
}

/// What the text at hand begins with, and how many bytes of it, if it is one of these signs.
pub(crate) fn meant(rest: &str) -> Option<(usize, Meant)> {
    SIGNS
        .iter()
        .find(|(text, _)| rest.starts_with(text))
        .map(|(text, sign)| (text.len(), Meant::Sign(*sign)))
        .or_else(|| {
            ACCEPTED
                .iter()
                .find(|(text, _)| rest.starts_with(text))
                .map(|(text, sign)| (text.len(), Meant::Accepted(*sign)))
        })
        .or_else(|| {
            WORDS
                .iter()
                .find(|(text, _)| rest.starts_with(text))
                .map(|(text, words)| (text.len(), Meant::Words(words)))
        })
}

const ACCEPTED: [(&str, Sign); 4] = [
    ("≥", Sign::GreaterEqual),
    ("≤", Sign::LessEqual),
    ("≠", Sign::NotEqual),
    ("×", Sign::Star),
];

// Longer forms stand before their beginnings.
const SIGNS: [(&str, Sign); 30] = [
    ("，", Sign::Comma),
    ("、", Sign::Comma),
    ("：", Sign::Colon),
    ("（", Sign::Open),
    ("）", Sign::Close),
    ("｜", Sign::Bar),
    ("＞＝", Sign::GreaterEqual),
    ("＞", Sign::Greater),
    ("＜＝", Sign::LessEqual),
    ("＜", Sign::Less),
    ("！＝", Sign::NotEqual),
    ("＝", Sign::Equal),
    ("＋", Sign::Plus),
    ("－", Sign::Minus),
    ("−", Sign::Minus),
    ("–", Sign::Minus),
    ("＊", Sign::Star),
    ("／", Sign::Slash),
    ("÷", Sign::Slash),
    ("．", Sign::Dot),
    ("～", Sign::To),
    ("~", Sign::To),
    ("…", Sign::To),
    ("—", Sign::To),
    ("≧", Sign::GreaterEqual),
    ("≦", Sign::LessEqual),
    ("==", Sign::Equal),
    ("<>", Sign::NotEqual),
    ("=>", Sign::GreaterEqual),
    ("=<", Sign::LessEqual),
];

const WORDS: [(&str, &str); 12] = [
    ("＃", "write `#` before a comment"),
    ("％", "write `%`"),
    ("。", "lines end without a stop: leave it out"),
    ("；", "put what follows on a line of its own"),
    (";", "put what follows on a line of its own"),
    ("＆", "write `and`"),
    ("&&", "write `and`"),
    ("&", "write `and`"),
    ("！", "write `not`"),
    ("!", "write `not`, or `!=` for unequal"),
    ("'", "write a label in `\"…\"`"),
    ("　", "write an ordinary space"),
];
