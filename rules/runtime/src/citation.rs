//! The names that clauses go by in decisions: their anchors, those of used documents with the document before them.

use nuanze_abi::{Clause, ClauseIndex, Manifest};

/// A clause's name: `award`; in a used document `gb-37480-2019#limits`.
pub fn anchor(manifest: &Manifest, clause: ClauseIndex) -> Option<String> {
    let clause = manifest.clauses.get(clause)?;
    Some(match document(manifest, clause) {
        Some(document) => format!("{}#{}", document.id, clause.id),
        None => clause.id.clone(),
    })
}

/// The clause that a decision names so.
pub fn cited<'a>(manifest: &'a Manifest, anchor: &str) -> Option<&'a Clause> {
    let (id, anchor) = match anchor.split_once('#') {
        Some((document, anchor)) => (Some(document), anchor),
        None => (None, anchor),
    };
    manifest.clauses.iter().find(|clause| {
        clause.id == anchor && document(manifest, clause).map(|found| found.id.as_str()) == id
    })
}

/// The used document that a clause stands in.
pub(crate) fn document<'a>(
    manifest: &'a Manifest,
    clause: &Clause,
) -> Option<&'a nuanze_abi::Document> {
    clause
        .document
        .and_then(|document| manifest.documents.get(document))
}
