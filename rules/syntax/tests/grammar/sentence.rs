//! Sentences of the grammar at random.

use std::collections::{BTreeMap, BTreeSet};

use super::ebnf::{Grammar, Node};

/// How deep productions may stand in each other before the shortest way out is taken.
const DEEPEST: usize = 14;
/// The productions whose parts stand side by side without a space.
const CLOSE: [&str; 3] = ["place", "path", "typename"];

/// Names of units.
pub const UNITS: &[&str] = &[
    "CNY", "fen", "m", "km", "kWh", "Wh", "kW", "W", "C", "min", "h", "d",
];

/// What is said in words below the grammar: days and minutes that exist, units, signs of a label.
const GIVEN: [(&str, &[&str]); 8] = [
    ("YYYY", &["2000", "2024", "2026"]),
    ("MM", &["01", "09", "12"]),
    ("DD", &["01", "15", "28"]),
    ("HH", &["00", "07", "23"]),
    ("UNITNAME", UNITS),
    ("EXPONENT", &["²", "³", "2", "3"]),
    ("CHARACTER", &["暖", "a", "|", "#", "/"]),
    ("LETTER", &["a", "z", "A", "Q"]),
];

/// Makes sentences.
pub struct Speaker<'g> {
    grammar: &'g Grammar,
    /// How many productions the shortest sentence of each needs.
    depths: BTreeMap<&'g str, usize>,
    /// The words that stand for themselves somewhere: no name is made of them.
    words: BTreeSet<&'g str>,
    /// Which alternatives have been taken.
    pub taken: BTreeSet<usize>,
    random: u64,
    text: String,
    /// How many columns the table at hand has before its own, and its name.
    table: (usize, String),
}

impl<'g> Speaker<'g> {
    pub fn new(grammar: &'g Grammar, seed: u64) -> Self {
        let mut words = BTreeSet::new();
        for node in grammar.productions.values() {
            gather_words(node, &mut words);
        }
        words.extend(grammar.reserved.iter().map(String::as_str));
        let mut speaker = Self {
            grammar,
            depths: BTreeMap::new(),
            words,
            taken: BTreeSet::new(),
            random: seed.wrapping_mul(2) + 1,
            text: String::new(),
            table: (0, String::new()),
        };
        speaker.measure();
        speaker
    }

    /// A sentence of a production.
    pub fn say(&mut self, name: &str) -> String {
        self.text.clear();
        self.name(name, 0, false);
        std::mem::take(&mut self.text)
    }

    fn below(&mut self, end: usize) -> usize {
        self.random ^= self.random >> 12;
        self.random ^= self.random << 25;
        self.random ^= self.random >> 27;
        let high = self.random.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        usize::try_from(high).unwrap() % end
    }

    fn name(&mut self, name: &str, depth: usize, close: bool) {
        match name {
            "NL" => self.text.push('\n'),
            "INDENT" => self.text.push_str("  "),
            _ if Grammar::is_token(name) => {
                let token = self.token(name);
                if name == "NAME" && self.text.ends_with("table") {
                    self.table = (0, token.clone());
                }
                self.put(&token, close);
            }
            "header" | "row" | "dashes" => self.line_of_table(name, depth),
            _ => {
                let node = self.production(name);
                let inner = CLOSE.contains(&name);
                let start = self.text.len();
                self.node(node, depth + 1, close || inner);
                if inner {
                    // What stands close together is still apart from what was there before.
                    self.space_at(start);
                }
            }
        }
    }

