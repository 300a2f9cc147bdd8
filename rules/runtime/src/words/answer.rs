//! Sentences about a decision: what came out, what failed and by how much, what is open, what readings give.

use nuanze_abi::{State, ValueType};

use super::{Lang, Words, amount, minutes, moment};
use crate::{Margin, Outcome, Step, Suggestion, UnderReading, Value, date, time};

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
        let size = match size.parse() {
            Ok(size) if is_moment && margin.unit == "min" => minutes(self.lang, size),
            _ => amount(self.lang, size, &margin.unit),
        };
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
            Outcome::Unknown {
                needs, min, max, ..
            } => {
                let needs: Vec<String> = needs.iter().map(|fact| self.fact_name(fact)).collect();
                let mut parts = Vec::new();
                if let (Some(min), Some(max)) = (min, max) {
                    let (min, max) = (self.value(ty, min), self.value(ty, max));
                    parts.push(self.lang.pick(
                        format!("在 {min}到 {max}之间"),
                        format!("from {min} to {max}"),
                    ));
                }
                if !needs.is_empty() {
                    let needs = self.list(&needs, "和", "and");
                    parts.push(
                        self.lang
                            .pick(format!("还要知道{needs}"), format!("still needed: {needs}")),
                    );
                }
                let open = self.lang.pick("还不能确定", " is still open");
                match (parts.is_empty(), self.lang) {
                    (true, _) => format!("{label}{open}"),
                    (false, Lang::Zh) => format!("{label}{open}：{}", parts.join("，")),
                    (false, Lang::En) => format!("{label}{open}: {}", parts.join("; ")),
                }
            }
        }
    }

    /// What the alternatives of a reading would give, one sentence each, then who decides.
    pub fn reading(self, reading: &UnderReading) -> Vec<String> {
        let Some(declared) = self
            .manifest
            .readings
            .iter()
            .find(|declared| declared.name == reading.reading)
        else {
            return Vec::new();
        };
        let mut sentences = Vec::new();
        for alternative in &reading.alternatives {
            let label = declared
                .alternatives
                .iter()
                .find(|label| label.name == alternative.alternative);
            let label = label.map_or(alternative.alternative.as_str(), |label| {
                self.lang.of(&label.label)
            });
            let outcomes: Vec<String> = alternative
                .outcomes
                .iter()
                .map(|(name, outcome)| match outcome {
                    // Why it is so is told elsewhere.
                    Outcome::Known { value, unit, .. } => {
                        let plain = Outcome::Known {
                            value: value.clone(),
                            unit: unit.clone(),
                            clause: None,
                            failed: Vec::new(),
                        };
                        self.outcome(name, &plain)
                    }
                    open => self.outcome(name, open),
                })
                .collect();
            let label = self.quoted(label);
            let now = if alternative.alternative == reading.used {
                self.lang.pick("（现在这样算）", " (as it is now)")
            } else {
                ""
            };
            sentences.push(match self.lang {
                Lang::Zh => format!("如果按{label}{now}，{}", outcomes.join("；")),
                Lang::En => format!("if {label}{now}: {}", outcomes.join("; ")),
            });
        }
        let who = self.lang.of(&declared.decided_by);
        sentences.push(self.lang.pick(
            format!("怎么理解由{who}决定"),
            format!("which one holds is decided by {who}"),
        ));
        sentences
    }

    /// "At 45 m² it would be CNY 12,000; you have 44.2 m²", in full.
    pub fn suggestion(self, suggestion: &Suggestion) -> String {
        let Some(fact) = self.fact(&suggestion.fact) else {
            return String::new();
        };
        let Some(node) = self
            .node_named(&suggestion.outcome)
            .and_then(|node| self.manifest.nodes.get(node))
        else {
            return String::new();
        };
        let label = self.fact_inside(fact);
        let outcome = node
            .label
            .as_ref()
            .map_or_else(|| suggestion.outcome.clone(), |label| self.inside(label));
        let [to, from] =
            [&suggestion.to, &suggestion.from].map(|value| self.value(&fact.value, value));
        let gives = self.value(&node.value, &suggestion.gives);
        // Amounts and days stand apart from Chinese characters, words do not.
        let apart = if matches!(
            fact.value,
            ValueType::Decimal { .. }
                | ValueType::Date { .. }
                | ValueType::Time { .. }
                | ValueType::DateTime { .. }
        ) {
            " "
        } else {
            ""
        };
        let would = match (&suggestion.gives, self.lang) {
            (Value::Bool(_), Lang::Zh) => format!("“{outcome}”就是{gives}"),
            (Value::Text(_), Lang::Zh) => format!("{outcome}就是 {gives}"),
            (_, Lang::En) => format!("{outcome} would be {gives}"),
        };
        match (&fact.value, self.lang) {
            (ValueType::Bool, Lang::Zh) => format!("如果“{label}”为{to}，{would}；现在为{from}"),
            (ValueType::Bool, Lang::En) => {
                format!("if “{label}” were {to}, {would}; now it is {from}")
            }
            (_, Lang::Zh) => format!("如果{label}是{apart}{to}，{would}；现在是{apart}{from}"),
            (_, Lang::En) => format!("if {label} were {to}, {would}; now it is {from}"),
        }
    }
}

/// Whether a value is a day, a time or a date-time.
fn is_moment(text: &str) -> bool {
    date::parse(text)
        .or_else(|| time::parse(text))
        .or_else(|| time::parse_moment(text))
        .is_some()
}
