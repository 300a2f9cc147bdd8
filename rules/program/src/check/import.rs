//! What comes over from used documents: the facts that are asked here, and what is left to a person.

use std::collections::BTreeSet;

use super::Checker;
use crate::program::{
    ClauseId, DefinitionId, Document, DocumentId, EnumId, EvidenceId, ExprKind, Fact, FactId,
    Input, InputKind, Manual, ParameterId, Policy, ReadingId,
};

/// What has become of a fact of a used document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Leaf {
    /// It is asked here.
    Asked,
    /// A fact of this document stands for it.
    Fact(FactId),
    /// A rule stands for it: its position in [`super::names::Names::definitions`].
    Definition(usize),
    /// It belongs to an item that the list which stands for its list never has.
    Missing,
}

/// What has come over from one used document, by its ids there.
#[derive(Debug, Default)]
pub(super) struct Import {
    pub(super) leaves: Vec<Leaf>,
    pub(super) enums: Vec<Option<EnumId>>,
    pub(super) readings: Vec<Option<ReadingId>>,
    pub(super) parameters: Vec<Option<ParameterId>>,
    pub(super) evidence: Vec<Option<EvidenceId>>,
    pub(super) clauses: Vec<Option<ClauseId>>,
    pub(super) records: Vec<Option<usize>>,
    /// The document itself, and then those that it uses.
    pub(super) documents: Vec<DocumentId>,
    /// Its facts that are asked here, as one record.
    pub(super) asked: Option<Input>,
}

impl Checker<'_> {
    /// Makes room for what comes over, and lists the documents.
    pub(super) fn import_documents(&mut self) {
        for used in self.names.used {
            let program = used.program();
            let alias = &used.decl.alias.node;
            let Policy { id, title, .. } = program.policy.clone();
            let own = Document {
                id,
                title,
                alias: alias.clone(),
            };
            let inner = program.documents.iter().map(|inner| Document {
                alias: format!("{alias}.{}", inner.alias),
                ..inner.clone()
            });
            let first = self.program.documents.len();
            self.program
                .documents
                .extend([own].into_iter().chain(inner));
            self.imports.push(Import {
                leaves: vec![Leaf::Asked; program.facts.len()],
                enums: vec![None; program.enums.len()],
                readings: vec![None; program.readings.len()],
                parameters: vec![None; program.parameters.len()],
                evidence: vec![None; program.evidence.len()],
                clauses: vec![None; program.clauses.len()],
                records: vec![None; used.source.records.len()],
                documents: (first..self.program.documents.len())
                    .map(DocumentId)
                    .collect(),
                asked: None,
            });
        }
    }

    pub(super) fn leaf(&self, used: usize, fact: FactId) -> Option<Leaf> {
        self.imports.get(used)?.leaves.get(fact.0).copied()
    }

    pub(super) fn set_leaf(&mut self, used: usize, fact: FactId, leaf: Leaf) {
        let import = self.imports.get_mut(used);
        if let Some(place) = import.and_then(|import| import.leaves.get_mut(fact.0)) {
            *place = leaf;
        }
    }

    /// The facts of the used documents that are asked here: those that something hangs on, with what belongs to them.
    pub(super) fn import_inputs(&mut self, wanted: &BTreeSet<(usize, usize)>) {
        for (at, used) in self.names.used.iter().enumerate() {
            let inputs = used.program().inputs.iter().enumerate();
            let mut parts = Vec::new();
            for (input, known) in inputs {
                if wanted.contains(&(at, input)) {
                    parts.extend(self.import_input(at, known));
                }
            }
            if parts.is_empty() {
                continue;
            }
            let input = Input {
                name: used.decl.alias.node.clone(),
                label: used.program().policy.title.clone(),
                kind: InputKind::Record(parts),
            };
            if let Some(import) = self.imports.get_mut(at) {
                import.asked = Some(input.clone());
            }
            self.program.inputs.push(input);
        }
    }

    fn import_input(&mut self, at: usize, input: &Input) -> Option<Input> {
        let kind = match &input.kind {
            InputKind::Fact(id) => InputKind::Fact(self.import_fact(at, *id)?),
            InputKind::Record(fields) => {
                let fields: Vec<Input> = fields
                    .iter()
                    .filter_map(|field| self.import_input(at, field))
                    .collect();
                if fields.is_empty() {
                    return None;
                }
                InputKind::Record(fields)
            }
            InputKind::List { length, items } => InputKind::List {
                length: self.import_fact(at, *length)?,
                items: items
                    .iter()
                    .filter_map(|item| self.import_input(at, item))
                    .collect(),
            },
        };
        Some(Input {
            kind,
            ..input.clone()
        })
    }

    fn import_fact(&mut self, at: usize, id: FactId) -> Option<FactId> {
        if self.leaf(at, id) != Some(Leaf::Asked) {
            return None;
        }
        let used = self.names.used.get(at)?;
        let fact = used.program().facts.get(id.0)?.clone();
        let proof = fact.proof.iter();
        let proof = proof.map(|any_of| self.import_proof(at, any_of)).collect();
        let within =
            fact.within
                .iter()
                .filter_map(|(length, number)| match self.leaf(at, *length) {
                    Some(Leaf::Fact(length)) => Some((length, *number)),
                    _ => None,
                });
        let within = within.collect();
        let ty = self.import_type(at, &fact.ty);
        let clause = self.import_clause(at, fact.clause);
        let own = FactId(self.program.facts.len());
        self.program.facts.push(Fact {
            name: used.facts.get(id.0)?.name.node.clone(),
            within,
            ty,
            clause,
            proof,
            span: used.span,
            ..fact
        });
        self.set_leaf(at, id, Leaf::Fact(own));
        Some(own)
    }

    /// What the used documents leave to a person, if an outcome here hangs on it.
    pub(super) fn import_manual(&mut self) {
        for (at, used) in self.names.used.iter().enumerate() {
            for manual in &used.program().manual {
                let affected = manual.affects.iter();
                let affected: BTreeSet<DefinitionId> =
                    affected.filter_map(|id| self.imported(at, *id)).collect();
                let outcomes = self.program.outcomes.iter().copied();
                let affects: Vec<DefinitionId> = outcomes
                    .filter(|outcome| self.hangs_on(*outcome, &affected))
                    .collect();
                if affects.is_empty() {
                    continue;
                }
                let clause = self.import_clause(at, manual.clause);
                self.program.manual.push(Manual {
                    name: format!("{}.{}", used.decl.alias.node, manual.name),
                    affects,
                    clause,
                    ..manual.clone()
                });
            }
        }
    }

    /// Whether a definition uses one of others, directly or through what it uses.
    fn hangs_on(&self, definition: DefinitionId, others: &BTreeSet<DefinitionId>) -> bool {
        let mut open = vec![definition];
        let mut seen = BTreeSet::new();
        while let Some(id) = open.pop() {
            if others.contains(&id) {
                return true;
            }
            let Some(known) = self
                .program
                .definitions
                .get(id.0)
                .filter(|_| seen.insert(id))
            else {
                continue;
            };
            known.for_each_expr(&mut |expr| {
                if let ExprKind::Definition(inner) | ExprKind::Condition(inner, _) = expr.kind {
                    open.push(inner);
                }
            });
        }
        false
    }
}
