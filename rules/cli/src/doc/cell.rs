//! What a table's cell asks of its column, in words.

use nuanze_program::{Cell, Interval, Type, Value};

use super::Page;

impl Page<'_> {
    /// A cell below a column of a type.
    pub(super) fn cell(&self, cell: &Cell, ty: &Type) -> String {
        match cell {
            Cell::Any => self.pick("不限", "any").to_owned(),
            Cell::Within { intervals, not } => {
                if let ([only], Type::Bool) = (intervals.as_slice(), ty)
                    && let Some((Value::Bool(yes), _)) = only.from
                {
                    return self.words.value(&Value::Bool(yes != *not), ty);
                }
                let words: Vec<String> = intervals
                    .iter()
                    .map(|interval| self.interval(interval, ty))
                    .collect();
                let words = words.join(self.pick("或", " or "));
                if *not {
                    format!("{}{words}", self.pick("不是", "not "))
                } else {
                    words
                }
            }
        }
    }

    fn interval(&self, interval: &Interval, ty: &Type) -> String {
        let value = |value: &Value| self.words.value(value, ty);
        let least = |(from, included): &(Value, bool)| {
            format!("{} {}", if *included { "≥" } else { ">" }, value(from))
        };
        let most = |(to, included): &(Value, bool)| {
            format!("{} {}", if *included { "≤" } else { "<" }, value(to))
        };
        match (&interval.from, &interval.to) {
            (Some((from, true)), Some((to, true))) if from == to => value(from),
            (Some((from, true)), Some((to, true))) => {
                format!("{}{}{}", value(from), self.pick("至", " to "), value(to))
            }
            (Some(from), Some(to)) => {
                format!("{}{}{}", least(from), self.pick("且", " and "), most(to))
            }
            (Some(from), None) => least(from),
            (None, Some(to)) => most(to),
            (None, None) => self.pick("不限", "any").to_owned(),
        }
    }
}
