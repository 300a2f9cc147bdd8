//! The tables of a district, by version. A version that was ever deployed is never edited: a change is a new one.

use serde::Deserialize;
use worker::{Result, Storage};

use super::storage::{first, integer, run, transaction};

const VERSIONS: &[&[&str]] = &[&[
    // A claim as it is kept, and what it is found by. One household, one award: `household` is unique.
    "CREATE TABLE claims (
       id TEXT PRIMARY KEY,
       household TEXT NOT NULL UNIQUE,
       submitted_at TEXT NOT NULL,
       record TEXT NOT NULL
     ) STRICT",
    // The answers to claims, for retries. `at` is in milliseconds since 1970.
    "CREATE TABLE answers (
       key TEXT PRIMARY KEY,
       body_sha256 TEXT NOT NULL,
       status INTEGER NOT NULL,
       body TEXT NOT NULL,
       household TEXT NOT NULL,
       at INTEGER NOT NULL
     ) STRICT",
    "CREATE INDEX answers_by_time ON answers (at)",
    "CREATE INDEX answers_by_household ON answers (household, status, at)",
    // The hash-chained log of changes.
    "CREATE TABLE audit (
       seq INTEGER PRIMARY KEY,
       at TEXT NOT NULL,
       action TEXT NOT NULL,
       claim TEXT NOT NULL,
       content TEXT NOT NULL,
       previous TEXT NOT NULL,
       hash TEXT NOT NULL
     ) STRICT",
]];

/// Brings the tables up to date: each version whole, or not at all.
pub fn migrate(storage: &Storage) -> Result<()> {
    let sql = storage.sql();
    run(
        &sql,
        "CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL) STRICT",
        vec![],
    )?;
    #[derive(Deserialize)]
    struct Row {
        version: usize,
    }
    let done = first::<Row>(&sql, "SELECT version FROM schema_version", vec![])?
        .map_or(0, |row| row.version);
    for (index, statements) in VERSIONS.iter().enumerate().skip(done) {
        transaction(storage, move |sql| {
            for statement in *statements {
                run(sql, statement, vec![])?;
            }
            run(sql, "DELETE FROM schema_version", vec![])?;
            run(
                sql,
                "INSERT INTO schema_version VALUES (?)",
                vec![integer(index as u64 + 1)],
            )
        })?;
    }
    Ok(())
}
