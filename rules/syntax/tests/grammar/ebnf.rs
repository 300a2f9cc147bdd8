//! The grammar as the manual prints it.

use std::collections::BTreeMap;

/// What a production is made of.
#[derive(Clone, Debug)]
pub enum Node {
    /// One after the other.
    Sequence(Vec<Node>),
    /// One of these; each is known by its place in the whole grammar.
    Choice(Vec<(usize, Node)>),
    Optional(Box<Node>),
    /// Any number of times.
    Repeated(Box<Node>),
    Name(String),
    Text(String),
    /// One character of these.
    Characters(char, char),
}

/// All productions.
#[derive(Debug, Default)]
pub struct Grammar {
    pub productions: BTreeMap<String, Node>,
    /// How many alternatives there are in all.
    pub alternatives: usize,
    /// The words that are no names.
    pub reserved: Vec<String>,
}

impl Grammar {
    /// Reads what stands in the manual after the heading `## Grammar`.
    pub fn of_manual(manual: &str) -> Self {
        let (_, section) = manual.split_once("\n## Grammar\n").unwrap();
        let (_, section) = section.split_once("```ebnf\n").unwrap();
        let (productions, after) = section.split_once("```").unwrap();
        let mut grammar = Self::default();
        let words = after.split(" are no names").next().unwrap();
        let words = words.split('`').skip(1).step_by(2);
        grammar.reserved = words.map(str::to_owned).collect();
        let mut rest = productions.trim_start();
        while !rest.is_empty() {
            let (name, after) = rest.split_once('=').unwrap();
            let mut reader = Reader {
                rest: after,
                alternatives: grammar.alternatives,
            };
            let node = reader.choice();
            rest = reader
                .rest
                .trim_start()
                .strip_prefix(';')
                .unwrap_or_else(|| panic!("`{name}` does not end: {}", reader.rest))
                .trim_start();
            grammar.alternatives = reader.alternatives;
            let name = name.trim().to_owned();
            assert!(grammar.productions.insert(name, node).is_none());
        }
        grammar
    }

    /// Whether spaces inside a production divide nothing: its name is in capitals.
    pub fn is_token(name: &str) -> bool {
        name.chars().all(|c| c.is_ascii_uppercase())
    }
}

struct Reader<'t> {
    rest: &'t str,
    alternatives: usize,
}

impl Reader<'_> {
    fn choice(&mut self) -> Node {
        let mut parts = vec![self.sequence()];
        while self.take("|") {
            parts.push(self.sequence());
        }
        if parts.len() == 1 {
            return parts.remove(0);
        }
        let first = self.alternatives;
        self.alternatives += parts.len();
        Node::Choice((first..).zip(parts).collect())
    }

    fn sequence(&mut self) -> Node {
        let mut parts = Vec::new();
        while let Some(part) = self.part() {
            parts.push(part);
        }
        match parts.len() {
            1 => parts.remove(0),
            _ => Node::Sequence(parts),
        }
    }

    fn part(&mut self) -> Option<Node> {
        if self.take("[") {
            return Some(Node::Optional(Box::new(self.closed("]"))));
        }
        if self.take("{") {
            return Some(Node::Repeated(Box::new(self.closed("}"))));
        }
        if self.take("(") {
            return Some(self.closed(")"));
        }
        self.rest = self.rest.trim_start();
        let first = self.rest.chars().next()?;
        if first == '"' || first == '\'' {
            let text = self.quoted(first);
            if self.take("…") {
                let last = self.rest.chars().next().unwrap();
                let last = self.quoted(last);
                return Some(Node::Characters(single(&text), single(&last)));
            }
            return Some(Node::Text(text));
        }
        let length = self.rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap();
        let (name, rest) = self.rest.split_at(length);
        self.rest = rest;
        (length > 0).then(|| Node::Name(name.to_owned()))
    }

    fn closed(&mut self, by: &str) -> Node {
        let inner = self.choice();
        assert!(self.take(by), "`{by}` is missing before {}", self.rest);
        inner
    }

    fn quoted(&mut self, mark: char) -> String {
        let (text, rest) = self.rest[1..].split_once(mark).unwrap();
        self.rest = rest;
        text.to_owned()
    }

    fn take(&mut self, sign: &str) -> bool {
        let rest = self.rest.trim_start();
        match rest.strip_prefix(sign) {
            Some(after) => {
                self.rest = after;
                true
            }
            None => false,
        }
    }
}

fn single(text: &str) -> char {
    let mut characters = text.chars();
    let character = characters.next().unwrap();
    assert_eq!(characters.next(), None, "one character: {text}");
    character
}
