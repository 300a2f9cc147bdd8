//! Says what is being done: one line for each step, with its time, and a sign of life while it takes long.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::place::Place;

/// How long a step may stay silent.
const SIGN_OF_LIFE: Duration = Duration::from_secs(15);
/// How much of a failed step's log is shown.
const LOG_TAIL: usize = 60;

/// Whether a step had anything to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    /// It ran.
    Now,
    /// Its results are still those of the same inputs.
    Before,
}

/// A step under way: its commands write into its log.
#[derive(Debug)]
pub struct Step {
    log: PathBuf,
}

impl Step {
    /// Runs a command to its end; its output goes to the log.
    ///
    /// # Errors
    ///
    /// If it cannot be started or does not succeed.
    pub fn run(&self, command: &mut Command) -> Result<()> {
        self.note(&format!("$ {}", spoken(command)))?;
        let status = command
            .stdin(Stdio::null())
            .stdout(self.append()?)
            .stderr(self.append()?)
            .status()
            .with_context(|| format!("cannot start `{}`", program(command)))?;
        if !status.success() {
            bail!("`{}` ended with {status}", spoken(command));
        }
        Ok(())
    }

    /// Adds a line to the log.
    ///
    /// # Errors
    ///
    /// If the log cannot be written.
    pub fn note(&self, line: &str) -> Result<()> {
        writeln!(self.append()?, "{line}")?;
        Ok(())
    }

    /// What the step's commands have said so far.
    pub fn said(&self) -> String {
        read_lossy(&self.log)
    }

    fn append(&self) -> Result<File> {
        OpenOptions::new()
            .append(true)
            .open(&self.log)
            .with_context(|| format!("cannot write {}", self.log.display()))
    }
}

/// Does one step, and says so.
///
/// # Errors
///
/// The step's own, after the end of its log was shown.
pub fn step(place: &Place, name: &str, work: impl FnOnce(&Step) -> Result<Done>) -> Result<()> {
    let log = place
        .state("logs")
        .join(format!("{}.log", name.replace([' ', '/'], "-")));
    if let Some(folder) = log.parent() {
        fs::create_dir_all(folder)?;
    }
    File::create(&log)?;
    let started = Instant::now();
    let (finished, watch) = mpsc::channel::<()>();
    let result = thread::scope(|scope| {
        let watched = &log;
        scope.spawn(move || signs_of_life(name, watched, started, watch));
        let result = work(&Step { log: log.clone() });
        drop(finished);
        result
    });
    let seconds = started.elapsed().as_secs_f64();
    match &result {
        Ok(Done::Now) => say(&format!("✓ {name} ({seconds:.1} s)")),
        Ok(Done::Before) => say(&format!("✓ {name} (up to date)")),
        Err(_) => {
            say(&format!(
                "✗ {name} ({seconds:.1} s); the whole log is {}",
                log.display()
            ));
            show_tail(&log);
        }
    }
    result.map(|_| ()).with_context(|| format!("{name} failed"))
}

/// Does what two tasks must not do at the same time; the second waits, and says so.
///
/// # Errors
///
/// The work's own, or if the lock cannot be taken.
pub fn alone<T>(place: &Place, work: impl FnOnce() -> Result<T>) -> Result<T> {
    fs::create_dir_all(place.state(""))?;
    let lock = File::create(place.state("lock"))?;
    if let Err(TryLockError::WouldBlock) = lock.try_lock() {
        say("  … another task is building here: waiting for it");
        lock.lock()?;
    }
    // Closing the file at the end gives the lock back.
    work()
}

/// Prints a line at once.
pub fn say(line: &str) {
    let mut out = io::stdout().lock();
    // A reader that has gone away does not stop the work.
    let _ = writeln!(out, "{line}");
    let _ = out.flush();
}

fn signs_of_life(name: &str, log: &Path, started: Instant, watch: mpsc::Receiver<()>) {
    while watch.recv_timeout(SIGN_OF_LIFE) == Err(RecvTimeoutError::Timeout) {
        let seconds = started.elapsed().as_secs();
        let text = read_lossy(log);
        let last = text
            .lines()
            .rev()
            .find(|line| !line.trim().is_empty())
            .unwrap_or("");
        let last: String = last.trim().chars().take(90).collect();
        say(&format!("  … {name}, {seconds} s: {last}"));
    }
}

fn show_tail(log: &Path) {
    let text = read_lossy(log);
    let lines: Vec<&str> = text.lines().collect();
    for line in lines.iter().skip(lines.len().saturating_sub(LOG_TAIL)) {
        say(&format!("    {line}"));
    }
}

fn read_lossy(path: &Path) -> String {
    fs::read(path)
        .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
        .unwrap_or_default()
}

fn program(command: &Command) -> String {
    command.get_program().to_string_lossy().into_owned()
}

fn spoken(command: &Command) -> String {
    let mut words = vec![program(command)];
    words.extend(
        command
            .get_args()
            .map(|word| word.to_string_lossy().into_owned()),
    );
    words.join(" ")
}
