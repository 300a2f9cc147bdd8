//! Types and units as written.

use nuanze_syntax::Span;
use nuanze_syntax::ast::{Expr, ExprKind, TypeExpr, UnitExpr};
use rust_decimal::Decimal;

use super::Checker;
use super::names::TypeName;
use super::number::{Range, longest};
use super::report::{Further, did_you_mean, finding};
use crate::moment::Moment;
use crate::program::{EnumId, NumberType, Type};
use crate::unit::{Unit, dimension_words, unit_names, usual_unit};

/// A type as written: its range may be left to follow from the values.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Written {
    Bool,
    Enum(EnumId),
    Moment(Moment, Option<(i64, i64)>),
    Number(WrittenNumber),
}

/// A number's type as written.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct WrittenNumber {
    /// `area`; a bare unit has no dimension word.
    pub(super) dimension: Option<String>,
    pub(super) unit: Option<Unit>,
    pub(super) range: Option<(Decimal, Decimal)>,
    pub(super) step: Option<Decimal>,
}

impl Written {
    /// The type beside which a bare name stands: only values of enums are bare names.
    pub(super) fn value_type(&self) -> Option<Type> {
        match self {
            Self::Enum(id) => Some(Type::Enum(*id)),
            _ => None,
        }
    }
}

impl Checker<'_> {
    /// The unit that is written; an unknown one is reported.
    pub(super) fn unit(&mut self, written: &UnitExpr) -> Option<Unit> {
        let factors = written
            .factors
            .iter()
            .map(|(name, exponent)| (name.node.as_str(), *exponent));
        match Unit::product(factors) {
            Ok(unit) => Some(unit),
            // The parser has already said how these words are written as a unit.
            Err(name) if name.contains('`') => None,
            Err(name) => {
                let span = written
                    .factors
                    .iter()
                    .find(|(known, _)| known.node == name)
                    .map_or(written.span, |(known, _)| known.span);
                // An area's unit is a power of a length's.
                let known = unit_names()
                    .chain(["m²"])
                    .map(|name| format!("`{name}`"))
                    .collect::<Vec<_>>()
                    .join(", ");
                let help = did_you_mean(name, unit_names())
                    .unwrap_or_else(|| format!("known units are {known}"));
                let message = format!("`{name}` is not a known unit");
                self.report(finding("unit/unknown", span, message, "not known").help(help));
                None
            }
        }
    }

    /// A type as written.
    pub(super) fn written_type(&mut self, ty: &TypeExpr) -> Option<Written> {
        if ty.element.is_some() {
            self.report(
                finding("type/list", ty.span, "a list cannot stand here", "a list")
                    .help("make one value of its items, for example with `sum(…)` or `count(…)`; only facts are lists"),
            );
            return None;
        }
        let name = ty.name.node.as_str();
        let moment = Moment::named(name);
        let is_number = moment.is_none() && name != "bool" && !self.names.types.contains_key(name);
        if !is_number
            && (ty.unit.is_some() || ty.step.is_some() || (ty.range.is_some() && moment.is_none()))
        {
            let message = format!("`{name}` has no unit, range or step of this kind");
            self.report(
                finding("type/extra", ty.span, message, "only numbers have these")
                    .help(format!("write just `{name}`")),
            );
            return None;
        }
        if let Some(moment) = moment {
            return self.written_moment(moment, ty);
        }
        if name == "bool" {
            return Some(Written::Bool);
        }
        match self.names.types.get(name).copied() {
            Some(TypeName::Enum(id)) => return self.sound_enum(id).then_some(Written::Enum(id)),
            Some(TypeName::UsedEnum(used, id)) => {
                return self.import_enum(used, id).map(Written::Enum);
            }
            Some(TypeName::Record(_) | TypeName::UsedRecord(..)) => {
                let message = format!("`{name}` is a record, but this is a single value");
                self.report(
                    finding("type/record", ty.name.span, message, "a record")
                        .help("give one of its parts; only facts are records"),
                );
                return None;
            }
            None => {}
        }
        self.written_number(ty).map(Written::Number)
    }

    fn written_number(&mut self, ty: &TypeExpr) -> Option<WrittenNumber> {
        let name = ty.name.node.as_str();
        let is_dimension = dimension_words().any(|word| word == name);
        let unit = match &ty.unit {
            Some(unit) => Some(self.unit(unit)?),
            None => None,
        };
        let named_unit = if is_dimension {
            None
        } else {
            Unit::parse(name)
        };
        if !is_dimension && named_unit.is_none() {
            let mut known: Vec<&str> = ["bool", "date", "time", "datetime"]
                .into_iter()
                .chain(dimension_words())
                .chain(unit_names())
                .collect();
            known.extend(self.names.types.keys());
            let help = did_you_mean(name, known);
            if !self.names.incomplete {
                let message = format!("`{name}` is not a known type");
                self.report(finding("type/unknown", ty.name.span, message, "not known").help(help.unwrap_or_else(|| {
                    "a type is `bool`, `date`, `time`, `datetime`, the name of an enum, a dimension such as `area`, or a unit such as `CNY`".to_owned()
                })));
            }
            return None;
        }
        let unit = unit.or(named_unit);
        if let Some(unit) = unit
            .as_ref()
            .filter(|unit| is_dimension && !unit.is_of(name))
        {
            let sample = usual_unit(name).filter(|sample| !sample.is_empty());
            let message = format!("`{unit}` is not a unit of `{name}`");
            let help = sample.map_or("leave the unit out".to_owned(), |sample| {
                format!("write for example `{sample}`")
            });
            self.report(
                finding(
                    "type/unit",
                    ty.span,
                    message,
                    format!("{} here", unit.dimension()),
                )
                .help(help),
            );
            return None;
        }
        let range = match &ty.range {
            Some((from, to)) => {
                let (from, to) = (self.plain_number(from), self.plain_number(to));
                Some((from?, to?))
            }
            None => None,
        };
        if let Some((from, to)) = range.filter(|(from, to)| to < from) {
            let message = format!("the range ends at {to}, below its beginning at {from}");
            self.report(
                finding("type/range", ty.span, message, "ends first").help("swap the two numbers"),
            );
            return None;
        }
        let step = match &ty.step {
            Some(step) => Some(self.plain_number(step)?),
            None => None,
        };
        if let (Some(step), Some(written)) = (step, &ty.step)
            && step <= Decimal::ZERO
        {
            let message = format!("a step of {step} leads nowhere");
            self.report(
                finding("type/step", written.span, message, "not above 0")
                    .help("write for example `step 0.01` for two digits"),
            );
            return None;
        }
        Some(WrittenNumber {
            dimension: is_dimension.then(|| name.to_owned()),
            unit,
            range,
            step,
        })
    }

    /// The type of a fact: its range must be there.
    pub(super) fn fact_type(&mut self, ty: &TypeExpr, name: &str) -> Option<Type> {
        let missing = |what: &str, sample: String| {
            let message = format!("the fact `{name}` needs {what}");
            finding("fact/range", ty.span, message, "not given here").help(sample)
        };
        let number = match self.written_type(ty)? {
            Written::Bool => return Some(Type::Bool),
            Written::Enum(id) => return Some(Type::Enum(id)),
            Written::Moment(moment, range) => {
                if let Some((min, max)) = range.or(moment.whole()) {
                    return Some(moment.ty(min, max));
                }
                let help = match moment {
                    Moment::DateTime => {
                        "write the first and the last that can be answered, for example `datetime 2021-01-01T00:00..2030-12-31T23:59`"
                    }
                    _ => {
                        "write the first and the last day that can be answered, for example `date 2021-01-01..2030-12-31`"
                    }
                };
                self.report(missing("a range", help.to_owned()));
                return None;
            }
            Written::Number(number) => number,
        };
        let word = number.dimension.as_deref().unwrap_or_default();
        let unit = match (number.unit, word) {
            (Some(unit), _) => unit,
            (None, "count" | "ratio") => Unit::bare(),
            (None, word) => {
                let sample = usual_unit(word).unwrap_or("CNY");
                self.report(missing(
                    "a unit",
                    format!("write it after the range, for example `{word} 0..2000 {sample}`"),
                ));
                return None;
            }
        };
        let Some((min, max)) = number.range else {
            let help = format!(
                "write the smallest and the largest answer, for example `{} 0..2000{}{unit}`",
                ty.name.node,
                if unit.symbol.is_empty() { "" } else { " " }
            );
            self.report(missing("a range", help));
            return None;
        };
        let step = number.step.unwrap_or(Decimal::ONE).normalize();
        let number = NumberType {
            unit,
            scale: step.scale(),
            min,
            max,
            step,
        };
        for end in [min, max] {
            if !end.checked_rem(step).is_some_and(|rest| rest.is_zero()) {
                let message = format!(
                    "the range of `{name}` ends at {end}, which its step {step} never reaches"
                );
                self.report(finding("type/step", ty.span, message, "range and step do not meet").help(format!(
                    "let both ends be multiples of the step, or write a finer step such as `step {}`",
                    Decimal::new(1, end.normalize().scale().max(step.scale()))
                )));
                return None;
            }
        }
        if Range::of(&number).is_none() {
            let message = format!(
                "the range of `{name}` is too large for {} digits after the point",
                number.scale
            );
            self.report(
                finding("type/range", ty.span, message, "too large").help(format!(
                    "the largest number with {} digits after the point is {}",
                    number.scale,
                    longest(number.scale)
                )),
            );
            return None;
        }
        Some(Type::Number(number))
    }

    /// A number without a unit, with a sign: the ends and steps of types.
    pub(super) fn plain_number(&mut self, expr: &Expr) -> Option<Decimal> {
        match &expr.node {
            ExprKind::Number { digits, unit: None } => self.digits(digits, expr.span),
            ExprKind::Negate(inner) => self.plain_number(inner).map(|number| -number),
            ExprKind::Error => None,
            _ => {
                self.report(
                    finding(
                        "type/number",
                        expr.span,
                        "this must be a bare number",
                        "not a bare number",
                    )
                    .help("write the digits alone; the unit stands once, after the range"),
                );
                None
            }
        }
    }

    /// The digits of a number.
    pub(super) fn digits(&mut self, digits: &str, span: Span) -> Option<Decimal> {
        let number = Decimal::from_str_exact(digits)
            .ok()
            .map(|number| number.normalize());
        let fitting = number.filter(|number| Range::constant(*number).is_some());
        if fitting.is_none() {
            let message = format!("`{digits}` has more digits than a number can hold");
            self.report(
                finding("number/long", span, message, "too long").help(format!(
                    "the largest whole number is {}; with two digits after the point, {}",
                    longest(0),
                    longest(2)
                )),
            );
        }
        fitting
    }
}
