//! Parameters: values that change by date, and what they are on a day.

use nuanze_syntax::Span;
use nuanze_syntax::ast::{Expr as Written, ExprKind as Syntax, ParameterDecl, ParameterEntry};

use super::names::{Declared, Symbol};
use super::path::dotted;
use super::report::{Further, finding};
use super::types::Written as WrittenType;
use super::{Checker, Failed, text};
use crate::moment::Moment;
use crate::program::{Expr, ExprKind, Parameter, ParameterId, Type, Value};

/// The type that all values of a parameter fit in, and each with its first day.
type Entries = (Type, Vec<(i64, Value)>);

impl Checker<'_> {
    pub(super) fn declare_parameter(
        &mut self,
        id: ParameterId,
        declared: Declared<&ParameterDecl>,
    ) {
        let decl = declared.node;
        let (ty, entries) = self.parameter_entries(decl).unwrap_or_else(|| {
            self.failed.insert(Failed::Parameter(id));
            (Type::Bool, Vec::new())
        });
        self.program.parameters.push(Parameter {
            name: decl.name.node.clone(),
            label: decl.label.as_ref().map(text),
            clause: declared.clause,
            ty,
            entries,
            span: declared.span,
        });
    }

    /// The values in the order of their days, in one unit.
    fn parameter_entries(&mut self, decl: &ParameterDecl) -> Option<Entries> {
        let declared = self.written_type(&decl.ty);
        let days: Vec<Option<i64>> = decl
            .entries
            .iter()
            .map(|entry| self.moment_end(Moment::Date, &entry.from))
            .collect();
        let declared = declared?;
        let values: Vec<Option<Expr>> = decl
            .entries
            .iter()
            .map(|entry| self.parameter_value(&entry.value, &declared))
            .collect();
        let days: Vec<i64> = days.into_iter().collect::<Option<_>>()?;
        self.days_ascend(&decl.name.node, &decl.entries, &days)?;
        let values: Vec<Expr> = values.into_iter().collect::<Option<_>>()?;
        let mut values = values.into_iter();
        // What stands for all values so far: only its type is looked at.
        let mut all = values.next()?;
        let mut found = vec![constant(&all)?];
        for value in values {
            let (span, kind) = (value.span, all.kind.clone());
            // Where the type is a dimension alone, the first value's unit is the parameter's.
            let value = match value.ty {
                Type::Number(_) => self.in_unit_of(&all, value, span)?,
                _ => value,
            };
            found.push(constant(&value)?);
            let (_, _, ty) = self.joined(all, value, span)?;
            all = Expr { kind, ty, span };
        }
        self.within_declared(&all, &declared, decl.ty.span, &decl.name.node)?;
        Some((all.ty, days.into_iter().zip(found).collect()))
    }

    /// A value of the declared type, written out.
    fn parameter_value(&mut self, written: &Written, declared: &WrittenType) -> Option<Expr> {
        let expected = declared.value_type();
        let plain = match &written.node {
            Syntax::Error => return None,
            Syntax::Bool(_)
            | Syntax::Number { .. }
            | Syntax::Date { .. }
            | Syntax::Time { .. }
            | Syntax::DateTime { .. } => true,
            Syntax::Negate(inner) => matches!(inner.node, Syntax::Number { .. }),
            Syntax::Name(name) => match &expected {
                Some(ty) if self.member(name, ty).is_none() => {
                    self.unknown_value(name, written.span, expected.as_ref());
                    return None;
                }
                other => other.is_some(),
            },
            _ => false,
        };
        if !plain {
            self.report(
                finding(
                    "parameter/value",
                    written.span,
                    "the values of a parameter are written out",
                    "not a plain value",
                )
                .help("write the number, day or value itself; what is computed is a `rule`"),
            );
            return None;
        }
        let value = self.expr(written, expected.as_ref())?;
        self.declared_unit(value, declared)
    }

    /// Checks that each value begins on a later day than the one before it.
    fn days_ascend(&mut self, name: &str, entries: &[ParameterEntry], days: &[i64]) -> Option<()> {
        let pairs = days.windows(2).zip(entries.windows(2));
        let mut sound = Some(());
        for (days, entries) in pairs {
            let ([day, next], [earlier, later]) = (days, entries) else {
                continue;
            };
            let (message, label, help) = if day == next {
                (
                    format!(
                        "`{name}` has two values from {} on",
                        Moment::Date.source(*day)
                    ),
                    "the same day",
                    "leave one of them out, or correct its day",
                )
            } else if day > next {
                (
                    format!("the values of `{name}` do not stand in the order of their days"),
                    "begins before the one above it",
                    "write the earliest first: each holds until the next begins",
                )
            } else {
                continue;
            };
            self.report(
                finding("parameter/order", later.from.span, message, label)
                    .also(earlier.from.span, "the one above it")
                    .help(help),
            );
            sound = None;
        }
        sound
    }

    /// `NAME at day`: the day must not lie before the first value begins.
    pub(super) fn at_day(
        &mut self,
        parameter: &Written,
        day: &Written,
        span: Span,
    ) -> Option<Expr> {
        let id = self.parameter_named(parameter);
        let day = self.expr(day, None);
        let (id, day) = (id?, day?);
        let known = self.program.parameters.get(id.0)?;
        let (name, ty) = (known.name.clone(), known.ty.clone());
        let (first, _) = *known.entries.first()?;
        let Type::Date { min, .. } = day.ty else {
            let (source, ty) = (self.source(&day), self.type_words(&day.ty));
            let help = match day.ty {
                Type::DateTime { .. } => format!("write `{name} at date_of({source})`"),
                _ => format!("ask for it on a day, for example `{name} at 2022-11-01`"),
            };
            self.report(
                finding(
                    "parameter/day",
                    day.span,
                    format!("`{source}` is {ty}, but `{name}` is asked for on a day"),
                    "not a day",
                )
                .help(help),
            );
            return None;
        };
        if min < first {
            let source = self.source(&day);
            let (lacking, first) = (Moment::Date.source(min), Moment::Date.source(first));
            let (because, label) = match day.kind {
                ExprKind::Constant(_) => (String::new(), "before its first value"),
                _ => (
                    format!(", and `{source}` can be {lacking}"),
                    "can lie before its first value",
                ),
            };
            self.report(
                finding(
                    "parameter/early",
                    day.span,
                    format!("`{name}` has no value on {lacking}: its first one begins on {first}{because}"),
                    label,
                )
                .also(self.first_day_span(id), "its first day")
                .help(format!(
                    "add the value that held on {lacking}, or ask only for days from {first} on"
                )),
            );
            return None;
        }
        Some(Expr {
            kind: ExprKind::Parameter(id, Box::new(day)),
            ty,
            span,
        })
    }

    fn first_day_span(&self, id: ParameterId) -> Span {
        let declared = self.names.parameters.get(id.0);
        let first = declared.and_then(|declared| declared.node.entries.first());
        let used = self.program.parameters.get(id.0);
        first
            .map(|entry| entry.from.span)
            .or(used.map(|used| used.span))
            .unwrap_or_default()
    }

    /// The parameter of this name; `None`, silently, if its own declaration is wrong.
    fn parameter_named(&mut self, written: &Written) -> Option<ParameterId> {
        if matches!(written.node, Syntax::Error) {
            return None;
        }
        let path = dotted(written);
        let name = path.as_ref().map_or("", |path| path.head.0);
        let tail = path.as_ref().map_or(&[][..], |path| &path.tail);
        match self.names.symbol(name, tail) {
            Some((Symbol::Parameter(id), _)) if tail.is_empty() => {
                return (!self.failed.contains(&Failed::Parameter(id))).then_some(id);
            }
            Some((Symbol::UsedParameter(used, id), taken)) if taken == tail.len() => {
                return self.import_parameter(used, id);
            }
            Some((Symbol::Used(used), _)) if !tail.is_empty() => {
                self.used_input(used, tail)?;
            }
            None if !name.is_empty() => {
                self.unknown_value(name, written.span, None);
                return None;
            }
            _ => {}
        }
        let message = match name {
            "" => "only a parameter has a value for each day".to_owned(),
            name => format!("`{name}` is not a parameter, so it does not change by date"),
        };
        self.report(
            finding("name/parameter", written.span, message, "not a parameter")
                .help("leave `at` out, or declare it: `parameter NAME : TYPE` with values `… from 2022-11-01`"),
        );
        None
    }

    /// Reports a parameter that is used without a day.
    pub(super) fn without_day<T>(&mut self, name: &str, span: Span) -> Option<T> {
        self.report(
            finding(
                "name/parameter",
                span,
                format!("`{name}` changes by date, and no day is named here"),
                "on which day?",
            )
            .help(format!(
                "write `{name} at` and the day that counts, for example `{name} at 2022-11-01`"
            )),
        );
        None
    }
}

fn constant(expr: &Expr) -> Option<Value> {
    match expr.kind {
        ExprKind::Constant(value) => Some(value),
        _ => None,
    }
}
