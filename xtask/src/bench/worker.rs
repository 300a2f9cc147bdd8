//! Stateless decisions of the edge against an empty Rust worker.

use std::process::Command;

use anyhow::Result;

use super::{Row, number, printed, thousands};
use crate::place::Place;
use crate::progress::{Done, step};
use crate::tools::Tools;

/// Measures requests per second of both.
pub fn measure(place: &Place, tools: &Tools) -> Result<Vec<Row>> {
    step(place, "empty worker, compiled", |log| {
        let mut command = Command::new(&tools.worker_build);
        tools.name_to(&mut command);
        command
            .args(["tests/bench/empty-worker", "--profile", "fast", "--out-dir"])
            .arg(place.pkg("bench/empty-worker"));
        log.run(command.current_dir(place.root()))?;
        Ok(Done::Now)
    })?;
    let mut figures = serde_json::Value::Null;
    step(place, "bench worker", |log| {
        log.run(Command::new("node").arg(place.at("tests/bench/worker.mjs")))?;
        figures = printed(log)?;
        Ok(Done::Now)
    })?;
    let (ours, empty) = (number(&figures, "edge")?, number(&figures, "empty")?);
    Ok(vec![Row {
        figure: "`POST /v1/decisions` on workerd".to_owned(),
        measured: format!("{}/s, {:.2}×", thousands(ours), ours / empty),
        against: format!("an empty Rust worker: {}/s", thousands(empty)),
        asked: Some(("≥ 0.5×".to_owned(), ours >= 0.5 * empty)),
    }])
}
