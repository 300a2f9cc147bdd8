//! Comparisons, the tests of rows and their negation, in words.

use nuanze_abi::{CellTest, Comparison, Interval, Operand, ValueType};

use super::Lang;
use super::sentence::Teller;

/// In the order in which the words of one prevail over those of another.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Choice,
    Number,
    Day,
    Minute,
}

impl<'a> Teller<'a> {
    pub(super) fn compare(
        &mut self,
        comparison: Comparison,
        a: &'a Operand,
        b: &'a Operand,
    ) -> String {
        if let (Some(yes), Comparison::Equal | Comparison::NotEqual) = (truth(b), comparison) {
            let told = self.operand(a);
            return if yes == (comparison == Comparison::Equal) {
                told
            } else {
                self.denied(&told)
            };
        }
        let kind = self.kind(a).max(self.kind(b));
        let (a, b) = (self.part(a), self.part(b));
        format!("{a}{}{b}", self.verb(kind, comparison))
    }

    /// What is compared: its words differ.
    fn kind(&self, operand: &Operand) -> Kind {
        let manifest = self.words.manifest;
        let ty = match operand {
            Operand::Number(..) => return Kind::Number,
            Operand::Date(_) => return Kind::Day,
            Operand::Time(_) | Operand::DateTime(_) => return Kind::Minute,
            Operand::Fact(index) => manifest.facts.get(*index).map(|fact| &fact.value),
            Operand::Node(index) => manifest.nodes.get(*index).map(|node| &node.value),
            _ => None,
        };
        match ty {
            Some(ValueType::Decimal { .. }) => Kind::Number,
            Some(ValueType::Date { .. }) => Kind::Day,
            Some(ValueType::Time { .. } | ValueType::DateTime { .. }) => Kind::Minute,
            _ => Kind::Choice,
        }
    }

    fn verb(&self, kind: Kind, comparison: Comparison) -> &'static str {
        use Comparison::{Equal, Greater, GreaterEqual, Less, LessEqual, NotEqual};
        let (zh, en) = match (kind, comparison) {
            (Kind::Number, Equal) => ("等于 ", " is "),
            (Kind::Number, NotEqual) => ("不等于 ", " is not "),
            (Kind::Day, Equal) => ("是 ", " is "),
            (Kind::Day, NotEqual) => ("不是 ", " is not "),
            (Kind::Choice, NotEqual) => ("不是", " is not "),
            (Kind::Day, Less) => ("早于 ", " is before "),
            (Kind::Day, LessEqual) => ("不晚于 ", " is on or before "),
            (Kind::Day, Greater) => ("晚于 ", " is after "),
            (Kind::Day, GreaterEqual) => ("不早于 ", " is on or after "),
            (Kind::Minute, Equal) => ("是 ", " is "),
            (Kind::Minute, NotEqual) => ("不是 ", " is not "),
            (Kind::Minute, Less) => ("早于 ", " is before "),
            (Kind::Minute, LessEqual) => ("不晚于 ", " is at or before "),
            (Kind::Minute, Greater) => ("晚于 ", " is after "),
            (Kind::Minute, GreaterEqual) => ("不早于 ", " is at or after "),
            (_, Less) => ("小于 ", " is less than "),
            (_, LessEqual) => ("不超过 ", " is at most "),
            (_, Greater) => ("大于 ", " is more than "),
            (_, GreaterEqual) => ("不小于 ", " is at least "),
            (Kind::Choice, Equal) => ("是", " is "),
        };
        self.lang.pick(zh, en)
    }

    pub(super) fn test(&mut self, test: &'a CellTest, negate: bool) -> String {
        let not = test.not != negate;
        let points: Option<Vec<&Operand>> = test.within.iter().map(point).collect();
        if let Some([only]) = points.as_deref()
            && let Some(yes) = truth(only)
        {
            let told = self.operand(&test.column);
            return if yes != not { told } else { self.denied(&told) };
        }
        let column = self.operand(&test.column);
        if let Some(points) = points {
            let values: Vec<String> = points
                .into_iter()
                .map(|value| self.operand(value))
                .collect();
            let verb = self.verb(
                self.kind(&test.column),
                if not {
                    Comparison::NotEqual
                } else {
                    Comparison::Equal
                },
            );
            return format!("{column}{verb}{}", self.words.list(&values, "或", "or"));
        }
        let kind = self.kind(&test.column);
        let ranges: Vec<String> = test
            .within
            .iter()
            .map(|interval| self.interval(kind, interval))
            .collect();
        let told = format!("{column}{}", ranges.join(self.lang.pick("，或者", " or")));
        if not { self.denied(&told) } else { told }
    }

    /// `不小于 45 平方米、小于 80 平方米`, ` is at least 45 m² and less than 80 m²`.
    fn interval(&mut self, kind: Kind, interval: &'a Interval) -> String {
        if let Some(value) = point(interval) {
            return format!(
                "{}{}",
                self.verb(kind, Comparison::Equal),
                self.operand(value)
            );
        }
        let from = interval.from.as_ref().map(|(end, included)| {
            let comparison = if *included {
                Comparison::GreaterEqual
            } else {
                Comparison::Greater
            };
            format!("{}{}", self.verb(kind, comparison), self.operand(end))
        });
        let to = interval.to.as_ref().map(|(end, included)| {
            let comparison = if *included {
                Comparison::LessEqual
            } else {
                Comparison::Less
            };
            format!("{}{}", self.verb(kind, comparison), self.operand(end))
        });
        match (from, to, self.lang) {
            (Some(from), Some(to), Lang::Zh) => format!("{from}、{to}"),
            (Some(from), Some(to), Lang::En) => {
                format!("{from} and {}", to.trim_start_matches(" is "))
            }
            (from, to, _) => from.or(to).unwrap_or_default(),
        }
    }
}

/// The single value that an interval is.
fn point(interval: &Interval) -> Option<&Operand> {
    match (&interval.from, &interval.to) {
        (Some((from, true)), Some((to, true))) if from == to => Some(from),
        _ => None,
    }
}

fn truth(operand: &Operand) -> Option<bool> {
    match operand {
        Operand::Bool(yes) => Some(*yes),
        _ => None,
    }
}
