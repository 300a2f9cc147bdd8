//! `nuanze verify-source`: whether the paragraphs that clauses cite still read as they did when the clauses were written.

use std::path::{Path, PathBuf};

use nuanze_program::{Program, Source};
use nuanze_runtime::words::Lang;
use serde::Serialize;

use super::report::broken_document;
use crate::arguments::VerifySource;
use crate::document::Document;
use crate::error::{CommandError, Problem};
use crate::language::count;
use crate::output::{self, Output};
use crate::source::{Change, ClauseReport, Lock, OriginalText, compare};

/// What the command found out.
#[derive(Debug, Serialize)]
struct Report {
    ok: bool,
    file: String,
    lock: String,
    sources: Vec<TextReport>,
    clauses: Vec<ClauseReport>,
}

/// What it found out about a text as a whole.
#[derive(Debug, Serialize)]
struct TextReport {
    name: String,
    title: String,
    /// The file it was read from.
    text: String,
    paragraphs: u32,
    locked_paragraphs: Option<u32>,
    /// Whether no paragraph has changed, cited or not.
    same: bool,
}

/// An official text, the file it was read from, and its hashes.
type Read<'a> = (&'a Source, &'a Path, OriginalText);

/// Verifies a document's citations, or writes what they are verified against.
pub fn run(arguments: &VerifySource, output: &Output) -> Result<(), CommandError> {
    let document = Document::read(&arguments.document)?;
    let compiled = document
        .compile()
        .map_err(|diagnostics| broken_document(&document, &diagnostics, output))?;
    let program = &compiled.program;
    let texts = read_texts(program, &arguments.texts, &document)?;
    let path = Lock::path(&document.path);
    let lock = if arguments.lock {
        let texts: Vec<(&Source, &OriginalText)> = texts
            .iter()
            .map(|(source, _, text)| (*source, text))
            .collect();
        let lock = Lock::new(program, &texts)?;
        lock.write(&path)?;
        lock
    } else {
        Lock::read(&path)?
    };
    let report = Report::new(&document, program, &path, &lock, &texts);
    if output.json {
        output::print_json(&report)?;
    } else {
        output::print(&report.lines(program, output))?;
    }
    if report.ok {
        Ok(())
    } else {
        Err(CommandError::Reported)
    }
}

/// Reads the text of each source that the document cites.
fn read_texts<'a>(
    program: &'a Program,
    texts: &'a [(String, PathBuf)],
    document: &Document,
) -> Result<Vec<Read<'a>>, CommandError> {
    let sources = &program.policy.sources;
    if sources.is_empty() {
        return Err(CommandError::Case(
            Problem::new(
                "source/none",
                format!("`{}` names no official text", document.name()),
            )
            .help(
                "name it in the front matter (`source: title`), and the paragraphs at the headings: \
                 `{#award source=\"¶26-30\"}`",
            ),
        ));
    }
    // A text without a name is the one that needs none, or the only one.
    let only = match sources.as_slice() {
        [only] => only.name.as_str(),
        _ => "",
    };
    let is = |source: &Source, name: &str| source.name == if name.is_empty() { only } else { name };
    if let Some((name, _)) = texts
        .iter()
        .find(|(name, _)| !sources.iter().any(|source| is(source, name)))
    {
        let names: Vec<String> = sources.iter().map(argument).collect();
        return Err(CommandError::call(
            "call/text",
            format!("`{}` has no official text `{name}`", document.name()),
            format!("give {}", names.join(" and ")),
        ));
    }
    let mut read = Vec::new();
    for source in sources {
        let Some((_, path)) = texts.iter().find(|(name, _)| is(source, name)) else {
            return Err(CommandError::call(
                "call/text",
                format!("the text of `{}` is not given", source.title),
                format!("add {}", argument(source)),
            ));
        };
        let text = std::fs::read_to_string(path)
            .map_err(|error| CommandError::unreadable(path, &error))?;
        read.push((source, path.as_path(), OriginalText::new(&text)));
    }
    Ok(read)
}

/// How a source's text is given.
fn argument(source: &Source) -> String {
    if source.name.is_empty() {
        "`--text FILE`".to_owned()
    } else {
        format!("`--text {}=FILE`", source.name)
    }
}

