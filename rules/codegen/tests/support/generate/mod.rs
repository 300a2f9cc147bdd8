//! Policy documents at random, with every construct of the language. Most say something that a checker objects to,
//! such as a condition that always holds: [`mended`] takes it out.

mod expression;
mod table;

use std::fmt::Write;

use super::random::Random;

/// What an expression can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Bool,
    Enum(usize),
    Reading(usize),
    Number(Dimension),
    Date,
    Time,
    DateTime,
}

impl Kind {
    /// Whether its values have an order.
    fn is_ordered(self) -> bool {
        matches!(
            self,
            Self::Number(_) | Self::Date | Self::Time | Self::DateTime
        )
    }
}

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dimension {
    Money,
    Area,
    Energy,
    Price,
    Temperature,
    Count,
}

impl Dimension {
    const ALL: [Self; 6] = [
        Self::Money,
        Self::Area,
        Self::Energy,
        Self::Price,
        Self::Temperature,
        Self::Count,
    ];

    /// As it is written after a number, with the space before it.
    fn unit(self) -> &'static str {
        match self {
            Self::Money => " CNY",
            Self::Area => " m²",
            Self::Energy => " kWh",
            Self::Price => " CNY/kWh",
            Self::Temperature => " ℃",
            Self::Count => "",
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Money => "money",
            Self::Area => "area",
            Self::Energy => "energy",
            Self::Price => "price",
            Self::Temperature => "temperature",
            Self::Count => "count",
        }
    }
}

/// A name that expressions can use.
#[derive(Clone, Debug)]
struct Name {
    text: String,
    kind: Kind,
    /// The whole numbers between which a fact lies.
    range: Option<(i64, i64)>,
}

/// A document in the making.
struct Generator {
    random: Random,
    /// How many values each enum has.
    enums: Vec<usize>,
    readings: Vec<usize>,
    /// The parameters: the dimension of each, and whether it is used.
    parameters: Vec<(Dimension, bool)>,
    names: Vec<Name>,
    facts: usize,
    used: Vec<bool>,
    /// Each definition's text from its keyword on, and its name where it can be an outcome.
    definitions: Vec<(String, Option<usize>)>,
    /// How many names have been made up.
    made: usize,
}

/// How often a document is mended before it is given up.
const ATTEMPTS: usize = 40;

/// A document for this seed that the checker accepts, unless it has too much to mend.
pub fn mended(seed: u64) -> Option<String> {
    mended_of(Random::new(seed), seed)
}

/// The same from these random numbers; the seed also says how things are mended.
pub fn mended_of(random: Random, seed: u64) -> Option<String> {
    let mut text = document(random);
    for _ in 0..ATTEMPTS {
        let parsed = nuanze_syntax::parse(&text);
        assert!(
            parsed.diagnostics.is_empty(),
            "seed {seed}: {:#?}\n{text}",
            parsed.diagnostics
        );
        let diagnostics = nuanze_program::check(&parsed.document).diagnostics;
        let Some(first) = diagnostics.first() else {
            return Some(text);
        };
        let span = first.span.start..first.span.end;
        match first.code {
            // Facts 0 and 1 are bools.
            "condition/idle" => {
                text.replace_range(span, if seed.is_multiple_of(2) { "f0" } else { "f1" })
            }
            "table/unreachable" => {
                let start = text[..span.start].rfind('\n').unwrap();
                let end = span.end + text[span.end..].find('\n').unwrap();
                text.replace_range(start..end, "");
            }
            // It stays a rule, or a table, that others use.
            "outcome/idle" => {
                let start = text[..span.start].rfind("outcome ").unwrap();
                text.replace_range(start..start + "outcome ".len(), "");
            }
            "reading/idle" => {
                let named: Vec<&str> = first.message.split('`').collect();
                let told = format!(
                    "outcome rule told_{} \"读\" = {} = {}\n```\n",
                    text.len(),
                    named[5],
                    named[3]
                );
                let end = text.rfind("```").unwrap();
                text.replace_range(end.., &told);
            }
            code if code.ends_with("/unused") => text.replace_range(span, ""),
            _ => return None,
        }
    }
    None
}

fn document(random: Random) -> String {
    let mut generator = Generator {
        random,
        enums: Vec::new(),
        readings: Vec::new(),
        parameters: Vec::new(),
        names: Vec::new(),
        facts: 0,
        used: Vec::new(),
        definitions: Vec::new(),
        made: 0,
    };
    generator.document()
}

