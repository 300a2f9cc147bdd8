//! The front matter: which policy this is, where and when it holds.

use nuanze_syntax::ast::{Document, FrontMatterEntry};
use nuanze_syntax::{Diagnostic, Span};

use super::report::{Further, did_you_mean, finding};
use super::sources;
use crate::date::{format_date, parse_date};
use crate::program::{Policy, Text};

const KEYS: [&str; 7] = [
    "id",
    "title",
    "title_en",
    "jurisdiction",
    "in_force",
    "status",
    "source",
];
const STATUSES: [&str; 3] = ["in_force", "draft", "repealed"];

/// Reads the front matter; what is wrong with it goes to `diagnostics`.
pub(super) fn check(document: &Document, diagnostics: &mut Vec<Diagnostic>) -> Option<Policy> {
    if document.front_matter.is_empty() {
        let message = "the document has no front matter, so it is not known which policy it is";
        diagnostics.push(
            finding("front_matter/missing", Span::default(), message, "begins without it").help(
                "begin the document with a line of `---`, lines for `id`, `title`, `jurisdiction` and `in_force`, \
                 and a second line of `---`",
            ),
        );
        return None;
    }
    let before = diagnostics.len();
    for (at, entry) in document.front_matter.iter().enumerate() {
        let key = &entry.key.node;
        if !KEYS.contains(&key.as_str()) && sources::name_of(key).is_none() {
            let help = did_you_mean(key, KEYS)
                .unwrap_or_else(|| format!("known keys are {}", ticked(&KEYS)));
            diagnostics.push(
                finding(
                    "front_matter/unknown",
                    entry.key.span,
                    format!("`{key}` is not a key of the front matter"),
                    "not known",
                )
                .help(help),
            );
        }
        let earlier = document
            .front_matter
            .iter()
            .take(at)
            .find(|earlier| earlier.key.node == *key);
        if let Some(earlier) = earlier {
            diagnostics.push(
                finding(
                    "front_matter/twice",
                    entry.key.span,
                    format!("`{key}` is given twice"),
                    "again here",
                )
                .also(earlier.key.span, "first here")
                .help("keep one of the two lines"),
            );
        }
    }
    let id = needed(document, "id", "id: mentougou-2022", diagnostics)
        .and_then(|entry| check_id(entry, diagnostics));
    let title = needed(
        document,
        "title",
        "title: 农村地区冬季清洁取暖工作实施方案",
        diagnostics,
    );
    let jurisdiction = needed(
        document,
        "jurisdiction",
        "jurisdiction: 110109",
        diagnostics,
    )
    .and_then(|entry| check_jurisdiction(entry, diagnostics));
    let in_force = needed(
        document,
        "in_force",
        "in_force: 2022-01-01 .. 2023-03-31",
        diagnostics,
    )
    .and_then(|entry| check_in_force(entry, diagnostics));
    let status = match find(document, "status") {
        Some(entry) => check_status(entry, diagnostics),
        None => Some("in_force".to_owned()),
    };
    let sources = sources::declared(document, diagnostics);
    sources::check_citations(document, &sources, diagnostics);
    let title = Text {
        zh: title
            .map(|entry| entry.value.node.clone())
            .unwrap_or_default(),
        en: find(document, "title_en")
            .or(title)
            .map(|entry| entry.value.node.clone())
            .unwrap_or_default(),
    };
    if diagnostics.len() > before {
        return None;
    }
    Some(Policy {
        id: id?,
        title,
        jurisdiction: jurisdiction?,
        in_force: in_force?,
        status: status?,
        sources,
    })
}

fn find<'a>(document: &'a Document, key: &str) -> Option<&'a FrontMatterEntry> {
    document
        .front_matter
        .iter()
        .find(|entry| entry.key.node == key)
}

fn needed<'a>(
    document: &'a Document,
    key: &str,
    sample: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<&'a FrontMatterEntry> {
    let found = find(document, key);
    match found {
        None => {
            let span = document
                .front_matter
                .last()
                .map_or(Span::default(), |entry| entry.value.span);
            let message = format!("the front matter does not say `{key}`");
            diagnostics.push(
                finding("front_matter/missing", span, message, "missing after this").help(format!(
                    "add a line like `{sample}` between the two lines of `---` at the top"
                )),
            );
            None
        }
        Some(entry) if entry.value.node.is_empty() => {
            diagnostics.push(
                finding(
                    "front_matter/empty",
                    entry.key.span,
                    format!("`{key}` has no value"),
                    "nothing after the colon",
                )
                .help(format!("write for example `{sample}`")),
            );
            None
        }
        found => found,
    }
}

fn check_id(entry: &FrontMatterEntry, diagnostics: &mut Vec<Diagnostic>) -> Option<String> {
    let id = &entry.value.node;
    let plain = id
        .bytes()
        .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    if plain && !id.starts_with('-') && !id.ends_with('-') {
        return Some(id.clone());
    }
    diagnostics.push(
        finding(
            "front_matter/id",
            entry.value.span,
            format!("`{id}` cannot be the id of a policy"),
            "not an id",
        )
        .help(
            "use lower-case letters a–z, digits and `-` between them, for example `mentougou-2022`",
        ),
    );
    None
}

fn check_jurisdiction(
    entry: &FrontMatterEntry,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<String> {
    let code = &entry.value.node;
    if code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(code.clone());
    }
    let message = format!("`{code}` is not the code of an administrative division");
    diagnostics.push(
        finding(
            "front_matter/jurisdiction",
            entry.value.span,
            message,
            "not six digits",
        )
        .help("write the six digits of GB/T 2260, for example `110109` for Mentougou"),
    );
    None
}

fn check_in_force(
    entry: &FrontMatterEntry,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<(i64, Option<i64>)> {
    let written = &entry.value.node;
    let span = entry.value.span;
    let ends = written
        .split_once("..")
        .map(|(from, to)| (parse_date(from.trim()), to.trim()));
    let read = match ends {
        Some((Some(from), "")) => Some((from, None)),
        Some((Some(from), to)) => parse_date(to).map(|to| (from, Some(to))),
        _ => None,
    };
    match read {
        None => {
            diagnostics.push(
                finding(
                    "front_matter/in_force",
                    span,
                    format!("`{written}` is not a time in force"),
                    "not `FROM .. TO`",
                )
                .help("write `2022-01-01 .. 2023-03-31`, or `2022-01-01 ..` while it is open"),
            );
            None
        }
        Some((from, Some(to))) if to < from => {
            let message = format!(
                "the policy ends on `{}`, before it begins on `{}`",
                format_date(to),
                format_date(from)
            );
            diagnostics.push(
                finding("front_matter/in_force", span, message, "ends first")
                    .help("swap the two days"),
            );
            None
        }
        read => read,
    }
}

fn check_status(entry: &FrontMatterEntry, diagnostics: &mut Vec<Diagnostic>) -> Option<String> {
    let status = &entry.value.node;
    if STATUSES.contains(&status.as_str()) {
        return Some(status.clone());
    }
    let message = format!("`{status}` is not a status");
    diagnostics.push(
        finding(
            "front_matter/status",
            entry.value.span,
            message,
            "not known",
        )
        .help(format!("write one of {}", ticked(&STATUSES))),
    );
    None
}

fn ticked(words: &[&str]) -> String {
    words
        .iter()
        .map(|word| format!("`{word}`"))
        .collect::<Vec<_>>()
        .join(", ")
}
