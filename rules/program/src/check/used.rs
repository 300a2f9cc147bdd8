//! A document that is used: its names here, and what its facts are given.

use std::collections::BTreeSet;
use std::rc::Rc;

use nuanze_syntax::Span;
use nuanze_syntax::ast::{Assignment, Expr as Written, Ident, Item, Spanned, Step, UseDecl};

use super::Checker;
use super::import::Leaf;
use super::library::Source;
use super::names::{Declared, DefinitionDecl, Symbol};
use super::path::dotted;
use super::report::{Further, did_you_mean, finding};
use crate::program::{
    ClauseId, DefinitionId, DefinitionKind, Expr, ExprKind, FactId, Input, InputKind, Program,
    Text, Type, Value,
};
use crate::words::Language;

/// A used document.
#[derive(Debug)]
pub(super) struct Used<'a> {
    pub(super) decl: &'a UseDecl,
    /// The whole declaration: where everything that comes from the document is found here.
    pub(super) span: Span,
    pub(super) clause: Option<ClauseId>,
    pub(super) source: Rc<Source>,
    pub(super) definitions: Vec<UsedName>,
    pub(super) facts: Vec<UsedName>,
    pub(super) readings: Vec<UsedName>,
    pub(super) parameters: Vec<UsedName>,
    /// The names of its enums and records here.
    pub(super) enums: Vec<String>,
    pub(super) records: Vec<String>,
}

/// A name of a used document here.
#[derive(Debug)]
pub(super) struct UsedName {
    pub(super) name: Ident,
    /// Which of the used documents.
    pub(super) used: usize,
    /// Which one of its kind there.
    pub(super) at: usize,
}

/// What a fact of a used document is given.
#[derive(Clone, Copy, Debug)]
pub(super) enum Given<'a> {
    Written(&'a Written),
    Fact(FactId, Span),
}

impl<'a> Used<'a> {
    pub(super) fn new(used: usize, decl: &'a UseDecl, item: &Item, source: Rc<Source>) -> Self {
        let alias = &decl.alias;
        let here = |name: &str| format!("{}.{name}", alias.node);
        let names = |names: Vec<&str>| -> Vec<UsedName> {
            let numbered = names.into_iter().enumerate();
            numbered
                .map(|(at, name)| UsedName {
                    name: Spanned {
                        node: here(name),
                        span: alias.span,
                    },
                    used,
                    at,
                })
                .collect()
        };
        let program = &source.program;
        Self {
            decl,
            span: item.span,
            clause: item.clause.map(ClauseId),
            definitions: names(
                program
                    .definitions
                    .iter()
                    .map(|it| it.name.as_str())
                    .collect(),
            ),
            facts: names(program.facts.iter().map(|it| it.name.as_str()).collect()),
            readings: names(program.readings.iter().map(|it| it.name.as_str()).collect()),
            parameters: names(
                program
                    .parameters
                    .iter()
                    .map(|it| it.name.as_str())
                    .collect(),
            ),
            enums: program.enums.iter().map(|it| here(&it.name)).collect(),
            records: source.records.iter().map(|it| here(&it.name)).collect(),
            source,
        }
    }

    pub(super) fn program(&self) -> &Program {
        &self.source.program
    }

