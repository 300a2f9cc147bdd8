//! The proofs against counting: random programs over few values, every case of which is decided here by hand.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod common;

use common::checked;
use proptest::prelude::*;

/// A case: two numbers 0..=5, one of three kinds, yes or no.
#[derive(Clone, Copy, Debug)]
struct Facts {
    a: i64,
    b: i64,
    kind: usize,
    flag: bool,
}

const KINDS: [&str; 3] = ["red", "green", "blue"];

const DECLARED: &str = "enum Kind \"种类\"\n  red \"红\"\n  green \"绿\"\n  blue \"蓝\"\nfact a : count 0..5 \"甲\"\n  ask \"？\"\nfact b : count 0..5 \"乙\"\n  ask \"？\"\nfact kind : Kind \"种类\"\n  ask \"？\"\nfact flag : bool \"标记\"\n  ask \"？\"\noutcome rule used \"用\" = flag and kind = red and a > 1 and b > 1\n";

fn cases() -> impl Iterator<Item = Facts> {
    (0..216).map(|at| Facts {
        a: at % 6,
        b: at / 6 % 6,
        kind: usize::try_from(at / 36 % 3).unwrap(),
        flag: at / 108 == 1,
    })
}

#[derive(Clone, Debug)]
enum Number {
    A,
    B,
    Constant(i64),
    Add(Box<Number>, Box<Number>),
    Subtract(Box<Number>, Box<Number>),
    Times(i64, Box<Number>),
    Product(Box<Number>, Box<Number>),
    Min(Box<Number>, Box<Number>),
    Max(Box<Number>, Box<Number>),
    Down(Box<Number>, i64),
    HalfEven(Box<Number>, i64),
    If(Box<Truth>, Box<Number>, Box<Number>),
}

#[derive(Clone, Debug)]
enum Truth {
    Flag,
    Kind(usize),
    Compare(&'static str, Box<Number>, Box<Number>),
    Not(Box<Truth>),
    And(Box<Truth>, Box<Truth>),
    Or(Box<Truth>, Box<Truth>),
    If(Box<Truth>, Box<Truth>, Box<Truth>),
}

impl Number {
    fn text(&self) -> String {
        match self {
            Self::A => "a".into(),
            Self::B => "b".into(),
            Self::Constant(number) => number.to_string(),
            Self::Add(x, y) => format!("({} + {})", x.text(), y.text()),
            Self::Subtract(x, y) => format!("({} - {})", x.text(), y.text()),
            Self::Times(factor, x) => format!("({factor} * {})", x.text()),
            Self::Product(x, y) => format!("({} * {})", x.text(), y.text()),
            Self::Min(x, y) => format!("min({}, {})", x.text(), y.text()),
            Self::Max(x, y) => format!("max({}, {})", x.text(), y.text()),
            Self::Down(x, by) => format!("round({} / {by}, down, 1)", x.text()),
            Self::HalfEven(x, by) => format!("round({} / {by}, half_even, 1)", x.text()),
            Self::If(c, x, y) => format!("(if {} then {} else {})", c.text(), x.text(), y.text()),
        }
    }

    fn of(&self, facts: Facts) -> i64 {
        match self {
            Self::A => facts.a,
            Self::B => facts.b,
            Self::Constant(number) => *number,
            Self::Add(x, y) => x.of(facts) + y.of(facts),
            Self::Subtract(x, y) => x.of(facts) - y.of(facts),
            Self::Times(factor, x) => factor * x.of(facts),
            Self::Product(x, y) => x.of(facts) * y.of(facts),
            Self::Min(x, y) => x.of(facts).min(y.of(facts)),
            Self::Max(x, y) => x.of(facts).max(y.of(facts)),
            Self::Down(x, by) => x.of(facts) / by,
            Self::HalfEven(x, by) => {
                let (whole, rest) = (x.of(facts).div_euclid(*by), x.of(facts).rem_euclid(*by));
                let up = 2 * rest > *by || (2 * rest == *by && whole % 2 != 0);
                whole + i64::from(up)
            }
            Self::If(c, x, y) => {
                if c.of(facts) {
                    x.of(facts)
                } else {
                    y.of(facts)
                }
            }
        }
    }
}

impl Truth {
    fn text(&self) -> String {
        match self {
            Self::Flag => "flag".into(),
            Self::Kind(at) => format!("kind = {}", KINDS[*at]),
            Self::Compare(sign, x, y) => format!("{} {sign} {}", x.text(), y.text()),
            Self::Not(x) => format!("not ({})", x.text()),
            Self::And(x, y) => format!("(({}) and ({}))", x.text(), y.text()),
            Self::Or(x, y) => format!("(({}) or ({}))", x.text(), y.text()),
            Self::If(c, x, y) => format!("(if {} then {} else {})", c.text(), x.text(), y.text()),
        }
    }

