//! What is made of the items of a list, in words: said of the first item, for all are alike.

use super::{Language, Words};
use crate::program::{Aggregate, AggregateKind, ExprKind, Fact, Value};

impl<'a> Words<'a> {
    /// A fact; an item's in an aggregate as the item's own.
    pub fn fact(&self, fact: &Fact) -> String {
        if let Some(aggregate) = self.item {
            let first = format!("{}[1]", aggregate.list);
            if let Some(rest) = fact.name.strip_prefix(&first) {
                return match self.language {
                    Language::Source => format!("{}{rest}", aggregate.variable),
                    _ => self.named(&fact.name, Some(&fact.label)),
                };
            }
        }
        let label = self.named(&fact.name, Some(&fact.label));
        match (self.language, &fact.place) {
            (Language::Chinese, Some(place)) => format!("{}的{label}", place.zh),
            (Language::English, Some(place)) => format!("{}: {label}", place.en),
            _ => label,
        }
    }

    /// The words for parts of an aggregate's first item: its own fields go by the item's name.
    pub(crate) fn of_item(self, aggregate: &'a Aggregate) -> Self {
        Self {
            item: Some(aggregate),
            ..self
        }
    }

    /// An aggregate, said of its first item: all are alike.
    pub(super) fn aggregate(&self, aggregate: &'a Aggregate) -> String {
        let Some(first) = aggregate.items.first() else {
            return String::new();
        };
        let words = self.of_item(aggregate);
        let value = words.expr(&first.value);
        let filter = first.filter().map(|filter| words.expr(filter));
        let all = first.value.kind == ExprKind::Constant(Value::Bool(true));
        let list = self.named(&aggregate.list, Some(&aggregate.label));
        let default = aggregate.default.as_ref().map(|value| self.expr(value));
        match self.language {
            Language::Chinese => {
                let of = filter.map_or("各项".to_owned(), |filter| format!("中{filter}的各项"));
                let default = default.map_or(String::new(), |value| format!("（没有时为{value}）"));
                match aggregate.kind {
                    AggregateKind::All => format!("{list}{of}都{value}"),
                    AggregateKind::Any => format!("{list}{of}中有一项{value}"),
                    AggregateKind::Count if all => format!("{list}{of}的项数"),
                    AggregateKind::Count => format!("{list}{of}中{value}的项数"),
                    AggregateKind::Sum => format!("{list}{of}{value}之和"),
                    AggregateKind::Min => format!("{list}{of}{value}的最小值{default}"),
                    AggregateKind::Max => format!("{list}{of}{value}的最大值{default}"),
                }
            }
            Language::English => {
                let of = filter.map_or(list.clone(), |filter| format!("{list} where {filter}"));
                let default = default.map_or(String::new(), |value| format!(" ({value} if none)"));
                match aggregate.kind {
                    AggregateKind::All => format!("{value} for every item of {of}"),
                    AggregateKind::Any => format!("{value} for an item of {of}"),
                    AggregateKind::Count if all => format!("number of items of {of}"),
                    AggregateKind::Count => format!("number of items of {of} with {value}"),
                    AggregateKind::Sum => format!("sum of {value} over {of}"),
                    AggregateKind::Min => format!("smallest {value} of {of}{default}"),
                    AggregateKind::Max => format!("largest {value} of {of}{default}"),
                }
            }
            Language::Source => {
                let kind = match aggregate.kind {
                    AggregateKind::All => "all",
                    AggregateKind::Any => "any",
                    AggregateKind::Count => "count",
                    AggregateKind::Sum => "sum",
                    AggregateKind::Min => "min",
                    AggregateKind::Max => "max",
                };
                let variable = &aggregate.variable;
                let filter = filter.map_or(String::new(), |filter| format!(" where {filter}"));
                let default = default.map_or(String::new(), |value| format!(" else {value}"));
                format!("{kind}({value} for {variable} in {list}{filter}{default})")
            }
        }
    }
}
