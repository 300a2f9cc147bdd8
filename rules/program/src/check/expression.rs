//! Expressions: what a name stands for, and which operator gets what.

use nuanze_syntax::Span;
use nuanze_syntax::ast::{BinaryOp, Expr as Written, ExprKind as Syntax, Ident};

use super::Checker;
use super::Failed;
use super::names::{DefinitionDecl, Symbol};
use super::report::{Further, did_you_mean, finding, unsupported};
use crate::date::days_from_date;
use crate::program::{Arithmetic, Comparison, DefinitionKind, Expr, ExprKind, Type, Value};
use crate::unit::Unit;
use crate::words::Language;

/// More than this many operators inside each other nobody can read.
const DEEPEST: usize = 200;

impl Checker<'_> {
    /// The typed form of an expression; `None` if something in it is wrong, which is then reported.
    ///
    /// `expected` is the type beside it: it says which enum or reading a bare name is a value of.
    pub(super) fn expr(&mut self, written: &Written, expected: Option<&Type>) -> Option<Expr> {
        if self.depth >= DEEPEST {
            if self.depth == DEEPEST {
                self.report(
                    finding(
                        "expression/deep",
                        written.span,
                        "this expression is nested too deeply",
                        "too deep from here on",
                    )
                    .help("give a part of it a name of its own with `rule`"),
                );
            }
            return None;
        }
        self.depth += 1;
        let typed = self.expr_inside(written, expected);
        self.depth -= 1;
        typed
    }

    fn expr_inside(&mut self, written: &Written, expected: Option<&Type>) -> Option<Expr> {
        let span = written.span;
        match &written.node {
            Syntax::Bool(yes) => Some(Expr::constant(Value::Bool(*yes), Type::Bool, span)),
            Syntax::Number { digits, unit } => {
                let number = self.digits(digits, span)?;
                let unit = match unit {
                    Some(unit) => self.unit(unit)?,
                    None => Unit::bare(),
                };
                self.number(number, unit, span)
            }
            Syntax::Date { year, month, day } => {
                let day = days_from_date(*year, *month, *day)?;
                Some(Expr::constant(
                    Value::Date(day),
                    Type::Date { min: day, max: day },
                    span,
                ))
            }
            Syntax::Name(name) => self.name(name, span, expected),
            Syntax::Path(requirement, condition) => self.path(requirement, condition, span),
            Syntax::Unknown => {
                self.report(
                    finding("expression/unknown", span, "`unknown` stands only in examples", "not an example")
                        .help("write what holds when the fact is known; a missing fact is unknown by itself"),
                );
                None
            }
            Syntax::Not(inner) => {
                let inner = self.condition(inner)?;
                Some(Expr {
                    kind: ExprKind::Not(Box::new(inner)),
                    ty: Type::Bool,
                    span,
                })
            }
            Syntax::Negate(inner) => self.negate(inner, span),
            Syntax::Binary(op, left, right) => self.binary(op.node, op.span, left, right, span),
            Syntax::If(condition, then, otherwise) => {
                let condition = self.condition(condition);
                let (then, otherwise) = self.pair(then, otherwise, expected);
                self.either(condition?, then?, otherwise?, span)
            }
            Syntax::Call(name, arguments) => self.call(name, arguments, span),
            Syntax::In(value, list) => self.membership(value, list, span),
            Syntax::Time { .. }
            | Syntax::DateTime { .. }
            | Syntax::InRange { .. }
            | Syntax::At(..)
            | Syntax::Aggregate { .. }
            | Syntax::List(_)
            | Syntax::Record(_) => {
                self.report(unsupported(span));
                None
            }
            Syntax::Error => None,
        }
    }

    /// An expression that must be yes or no.
    pub(super) fn condition(&mut self, written: &Written) -> Option<Expr> {
        let typed = self.expr(written, None)?;
        if typed.ty == Type::Bool {
            return Some(typed);
        }
        let ty = self.type_words(&typed.ty);
        self.report(
            finding(
                "type/bool",
                written.span,
                format!("this must be yes or no, but it is {ty}"),
                "not yes or no",
            )
            .help("compare it with something, for example `… >= 45 m²` or `… = water_pump`"),
        );
        None
    }

    fn binary(
        &mut self,
        op: BinaryOp,
        sign: Span,
        left: &Written,
        right: &Written,
        span: Span,
    ) -> Option<Expr> {
        match op {
            BinaryOp::And | BinaryOp::Or => self.chain(op, left, right, span),
            BinaryOp::Equal => self.comparison(Comparison::Equal, left, right, span),
            BinaryOp::NotEqual => self.comparison(Comparison::NotEqual, left, right, span),
            BinaryOp::Less => self.comparison(Comparison::Less, left, right, span),
            BinaryOp::LessEqual => self.comparison(Comparison::LessEqual, left, right, span),
            BinaryOp::Greater => self.comparison(Comparison::Greater, left, right, span),
            BinaryOp::GreaterEqual => self.comparison(Comparison::GreaterEqual, left, right, span),
            BinaryOp::Add => self.arithmetic(Arithmetic::Add, left, right, span),
            BinaryOp::Subtract => self.arithmetic(Arithmetic::Subtract, left, right, span),
            BinaryOp::Multiply => self.arithmetic(Arithmetic::Multiply, left, right, span),
            BinaryOp::Divide => {
                self.report(
                    finding("number/division", sign, "a division can lose digits and must say how it is rounded", "not in a `round`")
                        .help("write `round(a / b, half_up, 0.01 CNY)` with `half_up`, `half_even`, `up` or `down`"),
                );
                None
            }
        }
    }

    /// `a and b and c`: one list, however it was nested to the left.
    fn chain(&mut self, op: BinaryOp, left: &Written, right: &Written, span: Span) -> Option<Expr> {
        let mut parts = vec![right];
        let mut rest = left;
        while let Syntax::Binary(inner, left, right) = &rest.node {
            if inner.node != op {
                break;
            }
            parts.push(right);
            rest = left;
        }
        parts.push(rest);
        let typed: Vec<Option<Expr>> = parts
            .into_iter()
            .rev()
            .map(|part| self.condition(part))
            .collect();
        let parts: Vec<Expr> = typed.into_iter().collect::<Option<_>>()?;
        let kind = if op == BinaryOp::And {
            ExprKind::And(parts)
        } else {
            ExprKind::Or(parts)
        };
        Some(Expr {
            kind,
            ty: Type::Bool,
            span,
        })
    }

    fn name(&mut self, name: &str, span: Span, expected: Option<&Type>) -> Option<Expr> {
        if let Some(expected) = expected
            && let Some(value) = self.member(name, expected)
        {
            return self.unless_ambiguous(name, value, expected, span);
        }
        let Some(symbol) = self.names.values.get(name).copied() else {
            self.unknown_value(name, span, expected);
            return None;
        };
        match symbol {
            Symbol::Fact(id) => {
                let ty = self.program.facts.get(id.0)?.ty.clone();
                (!self.failed.contains(&Failed::Fact(id))).then_some(Expr {
                    kind: ExprKind::Fact(id),
                    ty,
                    span,
                })
            }
            Symbol::Reading(id) => {
                let sound = !self.failed.contains(&Failed::Reading(id));
                sound.then_some(Expr {
                    kind: ExprKind::Reading(id),
                    ty: Type::Reading(id),
                    span,
                })
            }
            Symbol::Definition(at) => self.definition_used(at, span),
        }
    }

    /// A value of the expected type, unless something else of that type has the same name.
    fn unless_ambiguous(
        &mut self,
        name: &str,
        value: Value,
        expected: &Type,
        span: Span,
    ) -> Option<Expr> {
        let other = self
            .names
            .values
            .get(name)
            .copied()
            .and_then(|symbol| match symbol {
                Symbol::Fact(id) => self
                    .program
                    .facts
                    .get(id.0)
                    .map(|fact| (fact.ty.clone(), fact.span)),
                Symbol::Reading(_) => None,
                Symbol::Definition(at) => {
                    let id = self.definition_ids.get(at).copied().flatten()?;
                    self.program
                        .definitions
                        .get(id.0)
                        .map(|known| (known.ty.clone(), known.span))
                }
            });
        if let Some((ty, place)) = other
            && ty == *expected
        {
            let of = self.type_words(expected);
            self.report(
                finding(
                    "name/ambiguous",
                    span,
                    format!("`{name}` is both {of} and the name of something declared"),
                    "which one?",
                )
                .also(place, "this has the same name")
                .help("give one of the two another name"),
            );
            return None;
        }
        Some(Expr::constant(value, expected.clone(), span))
    }

    /// The value of an enum, or the alternative of a reading, that has this name.
    pub(super) fn member(&self, name: &str, ty: &Type) -> Option<Value> {
        match ty {
            Type::Enum(id) => {
                let at = self
                    .program
                    .enums
                    .get(id.0)?
                    .values
                    .iter()
                    .position(|value| value.name == name)?;
                Some(Value::Enum(*id, at))
            }
            Type::Reading(id) => {
                let at = self
                    .program
                    .readings
                    .get(id.0)?
                    .alternatives
                    .iter()
                    .position(|(known, _)| known == name)?;
                Some(Value::Alternative(*id, at))
            }
            _ => None,
        }
    }

    fn unknown_value(&mut self, name: &str, span: Span, expected: Option<&Type>) {
        let members: Vec<String> = match expected {
            Some(Type::Enum(id)) => {
                let known = self.program.enums.get(id.0);
                known
                    .map(|known| {
                        known
                            .values
                            .iter()
                            .map(|value| value.name.clone())
                            .collect()
                    })
                    .unwrap_or_default()
            }
            Some(Type::Reading(id)) => {
                let reading = self.program.readings.get(id.0);
                reading
                    .map(|reading| {
                        reading
                            .alternatives
                            .iter()
                            .map(|(name, _)| name.clone())
                            .collect()
                    })
                    .unwrap_or_default()
            }
            _ => Vec::new(),
        };
        let diagnostic = if members.is_empty() {
            let help = did_you_mean(name, self.names.values.keys().copied());
            finding(
                "name/unknown",
                span,
                format!("nothing is called `{name}`"),
                "not declared",
            )
            .help(help.unwrap_or_else(|| {
                "correct the name, or declare it with `fact` or `rule`".to_owned()
            }))
        } else {
            let known = members
                .iter()
                .map(String::as_str)
                .chain(self.names.values.keys().copied());
            let help = did_you_mean(name, known).unwrap_or_else(|| {
                let listed: Vec<String> = members
                    .iter()
                    .take(12)
                    .map(|member| format!("`{member}`"))
                    .collect();
                format!(
                    "its values are {}{}",
                    listed.join(", "),
                    if members.len() > 12 { " …" } else { "" }
                )
            });
            let of = expected.map(|ty| self.type_words(ty)).unwrap_or_default();
            finding(
                "name/unknown",
                span,
                format!("`{name}` is not {of}"),
                "not one of its values",
            )
            .help(help)
        };
        self.unknown_name(diagnostic);
    }

    /// A definition as a part of an expression: one that people only read gates nothing.
    fn definition_used(&mut self, at: usize, span: Span) -> Option<Expr> {
        let id = self.definition_ids.get(at).copied().flatten()?;
        self.refuse_ungated(at, span)?;
        let ty = self.program.definitions.get(id.0)?.ty.clone();
        Some(Expr {
            kind: ExprKind::Definition(id),
            ty,
            span,
        })
    }

    fn refuse_ungated(&mut self, at: usize, span: Span) -> Option<()> {
        use nuanze_syntax::ast::RequireKind;
        let declared = *self.names.definitions.get(at)?;
        let DefinitionDecl::Requirement(requirement) = declared.node else {
            return Some(());
        };
        let kind = match requirement.kind {
            RequireKind::Gate => return Some(()),
            RequireKind::Advice => "advice",
            RequireKind::Duty => "a duty",
            RequireKind::Target => "a target",
        };
        let name = &requirement.name;
        self.report(
            finding("name/gate", span, format!("`{}` is {kind}, and nothing may hang on it", name.node), "used here")
                .also(name.span, "declared here")
                .help("only `require` is a gate: declare it with `require` if the policy text makes it a condition"),
        );
        None
    }

    fn path(&mut self, requirement: &Written, condition: &Ident, span: Span) -> Option<Expr> {
        let Syntax::Name(name) = &requirement.node else {
            if !matches!(requirement.node, Syntax::Error) {
                self.report(
                    finding(
                        "name/path",
                        span,
                        "only a condition of a requirement is named with a dot",
                        "not a condition",
                    )
                    .help("write it like `eligible.meter`"),
                );
            }
            return None;
        };
        let Some(symbol) = self.names.values.get(name.as_str()).copied() else {
            self.unknown_value(name, requirement.span, None);
            return None;
        };
        let Symbol::Definition(at) = symbol else {
            self.not_a_requirement(name, requirement.span);
            return None;
        };
        let (id, position) = self.condition_of(at, condition)?;
        self.refuse_ungated(at, span)?;
        Some(Expr {
            kind: ExprKind::Condition(id, position),
            ty: Type::Bool,
            span,
        })
    }

    fn not_a_requirement(&mut self, name: &str, span: Span) {
        self.report(
            finding(
                "name/path",
                span,
                format!("`{name}` is not a requirement and has no conditions"),
                "not a requirement",
            )
            .help(
                "only the lines of `require`, `advise`, `duty` and `target` are named with a dot",
            ),
        );
    }

    /// The condition of a requirement that has this name.
    pub(super) fn condition_of(
        &mut self,
        at: usize,
        condition: &Ident,
    ) -> Option<(crate::program::DefinitionId, usize)> {
        let declared = *self.names.definitions.get(at)?;
        let DefinitionDecl::Requirement(requirement) = declared.node else {
            self.not_a_requirement(&declared.node.name().node, condition.span);
            return None;
        };
        let names = || {
            requirement
                .conditions
                .iter()
                .map(|known| known.name.node.as_str())
        };
        if !names().any(|name| name == condition.node) {
            let help = did_you_mean(&condition.node, names());
            let listed: Vec<String> = names().map(|name| format!("`{name}`")).collect();
            let help = help.unwrap_or_else(|| format!("its conditions are {}", listed.join(", ")));
            let message = format!(
                "`{}` has no condition `{}`",
                requirement.name.node, condition.node
            );
            self.unknown_name(
                finding(
                    "name/unknown",
                    condition.span,
                    message,
                    "not one of its conditions",
                )
                .help(help),
            );
            return None;
        }
        let id = self.definition_ids.get(at).copied().flatten()?;
        let DefinitionKind::Requirement(typed) = &self.program.definitions.get(id.0)?.kind else {
            return None;
        };
        let position = typed
            .conditions
            .iter()
            .position(|known| known.name == condition.node)?;
        Some((id, position))
    }

    /// A type in words, for messages.
    pub(super) fn type_words(&self, ty: &Type) -> String {
        self.program.words(Language::Source).ty(ty)
    }

    /// An expression as it may be written in the source, for messages.
    pub(super) fn source(&self, expr: &Expr) -> String {
        self.program.words(Language::Source).expr(expr)
    }
}
