//! Why a command stopped, and the exit status that says so.

use std::path::Path;
use std::process::ExitCode;

use nuanze_runtime::FactError;
use nuanze_runtime::words::Lang;
use serde::Serialize;

/// Why a command stopped.
#[derive(Debug)]
pub enum CommandError {
    /// The call is at fault: a bad flag, an unreadable file, not a module.
    Call(Problem),
    /// The case is at fault: facts or readings that the policy does not know.
    Case(Problem),
    /// The findings are printed already; the policy is at fault.
    Reported,
    /// Whoever read the output has gone; there is nobody to tell.
    ReaderGone,
}

/// What went wrong, for people and for JSON.
#[derive(Debug, Serialize)]
pub struct Problem {
    /// A stable name for the kind of error.
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// All wrong facts, where facts are at fault.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<FactError>,
}

impl Problem {
    /// A problem without wrong facts.
    pub fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            help: None,
            facts: Vec::new(),
        }
    }

    /// Says how to mend it.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Says in which file it is.
    pub fn within(mut self, file: &str) -> Self {
        self.message = format!("`{file}`: {}", self.message);
        self
    }

    /// The problem as lines for a terminal, without the leading `error: `; wrong facts are told in the language.
    pub fn lines(&self, lang: Lang) -> String {
        let mut text = match (self.facts.len(), lang) {
            (1.., Lang::Zh) => format!("这个案件有 {} 处不对", self.facts.len()),
            _ => self.message.clone(),
        };
        for (fact, line) in self.facts.iter().zip(self.facts_lines(lang)) {
            text.push_str(&format!(
                "\n  {}: {line}",
                fact.pointer.trim_start_matches('/')
            ));
        }
        if let Some(help) = &self.help {
            text.push_str(&format!("\n  help: {help}"));
        }
        text
    }

    /// What is wrong with each fact and how to mend it, in the language.
    pub fn facts_lines(&self, lang: Lang) -> Vec<String> {
        let line = |fact: &FactError| {
            let (message, help) = match lang {
                Lang::Zh => (&fact.message_zh, &fact.help_zh),
                Lang::En => (&fact.message, &fact.help),
            };
            help.as_ref()
                .map_or_else(|| message.clone(), |help| format!("{message}\n    {help}"))
        };
        self.facts.iter().map(line).collect()
    }
}

impl CommandError {
    /// The call is at fault.
    pub fn call(code: &'static str, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self::Call(Problem::new(code, message).help(help))
    }

    /// A file that could not be read.
    pub fn unreadable(path: &Path, error: &std::io::Error) -> Self {
        Self::Call(Problem::new(
            "call/unreadable",
            format!("cannot read `{}`: {}", path.display(), reason(error)),
        ))
    }

    /// A file or folder that could not be written.
    pub fn unwritable(path: &Path, error: &std::io::Error) -> Self {
        Self::Call(Problem::new(
            "call/unwritable",
            format!("cannot write `{}`: {}", path.display(), reason(error)),
        ))
    }

    /// What the process ends with.
    pub fn exit_code(&self) -> ExitCode {
        match self {
            Self::ReaderGone => ExitCode::SUCCESS,
            Self::Case(_) | Self::Reported => ExitCode::from(1),
            Self::Call(_) => ExitCode::from(2),
        }
    }

    /// What there is to say, if it is not said yet.
    pub fn problem(&self) -> Option<&Problem> {
        match self {
            Self::Call(problem) | Self::Case(problem) => Some(problem),
            Self::Reported | Self::ReaderGone => None,
        }
    }
}

/// The reason in words, without the operating system's number.
fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file".to_owned(),
        std::io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        std::io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        std::io::ErrorKind::NotADirectory => "a part of the path is not a folder".to_owned(),
        std::io::ErrorKind::AlreadyExists => "a file of this name is in the way".to_owned(),
        std::io::ErrorKind::InvalidData => "it is not UTF-8 text".to_owned(),
        _ => error.to_string(),
    }
}
