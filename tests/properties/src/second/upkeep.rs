//! Upkeep in Mentougou, written a second time from the official text: who pays, how long it may take, what is owed.
//!
//! What is in Chinese is the official text, so that each line can be held against it.

use rust_decimal::{Decimal, RoundingStrategy};

use super::calendar::days;
use super::facts::{Facts, Value};

/// With a yes to one of these many cases would end alike.
pub const SELDOM: &[&str] = &[
    "in_warranty",
    "outsourced",
    "extreme_weather",
    "repairer_unavailable",
    "grid_down",
];

/// 2020年（含）以后
const FROM_2020: i64 = days(2020, 1, 1);
/// 2013-2019年期间
const FROM_2013: i64 = days(2013, 1, 1);

/// Who pays, how long it may take, what is owed.
pub fn upkeep(facts: &Facts) -> Vec<(&'static str, Value)> {
    let (payer, household) = bill(facts);
    // 针对极端低温、大雪、高湿天气等特殊时段，或其他设备企业无法按时维修的情况下; 在电网故障且供电短时无法恢复情况下
    let emergencies = ["extreme_weather", "repairer_unavailable", "grid_down"];
    let emergency = emergencies.iter().any(|name| facts.yes(name));
    let mut said = vec![
        ("payer", Value::Choice(payer)),
        ("household_pays", Value::Number(household)),
        // 严禁用于政务外包
        ("budget", Value::Yes(!facts.yes("outsourced"))),
        ("emergency", Value::Yes(emergency)),
    ];
    said.extend(clocks(facts));
    // 将联系方式告知住户，并报送各镇及区农业农村局备案; 采暖季前……宣传培训、巡查维护及调试
    let owed = [
        ("repairers.households", "contacts_given"),
        ("repairers.filed", "contacts_filed"),
        ("repairers.inspection", "inspected"),
    ];
    said.extend(owed.map(|(name, fact)| (name, Value::Yes(facts.yes(fact)))));
    said
}

/// Who pays, and how much of it the owner.
fn bill(facts: &Facts) -> (&'static str, Decimal) {
    let cost = facts.number("repair_cost");
    // 承诺“质保期”内要做到“包修、包换、包教、包会”
    if facts.yes("in_warranty") {
        return ("supplier", Decimal::ZERO);
    }
    if town_has_a_share(facts) {
        // 各镇可根据实际情况细化具体费用的分担比例; half a fen falls on the owner.
        let kept =
            cost * (Decimal::ONE_HUNDRED - facts.number("town_share")) / Decimal::ONE_HUNDRED;
        let fen = kept.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
        return ("shared", fen);
    }
    // 个人承担取暖设备超质保期后的运行、维修等费用，政府不再给予补贴
    ("owner", cost)
}

/// Whether the device is one of 2013-2019年期间，享受了政府补贴的煤改清洁能源设备, or a reading counts it as one.
fn town_has_a_share(facts: &Facts) -> bool {
    let (purchased, installed) = (facts.moment("purchased"), facts.moment("installed"));
    // 采购安装: both of them.
    let is_late = match (purchased >= FROM_2020, installed >= FROM_2020) {
        (true, true) => true,
        (false, true) => facts.reading("straddling") == "installation",
        (_, false) => false,
    };
    let too_early = purchased < FROM_2013 && facts.reading("before_2013") == "not_covered";
    let no_subsidy = !facts.yes("subsidised") && facts.reading("unsubsidised") == "not_covered";
    !is_late && !too_early && !no_subsidy
}

/// 24小时售后服务热线，接到报修电话要实现2小时上门服务，4小时解决问题
fn clocks(facts: &Facts) -> [(&'static str, Value); 6] {
    let arrive_by = facts.moment("called") + 2 * 60;
    let fix_by = 4 * 60
        + match facts.reading("repair_clock") {
            "call" => facts.moment("called"),
            "arrival" => facts.moment("arrived"),
            other => panic!("no clock starts with `{other}`"),
        };
    let arrived = facts.moment("arrived") <= arrive_by;
    let fixed = facts.moment("fixed") <= fix_by;
    // 对不能按时完成维修的，提供备用取暖设备
    let warm = fixed || facts.yes("spare_given");
    [
        ("arrive_by", Value::Moment(arrive_by)),
        ("fix_by", Value::Moment(fix_by)),
        ("on_time.hotline", Value::Yes(facts.yes("hotline"))),
        ("on_time.arrived", Value::Yes(arrived)),
        ("on_time.fixed", Value::Yes(fixed)),
        ("on_time.spare", Value::Yes(warm)),
    ]
}
