//! Mentougou 2022, the award for heating devices: part 3 (1) and (2) of the plan, and annex 1 where it adds to them.

use rust_decimal::Decimal;

use super::calendar::days;
use super::facts::{Facts, Value};

/// With a yes to one of these most cases would end at the same condition.
pub const SELDOM: &[&str] = &[
    "second_house",
    "installed_after_verification",
    "family_award",
];

/// 截至次年3月31日
const DEADLINE: i64 = days(2023, 3, 31);
/// The square metres from which levels 1 and 2 pay in full: 不小于45平米.
const FULL_AREA: i64 = 45;
/// What level 3 pays, and the other two for a smaller area.
const LEAST: i64 = 3_000;

/// The award and its conditions.
pub fn award(facts: &Facts) -> Vec<(&'static str, Value)> {
    let conditions = conditions(facts);
    let eligible = conditions.iter().all(|(_, holds)| *holds);
    let amount = if eligible { amount(facts) } else { 0 };
    let village = facts.choice("village");
    let mut said = vec![
        // 二: the other villages that were not converted get coal of quality.
        ("quality_coal", Value::Yes(village == "other_unconverted")),
        ("eligible", Value::Yes(eligible)),
        ("award", Value::Number(Decimal::from(amount))),
        ("tariff_later", Value::Yes(tariff_later(facts))),
    ];
    said.extend(conditions.map(|(name, holds)| (name, Value::Yes(holds))));
    said
}

/// 纳入2022年计划的村庄
fn is_planned(facts: &Facts) -> bool {
    let village = facts.choice("village");
    !matches!(village, "other_unconverted" | "other_converted")
}

/// 后期依据电力条件，对接优惠电价政策，不再享受设备奖补
fn tariff_later(facts: &Facts) -> bool {
    is_planned(facts) && facts.yes("power_ready") && !in_time(facts)
}

/// 奖补条件, 确户标准 and 基础条件
fn conditions(facts: &Facts) -> [(&'static str, bool); 15] {
    // 一户一宅一表
    let one_house = facts.reading("second_meter") == "one_house" && facts.yes("second_house");
    let standards = facts.yes("standards_met") || facts.reading("below_standard") == "third_level";
    // 有房无户的只能按一户对接
    let one_household = facts.choice("registration") == "house_and_register"
        || facts.yes("counts_as_one_household");
    [
        ("eligible.in_plan", is_planned(facts)),
        ("eligible.power", facts.yes("power_ready")),
        ("eligible.meter", facts.yes("separate_meter") && !one_house),
        ("eligible.climate", facts.yes("climate_suits")),
        ("eligible.own_choice", facts.yes("self_chosen")),
        ("eligible.standards", standards),
        ("eligible.legal", facts.yes("legal_building")),
        ("eligible.insulation", facts.yes("well_insulated")),
        ("eligible.character", facts.yes("planning_ok")),
        ("eligible.in_time", in_time(facts)),
        ("eligible.pledge", facts.yes("pledge_signed")),
        ("eligible.one_household", one_household),
        ("eligible.first_award", !awarded_before(facts)),
        ("eligible.coal", facts.yes("coal_cleared")),
        ("eligible.papers", facts.yes("papers_ready")),
    ]
}

/// By the deadline; in villages that move or are renewed also before the end of their verification.
fn in_time(facts: &Facts) -> bool {
    let event = match facts.reading("deadline_event") {
        "purchase" => facts.moment("purchased"),
        "conversion" => facts.moment("installed"),
        other => panic!("`{other}` is no event"),
    };
    let by_the_date = event <= DEADLINE;
    if !facts.yes("relocation_village") {
        return by_the_date;
    }
    let date_binds = facts.reading("relocation_deadline") == "both";
    !facts.yes("installed_after_verification") && (by_the_date || !date_binds)
}

/// 已在本区享受过冬季清洁取暖奖补政策的住户，不再重复享受.
fn awarded_before(facts: &Facts) -> bool {
    let family = facts.reading("family_scope") == "family_members" && facts.yes("family_award");
    let which = match facts.choice("prior_award") {
        "none" => false,
        "other_house" => true,
        "same_house" => facts.reading("repeat_scope") == "any_award",
        other => panic!("`{other}` is no earlier award"),
    };
    let since = Decimal::from(2022);
    let when =
        facts.reading("earlier_years") == "any_year" || facts.number("prior_award_year") >= since;
    family || which && when
}

/// What a household gets that meets the conditions.
fn amount(facts: &Facts) -> i64 {
    let origin = facts.choice("device_origin");
    // Each level is for who uses the device; devices used again are named only while in warranty.
    if !facts.yes("in_use") || origin == "reused_expired" {
        return 0;
    }
    let water_pump = facts.choice("device") == "water_pump";
    let short_of_annex = water_pump && !facts.yes("annex_1_met");
    let gate = facts.reading("water_pump_gate");
    if short_of_annex && gate == "no_award" {
        return 0;
    }
    let other = facts.choice("other_heating");
    if other == "coal" {
        return match facts.reading("partly_clean") {
            "with_coal" => LEAST,
            _ => 0,
        };
    }
    if !facts.yes("standards_met") || short_of_annex && gate == "third_level" {
        return LEAST;
    }
    let new = origin == "new_this_season";
    let by_its_kind = new || facts.reading("reused_water_pump") == "first_level";
    let mixed = other == "lower_grade" && facts.reading("mixed_water_pump") == "third_level";
    let first = water_pump && by_its_kind && !mixed;
    // 当年安装并全部使用一级能效
    let counts =
        facts.choice("device") != "gas_boiler" || facts.reading("gas_grade_1") == "included";
    let second = new && counts && facts.yes("device_grade_1") && other != "lower_grade";
    let in_full = match (first, second) {
        (true, true) if facts.reading("both_levels") == "second_level" => 6_000,
        (true, _) => 12_000,
        (false, true) => 6_000,
        (false, false) => LEAST,
    };
    if facts.number("heated_area") >= Decimal::from(FULL_AREA) {
        in_full
    } else {
        LEAST
    }
}