impl Generator {
    fn document(&mut self) -> String {
        let mut text = String::from(
            "---\nid: generated\ntitle: 随机\njurisdiction: 110109\nin_force: 2022-01-01 ..\n---\n\n# 随机 / Random {#all}\n\n```policy\n",
        );
        self.declare_fact(&mut text, Kind::Bool);
        self.declare_fact(&mut text, Kind::Bool);
        self.declare_enums(&mut text);
        self.declare_facts(&mut text);
        self.declare_readings(&mut text);
        let before = text.len();
        self.choose_parameters();
        for _ in 0..=self.random.below(5) {
            self.define();
        }
        self.use_the_rest();
        self.declare_parameters(&mut text, before);
        text.push_str("outcome rule kept \"留\" = f0 or f1\n\n");
        let mut outcome = None;
        for (definition, name) in std::mem::take(&mut self.definitions) {
            // What nothing uses must be an answer.
            let answer = name.is_some_and(|name| !self.used[name] || self.random.chance(20));
            if let (true, Some(name)) = (answer, name) {
                outcome = Some(self.names[name].text.clone());
                text.push_str("outcome ");
            }
            text.push_str(&definition);
            text.push('\n');
        }
        if let Some(outcome) = outcome {
            self.declare_bring(&mut text, &outcome);
        }
        text.push_str("```\n");
        text
    }

    fn declare_enums(&mut self, text: &mut String) {
        for index in 0..=self.random.below(2) {
            let values = if self.random.chance(10) {
                70
            } else {
                2 + self.random.below(6)
            };
            self.enums.push(values);
            writeln!(text, "enum E{index} \"类\"").unwrap();
            for value in 0..values {
                writeln!(text, "  e{index}_{value} \"值{value}\"").unwrap();
            }
            text.push('\n');
            self.declare_fact(text, Kind::Enum(index));
        }
    }

    fn declare_facts(&mut self, text: &mut String) {
        for _ in 0..3 + self.random.below(6) {
            let kind = match self.random.below(10) {
                0..=3 => Kind::Bool,
                4 => *self.random.pick(&[Kind::Date, Kind::Time, Kind::DateTime]),
                _ => Kind::Number(*self.random.pick(&Dimension::ALL)),
            };
            self.declare_fact(text, kind);
        }
        self.facts = self.names.len();
    }

    fn declare_fact(&mut self, text: &mut String, kind: Kind) {
        let name = format!("f{}", self.names.len());
        let mut range = None;
        let ty = match kind {
            Kind::Bool | Kind::Reading(_) => "bool".to_owned(),
            Kind::Enum(index) => format!("E{index}"),
            Kind::Date => "date 2020-01-01..2024-12-31".to_owned(),
            Kind::Time => "time".to_owned(),
            Kind::DateTime => "datetime 2020-01-01T00:00..2024-12-31T23:59".to_owned(),
            Kind::Number(dimension) => {
                let low = *self.random.pick(&[0, 0, 0, 1, 5, -40, -500]);
                let high = low + *self.random.pick(&[1, 10, 100, 2000, 50_000]);
                range = Some((low, high));
                let step = *self.random.pick(&[
                    "",
                    "",
                    " step 0.1",
                    " step 0.01",
                    " step 0.25",
                    " step 0.001",
                ]);
                format!(
                    "{} {low}..{high}{}{step}",
                    dimension.word(),
                    dimension.unit()
                )
            }
        };
        writeln!(text, "fact {name} : {ty} \"事实\"\n  ask \"问？\"\n").unwrap();
        self.name(name, kind, range);
    }

    fn declare_readings(&mut self, text: &mut String) {
        for index in 0..self.random.below(3) {
            let alternatives = 2 + self.random.below(2);
            let default = self.random.below(alternatives);
            self.readings.push(alternatives);
            writeln!(text, "reading g{index} \"哪种？\"").unwrap();
            for alternative in 0..alternatives {
                let mark = if alternative == default {
                    " default"
                } else {
                    ""
                };
                writeln!(text, "  a{index}_{alternative} \"意思\"{mark}").unwrap();
            }
            text.push_str("  decided by \"区里\"\n\n");
            self.name(format!("g{index}"), Kind::Reading(index), None);
        }
    }

    fn choose_parameters(&mut self) {
        for _ in 0..self.random.below(3) {
            let dimension = *self.random.pick(&Dimension::ALL);
            self.parameters.push((dimension, false));
        }
    }

