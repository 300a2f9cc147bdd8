//! The outcomes of a case: what they are, which clause they rest on, which conditions failed, what is missing.

use nuanze_abi::{Node, NodeIndex, NodeKind, Op, Operand, State, ValueType};

use crate::bounds::{bounds, written};
use crate::case::{Case, unit};
use crate::{Ordered, Outcome, Value};

/// All outcomes by name, in document order.
pub fn outcomes(case: Case) -> Ordered<Outcome> {
    let open = case
        .manifest
        .outcomes
        .iter()
        .any(|&index| case.node_state(index) == State::Unknown);
    let ranges = if open { bounds(case) } else { Vec::new() };
    let named = case.manifest.outcomes.iter().filter_map(|&index| {
        let node = case.manifest.nodes.get(index)?;
        let slot = *case.result.get(index)?;
        let outcome = if slot.state == State::Unknown {
            let range = match node.value {
                ValueType::Decimal { scale, .. } => ranges
                    .get(index)
                    .copied()
                    .flatten()
                    .map(|range| written(range, scale)),
                _ => None,
            };
            let (min, max) = range
                .map(|(min, max)| (Value::Text(min), Value::Text(max)))
                .unzip();
            Outcome::Unknown {
                needs: case.needs(&[index]),
                min,
                max,
                unit: unit(&node.value),
                exact: false,
                settled_by: Vec::new(),
            }
        } else {
            let failed = failed(case, index);
            let first = failed
                .first()
                .and_then(|&condition| case.manifest.nodes.get(condition));
            Outcome::Known {
                value: case.value(&node.value, slot),
                unit: unit(&node.value),
                clause: case.anchor(
                    first
                        .and_then(|condition| condition.clause)
                        .or_else(|| clause(case, index)),
                ),
                failed: failed
                    .iter()
                    .filter_map(|&i| case.manifest.nodes.get(i)?.name.clone())
                    .collect(),
            }
        };
        Some((node.name.clone()?, outcome))
    });
    named.collect()
}

/// The clause of the row that applied, of the gate that did not hold, or of the node itself.
fn clause(case: Case, index: NodeIndex) -> Option<usize> {
    let node = case.manifest.nodes.get(index)?;
    let rests_on = match &node.op {
        Op::Table(table) => match (&table.guard, case.guard(table)) {
            (Some((Operand::Node(gate), _)), State::No) => Some(*gate),
            (_, State::Yes) => case
                .possible_rows(table)
                .map(|(row, _)| *row)
                .find(|row| case.node_state(*row) == State::Yes),
            _ => None,
        },
        _ => None,
    };
    rests_on
        .and_then(|index| case.manifest.nodes.get(index)?.clause)
        .or(node.clause)
}

/// The conditions whose failing leaves the outcome what it is: those of the requirement itself, or of the gate before
/// a table or an `if`.
fn failed(case: Case, outcome: NodeIndex) -> Vec<NodeIndex> {
    let gates = case.walk(&[outcome], &mut |index, node, follow| {
        let no = |operand: &&Operand| case.state(operand) == State::No;
        match &node.op {
            // A condition is an answer: what it is made of is told by its margins.
            _ if is_condition(node) && index != outcome => {}
            Op::Is(a) => follow.push(a),
            Op::And(list) | Op::Or(list) if case.node_state(index) == State::No => {
                follow.extend(list.iter().filter(no))
            }
            Op::If(condition, yes, otherwise) => match case.state(condition) {
                State::Yes => follow.push(yes),
                State::No => follow.extend([condition, otherwise]),
                State::Unknown => {}
            },
            Op::Table(table) => match (&table.guard, case.guard(table)) {
                (Some((condition, _)), State::No) => follow.push(condition),
                (_, State::Yes) => {
                    let applied = case
                        .possible_rows(table)
                        .filter(|(row, _)| case.node_state(*row) == State::Yes);
                    follow.extend(applied.map(|(_, value)| value));
                }
                _ => {}
            },
            _ => {}
        }
    });
    let nodes = case.manifest.nodes.iter().enumerate().zip(gates.nodes);
    nodes
        .filter(|((index, node), reached)| {
            *reached && is_condition(node) && case.node_state(*index) == State::No
        })
        .map(|((index, _), _)| index)
        .collect()
}

fn is_condition(node: &Node) -> bool {
    node.kind == NodeKind::Condition
}
