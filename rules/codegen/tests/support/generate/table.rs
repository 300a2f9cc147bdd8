//! Tables at random, complete by construction: all cases are split again and again, and each part is a row.

use std::fmt::Write;

use super::{Generator, Kind, Name};

/// What is left of a column in one part.
#[derive(Clone, Debug)]
enum Part {
    /// These values, of so many.
    Values(Vec<String>, usize),
    /// From one end to below the other; the outermost ends are open.
    Between(Option<i64>, Option<i64>, i64, i64),
}

impl Generator {
    pub(super) fn table(&mut self) {
        let columns = self.columns();
        if columns.is_empty() {
            return self.requirement();
        }
        let mut parts: Vec<Vec<Part>> =
            vec![columns.iter().map(|column| self.whole(column)).collect()];
        for _ in 0..self.random.below(7) {
            let index = self.random.below(parts.len());
            let column = self.random.below(columns.len());
            if let Some((one, other)) = self.split(&parts[index][column]) {
                let mut second = parts[index].clone();
                parts[index][column] = one;
                second[column] = other;
                parts.insert(index + 1, second);
            }
        }
        let first_match = self.random.chance(40);
        let kind = self.any_kind();
        let guard = self
            .random
            .chance(40)
            .then(|| (self.bool(2), self.expression(kind, 1)));
        let name = self.fresh('t');
        let ty = match kind {
            Kind::Bool => "bool".to_owned(),
            Kind::Enum(index) => format!("E{index}"),
            Kind::Date => "date".to_owned(),
            Kind::Time => "time".to_owned(),
            Kind::DateTime => "datetime".to_owned(),
            Kind::Number(dimension) => dimension.word().to_owned(),
            Kind::Reading(_) => return,
        };
        let mut text = format!("table {name} : {ty} \"表\"\n");
        if let Some((condition, other)) = guard {
            writeln!(text, "  when {condition} else {other}").unwrap();
        }
        if first_match {
            text.push_str("  first match\n");
        }
        for column in &columns {
            write!(text, "  | {}", column.text).unwrap();
        }
        writeln!(text, " | {name} |").unwrap();
        let last = parts.len() - 1;
        for (index, part) in parts.iter().enumerate() {
            text.push_str("  ");
            for (column, part) in columns.iter().zip(part) {
                // Where the first row wins, rows may reach into those after them.
                let wide = first_match && (index == last || self.random.chance(15));
                let cell = if wide {
                    "*".to_owned()
                } else {
                    self.cell(column, part)
                };
                write!(text, "| {cell} ").unwrap();
            }
            let depth = usize::from(self.random.chance(40)) * 2;
            let output = if depth == 0 {
                self.constant(kind)
            } else {
                self.expression(kind, depth)
            };
            writeln!(text, "| {output} |").unwrap();
        }
        let index = self.name(name, kind, None);
        self.definitions.push((text, Some(index)));
    }

    /// Facts, readings and bools to look at.
    fn columns(&mut self) -> Vec<Name> {
        let mut columns: Vec<Name> = Vec::new();
        for _ in 0..=self.random.below(3) {
            let index = self.random.below(self.names.len());
            let name = self.names[index].clone();
            let usable = match name.kind {
                Kind::Number(_) => name.range.is_some(),
                Kind::Date | Kind::Time | Kind::DateTime => index < self.facts,
                Kind::Bool | Kind::Enum(_) | Kind::Reading(_) => {
                    index < self.facts || self.random.chance(30)
                }
            };
            if usable && columns.iter().all(|column| column.text != name.text) {
                self.used[index] = true;
                columns.push(name);
            }
        }
        columns
    }

    fn whole(&self, column: &Name) -> Part {
        let values = |prefix: char, index: usize, count: usize| {
            Part::Values(
                (0..count)
                    .map(|value| format!("{prefix}{index}_{value}"))
                    .collect(),
                count,
            )
        };
        match column.kind {
            Kind::Bool => Part::Values(vec!["yes".to_owned(), "no".to_owned()], 2),
            Kind::Enum(index) => values('e', index, self.enums[index]),
            Kind::Reading(index) => values('a', index, self.readings[index]),
            Kind::Date | Kind::DateTime => Part::Between(None, None, 0, 60),
            Kind::Time => Part::Between(None, None, 0, 24),
            Kind::Number(_) => {
                let (low, high) = column.range.unwrap();
                Part::Between(None, None, low, high)
            }
        }
    }

    fn split(&mut self, part: &Part) -> Option<(Part, Part)> {
        match part {
            Part::Values(values, of) if values.len() > 1 => {
                let one = self.random.some(values);
                let other = values
                    .iter()
                    .filter(|value| !one.contains(value))
                    .cloned()
                    .collect();
                Some((Part::Values(one, *of), Part::Values(other, *of)))
            }
            Part::Values(..) => None,
            &Part::Between(from, to, low, high) => {
                if high - low < 2 {
                    return None;
                }
                let at = self.random.between(low + 1, high - 1);
                Some((
                    Part::Between(from, Some(at), low, at),
                    Part::Between(Some(at), to, at, high),
                ))
            }
        }
    }

    fn cell(&mut self, column: &Name, part: &Part) -> String {
        match part {
            Part::Values(values, of) if values.len() == *of => "*".to_owned(),
            Part::Values(values, of) => {
                let rest: Vec<String> = match self.whole(column) {
                    Part::Values(all, _) => all
                        .into_iter()
                        .filter(|value| !values.contains(value))
                        .collect(),
                    Part::Between(..) => Vec::new(),
                };
                let shorter = rest.len() < of / 2 || self.random.chance(20);
                if shorter {
                    format!("not {}", rest.join(" or "))
                } else {
                    values.join(" or ")
                }
            }
            Part::Between(from, to, ..) => {
                let end = |at: &i64| match column.kind {
                    Kind::Number(dimension) => format!("{at}{}", dimension.unit()),
                    Kind::Time => format!("{at:02}:00"),
                    Kind::DateTime => {
                        format!("{}-{:02}-15T20:30", 2020 + at / 12, at % 12 + 1)
                    }
                    _ => format!("{}-{:02}-15", 2020 + at / 12, at % 12 + 1),
                };
                match (from, to) {
                    (None, None) => "*".to_owned(),
                    (None, Some(to)) => format!("< {}", end(to)),
                    (Some(from), None) => format!(">= {}", end(from)),
                    (Some(from), Some(to)) => format!("{} ..< {}", end(from), end(to)),
                }
            }
        }
    }
}
