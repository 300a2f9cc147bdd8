//! Yanqing 2025–2028, written a second time from the official text: who comes, who pays, how long it may take.
//!
//! What is in Chinese is the official text, so that each line can be held against it.

use rust_decimal::Decimal;

use super::calendar::date;
use super::facts::{Facts, Value};

/// With a yes to one of these many cases would end alike.
pub const SELDOM: &[&str] = &["newcomer", "burns_coal", "use_changed"];

const MINUTES_OF_DAY: i64 = 24 * 60;

/// Who comes, who pays, how long it may take.
pub fn yanqing(facts: &Facts) -> Vec<(&'static str, Value)> {
    let scope = scope(facts);
    let in_warranty = is_in_warranty(facts);
    let way = match scope.iter().all(|(_, holds)| *holds) && !is_by_own_contract(facts) {
        false => Way::Neither,
        true if in_warranty => Way::InWarranty,
        true => Way::OutOfWarranty,
    };
    let (payer, household) = bill(facts, &way);
    let mut said = vec![
        ("covered", Value::Yes(scope.iter().all(|(_, holds)| *holds))),
        ("in_warranty", Value::Yes(in_warranty)),
        ("repairer", Value::Choice(repairer(facts, &way))),
        ("payer", Value::Choice(payer)),
        ("household_pays", Value::Number(household)),
        ("lead", Value::Choice(lead(facts, in_warranty))),
        // 不使用燃煤取暖、不私自改变设备用途，正确使用和养护清洁取暖设备
        ("residents.no_coal", Value::Yes(!facts.yes("burns_coal"))),
        ("residents.no_change", Value::Yes(!facts.yes("use_changed"))),
        (
            "residents.right_use",
            Value::Yes(facts.choice("cause") != "misuse"),
        ),
    ];
    said.extend(scope.map(|(name, holds)| (name, Value::Yes(holds))));
    said.extend(clocks(facts));
    said
}

/// 对已整体实施煤改清洁能源改造工作的村庄涉及住户、公共服务设施及籽种设施农业，政策范围内的设备
fn scope(facts: &Facts) -> [(&'static str, bool); 4] {
    let late = facts.yes("newcomer") && facts.reading("newcomers") == "not_covered";
    let places = ["household", "public_facility", "seed_farming"];
    let sources = ["bidder", "self_chosen"];
    [
        ("covered.village", facts.yes("village_converted")),
        ("covered.place", places.contains(&facts.choice("place"))),
        ("covered.device", sources.contains(&facts.choice("source"))),
        ("covered.time", !late),
    ]
}

/// In which of the plan's two ways a device is looked after, if in any.
enum Way {
    /// 质保期内……由中标企业按照合同约定完成
    InWarranty,
    /// 质保期外……聘请第三方公司
    OutOfWarranty,
    /// The plan says nothing of it.
    Neither,
}

fn is_by_own_contract(facts: &Facts) -> bool {
    facts.choice("source") == "self_chosen" && facts.reading("self_chosen_device") == "own_contract"
}

/// 所有中标企业供应产品均要给予用户5年“免费包修期”服务
fn is_in_warranty(facts: &Facts) -> bool {
    let begins = match facts.reading("warranty_start") {
        "acceptance" => facts.moment("accepted"),
        "contract" => facts.moment("contracted"),
        other => panic!("a warranty does not start with `{other}`"),
    };
    let (year, month, day) = date(facts.moment("received").div_euclid(MINUTES_OF_DAY));
    // The day of the same name is the last one; where February lacks it, the last of February.
    facts.choice("source") == "bidder" && (year - 5, month, day) <= date(begins)
}

/// 不具备委派维修人员进行设备维修的企业，可委托其他同期企业代为维修或委托长效管护服务中心代为维修
fn repairer(facts: &Facts, way: &Way) -> &'static str {
    match way {
        // 村级电工……初步判断故障原因，排除简易故障
        _ if facts.choice("cause") == "supply" => "supply",
        Way::Neither => "contract",
        Way::OutOfWarranty => "third_party",
        Way::InWarranty if facts.yes("bidder_has_staff") => "bidder",
        Way::InWarranty => "delegate",
    }
}

/// Who pays, and how much of it the household.
fn bill(facts: &Facts, way: &Way) -> (&'static str, Decimal) {
    let parts = facts.number("parts_cost");
    let all = parts + facts.number("labour_cost");
    let cause = facts.choice("cause");
    // 供电供气设备、线路实施运行维护、故障抢修: theirs, and no device is repaired.
    if cause == "supply" {
        return ("supply", Decimal::ZERO);
    }
    // 承担因使用不当或其他非设备本身原因导致设备损坏的维修费用, at whatever age of the device.
    let by_cause = match (cause, way) {
        ("misuse", Way::InWarranty) => facts.reading("misuse_in_warranty") == "household",
        ("misuse", _) => true,
        ("outside_damage", _) => facts.reading("outside_damage") == "household",
        _ => false,
    };
    match way {
        Way::Neither => ("contract", all),
        _ if by_cause => ("household", all),
        // 质保期内设备管护，不收取用户费用
        Way::InWarranty => ("bidder", Decimal::ZERO),
        // 只收取用户更换的配件费用, or 质保期外必要的维修费用.
        Way::OutOfWarranty => match facts.reading("labour") {
            "parts_only" => ("parts", parts),
            "all_costs" => ("household", all),
            other => panic!("nobody is billed `{other}`"),
        },
    }
}

/// 各乡镇……负责牵头办理12345等诉求工单; 区城市管理委……负责牵头办理质保期内“煤改气”12345等诉求工单
fn lead(facts: &Facts, in_warranty: bool) -> &'static str {
    let named = in_warranty && facts.yes("gas_device");
    match (facts.choice("channel"), facts.reading("gas_lead")) {
        ("hotline", "city_management") if named => "city_management",
        ("hotline", _) => "town",
        _ => "centre",
    }
}

/// 接到诉求后10分钟之内完成派单响应、2小时上门和4小时完成维修
fn clocks(facts: &Facts) -> [(&'static str, Value); 7] {
    let request = match facts.reading("clock_start") {
        "received" => facts.moment("received"),
        // 接听热线电话后
        "taken" => facts.moment("taken"),
        other => panic!("no clock starts with `{other}`"),
    };
    let dispatch_by = request + 10;
    let arrive_by = request + 2 * 60;
    let mut fix_by = 4 * 60;
    fix_by += match facts.reading("repair_clock") {
        "request" => request,
        "arrival" => facts.moment("arrived"),
        other => panic!("no clock starts with `{other}`"),
    };
    let waits = [
        ("waiting_for_parts", "parts_wait"),
        ("waiting_for_supply", "supply_wait"),
    ];
    for (reading, wait) in waits {
        if facts.reading(reading) == "stopped" {
            fix_by += facts.moment(wait);
        }
    }
    let kept = [
        facts.moment("dispatched") <= dispatch_by,
        facts.moment("arrived") <= arrive_by,
        facts.moment("fixed") <= fix_by,
    ];
    [
        ("dispatch_by", Value::Moment(dispatch_by)),
        ("arrive_by", Value::Moment(arrive_by)),
        ("fix_by", Value::Moment(fix_by)),
        ("on_time", Value::Yes(kept == [true; 3])),
        ("on_time.dispatched", Value::Yes(kept[0])),
        ("on_time.arrived", Value::Yes(kept[1])),
        ("on_time.fixed", Value::Yes(kept[2])),
    ]
}
