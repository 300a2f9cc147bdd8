//! The award of mentougou-2022.md as somebody would write it by hand in Rust: what the compiled module is measured
//! against. Same facts in memory in, outcomes out; a fact may be missing, and `and`, `or` and the table say what is
//! certain all the same.
//!
//! `nuanze-bench` compiles this file by itself for wasm32 and checks that it answers as the module does.

use std::sync::atomic::{AtomicI64, AtomicU8, Ordering::Relaxed};

/// As many inputs as `Input` names.
const INPUTS: usize = 42;

// Atomics, relaxed, are plain memory here; they spare the file any `unsafe`.
static RECORD: Record =
    Record { values: [const { AtomicI64::new(0) }; INPUTS], states: [const { AtomicU8::new(0) }; INPUTS] };
static AWARD: AtomicI64 = AtomicI64::new(0);
static STATE_OF: [AtomicU8; 2] = [const { AtomicU8::new(0) }; 2];

/// The inputs: a value and a state byte for each.
#[repr(C)]
pub struct Record {
    values: [AtomicI64; INPUTS],
    states: [AtomicU8; INPUTS],
}

/// Facts, then readings; `nuanze-bench` knows this order by name.
#[derive(Clone, Copy)]
enum Input {
    Village,
    PowerReady,
    SeparateMeter,
    ClimateSuits,
    SelfChosen,
    StandardsMet,
    LegalBuilding,
    WellInsulated,
    PlanningOk,
    Purchased,
    Installed,
    RelocationVillage,
    InstalledAfterVerification,
    PledgeSigned,
    Registration,
    CountsAsOneHousehold,
    PriorAward,
    CoalCleared,
    PapersReady,
    Device,
    DeviceOrigin,
    InUse,
    HeatedArea,
    DeviceGrade1,
    OtherHeating,
    Annex1Met,
    DeadlineEvent,
    RelocationDeadline,
    RepeatScope,
    WaterPumpGate,
    BothLevels,
    MixedWaterPump,
    ReusedWaterPump,
    GasGrade1,
    PartlyClean,
    SecondHouse,
    PriorAwardYear,
    FamilyAward,
    SecondMeter,
    EarlierYears,
    FamilyScope,
    BelowStandard,
}

// Positions in the policy's enums and readings.
const OTHER_UNCONVERTED: i64 = 33;
const OTHER_CONVERTED: i64 = 34;
const HOUSE_AND_REGISTER: i64 = 0;
const PRIOR_NONE: i64 = 0;
const PRIOR_SAME_HOUSE: i64 = 2;
const WATER_PUMP: i64 = 0;
const GAS_BOILER: i64 = 3;
const NEW_THIS_SEASON: i64 = 0;
const REUSED_EXPIRED: i64 = 2;
const OTHER_NONE: i64 = 0;
const OTHER_ALL_GRADE_1: i64 = 1;
const OTHER_LOWER_GRADE: i64 = 2;
const OTHER_COAL: i64 = 3;
/// 2023-03-31 in days since 1970-01-01.
const DEADLINE: i64 = 19_447;
/// The year of the plan.
const PLAN_YEAR: i64 = 2022;
/// 45 m² in hundredths.
const BOUNDARY: i64 = 4_500;

type Maybe = Option<bool>;

fn yes(input: Input) -> Maybe {
    match RECORD.states[input as usize].load(Relaxed) {
        1 => Some(false),
        2 => Some(true),
        _ => None,
    }
}

fn value(input: Input) -> Option<i64> {
    (RECORD.states[input as usize].load(Relaxed) == 2).then(|| RECORD.values[input as usize].load(Relaxed))
}

fn is(input: Input, wanted: i64) -> Maybe {
    value(input).map(|value| value == wanted)
}

fn reads(input: Input, alternative: i64) -> Maybe {
    Some(RECORD.values[input as usize].load(Relaxed) == alternative)
}

fn and(a: Maybe, b: Maybe) -> Maybe {
    match (a, b) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    }
}

fn or(a: Maybe, b: Maybe) -> Maybe {
    match (a, b) {
        (Some(true), _) | (_, Some(true)) => Some(true),
        (Some(false), Some(false)) => Some(false),
        _ => None,
    }
}

fn not(a: Maybe) -> Maybe {
    a.map(|a| !a)
}

fn choose(condition: Maybe, then: Maybe, otherwise: Maybe) -> Maybe {
    match condition {
        Some(true) => then,
        Some(false) => otherwise,
        None if then == otherwise => then,
        None => None,
    }
}

fn in_time() -> Maybe {
    let on_time = |input| value(input).map(|day| day <= DEADLINE);
    let before_deadline =
        choose(reads(Input::DeadlineEvent, 0), on_time(Input::Purchased), on_time(Input::Installed));
    let verified = not(yes(Input::InstalledAfterVerification));
    let relocated = and(verified, or(before_deadline, reads(Input::RelocationDeadline, 1)));
    choose(yes(Input::RelocationVillage), relocated, before_deadline)
}

