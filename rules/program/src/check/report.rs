//! How findings are put together.

use nuanze_syntax::{Diagnostic, Span};

/// A finding; see [`Diagnostic`] for how the parts are worded.
pub(crate) fn finding(
    code: &'static str,
    span: Span,
    message: impl Into<String>,
    label: impl Into<String>,
) -> Diagnostic {
    Diagnostic {
        code,
        message: message.into(),
        span,
        label: label.into(),
        related: Vec::new(),
        help: None,
    }
}

/// Adds to a finding what not every finding has.
pub(crate) trait Further {
    /// How to mend it.
    fn help(self, help: impl Into<String>) -> Self;
    /// A further place.
    fn also(self, span: Span, label: impl Into<String>) -> Self;
}

impl Further for Diagnostic {
    fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    fn also(mut self, span: Span, label: impl Into<String>) -> Self {
        self.related.push((span, label.into()));
        self
    }
}

/// `did you mean …?` for the candidate that is closest to what was written, if one is close.
pub(crate) fn did_you_mean<'a>(
    written: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<String> {
    // Of two letters nothing can be told: nearly every short name is one slip away from another.
    let limit = written
        .chars()
        .count()
        .div_ceil(3)
        .saturating_sub(usize::from(written.chars().count() < 3))
        .min(3);
    let close = candidates
        .into_iter()
        .map(|candidate| (distance(written, candidate), candidate));
    let (_, best) = close.filter(|(distance, _)| *distance <= limit).min()?;
    Some(format!("did you mean `{best}`?"))
}

/// How many letters must be changed, added, taken out, or swapped with their neighbour.
fn distance(left: &str, right: &str) -> usize {
    let (left, right): (Vec<char>, Vec<char>) = (left.chars().collect(), right.chars().collect());
    if left.len().abs_diff(right.len()) > 3 {
        return usize::MAX;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=right.len()).collect();
    for (i, a) in left.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, b) in right.iter().enumerate() {
            let at =
                |row: &[usize], index: usize| row.get(index).copied().unwrap_or(usize::MAX - 1);
            let mut best = (at(&last, j) + usize::from(a != b))
                .min(at(&last, j + 1) + 1)
                .min(at(&row, j) + 1);
            let swapped =
                i > 0 && j > 0 && left.get(i - 1) == Some(b) && right.get(j - 1) == Some(a);
            if swapped {
                best = best.min(at(&before, j - 1) + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_the_pen_find_their_name() {
        let names = ["heated_area", "device", "award"];
        assert_eq!(
            did_you_mean("heated_aera", names).as_deref(),
            Some("did you mean `heated_area`?")
        );
        assert_eq!(
            did_you_mean("devices", names).as_deref(),
            Some("did you mean `device`?")
        );
        assert_eq!(did_you_mean("purchased", names), None);
    }
}
