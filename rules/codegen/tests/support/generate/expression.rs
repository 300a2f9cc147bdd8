//! Expressions at random.

use super::{Dimension, Generator, Kind, Name};

const COMPARISONS: [&str; 6] = ["=", "!=", "<", "<=", ">", ">="];
const ROUNDINGS: [&str; 4] = ["half_up", "half_even", "up", "down"];
const STEPS: [&str; 8] = ["0.01", "0.1", "1", "5", "10", "0.25", "0.001", "3"];

impl Generator {
    pub(super) fn expression(&mut self, kind: Kind, depth: usize) -> String {
        match kind {
            Kind::Bool => self.bool(depth),
            Kind::Number(dimension) => self.number(dimension, depth),
            Kind::Enum(_) | Kind::Reading(_) => self.choice(kind, depth),
            Kind::Date | Kind::Time | Kind::DateTime => self.moment(kind, depth),
        }
    }

    /// A day or a minute: what there is, a part of another, or one some time later.
    fn moment(&mut self, kind: Kind, depth: usize) -> String {
        if depth == 0 || self.random.chance(40) {
            return self.choice(kind, depth);
        }
        let end = *self.random.pick(&["last_day", "next_day"]);
        let months = self.random.between(-14, 30);
        match (self.random.below(3), kind) {
            (_, Kind::Time) => format!("time_of({})", self.leaf(Kind::DateTime)),
            (0, Kind::Date) => format!("date_of({})", self.moment(Kind::DateTime, depth - 1)),
            (1, _) => {
                let moment = self.moment(kind, depth - 1);
                format!("add_months({moment}, {months}, {end})")
            }
            (_, kind) => {
                let unit = if kind == Kind::Date { "d" } else { "min" };
                let by = self.random.between(0, 900);
                let sign = *self.random.pick(&["+", "-"]);
                format!("({} {sign} {by} {unit})", self.moment(kind, depth - 1))
            }
        }
    }

    pub(super) fn constant(&mut self, kind: Kind) -> String {
        match kind {
            Kind::Bool => (*self.random.pick(&["yes", "no"])).to_owned(),
            Kind::Enum(index) => format!("e{index}_{}", self.random.below(self.enums[index])),
            Kind::Reading(index) => format!("a{index}_{}", self.random.below(self.readings[index])),
            Kind::Date => format!(
                "{}-{:02}-{:02}",
                2020 + self.random.below(5),
                1 + self.random.below(12),
                1 + self.random.below(28)
            ),
            Kind::Time => format!("{:02}:{:02}", self.random.below(24), self.random.below(60)),
            Kind::DateTime => {
                let (day, time) = (self.constant(Kind::Date), self.constant(Kind::Time));
                format!("{day}T{time}")
            }
            Kind::Number(dimension) => {
                let whole = *self.random.pick(&[0, 1, 2, 3, 7, 12, 45, 100, 999, 3000]);
                let digits = *self.random.pick(&["", "", "", ".5", ".25", ".05", ".333"]);
                let sign = if self.random.chance(10) { "-" } else { "" };
                let number = format!("{sign}{whole}{digits}{}", dimension.unit());
                if sign.is_empty() {
                    number
                } else {
                    format!("({number})")
                }
            }
        }
    }

    /// A name, a parameter's value, or a constant where there is none.
    fn leaf(&mut self, kind: Kind) -> String {
        let parameter = self
            .parameters
            .iter()
            .position(|(dimension, _)| kind == Kind::Number(*dimension));
        if let Some(index) = parameter.filter(|_| self.random.chance(25)) {
            self.parameters[index].1 = true;
            return format!("(p{index} at {})", self.leaf(Kind::Date));
        }
        if self.random.chance(75)
            && let Some(name) = self.reference(kind)
        {
            return name;
        }
        self.constant(kind)
    }

    /// What has no arithmetic.
    fn choice(&mut self, kind: Kind, depth: usize) -> String {
        if depth == 0 || self.random.chance(40) {
            return self.leaf(kind);
        }
        let condition = self.bool(depth - 1);
        let (then, other) = (self.choice(kind, depth - 1), self.choice(kind, depth - 1));
        format!("(if {condition} then {then} else {other})")
    }

    pub(super) fn bool(&mut self, depth: usize) -> String {
        if depth == 0 {
            return self
                .reference(Kind::Bool)
                .unwrap_or_else(|| self.comparison(0));
        }
        let depth = depth - 1;
        match self.random.below(12) {
            0 | 1 => format!("({} and {})", self.bool(depth), self.bool(depth)),
            2 | 3 => format!("({} or {})", self.bool(depth), self.bool(depth)),
            4 | 5 => format!("(not {})", self.bool(depth)),
            6 => format!(
                "(if {} then {} else {})",
                self.bool(depth),
                self.bool(depth),
                self.bool(depth)
            ),
            7 => format!(
                "({} {} {})",
                self.bool(depth),
                self.random.pick(&["=", "!="]),
                self.bool(depth)
            ),
            8 => self.membership(),
            _ => self.comparison(depth),
        }
    }

    fn membership(&mut self) -> String {
        let index = self.random.below(self.enums.len());
        let values: Vec<usize> = (0..self.enums[index]).collect();
        let some: Vec<String> = self
            .random
            .some(&values)
            .iter()
            .map(|value| format!("e{index}_{value}"))
            .collect();
        let column = self.reference(Kind::Enum(index)).unwrap();
        format!("({column} in ({}))", some.join(", "))
    }

