//! In which order rules, tables and requirements are decided: each after those it uses. A cycle has no such order.

use std::collections::{BTreeMap, BTreeSet};

use nuanze_syntax::Span;
use nuanze_syntax::ast::{BinaryOp, Cell, Expectation, Expr, ExprKind, Ident, TypeExpr};

use super::Checker;
use super::names::{DefinitionDecl, Symbol, TypeName};
use super::path::{Dotted, dotted};
use super::report::{Further, finding};
use super::used::Given;
use crate::program::Type;

/// A definition that another one uses, and where.
type Use = (usize, Span);

/// What an expression or a definition uses.
#[derive(Debug, Default)]
struct Uses {
    definitions: Vec<Use>,
    /// Facts of used documents: which document, and which of its inputs.
    inputs: BTreeSet<(usize, usize)>,
}

/// The variables of the aggregates around an expression, and the types of the items that they stand for.
type Scope<'a> = BTreeMap<&'a str, Option<&'a TypeExpr>>;

impl Checker<'_> {
    /// The definitions in the order in which they can be decided, otherwise as written; cycles are reported, and
    /// what is in one is left out.
    pub(super) fn order(&mut self) -> Vec<usize> {
        let uses: Vec<Uses> = self
            .names
            .definitions
            .iter()
            .map(|declared| self.uses(declared.node))
            .collect();
        let mut state = vec![State::New; uses.len()];
        let mut order = Vec::with_capacity(uses.len());
        // Of a used document only what is needed comes over.
        let further = self.further_uses();
        let own = self.names.definitions.iter().enumerate();
        let mut starts: Vec<usize> = own
            .filter(|(_, declared)| !matches!(declared.node, DefinitionDecl::Used(_)))
            .map(|(at, _)| at)
            .collect();
        starts.extend(further.definitions.iter().map(|(at, _)| *at));
        for start in starts {
            self.visit(start, &uses, &mut state, &mut order);
        }
        let needed = order.iter().filter_map(|at| uses.get(*at));
        let inputs = needed.chain([&further]).flat_map(|uses| &uses.inputs);
        self.import_inputs(&inputs.copied().collect());
        order.retain(|at| state.get(*at) == Some(&State::Done));
        order
    }

    /// What documents that a claim needs, and examples, use of the definitions.
    fn further_uses(&self) -> Uses {
        let mut uses = Uses::default();
        let lines = self
            .names
            .bring
            .iter()
            .flat_map(|list| &list.node.documents);
        for condition in lines.filter_map(|line| line.condition.as_ref()) {
            self.uses_of(condition, None, &Scope::default(), &mut uses);
        }
        let examples = self.names.examples.iter();
        for expectation in examples.flat_map(|example| &example.node.then) {
            let Expectation::Value { name, .. } = expectation else {
                continue;
            };
            let tail: Vec<&Ident> = name.tail.iter().collect();
            if let Some((Symbol::Definition(at), _)) = self.names.symbol(&name.head.node, &tail) {
                uses.definitions.push((at, name.head.span));
            }
        }
        uses
    }

    /// Depth first, with a path of its own instead of recursion: a chain of rules may be long.
    fn visit(&mut self, start: usize, uses: &[Uses], state: &mut [State], order: &mut Vec<usize>) {
        let mut path: Vec<(usize, usize)> = Vec::new();
        if enter(start, state) {
            path.push((start, 0));
        }
        while let Some((at, next)) = path.last_mut() {
            let at = *at;
            let used = uses.get(at).and_then(|uses| uses.definitions.get(*next));
            *next += 1;
            let Some((used, span)) = used else {
                path.pop();
                if let Some(state) = state.get_mut(at).filter(|state| **state == State::Open) {
                    *state = State::Done;
                }
                order.push(at);
                continue;
            };
            if enter(*used, state) {
                path.push((*used, 0));
            } else if let Some(from) = path.iter().position(|(open, _)| open == used) {
                let cycle: Vec<usize> = path.iter().skip(from).map(|(open, _)| *open).collect();
                for open in &cycle {
                    if let Some(state) = state.get_mut(*open) {
                        *state = State::Circular;
                    }
                }
                self.report_cycle(&cycle, *span);
            }
        }
    }

    fn report_cycle(&mut self, cycle: &[usize], span: Span) {
        let names: Vec<_> = cycle
            .iter()
            .filter_map(|at| self.names.definitions.get(*at))
            .map(|known| known.node.name())
            .collect();
        let Some(first) = names.first() else { return };
        let path: Vec<_> = names
            .iter()
            .chain([first])
            .map(|name| format!("`{}`", name.node))
            .collect();
        let message = match names.as_slice() {
            [only] => format!("`{}` is defined by itself", only.node),
            _ => format!("these are defined by each other: {}", path.join(" → ")),
        };
        let mut diagnostic = finding("order/cycle", span, message, "here it comes round")
            .help("write one of them without the others");
        for name in &names {
            diagnostic = diagnostic.also(name.span, format!("`{}` is declared here", name.node));
        }
        self.report(diagnostic);
    }

    fn uses(&self, definition: DefinitionDecl<'_>) -> Uses {
        let mut uses = Uses::default();
        let scope = Scope::default();
        match definition {
            DefinitionDecl::Rule(rule) => {
                let declared = rule.ty.as_ref().map(|ty| ty.name.node.as_str());
                self.uses_of(
                    &rule.expr,
                    declared.and_then(|name| self.members_of_type(name)),
                    &scope,
                    &mut uses,
                );
            }
            DefinitionDecl::Requirement(requirement) => {
                for condition in &requirement.conditions {
                    self.uses_of(&condition.expr, None, &scope, &mut uses);
                }
                for statement in &requirement.statements {
                    if let Some(condition) = &statement.condition {
                        self.uses_of(condition, None, &scope, &mut uses);
                    }
                }
            }
            DefinitionDecl::Used(name) => {
                let (definitions, inputs) = self.uses_inside(name);
                let definitions = definitions.into_iter();
                uses.definitions
                    .extend(definitions.map(|at| (at, name.name.span)));
                uses.inputs
                    .extend(inputs.into_iter().map(|input| (name.used, input)));
            }
            DefinitionDecl::Given(_, Given::Written(written)) => {
                self.uses_of(written, None, &scope, &mut uses);
            }
            DefinitionDecl::Given(_, Given::Fact(..)) => {}
            DefinitionDecl::Table(table) => {
                let members = self.members_of_type(&table.ty.name.node);
                if let Some((condition, otherwise)) = &table.guard {
                    self.uses_of(condition, None, &scope, &mut uses);
                    self.uses_of(otherwise, members, &scope, &mut uses);
                }
                for column in &table.columns {
                    self.uses_of(column, None, &scope, &mut uses);
                }
                for row in &table.rows {
                    for (cell, column) in row.cells.iter().zip(&table.columns) {
                        let members = self.members_beside(column, &scope);
                        let exprs: Vec<&Expr> = match &cell.node {
                            Cell::Any | Cell::Error => Vec::new(),
                            Cell::Is(expr) | Cell::Compare(_, expr) => vec![expr],
                            Cell::Not(exprs) | Cell::OneOf(exprs) => exprs.iter().collect(),
                            Cell::Range { from, to, .. } => vec![from, to],
                        };
                        exprs
                            .into_iter()
                            .for_each(|expr| self.uses_of(expr, members, &scope, &mut uses));
                    }
                    self.uses_of(&row.output, members, &scope, &mut uses);
                }
            }
        }
        uses.definitions.sort_unstable();
        uses
    }

    /// Adds the definitions that an expression names. A bare name that is one of `members` is a value.
    fn uses_of(
        &self,
        expr: &Expr,
        members: Option<Members<'_>>,
        scope: &Scope<'_>,
        uses: &mut Uses,
    ) {
        // A chain of one operator leans to the left and may be long: that side is walked without recursion.
        let mut expr = expr;
        loop {
            match &expr.node {
                ExprKind::Name(name) => {
                    if let Some(Symbol::Definition(at)) = self.names.values.get(name.as_str())
                        && !members.is_some_and(|members| members.has(name))
                        && scope.get(name.as_str()).is_none()
                    {
                        uses.definitions.push((*at, expr.span));
                    }
                    return;
                }
                ExprKind::Binary(op, left, right) => {
                    let (beside_left, beside_right) = match op.node {
                        BinaryOp::Equal | BinaryOp::NotEqual => (
                            self.members_beside(right, scope),
                            self.members_beside(left, scope),
                        ),
                        _ => (None, None),
                    };
                    self.uses_of(right, beside_right, scope, uses);
                    if beside_left.is_some() {
                        return self.uses_of(left, beside_left, scope, uses);
                    }
                    expr = left;
                }
                ExprKind::In(value, list) => {
                    let members = self.members_beside(value, scope);
                    list.iter()
                        .for_each(|expr| self.uses_of(expr, members, scope, uses));
                    expr = value;
                }
                ExprKind::If(condition, then, otherwise) => {
                    self.uses_of(condition, None, scope, uses);
                    self.uses_of(then, members, scope, uses);
                    return self.uses_of(otherwise, members, scope, uses);
                }
                ExprKind::Call(_, arguments) => {
                    return arguments
                        .iter()
                        .for_each(|argument| self.uses_of(argument, None, scope, uses));
                }
                ExprKind::Path(..) => {
                    if let Some(path) = dotted(expr).filter(|path| !scope.contains_key(path.head.0))
                    {
                        self.path_uses(&path, uses);
                    }
                    return;
                }
                ExprKind::Not(inner) | ExprKind::Negate(inner) => expr = inner,
                ExprKind::InRange {
                    value, from, to, ..
                } => {
                    self.uses_of(from, None, scope, uses);
                    self.uses_of(to, None, scope, uses);
                    expr = value;
                }
                ExprKind::At(parameter, day) => {
                    self.uses_of(parameter, None, scope, uses);
                    expr = day;
                }
                ExprKind::Aggregate {
                    variable,
                    list,
                    body,
                    filter,
                    default,
                    ..
                } => {
                    let mut inner = scope.clone();
                    let item = self.declared_type(list, scope);
                    inner.insert(
                        variable.node.as_str(),
                        item.and_then(|list| list.element.as_deref()),
                    );
                    self.uses_of(list, None, scope, uses);
                    self.uses_of(body, None, &inner, uses);
                    if let Some(filter) = filter {
                        self.uses_of(filter, None, &inner, uses);
                    }
                    if let Some(default) = default {
                        self.uses_of(default, None, scope, uses);
                    }
                    return;
                }
                ExprKind::Bool(_)
                | ExprKind::Number { .. }
                | ExprKind::Date { .. }
                | ExprKind::Time { .. }
                | ExprKind::DateTime { .. }
                | ExprKind::List(_)
                | ExprKind::Record(_)
                | ExprKind::Unknown
                | ExprKind::Error => return,
            }
        }
    }

    /// Adds the definition that a path begins with, or the fact of a used document.
    fn path_uses(&self, path: &Dotted<'_>, uses: &mut Uses) {
        match self.names.symbol(path.head.0, &path.tail) {
            Some((Symbol::Definition(at), _)) => uses.definitions.push((at, path.head.1)),
            Some((Symbol::Used(at), _)) => {
                let name = path.tail.first().map_or("", |name| name.node.as_str());
                let used = self.names.used.get(at);
                let input = used.and_then(|used| used.input(name));
                uses.inputs.extend(input.map(|(input, _)| (at, input)));
            }
            _ => {}
        }
    }

    /// The values that may stand beside a bare name.
    fn members_beside(&self, expr: &Expr, scope: &Scope<'_>) -> Option<Members<'_>> {
        if let Some(ty) = self.declared_type(expr, scope) {
            return self.members_of_type(&ty.name.node);
        }
        let (path, on_a_day) = match &expr.node {
            ExprKind::At(parameter, _) => (dotted(parameter)?, true),
            _ => (dotted(expr)?, false),
        };
        let (symbol, taken) = self.names.symbol(path.head.0, &path.tail)?;
        if taken < path.tail.len() {
            return None;
        }
        match symbol {
            Symbol::Parameter(id) if on_a_day => {
                self.members_of_type(&self.names.parameters.get(id.0)?.node.ty.name.node)
            }
            Symbol::UsedParameter(used, id) if on_a_day => {
                let parameter = self.names.used.get(used)?.program().parameters.get(id.0)?;
                self.members_there(used, &parameter.ty)
            }
            Symbol::Parameter(_) | Symbol::UsedParameter(..) => None,
            Symbol::Input(_) | Symbol::Used(_) => None,
            Symbol::Reading(id) => self
                .names
                .readings
                .get(id.0)
                .map(|declared| Members::Reading(declared.node)),
            Symbol::UsedReading(used, id) => self.members_there(used, &Type::Reading(id)),
            Symbol::Definition(at) => match self.names.definitions.get(at)?.node {
                DefinitionDecl::Rule(rule) => self.members_of_type(&rule.ty.as_ref()?.name.node),
                DefinitionDecl::Table(table) => self.members_of_type(&table.ty.name.node),
                DefinitionDecl::Requirement(_) => None,
                DefinitionDecl::Used(name) => {
                    let program = self.names.used.get(name.used)?.program();
                    self.members_there(name.used, &program.definitions.get(name.at)?.ty)
                }
                DefinitionDecl::Given(name, _) => {
                    let program = self.names.used.get(name.used)?.program();
                    self.members_there(name.used, &program.facts.get(name.at)?.ty)
                }
            },
        }
    }

    /// The values of a type of a used document.
    fn members_there(&self, used: usize, ty: &Type) -> Option<Members<'_>> {
        let program = self.names.used.get(used)?.program();
        match ty {
            Type::Enum(id) => program.enums.get(id.0).map(Members::UsedEnum),
            Type::Reading(id) => program.readings.get(id.0).map(Members::UsedReading),
            _ => None,
        }
    }

    /// The type of a fact, or of a part of one, as it is written.
    fn declared_type<'t>(&'t self, expr: &Expr, scope: &Scope<'t>) -> Option<&'t TypeExpr> {
        let Dotted { head, tail } = dotted(expr)?;
        let whole = match scope.get(head.0) {
            Some(item) => *item,
            None => match self.names.values.get(head.0)? {
                Symbol::Input(at) => self.names.facts.get(*at).map(|fact| &fact.node.ty),
                _ => None,
            },
        };
        tail.into_iter().try_fold(whole?, |ty, field| {
            let Some(TypeName::Record(at)) = self.names.types.get(ty.name.node.as_str()) else {
                return None;
            };
            let record = self
                .names
                .records
                .get(*at)
                .filter(|_| ty.element.is_none())?;
            let mut fields = record.node.fields.iter();
            let field = fields.find(|known| known.name.node == field.node)?;
            Some(&field.ty)
        })
    }

    fn members_of_type(&self, name: &str) -> Option<Members<'_>> {
        match self.names.types.get(name)? {
            TypeName::Enum(id) => {
                let declared = self.names.enums.get(id.0);
                declared.map(|declared| Members::Enum(declared.node))
            }
            TypeName::UsedEnum(used, id) => self.members_there(*used, &Type::Enum(*id)),
            TypeName::Record(_) | TypeName::UsedRecord(..) => None,
        }
    }
}

/// Whose values a bare name may be.
#[derive(Clone, Copy)]
enum Members<'a> {
    Enum(&'a nuanze_syntax::ast::EnumDecl),
    Reading(&'a nuanze_syntax::ast::ReadingDecl),
    UsedEnum(&'a crate::program::Enum),
    UsedReading(&'a crate::program::Reading),
}

impl Members<'_> {
    fn has(self, name: &str) -> bool {
        match self {
            Self::Enum(decl) => decl.values.iter().any(|value| value.name.node == name),
            Self::Reading(decl) => decl
                .alternatives
                .iter()
                .any(|alternative| alternative.name.node == name),
            Self::UsedEnum(known) => known.values.iter().any(|value| value.name == name),
            Self::UsedReading(known) => {
                let mut alternatives = known.alternatives.iter();
                alternatives.any(|(alternative, _)| alternative == name)
            }
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    New,
    Open,
    Done,
    Circular,
}

/// Whether a definition is met for the first time.
fn enter(at: usize, state: &mut [State]) -> bool {
    match state.get_mut(at) {
        Some(state @ State::New) => {
            *state = State::Open;
            true
        }
        _ => false,
    }
}
