//! Rounding is that of exact decimals: to every step, in every way, for both signs.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use proptest::prelude::*;
use rust_decimal::{Decimal, RoundingStrategy};
use support::host::{Host, Slot};
use support::policy::Policy;

const MODES: [(&str, RoundingStrategy); 4] = [
    ("half_up", RoundingStrategy::MidpointAwayFromZero),
    ("half_even", RoundingStrategy::MidpointNearestEven),
    ("up", RoundingStrategy::AwayFromZero),
    ("down", RoundingStrategy::ToZero),
];

const STEPS: [&str; 9] = ["0.01", "0.05", "0.1", "0.25", "1", "2", "5", "10", "1000"];

/// The rounded value, computed on decimals: the quotient by the step has few digits, so it is exact.
fn expected(value: Decimal, step: Decimal, strategy: RoundingStrategy) -> Decimal {
    (value / step).round_dp_with_strategy(0, strategy) * step
}

fn known(value: i64) -> Slot {
    Slot { state: 2, value }
}

fn raw(value: Decimal, scale: u32) -> i64 {
    let mut value = value;
    value.rescale(scale);
    i64::try_from(value.mantissa()).unwrap()
}

/// A policy with a rule for each way and step, named `r0`, `r1` …
fn rules(facts: &str, expression: impl Fn(&str, &str) -> String) -> Policy {
    let mut text = facts.to_owned();
    for (index, (mode, step)) in combinations().enumerate() {
        // One answer is enough: at the coarsest steps all values may be the same, which no outcome may be.
        let outcome = if index == 0 { "outcome " } else { "" };
        text.push_str(&format!(
            "\n{outcome}rule r{index} \"值\" =\n  {}\n",
            expression(mode.0, step)
        ));
    }
    Policy::of(&text)
}

fn combinations() -> impl Iterator<Item = ((&'static str, RoundingStrategy), &'static str)> {
    MODES
        .into_iter()
        .flat_map(|mode| STEPS.into_iter().map(move |step| (mode, step)))
}

fn scale_of(policy: &Policy, node: usize) -> u32 {
    match policy.module.manifest.nodes[node].value {
        nuanze_abi::ValueType::Decimal { scale, .. } => scale,
        ref other => panic!("{other:?}"),
    }
}

#[test]
fn of_a_number() {
    let fact = "fact a : money -100000..100000 CNY step 0.001 \"甲\"\n  ask \"？\"\n";
    let policy = rules(fact, |mode, step| format!("round(a, {mode}, {step} CNY)"));
    let host = std::cell::RefCell::new(Host::new(&policy.module));
    let near = prop_oneof![
        -100_000_000i64..=100_000_000,
        (-400i64..=400).prop_map(|half| half * 125)
    ];
    proptest!(ProptestConfig::with_cases(2_000), |(value in near)| {
        let results = host.borrow_mut().decide(&[known(value)]);
        for (index, (mode, step)) in combinations().enumerate() {
            let node = policy.node(&format!("r{index}"));
            let exact = expected(Decimal::new(value, 3), step.parse().unwrap(), mode.1);
            prop_assert_eq!(results[node], known(raw(exact, scale_of(&policy, node))), "{:?} {}", mode, step);
        }
    });
}

#[test]
fn of_a_quotient() {
    let facts = "fact a : money -100000..100000 CNY step 0.01 \"甲\"\n  ask \"？\"\nfact b : count 1..64 \"乙\"\n  ask \"？\"\n";
    let policy = rules(facts, |mode, step| {
        format!("round(a / b, {mode}, {step} CNY)")
    });
    let host = std::cell::RefCell::new(Host::new(&policy.module));
    // Divisors whose quotients end: the decimals beside them are then exact.
    let divisor = prop_oneof![
        Just(1i64),
        Just(2),
        Just(4),
        Just(5),
        Just(8),
        Just(16),
        Just(20),
        Just(25),
        Just(64)
    ];
    proptest!(ProptestConfig::with_cases(2_000), |(value in -10_000_000i64..=10_000_000, by in divisor)| {
        let results = host.borrow_mut().decide(&[known(value), known(by)]);
        for (index, (mode, step)) in combinations().enumerate() {
            let node = policy.node(&format!("r{index}"));
            let exact = expected(Decimal::new(value, 2) / Decimal::from(by), step.parse().unwrap(), mode.1);
            prop_assert_eq!(results[node], known(raw(exact, scale_of(&policy, node))), "{:?} {}", mode, step);
        }
    });
}

#[test]
fn a_negative_divisor_turns_the_sign() {
    let policy = rules(
        "fact b : count -64..-1 \"乙\"\n  ask \"？\"\n",
        |mode, step| format!("round(5 CNY / b, {mode}, {step} CNY)"),
    );
    let mut host = Host::new(&policy.module);
    for by in [-1i64, -2, -4, -5, -8, -16] {
        let results = host.decide(&[known(by)]);
        for (index, (mode, step)) in combinations().enumerate() {
            let node = policy.node(&format!("r{index}"));
            let exact = expected(
                Decimal::from(5) / Decimal::from(by),
                step.parse().unwrap(),
                mode.1,
            );
            assert_eq!(
                results[node],
                known(raw(exact, scale_of(&policy, node))),
                "{mode:?} {step} {by}"
            );
        }
    }
}
