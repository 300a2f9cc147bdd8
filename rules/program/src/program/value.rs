//! Types and values.

use rust_decimal::Decimal;

use super::{EnumId, ReadingId};
use crate::unit::Unit;

/// A type, with the range its values are proved to lie in.
#[derive(Clone, Debug, PartialEq)]
pub enum Type {
    /// Yes or no.
    Bool,
    /// A value of an enum.
    Enum(EnumId),
    /// An alternative of a reading.
    Reading(ReadingId),
    /// A decimal with a unit.
    Number(NumberType),
    /// A day, as days since 1970-01-01, from and to (both included).
    Date {
        /// The first day.
        min: i64,
        /// The last day.
        max: i64,
    },
    /// A minute of the day, 0 (`00:00`) to 1439 (`23:59`).
    Time {
        /// The first minute.
        min: i64,
        /// The last minute.
        max: i64,
    },
    /// A minute of a day, local time, as minutes since 1970-01-01T00:00.
    DateTime {
        /// The first minute.
        min: i64,
        /// The last minute.
        max: i64,
    },
}

/// A decimal's unit, grid and range.
#[derive(Clone, Debug, PartialEq)]
pub struct NumberType {
    /// The unit its numbers are in.
    pub unit: Unit,
    /// Digits after the point: every value is a multiple of 10^-scale.
    pub scale: u32,
    /// The smallest value.
    pub min: Decimal,
    /// The largest value. INVARIANT: `min` and `max` at `scale` fit an `i64`.
    pub max: Decimal,
    /// For a fact: values are multiples of this.
    pub step: Decimal,
}

/// A value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Value {
    /// Yes or no.
    Bool(bool),
    /// The position in the enum.
    Enum(EnumId, usize),
    /// The position among the reading's alternatives.
    Alternative(ReadingId, usize),
    /// In its type's unit.
    Number(Decimal),
    /// Days since 1970-01-01.
    Date(i64),
    /// Minutes since midnight.
    Time(i64),
    /// Minutes since 1970-01-01T00:00.
    DateTime(i64),
}