impl Report {
    fn new(
        document: &Document,
        program: &Program,
        path: &Path,
        lock: &Lock,
        texts: &[Read<'_>],
    ) -> Self {
        let mut sources = Vec::new();
        let mut clauses = Vec::new();
        for (source, file, text) in texts {
            let locked = lock.text(&source.name);
            sources.push(TextReport {
                name: source.name.clone(),
                title: source.title.clone(),
                text: file.display().to_string(),
                paragraphs: text.len(),
                locked_paragraphs: locked.map(|locked| locked.paragraphs),
                same: locked.is_some_and(|locked| locked.sha256 == text.sha256()),
            });
            clauses.extend(compare(program, lock, &source.name, text));
        }
        Self {
            ok: sources.iter().all(|source| source.same)
                && clauses.iter().all(|clause| clause.changes.is_empty()),
            file: document.name(),
            lock: path.display().to_string(),
            sources,
            clauses,
        }
    }

    /// The report for a terminal.
    fn lines(&self, program: &Program, output: &Output) -> String {
        let zh = output.lang == Lang::Zh;
        let cited: usize = self.clauses.iter().map(|clause| clause.paragraphs).sum();
        let mark = if self.ok {
            output.paint.good("✓")
        } else {
            output.paint.bad("✗")
        };
        let summary = if zh {
            format!(
                "{} 处引用、{cited} 个自然段；锁定于 {}",
                self.clauses.len(),
                self.lock
            )
        } else {
            format!(
                "{} of {}; locked in {}",
                count(self.clauses.len(), "citation"),
                count(cited, "paragraph"),
                self.lock
            )
        };
        let mut text = format!(
            "{mark} {} {}\n",
            output.paint.strong(&self.file),
            output.paint.faint(&summary)
        );
        for clause in self
            .clauses
            .iter()
            .filter(|clause| !clause.changes.is_empty())
        {
            let title = program
                .clauses
                .iter()
                .find(|known| known.id == clause.clause)
                .map_or(clause.clause.as_str(), |known| {
                    if zh { &known.title.zh } else { &known.title.en }
                });
            text.push_str(&format!("  {title}\n"));
            for change in &clause.changes {
                let name = &clause.source;
                let space = if name.is_empty() { "" } else { " " };
                text.push_str(&format!("    {name}{space}{}\n", line(change, zh)));
            }
        }
        for source in self.sources.iter().filter(|source| !source.same) {
            text.push_str(&whole(source, zh));
        }
        if !self.ok {
            text.push_str(if zh {
                "  help: 对照原文核对这些条款，改好引用，再加 `--lock` 运行一次\n"
            } else {
                "  help: compare these clauses with the text, mend the citations, then run again with `--lock`\n"
            });
        }
        text
    }
}

/// What became of a paragraph.
fn line(change: &Change, zh: bool) -> String {
    match (change, zh) {
        (Change::Moved { paragraph, to }, true) => format!("¶{paragraph} 移动了：现在是 ¶{to}"),
        (Change::Moved { paragraph, to }, false) => format!("¶{paragraph} moved: found at ¶{to}"),
        (Change::Altered { paragraph, at }, true) => format!("¶{paragraph} 改动了：看 ¶{at}"),
        (Change::Altered { paragraph, at }, false) => format!("¶{paragraph} altered: see ¶{at}"),
        (Change::Gone { paragraph }, true) => format!("¶{paragraph} 没有了"),
        (Change::Gone { paragraph }, false) => format!("¶{paragraph} gone"),
        (Change::NotLocked { paragraph }, true) => format!("¶{paragraph} 引用了，还没有锁定"),
        (Change::NotLocked { paragraph }, false) => format!("¶{paragraph} cited, but not locked"),
        (Change::NotCited { paragraph }, true) => format!("¶{paragraph} 锁定了，已不再引用"),
        (Change::NotCited { paragraph }, false) => format!("¶{paragraph} locked, but not cited"),
    }
}

/// A text that is not the one that was locked.
fn whole(source: &TextReport, zh: bool) -> String {
    let TextReport {
        title,
        text,
        paragraphs,
        ..
    } = source;
    match (source.locked_paragraphs, zh) {
        (Some(locked), true) => format!(
            "  `{text}` 和锁定时的《{title}》不一样：当时 {locked} 个自然段，现在 {paragraphs} 个\n"
        ),
        (Some(locked), false) => format!(
            "  `{text}` is not the text that was locked as {title}: {locked} paragraphs then, {paragraphs} now\n"
        ),
        (None, true) => format!("  《{title}》还没有锁定\n"),
        (None, false) => format!("  {title} is not locked\n"),
    }
}
