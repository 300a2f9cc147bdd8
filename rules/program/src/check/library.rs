//! Where the documents come from whose rules another one uses, and whether they are in order.

use std::collections::BTreeMap;
use std::rc::Rc;

use nuanze_syntax::ast::{Document, ItemKind, UseDecl};
use nuanze_syntax::{Diagnostic, Parsed};

use super::chain::Chains;
use super::input::NamedRecord;
use super::report::{Further, finding};
use super::used::Used;
use crate::program::Program;

/// The most facts and rules that all used documents may have together.
const MOST_PARTS: usize = 10_000;

/// Finds the documents that others use.
///
/// ```
/// use std::collections::BTreeMap;
/// let standard = nuanze_syntax::parse("---\nid: gb-1\ntitle: 标准\njurisdiction: 110000\nin_force: 2020-01-01 ..\n---\n\n```policy\nfact cop : ratio 0..10 step 0.01 \"性能系数\"\n  ask \"是多少？\"\noutcome rule good \"达标\" = cop >= 2.1\n```\n");
/// let policy = nuanze_syntax::parse("---\nid: policy-1\ntitle: 办法\njurisdiction: 110109\nin_force: 2022-01-01 ..\n---\n\n```policy\nuse gb-1 as gb\noutcome rule pays \"有补助\" = gb.good\n```\n");
/// let library = BTreeMap::from([("gb-1".to_owned(), standard)]);
/// let program = nuanze_program::check_with(&policy.document, &library).program.unwrap();
/// assert_eq!(program.facts[0].name, "gb.cop");
/// ```
pub trait Library {
    /// The document with this id as it was read, if there is one.
    fn document(&self, id: &str) -> Option<&Parsed>;
}

impl Library for BTreeMap<String, Parsed> {
    fn document(&self, id: &str) -> Option<&Parsed> {
        self.get(id)
    }
}

/// A used document in order.
#[derive(Debug)]
pub(super) struct Source {
    pub(super) program: Program,
    pub(super) records: Vec<NamedRecord>,
}

/// The library, and what was checked of it already.
pub(super) struct Session<'l> {
    library: &'l dyn Library,
    chains: Chains,
    checked: BTreeMap<String, Result<Rc<Source>, Box<Diagnostic>>>,
}

impl<'l> Session<'l> {
    pub(super) fn new(library: &'l dyn Library) -> Self {
        Self {
            library,
            chains: Chains::default(),
            checked: BTreeMap::new(),
        }
    }

    /// The documents that a document uses, checked by themselves; `false` if one cannot be used, which is reported.
    pub(super) fn used<'a>(
        &mut self,
        document: &'a Document,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> (Vec<Used<'a>>, bool) {
        let own = id_of(document);
        let mut used = Vec::new();
        let (mut all, mut parts) = (true, 0);
        for item in &document.items {
            let ItemKind::Use(decl) = &item.kind else {
                continue;
            };
            match self.source(decl, own).and_then(|source| {
                parts += source.program.facts.len() + source.program.definitions.len();
                within_bounds(decl, parts).map(|()| source)
            }) {
                Ok(source) => used.push(Used::new(used.len(), decl, item, source)),
                Err(finding) => {
                    all = false;
                    diagnostics.push(*finding);
                }
            }
        }
        (used, all)
    }

    fn source(&mut self, decl: &UseDecl, own: Option<&str>) -> Result<Rc<Source>, Box<Diagnostic>> {
        let (id, span) = (decl.document.node.as_str(), decl.document.span);
        self.chains
            .follow(self.library, own, id)
            .map_err(|fault| Box::new(fault.finding(span)))?;
        let Some(parsed) = self.library.document(id) else {
            let message = format!("there is no document with the id `{id}`");
            return Err(Box::new(
                finding("use/unknown", span, message, "not found").help(format!(
                    "documents that use each other stand in one folder, this one as `{id}.md`"
                )),
            ));
        };
        if let Some(other) = id_of(&parsed.document).filter(|other| *other != id) {
            let message = format!("the document found as `{id}` has the id `{other}`");
            return Err(Box::new(
                finding("use/unknown", span, message, "another document")
                    .help("let the file's name and the `id` of its front matter agree"),
            ));
        }
        let found = match self.checked.get(id) {
            Some(known) => known.clone(),
            None => {
                let found = self.check(parsed);
                self.checked.insert(id.to_owned(), found.clone());
                found
            }
        };
        found.map_err(|first| {
            let message = format!("`{id}` is not in order: {}", first.message);
            let help = format!("run `nuanze check {id}.md` and mend what it shows");
            Box::new(finding("use/broken", span, message, "cannot be used").help(help))
        })
    }

    /// Checks a document by itself; otherwise its first finding.
    fn check(&mut self, parsed: &Parsed) -> Result<Rc<Source>, Box<Diagnostic>> {
        let (checked, records) = super::check_in(&parsed.document, self);
        let findings = parsed.diagnostics.iter().chain(&checked.diagnostics);
        match (findings.min_by_key(|finding| finding.span), checked.program) {
            (None, Some(program)) => Ok(Rc::new(Source { program, records })),
            (first, _) => Err(Box::new(first.cloned().unwrap_or_else(|| {
                finding("use/broken", Default::default(), "it cannot be read", "")
            }))),
        }
    }
}

/// Documents that use others several times over could grow without end.
fn within_bounds(decl: &UseDecl, parts: usize) -> Result<(), Box<Diagnostic>> {
    if parts <= MOST_PARTS {
        return Ok(());
    }
    let message = format!(
        "with `{}` the documents used here have {parts} facts and rules, and {MOST_PARTS} is the most",
        decl.document.node
    );
    Err(Box::new(
        finding("use/size", decl.document.span, message, "too much")
            .help("use each document once, and give it lists with fewer items"),
    ))
}

pub(super) fn id_of(document: &Document) -> Option<&str> {
    let mut entries = document.front_matter.iter();
    entries
        .find(|entry| entry.key.node == "id")
        .map(|entry| entry.value.node.as_str())
}
