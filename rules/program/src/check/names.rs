//! Which names a document declares, where, and which are declared twice.

use std::collections::BTreeMap;

use nuanze_syntax::ast::{
    BringDecl, Document, EnumDecl, EvidenceDecl, ExampleDecl, FactDecl, Ident, ItemKind, Label,
    ManualDecl, ParameterDecl, PledgeDecl, ReadingDecl, RecordDecl, RequireDecl, RuleDecl,
    TableDecl,
};
use nuanze_syntax::{Diagnostic, Span};

use super::report::{Further, finding};
use super::used::{Given, Used, UsedName};
use crate::program::{ClauseId, EnumId, EvidenceId, ParameterId, ReadingId};

/// What a name in an expression stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Symbol {
    /// Index into [`Names::facts`], and into the program's inputs.
    Input(usize),
    Reading(ReadingId),
    Parameter(ParameterId),
    /// A reading of a used document.
    UsedReading(usize, ReadingId),
    /// A parameter of a used document.
    UsedParameter(usize, ParameterId),
    /// A used document itself.
    Used(usize),
    /// Index into [`Names::definitions`]: not yet in the order in which they are decided.
    Definition(usize),
}

/// What the name of a type stands for, if it is declared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TypeName {
    Enum(EnumId),
    /// Index into [`Names::records`].
    Record(usize),
    /// An enum of a used document.
    UsedEnum(usize, EnumId),
    /// A record of a used document.
    UsedRecord(usize, usize),
}

/// A rule, table or requirement as it is written.
#[derive(Clone, Copy, Debug)]
pub(super) enum DefinitionDecl<'a> {
    Rule(&'a RuleDecl),
    Requirement(&'a RequireDecl),
    Table(&'a TableDecl),
    /// A rule, table or requirement of a used document.
    Used(&'a UsedName),
    /// A fact of a used document, and what it is given here.
    Given(&'a UsedName, Given<'a>),
}

impl<'a> DefinitionDecl<'a> {
    pub(super) fn name(&self) -> &'a Ident {
        match self {
            Self::Rule(rule) => &rule.name,
            Self::Requirement(requirement) => &requirement.name,
            Self::Table(table) => &table.name,
            Self::Used(name) | Self::Given(name, _) => &name.name,
        }
    }

    /// Whether it is written in this document as a rule, table or requirement.
    pub(super) fn is_own(&self) -> bool {
        !matches!(self, Self::Used(_) | Self::Given(..))
    }

    pub(super) fn label(&self) -> Option<&'a Label> {
        match self {
            Self::Rule(rule) => rule.label.as_ref(),
            Self::Requirement(requirement) => requirement.label.as_ref(),
            Self::Table(table) => table.label.as_ref(),
            Self::Used(_) | Self::Given(..) => None,
        }
    }

    pub(super) fn outcome(&self) -> bool {
        match self {
            Self::Rule(rule) => rule.outcome,
            Self::Requirement(requirement) => requirement.outcome,
            Self::Table(table) => table.outcome,
            Self::Used(_) | Self::Given(..) => false,
        }
    }
}

/// A declaration with what surrounds it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Declared<T> {
    pub(super) node: T,
    pub(super) clause: Option<ClauseId>,
    pub(super) span: Span,
}

/// The declarations of a document by kind, each list in document order and indexed by its ids.
#[derive(Debug, Default)]
pub(super) struct Names<'a> {
    pub(super) enums: Vec<Declared<&'a EnumDecl>>,
    pub(super) records: Vec<Declared<&'a RecordDecl>>,
    pub(super) facts: Vec<Declared<&'a FactDecl>>,
    pub(super) evidence: Vec<Declared<&'a EvidenceDecl>>,
    pub(super) readings: Vec<Declared<&'a ReadingDecl>>,
    pub(super) parameters: Vec<Declared<&'a ParameterDecl>>,
    /// Those of the used documents stand after the document's own.
    pub(super) definitions: Vec<Declared<DefinitionDecl<'a>>>,
    pub(super) used: &'a [Used<'a>],
    /// Where the definitions of each used document begin among the definitions.
    pub(super) bases: Vec<usize>,
    pub(super) bring: Vec<Declared<&'a BringDecl>>,
    pub(super) pledges: Vec<Declared<&'a PledgeDecl>>,
    pub(super) manual: Vec<Declared<&'a ManualDecl>>,
    pub(super) examples: Vec<Declared<&'a ExampleDecl>>,
    pub(super) values: BTreeMap<&'a str, Symbol>,
    pub(super) types: BTreeMap<&'a str, TypeName>,
    pub(super) documents: BTreeMap<&'a str, EvidenceId>,
    /// Whether a declaration could not be read: then a name that nobody declares may be its.
    pub(super) incomplete: bool,
}

