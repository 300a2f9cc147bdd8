//! How far the lines are indented over which one expression runs.

use crate::token::{Sign, Token, TokenKind};

/// How much further a line stands than the one it belongs to.
pub(super) const STEP: usize = 2;

/// What is open where a line ends.
enum Open {
    /// A parenthesis or bracket, on a line indented so far.
    Bracket(usize),
    /// `if` without its `else`.
    If(usize),
    /// What follows `then` or `else`.
    Branch(usize),
}

/// Where in an expression a line begins.
pub(super) struct Indentation {
    /// How far the line is indented on which the expression begins.
    root: usize,
    open: Vec<Open>,
}

impl Indentation {
    pub(super) fn new(root: usize) -> Self {
        Indentation {
            root,
            open: Vec::new(),
        }
    }

    /// How far a further line is indented that holds these tokens.
    pub(super) fn of(&self, tokens: &[Token<'_>]) -> usize {
        let base = match tokens.first().map(|token| &token.kind) {
            Some(TokenKind::Word("then" | "else")) => {
                self.innermost(|open| matches!(open, Open::If(_)))
            }
            // What closes stands under the line that opened it.
            Some(TokenKind::Sign(Sign::Close | Sign::CloseList | Sign::CloseRecord)) => {
                let mut closing = tokens.iter().take_while(|token| closes(token)).count();
                return self.innermost(|open| {
                    closing -= usize::from(closing > 0 && matches!(open, Open::Bracket(_)));
                    closing == 0
                });
            }
            _ => self.innermost(|open| !matches!(open, Open::If(_))),
        };
        base + STEP
    }

    fn innermost(&self, mut kind: impl FnMut(&Open) -> bool) -> usize {
        let found = self.open.iter().rev().find(|open| kind(open));
        found.map_or(self.root, |open| match open {
            Open::Bracket(indent) | Open::If(indent) | Open::Branch(indent) => *indent,
        })
    }

    /// Goes over a line that is indented so far.
    pub(super) fn read(&mut self, tokens: &[Token<'_>], indent: usize) {
        for token in tokens {
            match token.kind {
                TokenKind::Sign(Sign::Open | Sign::OpenList | Sign::OpenRecord) => {
                    self.open.push(Open::Bracket(indent));
                }
                TokenKind::Sign(Sign::Close | Sign::CloseList | Sign::CloseRecord) => {
                    self.leave_branches(|open| matches!(open, Open::Bracket(_)));
                    self.open.pop();
                }
                TokenKind::Sign(Sign::Comma) => {
                    self.leave_branches(|open| matches!(open, Open::Bracket(_)));
                }
                TokenKind::Word("if") => self.open.push(Open::If(indent)),
                TokenKind::Word(word @ ("then" | "else")) => {
                    self.leave_branches(|open| matches!(open, Open::If(_) | Open::Bracket(_)));
                    if word == "else" {
                        self.open.pop_if(|open| matches!(open, Open::If(_)));
                    }
                    self.open.push(Open::Branch(indent));
                }
                _ => {}
            }
        }
    }

    /// Leaves what is open up to the innermost of a kind.
    fn leave_branches(&mut self, until: impl Fn(&Open) -> bool) {
        while self.open.last().is_some_and(|open| !until(open)) {
            self.open.pop();
        }
    }
}

fn closes(token: &Token<'_>) -> bool {
    matches!(
        token.kind,
        TokenKind::Sign(Sign::Close | Sign::CloseList | Sign::CloseRecord)
    )
}
