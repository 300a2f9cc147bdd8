//! The page that explains a decision: what it says, in one language, before it is laid out.

mod gather;

use nuanze_abi::State;
use nuanze_runtime::Outcome;
use nuanze_runtime::words::Words;
use serde::Serialize;

pub use gather::gather;

/// Everything the page says, each sentence in one language.
#[derive(Debug, Serialize)]
pub struct Page {
    /// The policy's title.
    pub title: String,
    /// The answers.
    pub outcomes: Vec<Answer>,
    /// The lists of conditions.
    pub conditions: Vec<ConditionList>,
    /// Rules and tables on the way to the answers: each as one sentence.
    pub steps: Vec<Line>,
    /// What doubtful texts would otherwise give.
    pub readings: Vec<Doubt>,
    /// Doubtful texts that bear on each other.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub together: Vec<String>,
    /// What to bring.
    pub bring: Vec<Line>,
    /// What would change the answers.
    pub changes: Vec<String>,
    /// What is left to a person.
    pub manual: Vec<Line>,
    /// The questions that are still open.
    pub needs: Vec<String>,
}

/// One answer.
#[derive(Debug, Serialize)]
pub struct Answer {
    /// The outcome's name.
    pub name: String,
    /// What it is.
    pub sentence: String,
    /// What it rests on: the row that applies, or the conditions that fail.
    pub because: Vec<Line>,
}

/// A list of conditions.
#[derive(Debug, Serialize)]
pub struct ConditionList {
    /// The list's name.
    pub name: String,
    /// What it is about.
    pub title: String,
    /// Whether all of them hold; none for a list that only says what applies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mark: Option<Mark>,
    /// Whether money hangs on it: a `require`, not advice, duty or target.
    pub gate: bool,
    /// The conditions, then the statements that apply or may apply.
    pub lines: Vec<Line>,
}

/// A sentence, whether it holds, and its clause.
#[derive(Debug, Serialize)]
pub struct Line {
    /// Whether it holds, where that is the question.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mark: Option<Mark>,
    /// What it says.
    pub sentence: String,
    /// By how much it holds or fails.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub margins: Vec<String>,
    /// The heading of its clause, and the paragraphs of the official text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clause: Option<String>,
}

/// A doubtful text.
#[derive(Debug, Serialize)]
pub struct Doubt {
    /// The doubt as a question.
    pub question: String,
    /// What each meaning gives, and who decides.
    pub sentences: Vec<String>,
}

/// Whether something holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// It holds.
    Yes,
    /// It does not.
    No,
    /// It is not known yet.
    Unknown,
}

impl From<State> for Mark {
    fn from(state: State) -> Self {
        match state {
            State::Yes => Self::Yes,
            State::No => Self::No,
            State::Unknown => Self::Unknown,
        }
    }
}

/// An outcome as a sentence of its own: what failed and what is still needed is listed below it.
pub fn told(words: Words, name: &str, outcome: &Outcome) -> String {
    let mut bare = outcome.clone();
    match &mut bare {
        Outcome::Known { failed, .. } => failed.clear(),
        Outcome::Unknown { needs, .. } => needs.clear(),
    }
    words.outcome(name, &bare)
}
