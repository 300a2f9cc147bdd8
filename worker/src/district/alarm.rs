//! The object's alarm: forgets answers that no retry can need any more.

use std::time::Duration;

use nuanze_api::IDEMPOTENCY_DAYS;
use serde::Deserialize;
use worker::{Date, Result, Storage, console_error};

use super::storage::{first, integer, run};

const KEPT: u64 = IDEMPOTENCY_DAYS * 24 * 60 * 60 * 1000;

/// Sets the alarm to when the oldest answer expires, unless it is set. A claim that is stored stays stored if this
/// fails: the next one tries again.
pub async fn arm(storage: &Storage) {
    if let Err(error) = try_arm(storage).await {
        console_error!("the alarm could not be set: {error}");
    }
}

/// Forgets what has expired, and sets the alarm to what expires next.
pub async fn clean(storage: &Storage) {
    let before = Date::now().as_millis().saturating_sub(KEPT);
    if let Err(error) = run(
        &storage.sql(),
        "DELETE FROM answers WHERE at <= ?",
        vec![integer(before)],
    ) {
        console_error!("expired answers could not be removed: {error}");
    }
    arm(storage).await;
}

async fn try_arm(storage: &Storage) -> Result<()> {
    if storage.get_alarm().await?.is_some() {
        return Ok(());
    }
    #[derive(Deserialize)]
    struct Row {
        earliest: Option<u64>,
    }
    let row: Option<Row> = first(
        &storage.sql(),
        "SELECT MIN(at) AS earliest FROM answers",
        vec![],
    )?;
    let Some(earliest) = row.and_then(|row| row.earliest) else {
        return Ok(());
    };
    let wait = (earliest + KEPT)
        .saturating_sub(Date::now().as_millis())
        .max(1000);
    storage.set_alarm(Duration::from_millis(wait)).await
}