    fn of(&self, facts: Facts) -> bool {
        match self {
            Self::Flag => facts.flag,
            Self::Kind(at) => facts.kind == *at,
            Self::Compare(sign, x, y) => {
                let (x, y) = (x.of(facts), y.of(facts));
                match *sign {
                    "=" => x == y,
                    "!=" => x != y,
                    "<" => x < y,
                    _ => x >= y,
                }
            }
            Self::Not(x) => !x.of(facts),
            Self::And(x, y) => x.of(facts) && y.of(facts),
            Self::Or(x, y) => x.of(facts) || y.of(facts),
            Self::If(c, x, y) => {
                if c.of(facts) {
                    x.of(facts)
                } else {
                    y.of(facts)
                }
            }
        }
    }
}

fn atom() -> impl Strategy<Value = Truth> {
    let number = prop_oneof![
        Just(Number::A),
        Just(Number::B),
        (0..6_i64).prop_map(Number::Constant)
    ];
    let sign = prop_oneof![Just("="), Just("!="), Just("<"), Just(">=")];
    prop_oneof![
        Just(Truth::Flag),
        (0..3_usize).prop_map(Truth::Kind),
        (sign, number.clone(), number).prop_map(|(sign, x, y)| Truth::Compare(
            sign,
            Box::new(x),
            Box::new(y)
        )),
    ]
}

fn number() -> impl Strategy<Value = Number> {
    let leaf = prop_oneof![
        3 => Just(Number::A),
        3 => Just(Number::B),
        1 => (0..6_i64).prop_map(Number::Constant)
    ];
    leaf.prop_recursive(3, 8, 2, |inner| {
        let two = (inner.clone(), inner.clone());
        let boxed = |(x, y): (Number, Number)| (Box::new(x), Box::new(y));
        prop_oneof![
            two.clone()
                .prop_map(boxed)
                .prop_map(|(x, y)| Number::Add(x, y)),
            two.clone()
                .prop_map(boxed)
                .prop_map(|(x, y)| Number::Subtract(x, y)),
            two.clone()
                .prop_map(boxed)
                .prop_map(|(x, y)| Number::Product(x, y)),
            two.clone()
                .prop_map(boxed)
                .prop_map(|(x, y)| Number::Min(x, y)),
            two.prop_map(boxed).prop_map(|(x, y)| Number::Max(x, y)),
            (2..4_i64, inner.clone()).prop_map(|(by, x)| Number::Times(by, Box::new(x))),
            (2..4_i64, inner.clone()).prop_map(|(by, x)| Number::Down(Box::new(x), by)),
            (2..5_i64, inner.clone()).prop_map(|(by, x)| Number::HalfEven(Box::new(x), by)),
            (atom(), inner.clone(), inner).prop_map(|(c, x, y)| Number::If(
                Box::new(c),
                Box::new(x),
                Box::new(y)
            )),
        ]
    })
}

fn truth() -> impl Strategy<Value = Truth> {
    let sign = prop_oneof![Just("="), Just("!="), Just("<"), Just(">=")];
    let leaf = prop_oneof![
        atom(),
        (sign, number(), number()).prop_map(|(sign, x, y)| Truth::Compare(
            sign,
            Box::new(x),
            Box::new(y)
        )),
    ];
    leaf.prop_recursive(2, 6, 2, |inner| {
        prop_oneof![
            inner.clone().prop_map(|x| Truth::Not(Box::new(x))),
            (inner.clone(), inner.clone()).prop_map(|(x, y)| Truth::And(Box::new(x), Box::new(y))),
            (inner.clone(), inner.clone()).prop_map(|(x, y)| Truth::Or(Box::new(x), Box::new(y))),
            (inner.clone(), inner.clone(), inner).prop_map(|(c, x, y)| Truth::If(
                Box::new(c),
                Box::new(x),
                Box::new(y)
            )),
        ]
    })
}

/// The cells of a row: of `a`, `kind`, the rule that is yes or no, and the rule that is a number.
#[derive(Clone, Debug)]
struct Row {
    a: Option<(bool, i64)>,
    kind: Option<(bool, usize)>,
    holds: Option<bool>,
    number: Option<(bool, i64)>,
}

fn row() -> impl Strategy<Value = Row> {
    (
        prop::option::weighted(0.5, (any::<bool>(), 1..6_i64)),
        prop::option::weighted(0.3, (any::<bool>(), 0..3_usize)),
        prop::option::weighted(0.6, any::<bool>()),
        prop::option::weighted(0.6, (any::<bool>(), -3..9_i64)),
    )
        .prop_map(|(a, kind, holds, number)| Row {
            a,
            kind,
            holds,
            number,
        })
}

impl Row {
    fn text(&self, value: usize) -> String {
        let end = |cell: Option<(bool, i64)>| match cell {
            None => "*".to_owned(),
            Some((true, end)) => format!(">= {end}"),
            Some((false, end)) => format!("< {end}"),
        };
        let kind = match self.kind {
            None => "*".to_owned(),
            Some((true, at)) => KINDS[at].to_owned(),
            Some((false, at)) => format!("not {}", KINDS[at]),
        };
        let holds = match self.holds {
            None => "*",
            Some(true) => "yes",
            Some(false) => "no",
        };
        format!(
            "  | {} | {kind} | {holds} | {} | {value} |\n",
            end(self.a),
            end(self.number)
        )
    }

