//! Sentences about lists, calendars and values that change: `各月用电各项低谷用电之和`, `the sum of valley use over months`.

use nuanze_abi::{Aggregate, AggregateKind, Fact, MonthEnd, Op, Operand};

use super::sentence::Teller;
use super::{Lang, apart};

impl<'a> Teller<'a> {
    /// A fact; an item of the list that is told of without its place.
    pub(super) fn fact(&self, fact: &Fact) -> String {
        let item = self.list.is_some_and(|list| {
            let rest = fact.name.strip_prefix(list);
            rest.is_some_and(|rest| rest.starts_with('['))
        });
        if item {
            self.words.inside(&fact.label)
        } else {
            self.words.fact_inside(fact)
        }
    }

    /// A parameter on a day.
    pub(super) fn parameter(&mut self, index: usize, day: &'a Operand) -> String {
        let parameter = self.words.manifest.parameters.get(index);
        let name = parameter.map_or_else(String::new, |parameter| match &parameter.label {
            Some(label) => self.words.inside(label),
            None => self.words.quoted(&parameter.name),
        });
        let day = self.part(day);
        self.lang
            .pick(format!("{day}当天的{name}"), format!("{name} on {day}"))
    }

    /// So many months later.
    pub(super) fn months_later(
        &mut self,
        moment: &'a Operand,
        months: &'a Operand,
        end: MonthEnd,
    ) -> String {
        let one = matches!(months, Operand::Number(number, _) if number == "1");
        let (moment, months) = (self.part(moment), self.part(months));
        let (zh, en) = match end {
            MonthEnd::LastDay => ("按月末", "the last day of that month"),
            MonthEnd::NextDay => ("按下月1日", "the first day of the next"),
        };
        match self.lang {
            Lang::Zh => {
                let months = apart(&months);
                let joint = if months.starts_with(' ') { " " } else { "" };
                format!("{moment}之后{months}{joint}个月（没有这一天的月份，{zh}）")
            }
            Lang::En => {
                let noun = if one { "month" } else { "months" };
                format!("{months} {noun} after {moment} (where there is no such day, {en})")
            }
        }
    }

    /// What is made of a list's items, told of its first one: all are alike.
    pub(super) fn aggregate(&mut self, aggregate: &'a Aggregate) -> String {
        let Some(first) = aggregate.items.first() else {
            return String::new();
        };
        let outer = self.list.replace(&aggregate.list);
        let value = self.part(&first.value);
        let filter = first
            .counts
            .as_ref()
            .and_then(|counts| self.filter(counts, &aggregate.list));
        self.list = outer;
        let list = self.words.inside(&aggregate.label);
        let list = match filter {
            Some(filter) => self.lang.pick(
                format!("{list}（只算{filter}的）"),
                format!("{list} (only where {filter})"),
            ),
            None => list,
        };
        let (zh, en) = match aggregate.kind {
            AggregateKind::All => (
                format!("{list}中每一项的{value}"),
                format!("{value} for every item of {list}"),
            ),
            AggregateKind::Any => (
                format!("{list}中至少一项的{value}"),
                format!("{value} for an item of {list}"),
            ),
            AggregateKind::Count => (
                format!("{list}中{value}的项数"),
                format!("the number of items of {list} with {value}"),
            ),
            AggregateKind::Sum => (
                format!("{list}各项{value}之和"),
                format!("the sum of {value} over {list}"),
            ),
            AggregateKind::Min => (
                format!("{list}各项{value}中最小的"),
                format!("the smallest {value} of {list}"),
            ),
            AggregateKind::Max => (
                format!("{list}各项{value}中最大的"),
                format!("the largest {value} of {list}"),
            ),
        };
        let told = self.lang.pick(zh, en);
        match &aggregate.default {
            Some(default) => {
                let default = self.operand(default);
                self.lang.pick(
                    format!("{told}（没有时是{}）", apart(&default)),
                    format!("{told} (or {default} if there is none)"),
                )
            }
            None => told,
        }
    }

    /// Which items count, but for the list's reaching them.
    fn filter(&mut self, counts: &'a Operand, list: &str) -> Option<String> {
        let Some(node) = self.step(counts) else {
            return Some(self.operand(counts));
        };
        match &node.op {
            Op::Compare(_, a, _) if self.is_length(a, list) => None,
            Op::And(parts) => {
                let parts: Vec<String> = parts
                    .iter()
                    .filter_map(|part| self.filter(part, list))
                    .collect();
                (!parts.is_empty()).then(|| parts.join(self.lang.pick("，并且", " and ")))
            }
            _ => Some(self.part(counts)),
        }
    }

    fn is_length(&self, operand: &Operand, list: &str) -> bool {
        let Operand::Fact(index) = operand else {
            return false;
        };
        let fact = self.words.manifest.facts.get(*index);
        fact.is_some_and(|fact| fact.name == list)
    }
}
