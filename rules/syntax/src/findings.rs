//! Collecting what is wrong, and guessing what was meant.

use crate::{Diagnostic, Span};

/// The findings so far, in the order in which they were made.
#[derive(Default)]
pub(crate) struct Findings(Vec<Diagnostic>);

impl Findings {
    /// Adds a finding. Every finding of the parser says how to mend it.
    pub(crate) fn report(
        &mut self,
        code: &'static str,
        span: Span,
        message: impl Into<String>,
        label: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.report_with(code, span, message, label, help, Vec::new());
    }

    /// Adds a finding that points to further places.
    pub(crate) fn report_with(
        &mut self,
        code: &'static str,
        span: Span,
        message: impl Into<String>,
        label: impl Into<String>,
        help: impl Into<String>,
        related: Vec<(Span, String)>,
    ) {
        self.0.push(Diagnostic {
            code,
            message: message.into(),
            span,
            label: label.into(),
            related,
            help: Some(help.into()),
        });
    }

    /// All findings in document order; those at one place in the order in which they were made.
    pub(crate) fn into_ordered(mut self) -> Vec<Diagnostic> {
        self.0.sort_by_key(|finding| finding.span);
        self.0
    }
}

/// The candidate that a misspelled word most likely stands for.
pub(crate) fn nearest<'c>(word: &str, candidates: &[&'c str]) -> Option<&'c str> {
    // A longer word cannot be a slip of a keyword; not comparing it keeps hostile input cheap.
    if word.len() > 24 {
        return None;
    }
    let word = word.to_ascii_lowercase();
    candidates
        .iter()
        .map(|candidate| (distance(&word, candidate), *candidate))
        .filter(|(distance, candidate)| *distance <= candidate.len().div_ceil(4).min(2))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Insertions, deletions, replacements and swaps of neighbours that turn one word into the other.
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=right.len()).collect();
    let mut previous = None;
    for (row, from) in left.chars().enumerate() {
        let mut current = vec![row + 1];
        for (column, to) in right.iter().enumerate() {
            let at =
                |line: &[usize], index: usize| line.get(index).copied().unwrap_or(usize::MAX / 2);
            let mut best = at(&last, column) + usize::from(from != *to);
            best = best
                .min(at(&last, column + 1) + 1)
                .min(at(&current, column) + 1);
            if column > 0 && previous == Some(*to) && right.get(column - 1) == Some(&from) {
                best = best.min(at(&before_last, column - 1) + 1);
            }
            current.push(best);
        }
        before_last = std::mem::replace(&mut last, current);
        previous = Some(from);
    }
    last.last().copied().unwrap_or(usize::MAX)
}

/// `did you mean X?` or, without a guess, what may stand here.
pub(crate) fn did_you_mean(word: &str, candidates: &[&str]) -> String {
    match nearest(word, candidates) {
        Some(guess) => format!("did you mean `{guess}`?"),
        None => format!("here may stand {}", alternatives(candidates)),
    }
}

/// `` `a`, `b` or `c` ``.
pub(crate) fn alternatives(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        Some((last, _)) => last.clone(),
        None => String::new(),
    }
}
