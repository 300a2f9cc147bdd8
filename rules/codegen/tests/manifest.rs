//! What the manifest says of a policy.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use nuanze_abi::{CellTest, Comparison, Interval, NodeKind, Op, Operand, ValueType};
use support::policy::Policy;

fn fact<'a>(policy: &'a Policy, name: &str) -> (usize, &'a nuanze_abi::Fact) {
    policy
        .module
        .manifest
        .facts
        .iter()
        .enumerate()
        .find(|(_, fact)| fact.name == name)
        .unwrap()
}

#[test]
fn a_fact_has_its_range_and_the_values_that_tip_a_decision() {
    let policy = Policy::fixture("award");
    let (_, area) = fact(&policy, "heated_area");
    let ValueType::Decimal {
        unit,
        scale,
        min,
        max,
        step,
    } = &area.value
    else {
        panic!("{area:?}")
    };
    assert_eq!(
        (unit.as_str(), *scale, *min, *max, *step),
        ("m²", 2, 0, 200_000, 1)
    );
    assert_eq!(area.breakpoints, [4500]);
    let (_, purchased) = fact(&policy, "purchased");
    assert_eq!(purchased.breakpoints, [19_447]);
}

#[test]
fn conditions_rows_and_answers_are_nodes_with_their_names() {
    let policy = Policy::fixture("award");
    let manifest = &policy.module.manifest;
    let named: Vec<(&str, NodeKind)> = manifest
        .nodes
        .iter()
        .filter_map(|node| Some((node.name.as_deref()?, node.kind)))
        .collect();
    let mut expected = vec![
        ("eligible.meter", NodeKind::Condition),
        ("eligible.first_time", NodeKind::Condition),
        ("eligible.in_time", NodeKind::Condition),
        ("eligible.annex", NodeKind::Condition),
        ("eligible", NodeKind::Requirement),
    ];
    let rows = ["award[1]", "award[2]", "award[3]", "award[4]", "award[5]"];
    expected.extend(rows.map(|row| (row, NodeKind::Row)));
    expected.push(("award", NodeKind::Table));
    assert_eq!(named, expected);
    let outcomes: Vec<_> = manifest
        .outcomes
        .iter()
        .map(|&node| manifest.nodes[node].name.as_deref())
        .collect();
    assert_eq!(outcomes, [Some("eligible"), Some("award")]);
}

#[test]
fn a_condition_that_is_a_bare_fact_is_that_fact() {
    let policy = Policy::fixture("award");
    let node = &policy.module.manifest.nodes[policy.node("eligible.meter")];
    assert_eq!(node.op, Op::Is(Operand::Fact(fact(&policy, "meter").0)));
}

#[test]
fn not_is_taken_into_a_comparison() {
    let policy = Policy::of(
        "fact area : area 0..100 m² \"面积\"\n  ask \"？\"\n\noutcome rule small \"小\" = not area >= 45 m²",
    );
    let node = &policy.module.manifest.nodes[policy.node("small")];
    let threshold = Operand::Number("45".to_owned(), "m²".to_owned());
    assert_eq!(
        node.op,
        Op::Compare(Comparison::Less, Operand::Fact(0), threshold)
    );
}

#[test]
fn membership_is_one_step() {
    let policy = Policy::of(
        "enum E \"类\"\n  a \"甲\"\n  b \"乙\"\n  c \"丙\"\n\nfact e : E \"类\"\n  ask \"？\"\n\n\
         outcome rule either \"是\" = e in (a, c)\noutcome rule neither \"否\" = not (e in (a, c))",
    );
    let manifest = &policy.module.manifest;
    assert_eq!(manifest.nodes.len(), 2);
    let value = |position| {
        let end = Some((Operand::Enum(0, position), true));
        Interval {
            from: end.clone(),
            to: end,
        }
    };
    let test = CellTest {
        column: Operand::Fact(0),
        within: vec![value(0), value(2)],
        not: false,
    };
    assert_eq!(manifest.nodes[0].op, Op::Within(test.clone()));
    assert_eq!(
        manifest.nodes[1].op,
        Op::Within(CellTest { not: true, ..test })
    );
}

#[test]
fn equal_steps_are_computed_once_and_named_ones_keep_their_names() {
    let policy = Policy::of(
        "fact a : money 0..100 CNY \"甲\"\n  ask \"？\"\nfact b : money 0..100 CNY \"乙\"\n  ask \"？\"\n\n\
         outcome rule large \"多\" = a + b > 50 CNY\noutcome rule small \"少\" = a + b < 10 CNY\n\
         outcome rule sum \"和\" = a + b",
    );
    let names: Vec<_> = policy
        .module
        .manifest
        .nodes
        .iter()
        .map(|node| node.name.as_deref())
        .collect();
    assert_eq!(names, [None, Some("large"), Some("small"), Some("sum")]);
}

#[test]
fn documents_that_are_asked_for_on_a_condition_name_its_node() {
    let policy = Policy::fixture("award");
    let [bring] = &policy.module.manifest.bring[..] else {
        panic!("one list")
    };
    assert_eq!(bring.outcome, policy.node("award"));
    assert_eq!(bring.documents[0].condition, None);
    let Some(Operand::Node(node)) = bring.documents[1].condition else {
        panic!("a node")
    };
    let node = &policy.module.manifest.nodes[node];
    assert_eq!((node.kind, &node.name), (NodeKind::Bring, &None));
    assert_eq!(
        node.op,
        Op::Not(Operand::Fact(fact(&policy, "payee_is_head").0))
    );
}
