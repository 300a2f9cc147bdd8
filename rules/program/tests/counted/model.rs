//! A few facts of every kind, all their cases, and conditions over them that are decided by hand.

use std::sync::OnceLock;

use proptest::prelude::*;

/// A case.
#[derive(Clone, Debug)]
pub struct Facts {
    /// 0..=3.
    pub a: i64,
    /// The position in [`DAYS`].
    pub day: usize,
    /// The record: 0..=2, and yes or no.
    pub power: i64,
    pub new: bool,
    /// The list: up to two items, 0..=2 each, and yes or no.
    pub months: Vec<(i64, bool)>,
}

pub const DAYS: [&str; 5] = [
    "2024-02-27",
    "2024-02-28",
    "2024-02-29",
    "2024-03-01",
    "2024-03-02",
];

/// Each of these days a month later.
const MONTH_LATER: [&str; 5] = [
    "2024-03-27",
    "2024-03-28",
    "2024-03-29",
    "2024-04-01",
    "2024-04-02",
];

/// Their declarations, and an outcome that uses them all.
pub const DECLARED: &str = r#"record Pump "热泵"
  power : count 0..2 "功率"
    ask "？"
  new : bool "新的"
    ask "？"
record Month "月"
  used : count 0..2 "用量"
    ask "？"
  heated : bool "采暖"
    ask "？"
fact a : count 0..3 "甲"
  ask "？"
fact day : date 2024-02-27..2024-03-02 "日子"
  ask "？"
fact pump : Pump "热泵"
fact months : list 0..2 of Month "各月"
  ask "？"
outcome rule all_used "用" = a > 1 and day > 2024-02-28 and pump.power > 1 and pump.new and any(m.used > 1 and m.heated for m in months)
"#;

/// Every case there is.
pub fn cases() -> &'static [Facts] {
    static CASES: OnceLock<Vec<Facts>> = OnceLock::new();
    CASES.get_or_init(|| {
        let month = |at: usize| (i64::try_from(at % 3).unwrap(), at / 3 == 1);
        let mut lists = vec![Vec::new()];
        lists.extend((0..6).map(|at| vec![month(at)]));
        lists.extend((0..36).map(|at| vec![month(at % 6), month(at / 6)]));
        let mut cases = Vec::new();
        for months in lists {
            for at in 0..4 * 5 * 6 {
                cases.push(Facts {
                    a: i64::try_from(at % 4).unwrap(),
                    day: at / 4 % 5,
                    power: i64::try_from(at / 20 % 3).unwrap(),
                    new: at / 60 == 1,
                    months: months.clone(),
                });
            }
        }
        cases
    })
}

#[derive(Clone, Debug)]
pub enum Number {
    A,
    Power,
    Together,
    Constant(i64),
    /// What the months add up to, all or those with heating.
    Sum(bool),
    /// How many had heating.
    Heated,
    /// The most of a month, or this where there is none.
    Most(i64),
    /// The least of a month with heating, or this where there is none.
    Least(i64),
}

impl Number {
    fn text(&self) -> String {
        match self {
            Self::A => "a".into(),
            Self::Power => "pump.power".into(),
            Self::Together => "(a + pump.power)".into(),
            Self::Constant(number) => number.to_string(),
            Self::Sum(false) => "sum(m.used for m in months)".into(),
            Self::Sum(true) => "sum(m.used for m in months where m.heated)".into(),
            Self::Heated => "count(m.heated for m in months)".into(),
            Self::Most(none) => format!("max(m.used for m in months else {none})"),
            Self::Least(none) => format!("min(m.used for m in months where m.heated else {none})"),
        }
    }

    fn of(&self, facts: &Facts) -> i64 {
        let heated = facts.months.iter().filter(|(_, heated)| *heated);
        let all = facts.months.iter().map(|(used, _)| *used);
        match self {
            Self::A => facts.a,
            Self::Power => facts.power,
            Self::Together => facts.a + facts.power,
            Self::Constant(number) => *number,
            Self::Sum(false) => all.sum(),
            Self::Sum(true) => heated.map(|(used, _)| used).sum(),
            Self::Heated => i64::try_from(heated.count()).unwrap(),
            Self::Most(none) => all.max().unwrap_or(*none),
            Self::Least(none) => heated.map(|(used, _)| *used).min().unwrap_or(*none),
        }
    }
}

