//! Values, types and expressions as people write them: in Chinese, in English, or as in the policy's source.

mod aggregate;
mod number;
mod phrase;

use rust_decimal::Decimal;

use crate::date::{date_from_days, day_and_minute, format_date, format_time};
use crate::program::{
    Aggregate, Arithmetic, Comparison, DefinitionKind, Expr, ExprKind, MonthEnd, Program, Rounding,
    Text, Type, Value,
};
use crate::unit::Unit;

/// Whom the words are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// 取暖面积 ≥ 45 m²
    Chinese,
    /// Heated area ≥ 45 m²
    English,
    /// heated_area >= 45 m²
    Source,
}

/// Puts parts of one program into words.
#[derive(Clone, Copy, Debug)]
pub struct Words<'a> {
    program: &'a Program,
    language: Language,
    /// The aggregate whose item's value is said.
    item: Option<&'a Aggregate>,
}

impl Program {
    /// The words for parts of this program.
    pub fn words(&self, language: Language) -> Words<'_> {
        Words {
            program: self,
            language,
            item: None,
        }
    }
}

impl<'a> Words<'a> {
    /// A value; its type says in which unit a number is.
    pub fn value(&self, value: &Value, ty: &Type) -> String {
        match (value, ty) {
            (Value::Bool(yes), _) => match (self.language, yes) {
                (Language::Chinese, true) => "是".to_owned(),
                (Language::Chinese, false) => "否".to_owned(),
                (_, true) => "yes".to_owned(),
                (_, false) => "no".to_owned(),
            },
            (Value::Enum(id, at), _) => {
                let value = self
                    .program
                    .enums
                    .get(id.0)
                    .and_then(|known| known.values.get(*at));
                value
                    .map(|value| self.named(&value.name, Some(&value.label)))
                    .unwrap_or_default()
            }
            (Value::Alternative(id, at), _) => {
                let known = self
                    .program
                    .readings
                    .get(id.0)
                    .and_then(|reading| reading.alternatives.get(*at));
                known
                    .map(|(name, label)| self.named(name, Some(label)))
                    .unwrap_or_default()
            }
            (Value::Number(number), Type::Number(ty)) => self.number(*number, &ty.unit),
            (Value::Number(number), _) => self.number(*number, &Unit::bare()),
            (Value::Date(days), _) => self.date(*days),
            (Value::Time(minute), _) => format_time(*minute),
            (Value::DateTime(minute), _) => {
                let (day, time) = day_and_minute(*minute);
                let joint = self.pick("", " ", "T");
                format!("{}{joint}{}", self.date(day), format_time(time))
            }
        }
    }

    /// A day: `2023年3月31日`, otherwise `2023-03-31`.
    pub fn date(&self, days: i64) -> String {
        if self.language == Language::Chinese {
            let (year, month, day) = date_from_days(days);
            format!("{year}年{month}月{day}日")
        } else {
            format_date(days)
        }
    }

    /// A type, for messages about the source: `an area in m²`.
    pub fn ty(&self, ty: &Type) -> String {
        match ty {
            Type::Bool => "yes or no".to_owned(),
            Type::Enum(id) => match self.program.enums.get(id.0) {
                Some(known) => format!("a `{}`", known.name),
                None => "a value".to_owned(),
            },
            Type::Reading(id) => match self.program.readings.get(id.0) {
                Some(reading) => format!("an alternative of `{}`", reading.name),
                None => "an alternative".to_owned(),
            },
            Type::Number(number) if number.unit.symbol.is_empty() => "a bare number".to_owned(),
            Type::Number(number) => {
                let dimension = number.unit.dimension();
                let article = match dimension.as_str() {
                    "area" => "an ",
                    "length" | "volume" | "temperature" | "duration" | "ratio" => "a ",
                    _ => "",
                };
                format!("{article}{dimension} in {}", number.unit)
            }
            Type::Date { .. } => "a date".to_owned(),
            Type::Time { .. } => "a time of day".to_owned(),
            Type::DateTime { .. } => "a date and time".to_owned(),
        }
    }

