//! In which order rules, tables and requirements are decided: each after those it uses. A cycle has no such order.

use std::collections::BTreeMap;

use nuanze_syntax::Span;
use nuanze_syntax::ast::{BinaryOp, Cell, Expr, ExprKind, Spanned, TypeExpr};

use super::Checker;
use super::names::{DefinitionDecl, Symbol, TypeName};
use super::path::{Dotted, dotted};
use super::report::{Further, finding};

/// A definition that another one uses, and where.
type Use = (usize, Span);

/// The variables of the aggregates around an expression, and the types of the items that they stand for.
type Scope<'a> = BTreeMap<&'a str, Option<&'a TypeExpr>>;

impl Checker<'_> {
    /// The definitions in the order in which they can be decided, otherwise as written; cycles are reported, and
    /// what is in one is left out.
    pub(super) fn order(&mut self) -> Vec<usize> {
        let uses: Vec<Vec<Use>> = self
            .names
            .definitions
            .iter()
            .map(|declared| self.uses(declared.node))
            .collect();
        let mut state = vec![State::New; uses.len()];
        let mut order = Vec::with_capacity(uses.len());
        for start in 0..uses.len() {
            self.visit(start, &uses, &mut state, &mut order);
        }
        order.retain(|at| state.get(*at) == Some(&State::Done));
        order
    }

    /// Depth first, with a path of its own instead of recursion: a chain of rules may be long.
    fn visit(
        &mut self,
        start: usize,
        uses: &[Vec<Use>],
        state: &mut [State],
        order: &mut Vec<usize>,
    ) {
        let mut path: Vec<(usize, usize)> = Vec::new();
        if enter(start, state) {
            path.push((start, 0));
        }
        while let Some((at, next)) = path.last_mut() {
            let at = *at;
            let used = uses.get(at).and_then(|uses| uses.get(*next));
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

    fn uses(&self, definition: DefinitionDecl<'_>) -> Vec<Use> {
        let mut uses = Vec::new();
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
        uses.sort_unstable();
        uses
    }

    /// Adds the definitions that an expression names. A bare name that is one of `members` is a value.
    fn uses_of(
        &self,
        expr: &Expr,
        members: Option<Members<'_>>,
        scope: &Scope<'_>,
        uses: &mut Vec<Use>,
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
                        uses.push((*at, expr.span));
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
                    if let Some(Dotted { head, .. }) = dotted(expr) {
                        let inner = Spanned {
                            node: ExprKind::Name(head.0.to_owned()),
                            span: head.1,
                        };
                        self.uses_of(&inner, None, scope, uses);
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

    /// The values that may stand beside a bare name.
    fn members_beside(&self, expr: &Expr, scope: &Scope<'_>) -> Option<Members<'_>> {
        if let Some(ty) = self.declared_type(expr, scope) {
            return self.members_of_type(&ty.name.node);
        }
        let (name, on_a_day) = match &expr.node {
            ExprKind::Name(name) => (name, false),
            ExprKind::At(parameter, _) => match &parameter.node {
                ExprKind::Name(name) => (name, true),
                _ => return None,
            },
            _ => return None,
        };
        match self.names.values.get(name.as_str())? {
            Symbol::Parameter(id) if on_a_day => {
                self.members_of_type(&self.names.parameters.get(id.0)?.node.ty.name.node)
            }
            Symbol::Parameter(_) | Symbol::Input(_) => None,
            Symbol::Reading(id) => self
                .names
                .readings
                .get(id.0)
                .map(|declared| Members::Reading(declared.node)),
            Symbol::Definition(at) => match self.names.definitions.get(*at)?.node {
                DefinitionDecl::Rule(rule) => self.members_of_type(&rule.ty.as_ref()?.name.node),
                DefinitionDecl::Table(table) => self.members_of_type(&table.ty.name.node),
                DefinitionDecl::Requirement(_) => None,
            },
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
        let Some(TypeName::Enum(id)) = self.names.types.get(name) else {
            return None;
        };
        self.names
            .enums
            .get(id.0)
            .map(|declared| Members::Enum(declared.node))
    }
}

/// Whose values a bare name may be.
#[derive(Clone, Copy)]
enum Members<'a> {
    Enum(&'a nuanze_syntax::ast::EnumDecl),
    Reading(&'a nuanze_syntax::ast::ReadingDecl),
}

impl Members<'_> {
    fn has(self, name: &str) -> bool {
        match self {
            Self::Enum(decl) => decl.values.iter().any(|value| value.name.node == name),
            Self::Reading(decl) => decl
                .alternatives
                .iter()
                .any(|alternative| alternative.name.node == name),
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
