//! Parts of rules as they are written in the document.

use rust_decimal::Decimal;

use crate::program::{Cell, Comparison, Expr, Interval, Program, Type, Value};
use crate::unit::Unit;
use crate::words::{Language, Words};

/// Writes parts of rules as the document does.
pub(super) struct Snippets<'a> {
    words: Words<'a>,
}

impl<'a> Snippets<'a> {
    pub(super) fn new(program: &'a Program) -> Self {
        Self {
            words: program.words(Language::Source),
        }
    }

    pub(super) fn expr(&self, expr: &Expr) -> String {
        self.words.expr(expr)
    }

    pub(super) fn value(&self, value: Value, ty: &Type) -> String {
        self.words.value(&value, ty)
    }

    pub(super) fn number(&self, number: Decimal, unit: &Unit) -> String {
        self.words.number(number, unit)
    }

    pub(super) fn compared(&self, comparison: Comparison, left: &Expr, right: &Expr) -> String {
        format!(
            "{} {} {}",
            self.words.expr(left),
            self.words.comparison(comparison),
            self.words.expr(right)
        )
    }

    /// `0.30 CNY/kWh from 2022-11-01`.
    pub(super) fn entry(&self, value: Value, ty: &Type, from: i64) -> String {
        format!(
            "{} from {}",
            self.words.value(&value, ty),
            self.words.date(from)
        )
    }

    /// `>= 45 m²`, `not water_pump`, `45 m² ..< 80 m²`.
    pub(super) fn cell(&self, cell: &Cell, ty: &Type) -> String {
        let Cell::Within { intervals, not } = cell else {
            return "*".to_owned();
        };
        let parts: Vec<String> = intervals
            .iter()
            .map(|interval| self.interval(interval, ty))
            .collect();
        format!("{}{}", if *not { "not " } else { "" }, parts.join(" or "))
    }

    fn interval(&self, interval: &Interval, ty: &Type) -> String {
        let value = |value: Value| self.words.value(&value, ty);
        match (interval.from, interval.to) {
            (Some((from, true)), Some((to, true))) if from == to => value(from),
            (Some((from, from_included)), Some((to, included))) => {
                let above = if from_included { "" } else { "> " };
                let dots = if included { ".." } else { "..<" };
                format!("{above}{} {dots} {}", value(from), value(to))
            }
            (Some((from, included)), None) => {
                format!("{} {}", if included { ">=" } else { ">" }, value(from))
            }
            (None, Some((to, included))) => {
                format!("{} {}", if included { "<=" } else { "<" }, value(to))
            }
            (None, None) => "*".to_owned(),
        }
    }
}
