//! Facts and readings as JSON, brought into the slots of an input record: everything that is wrong is told at once.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use nuanze_abi::{Fact, Manifest, ValueType};
use serde_json::{Map, Value as Json};

use crate::decimal::Decimal;
use crate::fact_error::Mistake;
use crate::given::{Answer, Given};
use crate::record::Slot;
use crate::sorted::sort;
use crate::{CaseError, FactError, date, time};

/// The slots of an input record.
pub fn input(
    manifest: &Manifest,
    facts: &Map<String, Json>,
    readings: &BTreeMap<String, String>,
) -> Result<Vec<Slot>, CaseError> {
    let given = Given::of(manifest, facts);
    let mut of_facts = given.errors;
    let mut slots = Vec::with_capacity(manifest.facts.len() + manifest.readings.len());
    for (index, (fact, value)) in manifest.facts.iter().zip(given.values).enumerate() {
        slots.push(match value {
            None => Slot::UNKNOWN,
            Some((answer, place)) => answered(manifest, fact, answer).unwrap_or_else(|mistake| {
                of_facts.push((index, mistake.of_fact(manifest, fact, place)));
                Slot::UNKNOWN
            }),
        });
    }
    sort(&mut of_facts, &|one, other| one.0 < other.0);
    let mut errors: Vec<FactError> = of_facts.into_iter().map(|(_, error)| error).collect();
    for reading in &manifest.readings {
        let used = match readings.get(&reading.name) {
            None => Some(reading.default),
            Some(given) => reading
                .alternatives
                .iter()
                .position(|alternative| alternative.name == *given),
        };
        match used.and_then(|position| i64::try_from(position).ok()) {
            Some(position) => slots.push(Slot::known(position)),
            None => errors.extend(
                readings
                    .get(&reading.name)
                    .map(|given| FactError::no_alternative(reading, given)),
            ),
        }
    }
    // Maps are not all sorted alike, but errors must not depend on that.
    let mut strangers = given.strangers;
    sort(&mut strangers, &|one, other| one.pointer < other.pointer);
    errors.extend(strangers);
    let strangers = readings.keys().filter(|name| {
        manifest
            .readings
            .iter()
            .all(|reading| reading.name != **name)
    });
    errors.extend(strangers.map(|name| FactError::no_reading(manifest, name)));
    if errors.is_empty() {
        Ok(slots)
    } else {
        Err(CaseError { errors })
    }
}

fn answered(manifest: &Manifest, fact: &Fact, answer: Answer<'_>) -> Result<Slot, Mistake> {
    match answer {
        Answer::Json(given) => slot(manifest, fact, given),
        // The number of items, which lies in its range.
        Answer::Length(length) => Ok(Slot::known(i64::try_from(length).unwrap_or(i64::MAX))),
    }
}

fn slot(manifest: &Manifest, fact: &Fact, given: &Json) -> Result<Slot, Mistake> {
    if given.is_null() {
        return Ok(Slot::UNKNOWN);
    }
    match &fact.value {
        ValueType::Bool => given
            .as_bool()
            .map(Slot::bool)
            .ok_or_else(|| Mistake::wrong_type(given)),
        ValueType::Decimal {
            scale,
            min,
            max,
            step,
            ..
        } => {
            let written = match given {
                Json::Number(number) => number.to_string(),
                Json::String(text) => text.trim().to_owned(),
                _ => return Err(Mistake::wrong_type(given)),
            };
            let number =
                Decimal::parse(&written).ok_or_else(|| Mistake::NotANumber(written.clone()))?;
            if outside(number, *scale, *min, *max) {
                return Err(Mistake::OutOfRange(number.to_string()));
            }
            let raw = number
                .at(*scale)
                .and_then(|raw| i64::try_from(raw).ok())
                .filter(|raw| raw % step == 0);
            raw.map(Slot::known)
                .ok_or_else(|| Mistake::OffStep(number.to_string()))
        }
        ValueType::Date { min, max } => moment(given, date::parse, *min..=*max, Mistake::NotADate),
        ValueType::Time { min, max } => moment(given, time::parse, *min..=*max, Mistake::NotATime),
        ValueType::DateTime { min, max } => moment(
            given,
            time::parse_moment,
            *min..=*max,
            Mistake::NotADateTime,
        ),
        ValueType::Enum { index } => {
            let text = given.as_str().ok_or_else(|| Mistake::wrong_type(given))?;
            let values = manifest
                .enums
                .get(*index)
                .map(|item| item.values.as_slice())
                .unwrap_or_default();
            let position = values
                .iter()
                .position(|value| value.name == text)
                .and_then(|at| i64::try_from(at).ok());
            position
                .map(Slot::known)
                .ok_or_else(|| Mistake::UnknownValue(text.to_owned()))
        }
        ValueType::Reading { .. } => Err(Mistake::wrong_type(given)),
    }
}

/// A day or a minute, within its range.
fn moment(
    given: &Json,
    parse: fn(&str) -> Option<i64>,
    range: RangeInclusive<i64>,
    mistake: fn(String) -> Mistake,
) -> Result<Slot, Mistake> {
    let text = given.as_str().ok_or_else(|| Mistake::wrong_type(given))?;
    let raw = parse(text.trim()).ok_or_else(|| mistake(text.trim().to_owned()))?;
    if range.contains(&raw) {
        Ok(Slot::known(raw))
    } else {
        Err(Mistake::OutOfRange(text.trim().to_owned()))
    }
}

/// Compared at the finer of both scales, so that 2000.001 is outside of 0..2000 and not a question of steps.
fn outside(number: Decimal, scale: u32, min: i64, max: i64) -> bool {
    let at = number.scale.max(scale);
    match (
        number.at(at),
        Decimal::of(min, scale).at(at),
        Decimal::of(max, scale).at(at),
    ) {
        (Some(number), Some(min), Some(max)) => number < min || number > max,
        // An end with too many digits for an `i128` at the number's scale: the number has more than it is large.
        (Some(_), ..) => false,
        _ => true,
    }
}
