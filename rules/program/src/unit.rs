//! Units of measure: which are known, how they multiply, and how one is exactly so many of another.

use std::collections::BTreeMap;
use std::fmt;

use rust_decimal::Decimal;

/// A unit: base dimensions with exponents, and how many base units one of it is.
///
/// Two numbers can be added or compared when their dimensions are equal; the checker then brings both to one unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Exponents by base dimension, without zeros. Empty for a bare number and for `%`.
    pub dimensions: BTreeMap<&'static str, i8>,
    /// How many base units (CNY, m, kWh …) one of this unit is; rounded where it has no end (1/h).
    /// Conversions do not use it, they are exact: see [`Unit::ratio_to`].
    pub factor: Decimal,
    /// As it is written after a number (`m²`, `CNY/kWh`); empty for a bare number.
    pub symbol: String,
    /// The named units it is a product of, with exponents, in the order of the table of units.
    pub parts: Vec<(&'static str, i8)>,
}

impl Default for Unit {
    fn default() -> Self {
        Self::bare()
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.symbol)
    }
}

struct Known {
    name: &'static str,
    /// `None` for `%`, which counts nothing.
    dimension: Option<&'static str>,
    /// Mantissa and scale of how many base units it is.
    factor: (i64, u32),
}

const fn known(name: &'static str, dimension: &'static str, mantissa: i64, scale: u32) -> Known {
    Known {
        name,
        dimension: Some(dimension),
        factor: (mantissa, scale),
    }
}

/// The first unit of a dimension is its base unit.
const UNITS: &[Known] = &[
    known("CNY", "money", 1, 0),
    known("10k_CNY", "money", 10_000, 0),
    known("fen", "money", 1, 2),
    known("kW", "power", 1, 0),
    known("W", "power", 1, 3),
    known("kWh", "energy", 1, 0),
    known("Wh", "energy", 1, 3),
    known("m", "length", 1, 0),
    known("km", "length", 1_000, 0),
    known("℃", "temperature", 1, 0),
    known("min", "duration", 1, 0),
    known("h", "duration", 60, 0),
    known("d", "duration", 1_440, 0),
    Known {
        name: "%",
        dimension: None,
        factor: (1, 2),
    },
];

/// A word for a dimension that a type may start with.
struct Dimension {
    word: &'static str,
    /// The exponents it stands for; for a price what stands above the line.
    exponents: &'static [(&'static str, i8)],
    /// A unit as it may be written.
    sample: &'static str,
}

const fn dimension(
    word: &'static str,
    exponents: &'static [(&'static str, i8)],
    sample: &'static str,
) -> Dimension {
    Dimension {
        word,
        exponents,
        sample,
    }
}

const DIMENSIONS: &[Dimension] = &[
    dimension("money", &[("money", 1)], "CNY"),
    dimension("area", &[("length", 2)], "m²"),
    dimension("volume", &[("length", 3)], "m³"),
    dimension("length", &[("length", 1)], "m"),
    dimension("energy", &[("energy", 1)], "kWh"),
    dimension("power", &[("power", 1)], "kW"),
    dimension("temperature", &[("temperature", 1)], "℃"),
    dimension("duration", &[("duration", 1)], "d"),
    dimension("ratio", &[], "%"),
    dimension("count", &[], ""),
    dimension("price", &[("money", 1)], "CNY/kWh"),
];

/// The words that name a dimension in a type.
pub(crate) fn dimension_words() -> impl Iterator<Item = &'static str> {
    DIMENSIONS.iter().map(|known| known.word)
}

/// A unit that belongs to the dimension of this word, to show in help.
pub(crate) fn usual_unit(word: &str) -> Option<&'static str> {
    DIMENSIONS
        .iter()
        .find(|known| known.word == word)
        .map(|known| known.sample)
}

/// The names of the known units.
pub(crate) fn unit_names() -> impl Iterator<Item = &'static str> {
    UNITS.iter().map(|unit| unit.name)
}

impl Unit {
    /// The unit of a bare number.
    pub fn bare() -> Self {
        Self {
            dimensions: BTreeMap::new(),
            factor: Decimal::ONE,
            symbol: String::new(),
            parts: Vec::new(),
        }
    }

