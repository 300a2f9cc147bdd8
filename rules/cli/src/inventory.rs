//! An inventory: the rules of an official text, one a row, that policy documents are to carry.
//!
//! It is a Markdown file. `## A 谁可以领 / Who may receive` begins a part, `- A1 属于哪些村 / Which villages` is a row:
//! an identifier (capital letters, then digits) and what the row is about. Everything else is prose.

use std::path::Path;

use crate::error::{CommandError, Problem};

/// The rows that are to be carried.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Inventory {
    /// The parts, in their order.
    pub parts: Vec<Part>,
}

/// Rows under a heading.
#[derive(Debug, PartialEq, Eq)]
pub struct Part {
    /// The heading's words.
    pub title: String,
    /// The rows, in their order.
    pub rows: Vec<Row>,
}

/// One rule of the official text.
#[derive(Debug, PartialEq, Eq)]
pub struct Row {
    /// `A1`: what a document's heading names.
    pub id: String,
    /// What it is about.
    pub words: String,
}

impl Inventory {
    /// Reads an inventory's file.
    pub fn read(path: &Path) -> Result<Self, CommandError> {
        let text = std::fs::read_to_string(path)
            .map_err(|error| CommandError::unreadable(path, &error))?;
        Self::parse(&text)
            .map_err(|problem| CommandError::Call(problem.within(&path.display().to_string())))
    }

    /// Reads an inventory.
    fn parse(text: &str) -> Result<Self, Problem> {
        let mut inventory = Self::default();
        for line in text.lines() {
            if let Some(title) = line.strip_prefix("## ") {
                inventory.parts.push(Part {
                    title: title.trim().to_owned(),
                    rows: Vec::new(),
                });
            }
            let Some(item) = line.strip_prefix("- ") else {
                continue;
            };
            let (id, words) = item.trim().split_once(' ').unwrap_or((item.trim(), ""));
            if !is_row(id) || words.is_empty() {
                return Err(problem(format!("`{line}` is not a row")));
            }
            if inventory.rows().any(|row| row.id == id) {
                return Err(problem(format!("the row `{id}` stands here twice")));
            }
            let Some(part) = inventory.parts.last_mut() else {
                return Err(problem(format!("the row `{id}` stands above every part")));
            };
            part.rows.push(Row {
                id: id.to_owned(),
                words: words.trim().to_owned(),
            });
        }
        if inventory.rows().next().is_none() {
            return Err(problem("no row stands here".to_owned()));
        }
        Ok(inventory)
    }

    /// All rows.
    pub fn rows(&self) -> impl Iterator<Item = &Row> {
        self.parts.iter().flat_map(|part| &part.rows)
    }
}

/// Capital letters, then digits.
fn is_row(id: &str) -> bool {
    let digits = id.trim_start_matches(|c: char| c.is_ascii_uppercase());
    digits.len() < id.len()
        && !digits.is_empty()
        && digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn problem(message: String) -> Problem {
    Problem::new("call/inventory", message).help(
        "write parts as `## A 谁可以领 / Who may receive`, and below them rows as `- A1 属于哪些村 / Which villages`",
    )
}
