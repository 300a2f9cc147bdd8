//! Facts as they are asked: records and lists come apart into single facts, each with its place.

use rust_decimal::Decimal;

use super::Checker;
use super::input::{About, Field, Shape};
use super::report::{Further, finding};
use crate::program::{ClauseId, Fact, FactId, Input, InputKind, NumberType, Text, Type};
use crate::unit::Unit;

/// The most single facts a document may have: each takes a slot in every record of the module.
const MOST_FACTS: usize = 4096;

/// Where a fact stands.
#[derive(Clone, Debug)]
pub(super) struct Position {
    pub(super) path: String,
    pub(super) place: Option<Text>,
    pub(super) within: Vec<(FactId, u32)>,
    pub(super) clause: Option<ClauseId>,
    pub(super) about: About,
}

impl Checker<'_> {
    /// Whether the single facts of a fact find room beside those that are there; otherwise it is reported.
    pub(super) fn fits(&mut self, field: &Field) -> bool {
        let room = MOST_FACTS.saturating_sub(self.program.facts.len());
        let own = self.leaves(&field.shape, room);
        if own > room {
            let message = format!(
                "with `{}` the document asks for more than {MOST_FACTS} single facts",
                field.name
            );
            self.report(
                finding("fact/many", field.span, message, "too much")
                    .help("let lists have fewer items, or ask for a total instead of every item"),
            );
        }
        own <= room
    }

    /// How many single facts there are in a shape, counted no further than beyond a limit.
    fn leaves(&self, shape: &Shape, limit: usize) -> usize {
        match shape {
            Shape::Single(_) => 1,
            Shape::Record(at) => {
                let mut sum = 0_usize;
                for field in self.fields_of(*at) {
                    if sum > limit {
                        break;
                    }
                    sum += self.leaves(&field.shape, limit - sum);
                }
                sum
            }
            Shape::List { most, item, .. } => self
                .leaves(item, limit)
                .saturating_mul(*most as usize)
                .saturating_add(1),
        }
    }

    /// The facts that a fact or field is made of.
    pub(super) fn expand(&mut self, field: &Field, position: Position) -> Input {
        let about = field.about.inside(&position.about);
        let position = Position { about, ..position };
        let kind = self.expand_shape(field, &field.shape, field.ask.clone(), position);
        Input {
            name: field.name.clone(),
            label: field.label.clone(),
            kind,
        }
    }

    fn expand_shape(
        &mut self,
        field: &Field,
        shape: &Shape,
        ask: Text,
        position: Position,
    ) -> InputKind {
        match shape {
            Shape::Single(ty) => {
                InputKind::Fact(self.single_fact(field, ty.clone(), ask, position))
            }
            Shape::Record(at) => {
                // The items of a list have a place already; a record of its own is one by its label.
                let in_item = position.path.ends_with(']');
                let place = if in_item {
                    position.place.clone()
                } else {
                    Some(joined(position.place.as_ref(), &field.label))
                };
                let fields = self.fields_of(*at).to_vec();
                let parts = fields.iter().map(|part| {
                    let inner = Position {
                        path: format!("{}.{}", position.path, part.name),
                        place: place.clone(),
                        ..position.clone()
                    };
                    self.expand(part, inner)
                });
                InputKind::Record(parts.collect())
            }
            Shape::List { least, most, item } => {
                let length = self.single_fact(field, count(*least, *most), ask, position.clone());
                let items = (1..=*most).map(|number| {
                    let own = Text {
                        zh: format!("第{number}项"),
                        en: format!("item {number}"),
                    };
                    let mut within = position.within.clone();
                    within.push((length, number));
                    let inner = Position {
                        path: format!("{}[{number}]", position.path),
                        place: Some(joined(position.place.as_ref(), &own)),
                        within,
                        ..position.clone()
                    };
                    let ask = Text {
                        zh: format!("{}？", field.label.zh),
                        en: format!("{}?", field.label.en),
                    };
                    Input {
                        name: String::new(),
                        label: own,
                        kind: self.expand_shape(field, item, ask, inner),
                    }
                });
                let items = items.collect();
                InputKind::List { length, items }
            }
        }
    }

    fn single_fact(&mut self, field: &Field, ty: Type, ask: Text, position: Position) -> FactId {
        let id = FactId(self.program.facts.len());
        let About {
            why,
            proof,
            assessed_by,
            changeable,
        } = position.about;
        self.program.facts.push(Fact {
            name: position.path,
            place: position.place,
            within: position.within,
            ty,
            label: field.label.clone(),
            ask,
            hint: field.hint.clone(),
            why,
            clause: position.clause,
            proof,
            assessed_by,
            changeable,
            span: field.span,
        });
        id
    }
}

/// A place inside another one.
fn joined(outer: Option<&Text>, inner: &Text) -> Text {
    match outer {
        None => inner.clone(),
        Some(outer) => Text {
            zh: format!("{}的{}", outer.zh, inner.zh),
            en: format!("{}: {}", outer.en, inner.en),
        },
    }
}

/// How many items a list has.
fn count(least: u32, most: u32) -> Type {
    Type::Number(NumberType {
        unit: Unit::bare(),
        scale: 0,
        min: Decimal::from(least),
        max: Decimal::from(most),
        step: Decimal::ONE,
    })
}
