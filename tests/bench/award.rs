//! The award of mentougou-2022.md as somebody would write it by hand in Rust: what the compiled module is measured
//! against. Same facts in memory in, outcomes out; a fact may be missing, and `and`, `or` and the table say what is
//! certain all the same.
//!
//! `nuanze-bench` compiles this file by itself for wasm32 and checks that it answers as the module does.

use std::sync::atomic::{AtomicI64, AtomicU8, Ordering::Relaxed};

/// As many inputs as `Input` names.
const INPUTS: usize = 42;

/// The most records that are decided in one call.
const RECORDS: usize = 4096;

// Atomics, relaxed, are plain memory here; they spare the file any `unsafe`.
static INPUT: [Record; RECORDS] = [const {
    Record { values: [const { AtomicI64::new(0) }; INPUTS], states: [const { AtomicU8::new(0) }; INPUTS] }
}; RECORDS];
static OUTPUT: [Outcomes; RECORDS] = [const {
    Outcomes { award: AtomicI64::new(0), states: [const { AtomicU8::new(0) }; 3] }
}; RECORDS];

/// The inputs: a value and a state byte for each.
#[repr(C)]
pub struct Record {
    values: [AtomicI64; INPUTS],
    states: [AtomicU8; INPUTS],
}

/// The outcomes: the amount, then the states of `quality_coal`, of `eligible` and of `award`.
#[repr(C)]
pub struct Outcomes {
    award: AtomicI64,
    states: [AtomicU8; 3],
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

impl Record {
    fn yes(&self, input: Input) -> Maybe {
        match self.states[input as usize].load(Relaxed) {
            1 => Some(false),
            2 => Some(true),
            _ => None,
        }
    }

    fn value(&self, input: Input) -> Option<i64> {
        (self.states[input as usize].load(Relaxed) == 2).then(|| self.values[input as usize].load(Relaxed))
    }

    fn is(&self, input: Input, wanted: i64) -> Maybe {
        self.value(input).map(|value| value == wanted)
    }

