//! Sentences about what would change an outcome: `如果取暖面积是 45 平方米（…），设备奖补就是 12,000 元`.

use nuanze_abi::{NodeKind, ValueType};

use super::{Lang, Words, amount, apart, minutes};
use crate::{Change, Suggestion, Value};

impl Words<'_> {
    /// "If heated area were 45 m² (now 44.2 m², 0.8 m² more), award would be CNY 12,000, CNY 9,000 more than now".
    pub fn suggestion(self, suggestion: &Suggestion) -> String {
        let changes = suggestion.changes.iter();
        let changes: Vec<String> = changes.map(|change| self.change(change)).collect();
        let would = self.would(suggestion);
        match self.lang {
            Lang::Zh => format!("如果{}，{would}", changes.join("，并且")),
            Lang::En => format!("If {}, {would}", changes.join(" and ")),
        }
    }

    /// What would have to be otherwise, as a clause after `如果` or `if`.
    fn change(self, change: &Change) -> String {
        let Some(fact) = self.fact(&change.fact) else {
            return change.fact.clone();
        };
        if let Value::Bool(yes) = change.to {
            let label = self.quoted(self.lang.of(&fact.label));
            return match (yes, self.lang) {
                (true, Lang::Zh) => format!("做到{label}"),
                (true, Lang::En) => format!("{label} were met"),
                (false, Lang::Zh) => format!("{label}不再成立"),
                (false, Lang::En) => format!("{label} no longer applied"),
            };
        }
        let label = self.fact_inside(fact);
        let to = self.written(&fact.value, &change.to);
        let from = self.written(&fact.value, &change.from);
        let by = self.by(&fact.value, change);
        self.lang.pick(
            format!("{label}是{}（现在是{}{by}）", apart(&to), apart(&from)),
            format!("{label} were {to} (now {from}{by})"),
        )
    }

    /// By how much: `，再多 0.8 平方米`, `, 3 days earlier`.
    fn by(self, ty: &ValueType, change: &Change) -> String {
        let Some(by) = change.by.as_deref() else {
            return String::new();
        };
        let (down, size) = match by.strip_prefix('-') {
            Some(size) => (true, size),
            None => (false, by),
        };
        let is_moment = !matches!(ty, ValueType::Decimal { .. });
        let size = match (ty, size.parse()) {
            (ValueType::Date { .. }, _) => amount(self.lang, size, "d"),
            (ValueType::Time { .. } | ValueType::DateTime { .. }, Ok(size)) => {
                minutes(self.lang, size)
            }
            _ => amount(self.lang, size, change.unit.as_deref().unwrap_or_default()),
        };
        match (is_moment, down, self.lang) {
            (false, false, Lang::Zh) => format!("，再多 {size}"),
            (false, true, Lang::Zh) => format!("，再少 {size}"),
            (true, false, Lang::Zh) => format!("，要晚 {size}"),
            (true, true, Lang::Zh) => format!("，要早 {size}"),
            (false, false, Lang::En) => format!(", {size} more"),
            (false, true, Lang::En) => format!(", {size} less"),
            (true, false, Lang::En) => format!(", {size} later"),
            (true, true, Lang::En) => format!(", {size} earlier"),
        }
    }

    /// What would follow.
    fn would(self, suggestion: &Suggestion) -> String {
        let node = self
            .node_named(&suggestion.outcome)
            .and_then(|node| self.manifest.nodes.get(node));
        let Some(node) = node else {
            return suggestion.outcome.clone();
        };
        let label = node.label.as_ref();
        if let Value::Bool(_) = suggestion.gives {
            let label = label.map_or(suggestion.outcome.as_str(), |label| self.lang.of(label));
            let label = self.quoted(label);
            return match (node.kind == NodeKind::Requirement, self.lang) {
                (true, Lang::Zh) => format!("就满足{label}"),
                (true, Lang::En) => format!("{label} would be met"),
                (false, Lang::Zh) => format!("{label}就成立"),
                (false, Lang::En) => format!("{label} would hold"),
            };
        }
        let label = label.map_or_else(|| suggestion.outcome.clone(), |label| self.inside(label));
        let gives = self.value(&node.value, &suggestion.gives);
        let unit = suggestion.unit.as_deref().unwrap_or_default();
        let more = suggestion
            .more
            .as_deref()
            .map(|more| amount(self.lang, more, unit))
            .unwrap_or_default();
        self.lang.pick(
            format!("{label}就是{}，比现在多{}", apart(&gives), apart(&more)),
            format!("{label} would be {gives}, {more} more than now"),
        )
    }

    /// A value inside a sentence.
    fn written(self, ty: &ValueType, value: &Value) -> String {
        let written = self.value(ty, value);
        match ty {
            ValueType::Enum { .. } => self.quoted(&written),
            _ => written,
        }
    }
}