    /// The fact, record or list of a name.
    pub(super) fn input(&self, name: &str) -> Option<(usize, &Input)> {
        let mut inputs = self.program().inputs.iter().enumerate();
        inputs.find(|(_, input)| input.name == name)
    }
}

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

    /// The rule that a fact of a used document has become.
    pub(super) fn given_rule(
        &mut self,
        name: &UsedName,
        given: Given<'_>,
    ) -> Option<(DefinitionKind, Type)> {
        let wanted = self.used_type(name.used, FactId(name.at))?;
        let expr = match given {
            Given::Written(written) => self.expr(written, Some(&wanted))?,
            Given::Fact(id, span) => Expr {
                kind: ExprKind::Fact(id),
                ty: self.program.facts.get(id.0)?.ty.clone(),
                span,
            },
        };
        let expr = match (&expr.ty, &wanted) {
            (Type::Number(own), Type::Number(number))
                if own.unit.dimensions == number.unit.dimensions =>
            {
                let (unit, span) = (number.unit.clone(), expr.span);
                self.converted(expr, &unit, span)?
            }
            _ => expr,
        };
        self.fits_fact(&name.name.node, &expr, &wanted)?;
        Some((DefinitionKind::Rule(expr), wanted))
    }

    /// What a fact of a used document is called for people.
    pub(super) fn used_label(&self, name: &UsedName) -> Option<Text> {
        let fact = self
            .names
            .used
            .get(name.used)?
            .program()
            .facts
            .get(name.at)?;
        Some(fact.label.clone())
    }

    /// Whether a value is always one that a fact can have; otherwise it is reported.
    fn fits_fact(&mut self, name: &str, expr: &Expr, wanted: &Type) -> Option<()> {
        let words = self.program.words(Language::Source);
        let outside = match (&expr.ty, wanted) {
            (Type::Number(own), Type::Number(number))
                if own.unit.dimensions == number.unit.dimensions =>
            {
                let coarser = own.step.checked_rem(number.step);
                if !coarser.is_some_and(|rest| rest.is_zero()) {
                    let step = words.value(&Value::Number(number.step), wanted);
                    let message = format!(
                        "`{name}` takes multiples of {step}, and this value has finer digits"
                    );
                    let help = format!(
                        "say how the rest is rounded, for example `round(…, half_up, {step})`"
                    );
                    self.report(finding("use/range", expr.span, message, "too fine").help(help));
                    return None;
                }
                let (least, most) = (Value::Number(number.min), Value::Number(number.max));
                let reached = if own.min < number.min {
                    own.min
                } else {
                    own.max
                };
                let inside = number.min <= own.min && own.max <= number.max;
                (!inside).then_some((least, most, Value::Number(reached)))
            }
            (
                Type::Date { min, max },
                Type::Date {
                    min: least,
                    max: most,
                },
            ) => beyond((*min, *max), (*least, *most), Value::Date),
            (
                Type::Time { min, max },
                Type::Time {
                    min: least,
                    max: most,
                },
            ) => beyond((*min, *max), (*least, *most), Value::Time),
            (
                Type::DateTime { min, max },
                Type::DateTime {
                    min: least,
                    max: most,
                },
            ) => beyond((*min, *max), (*least, *most), Value::DateTime),
            (own, wanted) if own == wanted => None,
            (own, wanted) => {
                let message = format!(
                    "`{name}` is {}, but what is given is {}",
                    words.ty(wanted),
                    words.ty(own)
                );
                self.report(
                    finding("use/type", expr.span, message, "another kind of value")
                        .help("give a value of the same kind"),
                );
                return None;
            }
        };
        let Some((least, most, reached)) = outside else {
            return Some(());
        };
        let message = format!(
            "`{name}` takes {} to {}, but this can be {}",
            words.value(&least, wanted),
            words.value(&most, wanted),
            words.value(&reached, &expr.ty)
        );
        self.report(
            finding("use/range", expr.span, message, "can be outside")
                .help("narrow the ranges of what it is made of, or `clamp` it"),
        );
        None
    }

    /// What a definition of a used document uses: other definitions, and rules that its facts have become.
    pub(super) fn uses_inside(&self, name: &UsedName) -> (Vec<usize>, BTreeSet<usize>) {
        let (mut definitions, mut inputs) = (BTreeSet::new(), BTreeSet::new());
        let Some(used) = self.names.used.get(name.used) else {
            return Default::default();
        };
        let base = self.names.bases.get(name.used).copied().unwrap_or_default();
        if let Some(definition) = used.program().definitions.get(name.at) {
            definition.for_each_expr(&mut |expr| match expr.kind {
                ExprKind::Definition(DefinitionId(id))
                | ExprKind::Condition(DefinitionId(id), _) => {
                    definitions.insert(base + id);
                }
                ExprKind::Fact(id) => match self.leaf(name.used, id) {
                    Some(Leaf::Definition(at)) => {
                        definitions.insert(at);
                    }
                    Some(Leaf::Asked) => {
                        let mut all = used.program().inputs.iter();
                        inputs.extend(all.position(|input| holds(input, id)));
                    }
                    _ => {}
                },
                _ => {}
            });
        }
        (definitions.into_iter().collect(), inputs)
    }
}

/// Whether a fact is a part of an input.
fn holds(input: &Input, fact: FactId) -> bool {
    match &input.kind {
        InputKind::Fact(id) => *id == fact,
        InputKind::Record(parts) => parts.iter().any(|part| holds(part, fact)),
        InputKind::List { length, items } => {
            *length == fact || items.iter().any(|item| holds(item, fact))
        }
    }
}

/// The ends that a value must keep to, and what it reaches outside them.
fn beyond(
    (min, max): (i64, i64),
    (least, most): (i64, i64),
    value: fn(i64) -> Value,
) -> Option<(Value, Value, Value)> {
    let reached = if min < least {
        min
    } else if max > most {
        max
    } else {
        return None;
    };
    Some((value(least), value(most), value(reached)))
}
