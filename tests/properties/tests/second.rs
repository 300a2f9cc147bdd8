//! The compiled policies agree with a second implementation of their official text: on `NUANZE_CASES` random cases,
//! or on a million.

use std::collections::HashMap;

use nuanze_properties::{Value, second};

/// What takes less than a minute.
const MILLION: usize = 1_000_000;
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
    let cases = std::env::var("NUANZE_CASES").map_or(MILLION, |cases| {
        cases.parse().expect("NUANZE_CASES is a number")
    });
    let compared = second(cases);
    assert!(compared.cases >= cases, "{} cases", compared.cases);
    println!("{} cases", compared.cases);
    for (document, outcome, ranges) in AMOUNTS {
        let values = compared.said.get(&(*document, *outcome));
        let values = values.expect("the outcome has come up");
        for (from, to) in *ranges {
            let range = (*from).into()..=(*to).into();
            assert!(
                come_up(values, |value| {
                    matches!(value, Value::Number(number) if range.contains(number))
                }),
                "{document}: `{outcome}` was hardly ever from {from} to {to}"
            );
        }
    }
    for (document, outcome, choices) in CHOICES {
        let values = compared.said.get(&(*document, *outcome));
        let values = values.expect("the outcome has come up");
        for choice in *choices {
            assert!(
                come_up(values, |value| *value == Value::Choice(choice)),
                "{document}: `{outcome}` was hardly ever `{choice}`"
            );
        }
    }
    for ((document, outcome), values) in &compared.said {
        let is_bool = values.keys().all(|value| matches!(value, Value::Yes(_)));
        for yes in [true, false] {
            assert!(
                !is_bool || come_up(values, |value| *value == Value::Yes(yes)),
                "{document}: `{outcome}` was hardly ever {yes}"
            );
        }
    }
}

/// Whether the values that are meant were not too seldom.
fn come_up(values: &HashMap<Value, usize>, is_meant: impl Fn(&Value) -> bool) -> bool {
    let meant = values.iter().filter(|(value, _)| is_meant(value));
    let meant: usize = meant.map(|(_, count)| count).sum();
    meant * SELDOM > values.values().sum()
}
