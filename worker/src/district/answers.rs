//! The answers that retries get again.

use serde::Deserialize;
use worker::{Result, SqlStorage};

use crate::claim::idempotency::Retry;
use crate::claim::record::Reply;
use crate::http::problems;

use super::storage::{first, integer, run};

/// How often a household's claim may be refused within a day: a mistyped number costs a few tries, but nobody can
/// ask all day who has an award.
const MOST_REFUSALS: u64 = 20;
const DAY: u64 = 24 * 60 * 60 * 1000;

/// The answer to a retry; none if its key is new.
pub fn kept(sql: &SqlStorage, retry: &Retry) -> Result<Option<Reply>> {
    #[derive(Deserialize)]
    struct Row {
        body_sha256: String,
        status: u16,
        body: String,
    }
    let row: Option<Row> = first(
        sql,
        "SELECT body_sha256, status, body FROM answers WHERE key = ?",
        vec![retry.key.as_str().into()],
    )?;
    Ok(row.map(|row| {
        if row.body_sha256 == retry.body {
            Reply::Answer {
                status: row.status,
                body: row.body,
                replayed: true,
            }
        } else {
            Reply::Refused {
                problem: Box::new(problems::key_reused()),
                retry_after: None,
            }
        }
    }))
}

/// Keeps an answer.
pub fn keep(
    sql: &SqlStorage,
    retry: &Retry,
    status: u16,
    body: &str,
    household: &str,
    now: u64,
) -> Result<()> {
    run(
        sql,
        "INSERT INTO answers (key, body_sha256, status, body, household, at) VALUES (?, ?, ?, ?, ?, ?)",
        vec![
            retry.key.as_str().into(),
            retry.body.as_str().into(),
            integer(status.into()),
            body.into(),
            household.into(),
            integer(now),
        ],
    )
}

/// Seconds until this household's claim may be tried again, if it was refused too often.
pub fn pause(sql: &SqlStorage, household: &str, now: u64) -> Result<Option<u64>> {
    #[derive(Deserialize)]
    struct Row {
        refused: u64,
        earliest: Option<u64>,
    }
    let since = now.saturating_sub(DAY);
    let row: Option<Row> = first(
        sql,
        "SELECT COUNT(*) AS refused, MIN(at) AS earliest FROM answers WHERE household = ? AND status = 409 AND at > ?",
        vec![household.into(), integer(since)],
    )?;
    let over = row.filter(|row| row.refused >= MOST_REFUSALS);
    Ok(over.map(|row| {
        row.earliest
            .unwrap_or(now)
            .saturating_sub(since)
            .div_ceil(1000)
            .max(1)
    }))
}
