//! The records in a module's memory: slots as the layout has them, and the check of what a module wrote.

use nuanze_abi::{
    Manifest, Node, NodeIndex, State, ValueType, record_size, state_offset, value_offset,
};

use crate::ModuleError;

/// One slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    pub state: State,
    /// 0 where the state says all: unknown, and bools.
    pub value: i64,
}

impl Slot {
    pub const UNKNOWN: Self = Self {
        state: State::Unknown,
        value: 0,
    };

    pub const fn bool(yes: bool) -> Self {
        Self {
            state: if yes { State::Yes } else { State::No },
            value: 0,
        }
    }

    pub const fn known(value: i64) -> Self {
        Self {
            state: State::Yes,
            value,
        }
    }
}

/// A record's bytes.
pub fn encode(slots: &[Slot], into: &mut Vec<u8>) {
    let end = into.len() + record_size(slots.len());
    into.extend(slots.iter().flat_map(|slot| slot.value.to_le_bytes()));
    into.extend(slots.iter().map(|slot| slot.state as u8));
    into.resize(end, 0);
}

/// The slots of a result record, if a module may write them.
pub fn decode(manifest: &Manifest, bytes: &[u8]) -> Result<Vec<Slot>, ModuleError> {
    let mut slots = Vec::with_capacity(manifest.nodes.len());
    for (index, node) in manifest.nodes.iter().enumerate() {
        slots.push(decode_node(manifest, bytes, index, node)?);
    }
    Ok(slots)
}

/// One node's slot of a result record, if a module may write it. A node that is not there is unknown.
pub fn decode_one(
    manifest: &Manifest,
    bytes: &[u8],
    index: NodeIndex,
) -> Result<Slot, ModuleError> {
    match manifest.nodes.get(index) {
        Some(node) => decode_node(manifest, bytes, index, node),
        None => Ok(Slot::UNKNOWN),
    }
}

fn decode_node(
    manifest: &Manifest,
    bytes: &[u8],
    index: NodeIndex,
    node: &Node,
) -> Result<Slot, ModuleError> {
    let slot = || {
        let state = State::from_byte(*bytes.get(state_offset(manifest.nodes.len(), index))?)?;
        let value = i64::from_le_bytes(*bytes.get(value_offset(index)..)?.first_chunk()?);
        match (state, &node.value) {
            (State::Unknown, _) => Some(Slot::UNKNOWN),
            (_, ValueType::Bool) => Some(Slot { state, value: 0 }),
            (State::Yes, ty) => in_range(manifest, ty, value).then_some(Slot::known(value)),
            (State::No, _) => None,
        }
    };
    slot().ok_or_else(|| {
        let unnamed = || format!("nodes[{index}]");
        let name = node.name.clone().unwrap_or_else(unnamed);
        ModuleError::Failed(format!(
            "it gave `{name}` a value that its type does not have"
        ))
    })
}

fn in_range(manifest: &Manifest, ty: &ValueType, value: i64) -> bool {
    let position = |count: Option<usize>| {
        usize::try_from(value).is_ok_and(|v| count.is_some_and(|count| v < count))
    };
    match *ty {
        ValueType::Bool => true,
        ValueType::Enum { index } => position(manifest.enums.get(index).map(|e| e.values.len())),
        ValueType::Reading { index } => {
            position(manifest.readings.get(index).map(|r| r.alternatives.len()))
        }
        ValueType::Decimal { min, max, .. }
        | ValueType::Date { min, max }
        | ValueType::Time { min, max }
        | ValueType::DateTime { min, max } => (min..=max).contains(&value),
    }
}
