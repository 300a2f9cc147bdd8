//! The tree of records and lists that facts are given in.

use nuanze_abi as abi;
use nuanze_program::{Input, InputKind};

use super::text;

/// The declared facts; none where each is a fact of its own, which says nothing that the facts do not.
pub fn inputs(inputs: &[Input]) -> Vec<abi::Input> {
    let plain = inputs
        .iter()
        .all(|input| matches!(input.kind, InputKind::Fact(_)));
    if plain { Vec::new() } else { each(inputs) }
}

fn each(inputs: &[Input]) -> Vec<abi::Input> {
    inputs
        .iter()
        .map(|input| abi::Input {
            name: input.name.clone(),
            label: text(&input.label),
            kind: match &input.kind {
                InputKind::Fact(fact) => abi::InputKind::Fact(fact.0),
                InputKind::Record(fields) => abi::InputKind::Record(each(fields)),
                InputKind::List { length, items } => abi::InputKind::List {
                    length: length.0,
                    items: each(items),
                },
            },
        })
        .collect()
}
