//! Names with dots: fields of records, and conditions of requirements.

use nuanze_syntax::Span;
use nuanze_syntax::ast::{Expr as Written, ExprKind as Syntax, Ident};

use super::names::Symbol;
use super::report::{Further, did_you_mean, finding};
use super::{Checker, Failed};
use crate::program::{Expr, ExprKind, Input, InputKind, Type};

/// A name and the names after its dots.
pub(super) struct Dotted<'w> {
    pub(super) head: (&'w str, Span),
    pub(super) tail: Vec<&'w Ident>,
}

/// The names of a path, if it is made of names.
pub(super) fn dotted(written: &Written) -> Option<Dotted<'_>> {
    let mut tail = Vec::new();
    let mut expr = written;
    loop {
        match &expr.node {
            Syntax::Path(inner, name) => {
                tail.push(name);
                expr = inner;
            }
            Syntax::Name(name) => {
                tail.reverse();
                let head = (name.as_str(), expr.span);
                return Some(Dotted { head, tail });
            }
            _ => return None,
        }
    }
}

impl Checker<'_> {
    /// `unit.cop_25`, `m.valley`, `eligible.meter`.
    pub(super) fn path(&mut self, written: &Written) -> Option<Expr> {
        let span = written.span;
        let Some(Dotted { head, tail }) = dotted(written) else {
            return self.not_a_path(written);
        };
        if let Some(item) = self.variable(head.0).cloned() {
            let (input, path) = self.part(&item, head.0.to_owned(), &tail)?;
            return self.single(&input, &path, span);
        }
        let Some((symbol, taken)) = self.names.symbol(head.0, &tail) else {
            self.unknown_value(head.0, head.1, None);
            return None;
        };
        let rest = tail.get(taken..).unwrap_or_default();
        let name = tail
            .iter()
            .take(taken)
            .fold(head.0.to_owned(), |name, next| {
                format!("{name}.{}", next.node)
            });
        match (symbol, rest) {
            (Symbol::Input(at), _) => {
                let input = self.sound_input(at)?.clone();
                let (part, path) = self.part(&input, name, rest)?;
                self.single(&part, &path, span)
            }
            (Symbol::Used(used), _) => {
                let input = self.used_input(used, &tail)?;
                let (part, path) = self.part(&input, name, rest)?;
                self.single(&part, &path, span)
            }
            (Symbol::UsedReading(used, id), []) => {
                let id = self.import_reading(used, id)?;
                Some(Expr {
                    kind: ExprKind::Reading(id),
                    ty: Type::Reading(id),
                    span,
                })
            }
            (Symbol::UsedParameter(..), []) => self.without_day(&name, span),
            (Symbol::Definition(at), []) => self.definition_used(at, span),
            (Symbol::Definition(at), [condition, further @ ..]) => {
                let (id, position) = self.condition_of(at, condition)?;
                if let Some(further) = further.first() {
                    let name = format!("{name}.{}", condition.node);
                    self.no_parts(&name, further);
                    return None;
                }
                self.refuse_ungated(at, span)?;
                Some(Expr {
                    kind: ExprKind::Condition(id, position),
                    ty: Type::Bool,
                    span,
                })
            }
            (
                Symbol::Reading(_)
                | Symbol::Parameter(_)
                | Symbol::UsedReading(..)
                | Symbol::UsedParameter(..),
                _,
            ) => {
                self.not_a_requirement(&name, head.1);
                None
            }
        }
    }

    /// The facts of a used document that are asked here, if what is named is one of them; otherwise it is reported.
    pub(super) fn used_input(&mut self, used: usize, tail: &[&Ident]) -> Option<Input> {
        let name = tail.first()?;
        let document = self.names.used.get(used)?;
        let asked = self
            .imports
            .get(used)
            .and_then(|import| import.asked.clone());
        let has = |input: &Input| match &input.kind {
            InputKind::Record(parts) => parts.iter().any(|part| part.name == name.node),
            _ => false,
        };
        if let Some(asked) = asked.filter(has) {
            return Some(asked);
        }
        let id = &document.decl.document.node;
        if document.input(&name.node).is_some() {
            let message = format!(
                "`{}.{}` is not asked here: it is given, or nothing hangs on it",
                document.decl.alias.node, name.node
            );
            self.report(
                finding("use/fact", name.span, message, "not asked")
                    .also(document.decl.alias.span, "the document is used here")
                    .help("name the fact of this document that it is given, or leave this out"),
            );
            return None;
        }
        let prefix = format!("{}.", document.decl.alias.node);
        let definitions = document.definitions.iter().chain(&document.readings);
        let known = definitions.filter_map(|known| known.name.node.strip_prefix(&prefix));
        let inputs = document.program().inputs.iter();
        let known: Vec<&str> = known
            .chain(inputs.map(|input| input.name.as_str()))
            .collect();
        let help = did_you_mean(&name.node, known)
            .unwrap_or_else(|| format!("look into `{id}.md` for the names of its rules"));
        let message = format!("`{id}` has nothing called `{}`", name.node);
        self.unknown_name(
            finding("name/unknown", name.span, message, "not declared there").help(help),
        );
        None
    }

    fn not_a_path<T>(&mut self, written: &Written) -> Option<T> {
        let mut bottom = written;
        while let Syntax::Path(inner, _) = &bottom.node {
            bottom = inner;
        }
        if !matches!(bottom.node, Syntax::Error) {
            self.report(
                finding(
                    "name/path",
                    written.span,
                    "only a condition of a requirement and a field of a record are named with a dot",
                    "neither of them",
                )
                .help("write it like `eligible.meter` or `unit.cop_25`"),
            );
        }
        None
    }

    /// A declared fact by its position, unless its declaration is wrong.
    pub(super) fn sound_input(&self, at: usize) -> Option<&Input> {
        let failed = self.failed.contains(&Failed::Input(at));
        self.program.inputs.get(at).filter(|_| !failed)
    }

    /// The part of an input that a way of fields leads to, and that way in words; a wrong step is reported.
    pub(super) fn part(
        &mut self,
        input: &Input,
        path: String,
        fields: &[&Ident],
    ) -> Option<(Input, String)> {
        let (mut input, mut path) = (input, path);
        for field in fields {
            match &input.kind {
                InputKind::Fact(_) if !path.contains('.') && self.variable(&path).is_none() => {
                    self.not_a_requirement(&path, field.span);
                    return None;
                }
                InputKind::Fact(_) => {
                    self.no_parts(&path, field);
                    return None;
                }
                InputKind::List { .. } => {
                    self.report(
                        finding(
                            "list/part",
                            field.span,
                            format!("`{path}` is a list, and only its items have parts"),
                            "part of what?",
                        )
                        .help(format!(
                            "look at all items, for example `sum(x.{} for x in {path})`",
                            field.node
                        )),
                    );
                    return None;
                }
                InputKind::Record(parts) => {
                    let Some(part) = parts.iter().find(|part| part.name == field.node) else {
                        self.no_such_field(&path, parts, field);
                        return None;
                    };
                    input = part;
                    path = format!("{path}.{}", field.node);
                }
            }
        }
        Some((input.clone(), path))
    }

    pub(super) fn no_parts(&mut self, path: &str, field: &Ident) {
        self.report(
            finding(
                "name/path",
                field.span,
                format!("`{path}` is a single value and has no parts"),
                "part of what?",
            )
            .help("end the name before this dot"),
        );
    }

    /// Reports a field that a record does not have.
    pub(super) fn no_such_field(&mut self, path: &str, fields: &[Input], field: &Ident) {
        let names = || fields.iter().map(|known| known.name.as_str());
        let listed: Vec<String> = names().map(|name| format!("`{name}`")).collect();
        let help = did_you_mean(&field.node, names())
            .unwrap_or_else(|| format!("its fields are {}", listed.join(", ")));
        let message = format!("`{path}` has no field `{}`", field.node);
        self.unknown_name(
            finding("name/unknown", field.span, message, "not one of its fields").help(help),
        );
    }

    /// A single fact as an expression; a record or a list is reported.
    pub(super) fn single(&mut self, input: &Input, path: &str, span: Span) -> Option<Expr> {
        match &input.kind {
            InputKind::Fact(id) => {
                let ty = self.program.facts.get(id.0)?.ty.clone();
                Some(Expr {
                    kind: ExprKind::Fact(*id),
                    ty,
                    span,
                })
            }
            InputKind::Record(fields) => {
                let field = fields.first().map_or("", |field| field.name.as_str());
                let message = format!("`{path}` is a record, and a rule looks at its fields");
                self.report(
                    finding("record/value", span, message, "the whole record")
                        .help(format!("name one of them, for example `{path}.{field}`")),
                );
                None
            }
            InputKind::List { .. } => {
                let message = format!("`{path}` is a list, and a rule looks at its items");
                self.report(finding("list/value", span, message, "the whole list").help(format!(
                    "make one value of them, for example `count(yes for x in {path})` for how many there are"
                )));
                None
            }
        }
    }
}