    /// A name with its label: the label for people, the identifier for the source.
    pub fn named(&self, name: &str, label: Option<&Text>) -> String {
        match (self.language, label) {
            (Language::Chinese, Some(label)) if !label.zh.is_empty() => label.zh.clone(),
            (Language::English, Some(label)) if !label.en.is_empty() => label.en.clone(),
            _ => name.to_owned(),
        }
    }

    /// An expression.
    pub fn expr(&self, expr: &Expr) -> String {
        self.operand(expr, 0)
    }

    /// An expression that stands beside an operator which binds as tightly as `level`.
    fn operand(&self, expr: &Expr, level: u8) -> String {
        let (own, text) = self.with_level(expr);
        match (own < level, self.language) {
            (false, _) => text,
            (true, Language::Chinese) => format!("（{text}）"),
            (true, _) => format!("({text})"),
        }
    }

    /// An expression and how tightly it holds together; what is said with words in [`Words::phrase`] stands here as in
    /// the source.
    fn with_level(&self, expr: &Expr) -> (u8, String) {
        const ATOM: u8 = 9;
        if let Some(phrase) = self.phrase(expr) {
            return phrase;
        }
        match &expr.kind {
            ExprKind::Constant(value) => (ATOM, self.value(value, &expr.ty)),
            ExprKind::Fact(id) => {
                let fact = self.program.facts.get(id.0);
                (ATOM, fact.map(|fact| self.fact(fact)).unwrap_or_default())
            }
            ExprKind::Reading(id) => {
                let reading = self.program.readings.get(id.0);
                (
                    ATOM,
                    reading
                        .map(|reading| self.named(&reading.name, Some(&reading.question)))
                        .unwrap_or_default(),
                )
            }
            ExprKind::Definition(id) => {
                let known = self.program.definitions.get(id.0);
                (
                    ATOM,
                    known
                        .map(|known| self.named(&known.name, known.label.as_ref()))
                        .unwrap_or_default(),
                )
            }
            ExprKind::Condition(id, at) => (ATOM, self.condition(id.0, *at)),
            ExprKind::Not(inner) => (4, format!("not {}", self.operand(inner, 5))),
            ExprKind::And(parts) => (3, self.joined(parts, 4, " and ")),
            ExprKind::Or(parts) => (2, self.joined(parts, 3, " or ")),
            ExprKind::Compare(comparison, left, right) => (
                5,
                format!(
                    "{} {} {}",
                    self.operand(left, 6),
                    self.comparison(*comparison),
                    self.operand(right, 6)
                ),
            ),
            ExprKind::If(condition, then, otherwise) => (
                1,
                format!(
                    "if {} then {} else {}",
                    self.expr(condition),
                    self.expr(then),
                    self.expr(otherwise)
                ),
            ),
            ExprKind::Arithmetic(operation, parts) => match operation {
                Arithmetic::Add => (6, self.joined(parts, 6, " + ")),
                Arithmetic::Subtract => (6, self.joined(parts, 7, self.pick(" − ", " − ", " - "))),
                Arithmetic::Multiply => (7, self.joined(parts, 7, " * ")),
                Arithmetic::Negate => (
                    8,
                    format!("{}{}", self.pick("−", "−", "-"), self.joined(parts, 8, "")),
                ),
                Arithmetic::Min => (ATOM, format!("min({})", self.joined(parts, 0, ", "))),
                Arithmetic::Max => (ATOM, format!("max({})", self.joined(parts, 0, ", "))),
            },
            ExprKind::Round(inner, rounding, step) => (
                ATOM,
                self.rounded(&self.expr(inner), *rounding, *step, &expr.ty),
            ),
            ExprKind::Divide(over, under, rounding, step) => {
                let quotient = format!("{} / {}", self.operand(over, 7), self.operand(under, 8));
                (ATOM, self.rounded(&quotient, *rounding, *step, &expr.ty))
            }
            ExprKind::Parameter(id, day) => {
                let known = self.program.parameters.get(id.0);
                let name = known
                    .map(|known| self.named(&known.name, known.label.as_ref()))
                    .unwrap_or_default();
                let day = self.operand(day, 9);
                (
                    8,
                    match self.language {
                        Language::Chinese => format!("{day}当天的{name}"),
                        Language::English => format!("{name} on {day}"),
                        Language::Source => format!("{name} at {day}"),
                    },
                )
            }
            ExprKind::Aggregate(aggregate) => (ATOM, self.aggregate(aggregate)),
            ExprKind::AddMonths(moment, months, end) => {
                let end = match end {
                    MonthEnd::LastDay => "last_day",
                    MonthEnd::NextDay => "next_day",
                };
                let (moment, months) = (self.expr(moment), self.expr(months));
                (ATOM, format!("add_months({moment}, {months}, {end})"))
            }
            ExprKind::AddDuration(moment, duration) => {
                let moment = self.operand(moment, 6);
                let minus = self.pick(" − ", " − ", " - ");
                let text = match &duration.kind {
                    ExprKind::Constant(Value::Number(number)) if number.is_sign_negative() => {
                        let back = self.value(&Value::Number(-*number), &duration.ty);
                        format!("{moment}{minus}{back}")
                    }
                    ExprKind::Arithmetic(Arithmetic::Negate, back) => {
                        format!("{moment}{minus}{}", self.joined(back, 7, ""))
                    }
                    _ => format!("{moment} + {}", self.operand(duration, 7)),
                };
                (6, text)
            }
            ExprKind::Between(later, earlier) => (
                6,
                format!(
                    "{}{}{}",
                    self.operand(later, 6),
                    self.pick(" − ", " − ", " - "),
                    self.operand(earlier, 7)
                ),
            ),
            ExprKind::DateOf(moment) => (ATOM, format!("date_of({})", self.expr(moment))),
            ExprKind::TimeOf(moment) => (ATOM, format!("time_of({})", self.expr(moment))),
        }
    }

