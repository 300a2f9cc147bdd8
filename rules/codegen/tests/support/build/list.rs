//! Lists at random, and what is made of their items.

use nuanze_program::{
    Aggregate, AggregateItem, AggregateKind, Comparison, Expr, ExprKind, FactId, Input, InputKind,
    NumberType, Type, Value,
};
use rust_decimal::Decimal;

use super::expression::{ends, joined};
use super::{Builder, Kind, expr, number, span, text};

impl Builder {
    /// A list of records, and its length.
    pub(super) fn list(&mut self) {
        let name = format!("l{}", self.lists.len());
        let most = 1 + self.random.below(5);
        let least = self.random.below(most + 1);
        let length = FactId(self.program.facts.len());
        self.fact(name.clone(), Kind::Count, Vec::new());
        self.program.facts[length.0].ty = number(Kind::Count, least.into(), most.into());
        let kinds: Vec<Kind> = (0..3)
            .map(|_| *self.random.pick(&Kind::ALL))
            .chain([Kind::Money])
            .collect();
        let mut ranges: Vec<Option<Type>> = vec![None; kinds.len()];
        let (mut items, mut inputs) = (Vec::new(), Vec::new());
        for number in 1..=most {
            let within = vec![(length, u32::try_from(number).unwrap())];
            let (mut item, mut fields) = (Vec::new(), Vec::new());
            for (field, &kind) in kinds.iter().enumerate() {
                let path = format!("{name}[{number}].v{field}");
                let mut value = self.fact(path, kind, within.clone());
                // All items are alike.
                let ty = ranges[field]
                    .get_or_insert_with(|| value.ty.clone())
                    .clone();
                let id = self.program.facts.len() - 1;
                self.program.facts[id].ty = ty.clone();
                value.ty = ty;
                item.push((kind, value));
                fields.push(Input {
                    name: format!("v{field}"),
                    label: text("一栏"),
                    kind: InputKind::Fact(FactId(id)),
                });
            }
            items.push(item);
            inputs.push(Input {
                name: String::new(),
                label: text("一项"),
                kind: InputKind::Record(fields),
            });
        }
        self.declare(
            name,
            InputKind::List {
                length,
                items: inputs,
            },
        );
        self.lists.push((length, items));
    }

    /// Whether all or some items hold.
    pub(super) fn list_bool(&mut self, depth: usize) -> Expr {
        let kind = *self.random.pick(&[AggregateKind::All, AggregateKind::Any]);
        let (aggregate, _) = self.aggregate(kind, Kind::Bool, depth);
        expr(ExprKind::Aggregate(Box::new(aggregate)), Type::Bool)
    }

    /// How many items hold.
    pub(super) fn list_count(&mut self, depth: usize) -> Expr {
        let (aggregate, _) = self.aggregate(AggregateKind::Count, Kind::Bool, depth);
        let most = aggregate.items.len();
        let ty = number(Kind::Count, Decimal::ZERO, most.into());
        expr(ExprKind::Aggregate(Box::new(aggregate)), ty)
    }

    /// The sum, or the smallest or largest of the items' values.
    pub(super) fn list_number(&mut self, of: Kind, depth: usize) -> Expr {
        let kind = *self
            .random
            .pick(&[AggregateKind::Sum, AggregateKind::Min, AggregateKind::Max]);
        let (mut aggregate, ty) = self.aggregate(kind, of, depth);
        let Type::Number(value) = ty else {
            panic!("{ty:?}")
        };
        let ty = if kind == AggregateKind::Sum {
            let count = Decimal::from(aggregate.items.len());
            let low = (value.min * count).min(Decimal::ZERO);
            Type::Number(NumberType {
                min: low,
                max: (value.max * count).max(Decimal::ZERO),
                ..value
            })
        } else {
            let surely = aggregate.items.iter().any(|item| item.counts.is_none());
            let ty = Type::Number(value);
            if surely && self.random.chance(50) {
                ty
            } else {
                let default = self.leaf(of);
                let ty = joined(&ty, &default.ty);
                aggregate.default = Some(default);
                ty
            }
        };
        expr(ExprKind::Aggregate(Box::new(aggregate)), ty)
    }

    /// Items with a value of a kind, and the type that all have.
    fn aggregate(&mut self, kind: AggregateKind, of: Kind, depth: usize) -> (Aggregate, Type) {
        let (length, items) = self.random.pick(&self.lists).clone();
        let list = self.program.facts[length.0].clone();
        let filtered = self.random.chance(40);
        let before = self.names.len();
        let seed = self.random.clone();
        let mut parts = Vec::new();
        let mut ty: Option<Type> = None;
        for (index, item) in items.iter().enumerate() {
            // The same expression of each item.
            self.random = seed.clone();
            self.names.truncate(before);
            self.names.extend(item.iter().cloned());
            let reaches = index >= usize::try_from(ends(&list.ty).0).unwrap();
            let mut counts: Vec<Expr> = reaches
                .then(|| {
                    let at = Decimal::from(index + 1);
                    let at = Expr::constant(Value::Number(at), number(Kind::Count, at, at), span());
                    let length = expr(ExprKind::Fact(length), list.ty.clone());
                    let compare =
                        ExprKind::Compare(Comparison::GreaterEqual, Box::new(length), Box::new(at));
                    expr(compare, Type::Bool)
                })
                .into_iter()
                .collect();
            if filtered {
                counts.push(self.bool(1));
            }
            let value = self.expression(of, depth);
            ty = Some(match ty {
                Some(ty) => joined(&ty, &value.ty),
                None => value.ty.clone(),
            });
            parts.push(AggregateItem {
                counts: match counts.len() {
                    0 => None,
                    1 => counts.pop(),
                    _ => Some(expr(ExprKind::And(counts), Type::Bool)),
                },
                value,
            });
        }
        self.names.truncate(before);
        let aggregate = Aggregate {
            kind,
            variable: "x".to_owned(),
            list: list.name,
            label: text("清单"),
            items: parts,
            default: None,
        };
        (aggregate, ty.unwrap())
    }
}
