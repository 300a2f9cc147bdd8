//! Sentences about a decision: what came out, what failed and by how much, what is open.

use nuanze_abi::{NodeKind, State, ValueType};

use super::{Lang, Words, amount, minutes, moment};
use crate::{Margin, Outcome, Step, date, time};

impl Words<'_> {
    /// How far an amount misses its threshold: `差 0.8 平方米`, `0.8 m² short`; `超出 3 天`, `3 days late`.
    pub fn margin(self, margin: &Margin) -> String {
        let (short, size) = match margin.margin.strip_prefix('-') {
            Some(size) => (true, size),
            None => (false, margin.margin.as_str()),
        };
        if size == "0" {
            return self
                .lang
                .pick("正好在界线上", "exactly at the limit")
                .into();
        }
        let is_moment = is_moment(&margin.value);
        let size = self.size(margin, size);
        match (is_moment, short, self.lang) {
            (false, true, Lang::Zh) => format!("差 {size}"),
            (false, true, Lang::En) => format!("{size} short"),
            (false, false, Lang::Zh) => format!("超出 {size}"),
            (false, false, Lang::En) => format!("{size} over"),
            (true, true, Lang::Zh) => format!("早了 {size}"),
            (true, true, Lang::En) => format!("{size} early"),
            (true, false, Lang::Zh) => format!("晚了 {size}"),
            (true, false, Lang::En) => format!("{size} late"),
        }
    }

    /// How much a margin is, whatever its sign.
    fn size(self, margin: &Margin, size: &str) -> String {
        match size.parse() {
            Ok(size) if is_moment(&margin.value) && margin.unit == "min" => {
                minutes(self.lang, size)
            }
            _ => amount(self.lang, size, &margin.unit),
        }
    }

    /// By how much a step holds or fails: a condition that holds has something to spare.
    pub fn margin_of(self, step: &Step, margin: &Margin) -> String {
        let size = margin.margin.trim_start_matches('-');
        if step.state != State::Yes || step.kind != NodeKind::Condition || size == "0" {
            return self.margin(margin);
        }
        let is_moment = is_moment(&margin.value);
        let size = self.size(margin, size);
        match (is_moment, self.lang) {
            (true, Lang::Zh) => format!("离界线还有 {size}"),
            (false, Lang::Zh) => format!("富余 {size}"),
            (_, Lang::En) => format!("{size} to spare"),
        }
    }

    /// A step of the trace: its words, and for one that does not hold, by how much.
    pub fn step(self, step: &Step) -> String {
        let told = self
            .node_named(&step.node)
            .map_or_else(|| step.node.clone(), |node| self.name(node));
        let mut parts = Vec::new();
        if step.state == State::No {
            for margin in &step.margins {
                let now = if is_moment(&margin.value) {
                    moment(self.lang, &margin.value)
                } else {
                    amount(self.lang, &margin.value, &margin.unit)
                };
                let (of, by) = (self.called(&margin.of), self.margin(margin));
                parts.push(self.lang.pick(
                    format!("{of}是 {now}，{by}"),
                    format!("{of} is {now}, {by}"),
                ));
            }
        }
        match (parts.is_empty(), self.lang) {
            (true, _) => told,
            (false, Lang::Zh) => format!("{told}：{}", parts.join("；")),
            (false, Lang::En) => format!("{told}: {}", parts.join("; ")),
        }
    }

    /// What a fact or named node is called inside a sentence.
    fn called(self, name: &str) -> String {
        let node = self
            .node_named(name)
            .and_then(|index| self.manifest.nodes.get(index)?.label.as_ref());
        match (self.fact(name), node) {
            (None, Some(label)) => self.inside(label),
            _ => self.fact_name(name),
        }
    }

    /// An outcome as a sentence; `name` is its node's name.
    pub fn outcome(self, name: &str, outcome: &Outcome) -> String {
        let node = self.node_named(name);
        let ty = node
            .and_then(|index| self.manifest.nodes.get(index))
            .map_or(&ValueType::Bool, |node| &node.value);
        let label = node.map_or_else(|| name.to_owned(), |node| self.name(node));
        match outcome {
            Outcome::Known { value, failed, .. } => {
                let told = format!(
                    "{label}{}{}",
                    self.lang.pick("：", ": "),
                    self.value(ty, value)
                );
                if failed.is_empty() {
                    return told;
                }
                let words = |name: &String| {
                    self.node_named(name)
                        .map_or_else(|| name.clone(), |node| self.name(node))
                };
                let failed: Vec<String> = failed.iter().map(words).collect();
                match self.lang {
                    Lang::Zh => format!("{told}，因为这些条件没有满足：{}", failed.join("；")),
                    Lang::En => format!("{told}, because this is not met: {}", failed.join("; ")),
                }
            }
            open @ Outcome::Unknown { .. } => {
                let parts = self.still_open(ty, open);
                let open = self.lang.pick("还不能确定", " is still open");
                match (parts.is_empty(), self.lang) {
                    (true, _) => format!("{label}{open}"),
                    (false, Lang::Zh) => format!("{label}{open}：{}", parts.join("，")),
                    (false, Lang::En) => format!("{label}{open}: {}", parts.join("; ")),
                }
            }
        }
    }

    /// Between what an open outcome lies, and what would settle it.
    fn still_open(self, ty: &ValueType, outcome: &Outcome) -> Vec<String> {
        let Outcome::Unknown {
            needs,
            min,
            max,
            exact,
            settled_by,
            ..
        } = outcome
        else {
            return Vec::new();
        };
        let mut parts = Vec::new();
        if let (Some(min), Some(max)) = (min, max) {
            let same = min == max;
            let (min, max) = (self.value(ty, min), self.value(ty, max));
            parts.push(match (same, *exact, self.lang) {
                (true, _, Lang::Zh) => format!("不管怎样都是 {min}"),
                (true, _, Lang::En) => format!("{min} in every case"),
                (_, true, Lang::Zh) => format!("最少 {min}，最多 {max}"),
                (_, true, Lang::En) => format!("at least {min}, at most {max}"),
                (_, false, Lang::Zh) => format!("在 {min}到 {max}之间"),
                (_, false, Lang::En) => format!("from {min} to {max}"),
            });
        }
        let names = |facts: &[String]| facts.iter().map(|fact| self.fact_name(fact)).collect();
        let needed: Vec<String> = names(needs);
        if !needed.is_empty() {
            let needed = self.list(&needed, "和", "and");
            parts.push(self.lang.pick(
                format!("还要知道{needed}"),
                format!("still needed: {needed}"),
            ));
        }
        // With one question left this goes without saying.
        let enough: Vec<String> = names(settled_by);
        if !enough.is_empty() && needs.len() > 1 {
            let enough = self.list(&enough, "或", "or");
            parts.push(
                self.lang
                    .pick(format!("知道{enough}就够了"), format!("{enough} is enough")),
            );
        }
        parts
    }
}

/// Whether a value is a day, a time or a date-time.
fn is_moment(text: &str) -> bool {
    date::parse(text)
        .or_else(|| time::parse(text))
        .or_else(|| time::parse_moment(text))
        .is_some()
}
