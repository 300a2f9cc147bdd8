//! What comes over from used documents: rules with all they stand on, under the names that they have here.

use std::collections::BTreeSet;

use super::Checker;
use super::input::{About, Field, Record, Shape};
use super::used::UsedName;
use crate::program::{
    Aggregate, AggregateItem, Cell, Clause, ClauseId, Condition, Definition, DefinitionId,
    DefinitionKind, Document, DocumentId, Enum, EnumId, Evidence, EvidenceId, Expr, ExprKind, Fact,
    FactId, Input, InputKind, Interval, Manual, Parameter, ParameterId, Policy, Reading, ReadingId,
    Requirement, Row, Statement, Table, Type, Value,
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
    leaves: Vec<Leaf>,
    enums: Vec<Option<EnumId>>,
    readings: Vec<Option<ReadingId>>,
    parameters: Vec<Option<ParameterId>>,
    evidence: Vec<Option<EvidenceId>>,
    clauses: Vec<Option<ClauseId>>,
    records: Vec<Option<usize>>,
    /// The document itself, and then those that it uses.
    documents: Vec<DocumentId>,
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

    fn import_proof(&mut self, at: usize, any_of: &[EvidenceId]) -> Vec<EvidenceId> {
        any_of
            .iter()
            .filter_map(|id| self.import_evidence(at, *id))
            .collect()
    }

    fn import_evidence(&mut self, at: usize, id: EvidenceId) -> Option<EvidenceId> {
        let place = self.imports.get(at)?.evidence.get(id.0)?;
        if place.is_some() {
            return *place;
        }
        let used = self.names.used.get(at)?;
        let evidence = used.program().evidence.get(id.0)?.clone();
        let own = EvidenceId(self.program.evidence.len());
        self.program.evidence.push(Evidence {
            name: format!("{}.{}", used.decl.alias.node, evidence.name),
            ..evidence
        });
        *self.imports.get_mut(at)?.evidence.get_mut(id.0)? = Some(own);
        Some(own)
    }

    /// An enum; one that has come over by another way already is the same.
    pub(super) fn import_enum(&mut self, at: usize, id: EnumId) -> Option<EnumId> {
        let place = self.imports.get(at)?.enums.get(id.0)?;
        if place.is_some() {
            return *place;
        }
        let used = self.names.used.get(at)?;
        let known = used.program().enums.get(id.0)?;
        let origin = origin(used.program(), &known.name);
        let there = self.enum_origins.iter().position(|other| *other == origin);
        let own = match there {
            // Enums of this document stand before those that come over.
            Some(there) => EnumId(self.names.enums.len() + there),
            None => {
                let own = EnumId(self.program.enums.len());
                self.program.enums.push(Enum {
                    name: used.enums.get(id.0)?.clone(),
                    ..known.clone()
                });
                self.enum_origins.push(origin);
                own
            }
        };
        *self.imports.get_mut(at)?.enums.get_mut(id.0)? = Some(own);
        Some(own)
    }

    pub(super) fn import_reading(&mut self, at: usize, id: ReadingId) -> Option<ReadingId> {
        let place = self.imports.get(at)?.readings.get(id.0)?;
        if place.is_some() {
            return *place;
        }
        let used = self.names.used.get(at)?;
        let reading = used.program().readings.get(id.0)?.clone();
        let clause = self.import_clause(at, reading.clause);
        let own = ReadingId(self.program.readings.len());
        self.program.readings.push(Reading {
            name: used.readings.get(id.0)?.name.node.clone(),
            clause,
            ..reading
        });
        *self.imports.get_mut(at)?.readings.get_mut(id.0)? = Some(own);
        Some(own)
    }

    pub(super) fn import_parameter(&mut self, at: usize, id: ParameterId) -> Option<ParameterId> {
        let place = self.imports.get(at)?.parameters.get(id.0)?;
        if place.is_some() {
            return *place;
        }
        let used = self.names.used.get(at)?;
        let parameter = used.program().parameters.get(id.0)?.clone();
        let entries = parameter.entries.iter();
        let entries = entries
            .map(|(from, value)| (*from, self.import_value(at, *value)))
            .collect();
        let own = ParameterId(self.program.parameters.len());
        let ty = self.import_type(at, &parameter.ty);
        let clause = self.import_clause(at, parameter.clause);
        self.program.parameters.push(Parameter {
            name: format!("{}.{}", used.decl.alias.node, parameter.name),
            clause,
            ty,
            entries,
            span: used.span,
            ..parameter
        });
        *self.imports.get_mut(at)?.parameters.get_mut(id.0)? = Some(own);
        Some(own)
    }

    /// A heading, after those that it stands below.
    fn import_clause(&mut self, at: usize, id: Option<ClauseId>) -> Option<ClauseId> {
        let id = id?;
        let import = self.imports.get(at)?;
        let place = import.clauses.get(id.0)?;
        if place.is_some() {
            return *place;
        }
        let used = self.names.used.get(at)?;
        let clause = used.program().clauses.get(id.0)?.clone();
        let document = match clause.document {
            None => import.documents.first(),
            Some(inner) => import.documents.get(inner.0 + 1),
        };
        let document = document.copied();
        let parent = self.import_clause(at, clause.parent);
        let own = ClauseId(self.program.clauses.len());
        self.program.clauses.push(Clause {
            document,
            parent,
            ..clause
        });
        *self.imports.get_mut(at)?.clauses.get_mut(id.0)? = Some(own);
        Some(own)
    }

    /// A record of a used document as a type here: its position in [`Checker::records`].
    pub(super) fn import_record(&mut self, at: usize, id: usize) -> Option<usize> {
        let place = self.imports.get(at)?.records.get(id)?;
        if place.is_some() {
            return *place;
        }
        let used = self.names.used.get(at)?;
        let source = used.source.records.get(id)?;
        let mut fields = Vec::with_capacity(source.fields.len());
        for field in &source.fields {
            let about = &field.about;
            let proof = about.proof.iter();
            let proof = proof.map(|any_of| self.import_proof(at, any_of)).collect();
            fields.push(Field {
                shape: self.import_shape(at, &field.shape)?,
                about: About {
                    proof,
                    ..about.clone()
                },
                span: used.span,
                ..field.clone()
            });
        }
        let own = self.records.len();
        self.records.push(Record::Done(Some(fields)));
        self.record_names.push(used.records.get(id)?.clone());
        *self.imports.get_mut(at)?.records.get_mut(id)? = Some(own);
        Some(own)
    }

    fn import_shape(&mut self, at: usize, shape: &Shape) -> Option<Shape> {
        Some(match shape {
            Shape::Single(ty) => Shape::Single(self.import_type(at, ty)),
            Shape::Record(inner) => Shape::Record(self.import_record(at, *inner)?),
            Shape::List { least, most, item } => Shape::List {
                least: *least,
                most: *most,
                item: Box::new(self.import_shape(at, item)?),
            },
        })
    }

    /// The type that a fact of a used document has here.
    pub(super) fn used_type(&mut self, at: usize, fact: FactId) -> Option<Type> {
        let ty = &self.names.used.get(at)?.program().facts.get(fact.0)?.ty;
        Some(self.import_type(at, ty))
    }

    fn import_type(&mut self, at: usize, ty: &Type) -> Type {
        match ty {
            Type::Enum(id) => self.import_enum(at, *id).map(Type::Enum),
            Type::Reading(id) => self.import_reading(at, *id).map(Type::Reading),
            _ => None,
        }
        .unwrap_or_else(|| ty.clone())
    }

    fn import_value(&mut self, at: usize, value: Value) -> Value {
        match value {
            Value::Enum(id, position) => {
                self.import_enum(at, id).map(|id| Value::Enum(id, position))
            }
            Value::Alternative(id, position) => self
                .import_reading(at, id)
                .map(|id| Value::Alternative(id, position)),
            _ => None,
        }
        .unwrap_or(value)
    }

    /// A definition of a used document; those that it uses have come over before.
    pub(super) fn import_definition(&mut self, name: &UsedName) -> Option<Definition> {
        let at = name.used;
        let used = self.names.used.get(at)?;
        let definition = used.program().definitions.get(name.at)?;
        let kind = match &definition.kind {
            DefinitionKind::Rule(expr) => DefinitionKind::Rule(self.import_expr(at, expr)?),
            DefinitionKind::Requirement(requirement) => {
                let conditions = requirement.conditions.iter().map(|condition| {
                    Some(Condition {
                        expr: self.import_expr(at, &condition.expr)?,
                        ..condition.clone()
                    })
                });
                let conditions = conditions.collect::<Option<_>>()?;
                let statements = requirement.statements.iter().map(|statement| {
                    Some(Statement {
                        condition: self.import_condition(at, statement.condition.as_ref())?,
                        span: used.span,
                        ..statement.clone()
                    })
                });
                let statements = statements.collect::<Option<_>>()?;
                DefinitionKind::Requirement(Requirement {
                    kind: requirement.kind,
                    conditions,
                    statements,
                })
            }
            DefinitionKind::Table(table) => DefinitionKind::Table(self.import_table(at, table)?),
        };
        Some(Definition {
            name: name.name.node.clone(),
            label: definition.label.clone(),
            clause: self.import_clause(at, definition.clause),
            ty: self.import_type(at, &definition.ty),
            kind,
            span: used.span,
        })
    }

    /// A condition that may be left out.
    fn import_condition(&mut self, at: usize, condition: Option<&Expr>) -> Option<Option<Expr>> {
        match condition {
            None => Some(None),
            Some(condition) => self.import_expr(at, condition).map(Some),
        }
    }

    fn import_table(&mut self, at: usize, table: &Table) -> Option<Table> {
        let span = self.names.used.get(at)?.span;
        let guard = match &table.guard {
            None => None,
            Some((condition, otherwise)) => Some((
                self.import_expr(at, condition)?,
                self.import_expr(at, otherwise)?,
            )),
        };
        let rows = table.rows.iter().map(|row| {
            let cells = row.cells.iter().map(|cell| self.import_cell(at, cell));
            Some(Row {
                cells: cells.collect(),
                output: self.import_expr(at, &row.output)?,
                span,
            })
        });
        let rows = rows.collect::<Option<_>>()?;
        Some(Table {
            guard,
            first_match: table.first_match,
            columns: self.import_exprs(at, &table.columns)?,
            rows,
        })
    }

    fn import_cell(&mut self, at: usize, cell: &Cell) -> Cell {
        let Cell::Within { intervals, not } = cell else {
            return Cell::Any;
        };
        let mut end = |end: &Option<(Value, bool)>| {
            end.map(|(value, included)| (self.import_value(at, value), included))
        };
        let intervals = intervals.iter().map(|interval| Interval {
            from: end(&interval.from),
            to: end(&interval.to),
        });
        Cell::Within {
            intervals: intervals.collect(),
            not: *not,
        }
    }

    fn import_exprs(&mut self, at: usize, exprs: &[Expr]) -> Option<Vec<Expr>> {
        exprs
            .iter()
            .map(|expr| self.import_expr(at, expr))
            .collect()
    }

    fn import_expr(&mut self, at: usize, expr: &Expr) -> Option<Expr> {
        let mut inner = |expr: &Expr| self.import_expr(at, expr).map(Box::new);
        let kind = match &expr.kind {
            ExprKind::Not(of) => ExprKind::Not(inner(of)?),
            ExprKind::Compare(comparison, left, right) => {
                ExprKind::Compare(*comparison, inner(left)?, inner(right)?)
            }
            ExprKind::If(condition, then, otherwise) => {
                ExprKind::If(inner(condition)?, inner(then)?, inner(otherwise)?)
            }
            ExprKind::Round(of, rounding, step) => ExprKind::Round(inner(of)?, *rounding, *step),
            ExprKind::Divide(over, under, rounding, step) => {
                ExprKind::Divide(inner(over)?, inner(under)?, *rounding, *step)
            }
            ExprKind::AddMonths(moment, months, end) => {
                ExprKind::AddMonths(inner(moment)?, inner(months)?, *end)
            }
            ExprKind::AddDuration(moment, duration) => {
                ExprKind::AddDuration(inner(moment)?, inner(duration)?)
            }
            ExprKind::Between(later, earlier) => ExprKind::Between(inner(later)?, inner(earlier)?),
            ExprKind::DateOf(moment) => ExprKind::DateOf(inner(moment)?),
            ExprKind::TimeOf(moment) => ExprKind::TimeOf(inner(moment)?),
            ExprKind::Parameter(id, day) => {
                let day = inner(day)?;
                ExprKind::Parameter(self.import_parameter(at, *id)?, day)
            }
            ExprKind::And(parts) => ExprKind::And(self.import_exprs(at, parts)?),
            ExprKind::Or(parts) => ExprKind::Or(self.import_exprs(at, parts)?),
            ExprKind::Arithmetic(operation, parts) => {
                ExprKind::Arithmetic(*operation, self.import_exprs(at, parts)?)
            }
            ExprKind::Aggregate(aggregate) => {
                ExprKind::Aggregate(Box::new(self.import_aggregate(at, aggregate)?))
            }
            ExprKind::Constant(value) => ExprKind::Constant(self.import_value(at, *value)),
            ExprKind::Reading(id) => ExprKind::Reading(self.import_reading(at, *id)?),
            ExprKind::Definition(id) => ExprKind::Definition(self.imported(at, *id)?),
            ExprKind::Condition(id, condition) => {
                ExprKind::Condition(self.imported(at, *id)?, *condition)
            }
            ExprKind::Fact(id) => match self.leaf(at, *id)? {
                Leaf::Fact(own) => ExprKind::Fact(own),
                Leaf::Definition(rule) => {
                    ExprKind::Definition(self.definition_ids.get(rule).copied().flatten()?)
                }
                Leaf::Asked | Leaf::Missing => return None,
            },
        };
        Some(Expr {
            kind,
            ty: self.import_type(at, &expr.ty),
            span: self.names.used.get(at)?.span,
        })
    }

    fn imported(&self, at: usize, id: DefinitionId) -> Option<DefinitionId> {
        let base = self.names.bases.get(at)?;
        self.definition_ids.get(base + id.0).copied().flatten()
    }

    /// An aggregate without the items that the list which stands for its list never has.
    fn import_aggregate(&mut self, at: usize, aggregate: &Aggregate) -> Option<Aggregate> {
        let used = self.names.used.get(at)?;
        let facts = &used.program().facts;
        let length = facts.iter().position(|fact| fact.name == aggregate.list)?;
        let length = FactId(length);
        let missing = facts.iter().enumerate().filter_map(|(id, fact)| {
            let (_, number) = fact.within.iter().find(|(list, _)| *list == length)?;
            let missing = self.leaf(at, FactId(id)) == Some(Leaf::Missing);
            missing.then_some(*number as usize)
        });
        let reached = missing
            .min()
            .map_or(aggregate.items.len(), |first| first - 1);
        let list = match self.leaf(at, length)? {
            Leaf::Fact(own) => self.program.facts.get(own.0)?.name.clone(),
            _ => used.facts.get(length.0)?.name.node.clone(),
        };
        let items = aggregate.items.iter().take(reached).map(|item| {
            Some(AggregateItem {
                counts: self.import_condition(at, item.counts.as_ref())?,
                value: self.import_expr(at, &item.value)?,
            })
        });
        let items = items.collect::<Option<_>>()?;
        Some(Aggregate {
            list,
            items,
            default: self.import_condition(at, aggregate.default.as_ref())?,
            ..aggregate.clone()
        })
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

/// The document that an enum of a program is declared in, and its name there.
fn origin(program: &crate::program::Program, name: &str) -> (String, String) {
    let used = name.rsplit_once('.').and_then(|(alias, name)| {
        let mut documents = program.documents.iter();
        let document = documents.find(|document| document.alias == alias)?;
        Some((document.id.clone(), name.to_owned()))
    });
    used.unwrap_or_else(|| (program.policy.id.clone(), name.to_owned()))
}
