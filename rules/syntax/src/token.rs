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
    /// A minute of the day; `None` for one that does not exist, already reported.
    Time(Option<(u8, u8)>),
    /// A day and a minute; `None` where either does not exist, already reported.
    DateTime(Option<Moment>),
    /// A document's id, after `use`.
    Document(&'t str),
    /// The text of a label, escapes resolved.
    Quoted(String),
    /// A sign, in its ASCII spelling.
    Sign(Sign),
}

/// A day and a minute of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Moment {
    pub(crate) day: (i32, u8, u8),
    pub(crate) time: (u8, u8),
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

impl Sign {
    /// What closes it, for a parenthesis or bracket that opens.
    pub(crate) fn closing(self) -> Option<Sign> {
        match self {
            Sign::Open => Some(Sign::Close),
            Sign::OpenList => Some(Sign::CloseList),
            Sign::OpenRecord => Some(Sign::CloseRecord),
            _ => None,
        }
    }
}

/// Words that are never names, because expressions are made of them.
pub(crate) const RESERVED: [&str; 12] = [
    "and", "or", "not", "if", "then", "else", "in", "yes", "no", "true", "false", "unknown",
];
