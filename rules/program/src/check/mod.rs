//! From the syntax tree to the typed program, stage by stage; what is wrong is collected on the way.
//!
//! An expression with an error in it has no typed form (`None`), and nothing more is said about what is made of it.

mod aggregate;
mod arithmetic;
mod assumed;
mod calendar;
mod calls;
mod chain;
mod claims;
mod compare;
mod connect;
mod constant;
mod convert;
mod declarations;
mod definition;
mod example;
mod expand;
mod expression;
mod extreme;
mod front_matter;
mod given;
mod import;
mod imported_rules;
mod imported_types;
mod in_range;
mod input;
mod library;
mod moment;
mod name;
mod names;
pub(crate) mod number;
mod order;
mod overflow;
mod parameter;
mod path;
pub(crate) mod report;
mod rounding;
mod sources;
mod table;
mod types;
mod unused;
mod used;
mod whole;

use std::collections::BTreeMap;

use nuanze_syntax::ast::{Document, Label};
use nuanze_syntax::{Diagnostic, Span};

use self::input::NamedRecord;
pub use self::library::Library;
use self::library::Session;
use self::names::Names;
use crate::program::{DefinitionId, EnumId, ParameterId, Policy, Program, ReadingId, Text};
use crate::proof;

/// A document as checked.
#[derive(Clone, Debug, PartialEq)]
pub struct Checked {
    /// The program, if nothing is wrong.
    pub program: Option<Program>,
    /// What is wrong, in document order.
    pub diagnostics: Vec<Diagnostic>,
}

/// Checks a document: names, types, units and ranges, then the proofs.
///
/// What the parser has reported about the document is not said again.
pub fn check(document: &Document) -> Checked {
    check_with(document, &BTreeMap::new())
}

/// Checks a document together with those that it uses.
pub fn check_with(document: &Document, library: &dyn Library) -> Checked {
    check_in(document, &mut Session::new(library)).0
}

/// Checks a document; its records are types for the documents that use it.
fn check_in(document: &Document, session: &mut Session<'_>) -> (Checked, Vec<NamedRecord>) {
    let mut diagnostics = Vec::new();
    let policy = front_matter::check(document, &mut diagnostics);
    let (used, all_found) = session.used(document, &mut diagnostics);
    let mut names = names::collect(document, &used, &mut diagnostics);
    // What a document that cannot be used would bring is missing here.
    names.incomplete |= !all_found;
    let mut checker = Checker::new(names, diagnostics);
    checker.program.clauses = declarations::clauses(document);
    checker.import_documents();
    checker.declare();
    checker.connect();
    checker.define();
    checker.claims();
    checker.import_manual();
    checker.examples();
    // Also without a finding of its own: what the parser could not read is missing here.
    let incomplete = checker.names.incomplete
        || !checker.failed.is_empty()
        || !checker.all_defined()
        || policy.is_none();
    let own = unused::Own {
        facts: checker.own_facts,
        parameters: checker.names.parameters.len(),
    };
    let from_elsewhere: Vec<Span> = used.iter().map(|used| used.span).collect();
    let records = checker.named_records();
    let reading_spans: Vec<Span> = checker
        .names
        .readings
        .iter()
        .map(|declared| declared.span)
        .collect();
    let Checker {
        mut program,
        mut diagnostics,
        name_spans,
        ..
    } = checker;
    // What is written once for all items of a list is proved for each of them, and said once.
    let mut proved = std::collections::HashSet::new();
    let unproved = proof::prove(&program, &name_spans).into_iter();
    // What comes from other documents has been proved there.
    let unproved = unproved.filter(|found| !from_elsewhere.contains(&found.span));
    diagnostics.extend(unproved.filter(|found| proved.insert((found.code, found.span))));
    if diagnostics.is_empty() && !incomplete {
        diagnostics.extend(unused::check(&program, &reading_spans, own));
    }
    if diagnostics.is_empty() && !incomplete {
        diagnostics.extend(proof::prove_outcomes(&program, &name_spans, &reading_spans));
    }
    diagnostics.sort_by_key(|diagnostic| diagnostic.span);
    let program = match policy {
        Some(policy) if diagnostics.is_empty() && !incomplete => {
            program.policy = policy;
            Some(program)
        }
        _ => None,
    };
    let checked = Checked {
        program,
        diagnostics,
    };
    (checked, records)
}