#[derive(Clone, Debug)]
pub enum Truth {
    New,
    AllHeated,
    /// A month with heating has more than this.
    AnyOver(i64),
    /// A month of those that meet the second comparison meets the first.
    AnyOf([(&'static str, i64); 2]),
    Compare(&'static str, Number, Number),
    Day(&'static str, usize),
    MonthLater(&'static str, usize),
    /// Days since the second.
    Since(&'static str, i64),
    Not(Box<Truth>),
    All(Vec<Truth>),
    Any(Vec<Truth>),
}

impl Truth {
    pub fn text(&self) -> String {
        let joined = |parts: &[Self], word: &str| {
            let parts: Vec<String> = parts.iter().map(Self::text).collect();
            format!("({})", parts.join(word))
        };
        match self {
            Self::New => "pump.new".into(),
            Self::AllHeated => "all(m.heated for m in months)".into(),
            Self::AnyOver(least) => {
                format!("any(m.used > {least} for m in months where m.heated)")
            }
            Self::AnyOf([(sign, end), (filter, least)]) => {
                format!("any(m.used {sign} {end} for m in months where m.used {filter} {least})")
            }
            Self::Compare(sign, x, y) => format!("{} {sign} {}", x.text(), y.text()),
            Self::Day(sign, at) => format!("day {sign} {}", DAYS[*at]),
            Self::MonthLater(sign, at) => {
                format!("add_months(day, 1, last_day) {sign} {}", MONTH_LATER[*at])
            }
            Self::Since(sign, days) => format!("day - {} {sign} {days} d", DAYS[1]),
            Self::Not(inner) => format!("not ({})", inner.text()),
            Self::All(parts) => joined(parts, " and "),
            Self::Any(parts) => joined(parts, " or "),
        }
    }

    pub fn of(&self, facts: &Facts) -> bool {
        let day = i64::try_from(facts.day).unwrap();
        let at = |at: &usize| i64::try_from(*at).unwrap();
        match self {
            Self::New => facts.new,
            Self::AllHeated => facts.months.iter().all(|(_, heated)| *heated),
            Self::AnyOver(least) => {
                let mut months = facts.months.iter();
                months.any(|(used, heated)| *heated && used > least)
            }
            Self::AnyOf(asked) => facts.months.iter().any(|(used, _)| {
                let mut asked = asked.iter();
                asked.all(|(sign, end)| holds(sign, *used, *end))
            }),
            Self::Compare(sign, x, y) => holds(sign, x.of(facts), y.of(facts)),
            // A month later, the days stand in the same order.
            Self::Day(sign, end) | Self::MonthLater(sign, end) => holds(sign, day, at(end)),
            Self::Since(sign, days) => holds(sign, day - 1, *days),
            Self::Not(inner) => !inner.of(facts),
            Self::All(parts) => parts.iter().all(|part| part.of(facts)),
            Self::Any(parts) => parts.iter().any(|part| part.of(facts)),
        }
    }

    /// What is asked of a list's items: the answers that have no other, whatever an item is.
    pub fn idle_of_items(&self) -> Vec<bool> {
        let Self::AnyOf([(sign, end), (filter, least)]) = self else {
            return Vec::new();
        };
        let only = |answers: &[bool]| {
            let first = answers.first().copied()?;
            answers
                .iter()
                .all(|answer| *answer == first)
                .then_some(first)
        };
        let kept = [0, 1, 2].map(|used| holds(filter, used, *least));
        let asked = [0, 1, 2].map(|used| holds(sign, used, *end));
        let asked_of_kept = asked.iter().zip(kept).filter(|(_, kept)| *kept);
        let asked_of_kept: Vec<bool> = asked_of_kept.map(|(asked, _)| *asked).collect();
        // What says nothing by its range alone says nothing also where nothing comes to it.
        let value = only(&asked).or_else(|| only(&asked_of_kept));
        only(&kept).into_iter().chain(value).collect()
    }

    /// Visits the conditions that this one is made of.
    pub fn for_each_part(&self, visit: &mut dyn FnMut(&Self)) {
        match self {
            Self::Not(inner) => visit(inner),
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(visit),
            _ => {}
        }
    }
}

fn holds(sign: &str, x: i64, y: i64) -> bool {
    match sign {
        "=" => x == y,
        "!=" => x != y,
        "<" => x < y,
        "<=" => x <= y,
        ">" => x > y,
        _ => x >= y,
    }
}

fn sign() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["=", "!=", "<", "<=", ">", ">="])
}

pub fn number() -> impl Strategy<Value = Number> {
    prop_oneof![
        Just(Number::A),
        Just(Number::Power),
        Just(Number::Together),
        (0..5_i64).prop_map(Number::Constant),
        any::<bool>().prop_map(Number::Sum),
        Just(Number::Heated),
        (0..4_i64).prop_map(Number::Most),
        (0..4_i64).prop_map(Number::Least),
    ]
}

fn atom() -> impl Strategy<Value = Truth> {
    prop_oneof![
        1 => Just(Truth::New),
        1 => Just(Truth::AllHeated),
        1 => (0..2_i64).prop_map(Truth::AnyOver),
        2 => [(sign(), 0..3_i64), (sign(), 0..3_i64)].prop_map(Truth::AnyOf),
        4 => (sign(), number(), number()).prop_map(|(sign, x, y)| Truth::Compare(sign, x, y)),
        2 => (sign(), 0..5_usize).prop_map(|(sign, at)| Truth::Day(sign, at)),
        1 => (sign(), 0..5_usize).prop_map(|(sign, at)| Truth::MonthLater(sign, at)),
        1 => (sign(), -2..5_i64).prop_map(|(sign, days)| Truth::Since(sign, days)),
    ]
}

/// Conditions in which no `and` stands directly in an `and`, nor an `or` in an `or`: they would be one.
pub fn truth() -> impl Strategy<Value = Truth> {
    let literal = prop_oneof![
        3 => atom(),
        1 => atom().prop_map(|inner| Truth::Not(Box::new(inner))),
    ];
    let literal = literal.boxed();
    let clause = prop::collection::vec(literal.clone(), 2..4).boxed();
    prop_oneof![
        3 => literal.clone(),
        2 => clause.clone().prop_map(Truth::All),
        2 => clause.clone().prop_map(Truth::Any),
        1 => clause.clone().prop_map(|parts| Truth::Not(Box::new(Truth::Any(parts)))),
        1 => (literal.clone(), clause.clone()).prop_map(|(one, parts)| Truth::All(vec![one, Truth::Any(parts)])),
        1 => (literal, clause).prop_map(|(one, parts)| Truth::Any(vec![one, Truth::All(parts)])),
    ]
}
