//! What the facts of used documents are given: a fact, a record or a list of this document, or an expression.

use nuanze_syntax::Span;
use nuanze_syntax::ast::{Assignment, Expr as Written, Step};

use super::Checker;
use super::import::Leaf;
use super::names::{Declared, DefinitionDecl, Symbol};
use super::path::dotted;
use super::report::{Further, did_you_mean, finding};
use super::used::{Given, Used};
use crate::program::{FactId, Input, InputKind, Type};

impl<'a> Checker<'a> {
    /// Connects the facts of the used documents with what they are given.
    pub(super) fn connect(&mut self) {
        for (at, used) in self.names.used.iter().enumerate() {
            let mut seen = super::names::Seen::default();
            for assignment in &used.decl.given {
                let name = &assignment.name.head;
                if assignment.name.steps.is_empty()
                    && !seen.first(&name.node, name.span, &mut self.diagnostics)
                {
                    continue;
                }
                self.connect_one(at, used, assignment);
            }
        }
    }

    fn connect_one(&mut self, at: usize, used: &'a Used<'a>, assignment: &'a Assignment) {
        let Some((_, input)) = used.input(&assignment.name.head.node) else {
            let known = used
                .program()
                .inputs
                .iter()
                .map(|input| input.name.as_str());
            let name = &assignment.name.head;
            let help = did_you_mean(&name.node, known.clone()).unwrap_or_else(|| {
                let listed: Vec<String> = known.map(|name| format!("`{name}`")).collect();
                format!("its facts are {}", listed.join(", "))
            });
            let message = format!(
                "`{}` asks for nothing called `{}`",
                used.decl.document.node, name.node
            );
            self.unknown_name(
                finding("use/given", name.span, message, "not one of its facts").help(help),
            );
            return;
        };
        let mut fields = Vec::new();
        for step in &assignment.name.steps {
            match step {
                Step::Field(field) => fields.push(field),
                Step::Item(number) => {
                    self.report(
                        finding(
                            "use/given",
                            number.span,
                            "a list is given as a whole",
                            "one item",
                        )
                        .help("leave the number out, and give a list of this document"),
                    );
                    return;
                }
            }
        }
        let path = format!("{}.{}", used.decl.alias.node, assignment.name.head.node);
        let Some((target, path)) = self.part(input, path, &fields) else {
            return;
        };
        let source = self.own_input(&assignment.value);
        match (&target.kind, source) {
            (
                InputKind::Fact(fact),
                Some(Input {
                    kind: InputKind::Fact(own),
                    ..
                }),
            ) => {
                self.give_fact(at, *fact, own, assignment.value.span);
            }
            (InputKind::Fact(fact), _) => {
                self.give_definition(at, *fact, Given::Written(&assignment.value));
            }
            (_, Some(source)) => {
                self.give_parts(at, &target, (&path, &source), assignment.value.span);
            }
            (kind, None) => {
                let what = match kind {
                    InputKind::List { .. } => "a list",
                    _ => "a record",
                };
                self.report(
                    finding(
                        "use/given",
                        assignment.value.span,
                        format!("`{path}` is {what}, and takes only {what} of this document"),
                        format!("not {what} that is declared here"),
                    )
                    .help("name a fact of this document that is made of the same parts, or give each field a value"),
                );
            }
        }
    }

    /// A fact of this document, or a part of one, if an expression is nothing else.
    fn own_input(&self, written: &Written) -> Option<Input> {
        let path = dotted(written)?;
        let Some(Symbol::Input(at)) = self.names.values.get(path.head.0).copied() else {
            return None;
        };
        path.tail
            .iter()
            .try_fold(self.sound_input(at)?.clone(), |input, field| {
                let InputKind::Record(parts) = input.kind else {
                    return None;
                };
                parts.into_iter().find(|part| part.name == field.node)
            })
    }

