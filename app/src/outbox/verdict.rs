//! What an answer of the edge means for a claim: taken, refused for good, or to be tried again.

use nuanze_api::ProblemKind;
use serde_json::Value as Json;

use super::{Claim, ClaimState};
use crate::json;

/// What became of a try.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// The edge has the claim.
    Accepted(Json),
    /// It never will as it is.
    Refused(Json),
    /// Nobody knows; the key makes it safe to ask again, after so many seconds at least.
    Again(Option<u64>),
}

impl Verdict {
    /// Judges an answer by its status, its body and its `Retry-After`.
    ///
    /// What only looks like an answer (a hotel's login page, a proxy's error) is no verdict: it is tried again.
    pub fn of(status: u16, body: &str, retry_after: Option<u64>) -> Self {
        let answer = json::parse(body).unwrap_or_default();
        match status {
            200 | 201 if is_accepted(&answer) => Self::Accepted(answer),
            408 | 425 | 429 => Self::Again(retry_after),
            // A policy or a district that is not there yet may come with the next deploy; it is still a refusal that
            // the person must see.
            400..=499 if is_refusal(&answer) => Self::Refused(answer),
            _ => Self::Again(retry_after),
        }
    }
}

/// Whether this is a [`nuanze_api::ClaimAccepted`], as far as the phone needs one.
fn is_accepted(answer: &Json) -> bool {
    let texts = ["id", "receipt_id", "receipt", "submitted_at"];
    texts.iter().all(|key| !json::text(answer, key).is_empty())
}

/// Whether this is a [`nuanze_api::Problem`] that another try would not change.
fn is_refusal(answer: &Json) -> bool {
    let kind = json::text(answer, "type");
    let is_known = ProblemKind::ALL.iter().any(|known| known.urn() == kind);
    is_known && kind != ProblemKind::TooManyRequests.urn()
}

/// How long to wait after so many tries: 5 s, doubled up to 10 minutes.
fn wait_ms(attempts: u32) -> u64 {
    let doublings = attempts.saturating_sub(1).min(7);
    (5_000 << doublings).min(600_000)
}

impl Claim {
    /// Takes in what became of a try. Once acknowledged, the request with its personal fields goes.
    pub fn settle(&mut self, verdict: Verdict, now: u64) {
        let tried = match self.state {
            ClaimState::Waiting { attempts, .. } => attempts + 1,
            _ => 1,
        };
        match verdict {
            Verdict::Accepted(accepted) => {
                self.request = None;
                self.state = ClaimState::Sent(accepted);
            }
            Verdict::Refused(problem) => self.state = ClaimState::Refused(problem),
            Verdict::Again(seconds) => {
                let asked = seconds.map_or(0, |seconds| seconds.min(3_600) * 1_000);
                self.state = ClaimState::Waiting {
                    attempts: tried,
                    not_before: now + wait_ms(tried).max(asked),
                };
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]
    use super::*;
    use crate::outbox::NewClaim;
    use nuanze_abi::Text;
    use nuanze_api::{ClaimAccepted, Problem};
    use nuanze_runtime::Value;

    fn claim() -> Claim {
        let text = Text {
            zh: "奖补".to_owned(),
            en: "Award".to_owned(),
        };
        let new = NewClaim {
            title: text.clone(),
            label: text,
            value: Value::Text("12000".to_owned()),
            unit: None,
            request: json::object(&mut [("policy", "p".into())]),
        };
        Claim::new(new, "key".to_owned(), "A".repeat(43), 0)
    }

    const ACCEPTED: &str = r#"{"id":"110109-X","status":"submitted","outcomes":{},"receipt":"a.b.c","receipt_id":"110109-X",
        "disclosure":{"facts":{},"salt":"s"},"submitted_at":"2022-11-01T08:30:00Z"}"#;

    #[test]
    fn an_acknowledged_claim_keeps_no_personal_field() {
        let mut claim = claim();
        claim.settle(Verdict::of(201, ACCEPTED, None), 1);
        assert!(matches!(claim.state, ClaimState::Sent(_)));
        assert_eq!(claim.request, None);
    }

    #[test]
    fn a_refusal_is_shown_and_not_repeated() {
        let problem = Problem::new(ProblemKind::HouseholdHasAward, "has one", "已有");
        let body = serde_json::to_string(&problem).unwrap();
        let mut claim = claim();
        claim.settle(Verdict::of(409, &body, None), 1);
        let problem = serde_json::to_value(problem).unwrap();
        assert_eq!(claim.state, ClaimState::Refused(problem));
        assert!(!claim.is_due(u64::MAX));
    }

    #[test]
    fn what_the_edge_acknowledges_with_is_what_the_phone_takes_for_it() {
        let accepted: ClaimAccepted = serde_json::from_str(ACCEPTED).unwrap();
        let written = serde_json::to_string(&accepted).unwrap();
        assert!(matches!(
            Verdict::of(201, &written, None),
            Verdict::Accepted(_)
        ));
        assert_eq!(
            Verdict::of(201, r#"{"id":"x"}"#, None),
            Verdict::Again(None)
        );
    }

    #[test]
    fn a_claim_comes_back_as_it_was_kept() {
        let waiting = claim();
        let mut sent = claim();
        sent.settle(Verdict::of(201, ACCEPTED, None), 1);
        let mut refused = claim();
        let problem = Problem::new(ProblemKind::NotFound, "none", "没有");
        let body = serde_json::to_string(&problem).unwrap();
        refused.settle(Verdict::of(404, &body, None), 1);
        for one in [waiting, sent, refused] {
            let kept = json::parse(&one.to_json().to_string()).unwrap();
            assert_eq!(Claim::from_json(&kept), Some(one));
        }
        assert_eq!(Claim::from_json(&Json::Null), None);
    }

    #[test]
    fn what_is_no_answer_of_the_edge_is_tried_again() {
        assert_eq!(
            Verdict::of(200, "<html>login</html>", None),
            Verdict::Again(None)
        );
        assert_eq!(
            Verdict::of(403, "<html>blocked</html>", None),
            Verdict::Again(None)
        );
        assert_eq!(Verdict::of(503, "", Some(30)), Verdict::Again(Some(30)));
        assert_eq!(Verdict::of(429, "", Some(7)), Verdict::Again(Some(7)));
    }

    #[test]
    fn waits_grow_and_end_and_honour_the_edge() {
        assert_eq!(
            (wait_ms(1), wait_ms(2), wait_ms(4)),
            (5_000, 10_000, 40_000)
        );
        assert_eq!(wait_ms(99), 600_000);
        let mut claim = claim();
        claim.settle(Verdict::Again(Some(60)), 1_000);
        assert!(!claim.is_due(60_999) && claim.is_due(61_000));
    }
}
