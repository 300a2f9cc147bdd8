//! What an example gives: values of facts, of records and lists part by part, and readings.

use std::collections::BTreeMap;

use nuanze_syntax::Span;
use nuanze_syntax::ast::{
    Assignment, ExampleDecl, Expr as Written, ExprKind as Syntax, Ident, Place, Step,
};
use rust_decimal::Decimal;

use super::names::Symbol;
use super::report::{Further, did_you_mean, finding};
use super::{Checker, Failed};
use crate::moment::Moment;
use crate::program::{
    Expr, ExprKind, FactId, Input, InputKind, NumberType, ReadingId, Type, Value,
};
use crate::words::Language;

/// What an example gives itself; `None` takes a fact away. With each fact stands where it is written.
#[derive(Clone, Debug, Default)]
pub(super) struct Given {
    pub(super) facts: BTreeMap<FactId, (Option<Value>, Span)>,
    pub(super) readings: BTreeMap<ReadingId, usize>,
}

impl Checker<'_> {
    /// What an example gives.
    pub(super) fn given(&mut self, decl: &ExampleDecl) -> Given {
        let mut given = Given::default();
        let assignments = decl.given.iter().chain(&decl.readings);
        self.given_twice(assignments, |assignment| assignment.name.to_string());
        for assignment in &decl.given {
            let place = self.place(&assignment.name);
            let known = place
                .and_then(|(input, path)| self.give(&input, &path, &assignment.value, &mut given));
            if known.is_none() {
                self.failed.insert(Failed::Other);
            }
        }
        for assignment in &decl.readings {
            let Some(id) = self.reading_named(&assignment.name) else {
                self.failed.insert(Failed::Other);
                continue;
            };
            let beside = Expr {
                kind: ExprKind::Reading(id),
                ty: Type::Reading(id),
                span: assignment.name.span,
            };
            match self.plain_value(&assignment.value, &beside) {
                Some(Value::Alternative(_, at)) => {
                    given.readings.insert(id, at);
                }
                _ => {
                    self.failed.insert(Failed::Other);
                }
            }
        }
        given
    }

    /// Reports what is given twice.
    fn given_twice<'w>(
        &mut self,
        assignments: impl Iterator<Item = &'w Assignment>,
        name: impl Fn(&Assignment) -> String,
    ) {
        let mut seen: BTreeMap<String, Span> = BTreeMap::new();
        for assignment in assignments {
            let (name, span) = (name(assignment), assignment.name.span);
            match seen.get(&name).copied() {
                None => {
                    seen.insert(name, span);
                }
                Some(first) => self.report(
                    finding(
                        "example/twice",
                        span,
                        format!("`{name}` is given twice"),
                        "again here",
                    )
                    .also(first, "first here")
                    .help("keep one of the two"),
                ),
            }
        }
    }

    /// The reading that a place names; `None`, silently, if its own declaration is wrong.
    fn reading_named(&mut self, place: &Place) -> Option<ReadingId> {
        let fields = place.steps.iter().map_while(|step| match step {
            Step::Field(name) => Some(name),
            Step::Item(_) => None,
        });
        let fields: Vec<&Ident> = fields.collect();
        match self.names.symbol(&place.head.node, &fields) {
            Some((Symbol::Reading(id), _)) if place.steps.is_empty() => {
                (!self.failed.contains(&Failed::Reading(id))).then_some(id)
            }
            Some((Symbol::UsedReading(used, id), taken)) if taken == place.steps.len() => {
                self.import_reading(used, id)
            }
            Some((Symbol::Reading(_) | Symbol::UsedReading(..), _)) => {
                self.report(
                    finding(
                        "example/reading",
                        place.span,
                        "a reading has no parts",
                        "part of what?",
                    )
                    .help("write the reading's name alone"),
                );
                None
            }
            _ => {
                let known = self.names.readings.iter();
                let known = known.map(|declared| declared.node.name.node.as_str());
                let used = self.names.used.iter().flat_map(|used| &used.readings);
                let used = used.map(|reading| reading.name.node.as_str());
                let written = place.to_string();
                let help = did_you_mean(&written, known.chain(used)).unwrap_or_else(|| {
                    "declare it with `reading`, or take the line out".to_owned()
                });
                let message = format!("no reading is called `{written}`");
                self.unknown_name(
                    finding("name/unknown", place.span, message, "not declared").help(help),
                );
                None
            }
        }
    }

    /// The fact, or the part of one, that a place names, and its path; `None`, silently, if its declaration is wrong.
    fn place(&mut self, place: &Place) -> Option<(Input, String)> {
        if let Some(Symbol::Used(used)) = self.names.values.get(place.head.node.as_str()).copied() {
            let Some(Step::Field(name)) = place.steps.first() else {
                self.example_input(&place.head);
                return None;
            };
            let input = self.used_input(used, &[name])?;
            return self.stepped(&input, place.head.node.clone(), &place.steps);
        }
        let input = self.example_input(&place.head)?;
        self.stepped(&input, place.head.node.clone(), &place.steps)
    }

    /// The part of an input that steps lead to.
    fn stepped(&mut self, input: &Input, path: String, steps: &[Step]) -> Option<(Input, String)> {
        let (mut input, mut path) = (input.clone(), path);
        for step in steps {
            (input, path) = match step {
                Step::Field(field) => self.part(&input, path, &[field])?,
                Step::Item(number) => {
                    let at = usize::try_from(number.node).ok()?.checked_sub(1)?;
                    let InputKind::List { items, .. } = &input.kind else {
                        self.report(
                            finding(
                                "list/not",
                                number.span,
                                format!("`{path}` is not a list"),
                                "no items",
                            )
                            .help("leave the number out"),
                        );
                        return None;
                    };
                    let Some(item) = items.get(at) else {
                        self.report(
                            finding(
                                "example/item",
                                number.span,
                                format!("`{path}` never has more than {} items", items.len()),
                                "no such item",
                            )
                            .help("items count from 1"),
                        );
                        return None;
                    };
                    (item.clone(), format!("{path}[{}]", number.node))
                }
            };
        }
        Some((input, path))
    }

    /// Gives a fact, or all parts of one, their values.
    fn give(
        &mut self,
        input: &Input,
        path: &str,
        value: &Written,
        given: &mut Given,
    ) -> Option<()> {
        match (&input.kind, &value.node) {
            (_, Syntax::Unknown) => {
                clear(input, value.span, given);
                Some(())
            }
            (_, Syntax::Error) => None,
            (InputKind::Fact(id), _) => {
                let known = self.given_value(*id, path, value)?;
                given.facts.insert(*id, (Some(known), value.span));
                Some(())
            }
            (InputKind::Record(_), Syntax::Record(fields)) => {
                self.given_twice(fields.iter(), |field| format!("{path}.{}", field.name));
                let mut sound = Some(());
                for field in fields {
                    let place = self.part(input, path.to_owned(), &[&field.name.head]);
                    let place =
                        place.and_then(|(part, path)| self.stepped(&part, path, &field.name.steps));
                    let known =
                        place.and_then(|(part, path)| self.give(&part, &path, &field.value, given));
                    sound = sound.and(known);
                }
                sound
            }
            (InputKind::List { length, items }, Syntax::List(values)) => {
                clear(input, value.span, given);
                let size = Value::Number(Decimal::from(values.len()));
                self.list_length(*length, path, values.len(), value.span)?;
                given.facts.insert(*length, (Some(size), value.span));
                let mut sound = Some(());
                for (at, (item, value)) in items.iter().zip(values).enumerate() {
                    let known = self.give(item, &format!("{path}[{}]", at + 1), value, given);
                    sound = sound.and(known);
                }
                sound
            }
            (kind, _) => {
                let (what, sample) = match kind {
                    InputKind::List { .. } => ("a list", format!("{path} = [ … , … ]")),
                    _ => ("a record", format!("{path} = {{ … = … , … = … }}")),
                };
                self.report(
                    finding(
                        "example/parts",
                        value.span,
                        format!("`{path}` is {what}, which a single value is not"),
                        "a single value",
                    )
                    .help(format!("write `{sample}`, or `unknown`")),
                );
                None
            }
        }
    }

    /// A list that an example gives must have a length that can be answered.
    fn list_length(&mut self, length: FactId, path: &str, given: usize, span: Span) -> Option<()> {
        let Type::Number(NumberType { min, max, .. }) = self.program.facts.get(length.0)?.ty else {
            return None;
        };
        if (min..=max).contains(&Decimal::from(given)) {
            return Some(());
        }
        self.report(
            finding(
                "example/length",
                span,
                format!("`{path}` has {min} to {max} items, not {given}"),
                "cannot be answered",
            )
            .help("correct the example, or the size of the list"),
        );
        None
    }

    /// Reports items that are given although the list does not reach them, or may not.
    pub(super) fn within_lists(&mut self, own: &Given, merged: &Given) {
        for (id, (value, span)) in &own.facts {
            let Some(fact) = self.program.facts.get(id.0).filter(|_| value.is_some()) else {
                continue;
            };
            for (length, number) in fact.within.clone() {
                let known = merged.facts.get(&length).and_then(|(value, _)| *value);
                let Some(list) = self.program.facts.get(length.0).map(|list| &list.name) else {
                    continue;
                };
                let message = match known {
                    Some(Value::Number(known)) if known >= Decimal::from(number) => continue,
                    Some(Value::Number(known)) => {
                        format!("item {number} of `{list}` is given, but it has only {known}")
                    }
                    _ => format!("item {number} of `{list}` is given, but not how many there are"),
                };
                self.report(
                    finding("example/item", *span, message, "no such item")
                        .help(format!("give the whole list: `{list} = [ … , … ]`")),
                );
                self.failed.insert(Failed::Other);
                return;
            }
        }
    }

    /// The single fact that `needs` names: of a list, how many items it has.
    pub(super) fn needed(&mut self, place: &Place) -> Option<FactId> {
        let (input, path) = self.place(place)?;
        match &input.kind {
            InputKind::Fact(id) | InputKind::List { length: id, .. } => Some(*id),
            InputKind::Record(fields) => {
                let field = fields.first().map_or("", |field| field.name.as_str());
                self.report(
                    finding(
                        "record/value",
                        place.span,
                        format!("`{path}` is a record, and only its fields are asked"),
                        "the whole record",
                    )
                    .help(format!("name what is needed, for example `{path}.{field}`")),
                );
                None
            }
        }
    }

    /// The fact of this name; `None`, silently, if its own declaration is wrong.
    fn example_input(&mut self, name: &Ident) -> Option<Input> {
        if let Some(Symbol::Input(at)) = self.names.values.get(name.node.as_str()).copied() {
            return self.sound_input(at).cloned();
        }
        let known = self
            .names
            .facts
            .iter()
            .map(|declared| declared.node.name.node.as_str());
        let help = did_you_mean(&name.node, known);
        let message = if self.names.values.contains_key(name.node.as_str()) {
            format!("`{}` is not a fact", name.node)
        } else {
            format!("no fact is called `{}`", name.node)
        };
        self.unknown_name(
            finding("name/unknown", name.span, message, "not a fact").help(help.unwrap_or_else(
                || {
                    "after `given` stand facts; what is decided from them stands after `then`"
                        .to_owned()
                },
            )),
        );
        None
    }

    /// The value that a fact gets.
    fn given_value(&mut self, id: FactId, path: &str, written: &Written) -> Option<Value> {
        let ty = self.program.facts.get(id.0)?.ty.clone();
        let value = self.plain_value(
            written,
            &Expr {
                kind: ExprKind::Fact(id),
                ty: ty.clone(),
                span: written.span,
            },
        )?;
        let words = self.program.words(Language::Source);
        let off = match (&value, &ty) {
            (Value::Number(number), Type::Number(NumberType { min, max, .. }))
                if number < min || number > max =>
            {
                let (min, max) = (
                    words.value(&Value::Number(*min), &ty),
                    words.value(&Value::Number(*max), &ty),
                );
                Some(format!("only values from {min} to {max} can be answered"))
            }
            (Value::Number(number), Type::Number(NumberType { step, .. }))
                if !number
                    .checked_rem(*step)
                    .is_some_and(|rest: Decimal| rest.is_zero()) =>
            {
                Some(format!(
                    "only multiples of {} can be answered",
                    words.value(&Value::Number(*step), &ty)
                ))
            }
            (value, ty) => outside(value, ty),
        };
        if let Some(off) = off {
            let message = format!("`{path}` cannot be {}: {off}", words.value(&value, &ty));
            self.report(
                finding("example/range", written.span, message, "cannot be answered")
                    .help("correct the example, or widen the type of the fact"),
            );
            return None;
        }
        Some(value)
    }
}

/// Takes a fact, or all parts of one, away.
fn clear(input: &Input, span: Span, given: &mut Given) {
    match &input.kind {
        InputKind::Fact(id) => {
            given.facts.insert(*id, (None, span));
        }
        InputKind::Record(fields) => fields.iter().for_each(|field| clear(field, span, given)),
        InputKind::List { length, items } => {
            given.facts.insert(*length, (None, span));
            items.iter().for_each(|item| clear(item, span, given));
        }
    }
}

/// What can be answered instead of a moment that lies outside its type.
fn outside(value: &Value, ty: &Type) -> Option<String> {
    let ((_, at), (moment, min, max)) = (Moment::of_value(value)?, Moment::of(ty)?);
    (at < min || at > max).then(|| {
        format!(
            "only {} from {} to {} can be answered",
            moment.plural(),
            moment.source(min),
            moment.source(max)
        )
    })
}
