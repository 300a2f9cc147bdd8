//! Official texts: the front matter names them (`source: …`, `source.annex: …`), headings cite their paragraphs.

use nuanze_syntax::Diagnostic;
use nuanze_syntax::ast::{Document, FrontMatterEntry};

use super::report::{Further, did_you_mean, finding};
use crate::citation::{Citation, is_source_name};
use crate::program::Source;

/// The name in a key of the front matter: empty in `source`, `annex` in `source.annex`.
pub(super) fn name_of(key: &str) -> Option<&str> {
    let rest = key.strip_prefix("source")?;
    if rest.is_empty() {
        Some(rest)
    } else {
        rest.strip_prefix('.')
    }
}

/// The texts that the front matter names, in its order.
pub(super) fn declared(document: &Document, diagnostics: &mut Vec<Diagnostic>) -> Vec<Source> {
    let mut sources: Vec<Source> = Vec::new();
    for entry in &document.front_matter {
        let Some(name) = name_of(&entry.key.node) else {
            continue;
        };
        check_entry(entry, name, diagnostics);
        sources.push(Source {
            name: name.to_owned(),
            title: entry.value.node.clone(),
        });
    }
    sources
}

fn check_entry(entry: &FrontMatterEntry, name: &str, diagnostics: &mut Vec<Diagnostic>) {
    let key = &entry.key.node;
    if key.contains('.') && !is_source_name(name) {
        let message = format!("`{key}` does not name an official text");
        diagnostics.push(
            finding("front_matter/source", entry.key.span, message, "not a name").help(
                "after `source.` write a letter a–z or A–Z and then letters, digits, `-` or `_`, \
                 for example `source.annex: 附件1 实施细则`",
            ),
        );
    }
    if entry.value.node.is_empty() {
        let message = format!("`{key}` has no value");
        let label = "nothing after the colon";
        diagnostics.push(
            finding("front_matter/empty", entry.key.span, message, label).help(format!(
                "write the official title, for example `{key}: 农村地区冬季清洁取暖工作实施方案`"
            )),
        );
    }
}

/// Checks that headings cite paragraphs, and of texts that the front matter names.
pub(super) fn check_citations(
    document: &Document,
    sources: &[Source],
    diagnostics: &mut Vec<Diagnostic>,
) {
    for cited in document
        .clauses
        .iter()
        .filter_map(|clause| clause.source.as_ref())
    {
        let mut unknown = Vec::new();
        match Citation::read(&cited.node) {
            Err(word) => diagnostics.push(
                finding(
                    "source/form",
                    cited.span,
                    format!("`{word}` does not cite a paragraph"),
                    "in this citation",
                )
                .help(
                    "write `¶41` or `¶41-46`, several with spaces between, and the name of the text first if it \
                     has one: `source=\"¶41-46 annex ¶3\"`",
                ),
            ),
            Ok(citations) => unknown.extend(
                citations
                    .into_iter()
                    .map(|citation| citation.source)
                    .filter(|name| sources.iter().all(|source| source.name != *name)),
            ),
        }
        unknown.dedup();
        for name in unknown {
            diagnostics.push(unnamed(&name, sources, cited.span));
        }
    }
}

/// A citation of a text that the front matter does not name.
fn unnamed(name: &str, sources: &[Source], span: nuanze_syntax::Span) -> Diagnostic {
    let label = "cited here";
    if name.is_empty() {
        let message = "the front matter does not say of which official text these paragraphs are";
        return finding("source/unknown", span, message, label)
            .help("add a line `source: ` with the official title between the two lines of `---`");
    }
    let known = sources.iter().map(|source| source.name.as_str());
    let help = did_you_mean(name, known.filter(|known| !known.is_empty())).unwrap_or_else(|| {
        format!(
            "add a line `source.{name}: ` with the official title between the two lines of `---`"
        )
    });
    let message = format!("the front matter names no official text `{name}`");
    finding("source/unknown", span, message, label).help(help)
}