    /// Gives a record or list of a used document the parts of one of this document.
    fn give_parts(&mut self, at: usize, target: &Input, (path, own): (&str, &Input), span: Span) {
        match (&target.kind, &own.kind) {
            (InputKind::Fact(fact), InputKind::Fact(own)) => self.give_fact(at, *fact, *own, span),
            (InputKind::Record(fields), InputKind::Record(parts)) => {
                for field in fields {
                    let path = format!("{path}.{}", field.name);
                    match parts.iter().find(|part| part.name == field.name) {
                        Some(part) => self.give_parts(at, field, (&path, part), span),
                        None => {
                            let message =
                                format!("`{path}` is not among the fields that are given");
                            self.report(finding("use/given", span, message, "lacks this field").help(
                                format!("declare a field `{}` here too, or use the record of the other document as the type", field.name),
                            ));
                        }
                    }
                }
            }
            (
                InputKind::List { length, items },
                InputKind::List {
                    length: own_length,
                    items: own_items,
                },
            ) => {
                if own_items.len() > items.len() {
                    let message = format!(
                        "`{path}` has at most {} items, but this list may have {}",
                        items.len(),
                        own_items.len()
                    );
                    self.report(
                        finding("use/range", span, message, "may be longer")
                            .help("let the list here be no longer than that"),
                    );
                    return;
                }
                let before = self.diagnostics.len();
                self.give_fact(at, *length, *own_length, span);
                for (item, own) in items.iter().zip(own_items) {
                    // What does not fit, does so in every item alike.
                    if self.diagnostics.len() == before {
                        self.give_parts(at, item, (&format!("{path}[1]"), own), span);
                    }
                }
                for item in items.iter().skip(own_items.len()) {
                    self.without(at, item);
                }
            }
            _ => {
                let message = format!("`{path}` is made of other parts than what is given here");
                self.report(
                    finding("use/given", span, message, "another kind of fact").help(
                        "give a record to a record, a list to a list, and a value to a value",
                    ),
                );
            }
        }
    }

    /// An item that the list which is given never has.
    fn without(&mut self, at: usize, item: &Input) {
        match &item.kind {
            InputKind::Fact(fact) => self.set_leaf(at, *fact, Leaf::Missing),
            InputKind::Record(fields) => fields.iter().for_each(|field| self.without(at, field)),
            InputKind::List { .. } => {}
        }
    }

    /// A fact that stands for one of a used document: itself if it is of one type, otherwise by way of a rule.
    fn give_fact(&mut self, at: usize, fact: FactId, own: FactId, span: Span) {
        let Some(known) = self.program.facts.get(own.0).map(|own| own.ty.clone()) else {
            return;
        };
        let Some(wanted) = self.used_type(at, fact) else {
            return;
        };
        let same = match (&wanted, &known) {
            (Type::Number(wanted), Type::Number(known)) => {
                wanted.unit == known.unit
                    && wanted.scale == known.scale
                    && wanted.min <= known.min
                    && known.max <= wanted.max
                    && known
                        .step
                        .checked_rem(wanted.step)
                        .is_some_and(|rest| rest.is_zero())
            }
            (wanted, known) => wanted == known,
        };
        if same {
            self.set_leaf(at, fact, Leaf::Fact(own));
        } else {
            self.give_definition(at, fact, Given::Fact(own, span));
        }
    }

    /// A fact of a used document becomes a rule of this one.
    fn give_definition(&mut self, at: usize, fact: FactId, given: Given<'a>) {
        let used: &'a [Used<'a>] = self.names.used;
        let Some((used, name)) = used
            .get(at)
            .and_then(|used| Some((used, used.facts.get(fact.0)?)))
        else {
            return;
        };
        let definition = self.names.definitions.len();
        self.names.definitions.push(Declared {
            node: DefinitionDecl::Given(name, given),
            clause: used.clause,
            span: match given {
                Given::Written(written) => written.span,
                Given::Fact(_, span) => span,
            },
        });
        self.definition_ids.push(None);
        self.names
            .values
            .insert(&name.name.node, Symbol::Definition(definition));
        self.set_leaf(at, fact, Leaf::Definition(definition));
    }
}
