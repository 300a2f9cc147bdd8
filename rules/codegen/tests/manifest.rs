//! What the manifest says of a policy.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use nuanze_abi::{
    AggregateKind, CellTest, Comparison, InputKind, Interval, NodeKind, Op, Operand, ValueType,
};
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

#[test]
fn facts_that_are_all_single_say_nothing_of_how_they_are_grouped() {
    let json = serde_json::to_value(&Policy::fixture("award").module.manifest).unwrap();
    for absent in ["inputs", "parameters", "documents"] {
        assert!(json.get(absent).is_none(), "{absent}");
    }
}

const MONTHS: &str = "record Month \"月\"\n  valley : energy 0..100 kWh \"谷段用电\"\n    ask \"？\"\n\n\
    fact months : list 1..3 of Month \"各月用电\"\n  ask \"几个月？\"\n\n";

#[test]
fn a_list_is_its_length_and_as_many_items_as_it_can_have() {
    let policy = Policy::of(&format!(
        "{MONTHS}outcome rule total \"总量\" = sum(m.valley for m in months)"
    ));
    let manifest = &policy.module.manifest;
    let names: Vec<&str> = manifest
        .facts
        .iter()
        .map(|fact| fact.name.as_str())
        .collect();
    assert_eq!(
        names,
        [
            "months",
            "months[1].valley",
            "months[2].valley",
            "months[3].valley"
        ]
    );
    assert_eq!(manifest.facts[2].within, [(0, 2)]);
    assert_eq!(manifest.facts[2].place.as_ref().unwrap().zh, "第2项");
    let [input] = &manifest.inputs[..] else {
        panic!("one input")
    };
    let InputKind::List { length: 0, items } = &input.kind else {
        panic!("{input:?}")
    };
    let InputKind::Record(fields) = &items[1].kind else {
        panic!("{items:?}")
    };
    assert_eq!(
        (fields[0].name.as_str(), &fields[0].kind),
        ("valley", &InputKind::Fact(2))
    );
}

#[test]
fn what_is_made_of_a_list_is_one_node() {
    let policy = Policy::of(&format!(
        "{MONTHS}outcome rule total \"总量\" = sum(m.valley for m in months)"
    ));
    let node = &policy.module.manifest.nodes[policy.node("total")];
    let Op::Aggregate(aggregate) = &node.op else {
        panic!("{node:?}")
    };
    assert_eq!(aggregate.kind, AggregateKind::Sum);
    assert_eq!(
        (aggregate.list.as_str(), aggregate.label.zh.as_str()),
        ("months", "各月用电")
    );
    let values: Vec<_> = aggregate.items.iter().map(|item| &item.value).collect();
    assert_eq!(
        values,
        [&Operand::Fact(1), &Operand::Fact(2), &Operand::Fact(3)]
    );
    // It has at least one item.
    assert_eq!(aggregate.items[0].counts, None);
    assert!(aggregate.items[1].counts.is_some());
}

#[test]
fn a_duty_says_what_applies() {
    let policy = Policy::of(
        "fact cold : bool \"取暖季\"\n  ask \"？\"\n\noutcome rule r \"结果\" = cold\n\
         duty repair \"维修\"\n  state \"免费\" / \"Free\"\n  state \"两小时内到场\" if cold",
    );
    let nodes = &policy.module.manifest.nodes;
    let [always, if_cold] = ["repair[1]", "repair[2]"].map(|name| &nodes[policy.node(name)]);
    assert_eq!(
        (always.kind, &always.op),
        (NodeKind::Statement, &Op::Is(Operand::Bool(true)))
    );
    assert_eq!(always.label.as_ref().unwrap().en, "Free");
    assert_eq!(if_cold.op, Op::Is(Operand::Fact(0)));
    assert_eq!(
        nodes[policy.node("repair")].op,
        Op::And(Vec::new()),
        "statements have no weight"
    );
}

#[test]
fn a_value_that_changes_by_date_is_told_once() {
    let policy = Policy::of(
        "fact bought : date 2020-01-01..2024-12-31 \"选购日期\"\n  ask \"？\"\n\n\
         parameter price : price \"谷价\"\n  0.30 CNY/kWh from 2019-11-01\n  0.35 CNY/kWh from 2022-11-01\n\n\
         outcome rule paid \"电价\" = price at bought",
    );
    let manifest = &policy.module.manifest;
    let number = |digits: &str| Operand::Number(digits.to_owned(), "CNY/kWh".to_owned());
    assert_eq!(
        manifest.parameters[0].entries,
        [
            ("2019-11-01".to_owned(), number("0.3")),
            ("2022-11-01".to_owned(), number("0.35"))
        ]
    );
    assert_eq!(
        manifest.nodes[policy.node("paid")].op,
        Op::Parameter(0, Operand::Fact(0))
    );
}
