//! Values, types and expressions as people write them: in Chinese, in English, or as in the policy's source.

mod phrase;

use rust_decimal::Decimal;

use crate::date::{date_from_days, day_and_minute, format_date, format_time};
use crate::program::{
    Aggregate, AggregateKind, Arithmetic, Comparison, DefinitionKind, Expr, ExprKind, Fact,
    MonthEnd, Program, Rounding, Text, Type, Value,
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

    /// A number with its unit: `12,000 元`, `80 m²`, `30%`; in the source `12000 CNY`.
    pub fn number(&self, number: Decimal, unit: &Unit) -> String {
        let digits = number.normalize().to_string();
        if self.language == Language::Source {
            return if unit.symbol.is_empty() {
                digits
            } else {
                format!("{digits} {unit}")
            };
        }
        let digits = grouped(&digits);
        match unit.symbol.as_str() {
            "" => digits,
            "%" => format!("{digits}%"),
            symbol if self.language == Language::Chinese => {
                format!("{digits} {}", chinese_unit(symbol))
            }
            symbol => format!("{digits} {symbol}"),
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

    /// A fact; an item's in an aggregate as the item's own.
    pub fn fact(&self, fact: &Fact) -> String {
        if let Some(aggregate) = self.item {
            let first = format!("{}[1]", aggregate.list);
            if let Some(rest) = fact.name.strip_prefix(&first) {
                return match self.language {
                    Language::Source => format!("{}{rest}", aggregate.variable),
                    _ => self.named(&fact.name, Some(&fact.label)),
                };
            }
        }
        let label = self.named(&fact.name, Some(&fact.label));
        match (self.language, &fact.place) {
            (Language::Chinese, Some(place)) => format!("{}的{label}", place.zh),
            (Language::English, Some(place)) => format!("{}: {label}", place.en),
            _ => label,
        }
    }

    /// The words for parts of an aggregate's first item: its own fields go by the item's name.
    pub(crate) fn of_item(self, aggregate: &'a Aggregate) -> Self {
        Self {
            item: Some(aggregate),
            ..self
        }
    }

    /// An aggregate, said of its first item: all are alike.
    fn aggregate(&self, aggregate: &'a Aggregate) -> String {
        let Some(first) = aggregate.items.first() else {
            return String::new();
        };
        let words = self.of_item(aggregate);
        let value = words.expr(&first.value);
        let filter = first.filter().map(|filter| words.expr(filter));
        let all = first.value.kind == ExprKind::Constant(Value::Bool(true));
        let list = self.named(&aggregate.list, Some(&aggregate.label));
        let default = aggregate.default.as_ref().map(|value| self.expr(value));
        match self.language {
            Language::Chinese => {
                let of = filter.map_or("各项".to_owned(), |filter| format!("中{filter}的各项"));
                let default = default.map_or(String::new(), |value| format!("（没有时为{value}）"));
                match aggregate.kind {
                    AggregateKind::All => format!("{list}{of}都{value}"),
                    AggregateKind::Any => format!("{list}{of}中有一项{value}"),
                    AggregateKind::Count if all => format!("{list}{of}的项数"),
                    AggregateKind::Count => format!("{list}{of}中{value}的项数"),
                    AggregateKind::Sum => format!("{list}{of}{value}之和"),
                    AggregateKind::Min => format!("{list}{of}{value}的最小值{default}"),
                    AggregateKind::Max => format!("{list}{of}{value}的最大值{default}"),
                }
            }
            Language::English => {
                let of = filter.map_or(list.clone(), |filter| format!("{list} where {filter}"));
                let default = default.map_or(String::new(), |value| format!(" ({value} if none)"));
                match aggregate.kind {
                    AggregateKind::All => format!("{value} for every item of {of}"),
                    AggregateKind::Any => format!("{value} for an item of {of}"),
                    AggregateKind::Count if all => format!("number of items of {of}"),
                    AggregateKind::Count => format!("number of items of {of} with {value}"),
                    AggregateKind::Sum => format!("sum of {value} over {of}"),
                    AggregateKind::Min => format!("smallest {value} of {of}{default}"),
                    AggregateKind::Max => format!("largest {value} of {of}{default}"),
                }
            }
            Language::Source => {
                let kind = match aggregate.kind {
                    AggregateKind::All => "all",
                    AggregateKind::Any => "any",
                    AggregateKind::Count => "count",
                    AggregateKind::Sum => "sum",
                    AggregateKind::Min => "min",
                    AggregateKind::Max => "max",
                };
                let variable = &aggregate.variable;
                let filter = filter.map_or(String::new(), |filter| format!(" where {filter}"));
                let default = default.map_or(String::new(), |value| format!(" else {value}"));
                format!("{kind}({value} for {variable} in {list}{filter}{default})")
            }
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

/// `12000.5` as `12,000.5`.
fn grouped(digits: &str) -> String {
    let (sign, unsigned) = digits
        .strip_prefix('-')
        .map_or(("", digits), |rest| ("−", rest));
    let (whole, fraction) = unsigned
        .split_once('.')
        .map_or((unsigned, None), |(whole, rest)| (whole, Some(rest)));
    let mut text = sign.to_owned();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if let Some(fraction) = fraction {
        text.push('.');
        text.push_str(fraction);
    }
    text
}

/// A unit's symbol with Chinese names for money and time: `元/kWh`.
fn chinese_unit(symbol: &str) -> String {
    let mut text = String::new();
    let mut name = String::new();
    for part in symbol.chars().chain(['/']) {
        if matches!(part, '/' | '·' | '(' | ')') {
            text.push_str(match name.as_str() {
                "CNY" => "元",
                "10k_CNY" => "万元",
                "fen" => "分",
                "min" => "分钟",
                "h" => "小时",
                "d" => "天",
                other => other,
            });
            name.clear();
            text.push(part);
        } else {
            name.push(part);
        }
    }
    text.pop();
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_numbers_are_grouped() {
        assert_eq!(grouped("12000"), "12,000");
        assert_eq!(grouped("-1234567.25"), "−1,234,567.25");
        assert_eq!(grouped("999"), "999");
    }

    #[test]
    fn money_has_its_chinese_name_in_every_unit() {
        assert_eq!(chinese_unit("CNY"), "元");
        assert_eq!(chinese_unit("CNY/kWh"), "元/kWh");
        assert_eq!(chinese_unit("CNY/(m²·d)"), "元/(m²·天)");
    }
}
