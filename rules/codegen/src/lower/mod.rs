//! From the typed tree to nodes. Names, labels and clauses stay with the nodes that people see; operations inside an
//! expression become nameless steps, and equal steps are computed once.

mod expression;
mod range;
mod table;

use std::collections::HashMap;

use nuanze_abi::NodeKind;
use nuanze_program::{Bring, Definition, DefinitionKind, Program, Requirement, Type, Value};
use nuanze_syntax::ast::RequireKind;

use crate::CodegenError;
use crate::dag::{Constant, Dag, Node, Op, Operand, Parameter, Reading, Ty};
use crate::decimal::{floor_at, saturate};

/// How many slots the facts, readings and nodes of a policy may take together. Engines refuse functions with more
/// than 50 000 locals, and a node takes up to two.
const SLOT_LIMIT: usize = 16_384;

/// Makes the nodes of a program.
///
/// # Errors
///
/// When there are too many of them, or a number on the way does not fit.
pub fn lower(program: &Program) -> Result<Dag, CodegenError> {
    let mut lowerer = Lowerer {
        dag: Dag {
            facts: program.facts.iter().map(|fact| ty(&fact.ty)).collect(),
            readings: program.readings.iter().map(reading).collect(),
            enums: program.enums.iter().map(|item| item.values.len()).collect(),
            parameters: program.parameters.iter().map(parameter).collect(),
            ..Dag::default()
        },
        shared: HashMap::new(),
        conditions: Vec::new(),
        definition: String::new(),
    };
    for definition in &program.definitions {
        lowerer.definition(definition)?;
    }
    for bring in &program.bring {
        lowerer.bring(bring)?;
    }
    let dag = lowerer.dag;
    let found = dag.facts.len() + dag.readings.len() + dag.nodes.len();
    if found > SLOT_LIMIT {
        return Err(CodegenError::Slots {
            found,
            limit: SLOT_LIMIT,
        });
    }
    Ok(dag)
}

/// What lowering has made so far.
struct Lowerer {
    dag: Dag,
    /// The nameless steps. Only looked up in, never iterated, so its order cannot reach the module.
    shared: HashMap<(Op, Ty), usize>,
    /// The nodes of each definition's conditions.
    conditions: Vec<Vec<usize>>,
    /// The definition at hand, for errors.
    definition: String,
}

impl Lowerer {
    fn definition(&mut self, definition: &Definition) -> Result<(), CodegenError> {
        self.definition.clone_from(&definition.name);
        let mut conditions = Vec::new();
        let (op, kind) = match &definition.kind {
            DefinitionKind::Rule(expr) => (self.op(expr)?, NodeKind::Rule),
            DefinitionKind::Table(table) => (self.table(definition, table)?, NodeKind::Table),
            DefinitionKind::Requirement(requirement) => {
                conditions = self.conditions(definition, requirement)?;
                self.statements(definition, requirement)?;
                let operands = conditions.iter().map(|&node| Operand::Node(node)).collect();
                (Op::And(operands), requirement_kind(requirement.kind))
            }
        };
        let node = Node {
            op,
            ty: ty(&definition.ty),
            kind,
            name: Some(definition.name.clone()),
            label: definition.label.clone(),
            clause: definition.clause,
        };
        let index = self.push(node)?;
        self.dag.definitions.push(index);
        self.conditions.push(conditions);
        Ok(())
    }

    fn conditions(
        &mut self,
        definition: &Definition,
        requirement: &Requirement,
    ) -> Result<Vec<usize>, CodegenError> {
        let mut nodes = Vec::with_capacity(requirement.conditions.len());
        for condition in &requirement.conditions {
            let name = format!("{}.{}", definition.name, condition.name);
            self.definition.clone_from(&name);
            let op = self.op(&condition.expr)?;
            nodes.push(self.push(Node {
                op,
                ty: Ty::Bool,
                kind: NodeKind::Condition,
                name: Some(name),
                label: condition.label.clone(),
                clause: definition.clause,
            })?);
        }
        Ok(nodes)
    }

