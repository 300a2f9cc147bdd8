//! Measures: both sides of each ratio in the same run, as a table with what is asked of each figure.

mod compiled;
mod node;
mod visit;
mod worker;

use anyhow::{Result, bail};

use crate::build;
use crate::place::Place;
use crate::progress::say;
use crate::tools::{self, Tools};

/// A line of the table.
#[derive(Debug)]
pub struct Row {
    /// What was measured.
    figure: String,
    /// The value.
    measured: String,
    /// What it is compared with.
    against: String,
    /// What is asked of it, and whether it holds; nothing where the line only informs.
    asked: Option<(String, bool)>,
}

impl Row {
    /// A line that only informs.
    fn note(figure: &str, measured: String) -> Self {
        Self {
            figure: figure.to_owned(),
            measured,
            against: String::new(),
            asked: None,
        }
    }
}

/// How a figure is measured.
#[derive(Clone, Copy, Debug)]
enum Measure {
    /// Of the compiler and its modules alone.
    Compiler(fn(&Place) -> Result<Vec<Row>>),
    /// Of what is built into `pkg/`.
    Built(fn(&Place, &Tools) -> Result<Vec<Row>>),
}

/// The figures by the name that the command line gives them.
const FIGURES: [(&str, Measure); 6] = [
    ("award", Measure::Compiler(compiled::measure)),
    ("list", Measure::Compiler(compiled::measure_list)),
    ("table", Measure::Compiler(compiled::measure_table)),
    ("node", Measure::Built(node::measure)),
    ("visit", Measure::Built(visit::measure)),
    ("worker", Measure::Built(worker::measure)),
];

/// Measures these figures, all where none is named; `false` if one is not as asked.
///
/// # Errors
///
/// If something cannot be built or measured.
pub fn bench(place: &Place, names: &[String]) -> Result<bool> {
    if let Some(unknown) = names
        .iter()
        .find(|name| FIGURES.iter().all(|(known, _)| known != name))
    {
        let known: Vec<String> = FIGURES
            .iter()
            .map(|(name, _)| format!("`{name}`"))
            .collect();
        bail!(
            "there is no figure `{unknown}`: they are {}",
            known.join(", ")
        );
    }
    let mut built = None;
    let mut rows = Vec::new();
    for (_, measure) in FIGURES
        .iter()
        .filter(|(name, _)| names.is_empty() || names.iter().any(|wanted| wanted == name))
    {
        rows.extend(match measure {
            Measure::Compiler(measure) => measure(place)?,
            Measure::Built(measure) => {
                let tools = match built.take() {
                    Some(tools) => tools,
                    None => everything(place)?,
                };
                let rows = measure(place, &tools)?;
                built = Some(tools);
                rows
            }
        });
    }
    say("\n| figure | measured | against | asked |\n|---|---|---|---|");
    for row in &rows {
        let asked = row
            .asked
            .as_ref()
            .map(|(asked, holds)| format!("{asked} {}", if *holds { "✓" } else { "✗" }));
        say(&format!(
            "| {} | {} | {} | {} |",
            row.figure,
            row.measured,
            row.against,
            asked.unwrap_or_default()
        ));
    }
    let missed = rows
        .iter()
        .filter(|row| row.asked.as_ref().is_some_and(|(_, holds)| !holds))
        .count();
    say(&match missed {
        0 => "\nEvery figure is as asked.".to_owned(),
        1 => "\n1 figure is not as asked.".to_owned(),
        more => format!("\n{more} figures are not as asked."),
    });
    Ok(missed == 0)
}

/// Everything built, with the tools for it.
fn everything(place: &Place) -> Result<Tools> {
    let tools = tools::ensure(place)?;
    build::everything(place, &tools, build::Beside::Nothing)?;
    Ok(tools)
}

/// The JSON that a measuring program printed last.
fn printed(log: &crate::progress::Step) -> Result<serde_json::Value> {
    let said = log.said();
    let Some(line) = said.lines().rev().find(|line| line.starts_with('{')) else {
        bail!("it printed no figures")
    };
    Ok(serde_json::from_str(line)?)
}

/// A number of the printed figures.
fn number(figures: &serde_json::Value, name: &str) -> Result<f64> {
    match figures.get(name).and_then(serde_json::Value::as_f64) {
        Some(number) => Ok(number),
        None => bail!("the figures lack `{name}`: {figures}"),
    }
}

/// A whole number with its thousands apart.
fn thousands(number: f64) -> String {
    let digits = format!("{number:.0}");
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
