//! What the command prints: text or JSON, in which language, with which colours, how wide.

use std::io::{ErrorKind, IsTerminal, Write};

use clap::builder::styling::{AnsiColor, Style};
use nuanze_runtime::words::Lang;
use serde::Serialize;

use crate::arguments::{Color, Common};
use crate::error::{CommandError, Problem};
use crate::language;

/// Where and how to print.
#[derive(Clone, Copy, Debug)]
pub struct Output {
    /// JSON instead of text.
    pub json: bool,
    /// The language of labels and of the page.
    pub lang: Lang,
    /// How many columns a line has.
    pub width: usize,
    /// Colours for standard output.
    pub paint: Paint,
    /// Colours for standard error.
    pub error_paint: Paint,
}

/// Emphasis, where the reader can see it.
#[derive(Clone, Copy, Debug)]
pub struct Paint {
    /// Whether there are colours at all.
    pub colours: bool,
}

impl Paint {
    /// Headings and amounts.
    pub fn strong(self, text: &str) -> String {
        self.with(Style::new().bold(), text)
    }

    /// What matters less: clauses, hints.
    pub fn faint(self, text: &str) -> String {
        self.with(Style::new().dimmed(), text)
    }

    /// What holds.
    pub fn good(self, text: &str) -> String {
        self.with(AnsiColor::Green.on_default(), text)
    }

    /// What does not.
    pub fn bad(self, text: &str) -> String {
        self.with(AnsiColor::Red.on_default().bold(), text)
    }

    /// What is open.
    pub fn open(self, text: &str) -> String {
        self.with(AnsiColor::Yellow.on_default(), text)
    }

    fn with(self, style: Style, text: &str) -> String {
        if self.colours {
            format!("{style}{text}{style:#}")
        } else {
            text.to_owned()
        }
    }
}

impl Output {
    /// As the flags and the environment say.
    pub fn new(common: &Common) -> Self {
        Self {
            json: common.json,
            lang: common.lang.unwrap_or_else(language::of_environment),
            width: width(),
            paint: Paint {
                colours: colours(common.color, std::io::stdout().is_terminal()),
            },
            error_paint: Paint {
                colours: colours(common.color, std::io::stderr().is_terminal()),
            },
        }
    }

    /// Says why the command stopped, where that is not said yet.
    pub fn report(&self, error: &CommandError) {
        let Some(problem) = error.problem() else {
            return;
        };
        if self.json {
            // The exit status says the rest if standard output is gone.
            let _ = print_json(&serde_json::json!({ "error": problem }));
        } else {
            print_error(&format!(
                "{} {}\n",
                self.error_paint.bad("error:"),
                problem.lines(self.lang)
            ));
        }
    }
}

/// Prints text to standard output, as it is.
pub fn print(text: &str) -> Result<(), CommandError> {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes())
        .and_then(|()| out.flush())
        .map_err(|error| match error.kind() {
            ErrorKind::BrokenPipe => CommandError::ReaderGone,
            _ => CommandError::unwritable("standard output".as_ref(), &error),
        })
}

/// Prints a value to standard output as JSON, on several lines.
pub fn print_json(value: &impl Serialize) -> Result<(), CommandError> {
    let text = serde_json::to_string_pretty(value).map_err(|error| {
        CommandError::Call(Problem::new(
            "call/json",
            format!("cannot write JSON: {error}"),
        ))
    })?;
    print(&(text + "\n"))
}

/// Prints text to standard error; if nobody reads it, so be it.
pub fn print_error(text: &str) {
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}

/// Whether to use colours on a stream.
fn colours(color: Color, terminal: bool) -> bool {
    match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => {
            let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
            terminal
                && !set("NO_COLOR")
                && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
        }
    }
}

/// The columns of a line: COLUMNS, or those of the terminal up to 100, or 80.
fn width() -> usize {
    std::env::var("COLUMNS")
        .ok()
        .and_then(|columns| columns.parse().ok())
        .or_else(|| terminal_size::terminal_size().map(|(width, _)| usize::from(width.0).min(100)))
        .unwrap_or(80)
        .max(40)
}
