//! Rows of a table over a day, a number, a field of a record, and what is made of a list.

use proptest::prelude::*;

use crate::model::{DAYS, Facts};

/// What two of the columns are.
pub const RULES: &str = "rule used : count \"用量\" = sum(m.used for m in months)\nrule all_heated \"都采暖\" = all(m.heated for m in months)\n";

/// The columns.
pub const HEAD: &str = "  | day | a | pump.new | used | all_heated | t |\n";

/// What a cell asks of a position.
#[derive(Clone, Debug)]
pub enum Cell {
    Any,
    Is(i64),
    Not(i64),
    OneOf(i64, i64),
    Before(i64),
    From(i64),
    /// From, to, and whether the end is left out.
    Between(i64, i64, bool),
}

impl Cell {
    fn text(&self, word: impl Fn(i64) -> String) -> String {
        match self {
            Self::Any => "*".to_owned(),
            Self::Is(at) => word(*at),
            Self::Not(at) => format!("not {}", word(*at)),
            Self::OneOf(one, other) => format!("{} or {}", word(*one), word(*other)),
            Self::Before(at) => format!("< {}", word(*at)),
            Self::From(at) => format!(">= {}", word(*at)),
            Self::Between(from, to, false) => format!("{} .. {}", word(*from), word(*to)),
            Self::Between(from, to, true) => format!("{} ..< {}", word(*from), word(*to)),
        }
    }

    fn takes(&self, value: i64) -> bool {
        match self {
            Self::Any => true,
            Self::Is(at) => value == *at,
            Self::Not(at) => value != *at,
            Self::OneOf(one, other) => value == *one || value == *other,
            Self::Before(at) => value < *at,
            Self::From(at) => value >= *at,
            Self::Between(from, to, false) => *from <= value && value <= *to,
            Self::Between(from, to, true) => *from <= value && value < *to,
        }
    }
}

/// A cell that asks something of `0..=last`, and not of all of it.
fn cell(last: i64) -> impl Strategy<Value = Cell> {
    prop_oneof![
        4 => Just(Cell::Any),
        1 => (0..=last).prop_map(Cell::Is),
        1 => (0..=last).prop_map(Cell::Not),
        1 => (0..last).prop_map(move |at| Cell::OneOf(at, last)),
        2 => (1..=last).prop_map(Cell::Before),
        2 => (1..=last).prop_map(Cell::From),
        1 => (0..last).prop_map(move |at| Cell::Between(at, at + 1, false)),
        1 => (0..last - 1).prop_map(move |at| Cell::Between(at, at + 2, true)),
    ]
}

/// A row.
#[derive(Clone, Debug)]
pub struct Row {
    day: Cell,
    a: Cell,
    new: Option<bool>,
    used: Cell,
    all_heated: Option<bool>,
}

pub fn row() -> impl Strategy<Value = Row> {
    let yes_no = || prop::option::weighted(0.4, any::<bool>());
    (cell(4), cell(3), yes_no(), cell(4), yes_no()).prop_map(|(day, a, new, used, all_heated)| {
        Row {
            day,
            a,
            new,
            used,
            all_heated,
        }
    })
}

impl Row {
    pub fn text(&self, value: usize) -> String {
        let yes_no = |cell: Option<bool>| match cell {
            None => "*",
            Some(true) => "yes",
            Some(false) => "no",
        };
        let day = |at: i64| DAYS[usize::try_from(at).unwrap()].to_owned();
        format!(
            "  | {} | {} | {} | {} | {} | {value} |\n",
            self.day.text(day),
            self.a.text(|at| at.to_string()),
            yes_no(self.new),
            self.used.text(|at| at.to_string()),
            yes_no(self.all_heated),
        )
    }

    pub fn takes(&self, facts: &Facts) -> bool {
        let used = facts.months.iter().map(|(used, _)| used).sum();
        let all_heated = facts.months.iter().all(|(_, heated)| *heated);
        self.day.takes(i64::try_from(facts.day).unwrap())
            && self.a.takes(facts.a)
            && self.new.is_none_or(|wanted| facts.new == wanted)
            && self.used.takes(used)
            && self.all_heated.is_none_or(|wanted| all_heated == wanted)
    }
}
