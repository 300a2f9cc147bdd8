//! Samples: what is run, on which files, and what the manual says that it prints.

use std::collections::BTreeMap;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::Command;

use libtest_mimic::Failed;

use crate::blocks::{Block, blocks};
use crate::document::{around, with};

/// Something in the manual that can be run.
pub struct Sample {
    /// Its line and the heading it stands under.
    pub name: String,
    /// What is printed, as the manual says, and where it says so; nothing if only success counts.
    pub expected: Option<(String, Range<usize>)>,
    /// The files it finds.
    files: BTreeMap<String, String>,
    run: Run,
}

enum Run {
    /// The document passes its proofs and its examples.
    Passes(String),
    /// The document is refused.
    Fails(String),
    /// Calls, as they stand in a terminal.
    Calls(String),
}

/// The samples of the manual, each with the files that the ones before it have left.
pub fn samples(manual: &str) -> Vec<Sample> {
    let mut samples = Vec::new();
    let mut files = BTreeMap::new();
    // The document that steps change.
    let mut kept = String::new();
    let blocks = blocks(manual);
    for (index, block) in blocks.iter().enumerate() {
        let mut expected = None;
        let run = match () {
            () if block.is("json") => {
                files.insert(block.file().unwrap().to_owned(), block.text.clone());
                continue;
            }
            () if block.is("markdown") => {
                let file = block.file().unwrap().to_owned();
                if !block.has("aside") {
                    kept.clone_from(&file);
                }
                files.insert(file.clone(), block.text.clone());
                Run::Passes(file)
            }
            () if block.is("policy") => {
                let (file, text) = if block.has("step") {
                    let before = files.get(&kept).expect("a step has a document before it");
                    (kept.clone(), with(before, &block.text))
                } else {
                    ("sample.md".to_owned(), around(&block.text))
                };
                if block.has("error") {
                    let shown = blocks.get(index + 1).filter(|next| next.is("text"));
                    let shown = shown.expect("an error is followed by its text");
                    expected = Some((shown.text.clone(), shown.place.clone()));
                    let mut files = files.clone();
                    files.insert(file.clone(), text);
                    samples.push(Sample::new(block, files, Run::Fails(file), expected));
                    continue;
                }
                files.insert(file.clone(), text);
                Run::Passes(file)
            }
            () if block.is("console") => {
                expected = Some((block.text.clone(), block.place.clone()));
                Run::Calls(block.text.clone())
            }
            () if block.is("text") || block.is("ebnf") => continue,
            () => panic!(
                "line {}: `{}` is no kind of sample",
                block.line,
                block.info.join(" ")
            ),
        };
        samples.push(Sample::new(block, files.clone(), run, expected));
        files.remove("sample.md");
    }
    samples
}

impl Sample {
    fn new(
        block: &Block,
        files: BTreeMap<String, String>,
        run: Run,
        expected: Option<(String, Range<usize>)>,
    ) -> Self {
        Self {
            name: format!("line {}: {}", block.line, block.heading),
            expected,
            files,
            run,
        }
    }

    /// Runs it in a folder of its own; what it prints, if that matters.
    pub fn run(&self) -> Result<String, Failed> {
        let folder = self.folder()?;
        match &self.run {
            Run::Passes(file) => {
                let (status, printed) = nuanze(&folder, &["test", file])?;
                if status == Some(0) {
                    Ok(String::new())
                } else {
                    Err(format!("{printed}\n{}", self.files[file]).into())
                }
            }
            Run::Fails(file) => {
                let (status, printed) = nuanze(&folder, &["test", file])?;
                if status == Some(1) {
                    Ok(printed)
                } else {
                    Err(format!("ends with {status:?}:\n{printed}").into())
                }
            }
            Run::Calls(text) => {
                let mut shown = String::new();
                for line in text.lines() {
                    let Some(call) = line.strip_prefix("$ nuanze ") else {
                        assert!(!line.starts_with("$ "), "only `nuanze` is run: {line}");
                        continue;
                    };
                    let words: Vec<&str> = call.split_whitespace().collect();
                    shown.push_str(&format!("{line}\n{}", nuanze(&folder, &words)?.1));
                }
                Ok(shown)
            }
        }
    }

    /// A folder with the sample's files.
    fn folder(&self) -> Result<PathBuf, Failed> {
        let name: String = self.name.chars().take_while(|sign| *sign != ':').collect();
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
            .join("manual")
            .join(name.replace(' ', "-"));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder)?;
        for (name, text) in &self.files {
            fs::write(folder.join(name), text)?;
        }
        Ok(folder)
    }
}

/// Runs the command in a folder as on an English terminal of 80 columns: its status, and what it prints.
fn nuanze(folder: &Path, arguments: &[&str]) -> Result<(Option<i32>, String), Failed> {
    let output = Command::new(env!("CARGO_BIN_EXE_nuanze"))
        .args(arguments)
        .current_dir(folder)
        .env("LANG", "en_US.UTF-8")
        .env("COLUMNS", "80")
        .env_remove("LC_ALL")
        .env_remove("LC_MESSAGES")
        .output()?;
    let printed = [output.stdout, output.stderr].concat();
    Ok((output.status.code(), String::from_utf8(printed)?))
}
