//! The compiled policies agree with a second implementation of their official text: on `NUANZE_CASES` cases of each
//! document, or on enough to make a million.

use nuanze_properties::{Compared, Value, second};

/// How many cases of each document.
const EACH: usize = 170_000;
/// What matters comes up more often than once in so many cases of its document.
const SELDOM: usize = 1_000;

/// Yuan, both ends included.
type Ranges = &'static [(i64, i64)];

/// Outcomes and ranges that each must come up.
const AMOUNTS: &[(&str, &str, Ranges)] = &[
    (
        "mentougou-2022",
        "award",
        &[(0, 0), (3_000, 3_000), (6_000, 6_000), (12_000, 12_000)],
    ),
    (
        "mentougou-2022-venues",
        "total",
        &[
            (0, 0),
            (1, 23_999),
            (24_000, 24_000),
            (48_000, 48_000),
            (49_000, 960_000),
        ],
    ),
    (
        "mentougou-2022-tariff",
        "city_subsidy",
        &[(0, 0), (1, 999), (1_000, 1_000)],
    ),
    (
        "mentougou-2022-tariff",
        "household_pays",
        &[(0, 0), (1, 1_000), (1_001, 28_000), (28_001, 200_000)],
    ),
];

/// Outcomes and choices that each must come up.
const CHOICES: &[(&str, &str, &[&str])] = &[
    (
        "mentougou-2022-upkeep",
        "payer",
        &["supplier", "shared", "owner"],
    ),
    (
        "yanqing-2025",
        "payer",
        &["bidder", "parts", "household", "supply", "contract"],
    ),
    (
        "yanqing-2025",
        "repairer",
        &["bidder", "delegate", "third_party", "supply", "contract"],
    ),
    (
        "yanqing-2025",
        "lead",
        &["centre", "town", "city_management"],
    ),
    (
        "yanqing-2025-service",
        "measure",
        &["three_rates", "response_only"],
    ),
];

#[test]
fn the_modules_say_what_the_official_text_says() {
    let each = std::env::var("NUANZE_CASES").map_or(EACH, |cases| {
        cases.parse().expect("NUANZE_CASES is a number")
    });
    let compared = second(each);
    println!("{} cases", compared.cases);
    for (document, outcome, ranges) in AMOUNTS {
        for (from, to) in *ranges {
            let range = (*from).into()..=(*to).into();
            let count = how_often(
                &compared,
                (document, outcome),
                |value| matches!(value, Value::Number(number) if range.contains(number)),
            );
            assert!(
                count > each / SELDOM,
                "{document}: {outcome} was from {from} to {to} in {count} cases of {each}"
            );
        }
    }
    for (document, outcome, choices) in CHOICES {
        for choice in *choices {
            let count = how_often(&compared, (document, outcome), |value| {
                *value == Value::Choice(choice)
            });
            assert!(
                count > each / SELDOM,
                "{document}: {outcome} was `{choice}` in {count} cases of {each}"
            );
        }
    }
    for ((document, outcome), values) in &compared.said {
        if !values.keys().all(|value| matches!(value, Value::Yes(_))) {
            continue;
        }
        for yes in [true, false] {
            let count = how_often(&compared, (document, outcome), |value| {
                *value == Value::Yes(yes)
            });
            assert!(
                count > each / SELDOM,
                "{document}: {outcome} was {yes} in {count} cases of {each}"
            );
        }
    }
}

fn how_often(
    compared: &Compared,
    outcome: (&'static str, &'static str),
    is_meant: impl Fn(&Value) -> bool,
) -> usize {
    let values = compared.said.get(&outcome).into_iter().flatten();
    let meant = values.filter(|(value, _)| is_meant(value));
    meant.map(|(_, count)| count).sum()
}
