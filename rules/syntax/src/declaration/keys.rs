//! Lines that begin with a keyword: which may stand below a declaration, and how often.

use crate::{
    Span,
    block::Line,
    cursor::Cursor,
    findings::{Findings, did_you_mean, nearest},
};

/// The keyword lines of one declaration, each of which may stand there once.
#[derive(Default)]
pub(super) struct Keys(Vec<(&'static str, Span)>);

impl Keys {
    /// The line's keyword, taken. A word that is none, or one that was there before, is reported.
    pub(super) fn key(
        &mut self,
        cursor: &mut Cursor<'_, '_>,
        allowed: &[&'static str],
        repeatable: &[&'static str],
    ) -> Option<&'static str> {
        let Some(word) = cursor.word() else {
            cursor.expected("a keyword", &did_you_mean("", allowed));
            return None;
        };
        let known = allowed.iter().copied().find(|key| *key == word);
        if known.is_none() {
            cursor.expected("a keyword", &did_you_mean(word, allowed));
        }
        // A misspelled line is read as the one that was meant, so that it is not missed as well.
        let key = known.or_else(|| nearest(word, allowed))?;
        let span = cursor.here();
        cursor.take();
        let before = self
            .0
            .iter()
            .find(|(seen, _)| *seen == key)
            .map(|(_, span)| *span);
        if let Some(first) = before.filter(|_| !repeatable.contains(&key)) {
            cursor.findings().report_with(
                "syntax/twice",
                span,
                format!("`{key}` stands here twice"),
                "again",
                "leave one of the two lines out",
                vec![(first, "first here".to_owned())],
            );
        }
        self.0.push((key, span));
        Some(key)
    }

    /// Reports a line that must be there and is not.
    pub(super) fn need(
        &self,
        findings: &mut Findings,
        key: &'static str,
        head: &Line<'_>,
        help: &str,
    ) {
        if self.0.iter().all(|(seen, _)| *seen != key) {
            let shown = if key == "decided" { "decided by" } else { key };
            findings.report(
                "syntax/missing",
                head.span,
                format!("this declaration has no `{shown}` line"),
                "declared here",
                help,
            );
        }
    }
}
