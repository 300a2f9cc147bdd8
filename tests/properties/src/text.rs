//! Texts: reading, writing in form, and checking them.

use nuanze_syntax::{Diagnostic, Span};

/// Every text is read to its end, and what is said about it points into it, in order, with a way to mend it.
pub(crate) fn parse(bytes: &[u8]) {
    let Ok(text) = str::from_utf8(bytes) else {
        return;
    };
    let parsed = nuanze_syntax::parse(text);
    findings_are_sound(text, &parsed.diagnostics);
    assert!(
        parsed
            .diagnostics
            .is_sorted_by_key(|diagnostic| diagnostic.span.start)
    );
    let tree = format!("{:?}", parsed.document);
    let unread = tree.contains("node: Error") || tree.contains("kind: Error");
    assert!(
        !unread || !parsed.diagnostics.is_empty(),
        "an error in the tree that nobody is told of"
    );
    for item in &parsed.document.items {
        is_within(text, item.span);
    }
}

/// A document in form says what it said, and stays as it is.
pub(crate) fn format_round_trip(bytes: &[u8]) {
    let Ok(text) = str::from_utf8(bytes) else {
        return;
    };
    let Ok(once) = nuanze_syntax::format(text) else {
        return;
    };
    assert_eq!(
        without_places(text),
        without_places(&once),
        "it says something else:\n{once}"
    );
    let twice = nuanze_syntax::format(&once);
    assert_eq!(twice.as_ref(), Ok(&once), "it does not stay");
}

/// Every document is checked to its end; what is sound compiles, or is refused with a reason.
pub(crate) fn check(bytes: &[u8]) {
    let Ok(text) = str::from_utf8(bytes) else {
        return;
    };
    let parsed = nuanze_syntax::parse(text);
    let checked = nuanze_program::check(&parsed.document);
    findings_are_sound(text, &checked.diagnostics);
    if !parsed.diagnostics.is_empty() {
        return;
    }
    assert!(
        checked.program.is_some() || !checked.diagnostics.is_empty(),
        "refused without a reason"
    );
    if let Some(program) = checked.program.filter(|_| checked.diagnostics.is_empty())
        && let Err(error) = nuanze_codegen::compile(&program)
    {
        assert!(!error.to_string().is_empty());
    }
}

fn findings_are_sound(text: &str, diagnostics: &[Diagnostic]) {
    for diagnostic in diagnostics {
        is_within(text, diagnostic.span);
        for (span, _) in &diagnostic.related {
            is_within(text, *span);
        }
        assert!(
            !diagnostic.message.is_empty() && !diagnostic.message.contains('\n'),
            "{diagnostic:?}"
        );
        assert!(
            diagnostic
                .help
                .as_ref()
                .is_some_and(|help| !help.is_empty()),
            "{diagnostic:?} has no help"
        );
    }
}

fn is_within(text: &str, span: Span) {
    assert!(
        text.get(span.start..span.end).is_some(),
        "{span:?} is no place in the text"
    );
}

/// A text's tree, but for where things stand.
fn without_places(text: &str) -> String {
    let shown = format!("{:?}", nuanze_syntax::parse(text));
    let mut parts = shown.split("Span { start: ");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push_str(part.split_once('}').map_or(part, |(_, rest)| rest));
    }
    out
}
