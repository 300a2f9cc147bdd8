//! Expressions as sentences for people, where the operators of the source would read badly.

use rust_decimal::Decimal;

use super::{Language, Words};
use crate::program::{Arithmetic, Comparison, Expr, ExprKind, MonthEnd, Rounding, Type, Value};

/// How tightly the words of a sentence hold together: they stand in parentheses beside any operator.
const LOOSE: u8 = 1;

impl Words<'_> {
    /// The expression in words, and how tightly they hold together; `None` where its signs say it well.
    pub(super) fn phrase(&self, expr: &Expr) -> Option<(u8, String)> {
        if self.language == Language::Source {
            return None;
        }
        let zh = self.language == Language::Chinese;
        Some(match &expr.kind {
            ExprKind::Not(inner) => self.denied(inner),
            ExprKind::Compare(Comparison::Equal, of, value) => {
                (5, self.is_one_of(of, &[value], true)?)
            }
            ExprKind::Compare(Comparison::NotEqual, of, value) => {
                (5, self.is_one_of(of, &[value], false)?)
            }
            ExprKind::Or(parts) => {
                let said = self
                    .said_values(parts)
                    .or_else(|| self.past_midnight(parts));
                match said {
                    Some(said) => (5, said),
                    None => {
                        let or = if zh { "，或者" } else { ", or " };
                        (2, self.joined(parts, 4, or))
                    }
                }
            }
            ExprKind::And(parts) => match parts.as_slice() {
                [from, to] if between(from, to).is_some() => (5, self.between(from, to)?),
                _ => (
                    3,
                    self.joined(parts, 4, if zh { "，并且" } else { ", and " }),
                ),
            },
            ExprKind::If(condition, then, otherwise) => {
                let condition = self.expr(condition);
                let (then, otherwise) = (self.operand(then, 2), self.expr(otherwise));
                let text = if zh {
                    format!("如果{condition}：{then}；否则：{otherwise}")
                } else {
                    format!("if {condition}: {then}; otherwise: {otherwise}")
                };
                (0, text)
            }
            // Its words run on: `sum of … where … × …` would be read otherwise.
            ExprKind::Aggregate(aggregate) => (LOOSE, self.aggregate(aggregate)),
            ExprKind::Arithmetic(Arithmetic::Multiply, parts) => (7, self.product(parts)),
            ExprKind::Arithmetic(Arithmetic::Min, parts) => (LOOSE, self.least(parts, true)),
            ExprKind::Arithmetic(Arithmetic::Max, parts) => (LOOSE, self.least(parts, false)),
            ExprKind::Round(inner, rounding, step) => {
                let inner = self.operand(inner, LOOSE);
                (LOOSE, self.at_step(&inner, *rounding, *step, &expr.ty))
            }
            ExprKind::Divide(over, under, rounding, step) => {
                let quotient = format!("{} ÷ {}", self.operand(over, 7), self.operand(under, 8));
                (LOOSE, self.at_step(&quotient, *rounding, *step, &expr.ty))
            }
            ExprKind::AddMonths(moment, months, end) => {
                let (moment, months) = (self.operand(moment, 8), self.operand(months, 8));
                let text = match (zh, end) {
                    (true, MonthEnd::LastDay) => {
                        format!("{moment}之后{months}个月（没有这一天的月份，按月末）")
                    }
                    (true, MonthEnd::NextDay) => {
                        format!("{moment}之后{months}个月（没有这一天的月份，按下月1日）")
                    }
                    (false, MonthEnd::LastDay) => format!(
                        "{months} months after {moment} (the month's last day where it has no such day)"
                    ),
                    (false, MonthEnd::NextDay) => format!(
                        "{months} months after {moment} (the next month's first day where it has no such day)"
                    ),
                };
                (8, text)
            }
            ExprKind::DateOf(moment) => {
                let moment = self.operand(moment, 8);
                (
                    8,
                    if zh {
                        format!("{moment}的日期")
                    } else {
                        format!("the day of {moment}")
                    },
                )
            }
            ExprKind::TimeOf(moment) => {
                let moment = self.operand(moment, 8);
                (
                    8,
                    if zh {
                        format!("{moment}的时刻")
                    } else {
                        format!("the time of {moment}")
                    },
                )
            }
            _ => return None,
        })
    }

    /// Whether an `or` says one thing of one thing: `device in (a, b)`, `at in 20:00 ..< 08:00`.
    pub fn says_one_thing(&self, expr: &Expr) -> bool {
        let ExprKind::Or(parts) = &expr.kind else {
            return false;
        };
        self.said_values(parts)
            .or_else(|| self.past_midnight(parts))
            .is_some()
    }

    /// `x = a or x = b` as the values that `x` may have.
    fn said_values(&self, parts: &[Expr]) -> Option<String> {
        let (of, values) = equals(parts)?;
        self.is_one_of(of, &values, true)
    }

    /// That something does not hold.
    fn denied(&self, inner: &Expr) -> (u8, String) {
        let zh = self.language == Language::Chinese;
        let said = match &inner.kind {
            ExprKind::Not(inner) => return self.with_level(inner),
            ExprKind::Compare(Comparison::Equal, of, value) => self.is_one_of(of, &[value], false),
            ExprKind::Compare(Comparison::NotEqual, of, value) => {
                self.is_one_of(of, &[value], true)
            }
            ExprKind::Or(parts) => {
                equals(parts).and_then(|(of, values)| self.is_one_of(of, &values, false))
            }
            _ => None,
        };
        if let Some(said) = said {
            return (5, said);
        }
        if let ExprKind::Compare(comparison, left, right) = &inner.kind {
            let sign = self.comparison(comparison.contrary());
            return (
                5,
                format!(
                    "{} {sign} {}",
                    self.operand(left, 6),
                    self.operand(right, 6)
                ),
            );
        }
        let (level, words) = self.with_level(inner);
        let words = match (level >= 5, zh) {
            (true, true) => format!("并非“{words}”"),
            (false, true) => format!("并非（{words}）"),
            (true, false) => format!("not “{words}”"),
            (false, false) => format!("not ({words})"),
        };
        (4, words)
    }

    /// That an enum or a reading is (or is not) one of some values; `None` for what has other values.
    fn is_one_of(&self, of: &Expr, values: &[&Expr], positive: bool) -> Option<String> {
        let zh = self.language == Language::Chinese;
        if !values
            .iter()
            .all(|value| matches!(value.kind, ExprKind::Constant(_)))
        {
            return None;
        }
        match of.ty {
            Type::Enum(_) => {
                let of = self.operand(of, 6);
                let listed = self.listed(values, positive);
                Some(match (zh, positive, values.len() > 1) {
                    (true, true, _) => format!("{of}是{listed}"),
                    (true, false, _) => format!("{of}不是{listed}"),
                    (false, true, _) => format!("{of} is {listed}"),
                    (false, false, false) => format!("{of} is not {listed}"),
                    (false, false, true) => format!("{of} is neither {listed}"),
                })
            }
            Type::Reading(_) => {
                let listed = self.listed(values, positive);
                Some(match (zh, positive) {
                    (true, true) => format!("按{listed}理解"),
                    (true, false) => format!("不按{listed}理解"),
                    (false, true) => format!("the text is read as {listed}"),
                    (false, false) => format!("the text is not read as {listed}"),
                })
            }
            _ => None,
        }
    }

    /// Values one after the other, each in quotation marks.
    fn listed(&self, values: &[&Expr], positive: bool) -> String {
        let values = values.iter().map(|value| format!("“{}”", self.expr(value)));
        let between = match (self.language, positive) {
            (Language::Chinese, _) => "或",
            (_, true) => " or ",
            (_, false) => " nor ",
        };
        values.collect::<Vec<_>>().join(between)
    }

    /// `45 m² ≤ 取暖面积 ≤ 80 m²`.
    fn between(&self, from: &Expr, to: &Expr) -> Option<String> {
        let (of, low, first, high, last) = between(from, to)?;
        Some(format!(
            "{} {} {} {} {}",
            self.operand(low, 6),
            self.comparison(first.mirrored()),
            self.operand(of, 6),
            self.comparison(last),
            self.operand(high, 6)
        ))
    }

    /// `x >= 20:00 or x < 08:00` as the time between, which runs past midnight.
    fn past_midnight(&self, parts: &[Expr]) -> Option<String> {
        let [from, to] = parts else { return None };
        let (of, low, first, high, last) = between(from, to)?;
        let later = match (&low.kind, &high.kind) {
            (ExprKind::Constant(Value::Time(low)), ExprKind::Constant(Value::Time(high))) => {
                low > high
            }
            _ => false,
        };
        if !later || first != Comparison::GreaterEqual {
            return None;
        }
        let (of, low, high) = (self.operand(of, 6), self.expr(low), self.expr(high));
        Some(match (self.language, last) {
            (Language::Chinese, Comparison::Less) => {
                format!("{of}在{low}到次日{high}之间（{high}整不算）")
            }
            (Language::Chinese, _) => format!("{of}在{low}到次日{high}之间（含{high}）"),
            (_, Comparison::Less) => format!("{of} is from {low} to before {high} of the next day"),
            (_, _) => format!("{of} is from {low} to {high} of the next day, both included"),
        })
    }

    /// A product; a factor that is a part of one is said in percent.
    fn product(&self, parts: &[Expr]) -> String {
        let words = parts.iter().map(|part| match (&part.kind, &part.ty) {
            (ExprKind::Constant(Value::Number(number)), Type::Number(ty))
                if ty.unit.symbol.is_empty() && !number.fract().is_zero() =>
            {
                format!("{}%", (*number * Decimal::ONE_HUNDRED).normalize())
            }
            _ => self.operand(part, 7),
        });
        words.collect::<Vec<_>>().join(" × ")
    }

    /// The least or the greatest of some values.
    fn least(&self, parts: &[Expr], least: bool) -> String {
        let two = parts.len() == 2;
        let words: Vec<String> = parts.iter().map(|part| self.operand(part, 6)).collect();
        let (last, first) = words
            .split_last()
            .unwrap_or((const { &String::new() }, &[]));
        if self.language == Language::Chinese {
            let which = match (least, two) {
                (true, true) => "较小的",
                (true, false) => "最小的",
                (false, true) => "较大的",
                (false, false) => "最大的",
            };
            return format!("{}与{last}，取{which}", first.join("、"));
        }
        let which = match (least, two) {
            (true, true) => "smaller",
            (true, false) => "smallest",
            (false, true) => "larger",
            (false, false) => "largest",
        };
        format!("the {which} of {} and {last}", first.join(", "))
    }

    /// A value brought to a step.
    fn at_step(&self, inner: &str, rounding: Rounding, step: Decimal, ty: &Type) -> String {
        let step = self.value(&Value::Number(step), ty);
        match (self.language, rounding) {
            (Language::Chinese, Rounding::HalfUp) => format!("{inner}，四舍五入到{step}"),
            (Language::Chinese, Rounding::HalfEven) => format!("{inner}，四舍六入五成双到{step}"),
            (Language::Chinese, Rounding::Up) => format!("{inner}，不足{step}的进为{step}"),
            (Language::Chinese, Rounding::Down) => format!("{inner}，不足{step}的舍去"),
            (_, Rounding::HalfUp) => format!("{inner}, rounded to {step}"),
            (_, Rounding::HalfEven) => format!("{inner}, rounded half to even to {step}"),
            (_, Rounding::Up) => format!("{inner}, rounded up to {step}"),
            (_, Rounding::Down) => format!("{inner}, rounded down to {step}"),
        }
    }
}

/// `x = a or x = b` as `x` and its values, if all are of one `x`.
fn equals(parts: &[Expr]) -> Option<(&Expr, Vec<&Expr>)> {
    let mut of: Option<&Expr> = None;
    let mut values = Vec::new();
    for part in parts {
        let ExprKind::Compare(Comparison::Equal, left, right) = &part.kind else {
            return None;
        };
        if of.is_some_and(|of| of.kind != left.kind) {
            return None;
        }
        of = Some(left);
        values.push(right.as_ref());
    }
    Some((of?, values))
}

/// `x >= a and x <= b` as `x`, `a` and its comparison, `b` and its comparison.
fn between<'a>(
    from: &'a Expr,
    to: &'a Expr,
) -> Option<(&'a Expr, &'a Expr, Comparison, &'a Expr, Comparison)> {
    let (ExprKind::Compare(first, of, low), ExprKind::Compare(last, same, high)) =
        (&from.kind, &to.kind)
    else {
        return None;
    };
    let rises = matches!(first, Comparison::Greater | Comparison::GreaterEqual)
        && matches!(last, Comparison::Less | Comparison::LessEqual);
    (rises && of.kind == same.kind).then_some((of, low, *first, high, *last))
}