    fn takes(&self, facts: Facts, holds: bool, number: i64) -> bool {
        let end = |cell: Option<(bool, i64)>, value: i64| {
            cell.is_none_or(|(least, end)| (value >= end) == least)
        };
        end(self.a, facts.a)
            && self.kind.is_none_or(|(is, at)| (facts.kind == at) == is)
            && self.holds.is_none_or(|wanted| holds == wanted)
            && end(self.number, number)
    }
}

/// What is wrong with a table, as `table/gap`, `table/overlap` and the numbers of the rows that never apply.
type Wrong = (bool, bool, Vec<usize>);

fn counted(
    rows: &[Row],
    guard: Option<&Truth>,
    holds: &Truth,
    number: &Number,
    first: bool,
) -> Wrong {
    let (mut gap, mut overlap) = (false, false);
    let mut reached = vec![false; rows.len()];
    for facts in cases().filter(|facts| guard.is_none_or(|guard| guard.of(*facts))) {
        let (yes, value) = (holds.of(facts), number.of(facts));
        let taking: Vec<usize> = (0..rows.len())
            .filter(|row| rows[*row].takes(facts, yes, value))
            .collect();
        gap |= taking.is_empty();
        overlap |= taking.len() > 1;
        for row in taking.iter().take(if first { 1 } else { rows.len() }) {
            reached[*row] = true;
        }
    }
    let never = (1..=rows.len()).filter(|row| !reached[row - 1]).collect();
    (gap, overlap && !first, never)
}

fn proved(
    rows: &[Row],
    guard: Option<&Truth>,
    holds: &Truth,
    number: &Number,
    first: bool,
) -> Wrong {
    let mut block = format!(
        "{DECLARED}rule holds \"成立\" = {}\nrule number : count \"数\" = {}\noutcome table t : count \"表\"\n",
        holds.text(),
        number.text()
    );
    if let Some(guard) = guard {
        block += &format!("  when {} else 99\n", guard.text());
    }
    if first {
        block += "  first match\n";
    }
    block += "  | a | kind | holds | number | t |\n";
    for (at, row) in rows.iter().enumerate() {
        block += &row.text(at);
    }
    let found = checked(&block).diagnostics;
    let mut wrong = (false, false, Vec::new());
    for finding in &found {
        match finding.code {
            "table/gap" => wrong.0 = true,
            "table/overlap" => wrong.1 = true,
            "table/unreachable" => {
                let number = finding.message.split(' ').nth(1).unwrap();
                wrong.2.push(number.parse().unwrap());
            }
            "table/unclear" | "table/large" => panic!("{block}\n{found:#?}"),
            _ => {}
        }
    }
    wrong.2.sort_unstable();
    wrong
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn the_proof_of_a_table_over_rules_agrees_with_counting_all_cases(
        rows in prop::collection::vec(row(), 1..6), guard in prop::option::weighted(0.4, truth()),
        holds in truth(), number in number(), first in any::<bool>(),
    ) {
        let guard = guard.as_ref();
        let expected = counted(&rows, guard, &holds, &number, first);
        prop_assert_eq!(
            proved(&rows, guard, &holds, &number, first), expected,
            "holds = {}, number = {}, guard = {:?}, rows = {:#?}", holds.text(), number.text(), guard.map(Truth::text), rows
        );
    }
}

#[test]
fn a_divisor_that_a_condition_keeps_from_being_0_is_accepted() {
    let block = |rule: &str| {
        format!("{DECLARED}fact fund : money 0..1000 CNY \"资金\"\n  ask \"？\"\noutcome {rule}")
    };
    for rule in [
        "rule share : CNY \"每户\" = if a > 0 then round(fund / a, down, 1 CNY) else 0 CNY",
        "rule many \"很多\" = a - b > 2 and round(fund / (a - b), down, 1 CNY) >= 10 CNY",
        "rule few \"不多\" = a = 0 or round(fund / a, down, 1 CNY) < 10 CNY",
        "table share : CNY \"每户\"\n  when b != 0 else 0 CNY\n  first match\n  | a | share |\n  | 0 | 0 CNY |\n  | > 2 | round(fund / a, down, 1 CNY) |\n  | * | round(fund / b, down, 1 CNY) |",
    ] {
        assert_eq!(checked(&block(rule)).diagnostics, [], "{rule}");
    }
    let message = |rule: &str| {
        let found = checked(&block(rule)).diagnostics;
        assert_eq!(found.len(), 1, "{found:#?}");
        found[0].message.clone()
    };
    assert_eq!(
        message(
            "rule share : CNY \"每户\" = if a > b then round(fund / (a - 2), down, 1 CNY) else 0 CNY"
        ),
        "`a - 2` can be 0, and nothing can be divided by 0: `甲 = 2`"
    );
    assert_eq!(
        message(
            "rule share : CNY \"每户\" = if a != 2 then round(fund / (a - 2), down, 1 CNY) else 0 CNY"
        ),
        "`a - 2` is never 0 here, but can be below it and above it"
    );
}