    fn production(&self, name: &str) -> &'g Node {
        let found = self.grammar.productions.get(name);
        found.unwrap_or_else(|| panic!("the grammar does not say what `{name}` is"))
    }

    /// Every line of a table has as many cells; the first ends with the table's name.
    fn line_of_table(&mut self, name: &str, depth: usize) {
        let Node::Sequence(parts) = self.production(name) else {
            panic!("`{name}` is a sequence")
        };
        for part in parts {
            match (part, name) {
                (Node::Repeated(inner), _) => {
                    let times = match name {
                        "header" => self.below(3),
                        "row" => self.table.0 - 1,
                        _ => self.table.0,
                    };
                    if name == "header" {
                        self.table.0 = times + 1;
                    }
                    for _ in 0..times {
                        self.node(inner, depth + 1, false);
                    }
                }
                (Node::Name(_), "header") if matches!(part, Node::Name(name) if name == "NAME") => {
                    let name = self.table.1.clone();
                    self.put(&name, false);
                }
                (other, _) => self.node(other, depth + 1, false),
            }
        }
    }

    fn node(&mut self, node: &'g Node, depth: usize, close: bool) {
        match node {
            Node::Sequence(parts) => {
                for part in parts {
                    self.node(part, depth, close);
                }
            }
            Node::Choice(parts) => {
                let at = if depth > DEEPEST || self.below(2) == 0 {
                    let shortest = (0..parts.len()).min_by_key(|at| self.depth(&parts[*at].1));
                    shortest.unwrap()
                } else {
                    self.below(parts.len())
                };
                self.taken.insert(parts[at].0);
                self.node(&parts[at].1, depth, close);
            }
            Node::Optional(inner) => {
                if depth <= DEEPEST && self.below(3) == 0 {
                    self.node(inner, depth, close);
                }
            }
            Node::Repeated(inner) => {
                let times = [0, 0, 0, 1, 1, 2][self.below(6)];
                let times = if depth > DEEPEST { 0 } else { times };
                for _ in 0..times {
                    self.node(inner, depth, close);
                }
            }
            Node::Name(name) => self.name(name, depth, close),
            Node::Text(text) => self.put(text, close),
            Node::Characters(..) => panic!("characters stand in tokens"),
        }
    }

    /// A token that is no word of the grammar.
    fn token(&mut self, name: &str) -> String {
        loop {
            let mut token = String::new();
            self.spell(&Node::Name(name.to_owned()), &mut token);
            let is_unit = GIVEN
                .iter()
                .any(|(_, given)| given.contains(&token.as_str()));
            let is_word = self.words.contains(token.as_str());
            if !(name == "NAME" || name == "WORD") || !(is_word || is_unit) {
                return token;
            }
        }
    }

    fn spell(&mut self, node: &Node, token: &mut String) {
        match node {
            Node::Sequence(parts) => parts.iter().for_each(|part| self.spell(part, token)),
            Node::Choice(parts) => {
                let at = self.below(parts.len());
                self.taken.insert(parts[at].0);
                self.spell(&parts[at].1, token);
            }
            Node::Optional(inner) => {
                if self.below(2) == 0 {
                    self.spell(inner, token);
                }
            }
            Node::Repeated(inner) => {
                for _ in 0..self.below(5) {
                    self.spell(inner, token);
                }
            }
            Node::Name(name) => match GIVEN.iter().find(|(given, _)| given == name) {
                Some((_, words)) => token.push_str(words[self.below(words.len())]),
                None => self.spell(self.production(name), token),
            },
            Node::Text(text) => token.push_str(text),
            Node::Characters(from, to) => {
                let size = u32::from(*to) - u32::from(*from) + 1;
                let at = u32::try_from(self.below(size as usize)).unwrap();
                token.push(char::from_u32(u32::from(*from) + at).unwrap());
            }
        }
    }

    fn put(&mut self, token: &str, close: bool) {
        if !close && !self.text.is_empty() && !self.text.ends_with([' ', '\n']) {
            self.text.push(' ');
        }
        self.text.push_str(token);
    }

    fn space_at(&mut self, at: usize) {
        let before = self.text[..at].chars().next_back();
        if before.is_some_and(|before| before != ' ' && before != '\n') && at < self.text.len() {
            self.text.insert(at, ' ');
        }
    }

    /// How deep the shortest sentence of a node goes.
    fn depth(&self, node: &Node) -> usize {
        const ENDLESS: usize = 1 << 20;
        match node {
            Node::Sequence(parts) => parts.iter().map(|part| self.depth(part)).max().unwrap_or(0),
            Node::Choice(parts) => {
                let depths = parts.iter().map(|(_, part)| self.depth(part));
                depths.min().unwrap_or(0)
            }
            Node::Name(name) if !Grammar::is_token(name) => self
                .depths
                .get(name.as_str())
                .map_or(ENDLESS, |depth| depth + 1),
            _ => 0,
        }
    }

    fn measure(&mut self) {
        // Each round finds those whose parts are known; the longest chain is no longer than the grammar.
        for _ in 0..self.grammar.productions.len() {
            for (name, node) in &self.grammar.productions {
                let depth = self.depth(node);
                if depth < 1 << 20 {
                    self.depths.insert(name, depth);
                }
            }
        }
    }
}

/// A declaration as it is said in words below the grammar: keyword lines stand once, and some must be there.
pub fn as_said_in_words(declaration: &str) -> String {
    const ONCE: [&str; 9] = [
        "ask",
        "hint",
        "why",
        "proof",
        "assessed",
        "changeable",
        "because",
        "affects",
        "decided",
    ];
    const NEEDED: [(&str, &[&str]); 2] = [
        ("reading ", &["decided by \"镇\""]),
        ("manual ", &["because \"因为\"", "decided by \"镇\""]),
    ];
    let mut seen = Vec::new();
    let mut kept = String::new();
    for line in declaration.lines() {
        let word = line.trim().split(' ').next().unwrap_or_default();
        let is_keyword = ONCE.contains(&word);
        if is_keyword && seen.contains(&word) {
            continue;
        }
        if is_keyword {
            seen.push(word);
        } else if declaration.starts_with("record ") {
            // What stands below a field is its own.
            seen.clear();
        }
        kept.push_str(line);
        kept.push('\n');
    }
    for (declared, lines) in NEEDED {
        for line in lines {
            let word = line.split(' ').next().unwrap();
            if kept.starts_with(declared) && !kept.contains(&format!("\n  {word} ")) {
                kept.push_str(&format!("  {line}\n"));
            }
        }
    }
    kept
}

fn gather_words<'g>(node: &'g Node, words: &mut BTreeSet<&'g str>) {
    match node {
        Node::Sequence(parts) => parts.iter().for_each(|part| gather_words(part, words)),
        Node::Choice(parts) => parts.iter().for_each(|(_, part)| gather_words(part, words)),
        Node::Optional(inner) | Node::Repeated(inner) => gather_words(inner, words),
        Node::Text(text) => {
            words.insert(text);
        }
        Node::Name(_) | Node::Characters(..) => {}
    }
}
