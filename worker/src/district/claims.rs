//! Claims: stored once, found by their secret.

use serde::Deserialize;
use worker::{Error, Result, SqlStorage, Storage};

use crate::claim::idempotency::Retry;
use crate::claim::record::{ClaimRecord, Reply};
use crate::claim::secret;
use crate::http::problems;

use super::storage::{first, run, transaction};
use super::{answers, audit};

/// Stores a claim, or says why not. Everything is looked up before the first write, and nothing waits in between.
pub fn submit(
    storage: &Storage,
    retry: &Retry,
    record: ClaimRecord,
    accepted: String,
    now: u64,
) -> Result<Reply> {
    let sql = storage.sql();
    if let Some(reply) = answers::kept(&sql, retry)? {
        return Ok(reply);
    }
    if let Some(seconds) = answers::pause(&sql, &record.household, now)? {
        return Ok(Reply::Refused {
            problem: Box::new(problems::too_many_tries()),
            retry_after: Some(seconds),
        });
    }
    if has_award(&sql, &record.household)? {
        let problem = problems::household_has_award();
        let body = serde_json::to_string(&problem)?;
        answers::keep(&sql, retry, problem.status, &body, &record.household, now)?;
        return Ok(Reply::Answer {
            status: problem.status,
            body,
            replayed: false,
        });
    }
    let retry = retry.clone();
    let body = accepted.clone();
    transaction(storage, move |sql| {
        let text = serde_json::to_string(&record)?;
        run(
            sql,
            "INSERT INTO claims (id, household, submitted_at, record) VALUES (?, ?, ?, ?)",
            vec![
                record.id.as_str().into(),
                record.household.as_str().into(),
                record.submitted_at.as_str().into(),
                text.as_str().into(),
            ],
        )?;
        audit::append(
            sql,
            &record.submitted_at,
            audit::SUBMITTED,
            &record.id,
            &text,
        )?;
        answers::keep(sql, &retry, 201, &accepted, &record.household, now)
    })?;
    Ok(Reply::Answer {
        status: 201,
        body,
        replayed: false,
    })
}

/// The claim with this id, for whoever shows its secret.
pub fn find(sql: &SqlStorage, id: &str, secret_sha256: &str) -> Result<Reply> {
    let record = record(sql, id)?;
    // An unknown id takes the same way as a wrong secret.
    let kept = record
        .as_ref()
        .map_or("", |record| record.secret_sha256.as_str());
    let opens = secret::opens(secret_sha256, kept);
    Ok(match record {
        Some(record) if opens => Reply::Claim {
            record: Box::new(record),
        },
        _ => Reply::Nothing,
    })
}

/// The receipt with this id.
pub fn receipt(sql: &SqlStorage, id: &str) -> Result<Reply> {
    Ok(
        record(sql, id)?.map_or(Reply::Nothing, |record| Reply::Receipt {
            receipt: record.receipt,
        }),
    )
}

fn record(sql: &SqlStorage, id: &str) -> Result<Option<ClaimRecord>> {
    #[derive(Deserialize)]
    struct Row {
        record: String,
    }
    let row: Option<Row> = first(
        sql,
        "SELECT record FROM claims WHERE id = ?",
        vec![id.into()],
    )?;
    row.map(|row| serde_json::from_str(&row.record).map_err(Error::from))
        .transpose()
}

fn has_award(sql: &SqlStorage, household: &str) -> Result<bool> {
    #[derive(Deserialize)]
    struct Row {}
    Ok(first::<Row>(
        sql,
        "SELECT 1 AS found FROM claims WHERE household = ?",
        vec![household.into()],
    )?
    .is_some())
}
