//! The cases as comma-separated values (RFC 4180): one line for each case, one column for each fact that matters in any.

use nuanze_runtime::words::Lang;

use super::table::{Row, Table};
use crate::language::pick;

/// Writes the lines.
pub fn write(table: &Table) -> String {
    let regions = table.outcomes.iter().flat_map(|outcome| &outcome.regions);
    let regions = regions.map(|row| (String::new(), row));
    let read = table.readings.iter().flat_map(|reading| {
        let words = format!("{} {}", reading.question, reading.otherwise);
        reading.changes.iter().map(move |row| (words.clone(), row))
    });
    let rows: Vec<(String, &Row)> = regions.chain(read).collect();
    let mut facts: Vec<&str> = Vec::new();
    for (name, _) in rows.iter().flat_map(|(_, row)| &row.known) {
        if !facts.contains(&name.as_str()) {
            facts.push(name);
        }
    }
    let (before, after) = match table.lang {
        Lang::Zh => (
            [
                "编号",
                "结论",
                "读法",
                "现在的结果",
                "结果",
                "怎样得出",
                "依据",
            ],
            ["意见", "签字"],
        ),
        Lang::En => (
            [
                "No.",
                "Outcome",
                "Reading",
                "Result now",
                "Result",
                "How",
                "Clauses",
            ],
            ["Notes", "Signature"],
        ),
    };
    let mut text = line(before.into_iter().chain(facts.iter().copied()).chain(after));
    let joint = pick(table.lang, "；", "; ");
    for (reading, row) in rows {
        let (steps, clauses) = (row.steps.join(joint), row.clauses.join(joint));
        let now = row.now.as_deref().unwrap_or(&row.value);
        let before = [
            &row.number,
            &row.outcome,
            &reading,
            now,
            &row.value,
            &steps,
            &clauses,
        ];
        let given = facts.iter().map(|fact| {
            let known = row.known.iter().find(|(name, _)| name == fact);
            known.map_or("", |(_, value)| value.as_str())
        });
        text.push_str(&line(
            before
                .into_iter()
                .map(|cell: &str| cell)
                .chain(given)
                .chain(["", ""]),
        ));
    }
    text
}

/// A line; a cell that holds a comma, a quote or a line end stands in quotes.
fn line<'a>(cells: impl Iterator<Item = &'a str>) -> String {
    let cells = cells.map(|cell| {
        if cell.contains([',', '"', '\n', '\r']) {
            format!("\"{}\"", cell.replace('"', "\"\""))
        } else {
            cell.to_owned()
        }
    });
    let cells: Vec<String> = cells.collect();
    format!("{}\r\n", cells.join(","))
}