    fn reads(&self, input: Input, alternative: i64) -> Maybe {
        Some(self.values[input as usize].load(Relaxed) == alternative)
    }
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

fn in_time(record: &Record) -> Maybe {
    let on_time = |input| record.value(input).map(|day| day <= DEADLINE);
    let before_deadline =
        choose(record.reads(Input::DeadlineEvent, 0), on_time(Input::Purchased), on_time(Input::Installed));
    let verified = not(record.yes(Input::InstalledAfterVerification));
    let relocated = and(verified, or(before_deadline, record.reads(Input::RelocationDeadline, 1)));
    choose(record.yes(Input::RelocationVillage), relocated, before_deadline)
}

fn eligible(record: &Record) -> Maybe {
    let in_plan = record.value(Input::Village).map(|village| village != OTHER_UNCONVERTED && village != OTHER_CONVERTED);
    let one_household = or(record.is(Input::Registration, HOUSE_AND_REGISTER), record.yes(Input::CountsAsOneHousehold));
    let before_the_plan = record.value(Input::PriorAwardYear).map(|year| year < PLAN_YEAR);
    let own_award = [
        record.is(Input::PriorAward, PRIOR_NONE),
        and(record.is(Input::PriorAward, PRIOR_SAME_HOUSE), record.reads(Input::RepeatScope, 1)),
        and(record.reads(Input::EarlierYears, 1), before_the_plan),
    ]
    .into_iter()
    .fold(Some(false), or);
    let first_award = and(own_award, or(record.reads(Input::FamilyScope, 0), not(record.yes(Input::FamilyAward))));
    let meter =
        and(record.yes(Input::SeparateMeter), or(record.reads(Input::SecondMeter, 0), not(record.yes(Input::SecondHouse))));
    let standards = or(record.yes(Input::StandardsMet), record.reads(Input::BelowStandard, 1));
    [
        in_plan,
        record.yes(Input::PowerReady),
        meter,
        record.yes(Input::ClimateSuits),
        record.yes(Input::SelfChosen),
        standards,
        record.yes(Input::LegalBuilding),
        record.yes(Input::WellInsulated),
        record.yes(Input::PlanningOk),
        in_time(record),
        record.yes(Input::PledgeSigned),
        one_household,
        first_award,
        record.yes(Input::CoalCleared),
        record.yes(Input::PapersReady),
    ]
    .into_iter()
    .fold(Some(true), and)
}

/// The amount before the gate: what all rows that can still apply agree on.
fn level(record: &Record) -> Option<i64> {
    let water_pump = record.is(Input::Device, WATER_PUMP);
    let is_new = record.is(Input::DeviceOrigin, NEW_THIS_SEASON);
    let coal = record.is(Input::OtherHeating, OTHER_COAL);
    let annex_1 = record.yes(Input::Annex1Met);
    let advisory = record.reads(Input::WaterPumpGate, 0);
    let standards = record.yes(Input::StandardsMet);

    let shut_out = [
        not(record.yes(Input::InUse)),
        record.is(Input::DeviceOrigin, REUSED_EXPIRED),
        and(coal, record.reads(Input::PartlyClean, 0)),
        and(and(water_pump, record.reads(Input::WaterPumpGate, 2)), not(annex_1)),
    ]
    .into_iter()
    .fold(Some(false), or);
    let counts_as_water_pump = [
        water_pump,
        standards,
        or(is_new, record.reads(Input::ReusedWaterPump, 1)),
        or(advisory, annex_1),
        not(coal),
        or(not(record.is(Input::OtherHeating, OTHER_LOWER_GRADE)), record.reads(Input::MixedWaterPump, 0)),
    ]
    .into_iter()
    .fold(Some(true), and);
    let all_grade_1 = and(
        record.yes(Input::DeviceGrade1),
        or(record.is(Input::OtherHeating, OTHER_NONE), record.is(Input::OtherHeating, OTHER_ALL_GRADE_1)),
    );
    let counts_as_grade_1 = [
        is_new,
        all_grade_1,
        standards,
        or(not(record.is(Input::Device, GAS_BOILER)), record.reads(Input::GasGrade1, 0)),
        or(or(not(water_pump), advisory), annex_1),
    ]
    .into_iter()
    .fold(Some(true), and);
    let first_level = and(counts_as_water_pump, or(record.reads(Input::BothLevels, 0), not(counts_as_grade_1)));
    let large = record.value(Input::HeatedArea).map(|area| area >= BOUNDARY);

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

fn award(record: &Record, eligible: Maybe) -> Option<i64> {
    match eligible {
        Some(false) => Some(0),
        Some(true) => level(record),
        None => level(record).filter(|amount| *amount == 0),
    }
}

fn decide_one(record: &Record, outcomes: &Outcomes) {
    let quality_coal = record.is(Input::Village, OTHER_UNCONVERTED);
    let eligible = eligible(record);
    let award = award(record, eligible);
    let state = |known: Maybe| known.map_or(0, |yes| 1 + u8::from(yes));
    outcomes.states[0].store(state(quality_coal), Relaxed);
    outcomes.states[1].store(state(eligible), Relaxed);
    outcomes.states[2].store(state(award.map(|_| true)), Relaxed);
    outcomes.award.store(award.unwrap_or(0), Relaxed);
}

/// Decides the first record.
#[no_mangle]
pub extern "C" fn decide() {
    decide_one(&INPUT[0], &OUTPUT[0]);
}

/// Decides the first `count` records.
#[no_mangle]
pub extern "C" fn decide_batch(count: usize) {
    for (record, outcomes) in INPUT.iter().zip(&OUTPUT).take(count) {
        decide_one(record, outcomes);
    }
}

/// Where the inputs are, side by side.
#[no_mangle]
pub extern "C" fn inputs() -> *const Record {
    INPUT.as_ptr()
}

/// Where the outcomes are, side by side.
#[no_mangle]
pub extern "C" fn outcomes() -> *const Outcomes {
    OUTPUT.as_ptr()
}
