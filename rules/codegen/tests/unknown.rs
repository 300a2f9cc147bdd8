//! A decision is known as soon as what is still missing cannot change it.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use support::host::{Host, Slot};
use support::policy::Policy;

const UNKNOWN: Slot = Slot { state: 0, value: 0 };
const NO: Slot = Slot { state: 1, value: 0 };
const YES: Slot = Slot { state: 2, value: 0 };

fn known(value: i64) -> Slot {
    Slot { state: 2, value }
}

/// Decides the award policy with these facts and readings.
fn award(given: &[(&str, Slot)], name: &str) -> Slot {
    let policy = Policy::fixture("award");
    let manifest = &policy.module.manifest;
    let names: Vec<&str> = manifest
        .facts
        .iter()
        .map(|fact| &*fact.name)
        .chain(manifest.readings.iter().map(|reading| &*reading.name))
        .collect();
    let mut input = vec![UNKNOWN; names.len()];
    for (fact, slot) in given {
        input[names.iter().position(|name| name == fact).unwrap()] = *slot;
    }
    Host::new(&policy.module).decide(&input)[policy.node(name)]
}

const ELIGIBLE: [(&str, Slot); 4] = [
    ("meter", YES),
    ("awarded_before", NO),
    (
        "purchased",
        Slot {
            state: 2,
            value: 19_000,
        },
    ),
    ("device", Slot { state: 2, value: 1 }),
];

fn with<'a>(given: &[(&'a str, Slot)], more: &[(&'a str, Slot)]) -> Vec<(&'a str, Slot)> {
    given.iter().chain(more).copied().collect()
}

#[test]
fn nothing_is_known_of_nobody() {
    assert_eq!(award(&[], "eligible"), UNKNOWN);
    assert_eq!(award(&[], "award"), UNKNOWN);
    assert_eq!(award(&[], "award[1]"), UNKNOWN);
}

#[test]
fn one_failed_condition_settles_a_requirement_and_what_hangs_on_it() {
    assert_eq!(award(&[("meter", NO)], "eligible"), NO);
    assert_eq!(award(&[("meter", NO)], "award"), known(0));
}

#[test]
fn rows_that_can_still_apply_and_agree_settle_a_table() {
    // An air pump not of grade 1 gets 3000 at any area; of grade 1 below 45 m² it gets 3000 as well.
    assert_eq!(
        award(&with(&ELIGIBLE, &[("all_grade_1", NO)]), "award"),
        known(3000)
    );
    assert_eq!(
        award(&with(&ELIGIBLE, &[("heated_area", known(4499))]), "award"),
        known(3000)
    );
    assert_eq!(
        award(&with(&ELIGIBLE, &[("heated_area", known(4500))]), "award"),
        UNKNOWN
    );
}

#[test]
fn an_open_guard_leaves_a_table_open_unless_both_sides_are_equal() {
    let given = with(&ELIGIBLE[1..], &[("all_grade_1", NO)]);
    assert_eq!(award(&given, "award"), UNKNOWN);
    let policy = Policy::of(
        "fact open : bool \"开\"\n  ask \"？\"\nfact large : bool \"大\"\n  ask \"？\"\n\n\
         outcome table paid : CNY \"钱\"\n  when open else 5 CNY\n  | large | paid |\n  | yes | 5 CNY |\n  | no | 7 CNY |",
    );
    let mut host = Host::new(&policy.module);
    let paid = policy.node("paid");
    assert_eq!(host.decide(&[UNKNOWN, YES])[paid], known(5));
    assert_eq!(host.decide(&[UNKNOWN, NO])[paid], UNKNOWN);
    assert_eq!(host.decide(&[UNKNOWN, UNKNOWN])[paid], UNKNOWN);
    assert_eq!(host.decide(&[NO, UNKNOWN])[paid], known(5));
}

#[test]
fn a_reading_that_is_not_set_is_at_its_default() {
    let given = [
        ("meter", YES),
        ("awarded_before", NO),
        ("purchased", known(19_000)),
        ("annex_met", NO),
        ("device", known(0)),
    ];
    assert_eq!(award(&given, "eligible"), YES);
    assert_eq!(award(&with(&given, &[("gate", known(1))]), "eligible"), YES);
    assert_eq!(award(&with(&given, &[("gate", known(0))]), "eligible"), NO);
}

#[test]
fn the_first_row_that_surely_applies_hides_those_after_it() {
    let policy = Policy::of(
        "fact a : bool \"甲\"\n  ask \"？\"\nfact b : bool \"乙\"\n  ask \"？\"\n\n\
         outcome table t : CNY \"表\"\n  first match\n  | a | b | t |\n  | yes | * | 1 CNY |\n  | * | yes | 1 CNY |\n  | * | * | 2 CNY |",
    );
    let mut host = Host::new(&policy.module);
    let table = policy.node("t");
    assert_eq!(host.decide(&[UNKNOWN, YES])[table], known(1));
    assert_eq!(host.decide(&[UNKNOWN, NO])[table], UNKNOWN);
    assert_eq!(host.decide(&[YES, UNKNOWN])[table], known(1));
    assert_eq!(host.decide(&[NO, NO])[table], known(2));
}

#[test]
fn an_unknown_value_is_written_as_zero() {
    let policy = Policy::of(
        "fact a : money 0..100 CNY \"甲\"\n  ask \"？\"\nfact b : money 0..100 CNY \"乙\"\n  ask \"？\"\n\noutcome rule sum \"和\" = a + b",
    );
    let mut host = Host::new(&policy.module);
    assert_eq!(
        host.decide(&[
            known(30),
            Slot {
                state: 0,
                value: 12
            }
        ]),
        [UNKNOWN]
    );
    assert_eq!(host.decide(&[known(30), known(12)]), [known(42)]);
}
