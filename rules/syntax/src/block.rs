//! The lines of a policy block, gathered into declarations by their indentation.

use crate::{
    Span, declaration,
    findings::Findings,
    lexer,
    token::{Sign, Token, TokenKind},
};

/// Tokens that are read together: a line, or several that a parenthesis joins.
pub(crate) struct Line<'t> {
    /// At least one.
    pub(crate) tokens: Vec<Token<'t>>,
    /// From the first token to the last.
    pub(crate) span: Span,
}

/// A line at the margin and the indented lines below it.
pub(crate) struct Lines<'t> {
    pub(crate) head: Line<'t>,
    pub(crate) body: Vec<Line<'t>>,
    pub(crate) span: Span,
}

/// Cuts a block, given as the places of its lines without their line ends, into declarations.
pub(crate) fn declarations<'t>(
    text: &'t str,
    lines: &[Span],
    findings: &mut Findings,
) -> Vec<Lines<'t>> {
    let mut gathered: Vec<Lines<'t>> = Vec::new();
    let mut tabs_reported = false;
    let mut lost = false;
    for place in lines {
        let line = text.get(place.start..place.end).unwrap_or_default();
        let content = line.trim_start();
        let indent = line.get(..line.len() - content.len()).unwrap_or_default();
        let tokens = lexer::tokens(
            text,
            Span {
                start: place.start + indent.len(),
                end: place.end,
            },
            indent.is_empty(),
            findings,
        );
        let Some(span) = spanning(&tokens) else {
            continue;
        };
        if let Some(at) = indent.find(|c| c != ' ').filter(|_| !tabs_reported) {
            tabs_reported = true;
            report_indentation(
                Span {
                    start: place.start + at,
                    end: place.start + indent.len(),
                },
                indent,
                findings,
            );
        }
        let line = Line { tokens, span };
        let indented = !indent.is_empty() || belongs_above(&line, gathered.last(), findings);
        match (gathered.last_mut(), indented) {
            (Some(open), true) => {
                open.span.end = span.end;
                open.body.push(line);
            }
            (None, true) => {
                if !lost {
                    findings.report(
                        "syntax/indentation",
                        span,
                        "this line belongs to no declaration",
                        "indented, with nothing above it",
                        "begin declarations at the left margin, without spaces before them",
                    );
                }
                lost = true;
            }
            (_, false) => gathered.push(Lines {
                head: line,
                body: Vec::new(),
                span,
            }),
        }
    }
    gathered.into_iter().map(joined).collect()
}

fn report_indentation(span: Span, indent: &str, findings: &mut Findings) {
    let what = if indent.contains('\t') {
        "a tab"
    } else {
        "a character other than a space"
    };
    findings.report(
        "syntax/indentation",
        span,
        format!("the line is indented with {what}"),
        "not a space",
        "indent by two spaces; this holds for the whole block",
    );
}

/// Whether a line at the margin was meant to be indented: it begins like a line of the declaration above.
fn belongs_above(line: &Line<'_>, above: Option<&Lines<'_>>, findings: &mut Findings) -> bool {
    let Some(above) = above else { return false };
    let meant = match line.tokens.first().map(|token| &token.kind) {
        Some(TokenKind::Sign(Sign::Bar)) => true,
        Some(TokenKind::Word(word)) => declaration::is_line_of(word, &above.head),
        _ => false,
    };
    if meant {
        findings.report(
            "syntax/indentation",
            line.span,
            "the line is not indented",
            "at the left margin",
            "put two spaces before it: it belongs to the declaration above",
        );
    }
    meant
}

/// Joins lines that a parenthesis or bracket holds together. Only those that are closed do: one that is not must not
/// swallow the lines below it.
fn joined(mut lines: Lines<'_>) -> Lines<'_> {
    let all: Vec<Line<'_>> = std::mem::take(&mut lines.body);
    let mut open: Vec<(Sign, usize)> = Vec::new();
    // For every line, the last line to which one of its parentheses or brackets reaches.
    let mut reach: Vec<usize> = (0..=all.len()).collect();
    for (index, line) in std::iter::once(&lines.head).chain(&all).enumerate() {
        if is_row(line) {
            open.clear();
            continue;
        }
        for token in &line.tokens {
            let TokenKind::Sign(sign) = token.kind else {
                continue;
            };
            if let Some(closing) = sign.closing() {
                open.push((closing, index));
            } else if let Some((_, from)) = open.pop_if(|(closing, _)| *closing == sign)
                && let Some(place) = reach.get_mut(from)
            {
                *place = index.max(*place);
            }
        }
    }
    let mut until = reach.first().copied().unwrap_or(0);
    for ((index, line), reach) in (1..).zip(all).zip(reach.into_iter().skip(1)) {
        if index <= until {
            let above = lines.body.last_mut().unwrap_or(&mut lines.head);
            above.span.end = line.span.end;
            above.tokens.extend(line.tokens);
        } else {
            lines.body.push(line);
        }
        until = until.max(reach);
    }
    lines
}

/// Whether a line is a row of a table.
pub(crate) fn is_row(line: &Line<'_>) -> bool {
    line.tokens
        .first()
        .is_some_and(|token| token.kind == TokenKind::Sign(Sign::Bar))
}

fn spanning(tokens: &[Token<'_>]) -> Option<Span> {
    Some(Span {
        start: tokens.first()?.span.start,
        end: tokens.last()?.span.end,
    })
}