/// Collects the declarations; names that are declared twice go to `diagnostics`, and the first declaration counts.
pub(super) fn collect<'a>(
    document: &'a Document,
    used: &'a [Used<'a>],
    diagnostics: &mut Vec<Diagnostic>,
) -> Names<'a> {
    let mut names = Names {
        used,
        ..Names::default()
    };
    let mut values = Seen::default();
    let mut types = Seen::default();
    let mut documents = Seen::default();
    let mut claims = Seen::default();
    let mut titles = Seen::default();
    let mut anchors = Seen::default();
    for clause in &document.clauses {
        if let Some(anchor) = &clause.anchor {
            anchors.first(anchor.node.as_str(), anchor.span, diagnostics);
        }
    }
    for item in &document.items {
        let clause = item.clause.map(ClauseId);
        macro_rules! declared {
            ($list:ident, $node:expr) => {
                names.$list.push(Declared {
                    node: $node,
                    clause,
                    span: item.span,
                })
            };
        }
        let definition = match &item.kind {
            ItemKind::Rule(rule) => Some(DefinitionDecl::Rule(rule)),
            ItemKind::Require(requirement) => Some(DefinitionDecl::Requirement(requirement)),
            ItemKind::Table(table) => Some(DefinitionDecl::Table(table)),
            _ => None,
        };
        if let Some(definition) = definition {
            let name = definition.name();
            if values.first(&name.node, name.span, diagnostics) {
                names
                    .values
                    .insert(&name.node, Symbol::Definition(names.definitions.len()));
                declared!(definitions, definition);
            }
            continue;
        }
        match &item.kind {
            ItemKind::Enum(decl) if types.first(&decl.name.node, decl.name.span, diagnostics) => {
                let id = TypeName::Enum(EnumId(names.enums.len()));
                names.types.insert(&decl.name.node, id);
                declared!(enums, decl);
            }
            ItemKind::Record(decl) if types.first(&decl.name.node, decl.name.span, diagnostics) => {
                let id = TypeName::Record(names.records.len());
                names.types.insert(&decl.name.node, id);
                declared!(records, decl);
            }
            ItemKind::Fact(decl) if values.first(&decl.name.node, decl.name.span, diagnostics) => {
                names
                    .values
                    .insert(&decl.name.node, Symbol::Input(names.facts.len()));
                declared!(facts, decl);
            }
            ItemKind::Reading(decl)
                if values.first(&decl.name.node, decl.name.span, diagnostics) =>
            {
                names.values.insert(
                    &decl.name.node,
                    Symbol::Reading(ReadingId(names.readings.len())),
                );
                declared!(readings, decl);
            }
            ItemKind::Parameter(decl)
                if values.first(&decl.name.node, decl.name.span, diagnostics) =>
            {
                names.values.insert(
                    &decl.name.node,
                    Symbol::Parameter(ParameterId(names.parameters.len())),
                );
                declared!(parameters, decl);
            }
            ItemKind::Evidence(decl)
                if documents.first(&decl.name.node, decl.name.span, diagnostics) =>
            {
                names
                    .documents
                    .insert(&decl.name.node, EvidenceId(names.evidence.len()));
                declared!(evidence, decl);
            }
            ItemKind::Bring(decl) if claims.first(&decl.name.node, decl.name.span, diagnostics) => {
                declared!(bring, decl);
            }
            ItemKind::Pledge(decl)
                if claims.first(&decl.name.node, decl.name.span, diagnostics) =>
            {
                declared!(pledges, decl);
            }
            ItemKind::Manual(decl)
                if claims.first(&decl.name.node, decl.name.span, diagnostics) =>
            {
                declared!(manual, decl);
            }
            ItemKind::Example(decl)
                if titles.first(&decl.title.node, decl.title.span, diagnostics) =>
            {
                declared!(examples, decl);
            }
            ItemKind::Error => names.incomplete = true,
            _ => {}
        }
    }
    for (at, used) in used.iter().enumerate() {
        names.add_used(at, used, &mut values, diagnostics);
    }
    names
}

impl<'a> Names<'a> {
    /// The names of a used document, all behind its own name here.
    fn add_used(
        &mut self,
        at: usize,
        used: &'a Used<'a>,
        values: &mut Seen<'a>,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let alias = &used.decl.alias;
        self.bases.push(self.definitions.len());
        for name in &used.definitions {
            self.definitions.push(Declared {
                node: DefinitionDecl::Used(name),
                clause: None,
                span: used.span,
            });
        }
        if !values.first(&alias.node, alias.span, diagnostics) {
            return;
        }
        self.values.insert(&alias.node, Symbol::Used(at));
        let base = self.definitions.len() - used.definitions.len();
        for name in &used.definitions {
            let symbol = Symbol::Definition(base + name.at);
            self.values.insert(&name.name.node, symbol);
        }
        for name in &used.readings {
            let symbol = Symbol::UsedReading(at, ReadingId(name.at));
            self.values.insert(&name.name.node, symbol);
        }
        for name in &used.parameters {
            let symbol = Symbol::UsedParameter(at, ParameterId(name.at));
            self.values.insert(&name.name.node, symbol);
        }
        for (id, name) in used.enums.iter().enumerate() {
            self.types.insert(name, TypeName::UsedEnum(at, EnumId(id)));
        }
        for (id, name) in used.records.iter().enumerate() {
            self.types.insert(name, TypeName::UsedRecord(at, id));
        }
    }

    /// What a name with dots stands for, and how many of the names after the dots belong to it: a used document's
    /// names have dots themselves.
    pub(super) fn symbol(&self, head: &str, tail: &[&Ident]) -> Option<(Symbol, usize)> {
        let symbol = *self.values.get(head)?;
        if let Symbol::Used(_) = symbol {
            let mut name = head.to_owned();
            for (at, next) in tail.iter().enumerate() {
                name.push('.');
                name.push_str(&next.node);
                if let Some(inner) = self.values.get(name.as_str()) {
                    return Some((*inner, at + 1));
                }
            }
        }
        Some((symbol, 0))
    }
}

/// Names and where each was first met.
#[derive(Debug, Default)]
pub(super) struct Seen<'a>(BTreeMap<&'a str, Span>);

impl<'a> Seen<'a> {
    /// Whether the name is met for the first time; otherwise both places are reported.
    pub(super) fn first(
        &mut self,
        name: &'a str,
        span: Span,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> bool {
        let Some(earlier) = self.0.get(name) else {
            self.0.insert(name, span);
            return true;
        };
        diagnostics.push(
            finding(
                "name/twice",
                span,
                format!("`{name}` is declared twice"),
                "again here",
            )
            .also(*earlier, "first here")
            .help("give one of the two another name"),
        );
        false
    }
}