    /// A requirement's condition: its words, or `eligible.meter`.
    pub fn condition(&self, definition: usize, at: usize) -> String {
        let Some(known) = self.program.definitions.get(definition) else {
            return String::new();
        };
        match &known.kind {
            DefinitionKind::Requirement(requirement) => match requirement.conditions.get(at) {
                Some(condition) => self.named(
                    &format!("{}.{}", known.name, condition.name),
                    condition.label.as_ref(),
                ),
                None => known.name.clone(),
            },
            _ => known.name.clone(),
        }
    }

    /// The sign of a comparison.
    pub fn comparison(&self, comparison: Comparison) -> &'static str {
        match comparison {
            Comparison::Equal => "=",
            Comparison::NotEqual => self.pick("≠", "≠", "!="),
            Comparison::Less => "<",
            Comparison::LessEqual => self.pick("≤", "≤", "<="),
            Comparison::Greater => ">",
            Comparison::GreaterEqual => self.pick("≥", "≥", ">="),
        }
    }

    /// A rounded value, as in the source.
    fn rounded(&self, inner: &str, rounding: Rounding, step: Decimal, ty: &Type) -> String {
        let step = self.value(&Value::Number(step), ty);
        let mode = match rounding {
            Rounding::HalfUp => "half_up",
            Rounding::HalfEven => "half_even",
            Rounding::Up => "up",
            Rounding::Down => "down",
        };
        format!("round({inner}, {mode}, {step})")
    }

    fn joined(&self, parts: &[Expr], level: u8, between: &str) -> String {
        parts
            .iter()
            .map(|part| self.operand(part, level))
            .collect::<Vec<_>>()
            .join(between)
    }

    fn pick(
        &self,
        chinese: &'static str,
        english: &'static str,
        source: &'static str,
    ) -> &'static str {
        match self.language {
            Language::Chinese => chinese,
            Language::English => english,
            Language::Source => source,
        }
    }
}
