//! What facts and rules of used documents stand on: enums, records, readings, parameters, evidence, clauses.

use super::Checker;
use super::input::{About, Field, Record, Shape};
use crate::program::{
    Clause, ClauseId, Enum, EnumId, Evidence, EvidenceId, FactId, Parameter, ParameterId, Reading,
    ReadingId, Type, Value,
};

impl Checker<'_> {
    pub(super) fn import_proof(&mut self, at: usize, any_of: &[EvidenceId]) -> Vec<EvidenceId> {
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
    pub(super) fn import_clause(&mut self, at: usize, id: Option<ClauseId>) -> Option<ClauseId> {
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

    pub(super) fn import_type(&mut self, at: usize, ty: &Type) -> Type {
        match ty {
            Type::Enum(id) => self.import_enum(at, *id).map(Type::Enum),
            Type::Reading(id) => self.import_reading(at, *id).map(Type::Reading),
            _ => None,
        }
        .unwrap_or_else(|| ty.clone())
    }

    pub(super) fn import_value(&mut self, at: usize, value: Value) -> Value {
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
