//! Rules, requirements and tables, each after those it uses.

use nuanze_syntax::Span;
use nuanze_syntax::ast::{RequireDecl, RequireKind, RuleDecl};
use rust_decimal::Decimal;

use super::Checker;
use super::names::{DefinitionDecl, Seen};
use super::report::{Further, finding};
use super::text;
use super::types::{Written, WrittenNumber};
use crate::moment::Moment;
use crate::program::{
    Condition, Definition, DefinitionId, DefinitionKind, Expr, Requirement, Statement, Type,
};
use crate::words::Language;

impl Checker<'_> {
    /// Types all definitions and lists the outcomes.
    pub(super) fn define(&mut self) {
        let order = self.order();
        for at in order {
            let Some(declared) = self.names.definitions.get(at).copied() else {
                continue;
            };
            let typed = match declared.node {
                DefinitionDecl::Used(name) => {
                    let definition = self.import_definition(name);
                    self.add(at, definition, declared.span);
                    continue;
                }
                DefinitionDecl::Given(name, given) => self.given_rule(name, given),
                DefinitionDecl::Rule(rule) => self.rule(rule),
                DefinitionDecl::Requirement(requirement) => self.requirement(requirement),
                DefinitionDecl::Table(table) => self
                    .table(table)
                    .map(|(table, ty)| (DefinitionKind::Table(table), ty)),
            };
            let Some((kind, ty)) = typed else { continue };
            let label = match declared.node {
                DefinitionDecl::Given(name, _) => self.used_label(name),
                own => own.label().map(text),
            };
            let definition = Definition {
                name: declared.node.name().node.clone(),
                label,
                clause: declared.clause,
                ty,
                kind,
                span: declared.span,
            };
            self.add(at, Some(definition), declared.node.name().span);
        }
        let ids = self.names.definitions.iter().zip(&self.definition_ids);
        self.program.outcomes = ids
            .filter(|(declared, _)| declared.node.outcome())
            .filter_map(|(_, id)| *id)
            .collect();
        if !self
            .names
            .definitions
            .iter()
            .any(|declared| declared.node.outcome())
            && !self.names.incomplete
        {
            let span = self
                .names
                .definitions
                .iter()
                .rfind(|declared| declared.node.is_own())
                .map_or(Span::default(), |declared| declared.node.name().span);
            self.report(
                finding("outcome/none", span, "the policy has no outcome, so it answers nothing", "not an outcome")
                    .help("write `outcome` before the `require`, `rule` or `table` that people want to know"),
            );
        }
    }

    /// Adds the definition that stands at a position of the names.
    fn add(&mut self, at: usize, definition: Option<Definition>, name: Span) {
        let Some(definition) = definition else { return };
        let id = DefinitionId(self.program.definitions.len());
        self.name_spans.push(name);
        self.program.definitions.push(definition);
        if let Some(place) = self.definition_ids.get_mut(at) {
            *place = Some(id);
        }
    }

    fn rule(&mut self, rule: &RuleDecl) -> Option<(DefinitionKind, Type)> {
        let declared = rule.ty.as_ref().map(|ty| self.written_type(ty));
        let expected = declared
            .as_ref()
            .and_then(|declared| declared.as_ref())
            .and_then(Written::value_type);
        let expr = self.expr(&rule.expr, expected.as_ref())?;
        let Some(declared) = declared else {
            let ty = expr.ty.clone();
            return Some((DefinitionKind::Rule(expr), ty));
        };
        let declared = declared?;
        let expr = self.declared_unit(expr, &declared)?;
        let span = rule.ty.as_ref().map_or(rule.name.span, |ty| ty.span);
        self.within_declared(&expr, &declared, span, &rule.name.node)?;
        let ty = expr.ty.clone();
        Some((DefinitionKind::Rule(expr), ty))
    }

    fn requirement(&mut self, decl: &RequireDecl) -> Option<(DefinitionKind, Type)> {
        let mut seen = Seen::default();
        let mut conditions = Vec::with_capacity(decl.conditions.len());
        // Below a gate the parser reports statements where they stand.
        let says = decl.kind != RequireKind::Gate && !decl.statements.is_empty();
        let mut sound = !decl.conditions.is_empty() || says;
        if decl.conditions.is_empty() && decl.statements.is_empty() {
            let message = format!("`{}` has no conditions", decl.name.node);
            self.report(
                finding("require/empty", decl.name.span, message, "nothing to meet")
                    .help("write at least one, indented: `meter separate_meter \"一户一表\"`"),
            );
        }
        for condition in &decl.conditions {
            let first = seen.first(
                &condition.name.node,
                condition.name.span,
                &mut self.diagnostics,
            );
            let expr = self.condition(&condition.expr);
            sound &= first && expr.is_some();
            if let Some(expr) = expr {
                let label = condition.label.as_ref().map(text);
                conditions.push(Condition {
                    name: condition.name.node.clone(),
                    label,
                    expr,
                });
            }
        }
        let mut statements = Vec::with_capacity(decl.statements.len());
        for statement in &decl.statements {
            let condition = statement
                .condition
                .as_ref()
                .map(|condition| self.condition(condition));
            sound &= condition != Some(None);
            statements.push(Statement {
                words: text(&statement.words),
                condition: condition.flatten(),
                span: statement.span,
            });
        }
        let requirement = Requirement {
            kind: decl.kind,
            conditions,
            statements,
        };
        sound.then_some((DefinitionKind::Requirement(requirement), Type::Bool))
    }

    /// A value in the unit that its declaration names; other kinds of value as they are.
    pub(super) fn declared_unit(&mut self, expr: Expr, declared: &Written) -> Option<Expr> {
        let matches = match (declared, &expr.ty) {
            (Written::Bool, Type::Bool) => true,
            (Written::Moment(moment, _), ty) => {
                Moment::of(ty).is_some_and(|(kind, ..)| kind == *moment)
            }
            (Written::Enum(id), Type::Enum(other)) => id == other,
            (
                Written::Number(WrittenNumber {
                    unit: Some(unit), ..
                }),
                Type::Number(number),
            ) => {
                if unit.dimensions == number.unit.dimensions {
                    let span = expr.span;
                    return self.converted(expr, unit, span);
                }
                false
            }
            (
                Written::Number(WrittenNumber {
                    dimension: Some(word),
                    ..
                }),
                Type::Number(number),
            ) => number.unit.is_of(word),
            _ => false,
        };
        if matches {
            return Some(expr);
        }
        let (source, ty) = (self.source(&expr), self.type_words(&expr.ty));
        let wanted = match declared {
            Written::Bool => "yes or no".to_owned(),
            Written::Moment(moment, _) => self.type_words(&moment.ty(0, 0)),
            Written::Enum(id) => self.type_words(&Type::Enum(*id)),
            Written::Number(WrittenNumber {
                unit: Some(unit), ..
            }) if !unit.symbol.is_empty() => format!("a number in {unit}"),
            Written::Number(WrittenNumber { dimension, .. }) => {
                dimension.clone().unwrap_or_else(|| "a number".to_owned())
            }
        };
        self.report(
            finding(
                "type/declared",
                expr.span,
                format!("`{source}` is {ty}, but {wanted} is declared"),
                "another kind of value",
            )
            .help("change the declared type or the value"),
        );
        None
    }

    /// Checks that a value lies in the range, and on the digits, that its declaration names.
    pub(super) fn within_declared(
        &mut self,
        expr: &Expr,
        declared: &Written,
        span: Span,
        name: &str,
    ) -> Option<()> {
        let words = self.program.words(Language::Source);
        let outside = match (declared, &expr.ty) {
            (Written::Moment(_, Some((from, to))), ty) => {
                Moment::of(ty).and_then(|(moment, min, max)| {
                    let reached = if min < *from { min } else { max };
                    let wider = format!(
                        "{}..{}",
                        moment.source(min.min(*from)),
                        moment.source(max.max(*to))
                    );
                    (min < *from || max > *to).then(|| (moment.source(reached), wider))
                })
            }
            (
                Written::Number(WrittenNumber {
                    range: Some((from, to)),
                    ..
                }),
                Type::Number(number),
            ) if number.min < *from || number.max > *to => {
                let reached = if number.min < *from {
                    number.min
                } else {
                    number.max
                };
                let wider = format!(
                    "{}..{}",
                    number.min.min(*from).normalize(),
                    number.max.max(*to).normalize()
                );
                Some((words.number(reached, &number.unit), wider))
            }
            _ => None,
        };
        if let Some((reached, wider)) = outside {
            let message = format!("`{name}` can be {reached}, which is outside its declared range");
            self.report(
                finding("type/range", span, message, "too narrow").help(format!(
                    "declare the range as `{wider}`, or `clamp` the value"
                )),
            );
            return None;
        }
        if let (
            Written::Number(WrittenNumber {
                step: Some(step), ..
            }),
            Type::Number(number),
        ) = (declared, &expr.ty)
            && !number
                .step
                .checked_rem(*step)
                .is_some_and(|rest: Decimal| rest.is_zero())
        {
            let message = format!("`{name}` has digits finer than its declared step {step}");
            let sample = words.number(*step, &number.unit);
            self.report(
                finding("type/step", span, message, "too coarse").help(format!(
                    "say how the rest is rounded, for example `round(…, half_up, {sample})`"
                )),
            );
            return None;
        }
        Some(())
    }
}
