//! Mentougou 2022, the night price and its subsidy: part 3 (3) of the plan.

use rust_decimal::{Decimal, RoundingStrategy};

use super::calendar::date;
use super::facts::{Facts, Value};

/// With a yes to one of these most cases would end at the same condition.
pub const SELDOM: &[&str] = &["repeated_award", "fraud"];

/// When the night price holds, when it is withdrawn, and what a season costs.
pub fn tariff(facts: &Facts) -> Vec<(&'static str, Value)> {
    let exits = exits(facts);
    let stays = exits.iter().all(|(_, exit)| !exit);
    let entitled = stays && converted(facts);
    let (subsidy, pays) = season_costs(facts, entitled);
    // The plan is silent on parts of a fen: they are rounded as in school.
    let pays = pays.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
    let mut said = vec![
        (
            "night_price_now",
            Value::Yes(entitled && season(facts) && night(facts)),
        ),
        ("stays_in", Value::Yes(stays)),
        // 市、区两级财政再各补贴0.1元/度
        ("city_subsidy", Value::Number(subsidy)),
        ("district_subsidy", Value::Number(subsidy)),
        ("household_pays", Value::Number(pays)),
    ];
    said.extend(exits.map(|(name, exit)| (name, Value::Yes(!exit))));
    said
}

/// 完成“煤改电”改造任务的村，住户……
fn converted(facts: &Facts) -> bool {
    let household = match facts.reading("who") {
        "village" => true,
        "household" => facts.yes("household_converted"),
        other => panic!("`{other}` is nobody"),
    };
    facts.yes("village_converted") && household
}

/// 取暖季期间
fn season(facts: &Facts) -> bool {
    let (_, month, day) = date(facts.moment("day"));
    match facts.reading("season") {
        "november_to_march" => !(4..11).contains(&month),
        "central_heating" => (month, day) >= (11, 15) || (month, day) <= (3, 15),
        "as_announced" => facts.yes("in_announced_season"),
        other => panic!("`{other}` is no season"),
    }
}

/// 晚20:00至次日8:00
fn night(facts: &Facts) -> bool {
    let minute = facts.moment("at");
    let eight = minute == 8 * 60 && facts.reading("eight_o_clock") == "night";
    let by_day = (8 * 60..20 * 60).contains(&minute);
    !by_day || eight
}

/// 取消电价优惠及补贴政策: which of the grounds is given.
fn exits(facts: &Facts) -> [(&'static str, bool); 4] {
    let three = |name: &str| facts.number(name) >= Decimal::from(3);
    let episodes = match facts.reading("counted_over") {
        "one_season" => "episodes",
        "all_seasons" => "episodes_ever",
        other => panic!("nothing is counted over `{other}`"),
    };
    let zero = match facts.reading("zero_use") {
        "whole_years" => "zero_years",
        "seasons" => "zero_seasons",
        "night_use" => "zero_night_years",
        other => panic!("`{other}` is no figure"),
    };
    [
        ("stays_in.burning", three(episodes)),
        ("stays_in.in_use", three(zero)),
        ("stays_in.once", facts.yes("repeated_award")),
        ("stays_in.honest", facts.yes("fraud")),
    ]
}

/// What the city or the district pays for a season, and what its night use costs the household.
fn season_costs(facts: &Facts, entitled: bool) -> (Decimal, Decimal) {
    let tenth = Decimal::new(1, 1);
    let night_price = Decimal::new(3, 1);
    let used = facts.number("night_use");
    let ordinary = facts.number("ordinary_price");
    if !entitled {
        return (Decimal::ZERO, used * ordinary);
    }
    // 补贴用电限额为每个取暖季每户1万度
    let mut limit = Decimal::from(10_000);
    if facts.reading("mid_season") == "pro_rata" {
        limit = limit * facts.number("season_share") / Decimal::ONE_HUNDRED;
    }
    if facts.reading("counts_toward_limit") == "all_use" {
        limit = (limit - facts.number("day_use")).max(Decimal::ZERO);
    }
    let subsidised = used.min(limit);
    let beyond = match facts.reading("above_limit") {
        "same_price" => night_price,
        "ordinary_price" => ordinary,
        other => panic!("`{other}` is no price"),
    };
    // 用户按0.1元/度使用低谷电
    let pays = subsidised * (night_price - tenth - tenth) + (used - subsidised) * beyond;
    (subsidised * tenth, pays)
}
