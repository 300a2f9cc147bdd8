//! Counts tests in what their runners print.

use anyhow::{Context, Result};
use serde_json::Value;

/// How many tests passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Those that passed.
    pub passed: u64,
    /// Those that failed.
    pub failed: u64,
}

impl Count {
    /// Adds another count.
    pub fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }

    /// A check that is one thing: it passed or it failed.
    pub fn one(passed: bool) -> Self {
        Self {
            passed: u64::from(passed),
            failed: u64::from(!passed),
        }
    }

    /// The counts in the JSON of `nuanze test`.
    ///
    /// # Errors
    ///
    /// If it is no such JSON.
    pub fn in_report(json: &[u8]) -> Result<Self> {
        let report: Value =
            serde_json::from_slice(json).context("`nuanze test --json` printed no JSON")?;
        let documents = report
            .get("documents")
            .and_then(Value::as_array)
            .context("the report lists no documents")?;
        let sum = |name: &str| {
            documents
                .iter()
                .filter_map(|document| document.get(name)?.as_u64())
                .sum()
        };
        Ok(Self {
            passed: sum("passed"),
            failed: sum("failed"),
        })
    }

    /// The counts in the output of nextest, `cargo test` and `node --test` (TAP).
    pub fn in_output(text: &str) -> Self {
        let mut count = Self::default();
        for line in text.lines() {
            let line = line.trim();
            if let Some(number) = line.strip_prefix("# pass ") {
                count.passed += number.trim().parse().unwrap_or(0);
            } else if let Some(number) = line
                .strip_prefix("# fail ")
                .or_else(|| line.strip_prefix("# cancelled "))
            {
                count.failed += number.trim().parse().unwrap_or(0);
            } else if is_summary(line) {
                count.passed += before(line, "passed");
                count.failed += before(line, "failed") + before(line, "timed");
            }
        }
        count
    }
}

/// `Summary [  1.2s] 45 tests run: 44 passed, 1 failed`, `test result: ok. 3 passed; 0 failed`, `12 passed, 0 failed`.
fn is_summary(line: &str) -> bool {
    line.starts_with("Summary [")
        || line.starts_with("test result:")
        || (line.starts_with(|first: char| first.is_ascii_digit())
            && line.contains(" passed, ")
            && line.contains(" failed"))
}

/// The number before a word.
fn before(line: &str, word: &str) -> u64 {
    let words: Vec<&str> = line
        .split([' ', ',', ';', '.'])
        .filter(|word| !word.is_empty())
        .collect();
    words
        .windows(2)
        .filter_map(|pair| match pair {
            [number, next] if *next == word => number.parse().ok(),
            _ => None,
        })
        .next()
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nextest_summary() {
        let text =
            "     Summary [   1.204s] 45 tests run: 43 passed (1 slow), 2 failed, 1 skipped\n";
        assert_eq!(
            Count::in_output(text),
            Count {
                passed: 43,
                failed: 2
            }
        );
    }

    #[test]
    fn the_summaries_of_several_doc_test_binaries() {
        let text = "test result: ok. 3 passed; 0 failed; 0 ignored\n\ntest result: FAILED. 1 passed; 2 failed; 0 ignored\n";
        assert_eq!(
            Count::in_output(text),
            Count {
                passed: 4,
                failed: 2
            }
        );
    }

    #[test]
    fn the_tap_of_node() {
        assert_eq!(
            Count::in_output("# tests 6\n# pass 5\n# fail 1\n# cancelled 0\n"),
            Count {
                passed: 5,
                failed: 1
            }
        );
    }

    #[test]
    fn the_report_of_nuanze() {
        let json = br#"{"ok": false, "documents": [{"passed": 3, "failed": 1}, {"passed": 2, "failed": 0}]}"#;
        assert_eq!(
            Count::in_report(json).ok(),
            Some(Count {
                passed: 5,
                failed: 1
            })
        );
    }
}
