//! The compiled policies agree with a second implementation of their official text: on `NUANZE_CASES` cases of each
//! document, or on enough to make a million.

use nuanze_properties::{Compared, Value, second};

/// How many cases of each document.
const EACH: usize = 350_000;
/// What matters comes up at least once in so many cases of its document.
const SELDOM: usize = 1_000;

#[test]
fn the_modules_say_what_the_official_text_says() {
    let each = std::env::var("NUANZE_CASES").map_or(EACH, |cases| {
        cases.parse().expect("NUANZE_CASES is a number")
    });
    let compared = second(each);
    let came = |document, outcome, value: Value| {
        let values = compared.said.get(&(document, outcome));
        let count = values.and_then(|values| values.get(&value));
        let count = count.copied().unwrap_or_default();
        assert!(
            count > each / SELDOM,
            "{document}: {outcome} was {value:?} in {count} of {each} cases"
        );
    };
    for (document, outcome, amounts) in [
        ("mentougou-2022", "award", [0, 3_000, 6_000, 12_000]),
        (
            "mentougou-2022-venues",
            "total",
            [0, 24_000, 48_000, 96_000],
        ),
        (
            "mentougou-2022-venues",
            "district",
            [0, 12_000, 24_000, 48_000],
        ),
        (
            "mentougou-2022-tariff",
            "city_subsidy",
            [0, 100, 500, 1_000],
        ),
        (
            "mentougou-2022-tariff",
            "household_pays",
            [0, 300, 1_000, 25_000],
        ),
    ] {
        for amount in amounts {
            came(document, outcome, Value::Number(amount.into()));
        }
    }
    either_way(&compared, each / SELDOM);
    println!("{} cases", compared.cases);
}

/// Whatever is yes or no was each of them.
fn either_way(compared: &Compared, least: usize) {
    for ((document, outcome), values) in &compared.said {
        if !values.keys().all(|value| matches!(value, Value::Yes(_))) {
            continue;
        }
        for yes in [true, false] {
            let count = values.get(&Value::Yes(yes)).copied().unwrap_or_default();
            assert!(
                count > least,
                "{document}: {outcome} was {yes} in {count} cases"
            );
        }
    }
}
