//! A module's exports and the records in its memory.
//!
//! A module has no imports and exports one memory, two functions and three constants. A host writes an *input
//! record* (facts, then readings), calls [`EXPORT_DECIDE`], and reads the *result record* (one slot for each node
//! of the manifest).
//!
//! A record of `n` slots is `n` little-endian `i64` values followed by `n` state bytes, padded with zeros to a
//! multiple of 8 bytes. Decimals are integers at their slot's scale (45.00 m² at scale 2 = 4500), dates are days
//! since 1970-01-01, times minutes since midnight, date-times minutes since 1970-01-01T00:00, enum values are their
//! position in the enum. A bool lives in its state byte alone: the value of its slot is neither read nor written. The
//! value of an unknown slot is written as 0, so equal decisions are equal slots. A list has a slot for its length and
//! slots for as many items as it can have; those beyond its length are unknown.
//!
//! A module never traps, whatever its memory holds, but it answers only for facts in their declared ranges: hosts
//! check those before they write. Of an input's state byte it looks at the two low bits. A reading that is unknown
//! stands at its default.

/// The version of this layout, exported as [`EXPORT_ABI`].
pub const ABI_VERSION: i32 = 1;

/// The custom section that holds the manifest as JSON.
pub const MANIFEST_SECTION: &str = "nuanze.manifest";

/// The linear memory.
pub const EXPORT_MEMORY: &str = "memory";
/// Constant `i32`: [`ABI_VERSION`].
pub const EXPORT_ABI: &str = "abi_version";
/// Constant `i32`: the address of the first input record; a multiple of 8.
pub const EXPORT_INPUTS: &str = "inputs";
/// Constant `i32`: the address of the result record of `decide()`, which is `inputs` + one input record.
pub const EXPORT_RESULTS: &str = "results";
/// `decide()`: decides the one record at `inputs` into `results`.
pub const EXPORT_DECIDE: &str = "decide";
/// `decide_batch(n: i32) -> i32`: decides `n` input records that stand one after the other from `inputs`; their
/// result records follow directly, from `inputs + n × input record size`. Returns 1, or 0 with nothing decided
/// if `n` is negative or the memory is too small: grow it first.
pub const EXPORT_DECIDE_BATCH: &str = "decide_batch";

/// The state byte of a slot. Memory that nobody wrote is [`State::Unknown`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum State {
    /// Nothing is known: the value is not to be read.
    Unknown = 0,
    /// A bool that is false.
    No = 1,
    /// A bool that is true, or any other slot whose value is known.
    Yes = 2,
}

impl State {
    /// The state that a byte stands for; `None` for a byte no module writes.
    pub const fn from_byte(byte: u8) -> Option<Self> {
        match byte {
            0 => Some(Self::Unknown),
            1 => Some(Self::No),
            2 => Some(Self::Yes),
            _ => None,
        }
    }
}

/// The size in bytes of a record with `slots` slots.
pub const fn record_size(slots: usize) -> usize {
    slots * 8 + slots.next_multiple_of(8)
}

/// The offset of slot `index`'s value in a record.
pub const fn value_offset(index: usize) -> usize {
    index * 8
}

/// The offset of slot `index`'s state byte in a record of `slots` slots.
pub const fn state_offset(slots: usize, index: usize) -> usize {
    slots * 8 + index
}
