//! Yanqing 2025–2028, written a second time from the official text: what is measured, the rates, money and staff.
//!
//! What is in Chinese is the official text, so that each line can be held against it.

use rust_decimal::{Decimal, RoundingStrategy};

use super::facts::{Facts, Value};

/// What is measured, the rates, money and staff.
pub fn yanqing_service(facts: &Facts) -> Vec<(&'static str, Value)> {
    let of = match facts.reading("denominator") {
        "all_requests" => facts.number("requests"),
        "valid_callbacks" => facts.number("callbacks"),
        other => panic!("no rate is of `{other}`"),
    };
    let (responded, solved) = (facts.number("responded"), facts.number("solved"));
    let content = content(facts);
    let enough = is_ninety_percent(facts, content, of);
    // 按照超出免费质保期的用户100元/户.年测算
    let estimate = Decimal::ONE_HUNDRED * facts.number("households_out_of_warranty");
    let (parts, standby) = (facts.yes("parts_in_stock"), facts.yes("standby_machines"));
    vec![
        ("measure", Value::Choice(measure(facts))),
        ("response_rate", rate(responded, of)),
        ("solution_rate", rate(solved, of)),
        ("satisfaction_rate", rate(content, of)),
        ("enough_satisfied", Value::Yes(enough)),
        ("rates.response", Value::Yes(responded >= of)),
        ("rates.solution", Value::Yes(solved >= of)),
        (
            "rates",
            Value::Yes(responded >= of && solved >= of && enough),
        ),
        ("estimate", Value::Number(estimate)),
        ("staff_figure", Value::Number(staff(facts))),
        ("staffing", Value::Yes(is_staffed(facts))),
        // 存放主要零部件和应急备用机
        ("stock", Value::Yes(parts && standby)),
    ]
}

/// 正常取暖维修诉求响应率100%、解决率100%、满意率90％以上，其他政策类诉求、收费类诉求……等方面诉求响应率100%
fn measure(facts: &Facts) -> &'static str {
    match facts.choice("request_class") {
        "repair" => "three_rates",
        _ => "response_only",
    }
}

/// How many count as satisfied; who is basically so counts not at all, or as nine tenths of one who is.
fn content(facts: &Facts) -> Decimal {
    let basically = match facts.reading("basically") {
        "not_counted" => Decimal::ZERO,
        "nine_tenths" => Decimal::new(9, 1),
        other => panic!("nobody counts as `{other}`"),
    };
    facts.number("satisfied") + basically * facts.number("basically_satisfied")
}

/// 满意率90％以上, of what was counted and not of what is printed.
fn is_ninety_percent(facts: &Facts, content: Decimal, of: Decimal) -> bool {
    let ten_times = content * Decimal::TEN;
    let nine_times = of * Decimal::from(9);
    ten_times > nine_times || (ten_times == nine_times && facts.reading("ninety") == "included")
}

/// A rate as it is printed: percent with two digits, and none that is not reached.
fn rate(reached: Decimal, of: Decimal) -> Value {
    let rate = reached / of;
    Value::Number(rate.round_dp_with_strategy(4, RoundingStrategy::ToZero))
}

/// 按照不少于500户/人标准配备足量维修人员
fn staff(facts: &Facts) -> Decimal {
    let people = facts.number("households_served") / Decimal::from(500);
    match facts.reading("staff_standard") {
        "least_staff" => people.ceil(),
        "least_load" => people.floor(),
        other => panic!("`{other}` is no standard"),
    }
}

fn is_staffed(facts: &Facts) -> bool {
    let repairers = facts.number("repairers");
    match facts.reading("staff_standard") {
        "least_staff" => repairers >= staff(facts),
        _ => repairers <= staff(facts),
    }
}