    /// The unit that is a product of named ones; the name that is not known otherwise.
    pub fn product<'a>(factors: impl IntoIterator<Item = (&'a str, i8)>) -> Result<Self, &'a str> {
        let mut parts = BTreeMap::new();
        for (name, exponent) in factors {
            let (name_known, exponent) = match name {
                "m2" | "m²" => ("m", exponent.saturating_mul(2)),
                "C" | "°C" => ("℃", exponent),
                other => (other, exponent),
            };
            let index = UNITS
                .iter()
                .position(|unit| unit.name == name_known)
                .ok_or(name)?;
            let sum: &mut i8 = parts.entry(index).or_default();
            *sum = sum.saturating_add(exponent);
        }
        let parts = parts.into_iter().filter(|(_, exponent)| *exponent != 0);
        Ok(Self::from_parts(
            parts
                .filter_map(|(index, exponent)| Some((UNITS.get(index)?, exponent)))
                .collect(),
        ))
    }

    /// A unit as it is written, like [`Unit::symbol`]: `CNY/kWh`, `m²`; `None` if a part is not known.
    pub fn parse(text: &str) -> Option<Self> {
        let mut sign = 1;
        let mut factors = Vec::new();
        for part in text.split_inclusive(['/', '·']) {
            let name = part.trim_end_matches(['/', '·']);
            let (name, exponent) = match (name.strip_suffix('²'), name.strip_suffix('³')) {
                (Some(base), _) => (base, 2),
                (_, Some(base)) => (base, 3),
                _ => (name, 1),
            };
            factors.push((name, sign * exponent));
            sign = if part.ends_with('/') { -1 } else { 1 };
        }
        Self::product(factors).ok()
    }

    fn from_parts(known: Vec<(&'static Known, i8)>) -> Self {
        let mut dimensions = BTreeMap::<_, i8>::new();
        for (unit, exponent) in &known {
            if let Some(dimension) = unit.dimension {
                let sum = dimensions.entry(dimension).or_default();
                *sum = sum.saturating_add(*exponent);
            }
        }
        dimensions.retain(|_, exponent| *exponent != 0);
        let parts: Vec<_> = known
            .iter()
            .map(|(unit, exponent)| (unit.name, *exponent))
            .collect();
        let (over, under) = base_units(&parts).unwrap_or((Decimal::ONE, Decimal::ONE));
        Self {
            dimensions,
            factor: over.checked_div(under).unwrap_or(Decimal::ONE),
            symbol: symbol(&parts),
            parts,
        }
    }

    /// Whether a number of this unit belongs to the dimension that a type's word names.
    pub(crate) fn is_of(&self, word: &str) -> bool {
        match word {
            "price" => self.is_price(),
            "count" => self.parts.is_empty(),
            word => DIMENSIONS
                .iter()
                .any(|known| known.word == word && self.has_exponents(known.exponents)),
        }
    }

    /// Whether this is money per something.
    fn is_price(&self) -> bool {
        let mut per = self
            .dimensions
            .iter()
            .filter(|(name, _)| **name != "money")
            .peekable();
        self.dimensions.get("money") == Some(&1)
            && per.peek().is_some()
            && per.all(|(_, exponent)| *exponent < 0)
    }

    fn has_exponents(&self, exponents: &[(&str, i8)]) -> bool {
        let own = self
            .dimensions
            .iter()
            .map(|(name, exponent)| (*name, *exponent));
        own.eq(exponents.iter().copied())
    }

    /// The dimension in a word, where there is one (`area`), else as a product (`money/energy`).
    pub fn dimension(&self) -> String {
        let plain = DIMENSIONS
            .iter()
            .filter(|known| !matches!(known.word, "price" | "count"));
        match plain.into_iter().find(|known| self.is_of(known.word)) {
            Some(known) => known.word.to_owned(),
            None => {
                let exponents = self.dimensions.iter();
                symbol(
                    &exponents
                        .map(|(name, exponent)| (*name, *exponent))
                        .collect::<Vec<_>>(),
                )
            }
        }
    }

    /// How many of `other` one of this unit is, if both measure the same and the number has an end.
    pub fn ratio_to(&self, other: &Self) -> Option<Decimal> {
        if self.dimensions != other.dimensions {
            return None;
        }
        let (over, under) = base_units(&self.parts)?;
        let (other_over, other_under) = base_units(&other.parts)?;
        let over = over.checked_mul(other_under)?;
        let under = under.checked_mul(other_over)?;
        let ratio = over.checked_div(under)?;
        (ratio.checked_mul(under)? == over).then(|| ratio.normalize())
    }

    /// The unit that is most easily taken for this one: one part in another unit of its dimension (`%` as a bare
    /// number), as close in size as there is; and how many of this unit one of it is.
    pub(crate) fn neighbour(&self) -> Option<(Self, Decimal)> {
        let mut best: Option<(Decimal, Self, Decimal)> = None;
        for (at, (name, _)) in self.parts.iter().enumerate() {
            let dimension = dimension_of(name);
            let others = UNITS
                .iter()
                .filter(|unit| {
                    unit.name != *name && dimension.is_some() && unit.dimension == dimension
                })
                .map(|unit| Some(unit.name));
            let bare = dimension.is_none().then_some(None);
            for other in others.chain(bare) {
                let parts =
                    self.parts
                        .iter()
                        .enumerate()
                        .filter_map(|(number, (name, exponent))| {
                            let name = if number == at { other? } else { name };
                            Some((name, *exponent))
                        });
                let Ok(unit) = Self::product(parts) else {
                    continue;
                };
                let Some(ratio) = unit.ratio_to(self).filter(|ratio| *ratio != Decimal::ONE) else {
                    continue;
                };
                let size = if ratio < Decimal::ONE {
                    Decimal::ONE.checked_div(ratio).unwrap_or(ratio)
                } else {
                    ratio
                };
                if best.as_ref().is_none_or(|(smallest, ..)| size < *smallest) {
                    best = Some((size, unit, ratio));
                }
            }
        }
        best.map(|(_, unit, ratio)| (unit, ratio))
    }

    /// This unit as it must be before it is multiplied with `other`: `%` becomes a bare number, and where both
    /// measure a dimension in different units, the base unit takes their place.
    pub(crate) fn beside(&self, other: &Self) -> Self {
        let parts = self.parts.iter().filter_map(|&(name, exponent)| {
            let unit = UNITS.iter().find(|unit| unit.name == name)?;
            let dimension = unit.dimension?;
            let clashes = other.parts.iter().any(|&(other_name, _)| {
                other_name != name && dimension_of(other_name) == Some(dimension)
            });
            let base = UNITS
                .iter()
                .find(|unit| unit.dimension == Some(dimension))?;
            Some((if clashes { base.name } else { name }, exponent))
        });
        Self::product(parts).unwrap_or_default()
    }

    /// The unit of a product; both are [`Unit::beside`] each other.
    pub(crate) fn times(&self, other: &Self) -> Self {
        Self::product(self.parts.iter().chain(&other.parts).copied()).unwrap_or_default()
    }

    /// The unit of a quotient; both are [`Unit::beside`] each other.
    pub(crate) fn per(&self, other: &Self) -> Self {
        let inverse = other
            .parts
            .iter()
            .map(|&(name, exponent)| (name, exponent.saturating_neg()));
        Self::product(self.parts.iter().copied().chain(inverse)).unwrap_or_default()
    }
}

