//! Days, times of day and date-times as they are written: their types, and themselves.

use nuanze_syntax::ast::{Expr, ExprKind, TypeExpr};

use super::Checker;
use super::report::{Further, finding};
use super::types::Written;
use crate::date::{MINUTES_A_DAY, days_from_date};
use crate::moment::Moment;

impl Checker<'_> {
    /// The type of a fact or result that is a moment.
    pub(super) fn written_moment(&mut self, moment: Moment, ty: &TypeExpr) -> Option<Written> {
        let Some((from, to)) = &ty.range else {
            return Some(Written::Moment(moment, None));
        };
        let (from, to) = (self.moment_end(moment, from), self.moment_end(moment, to));
        let (from, to) = (from?, to?);
        if to < from {
            let at = if moment == Moment::Date { "on" } else { "at" };
            let message = format!(
                "the range ends {at} {}, before it begins {at} {}",
                moment.source(to),
                moment.source(from)
            );
            let help = match moment {
                Moment::Time => {
                    "leave the range out: then every time of day can be answered".to_owned()
                }
                _ => format!("swap the two {}", moment.plural()),
            };
            self.report(finding("type/range", ty.span, message, "ends first").help(help));
            return None;
        }
        Some(Written::Moment(moment, Some((from, to))))
    }

    /// An end of a range of moments.
    pub(super) fn moment_end(&mut self, moment: Moment, expr: &Expr) -> Option<i64> {
        if matches!(expr.node, ExprKind::Error) {
            return None;
        }
        let value = literal_moment(&expr.node).filter(|(kind, _)| *kind == moment);
        if value.is_none() {
            let noun = moment.noun();
            self.report(
                finding(
                    "type/date",
                    expr.span,
                    format!("this must be a {noun}"),
                    format!("not a {noun}"),
                )
                .help(format!("write it like `{}`", moment.sample())),
            );
        }
        value.map(|(_, at)| at)
    }
}

/// A moment that is written out.
pub(super) fn literal_moment(written: &ExprKind) -> Option<(Moment, i64)> {
    let minute = |hour: u8, minute: u8| i64::from(hour) * 60 + i64::from(minute);
    match *written {
        ExprKind::Date { year, month, day } => {
            Some((Moment::Date, days_from_date(year, month, day)?))
        }
        ExprKind::Time { hour, minute: at } => Some((Moment::Time, minute(hour, at))),
        ExprKind::DateTime {
            year,
            month,
            day,
            hour,
            minute: at,
        } => {
            let day = days_from_date(year, month, day)?;
            Some((Moment::DateTime, day * MINUTES_A_DAY + minute(hour, at)))
        }
        _ => None,
    }
}
