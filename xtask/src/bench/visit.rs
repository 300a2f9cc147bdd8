//! What a first and a second visit load, measured between the browser and the edge.

use std::process::Command;

use anyhow::{Context, Result};

use super::{Row, printed, thousands};
use crate::place::Place;
use crate::progress::{Done, step};
use crate::tools::{self, Tools};

/// What a first visit may take, in bytes.
const FIRST_VISIT: u64 = 220 * 1024;

/// Measures both.
pub fn measure(place: &Place, _: &Tools) -> Result<Vec<Row>> {
    let browser = tools::browser(place)?;
    let mut figures = serde_json::Value::Null;
    step(place, "bench visit", |log| {
        log.run(
            Command::new("node")
                .arg(place.at("tests/bench/visit.mjs"))
                .env("CHROMIUM", &browser),
        )?;
        figures = printed(log)?;
        Ok(Done::Now)
    })?;
    let list = |name: &str| {
        figures
            .get(name)
            .and_then(serde_json::Value::as_array)
            .context("the figures lack a visit")
    };
    let (first, second) = (list("first")?, list("second")?);
    let bytes = |request: &serde_json::Value| {
        request
            .get("bytes")
            .and_then(serde_json::Value::as_u64)
            .unwrap_or(0)
    };
    let sum: u64 = first.iter().map(bytes).sum();
    let mut rows = vec![Row {
        figure: "first visit, all files, with what works offline after it".to_owned(),
        measured: format!("{} bytes", thousands(sum as f64)),
        against: String::new(),
        asked: Some((
            format!("≤ {} bytes", thousands(FIRST_VISIT as f64)),
            sum <= FIRST_VISIT,
        )),
    }];
    for request in first {
        let text = |name: &str| {
            request
                .get(name)
                .and_then(serde_json::Value::as_str)
                .unwrap_or_default()
        };
        let path = text("path").split('?').next().unwrap_or_default();
        rows.push(Row::note(
            &format!("· `{path}`"),
            format!("{} {}", thousands(bytes(request) as f64), text("encoding")),
        ));
    }
    rows.push(Row {
        figure: "second visit".to_owned(),
        measured: format!("{} requests", second.len()),
        against: String::new(),
        asked: Some(("none".to_owned(), second.is_empty())),
    });
    Ok(rows)
}
