//! `nuanze index`: which clause of which document carries which row of an inventory, and whether any is missing.

use std::path::Path;

use nuanze_runtime::words::Lang;
use serde::Serialize;

use super::report::broken_document;
use crate::arguments::Index;
use crate::carried::{self, Carried};
use crate::document::Document;
use crate::error::{CommandError, Problem};
use crate::inventory::Inventory;
use crate::output::{self, Output};
use crate::write;

/// A document and its clauses that carry rows.
#[derive(Debug, Serialize)]
struct Carrier {
    /// The file as the caller named it.
    file: String,
    /// Where it stands as seen from the index.
    #[serde(skip)]
    link: String,
    /// Its title.
    #[serde(skip)]
    name: String,
    clauses: Vec<Carried>,
}

/// Writes the index, or with `--check` only says whether it is up to date.
pub fn run(arguments: &Index, output: &Output) -> Result<(), CommandError> {
    let inventory = Inventory::read(&arguments.inventory)?;
    let mut carriers = Vec::new();
    for document in Document::read_all(&arguments.documents.files)? {
        let parsed = nuanze_syntax::parse(&document.text);
        if !parsed.diagnostics.is_empty() {
            return Err(broken_document(&document, &parsed.diagnostics, output));
        }
        carriers.push(Carrier {
            file: document.name(),
            link: link(&arguments.out, &document.path),
            name: stem(&document.path),
            clauses: carried::of(&parsed.document),
        });
    }
    complete(&inventory, &carriers)?;
    let text = page(&inventory, &carriers);
    if !arguments.check {
        write::whole(&arguments.out, text.as_bytes())?;
    } else if std::fs::read_to_string(&arguments.out).unwrap_or_default() != text {
        let message = format!("`{}` is not up to date", arguments.out.display());
        return Err(CommandError::Case(
            Problem::new("index/stale", message)
                .help("run the same command without `--check`, and read what it changes"),
        ));
    }
    if output.json {
        return output::print_json(&serde_json::json!({ "documents": carriers }));
    }
    let rows = inventory.rows().count();
    let words = match output.lang {
        Lang::Zh => format!("{rows} 行都有着落"),
        Lang::En => format!("all {rows} rows are carried"),
    };
    output::print(&format!(
        "{} {} {}\n",
        output.paint.good("✓"),
        output.paint.strong(&arguments.out.display().to_string()),
        output.paint.faint(&words)
    ))
}

/// Every row is carried by rules or left to a person, every named row exists, and what decides has examples.
fn complete(inventory: &Inventory, carriers: &[Carrier]) -> Result<(), CommandError> {
    let mut wrong = Vec::new();
    for carrier in carriers {
        for clause in &carrier.clauses {
            let place = format!("`{}` ({})", clause.clause, carrier.file);
            for id in &clause.rows {
                if inventory.rows().all(|row| row.id != *id) {
                    wrong.push(format!(
                        "{place} names the row `{id}`, which the inventory does not have"
                    ));
                }
            }
            if !clause.acts() {
                wrong.push(format!(
                    "{place} names rows, but declares no rule and no `manual`"
                ));
            }
            if clause.decides() && clause.examples == 0 {
                wrong.push(format!("no example speaks of {place}"));
            }
        }
    }
    let named = |id: &str| {
        let clauses = carriers.iter().flat_map(|carrier| &carrier.clauses);
        clauses.flat_map(|clause| &clause.rows).any(|row| row == id)
    };
    let missing = inventory.rows().filter(|row| !named(&row.id));
    wrong.extend(missing.map(|row| format!("no clause carries `{}` {}", row.id, row.words)));
    if wrong.is_empty() {
        return Ok(());
    }
    Err(CommandError::Case(
        Problem::new("index/incomplete", wrong.join("\n  ")).help(
            "name rows in the heading of the clause that carries them, `{#award rows=\"B1 B2\"}`; what is no rule becomes a `manual`",
        ),
    ))
}

/// The index as Markdown.
fn page(inventory: &Inventory, carriers: &[Carrier]) -> String {
    let mut text = String::from(
        "# 规则索引 / Index of the rules\n\n\
         由 `nuanze index` 从各份文件的标题里生成，不要手改。每一行是官方文件里的一条规则；“人定”是文件里写明由人决定的事项。\n\
         Written by `nuanze index` from the headings of the documents; not to be edited. Each row is a rule of the official\n\
         papers; “left to people” names what a document leaves to a person, and says why.\n",
    );
    for part in &inventory.parts {
        text.push_str(&format!(
            "\n## {}\n\n\
             | 行 Row | 条款 Clause | 规则 Rules | 读法 Readings | 人定 Left to people | 例子 Examples |\n\
             |---|---|---|---|---|--:|\n",
            part.title
        ));
        for row in &part.rows {
            let mut head = format!("{} {}", row.id, row.words);
            for carrier in carriers {
                for clause in carrier
                    .clauses
                    .iter()
                    .filter(|clause| clause.rows.contains(&row.id))
                {
                    text.push_str(&line(&head, carrier, clause));
                    // What follows carries the same row.
                    head.clear();
                }
            }
        }
    }
    text
}

fn line(head: &str, carrier: &Carrier, clause: &Carried) -> String {
    let source = clause.source.as_ref().map(|source| format!(" {source}"));
    let rules = clause
        .rules
        .iter()
        .map(|rule| format!("{} `{}`", rule.kind, rule.name));
    let names = |names: &[String]| {
        let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
        quoted.join(", ")
    };
    format!(
        "| {head} | [{}]({}) {}{} | {} | {} | {} | {} |\n",
        carrier.name,
        carrier.link,
        clause.clause,
        source.unwrap_or_default(),
        rules.collect::<Vec<_>>().join(", "),
        names(&clause.readings),
        names(&clause.manual),
        clause.examples
    )
}

/// Where a document stands as seen from the index: below the index's folder, or as the caller named it.
fn link(index: &Path, document: &Path) -> String {
    let folder = index.parent().unwrap_or_else(|| Path::new(""));
    let path = document.strip_prefix(folder).unwrap_or(document);
    path.display().to_string()
}

fn stem(path: &Path) -> String {
    path.file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}