fn dimension_of(name: &str) -> Option<&'static str> {
    UNITS
        .iter()
        .find(|unit| unit.name == name)
        .and_then(|unit| unit.dimension)
}

/// How many base units a product of units is, as a fraction.
fn base_units(parts: &[(&'static str, i8)]) -> Option<(Decimal, Decimal)> {
    let mut over = Decimal::ONE;
    let mut under = Decimal::ONE;
    for (name, exponent) in parts {
        let unit = UNITS.iter().find(|unit| unit.name == *name)?;
        let (mantissa, scale) = unit.factor;
        let factor = Decimal::try_new(mantissa, scale).ok()?;
        for _ in 0..exponent.unsigned_abs() {
            let side = if *exponent > 0 { &mut over } else { &mut under };
            *side = side.checked_mul(factor)?;
        }
    }
    Some((over, under))
}

/// `CNY/kWh`, `m²`, `CNY/(m²·d)`.
fn symbol(parts: &[(&'static str, i8)]) -> String {
    let side = |positive: bool| {
        let powers = parts
            .iter()
            .filter(|(_, exponent)| (*exponent > 0) == positive);
        powers
            .map(|(name, exponent)| format!("{name}{}", superscript(exponent.unsigned_abs())))
            .collect::<Vec<_>>()
    };
    let (over, under) = (side(true), side(false));
    match (over.is_empty(), under.len()) {
        (_, 0) => over.join("·"),
        (true, 1) => format!("1/{}", under.concat()),
        (true, _) => format!("1/({})", under.join("·")),
        (false, 1) => format!("{}/{}", over.join("·"), under.concat()),
        (false, _) => format!("{}/({})", over.join("·"), under.join("·")),
    }
}

fn superscript(exponent: u8) -> String {
    if exponent == 1 {
        return String::new();
    }
    let digits = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    exponent
        .to_string()
        .bytes()
        .filter_map(|digit| digits.get(usize::from(digit - b'0')))
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]
    use super::*;

    fn unit(parts: &[(&'static str, i8)]) -> Unit {
        Unit::product(parts.iter().copied()).unwrap()
    }

    #[test]
    fn a_unit_can_be_read_from_its_symbol() {
        for symbol in ["CNY", "10k_CNY", "m²", "CNY/kWh", "CNY/m²", "%", "℃"] {
            assert_eq!(Unit::parse(symbol).unwrap().symbol, symbol);
        }
        assert_eq!(Unit::parse("stone"), None);
    }

    #[test]
    fn units_are_written_as_people_write_them() {
        assert_eq!(unit(&[("m", 2)]).symbol, "m²");
        assert_eq!(unit(&[("m2", 1)]).symbol, "m²");
        assert_eq!(unit(&[("C", 1)]).symbol, "℃");
        assert_eq!(unit(&[("kWh", -1), ("CNY", 1)]).symbol, "CNY/kWh");
        assert_eq!(
            unit(&[("CNY", 1), ("m", -2), ("d", -1)]).symbol,
            "CNY/(m²·d)"
        );
        assert_eq!(unit(&[]).symbol, "");
    }

    #[test]
    fn conversions_are_exact_or_refused() {
        let (cny, wan, fen) = (
            unit(&[("CNY", 1)]),
            unit(&[("10k_CNY", 1)]),
            unit(&[("fen", 1)]),
        );
        assert_eq!(wan.ratio_to(&cny), Some(Decimal::from(10_000)));
        assert_eq!(fen.ratio_to(&wan), Some(Decimal::new(1, 6)));
        let (hour, minute) = (unit(&[("h", 1)]), unit(&[("min", 1)]));
        assert_eq!(hour.ratio_to(&minute), Some(Decimal::from(60)));
        assert_eq!(minute.ratio_to(&hour), None);
        let (per_hour, per_day) = (
            unit(&[("CNY", 1), ("h", -1)]),
            unit(&[("CNY", 1), ("d", -1)]),
        );
        assert_eq!(per_hour.ratio_to(&per_day), Some(Decimal::from(24)));
        assert_eq!(cny.ratio_to(&minute), None);
        assert_eq!(
            unit(&[("%", 1)]).ratio_to(&Unit::bare()),
            Some(Decimal::new(1, 2))
        );
    }

    #[test]
    fn products_cancel_once_both_speak_of_the_same_unit() {
        let (price, watt_hours) = (unit(&[("CNY", 1), ("kWh", -1)]), unit(&[("Wh", 1)]));
        let (left, right) = (price.beside(&watt_hours), watt_hours.beside(&price));
        assert_eq!(
            (left.symbol.as_str(), right.symbol.as_str()),
            ("CNY/kWh", "kWh")
        );
        assert_eq!(left.times(&right).symbol, "CNY");
        let percent = unit(&[("%", 1)]);
        assert_eq!(percent.beside(&price), Unit::bare());
    }

    #[test]
    fn every_unit_with_another_of_its_dimension_has_a_neighbour() {
        let neighbour = |parts: &[(&'static str, i8)]| {
            let (unit, ratio) = unit(parts).neighbour()?;
            Some((unit.symbol, ratio.to_string()))
        };
        let told = |symbol: &str, ratio: &str| Some((symbol.to_owned(), ratio.to_owned()));
        assert_eq!(neighbour(&[("CNY", 1)]), told("fen", "0.01"));
        assert_eq!(neighbour(&[("m", 2)]), told("km²", "1000000"));
        assert_eq!(neighbour(&[("h", 1)]), told("d", "24"));
        assert_eq!(neighbour(&[("%", 1)]), told("", "100"));
        assert_eq!(
            neighbour(&[("CNY", 1), ("kWh", -1)]),
            told("fen/kWh", "0.01")
        );
        assert_eq!(neighbour(&[("℃", 1)]), None);
        assert_eq!(neighbour(&[]), None);
    }

    #[test]
    fn dimensions_have_words() {
        assert_eq!(unit(&[("km", 2)]).dimension(), "area");
        assert_eq!(unit(&[("m", 3)]).dimension(), "volume");
        assert_eq!(unit(&[("CNY", 1), ("kWh", -1)]).dimension(), "money/energy");
        assert_eq!(Unit::bare().dimension(), "ratio");
        assert!(unit(&[("CNY", 1), ("kWh", -1)]).is_of("price"));
        assert!(!unit(&[("%", 1)]).is_of("count"));
    }
}
