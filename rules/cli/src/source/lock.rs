//! The lock file beside a policy document (`<id>.source.json`): which paragraphs its clauses were written from.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use nuanze_program::{Citation, Program, Source};
use serde::{Deserialize, Serialize};

use super::OriginalText;
use crate::error::{CommandError, Problem};
use crate::write;

/// What the clauses of a document were written from.
#[derive(Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Lock {
    /// The policy's id.
    pub policy: String,
    /// The official texts.
    pub sources: Vec<LockedText>,
    /// The clauses that cite them, once for each text they cite.
    pub clauses: Vec<LockedClause>,
}

/// An official text when the lock was written.
#[derive(Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct LockedText {
    /// What citations call it; empty for the one they need not name.
    pub name: String,
    /// Its official title.
    pub title: String,
    /// How many paragraphs it had.
    pub paragraphs: u32,
    /// The SHA-256 of all of them.
    pub sha256: String,
}

/// The paragraphs of one text that a clause cites.
#[derive(Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct LockedClause {
    /// The clause's anchor.
    pub clause: String,
    /// The text's name.
    pub source: String,
    /// The hash of each paragraph, by its number.
    pub paragraphs: BTreeMap<u32, String>,
}

/// The numbers of the paragraphs that each clause cites of each text: clause, text, numbers, in document order.
pub fn cited(program: &Program) -> Vec<(String, String, Vec<u32>)> {
    let mut cited: Vec<(String, String, Vec<u32>)> = Vec::new();
    let own = |clause: &&nuanze_program::Clause| clause.document.is_none();
    for clause in program.clauses.iter().filter(own) {
        let citations = clause
            .source
            .as_deref()
            .and_then(|source| Citation::read(source).ok())
            .unwrap_or_default();
        for citation in citations {
            let numbers = citation.first..=citation.last;
            match cited
                .iter_mut()
                .find(|(id, source, _)| *id == clause.id && *source == citation.source)
            {
                Some((.., known)) => known.extend(numbers),
                None => cited.push((clause.id.clone(), citation.source, numbers.collect())),
            }
        }
    }
    for (.., numbers) in &mut cited {
        numbers.sort_unstable();
        numbers.dedup();
    }
    cited
}

impl Lock {
    /// The lock file's place: beside the document, `x.md` → `x.source.json`.
    pub fn path(document: &Path) -> PathBuf {
        document.with_extension("source.json")
    }

    /// Locks a document to the texts it cites, which are given in the order of its front matter.
    pub fn new(
        program: &Program,
        texts: &[(&Source, &OriginalText)],
    ) -> Result<Self, CommandError> {
        let mut missing = Vec::new();
        let mut clauses = Vec::new();
        for (clause, source, numbers) in cited(program) {
            let text = texts
                .iter()
                .find(|(known, _)| known.name == source)
                .map(|(_, text)| text);
            let mut paragraphs = BTreeMap::new();
            for number in numbers {
                match text.and_then(|text| text.hash(number)) {
                    Some(hash) => {
                        paragraphs.insert(number, hash.to_owned());
                    }
                    None => missing.push(format!("`¶{number}` ({clause})")),
                }
            }
            clauses.push(LockedClause {
                clause,
                source,
                paragraphs,
            });
        }
        if !missing.is_empty() {
            return Err(CommandError::Case(
                Problem::new(
                    "source/beyond",
                    format!("the text has no paragraph {}", missing.join(", ")),
                )
                .help("paragraphs are the lines that are not blank, counted from 1: mend the citations"),
            ));
        }
        Ok(Self {
            policy: program.policy.id.clone(),
            sources: texts
                .iter()
                .map(|(source, text)| LockedText {
                    name: source.name.clone(),
                    title: source.title.clone(),
                    paragraphs: text.len(),
                    sha256: text.sha256().to_owned(),
                })
                .collect(),
            clauses,
        })
    }

    /// Reads a lock file.
    pub fn read(path: &Path) -> Result<Self, CommandError> {
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Err(CommandError::call(
                    "call/not-locked",
                    format!("there is no lock file `{}`", path.display()),
                    "compare the clauses with the text, then write it with `--lock`",
                ));
            }
            Err(error) => return Err(CommandError::unreadable(path, &error)),
        };
        serde_json::from_str(&text).map_err(|error| {
            CommandError::call(
                "call/lock",
                format!("`{}` is not a lock file: {error}", path.display()),
                "compare the clauses with the text, then write it anew with `--lock`",
            )
        })
    }

    /// Writes a lock file.
    pub fn write(&self, path: &Path) -> Result<(), CommandError> {
        let text = serde_json::to_string_pretty(self)
            .map_err(|error| CommandError::unwritable(path, &error.into()))?;
        write::whole(path, (text + "\n").as_bytes())
    }

    /// The locked text of a name.
    pub fn text(&self, name: &str) -> Option<&LockedText> {
        self.sources.iter().find(|text| text.name == name)
    }

    /// The hashes that are locked for a clause.
    pub fn clause(&self, clause: &str, source: &str) -> Option<&BTreeMap<u32, String>> {
        let known = |locked: &&LockedClause| locked.clause == clause && locked.source == source;
        self.clauses
            .iter()
            .find(known)
            .map(|locked| &locked.paragraphs)
    }
}
