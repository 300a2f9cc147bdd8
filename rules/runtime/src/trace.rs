//! The trace: every named step of a decision, and how far each compared amount is from its threshold.

use nuanze_abi::{
    AggregateKind, CellTest, Node, NodeIndex, NodeKind, Op, Operand, State, ValueType,
};

use crate::case::{Case, operands, unit};
use crate::{Margin, Step};

/// Every named condition, statement, row, rule and table.
pub fn trace(case: Case) -> Vec<Step> {
    let nodes = case.manifest.nodes.iter().zip(case.result).enumerate();
    let named =
        nodes.filter(|(_, (node, _))| !matches!(node.kind, NodeKind::Step | NodeKind::Bring));
    let steps = named.filter_map(|(index, (node, slot))| {
        let has_value = node.value != ValueType::Bool && slot.state == State::Yes;
        Some(Step {
            node: node.name.clone()?,
            kind: node.kind,
            state: slot.state,
            value: has_value.then(|| case.value(&node.value, *slot)),
            unit: unit(&node.value).filter(|_| has_value),
            clause: case.anchor(node.clause),
            margins: margins(case, index),
        })
    });
    steps.collect()
}

/// The comparisons that a node itself makes: in its own expression, not in the named nodes that it uses. A condition
/// that is no more than a rule's name is told by what that rule compares.
fn margins(case: Case, index: NodeIndex) -> Vec<Margin> {
    let kind = case.manifest.nodes.get(index).map(|node| node.kind);
    let is_own = |i: NodeIndex, node: &Node| {
        let of_rule = kind == Some(NodeKind::Condition) && node.kind == NodeKind::Rule;
        i == index || node.name.is_none() || of_rule
    };
    let own = case.walk(&[index], &mut |i, node, follow| {
        if is_own(i, node) {
            match &node.op {
                // What made no difference is not compared either.
                Op::And(list) | Op::Or(list) => {
                    let decisive = if matches!(node.op, Op::And(_)) {
                        State::No
                    } else {
                        State::Yes
                    };
                    let decided = case.node_state(i) == decisive;
                    follow.extend(
                        list.iter()
                            .filter(|operand| !decided || case.state(operand) == decisive),
                    );
                }
                // A table's comparisons are its rows'.
                Op::Table(_) => {}
                // The branch that does not count is not compared.
                Op::If(condition, yes, no) => match case.state(condition) {
                    State::Yes => follow.extend([condition, yes]),
                    State::No => follow.extend([condition, no]),
                    State::Unknown => operands(&node.op, follow),
                },
                // Of a list, what misses: not what its length or its items that hold are compared with.
                Op::Aggregate(aggregate) if aggregate.kind == AggregateKind::All => {
                    let missing = aggregate.items.iter().filter(|item| {
                        case.counts(item) == State::Yes && case.state(&item.value) == State::No
                    });
                    follow.extend(missing.map(|item| &item.value));
                }
                Op::Aggregate(_) => {}
                op => operands(op, follow),
            }
        }
    });
    let mut margins = Vec::new();
    let reached = case.manifest.nodes.iter().zip(own.nodes).enumerate();
    for (_, (node, _)) in reached.filter(|(i, (node, reached))| *reached && is_own(*i, node)) {
        match &node.op {
            Op::Compare(_, a, b) if name(case, a).is_some() => margins.extend(margin(case, a, b)),
            Op::Compare(_, a, b) => margins.extend(margin(case, b, a)),
            Op::Within(test) => of_test(case, test, &mut margins),
            Op::Row(tests) => tests
                .iter()
                .for_each(|test| of_test(case, test, &mut margins)),
            _ => {}
        }
    }
    margins
}

fn of_test(case: Case, test: &CellTest, margins: &mut Vec<Margin>) {
    for interval in &test.within {
        let ends = match (&interval.from, &interval.to) {
            (Some((from, _)), Some((to, _))) if from == to => [None, None],
            (from, to) => [from.as_ref(), to.as_ref()],
        };
        margins.extend(
            ends.into_iter()
                .flatten()
                .filter_map(|(end, _)| margin(case, &test.column, end)),
        );
    }
}

/// The name of a fact or node.
fn name(case: Case, operand: &Operand) -> Option<String> {
    match operand {
        Operand::Fact(index) => case
            .manifest
            .facts
            .get(*index)
            .map(|fact| fact.name.clone()),
        Operand::Node(index) => case
            .manifest
            .nodes
            .get(*index)
            .and_then(|node| node.name.clone()),
        _ => None,
    }
}

/// `None` unless both are known amounts, or both known days or times.
fn margin(case: Case, operand: &Operand, threshold: &Operand) -> Option<Margin> {
    let of = name(case, operand)?;
    if let (Some((kind, moment)), Some((_, limit))) = (case.moment(operand), case.moment(threshold))
    {
        let [value, threshold] = [moment, limit].map(|raw| kind.format(raw));
        return Some(Margin {
            of,
            value,
            threshold,
            margin: (moment - limit).to_string(),
            unit: kind.unit().into(),
        });
    }
    let (value, limit) = (case.number(operand)?, case.number(threshold)?);
    Some(Margin {
        of,
        value: value.to_string(),
        threshold: limit.to_string(),
        margin: value.minus(limit)?.to_string(),
        unit: case.value_type(operand).and_then(unit).unwrap_or_default(),
    })
}
