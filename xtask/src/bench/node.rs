//! The npm package in Node against json-rules-engine and json-logic-js.

use std::process::Command;

use anyhow::Result;

use super::{Row, number, printed, thousands};
use crate::place::Place;
use crate::progress::{Done, step};
use crate::tools::Tools;

/// Measures decisions per second, each engine called as its own users call it.
pub fn measure(place: &Place, _: &Tools) -> Result<Vec<Row>> {
    let mut figures = serde_json::Value::Null;
    step(place, "bench node", |log| {
        log.run(Command::new("node").arg(place.at("tests/bench/node/measure.mjs")))?;
        figures = printed(log)?;
        Ok(Done::Now)
    })?;
    let ours = number(&figures, "nuanze")?;
    let row = |name: &str, asked: &str, least: f64| -> Result<Row> {
        let theirs = number(&figures, name)?;
        Ok(Row {
            figure: "facts in, outcomes out, in Node".to_owned(),
            measured: format!("{}/s, {:.1}×", thousands(ours), ours / theirs),
            against: format!("{name}: {}/s", thousands(theirs)),
            asked: Some((asked.to_owned(), ours > least * theirs)),
        })
    };
    Ok(vec![
        row("json-rules-engine", "≥ 50×", 50.0)?,
        row("json-logic-js", "> 1×", 1.0)?,
        Row::note(
            "with the whole explanation",
            format!("{}/s", thousands(number(&figures, "explain")?)),
        ),
    ])
}
