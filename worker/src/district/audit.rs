//! The log of changes in this district, and whether it is intact.

use nuanze_api::{AuditState, sha256_hex};
use serde::Deserialize;
use worker::{Result, SqlStorage};

use crate::claim::audit::{AuditRow, START};
use crate::claim::record::Reply;

use super::storage::{first, integer, rows, run};

/// A claim was stored.
pub const SUBMITTED: &str = "claim_submitted";

/// Rows that are checked at once.
const PAGE: u64 = 500;

/// What was checked since this object woke up: the log only grows, so each row is checked once.
#[derive(Default)]
pub struct Checked {
    last: Option<AuditRow>,
    broken_at: Option<u64>,
}

/// Appends a change, in the transaction that makes it.
pub fn append(sql: &SqlStorage, at: &str, action: &str, claim: &str, content: &str) -> Result<()> {
    let last: Option<AuditRow> =
        first(sql, "SELECT * FROM audit ORDER BY seq DESC LIMIT 1", vec![])?;
    let row = AuditRow::after(
        last.as_ref(),
        at,
        action,
        claim,
        sha256_hex(content.as_bytes()),
    );
    run(
        sql,
        "INSERT INTO audit (seq, at, action, claim, content, previous, hash) VALUES (?, ?, ?, ?, ?, ?, ?)",
        vec![
            integer(row.seq),
            row.at.into(),
            row.action.into(),
            row.claim.into(),
            row.content.into(),
            row.previous.into(),
            row.hash.into(),
        ],
    )
}

/// The state of the log: every row follows from the one before, and every claim is as it was stored.
pub fn state(sql: &SqlStorage, district: &str, checked: &mut Checked) -> Result<Reply> {
    #[derive(Deserialize)]
    struct Line {
        #[serde(flatten)]
        row: AuditRow,
        record: Option<String>,
    }
    while checked.broken_at.is_none() {
        let from = checked.last.as_ref().map_or(0, |row| row.seq);
        let lines: Vec<Line> = rows(
            sql,
            "SELECT audit.*, claims.record FROM audit LEFT JOIN claims ON claims.id = audit.claim
             WHERE seq > ? ORDER BY seq LIMIT ?",
            vec![integer(from), integer(PAGE)],
        )?;
        if lines.is_empty() {
            break;
        }
        for line in lines {
            let stored = line
                .record
                .is_some_and(|record| sha256_hex(record.as_bytes()) == line.row.content);
            if !stored || !line.row.follows(checked.last.as_ref()) {
                checked.broken_at = Some(line.row.seq);
                break;
            }
            checked.last = Some(line.row);
        }
    }
    let entries = count(sql, "SELECT COUNT(*) AS count FROM audit")?;
    let claims = count(sql, "SELECT COUNT(*) AS count FROM claims")?;
    let head: Option<AuditRow> =
        first(sql, "SELECT * FROM audit ORDER BY seq DESC LIMIT 1", vec![])?;
    // Rows that were cut off at the end leave claims that nothing tells of.
    let broken_at = checked
        .broken_at
        .or_else(|| (claims != entries).then_some(entries + 1));
    Ok(Reply::Audit(AuditState {
        district: district.to_owned(),
        entries,
        head: head.map_or_else(|| START.to_owned(), |row| row.hash),
        intact: broken_at.is_none(),
        broken_at,
    }))
}

fn count(sql: &SqlStorage, query: &str) -> Result<u64> {
    #[derive(Deserialize)]
    struct Row {
        count: u64,
    }
    Ok(first::<Row>(sql, query, vec![])?.map_or(0, |row| row.count))
}
