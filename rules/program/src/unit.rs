//! Units of measure, and how they multiply.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

/// A unit: base dimensions with exponents, and how many base units one of it is.
///
/// Two numbers can be added or compared when their dimensions are equal; the checker then brings both to one unit.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Unit {
    /// Exponents by base dimension, without zeros. Empty for a bare number.
    pub dimensions: BTreeMap<&'static str, i8>,
    /// How many base units (CNY, m, kWh …) one of this unit is.
    pub factor: Decimal,
    /// As it is written after a number (`m²`, `CNY/kWh`); empty for a bare number.
    pub symbol: String,
}
