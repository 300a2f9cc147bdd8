//! The audit log: every change is a row that carries the hash of the row before it, so that nothing can be altered,
//! removed or slipped in unnoticed.

use nuanze_api::{canonical_json, sha256_hex};
use serde::{Deserialize, Serialize};
use serde_json::json;

/// The hash before the first row.
pub const START: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// A row of the log. It holds no person: what happened to which claim, and the hash of what was then stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditRow {
    /// Its place, from 1, without gaps.
    pub seq: u64,
    /// When, RFC 3339 in UTC.
    pub at: String,
    /// What happened: `claim_submitted`.
    pub action: String,
    /// To which claim.
    pub claim: String,
    /// SHA-256 over the canonical JSON of what was stored.
    pub content: String,
    /// The hash of the row before.
    pub previous: String,
    /// The hash of this row.
    pub hash: String,
}

impl AuditRow {
    /// The row after another.
    pub fn after(
        last: Option<&Self>,
        at: &str,
        action: &str,
        claim: &str,
        content: String,
    ) -> Self {
        let mut row = Self {
            seq: last.map_or(0, |row| row.seq) + 1,
            at: at.to_owned(),
            action: action.to_owned(),
            claim: claim.to_owned(),
            content,
            previous: last.map_or(START, |row| &row.hash).to_owned(),
            hash: String::new(),
        };
        row.hash = row.expected_hash();
        row
    }

    /// What its hash must be: SHA-256 over the canonical JSON of all its other fields.
    pub fn expected_hash(&self) -> String {
        let value = json!({
            "seq": self.seq, "at": self.at, "action": self.action, "claim": self.claim,
            "content": self.content, "previous": self.previous,
        });
        sha256_hex(canonical_json(&value).as_bytes())
    }

    /// Whether it stands rightly after another.
    pub fn follows(&self, last: Option<&Self>) -> bool {
        self.seq == last.map_or(0, |row| row.seq) + 1
            && self.previous == last.map_or(START, |row| &row.hash)
            && self.hash == self.expected_hash()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing)]
    use super::*;

    fn chain() -> Vec<AuditRow> {
        let mut rows: Vec<AuditRow> = Vec::new();
        for claim in ["a", "b", "c"] {
            let row = AuditRow::after(
                rows.last(),
                "2022-11-01T08:30:00Z",
                "claim_submitted",
                claim,
                sha256_hex(claim.as_bytes()),
            );
            rows.push(row);
        }
        rows
    }

    fn intact(rows: &[AuditRow]) -> bool {
        rows.iter()
            .enumerate()
            .all(|(i, row)| row.follows(i.checked_sub(1).and_then(|before| rows.get(before))))
    }

    #[test]
    fn an_untouched_log_is_intact() {
        assert!(intact(&chain()));
    }

    #[test]
    fn every_change_is_noticed() {
        let mut altered = chain();
        altered[1].claim = "x".into();
        let mut rehashed = chain();
        rehashed[1].claim = "x".into();
        rehashed[1].hash = rehashed[1].expected_hash();
        let mut removed = chain();
        removed.remove(1);
        let mut swapped = chain();
        swapped.swap(0, 1);
        for log in [altered, rehashed, removed, swapped] {
            assert!(!intact(&log));
        }
    }
}
