//! Arithmetic of moments: durations and months added to them, what lies between two, and the parts of a date-time.

use nuanze_syntax::Span;
use nuanze_syntax::ast::{Expr as Written, ExprKind as Syntax};
use rust_decimal::Decimal;

use super::Checker;
use super::arithmetic::number_type;
use super::number::Range;
use super::report::{Further, did_you_mean, finding};
use crate::date::{MINUTES_A_DAY, add_months, day_and_minute, days_from_date};
use crate::moment::Moment;
use crate::program::{Arithmetic, Expr, ExprKind, MonthEnd, Type};
use crate::unit::Unit;
use crate::words::Language;

/// The first and the last year that is written in four digits.
const YEARS: (i32, i32) = (1, 9999);

/// More months than lie between any two days: what reaches so far has left the calendar.
const MOST_MONTHS: i128 = 12 * 10_000;

const MONTH_ENDS: [(&str, MonthEnd); 2] = [
    ("last_day", MonthEnd::LastDay),
    ("next_day", MonthEnd::NextDay),
];

impl Checker<'_> {
    /// `+` and `-` where one side or both are moments.
    pub(super) fn moment_arithmetic(
        &mut self,
        operation: Arithmetic,
        left: Expr,
        right: Expr,
        span: Span,
    ) -> Option<Expr> {
        let kind = |expr: &Expr| Moment::of(&expr.ty).map(|(kind, ..)| kind);
        for side in [&left, &right] {
            if kind(side) == Some(Moment::Time) {
                return self.no_day(side, span);
            }
        }
        match (operation, kind(&left), kind(&right)) {
            (Arithmetic::Add, Some(kind), None) => self.later(kind, left, right, false, span),
            (Arithmetic::Add, None, Some(kind)) => self.later(kind, right, left, false, span),
            (Arithmetic::Subtract, Some(kind), None) => self.later(kind, left, right, true, span),
            (Arithmetic::Subtract, Some(kind), Some(other)) if kind == other => {
                self.between(kind, left, right, span)
            }
            (Arithmetic::Subtract, Some(_), Some(_)) => {
                self.mismatch("be subtracted", &left, &right, span)
            }
            _ => {
                let (what, help) = match operation {
                    Arithmetic::Add => (
                        "two moments cannot be added",
                        "add a duration such as `30 d`, or subtract one moment from the other",
                    ),
                    Arithmetic::Subtract => (
                        "a moment cannot be subtracted from a number",
                        "write the moment first: `purchased - 30 d`",
                    ),
                    _ => (
                        "a moment cannot be multiplied",
                        "multiply the duration, then add it to the moment",
                    ),
                };
                self.report(finding("moment/arithmetic", span, what, "not possible").help(help));
                None
            }
        }
    }

    /// A time of day is on no day: it can pass midnight in both directions.
    fn no_day<T>(&mut self, time: &Expr, span: Span) -> Option<T> {
        let source = self.source(time);
        self.report(
            finding(
                "moment/arithmetic",
                span,
                format!("`{source}` is a time of day, and nobody knows how many midnights lie between"),
                "not possible",
            )
            .also(time.span, "of no day")
            .help("ask for a date and time (`datetime`) and compute with that; `time_of(…)` gives its time of day"),
        );
        None
    }

    /// A moment and a duration in whole days, or whole minutes, together.
    fn later(
        &mut self,
        kind: Moment,
        moment: Expr,
        duration: Expr,
        subtract: bool,
        span: Span,
    ) -> Option<Expr> {
        let duration = self.whole_steps(kind, duration, &moment)?;
        let duration = if subtract {
            let place = duration.span;
            self.negated(duration, place)?
        } else {
            duration
        };
        let (_, min, max) = Moment::of(&moment.ty)?;
        let amount = Range::of(number_type(&duration)?)?;
        let ends = [(min, amount.min), (max, amount.max)]
            .map(|(at, amount)| (at, amount, i128::from(at) + amount));
        let (min, max) = self.in_calendar(kind, ends, (&moment, &duration), span)?;
        Some(Expr {
            kind: ExprKind::AddDuration(Box::new(moment), Box::new(duration)),
            ty: kind.ty(min, max),
            span,
        })
    }

    /// The days, or minutes, from the second moment to the first.
    fn between(&mut self, kind: Moment, later: Expr, earlier: Expr, span: Span) -> Option<Expr> {
        let (_, min, max) = Moment::of(&later.ty)?;
        let (_, other_min, other_max) = Moment::of(&earlier.ty)?;
        let range = Range {
            scale: 0,
            min: i128::from(min) - i128::from(other_max),
            max: i128::from(max) - i128::from(other_min),
        };
        Some(Expr {
            kind: ExprKind::Between(Box::new(later), Box::new(earlier)),
            ty: Type::Number(range.with_unit(step_unit(kind))),
            span,
        })
    }

    /// `add_months(moment, n, last_day)`, and the same for years of twelve months.
    pub(super) fn add_calendar_months(
        &mut self,
        name: &str,
        [moment, count, end]: [&Written; 3],
        span: Span,
    ) -> Option<Expr> {
        let (moment, count) = (self.expr(moment, None), self.expr(count, None));
        let end = self.month_end(end);
        let (moment, count, end) = (moment?, count?, end?);
        let Some((kind @ (Moment::Date | Moment::DateTime), min, max)) = Moment::of(&moment.ty)
        else {
            return self.wrong_moment(name, "a date or a date and time", &moment);
        };
        let mut months = self.whole_count(count)?;
        if name == "add_years" {
            let place = months.span;
            let twelve = self.number(Decimal::from(12), Unit::bare(), place)?;
            months = match months.kind {
                ExprKind::Constant(crate::program::Value::Number(years)) => {
                    self.number(years.checked_mul(Decimal::from(12))?, Unit::bare(), place)?
                }
                _ => self.combined(Arithmetic::Multiply, months, twelve, place)?,
            };
        }
        let count = Range::of(number_type(&months)?)?;
        let ends = [(min, count.min, Side::First), (max, count.max, Side::Last)].map(
            |(at, count, side)| {
                let other = if side == Side::First { max } else { min };
                (at, count, months_later(kind, at, other, count, end, side))
            },
        );
        let (min, max) = self.in_calendar(kind, ends, (&moment, &months), span)?;
        Some(Expr {
            kind: ExprKind::AddMonths(Box::new(moment), Box::new(months), end),
            ty: kind.ty(min, max),
            span,
        })
    }

    /// `date_of(moment)` and `time_of(moment)`.
    pub(super) fn part_of_moment(
        &mut self,
        name: &str,
        moment: &Written,
        span: Span,
    ) -> Option<Expr> {
        let moment = self.expr(moment, None)?;
        let Type::DateTime { min, max } = moment.ty else {
            return self.wrong_moment(name, "a date and time", &moment);
        };
        let ((first, from), (last, to)) = (day_and_minute(min), day_and_minute(max));
        let (ty, kind): (_, fn(Box<Expr>) -> ExprKind) = match name {
            "date_of" => (Moment::Date.ty(first, last), ExprKind::DateOf),
            _ if first == last => (Moment::Time.ty(from, to), ExprKind::TimeOf),
            _ => (Moment::Time.ty(0, MINUTES_A_DAY - 1), ExprKind::TimeOf),
        };
        Some(Expr {
            kind: kind(Box::new(moment)),
            ty,
            span,
        })
    }

    fn wrong_moment<T>(&mut self, name: &str, wanted: &str, given: &Expr) -> Option<T> {
        let (source, ty) = (self.source(given), self.type_words(&given.ty));
        let help = match (name, Moment::of(&given.ty)) {
            ("date_of", Some((Moment::Date, ..))) | ("time_of", Some((Moment::Time, ..))) => {
                format!("write just `{source}`")
            }
            _ => format!("`{name}` takes {wanted}"),
        };
        self.report(
            finding(
                "call/moment",
                given.span,
                format!("`{source}` is {ty}, and `{name}` takes {wanted}"),
                format!("not {wanted}"),
            )
            .help(help),
        );
        None
    }

    fn month_end(&mut self, end: &Written) -> Option<MonthEnd> {
        let name = match &end.node {
            Syntax::Name(name) => name.as_str(),
            Syntax::Error => return None,
            _ => "",
        };
        let known = MONTH_ENDS.iter().find(|(known, _)| *known == name);
        if known.is_none() {
            let help = did_you_mean(name, MONTH_ENDS.map(|(name, _)| name));
            let help = help.unwrap_or_else(|| {
                "write `last_day` (31 January and one month: 28 February) or `next_day` (1 March)"
                    .to_owned()
            });
            self.report(
                finding(
                    "call/month-end",
                    end.span,
                    "this does not say what holds in a month without that day",
                    "not known",
                )
                .help(help),
            );
        }
        known.map(|(_, end)| *end)
    }

    /// The ends of a result, if both lie in the calendar: moment, amount and sum of each.
    fn in_calendar(
        &mut self,
        kind: Moment,
        ends: [(i64, i128, i128); 2],
        (moment, amount): (&Expr, &Expr),
        span: Span,
    ) -> Option<(i64, i64)> {
        let (first, last) = calendar(kind)?;
        for (at, by, sum) in ends {
            if (i128::from(first)..=i128::from(last)).contains(&sum) {
                continue;
            }
            let by = Decimal::try_from_i128_with_scale(by, 0).ok()?;
            let unit = &number_type(amount)?.unit;
            let by = match unit.symbol.as_str() {
                "" => format!("{by} months"),
                _ => self.program.words(Language::Source).number(by, unit),
            };
            let by = match amount.kind {
                ExprKind::Constant(_) => by,
                _ => format!("`{}` = {by}", self.source(amount)),
            };
            let beyond = if sum < i128::from(first) {
                format!("before {}", kind.source(first))
            } else {
                format!("past {}", kind.source(last))
            };
            let at = match moment.kind {
                ExprKind::Constant(_) => kind.source(at),
                _ => format!("`{}` = {}", self.source(moment), kind.source(at)),
            };
            let message = format!("{at} and {by} lead {beyond}, where the calendar ends");
            self.report(
                finding("moment/overflow", span, message, "out of the calendar")
                    .help("narrow the ranges of what is added"),
            );
            return None;
        }
        let [(.., min), (.., max)] = ends;
        i64::try_from(min).ok().zip(i64::try_from(max).ok())
    }
}