    fn comparison(&mut self, depth: usize) -> String {
        let kind = loop {
            let kind = self.random.pick(&self.names).kind;
            if kind != Kind::Bool {
                break kind;
            }
        };
        let comparison = match kind {
            kind if kind.is_ordered() => *self.random.pick(&COMPARISONS),
            _ => *self.random.pick(&COMPARISONS[..2]),
        };
        if kind == Kind::Time && self.random.chance(40) {
            let name = self.reference(kind).unwrap();
            let (from, to) = (self.random.below(24), self.random.below(24));
            let (from, to) = (from, if from == to { (to + 1) % 24 } else { to });
            return format!("({name} in {from:02}:00 ..< {to:02}:00)");
        }
        let name = self.reference(kind).unwrap();
        let (left, right) = match self.random.below(10) {
            0..=5 => (name.clone(), self.threshold(&name, kind)),
            6 | 7 => (name, self.expression(kind, depth)),
            _ if matches!(kind, Kind::Number(_)) => {
                (self.expression(kind, depth), self.constant(kind))
            }
            // A bare value has no type of its own.
            _ => (name, self.constant(kind)),
        };
        if self.random.chance(85) {
            format!("({left} {comparison} {right})")
        } else {
            format!("(not {left} {comparison} {right})")
        }
    }

    /// A constant to compare a name with: within its range where that is known.
    fn threshold(&mut self, name: &str, kind: Kind) -> String {
        let range = self
            .names
            .iter()
            .find(|known| known.text == name)
            .and_then(|known| known.range);
        match (kind, range) {
            (Kind::Number(dimension), Some((low, high))) => {
                let digits = *self.random.pick(&["", "", ".5", ".25", ".05", ".333"]);
                let whole = self.random.between(low, high);
                let number = format!("{whole}{digits}{}", dimension.unit());
                if whole < 0 {
                    format!("({number})")
                } else {
                    number
                }
            }
            _ => self.constant(kind),
        }
    }

    pub(super) fn number(&mut self, dimension: Dimension, depth: usize) -> String {
        let kind = Kind::Number(dimension);
        if depth == 0 || self.random.chance(15) {
            return self.leaf(kind);
        }
        let depth = depth - 1;
        let unit = dimension.unit();
        match self.random.below(14) {
            0 | 1 => format!(
                "({} + {})",
                self.number(dimension, depth),
                self.number(dimension, depth)
            ),
            2 | 3 => format!(
                "({} - {})",
                self.number(dimension, depth),
                self.number(dimension, depth)
            ),
            4 => format!(
                "min({}, {})",
                self.number(dimension, depth),
                self.number(dimension, depth)
            ),
            5 => {
                let parts: Vec<String> = (0..3).map(|_| self.number(dimension, depth)).collect();
                format!("max({})", parts.join(", "))
            }
            6 => format!(
                "clamp({}, 2{unit}, 80.5{unit})",
                self.number(dimension, depth)
            ),
            7 => {
                let condition = self.bool(depth);
                let (then, other) = (self.number(dimension, depth), self.number(dimension, depth));
                format!("(if {condition} then {then} else {other})")
            }
            8 | 9 => {
                let value = self.number(dimension, depth);
                format!(
                    "round({value}, {}, {}{unit})",
                    self.random.pick(&ROUNDINGS),
                    self.random.pick(&STEPS)
                )
            }
            10 => {
                let (value, divisor) = (self.number(dimension, depth), self.divisor());
                format!(
                    "round({value} / {divisor}, {}, {}{unit})",
                    self.random.pick(&ROUNDINGS),
                    self.random.pick(&STEPS)
                )
            }
            11 => format!("(-{})", self.leaf(kind)),
            12 => self.product(dimension, depth),
            _ => {
                let other = *self.random.pick(&Dimension::ALL);
                let (over, under) = (
                    self.leaf(Kind::Number(other)),
                    self.leaf(Kind::Number(other)),
                );
                let (rounding, step) = (*self.random.pick(&ROUNDINGS), *self.random.pick(&STEPS));
                let factor = self.constant(kind);
                format!(
                    "(round({over} / max({under}, 0.5{}), {rounding}, {step}) * {factor})",
                    other.unit()
                )
            }
        }
    }

    fn product(&mut self, dimension: Dimension, depth: usize) -> String {
        if dimension == Dimension::Money && self.random.chance(50) {
            let (price, energy) = (
                self.number(Dimension::Price, depth),
                self.number(Dimension::Energy, depth),
            );
            return format!("({price} * {energy})");
        }
        format!(
            "({} * {})",
            self.leaf(Kind::Number(Dimension::Count)),
            self.number(dimension, depth)
        )
    }

    /// A bare number that is never 0.
    fn divisor(&mut self) -> String {
        match self.random.below(4) {
            0 => (*self.random.pick(&["3", "7", "1.5", "0.4", "12", "(-3)"])).to_owned(),
            1 => format!("max({}, 1)", self.number(Dimension::Count, 1)),
            2 => format!("min({}, -0.5)", self.number(Dimension::Count, 1)),
            _ => {
                let positive = |name: &&Name| {
                    name.kind == Kind::Number(Dimension::Count)
                        && name.range.is_some_and(|(low, _)| low > 0)
                };
                self.names
                    .iter()
                    .find(positive)
                    .map_or_else(|| "9".to_owned(), |name| name.text.clone())
            }
        }
    }

    /// A condition on one name.
    pub(super) fn test_of(&mut self, name: &Name) -> String {
        match name.kind {
            Kind::Bool => name.text.clone(),
            kind => format!(
                "{} {} {}",
                name.text,
                self.random.pick(&COMPARISONS[..2]),
                self.constant(kind)
            ),
        }
    }
}
