//! Whether a text is a sentence of the grammar, by trying every way.

use std::collections::{BTreeMap, BTreeSet};

use super::ebnf::{Grammar, Node};

/// A text that is looked through.
pub struct Reader<'g> {
    grammar: &'g Grammar,
    text: &'g str,
    /// Where each production can end that begins at a place.
    ends: BTreeMap<(&'g str, usize), BTreeSet<usize>>,
    /// How far anything could be read.
    pub furthest: usize,
}

impl<'g> Reader<'g> {
    pub fn new(grammar: &'g Grammar, text: &'g str) -> Self {
        Self {
            grammar,
            text,
            ends: BTreeMap::new(),
            furthest: 0,
        }
    }

    /// Whether the whole text is a sentence of a production.
    pub fn is(&mut self, name: &'g str) -> bool {
        let end = self.text.len();
        self.name(name, 0).contains(&end)
    }

    fn name(&mut self, name: &'g str, at: usize) -> BTreeSet<usize> {
        if let Some(known) = self.ends.get(&(name, at)) {
            return known.clone();
        }
        let ends = match name {
            "NL" => self.sign("\n", self.spaces(at)),
            "INDENT" => self.sign("  ", at),
            _ if Grammar::is_token(name) => self.token(name, self.spaces(at)),
            _ => self.node(self.production(name), at, false),
        };
        self.furthest = self.furthest.max(ends.last().copied().unwrap_or(at));
        self.ends.insert((name, at), ends.clone());
        ends
    }

    fn production(&self, name: &str) -> &'g Node {
        let found = self.grammar.productions.get(name);
        found.unwrap_or_else(|| panic!("the grammar does not say what `{name}` is"))
    }

    fn node(&mut self, node: &'g Node, at: usize, in_token: bool) -> BTreeSet<usize> {
        match node {
            Node::Sequence(parts) => parts.iter().fold(BTreeSet::from([at]), |starts, part| {
                let ends = starts.into_iter();
                ends.flat_map(|at| self.node(part, at, in_token)).collect()
            }),
            Node::Choice(parts) => {
                let ends = parts.iter();
                ends.flat_map(|(_, part)| self.node(part, at, in_token))
                    .collect()
            }
            Node::Optional(inner) => {
                let mut ends = self.node(inner, at, in_token);
                ends.insert(at);
                ends
            }
            Node::Repeated(inner) => {
                let mut ends = BTreeSet::from([at]);
                let mut open = vec![at];
                while let Some(at) = open.pop() {
                    for end in self.node(inner, at, in_token) {
                        if ends.insert(end) {
                            open.push(end);
                        }
                    }
                }
                ends
            }
            Node::Name(name) if in_token => self.inside(name, at),
            Node::Name(name) => self.name(name, at),
            Node::Text(text) if in_token => self.sign(text, at),
            Node::Text(text) => self.word(text, self.spaces(at)),
            Node::Characters(from, to) => {
                let next = self.text[at..].chars().next();
                next.filter(|next| (from..=to).contains(&next))
                    .map(|next| at + next.len_utf8())
                    .into_iter()
                    .collect()
            }
        }
    }

    /// A token goes on as long as it can; a word that is reserved is no name.
    fn token(&mut self, name: &'g str, at: usize) -> BTreeSet<usize> {
        let end = self.inside(name, at).last().copied();
        end.filter(|end| {
            let token = &self.text[at..*end];
            !self.grammar.reserved.iter().any(|word| word == token)
        })
        .into_iter()
        .collect()
    }

    /// What stands in a token: other tokens, and what is said in words below the grammar.
    fn inside(&mut self, name: &'g str, at: usize) -> BTreeSet<usize> {
        let rest = &self.text[at..];
        let digits = |count: usize| {
            let found = rest
                .chars()
                .take(count)
                .filter(char::is_ascii_digit)
                .count();
            (found == count).then_some(at + count)
        };
        let one = |fits: &dyn Fn(char) -> bool| {
            let next = rest.chars().next().filter(|next| fits(*next));
            next.map(|next| at + next.len_utf8())
        };
        let end = match name {
            "YYYY" => digits(4),
            "MM" | "DD" | "HH" => digits(2),
            "LETTER" => one(&|c| c.is_ascii_alphabetic()),
            "CHARACTER" => one(&|c| !matches!(c, '"' | '\\' | '\n')),
            "EXPONENT" => one(&|c| matches!(c, '²' | '³' | '2' | '3')),
            "UNITNAME" => {
                let known = super::sentence::UNITS.iter();
                let known = known.filter(|unit| rest.starts_with(**unit));
                known.map(|unit| at + unit.len()).max()
            }
            _ => return self.node(self.production(name), at, true),
        };
        end.into_iter().collect()
    }

    /// A sign, or a word that no letter follows.
    fn word(&self, text: &str, at: usize) -> BTreeSet<usize> {
        let goes_on = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let mut ends = self.sign(text, at);
        if text.ends_with(goes_on) {
            ends.retain(|end| !self.text[*end..].starts_with(goes_on));
        }
        ends
    }

    fn sign(&self, text: &str, at: usize) -> BTreeSet<usize> {
        let found = self.text[at..].starts_with(text);
        found.then_some(at + text.len()).into_iter().collect()
    }

    fn spaces(&self, at: usize) -> usize {
        at + self.text[at..].len() - self.text[at..].trim_start_matches(' ').len()
    }
}