/// The unit in which a kind of moment is counted.
pub(super) fn step_unit(kind: Moment) -> Unit {
    let name = if kind == Moment::Date { "d" } else { "min" };
    Unit::parse(name).unwrap_or_default()
}

/// The first and the last moment that there is.
fn calendar(kind: Moment) -> Option<(i64, i64)> {
    let first = days_from_date(YEARS.0, 1, 1)?;
    let last = days_from_date(YEARS.1, 12, 31)?;
    Some(match kind {
        Moment::DateTime => (first * MINUTES_A_DAY, (last + 1) * MINUTES_A_DAY - 1),
        _ => (first, last),
    })
}

/// An end of a range.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    First,
    Last,
}

/// An end of what lies so many months later than the moments from `at` to `other`. Days keep their order, and so do
/// the date-times of days that do not fall on one; where the last days of a month do, any minute can be theirs.
fn months_later(
    kind: Moment,
    at: i64,
    other: i64,
    months: i128,
    end: MonthEnd,
    side: Side,
) -> i128 {
    let months = months.clamp(-MOST_MONTHS, MOST_MONTHS);
    // INVARIANT: within the bounds of the line above.
    let months = i64::try_from(months).unwrap_or_default();
    if kind == Moment::Date {
        return i128::from(add_months(at, months, end));
    }
    let ((day, minute), (other_day, _)) = (day_and_minute(at), day_and_minute(other));
    let later = add_months(day, months, end);
    let (neighbour, furthest) = match side {
        Side::First => (day + 1, 0),
        Side::Last => (day - 1, MINUTES_A_DAY - 1),
    };
    let falls_together = day != other_day && add_months(neighbour, months, end) == later;
    let minute = if falls_together { furthest } else { minute };
    i128::from(later * MINUTES_A_DAY + minute)
}