    /// Those that something uses, where other declarations stand before them.
    fn declare_parameters(&mut self, text: &mut String, at: usize) {
        let mut parameters = String::new();
        for (index, (dimension, used)) in self.parameters.clone().into_iter().enumerate() {
            if !used {
                continue;
            }
            writeln!(
                parameters,
                "parameter p{index} : {} \"参数\"",
                dimension.word()
            )
            .unwrap();
            for year in [1, 2020, 2022, 2023].iter().take(1 + self.random.below(4)) {
                let value = self.random.between(0, 400);
                writeln!(
                    parameters,
                    "  {}.{:02}{} from {year:04}-07-01",
                    value / 4,
                    value % 4 * 25,
                    dimension.unit()
                )
                .unwrap();
            }
            parameters.push('\n');
        }
        text.insert_str(at, &parameters);
    }

    fn declare_bring(&mut self, text: &mut String, outcome: &str) {
        let (first, second) = (self.bool(2), self.bool(1));
        write!(
            text,
            "evidence paper \"纸\"\nevidence photo \"照片\"\n\nbring papers for {outcome} \"材料\"\n  \
             paper or photo if {first}\n  photo\n  paper if {second}\n"
        )
        .unwrap();
    }

    fn define(&mut self) {
        match self.random.below(10) {
            0..=3 => {
                let kind = self.any_kind();
                self.rule(kind);
            }
            4..=5 => self.requirement(),
            _ => self.table(),
        }
    }

    fn any_kind(&mut self) -> Kind {
        match self.random.below(10) {
            0..=3 => Kind::Bool,
            4 => Kind::Enum(self.random.below(self.enums.len())),
            5 => *self.random.pick(&[Kind::Date, Kind::Time, Kind::DateTime]),
            _ => Kind::Number(*self.random.pick(&Dimension::ALL)),
        }
    }

    fn rule(&mut self, kind: Kind) {
        let expression = self.expression(kind, 3);
        let name = self.fresh('r');
        // A bare value has no type of its own.
        let ty = if let Kind::Enum(index) = kind {
            format!(" : E{index}")
        } else {
            String::new()
        };
        let definition = format!("rule {name}{ty} \"规则\" =\n  {expression}\n");
        let name = self.name(name, kind, None);
        self.definitions.push((definition, Some(name)));
    }

    fn requirement(&mut self) {
        let keyword = *self
            .random
            .pick(&["require", "require", "require", "advise", "duty", "target"]);
        let count = 1 + self.random.below(4);
        let conditions: Vec<String> = (0..count).map(|_| self.bool(2)).collect();
        let name = self.fresh('q');
        let mut definition = format!("{keyword} {name} \"条件\"\n");
        for (index, condition) in conditions.iter().enumerate() {
            writeln!(definition, "  c{index} {condition} \"一条\"").unwrap();
        }
        if keyword != "require" {
            for _ in 0..self.random.below(3) {
                definition.push_str("  state \"应当\"");
                if self.random.chance(70) {
                    write!(definition, " if {}", self.bool(2)).unwrap();
                }
                definition.push('\n');
            }
            self.definitions.push((definition, None));
            return;
        }
        let index = self.name(name.clone(), Kind::Bool, None);
        self.definitions.push((definition, Some(index)));
        if self.random.chance(40) {
            let condition = format!("{name}.c{}", self.random.below(count));
            let condition = self.name(condition, Kind::Bool, None);
            self.used[condition] = true;
        }
    }

    /// Facts and readings must all be used.
    fn use_the_rest(&mut self) {
        for index in 0..self.names.len() {
            let name = self.names[index].clone();
            let input = index < self.facts || matches!(name.kind, Kind::Reading(_));
            if !input || self.used[index] {
                continue;
            }
            self.used[index] = true;
            let test = self.test_of(&name);
            let rule = self.fresh('u');
            let definition = format!("rule {rule} \"规则\" =\n  {test}\n");
            let rule = self.name(rule, Kind::Bool, None);
            self.definitions.push((definition, Some(rule)));
        }
    }

    /// A name that nothing has yet.
    fn fresh(&mut self, letter: char) -> String {
        self.made += 1;
        format!("{letter}{}", self.made)
    }

    fn name(&mut self, text: String, kind: Kind, range: Option<(i64, i64)>) -> usize {
        self.names.push(Name { text, kind, range });
        self.used.push(false);
        self.names.len() - 1
    }

    /// A name of this kind, if there is one.
    fn reference(&mut self, kind: Kind) -> Option<String> {
        let fitting: Vec<usize> = (0..self.names.len())
            .filter(|&index| self.names[index].kind == kind)
            .collect();
        if fitting.is_empty() {
            return None;
        }
        let index = *self.random.pick(&fitting);
        self.used[index] = true;
        Some(self.names[index].text.clone())
    }
}
