//! Where an answer leads: to the next question that still matters, or to the result.

use nuanze_runtime::Decision;

use super::{Answer, Draft};

/// Where to go after an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// Ask this fact.
    Question(String),
    /// Nothing is left to ask.
    Result,
}

/// The question that the decision asks next: never one that the person has passed over.
pub fn next_place(decision: &Decision) -> Place {
    match &decision.next {
        Some(fact) => Place::Question(fact.clone()),
        None => Place::Result,
    }
}

/// How many questions may still come: at most so many, since each answer can settle others.
pub fn questions_left(decision: &Decision, draft: &Draft) -> usize {
    let open = |fact: &&String| draft.answer(fact).is_none();
    decision.needs.iter().filter(open).count()
}

/// The facts that matter and that the person does not know: what a result stays open for.
pub fn open_facts<'a>(decision: &'a Decision, draft: &'a Draft) -> impl Iterator<Item = &'a str> {
    decision
        .needs
        .iter()
        .map(String::as_str)
        .filter(|fact| draft.answer(fact) == Some(&Answer::DontKnow))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn needing(needs: &[&str]) -> Decision {
        Decision {
            policy: "p".to_owned(),
            module: String::new(),
            outcomes: Default::default(),
            needs: needs.iter().map(|&fact| fact.to_owned()).collect(),
            next: needs.last().map(|&fact| fact.to_owned()),
            trace: Vec::new(),
            readings: Vec::new(),
            together: Vec::new(),
            evidence: Vec::new(),
            manual: Vec::new(),
        }
    }

    #[test]
    fn what_is_passed_over_is_no_question_that_is_left() {
        let mut draft = Draft::new("p");
        draft.give("area", Answer::DontKnow);
        let decision = needing(&["area", "device"]);
        assert_eq!(next_place(&decision), Place::Question("device".to_owned()));
        assert_eq!(questions_left(&decision, &draft), 1);
        assert_eq!(open_facts(&decision, &draft).collect::<Vec<_>>(), ["area"]);
    }

    #[test]
    fn the_result_comes_as_soon_as_nothing_matters_any_more() {
        assert_eq!(next_place(&needing(&[])), Place::Result);
    }
}
