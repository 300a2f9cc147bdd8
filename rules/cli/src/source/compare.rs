//! What has changed between a lock file, the document's citations and the official text.

use std::collections::{BTreeMap, BTreeSet};

use nuanze_program::Program;
use serde::Serialize;

use super::lock::{Lock, cited};
use super::text::OriginalText;

/// What became of a paragraph that a clause was written from.
#[derive(Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum Change {
    /// It stands elsewhere, word for word.
    Moved {
        /// Its number when it was locked.
        paragraph: u32,
        /// Its number now.
        to: u32,
    },
    /// It reads otherwise.
    Altered {
        /// Its number when it was locked.
        paragraph: u32,
        /// Where the words now stand that came in its place.
        at: u32,
    },
    /// Nothing stands in its place.
    Gone {
        /// Its number when it was locked.
        paragraph: u32,
    },
    /// The clause cites it, but it is not locked.
    NotLocked {
        /// Its number.
        paragraph: u32,
    },
    /// It is locked, but the clause does not cite it any more.
    NotCited {
        /// Its number.
        paragraph: u32,
    },
}

/// What has changed for a clause and one of the texts it cites.
#[derive(Debug, Serialize)]
pub struct ClauseReport {
    /// The clause's anchor.
    pub clause: String,
    /// The text's name; empty for the one that citations need not name.
    pub source: String,
    /// How many paragraphs it cites.
    pub paragraphs: usize,
    /// What has changed.
    pub changes: Vec<Change>,
}

/// Compares one text with the lock, clause by clause.
pub fn compare(
    program: &Program,
    lock: &Lock,
    name: &str,
    text: &OriginalText,
) -> Vec<ClauseReport> {
    let places = Places::new(lock, name, text);
    let mut reports = Vec::new();
    let mut seen = BTreeSet::new();
    for (clause, source, numbers) in cited(program) {
        if source != name {
            continue;
        }
        let none = BTreeMap::new();
        let locked = lock.clause(&clause, name).unwrap_or(&none);
        let cited: BTreeSet<u32> = numbers.into_iter().collect();
        let all: BTreeSet<u32> = locked
            .keys()
            .copied()
            .chain(cited.iter().copied())
            .collect();
        let changes = all.into_iter().filter_map(|paragraph| {
            if !cited.contains(&paragraph) {
                return Some(Change::NotCited { paragraph });
            }
            match locked.get(&paragraph) {
                Some(hash) => places.change(paragraph, hash),
                None => Some(Change::NotLocked { paragraph }),
            }
        });
        reports.push(ClauseReport {
            source,
            paragraphs: cited.len(),
            changes: changes.collect(),
            clause: clause.clone(),
        });
        seen.insert(clause);
    }
    for locked in &lock.clauses {
        if locked.source == name && !seen.contains(&locked.clause) {
            let numbers = locked.paragraphs.keys();
            reports.push(ClauseReport {
                clause: locked.clause.clone(),
                source: name.to_owned(),
                paragraphs: 0,
                changes: numbers
                    .map(|paragraph| Change::NotCited {
                        paragraph: *paragraph,
                    })
                    .collect(),
            });
        }
    }
    reports
}

/// Where the locked paragraphs of a text stand in it now.
struct Places<'a> {
    text: &'a OriginalText,
    /// Each locked paragraph that is still there, and its place.
    found: BTreeMap<u32, u32>,
}

impl<'a> Places<'a> {
    fn new(lock: &Lock, name: &str, text: &'a OriginalText) -> Self {
        let clauses = lock.clauses.iter().filter(|clause| clause.source == name);
        let locked: BTreeMap<u32, &String> = clauses
            .flat_map(|clause| {
                clause
                    .paragraphs
                    .iter()
                    .map(|(number, hash)| (*number, hash))
            })
            .collect();
        let found = locked
            .into_iter()
            .filter_map(|(number, hash)| Some((number, text.find(hash, number)?)))
            .collect();
        Self { text, found }
    }

    /// What became of a locked paragraph; nothing if it stands where it did.
    fn change(&self, paragraph: u32, hash: &str) -> Option<Change> {
        if self.text.hash(paragraph) == Some(hash) {
            return None;
        }
        if let Some(to) = self.text.find(hash, paragraph) {
            return Some(Change::Moved { paragraph, to });
        }
        // In its place is what stands as far behind the locked paragraph before it as it did itself.
        let before = self.found.range(..paragraph).next_back();
        let (from, now) = before.map_or((0, 0), |(from, now)| (*from, *now));
        let at = now.saturating_add(paragraph - from);
        let taken = self.found.values().any(|place| *place == at);
        let after = self.found.range(paragraph + 1..).next();
        let beyond = after.is_some_and(|(_, next)| *next > now && at >= *next);
        Some(if taken || beyond || self.text.hash(at).is_none() {
            Change::Gone { paragraph }
        } else {
            Change::Altered { paragraph, at }
        })
    }
}
