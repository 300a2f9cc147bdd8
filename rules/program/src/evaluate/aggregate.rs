//! What is made of the items of a list, one after the other.

use rust_decimal::Decimal;

use super::{State, agreed, all, any};
use crate::program::{Aggregate, AggregateItem, AggregateKind, Value};

impl State<'_> {
    /// The value of an aggregate. An item of which it is unknown whether it counts leaves the result known only where
    /// it makes no difference.
    pub(super) fn aggregate(&self, aggregate: &Aggregate) -> Option<Value> {
        let items = aggregate.items.iter();
        match aggregate.kind {
            AggregateKind::All => all(items.map(|item| {
                let passed = self.counts(item).map(|counts| !counts);
                any([passed, self.truth(&item.value)])
            }))
            .map(Value::Bool),
            AggregateKind::Any => {
                any(items.map(|item| self.counts_and_holds(item))).map(Value::Bool)
            }
            AggregateKind::Count => items
                .map(|item| self.counts_and_holds(item))
                .try_fold(Decimal::ZERO, |count, holds| {
                    Some(count + if holds? { Decimal::ONE } else { Decimal::ZERO })
                })
                .map(Value::Number),
            AggregateKind::Sum => items
                .map(|item| self.counted(item, Some(Decimal::ZERO), self.number(&item.value)))
                .try_fold(Decimal::ZERO, |sum, value| sum.checked_add(value?))
                .map(Value::Number),
            AggregateKind::Min => self.extreme(aggregate, Decimal::min),
            AggregateKind::Max => self.extreme(aggregate, Decimal::max),
        }
    }

    /// The smallest or largest value so far, item by item, and whether any item has counted yet.
    fn extreme(
        &self,
        aggregate: &Aggregate,
        better: fn(Decimal, Decimal) -> Decimal,
    ) -> Option<Value> {
        let mut best = aggregate
            .default
            .as_ref()
            .and_then(|default| self.number(default));
        let mut found = Some(false);
        for item in &aggregate.items {
            let own = self.number(&item.value);
            let compared = best.zip(own).map(|(best, own)| better(best, own));
            let with_it = match found {
                Some(true) => compared,
                Some(false) => own,
                None => same(compared, own),
            };
            best = self.counted(item, best, with_it);
            found = any([found, self.counts(item)]);
        }
        best.map(Value::Number)
    }

    /// `with` if the item counts, otherwise `without`.
    fn counted(
        &self,
        item: &AggregateItem,
        without: Option<Decimal>,
        with: Option<Decimal>,
    ) -> Option<Decimal> {
        match self.counts(item) {
            Some(true) => with,
            Some(false) => without,
            None => same(without, with),
        }
    }

    fn counts(&self, item: &AggregateItem) -> Option<bool> {
        self.if_given(item.counts.as_ref())
    }

    fn counts_and_holds(&self, item: &AggregateItem) -> Option<bool> {
        all([self.counts(item), self.truth(&item.value)])
    }
}

/// The one number that both are.
fn same(left: Option<Decimal>, right: Option<Decimal>) -> Option<Decimal> {
    match agreed([left.map(Value::Number), right.map(Value::Number)])? {
        Value::Number(number) => Some(number),
        _ => None,
    }
}
