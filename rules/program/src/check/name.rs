//! Names in expressions: facts, readings, definitions, and the values of what stands beside them.

use nuanze_syntax::Span;
use nuanze_syntax::ast::{Ident, RequireKind};

use super::names::{DefinitionDecl, Symbol};
use super::report::{Further, did_you_mean, finding};
use super::{Checker, Failed};
use crate::program::{DefinitionId, DefinitionKind, Expr, ExprKind, InputKind, Type, Value};

impl Checker<'_> {
    pub(super) fn name(&mut self, name: &str, span: Span, expected: Option<&Type>) -> Option<Expr> {
        if let Some(expected) = expected
            && let Some(value) = self.member(name, expected)
        {
            return self.unless_ambiguous(name, value, expected, span);
        }
        if let Some(item) = self.variable(name).cloned() {
            return self.single(&item, name, span);
        }
        let Some(symbol) = self.names.values.get(name).copied() else {
            self.unknown_value(name, span, expected);
            return None;
        };
        match symbol {
            Symbol::Input(at) => {
                let input = self.sound_input(at)?.clone();
                self.single(&input, name, span)
            }
            Symbol::Reading(id) => {
                let sound = !self.failed.contains(&Failed::Reading(id));
                sound.then_some(Expr {
                    kind: ExprKind::Reading(id),
                    ty: Type::Reading(id),
                    span,
                })
            }
            Symbol::Parameter(_) => self.without_day(name, span),
            // Names of what is in a used document have dots.
            Symbol::Used(_) | Symbol::UsedReading(..) | Symbol::UsedParameter(..) => {
                self.report(
                    finding(
                        "name/path",
                        span,
                        format!("`{name}` is a document, and a rule looks at what is in it"),
                        "the whole document",
                    )
                    .help(format!("name one of its rules: `{name}.RULE`")),
                );
                None
            }
            Symbol::Definition(at) => self.definition_used(at, span),
        }
    }

    /// A value of the expected type, unless something else of that type has the same name.
    pub(super) fn unless_ambiguous(
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
                Symbol::Input(at) => match self.program.inputs.get(at)?.kind {
                    InputKind::Fact(id) => self
                        .program
                        .facts
                        .get(id.0)
                        .map(|fact| (fact.ty.clone(), fact.span)),
                    _ => None,
                },
                Symbol::Reading(_)
                | Symbol::Parameter(_)
                | Symbol::Used(_)
                | Symbol::UsedReading(..)
                | Symbol::UsedParameter(..) => None,
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

    pub(super) fn unknown_value(&mut self, name: &str, span: Span, expected: Option<&Type>) {
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
    pub(super) fn definition_used(&mut self, at: usize, span: Span) -> Option<Expr> {
        let id = self.definition_ids.get(at).copied().flatten()?;
        self.refuse_ungated(at, span)?;
        let ty = self.program.definitions.get(id.0)?.ty.clone();
        Some(Expr {
            kind: ExprKind::Definition(id),
            ty,
            span,
        })
    }

    pub(super) fn refuse_ungated(&mut self, at: usize, span: Span) -> Option<()> {
        let declared = *self.names.definitions.get(at)?;
        let (kind, name) = match declared.node {
            DefinitionDecl::Requirement(requirement) => (requirement.kind, &requirement.name),
            DefinitionDecl::Used(name) => {
                let program = self.names.used.get(name.used)?.program();
                match &program.definitions.get(name.at)?.kind {
                    DefinitionKind::Requirement(requirement) => (requirement.kind, &name.name),
                    _ => return Some(()),
                }
            }
            _ => return Some(()),
        };
        let kind = match kind {
            RequireKind::Gate => return Some(()),
            RequireKind::Advice => "advice",
            RequireKind::Duty => "a duty",
            RequireKind::Target => "a target",
        };
        self.report(
            finding("name/gate", span, format!("`{}` is {kind}, and nothing may hang on it", name.node), "used here")
                .also(name.span, "declared here")
                .help("only `require` is a gate: declare it with `require` if the policy text makes it a condition"),
        );
        None
    }

    pub(super) fn not_a_requirement(&mut self, name: &str, span: Span) {
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

    /// The names of a requirement's conditions.
    fn condition_names(&self, definition: DefinitionDecl<'_>) -> Option<Vec<String>> {
        match definition {
            DefinitionDecl::Requirement(requirement) => {
                let conditions = requirement.conditions.iter();
                Some(conditions.map(|known| known.name.node.clone()).collect())
            }
            DefinitionDecl::Used(name) => {
                let program = self.names.used.get(name.used)?.program();
                match &program.definitions.get(name.at)?.kind {
                    DefinitionKind::Requirement(requirement) => {
                        let conditions = requirement.conditions.iter();
                        Some(conditions.map(|known| known.name.clone()).collect())
                    }
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// The condition of a requirement that has this name.
    pub(super) fn condition_of(
        &mut self,
        at: usize,
        condition: &Ident,
    ) -> Option<(DefinitionId, usize)> {
        let declared = *self.names.definitions.get(at)?;
        let written = declared.node.name();
        let Some(known) = self.condition_names(declared.node) else {
            self.not_a_requirement(&written.node, condition.span);
            return None;
        };
        if !known.contains(&condition.node) {
            let help = did_you_mean(&condition.node, known.iter().map(String::as_str));
            let listed: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
            let help = help.unwrap_or_else(|| format!("its conditions are {}", listed.join(", ")));
            let message = format!("`{}` has no condition `{}`", written.node, condition.node);
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
}