fn eligible() -> Maybe {
    let in_plan = value(Input::Village).map(|village| village != OTHER_UNCONVERTED && village != OTHER_CONVERTED);
    let one_household = or(is(Input::Registration, HOUSE_AND_REGISTER), yes(Input::CountsAsOneHousehold));
    let before_the_plan = value(Input::PriorAwardYear).map(|year| year < PLAN_YEAR);
    let own_award = [
        is(Input::PriorAward, PRIOR_NONE),
        and(is(Input::PriorAward, PRIOR_SAME_HOUSE), reads(Input::RepeatScope, 1)),
        and(reads(Input::EarlierYears, 1), before_the_plan),
    ]
    .into_iter()
    .fold(Some(false), or);
    let first_award = and(own_award, or(reads(Input::FamilyScope, 0), not(yes(Input::FamilyAward))));
    let meter =
        and(yes(Input::SeparateMeter), or(reads(Input::SecondMeter, 0), not(yes(Input::SecondHouse))));
    let standards = or(yes(Input::StandardsMet), reads(Input::BelowStandard, 1));
    [
        in_plan,
        yes(Input::PowerReady),
        meter,
        yes(Input::ClimateSuits),
        yes(Input::SelfChosen),
        standards,
        yes(Input::LegalBuilding),
        yes(Input::WellInsulated),
        yes(Input::PlanningOk),
        in_time(),
        yes(Input::PledgeSigned),
        one_household,
        first_award,
        yes(Input::CoalCleared),
        yes(Input::PapersReady),
    ]
    .into_iter()
    .fold(Some(true), and)
}

/// The amount before the gate: what all rows that can still apply agree on.
fn level() -> Option<i64> {
    let water_pump = is(Input::Device, WATER_PUMP);
    let is_new = is(Input::DeviceOrigin, NEW_THIS_SEASON);
    let coal = is(Input::OtherHeating, OTHER_COAL);
    let annex_1 = yes(Input::Annex1Met);
    let advisory = reads(Input::WaterPumpGate, 0);
    let standards = yes(Input::StandardsMet);

    let shut_out = [
        not(yes(Input::InUse)),
        is(Input::DeviceOrigin, REUSED_EXPIRED),
        and(coal, reads(Input::PartlyClean, 0)),
        and(and(water_pump, reads(Input::WaterPumpGate, 2)), not(annex_1)),
    ]
    .into_iter()
    .fold(Some(false), or);
    let counts_as_water_pump = [
        water_pump,
        standards,
        or(is_new, reads(Input::ReusedWaterPump, 1)),
        or(advisory, annex_1),
        not(coal),
        or(not(is(Input::OtherHeating, OTHER_LOWER_GRADE)), reads(Input::MixedWaterPump, 0)),
    ]
    .into_iter()
    .fold(Some(true), and);
    let all_grade_1 = and(
        yes(Input::DeviceGrade1),
        or(is(Input::OtherHeating, OTHER_NONE), is(Input::OtherHeating, OTHER_ALL_GRADE_1)),
    );
    let counts_as_grade_1 = [
        is_new,
        all_grade_1,
        standards,
        or(not(is(Input::Device, GAS_BOILER)), reads(Input::GasGrade1, 0)),
        or(or(not(water_pump), advisory), annex_1),
    ]
    .into_iter()
    .fold(Some(true), and);
    let first_level = and(counts_as_water_pump, or(reads(Input::BothLevels, 0), not(counts_as_grade_1)));
    let large = value(Input::HeatedArea).map(|area| area >= BOUNDARY);

    let open = not(shut_out);
    let other = and(open, not(first_level));
    let rows = [
        (shut_out, 0),
        (and(and(open, first_level), large), 12_000),
        (and(and(open, first_level), not(large)), 3_000),
        (and(and(other, counts_as_grade_1), large), 6_000),
        (and(and(other, counts_as_grade_1), not(large)), 3_000),
        (and(other, not(counts_as_grade_1)), 3_000),
    ];
    let mut agreed = None;
    for (applies, amount) in rows {
        match (applies, agreed) {
            (Some(false), _) => {}
            (_, None) => agreed = Some(amount),
            (_, Some(before)) if before == amount => {}
            _ => return None,
        }
    }
    agreed
}

fn award(eligible: Maybe) -> Option<i64> {
    match eligible {
        Some(false) => Some(0),
        Some(true) => level(),
        None => level().filter(|amount| *amount == 0),
    }
}

/// Decides the facts in memory.
#[no_mangle]
pub extern "C" fn decide() {
    let eligible = eligible();
    let award = award(eligible);
    STATE_OF[0].store(eligible.map_or(0, |yes| 1 + u8::from(yes)), Relaxed);
    STATE_OF[1].store(if award.is_some() { 2 } else { 0 }, Relaxed);
    AWARD.store(award.unwrap_or(0), Relaxed);
}

/// Where the inputs are.
#[no_mangle]
pub extern "C" fn inputs() -> *const Record {
    &RECORD
}

/// Where the award's amount is.
#[no_mangle]
pub extern "C" fn amount() -> *const AtomicI64 {
    &AWARD
}

/// Where the states of `eligible` and of `award` are.
#[no_mangle]
pub extern "C" fn outcomes() -> *const AtomicU8 {
    STATE_OF.as_ptr()
}
