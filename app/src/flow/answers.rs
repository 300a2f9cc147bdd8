//! The answers to one policy's questions, in the order in which they were given, and what is typed but not yet given.

use serde_json::{Map, Value};

use crate::json;

/// One answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The fact's value as a decision takes it: a bool or a string.
    Known(Value),
    /// "I don't know": not asked again unless the person comes back to it.
    DontKnow,
}

/// Everything a person has said about one policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The policy's id.
    pub policy: String,
    /// The answers by fact, in the order they were first given.
    pub answers: Vec<(String, Answer)>,
    /// What stands in a field and has not been given yet: kept so that a reload finds it as it was typed.
    pub typed: Vec<(String, String)>,
}

impl Draft {
    /// No answers yet.
    pub fn new(policy: &str) -> Self {
        Self {
            policy: policy.to_owned(),
            answers: Vec::new(),
            typed: Vec::new(),
        }
    }

    /// As it is kept.
    pub fn to_json(&self) -> Value {
        let answer = |(fact, answer): &(String, Answer)| {
            let answer = match answer {
                Answer::Known(value) => json::object(&mut [("known", value.clone())]),
                Answer::DontKnow => "dont_know".into(),
            };
            Value::Array(vec![fact.as_str().into(), answer])
        };
        let typed = |(fact, text): &(String, String)| json::list([fact, text]);
        json::object(&mut [
            ("policy", self.policy.as_str().into()),
            ("answers", self.answers.iter().map(answer).collect()),
            ("typed", self.typed.iter().map(typed).collect()),
        ])
    }

    /// As it was kept.
    pub fn from_json(json: &Value) -> Option<Self> {
        let answer = |pair: &Value| {
            let fact = pair.get(0)?.as_str()?.to_owned();
            let answer = match pair.get(1)? {
                Value::String(_) => Answer::DontKnow,
                known => Answer::Known(known.get("known")?.clone()),
            };
            Some((fact, answer))
        };
        let typed = |pair: &Value| {
            let part = |index: usize| Some(pair.get(index)?.as_str()?.to_owned());
            Some((part(0)?, part(1)?))
        };
        Some(Self {
            policy: json::string(json, "policy")?,
            answers: json::items(json, "answers")
                .iter()
                .map(answer)
                .collect::<Option<_>>()?,
            typed: json::items(json, "typed")
                .iter()
                .map(typed)
                .collect::<Option<_>>()?,
        })
    }

    /// The answer to a fact.
    pub fn answer(&self, fact: &str) -> Option<&Answer> {
        self.answers
            .iter()
            .find(|(name, _)| name == fact)
            .map(|(_, answer)| answer)
    }

    /// Gives or changes an answer. A changed answer keeps its place, so that "back" walks the same way.
    pub fn give(&mut self, fact: &str, answer: Answer) {
        self.typed.retain(|(name, _)| name != fact);
        match self.answers.iter_mut().find(|(name, _)| name == fact) {
            Some((_, old)) => *old = answer,
            None => self.answers.push((fact.to_owned(), answer)),
        }
    }

    /// Forgets the answer to a fact.
    pub fn forget(&mut self, fact: &str) {
        self.answers.retain(|(name, _)| name != fact);
        self.typed.retain(|(name, _)| name != fact);
    }

    /// Keeps what stands in a fact's field.
    pub fn type_in(&mut self, fact: &str, text: String) {
        match self.typed.iter_mut().find(|(name, _)| name == fact) {
            Some((_, old)) => *old = text,
            None => self.typed.push((fact.to_owned(), text)),
        }
    }

    /// What stands in a fact's field: what was typed last, else the answer given before.
    pub fn shown(&self, fact: &str) -> String {
        if let Some((_, text)) = self.typed.iter().find(|(name, _)| name == fact) {
            return text.clone();
        }
        match self.answer(fact) {
            Some(Answer::Known(Value::String(text))) => text.clone(),
            Some(Answer::Known(Value::Bool(yes))) => (if *yes { "yes" } else { "no" }).to_owned(),
            _ => String::new(),
        }
    }

