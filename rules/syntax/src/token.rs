//! The words and signs that a line of a policy block is made of.

use crate::{Span, ast::UnitExpr};

/// A word or sign and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Token<'t> {
    /// What it is.
    pub(crate) kind: TokenKind<'t>,
    /// Where it stands.
    pub(crate) span: Span,
}

/// The kinds of words and signs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum TokenKind<'t> {
    /// An identifier or keyword.
    Word(&'t str),
    /// Words that are neither an identifier nor a label; already reported.
    Foreign(&'t str),
    /// Digits, `_` taken out.
    Number(String),
    /// A unit after a number or as a type.
    Unit(Box<UnitExpr>),
    /// A real day; `None` for one that is not, already reported.
    Date(Option<(i32, u8, u8)>),
    /// The text of a label, escapes resolved.
    Quoted(String),
    /// A sign, in its ASCII spelling.
    Sign(Sign),
}

macro_rules! signs {
    ($($name:ident $text:literal)*) => {
        /// Punctuation and operators.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Sign { $($name),* }

        impl Sign {
            /// As it is written.
            pub(crate) fn text(self) -> &'static str {
                match self { $(Self::$name => $text),* }
            }
        }
    };
}
signs! {
    Open "(" Close ")" OpenList "[" CloseList "]" OpenRecord "{" CloseRecord "}" Comma "," Colon ":" Dot "." To ".." Until "..<" Bar "|"
    Equal "=" NotEqual "!=" LessEqual "<=" Less "<" GreaterEqual ">=" Greater ">"
    Plus "+" Minus "-" Star "*" Slash "/"
}

/// Words that are never names, because expressions are made of them.
pub(crate) const RESERVED: [&str; 12] = [
    "and", "or", "not", "if", "then", "else", "in", "yes", "no", "true", "false", "unknown",
];