    fn statements(
        &mut self,
        definition: &Definition,
        requirement: &Requirement,
    ) -> Result<(), CodegenError> {
        for (index, statement) in requirement.statements.iter().enumerate() {
            let name = format!("{}[{}]", definition.name, index + 1);
            self.definition.clone_from(&name);
            let op = match &statement.condition {
                Some(condition) => self.op(condition)?,
                None => Op::Is(Operand::Constant(Constant::Bool(true))),
            };
            self.push(Node {
                op,
                ty: Ty::Bool,
                kind: NodeKind::Statement,
                name: Some(name),
                label: Some(statement.words.clone()),
                clause: definition.clause,
            })?;
        }
        Ok(())
    }

    fn bring(&mut self, bring: &Bring) -> Result<(), CodegenError> {
        self.definition.clone_from(&bring.name);
        let mut lines = Vec::with_capacity(bring.documents.len());
        for (_, condition) in &bring.documents {
            lines.push(match condition {
                None => None,
                Some(expr) => {
                    let op = self.op(expr)?;
                    let node = Node {
                        op,
                        ty: Ty::Bool,
                        kind: NodeKind::Bring,
                        name: None,
                        label: None,
                        clause: bring.clause,
                    };
                    Some(Operand::Node(self.push(node)?))
                }
            });
        }
        self.dag.bring.push(lines);
        Ok(())
    }

    /// A nameless step, or the equal one that is there already.
    fn step(&mut self, op: Op, ty: Ty) -> Result<usize, CodegenError> {
        let key = (op, ty);
        if let Some(&index) = self.shared.get(&key) {
            return Ok(index);
        }
        let (op, ty) = key.clone();
        let index = self.push(Node {
            op,
            ty,
            kind: NodeKind::Step,
            name: None,
            label: None,
            clause: None,
        })?;
        self.shared.insert(key, index);
        Ok(index)
    }

    fn push(&mut self, node: Node) -> Result<usize, CodegenError> {
        self.check_range(&node)?;
        self.dag.nodes.push(node);
        Ok(self.dag.nodes.len() - 1)
    }
}

fn requirement_kind(kind: RequireKind) -> NodeKind {
    match kind {
        RequireKind::Gate => NodeKind::Requirement,
        RequireKind::Advice => NodeKind::Advice,
        RequireKind::Duty => NodeKind::Duty,
        RequireKind::Target => NodeKind::Target,
    }
}

fn reading(reading: &nuanze_program::Reading) -> Reading {
    Reading {
        alternatives: reading.alternatives.len(),
        default: reading.default,
    }
}

fn parameter(parameter: &nuanze_program::Parameter) -> Parameter {
    let entries = parameter.entries.iter();
    Parameter {
        entries: entries
            .map(|(from, value)| (*from, constant(*value, &parameter.ty)))
            .collect(),
    }
}

/// What a slot of a type holds. The checker has proved that the range fits 64 bits.
fn ty(ty: &Type) -> Ty {
    match ty {
        Type::Bool => Ty::Bool,
        Type::Enum(index) => Ty::Enum(index.0),
        Type::Reading(index) => Ty::Reading(index.0),
        &Type::Date { min, max } => Ty::Date { min, max },
        &Type::Time { min, max } => Ty::Time { min, max },
        &Type::DateTime { min, max } => Ty::DateTime { min, max },
        Type::Number(number) => Ty::Number {
            unit: number.unit.symbol.clone(),
            scale: number.scale,
            min: saturate(floor_at(number.min, number.scale).0),
            max: saturate(floor_at(number.max, number.scale).0),
        },
    }
}

/// A constant of a type; the type gives a number its unit.
fn constant(value: Value, ty: &Type) -> Constant {
    match value {
        Value::Bool(value) => Constant::Bool(value),
        Value::Enum(index, position) => Constant::Enum(index.0, position),
        Value::Alternative(reading, position) => Constant::Alternative(reading.0, position),
        Value::Date(day) => Constant::Date(day),
        Value::Time(minute) => Constant::Time(minute),
        Value::DateTime(minute) => Constant::DateTime(minute),
        Value::Number(number) => {
            let unit = match ty {
                Type::Number(number) => number.unit.symbol.clone(),
                _ => String::new(),
            };
            Constant::Number(number.normalize(), unit)
        }
    }
}