/// A declaration that is wrong in itself: what uses it is not checked further.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Failed {
    Enum(EnumId),
    /// Index into [`Names::facts`].
    Input(usize),
    Reading(ReadingId),
    Parameter(ParameterId),
    /// Anything else that no name of an expression stands for.
    Other,
}

/// The program as far as it is made, and what was wrong so far.
struct Checker<'a> {
    names: Names<'a>,
    program: Program,
    diagnostics: Vec<Diagnostic>,
    failed: std::collections::HashSet<Failed>,
    /// The ids of the definitions by their position in [`Names::definitions`]; `None` while they are not typed, or
    /// if they are wrong.
    definition_ids: Vec<Option<DefinitionId>>,
    /// The records as far as they are looked at, by their position in [`Names::records`].
    records: Vec<input::Record>,
    /// The names of the records after them: they come from used documents.
    record_names: Vec<String>,
    /// What has come from the used documents.
    imports: Vec<import::Import>,
    /// For the enums after the document's own: the document that each is declared in, and its name there.
    enum_origins: Vec<(String, String)>,
    /// How many of the facts are declared in this document.
    own_facts: usize,
    /// What the items of lists are called in the aggregates around the expression that is checked.
    variables: Vec<aggregate::Variable>,
    /// Where the names of the program's definitions stand.
    name_spans: Vec<Span>,
    /// How many expressions stand around the one that is checked.
    depth: usize,
    /// What holds where the expression that is checked is looked at.
    assumed: Vec<assumed::Assumed>,
}

impl<'a> Checker<'a> {
    fn new(names: Names<'a>, diagnostics: Vec<Diagnostic>) -> Self {
        let definition_ids = vec![None; names.definitions.len()];
        let records = vec![input::Record::New; names.records.len()];
        let program = Program {
            policy: Policy {
                id: String::new(),
                title: Text::default(),
                jurisdiction: String::new(),
                in_force: (0, None),
                status: String::new(),
                sources: Vec::new(),
            },
            documents: Vec::new(),
            clauses: Vec::new(),
            enums: Vec::new(),
            inputs: Vec::new(),
            facts: Vec::new(),
            parameters: Vec::new(),
            readings: Vec::new(),
            definitions: Vec::new(),
            outcomes: Vec::new(),
            evidence: Vec::new(),
            bring: Vec::new(),
            pledges: Vec::new(),
            manual: Vec::new(),
            examples: Vec::new(),
        };
        Self {
            names,
            program,
            diagnostics,
            failed: Default::default(),
            definition_ids,
            records,
            record_names: Vec::new(),
            imports: Vec::new(),
            enum_origins: Vec::new(),
            own_facts: 0,
            variables: Vec::new(),
            name_spans: Vec::new(),
            depth: 0,
            assumed: Vec::new(),
        }
    }

    /// Whether every rule, table and requirement of this document has its typed form.
    fn all_defined(&self) -> bool {
        let own = self.names.definitions.iter().zip(&self.definition_ids);
        let mut own = own.filter(|(declared, _)| declared.node.is_own());
        own.all(|(_, id)| id.is_some())
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    fn sound_enum(&self, id: EnumId) -> bool {
        !self.failed.contains(&Failed::Enum(id))
    }

    /// The words of a label that must be there.
    fn needed_label(
        &mut self,
        label: Option<&Label>,
        span: Span,
        what: &str,
        sample: &str,
    ) -> Text {
        match label {
            Some(label) => text(label),
            None => {
                self.failed.insert(Failed::Other);
                self.report(report::Further::help(
                    report::finding(
                        "label/missing",
                        span,
                        format!("{what} is missing"),
                        "not given here",
                    ),
                    format!("write {sample}"),
                ));
                Text::default()
            }
        }
    }

    /// The words of a label that the parser misses by itself.
    fn read_label(&mut self, label: Option<&Label>) -> Text {
        if label.is_none() {
            self.failed.insert(Failed::Other);
        }
        label.map(text).unwrap_or_default()
    }
}

/// The words of a label: where no English is given, both are the Chinese.
fn text(label: &Label) -> Text {
    Text {
        zh: label.zh.clone(),
        en: label.en.clone().unwrap_or_else(|| label.zh.clone()),
    }
}
