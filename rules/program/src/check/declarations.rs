//! Clauses, enums, evidence and readings: what is declared without an expression. Facts have a file of their own.

use nuanze_syntax::ast::{Document, EnumDecl, Ident, ReadingDecl};
use nuanze_syntax::{Diagnostic, Span};

use super::names::{Declared, Seen};
use super::report::{Further, did_you_mean, finding};
use super::{Checker, Failed, text};
use crate::program::{
    Clause, ClauseId, Enum, EnumId, EnumValue, Evidence, EvidenceId, ParameterId, Reading,
    ReadingId, Text,
};

/// The headings; one without an anchor gets one from its position.
pub(super) fn clauses(document: &Document) -> Vec<Clause> {
    let written = |id: &str| {
        document.clauses.iter().any(|clause| {
            clause
                .anchor
                .as_ref()
                .is_some_and(|anchor| anchor.node == id)
        })
    };
    let mut open: Vec<(u8, ClauseId)> = Vec::new();
    let mut clauses = Vec::with_capacity(document.clauses.len());
    for (at, clause) in document.clauses.iter().enumerate() {
        open.retain(|(level, _)| *level < clause.level);
        let made = || {
            let mut id = format!("clause-{}", at + 1);
            while written(&id) {
                id.push('x');
            }
            id
        };
        clauses.push(Clause {
            document: None,
            id: clause
                .anchor
                .as_ref()
                .map_or_else(made, |anchor| anchor.node.clone()),
            title: text(&clause.title),
            parent: open.last().map(|(_, parent)| *parent),
            source: clause.source.as_ref().map(|source| source.node.clone()),
            prose: clause
                .prose
                .iter()
                .map(|paragraph| paragraph.node.clone())
                .collect(),
        });
        open.push((clause.level, ClauseId(at)));
    }
    clauses
}

impl Checker<'_> {
    /// Enums, evidence, readings, parameters and facts, in the order in which they need each other.
    pub(super) fn declare(&mut self) {
        for (at, declared) in self.names.enums.clone().into_iter().enumerate() {
            self.declare_enum(EnumId(at), declared);
        }
        for declared in self.names.evidence.clone() {
            let decl = declared.node;
            let label = self.needed_label(
                decl.label.as_ref(),
                decl.name.span,
                "the label of the evidence",
                "what it is, for example `\"购买合同\" / \"Purchase contract\"`",
            );
            let hint = decl.hint.as_ref().map(text);
            self.program.evidence.push(Evidence {
                name: decl.name.node.clone(),
                label,
                hint,
            });
        }
        for (at, declared) in self.names.readings.clone().into_iter().enumerate() {
            self.declare_reading(ReadingId(at), declared);
        }
        for (at, declared) in self.names.parameters.clone().into_iter().enumerate() {
            self.declare_parameter(ParameterId(at), declared);
        }
        self.declare_inputs();
    }

    fn declare_enum(&mut self, id: EnumId, declared: Declared<&EnumDecl>) {
        let decl = declared.node;
        let label = self.needed_label(
            decl.label.as_ref(),
            decl.name.span,
            "the label of the enum",
            "what it lists, for example `\"设备\" / \"Device\"`",
        );
        let mut seen = Seen::default();
        let mut values = Vec::with_capacity(decl.values.len());
        for value in &decl.values {
            if !seen.first(&value.name.node, value.name.span, &mut self.diagnostics) {
                continue;
            }
            let label = self.needed_label(
                value.label.as_ref(),
                value.name.span,
                "the label of the value",
                "it in words, for example `\"热水机\" / \"Water pump\"`",
            );
            values.push(EnumValue {
                name: value.name.node.clone(),
                label,
                group: value.group,
            });
        }
        if values.is_empty() {
            self.failed.insert(Failed::Enum(id));
            let message = format!("the enum `{}` has no values", decl.name.node);
            self.report(
                finding("enum/empty", declared.span, message, "no values")
                    .help("list at least one, indented, each with its label"),
            );
        }
        let groups = decl.groups.iter().map(text).collect();
        self.program.enums.push(Enum {
            name: decl.name.node.clone(),
            label,
            groups,
            values,
        });
    }

    fn declare_reading(&mut self, id: ReadingId, declared: Declared<&ReadingDecl>) {
        let decl = declared.node;
        let name = &decl.name;
        let question = self.needed_label(
            decl.question.as_ref(),
            name.span,
            "the question of the reading",
            "the doubt as a question",
        );
        let decided_by = self.read_label(decl.decided_by.as_ref());
        let mut seen = Seen::default();
        let mut alternatives = Vec::with_capacity(decl.alternatives.len());
        let mut defaults: Vec<(usize, Span)> = Vec::new();
        for alternative in &decl.alternatives {
            if !seen.first(
                &alternative.name.node,
                alternative.name.span,
                &mut self.diagnostics,
            ) {
                continue;
            }
            let label = self.needed_label(
                alternative.label.as_ref(),
                alternative.name.span,
                "the label of the alternative",
                "the meaning in words",
            );
            if alternative.default {
                defaults.push((alternatives.len(), alternative.name.span));
            }
            alternatives.push((alternative.name.node.clone(), label));
        }
        if alternatives.len() < 2 {
            self.failed.insert(Failed::Reading(id));
            let message = format!(
                "the reading `{}` has fewer than two alternatives",
                name.node
            );
            self.report(
                finding(
                    "reading/alternatives",
                    declared.span,
                    message,
                    "no doubt here",
                )
                .help("write what else the text can mean, one alternative on each line"),
            );
        } else {
            match defaults.as_slice() {
                [_] => {}
                [] => {
                    let message = format!("no alternative of `{}` is in force", name.node);
                    self.report(finding("reading/default", name.span, message, "no default").help("write `default` after the one that is in force until somebody decides otherwise"));
                }
                [(_, first), (_, second), ..] => {
                    let message = format!("two alternatives of `{}` are in force", name.node);
                    self.report(
                        finding("reading/default", *second, message, "this is a default too")
                            .also(*first, "the other default")
                            .help("keep `default` at one of them"),
                    );
                }
            }
        }
        self.program.readings.push(Reading {
            name: name.node.clone(),
            question,
            alternatives,
            default: defaults.first().map_or(0, |(at, _)| *at),
            decided_by,
            because: decl.because.as_ref().map(text),
            clause: declared.clause,
            span: name.span,
        });
    }

    /// Evidence by name; unknown names are reported and left out.
    pub(super) fn evidence_list(&mut self, names: &[Ident]) -> Vec<EvidenceId> {
        let mut list = Vec::with_capacity(names.len());
        for name in names {
            match self.names.documents.get(name.node.as_str()) {
                Some(id) => list.push(*id),
                None => {
                    let known = self.names.documents.keys().copied();
                    let help = did_you_mean(&name.node, known);
                    let help = help
                        .unwrap_or_else(|| format!("declare it: `evidence {} \"…\"`", name.node));
                    self.unknown_name(
                        finding(
                            "name/unknown",
                            name.span,
                            format!("no evidence is called `{}`", name.node),
                            "not declared",
                        )
                        .help(help),
                    );
                }
            }
        }
        list
    }

    /// Reports an unknown name, unless a declaration that could not be read may be what declares it.
    pub(super) fn unknown_name(&mut self, diagnostic: Diagnostic) {
        self.failed.insert(Failed::Other);
        if !self.names.incomplete {
            self.report(diagnostic);
        }
    }
}

impl Text {
    /// Whether there are no words.
    pub fn is_empty(&self) -> bool {
        self.zh.is_empty()
    }
}
