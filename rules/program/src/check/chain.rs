//! The chains of documents that use each other: none comes round to where it began, and none is too long.

use std::collections::BTreeMap;

use nuanze_syntax::ast::ItemKind;
use nuanze_syntax::{Diagnostic, Span};

use super::library::Library;
use super::report::{Further, finding};

/// The most documents in one chain. Each is checked inside the one that uses it.
const LONGEST: usize = 16;

/// How far the chains go that were followed already.
#[derive(Debug, Default)]
pub(super) struct Chains {
    /// For each document how many stand in its longest chain, itself counted.
    lengths: BTreeMap<String, usize>,
}

/// What is wrong with a chain.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum ChainError {
    /// These use each other; the last is the first.
    Round(Vec<String>),
    /// These are the first of more than there may be.
    Long(Vec<String>),
}

impl Chains {
    /// Follows all chains that begin with the document `own` and go on with `used`.
    pub(super) fn follow(
        &mut self,
        library: &dyn Library,
        own: Option<&str>,
        used: &str,
    ) -> Result<(), ChainError> {
        let mut path: Vec<String> = own.map(str::to_owned).into_iter().collect();
        self.length(library, used, &mut path).map(|_| ())
    }

    /// How many documents stand in the longest chain from this one on.
    fn length(
        &mut self,
        library: &dyn Library,
        id: &str,
        path: &mut Vec<String>,
    ) -> Result<usize, ChainError> {
        let before = path.len();
        if let Some(from) = path.iter().position(|open| open == id) {
            let round = path.iter().skip(from).cloned();
            return Err(ChainError::Round(round.chain([id.to_owned()]).collect()));
        }
        path.push(id.to_owned());
        let known = self.lengths.get(id).copied();
        if before + known.unwrap_or(1) > LONGEST {
            return Err(ChainError::Long(path.clone()));
        }
        let length = match known {
            Some(length) => length,
            None => {
                let mut longest = 0;
                let document = library.document(id).map(|parsed| &parsed.document);
                for item in document.iter().flat_map(|document| &document.items) {
                    if let ItemKind::Use(decl) = &item.kind {
                        longest = longest.max(self.length(library, &decl.document.node, path)?);
                    }
                }
                self.lengths.insert(id.to_owned(), 1 + longest);
                1 + longest
            }
        };
        path.pop();
        Ok(length)
    }
}

impl ChainError {
    /// What is said of it where the first document uses the second.
    pub(super) fn finding(&self, span: Span) -> Diagnostic {
        let told = |ids: &[String]| {
            let ids: Vec<String> = ids.iter().map(|id| format!("`{id}`")).collect();
            ids.join(" → ")
        };
        match self {
            Self::Round(ids) => {
                let message = format!("these documents use each other: {}", told(ids));
                finding("use/cycle", span, message, "comes round to this one")
                    .help("move the rules that both need into a third document")
            }
            Self::Long(ids) => {
                let message = format!(
                    "more than {LONGEST} documents use each other in a chain: {} → …",
                    told(ids)
                );
                finding("use/depth", span, message, "too long a chain")
                    .help("use the documents that declare the rules, not those that pass them on")
            }
        }
    }
}
