//! Mentougou 2022, village committees and public venues: part 3 (4) of the plan.

use rust_decimal::{Decimal, RoundingStrategy};

use super::facts::{Facts, Value};

/// With a yes to one of these most cases would end at the same condition.
pub const SELDOM: &[&str] = &["funded_before"];

/// The money for venues, who pays it, and whether they have the households' tariff.
pub fn venues(facts: &Facts) -> Vec<(&'static str, Value)> {
    let kind = facts.choice("venue") != "other";
    let converted = facts.yes("converted");
    // 一次性补贴
    let once = !facts.yes("funded_before");
    let plan = facts.yes("in_plan") || facts.reading("plan_scope") == "any_village";
    let eligible = kind && converted && once && plan;
    let total = if eligible {
        total(facts)
    } else {
        Decimal::ZERO
    };
    // 等额配套. Where the sum has an odd fen, the plan is silent: the city's half is rounded up.
    let city = (total / Decimal::TWO).round_dp_with_strategy(2, RoundingStrategy::AwayFromZero);
    vec![
        ("eligible", Value::Yes(eligible)),
        ("eligible.venue", Value::Yes(kind)),
        ("eligible.converted", Value::Yes(converted)),
        ("eligible.once", Value::Yes(once)),
        ("eligible.plan", Value::Yes(plan)),
        ("total", Value::Number(total)),
        ("city", Value::Number(city)),
        ("district", Value::Number(total - city)),
        // 同时，执行农村地区村庄内住户电价补贴政策
        (
            "tariff",
            Value::Yes(kind && converted && facts.yes("electric")),
        ),
    ]
}

/// 500户以下1.2万元，500（含）户以上2.4万元, and as much from the district.
fn total(facts: &Facts) -> Decimal {
    let large = facts.number("households") >= Decimal::from(500);
    let city = Decimal::from(if large { 24_000 } else { 12_000 });
    let shares = match facts.reading("per_what") {
        "village" => Decimal::ONE,
        "venue" => facts.number("venues"),
        other => panic!("`{other}` is nothing that is paid for"),
    };
    let both = city * shares + city * shares;
    match facts.reading("cost_limit") {
        "fixed" => both,
        "up_to_cost" => both.min(facts.number("equipment_cost")),
        other => panic!("`{other}` is no limit"),
    }
}