    /// What a decision takes: the known answers. An answer about an item stays in the draft when its list is said to
    /// be shorter, but is none until the list reaches it again.
    pub fn facts(&self) -> Map<String, Value> {
        let mut facts = Map::new();
        for (name, answer) in &self.answers {
            if let Answer::Known(value) = answer
                && !self.is_beyond_its_list(name)
            {
                facts.insert(name.clone(), value.clone());
            }
        }
        facts
    }

    /// Whether a name is that of an item (`months[3].valley`) of a list that has been said to be shorter.
    fn is_beyond_its_list(&self, name: &str) -> bool {
        name.match_indices('[').any(|(start, _)| {
            let (list, rest) = name.split_at(start);
            let number = rest.trim_start_matches('[').split(']').next();
            let number: Option<u32> = number.and_then(|number| number.parse().ok());
            let length: Option<u32> = match self.answer(list) {
                Some(Answer::Known(Value::String(length))) => length.parse().ok(),
                _ => None,
            };
            number
                .zip(length)
                .is_some_and(|(number, length)| number > length)
        })
    }

    /// What a decision takes to ask on: the facts, and null for what is not to be asked again.
    pub fn asked(&self) -> Map<String, Value> {
        let mut asked = self.facts();
        for (name, answer) in &self.answers {
            if *answer == Answer::DontKnow && !self.is_beyond_its_list(name) {
                asked.insert(name.clone(), Value::Null);
            }
        }
        asked
    }

    /// The question that was answered before this one: where "back" leads.
    pub fn before(&self, fact: &str) -> Option<&str> {
        let place = self
            .answers
            .iter()
            .position(|(name, _)| name == fact)
            .unwrap_or(self.answers.len());
        place
            .checked_sub(1)
            .and_then(|before| self.answers.get(before))
            .map(|(name, _)| name.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft() -> Draft {
        let mut draft = Draft::new("p");
        draft.give("village", Answer::Known("a".into()));
        draft.give("area", Answer::Known("45".into()));
        draft.give("legal", Answer::DontKnow);
        draft
    }

    #[test]
    fn a_changed_answer_keeps_its_place() {
        let mut draft = draft();
        draft.give("village", Answer::Known("b".into()));
        assert_eq!(draft.before("area"), Some("village"));
        assert_eq!(draft.shown("village"), "b");
    }

    #[test]
    fn back_from_a_new_question_leads_to_the_last_answer() {
        assert_eq!(draft().before("meter"), Some("legal"));
        assert_eq!(draft().before("village"), None);
    }

    #[test]
    fn what_is_not_known_is_no_fact() {
        let facts = draft().facts();
        assert_eq!(facts.len(), 2);
        assert!(!facts.contains_key("legal"));
        assert_eq!(draft().asked().get("legal"), Some(&Value::Null));
    }

    #[test]
    fn an_item_is_no_fact_while_its_list_does_not_reach_it() {
        let mut draft = Draft::new("p");
        draft.give("months", Answer::Known("2".into()));
        draft.give("months[2].valley", Answer::Known("50".into()));
        assert_eq!(draft.facts().len(), 2);
        draft.give("months", Answer::Known("1".into()));
        assert_eq!(draft.facts().keys().collect::<Vec<_>>(), ["months"]);
        draft.give("months", Answer::DontKnow);
        assert!(draft.facts().contains_key("months[2].valley"));
    }

    #[test]
    fn a_draft_comes_back_as_it_was_kept() {
        let mut draft = draft();
        draft.give("meter", Answer::Known(true.into()));
        draft.type_in("area", "45.".to_owned());
        assert_eq!(
            draft.to_json().to_string(),
            r#"{"answers":[["village",{"known":"a"}],["area",{"known":"45"}],["legal","dont_know"],["meter",{"known":true}]],"policy":"p","typed":[["area","45."]]}"#
        );
        assert_eq!(Draft::from_json(&draft.to_json()), Some(draft));
        assert_eq!(Draft::from_json(&Value::Null), None);
    }

    #[test]
    fn typing_is_kept_until_the_answer_is_given() {
        let mut draft = draft();
        draft.type_in("area", "45.".to_owned());
        assert_eq!(draft.shown("area"), "45.");
        assert_eq!(draft.answer("area"), Some(&Answer::Known("45".into())));
        draft.give("area", Answer::Known("45.5".into()));
        assert_eq!(draft.shown("area"), "45.5");
    }
}
