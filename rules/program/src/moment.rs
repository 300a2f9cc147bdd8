//! Days, times of day and date-times: the three kinds of moment, and where their values lie.

use crate::date::{MINUTES_A_DAY, format_date, format_date_time, format_time};
use crate::program::{Type, Value};

/// A kind of moment. Its values are counted: days, minutes of a day, or minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Moment {
    /// A day.
    Date,
    /// A minute of any day.
    Time,
    /// A minute of a day.
    DateTime,
}

impl Moment {
    /// The kind that a type's word names.
    pub(crate) fn named(word: &str) -> Option<Self> {
        match word {
            "date" => Some(Self::Date),
            "time" => Some(Self::Time),
            "datetime" => Some(Self::DateTime),
            _ => None,
        }
    }

    /// The kind of a type, with its first and its last value.
    pub(crate) fn of(ty: &Type) -> Option<(Self, i64, i64)> {
        match ty {
            Type::Date { min, max } => Some((Self::Date, *min, *max)),
            Type::Time { min, max } => Some((Self::Time, *min, *max)),
            Type::DateTime { min, max } => Some((Self::DateTime, *min, *max)),
            _ => None,
        }
    }

    /// Whether two types are of one kind of moment.
    pub(crate) fn both(left: &Type, right: &Type) -> bool {
        let kind = |ty: &Type| Self::of(ty).map(|(kind, ..)| kind);
        kind(left).is_some() && kind(left) == kind(right)
    }

    /// The kind of a value, and where it lies.
    pub(crate) fn of_value(value: &Value) -> Option<(Self, i64)> {
        match value {
            Value::Date(at) => Some((Self::Date, *at)),
            Value::Time(at) => Some((Self::Time, *at)),
            Value::DateTime(at) => Some((Self::DateTime, *at)),
            _ => None,
        }
    }

    /// The type from a first to a last value.
    pub(crate) fn ty(self, min: i64, max: i64) -> Type {
        match self {
            Self::Date => Type::Date { min, max },
            Self::Time => Type::Time { min, max },
            Self::DateTime => Type::DateTime { min, max },
        }
    }

    /// A value.
    pub(crate) fn value(self, at: i64) -> Value {
        match self {
            Self::Date => Value::Date(at),
            Self::Time => Value::Time(at),
            Self::DateTime => Value::DateTime(at),
        }
    }

    /// The first and the last value, where all are meant if none is named: only a day has an end of its own.
    pub(crate) fn whole(self) -> Option<(i64, i64)> {
        (self == Self::Time).then_some((0, MINUTES_A_DAY - 1))
    }

    /// A value as it is written in the source.
    pub(crate) fn source(self, at: i64) -> String {
        match self {
            Self::Date => format_date(at),
            Self::Time => format_time(at),
            Self::DateTime => format_date_time(at),
        }
    }

    /// One of this kind, to stand after "this must be".
    pub(crate) fn noun(self) -> &'static str {
        match self {
            Self::Date => "day",
            Self::Time => "time of day",
            Self::DateTime => "date and time",
        }
    }

    /// Several of this kind.
    pub(crate) fn plural(self) -> &'static str {
        match self {
            Self::Date => "days",
            Self::Time => "times",
            Self::DateTime => "dates and times",
        }
    }

    /// One as it may be written.
    pub(crate) fn sample(self) -> &'static str {
        match self {
            Self::Date => "2023-03-31",
            Self::Time => "20:00",
            Self::DateTime => "2023-03-31T20:00",
        }
    }
}
