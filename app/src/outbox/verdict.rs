//! What an answer of the edge means for a claim: taken, refused for good, or to be tried again.

use nuanze_api::{ClaimAccepted, Problem, ProblemKind};

use super::{Claim, ClaimState};

/// What became of a try.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// The edge has the claim.
    Accepted(ClaimAccepted),
    /// It never will as it is.
    Refused(Problem),
    /// Nobody knows; the key makes it safe to ask again, after so many seconds at least.
    Again(Option<u64>),
}

impl Verdict {
    /// Judges an answer by its status, its body and its `Retry-After`.
    ///
    /// What only looks like an answer (a hotel's login page, a proxy's error) is no verdict: it is tried again.
    pub fn of(status: u16, body: &str, retry_after: Option<&str>) -> Self {
        let later = retry_after.and_then(|seconds| seconds.trim().parse().ok());
        match status {
            200 | 201 => match serde_json::from_str(body) {
                Ok(accepted) => Self::Accepted(accepted),
                Err(_) => Self::Again(later),
            },
            408 | 425 | 429 => Self::Again(later),
            400..=499 => match serde_json::from_str::<Problem>(body) {
                // A policy or a district that is not there yet may come with the next deploy; it is still a refusal
                // that the person must see.
                Ok(problem) if problem.kind != ProblemKind::TooManyRequests => {
                    Self::Refused(problem)
                }
                _ => Self::Again(later),
            },
            _ => Self::Again(later),
        }
    }
}

/// How long to wait after so many tries: 5 s, doubled up to 10 minutes.
fn wait_ms(attempts: u32) -> f64 {
    let doublings = attempts.saturating_sub(1).min(7);
    f64::from(5_000_u32 << doublings).min(600_000.0)
}

impl Claim {
    /// Takes in what became of a try. Once acknowledged, the request with its personal fields goes.
    pub fn settle(&mut self, verdict: Verdict, now: f64) {
        let tried = match self.state {
            ClaimState::Waiting { attempts, .. } => attempts + 1,
            _ => 1,
        };
        match verdict {
            Verdict::Accepted(accepted) => {
                self.request = None;
                self.state = ClaimState::Sent { accepted };
            }
            Verdict::Refused(problem) => self.state = ClaimState::Refused { problem },
            Verdict::Again(seconds) => {
                let asked = seconds.map_or(0.0, |seconds| (seconds as f64).min(3_600.0) * 1_000.0);
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
    use nuanze_api::{Applicant, ClientDecision};
    use nuanze_runtime::Value;

    fn claim() -> Claim {
        let request = nuanze_api::ClaimRequest {
            policy: "p".to_owned(),
            module: "0".repeat(64),
            facts: Default::default(),
            readings: Default::default(),
            decision: ClientDecision::default(),
            outcome: "award".to_owned(),
            pledge: Vec::new(),
            applicant: Applicant {
                name: "王".to_owned(),
                phone: String::new(),
                id_number: String::new(),
            },
            evidence: Vec::new(),
            secret: "A".repeat(43),
        };
        let text = Text {
            zh: "奖补".to_owned(),
            en: "Award".to_owned(),
        };
        let new = NewClaim {
            title: text.clone(),
            label: text,
            value: Value::Text("12000".to_owned()),
            unit: None,
            request,
        };
        Claim::new(new, "key".to_owned(), 0.0)
    }

    const ACCEPTED: &str = r#"{"id":"110109-X","status":"submitted","outcomes":{},"receipt":"a.b.c","receipt_id":"110109-X",
        "disclosure":{"facts":{},"salt":"s"},"submitted_at":"2022-11-01T08:30:00Z"}"#;

    #[test]
    fn an_acknowledged_claim_keeps_no_personal_field() {
        let mut claim = claim();
        claim.settle(Verdict::of(201, ACCEPTED, None), 1.0);
        assert!(matches!(claim.state, ClaimState::Sent { .. }));
        assert_eq!(claim.request, None);
    }

    #[test]
    fn a_refusal_is_shown_and_not_repeated() {
        let problem = Problem::new(ProblemKind::HouseholdHasAward, "has one", "已有");
        let body = serde_json::to_string(&problem).unwrap();
        let mut claim = claim();
        claim.settle(Verdict::of(409, &body, None), 1.0);
        assert_eq!(claim.state, ClaimState::Refused { problem });
        assert!(!claim.is_due(f64::MAX));
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
        assert_eq!(Verdict::of(503, "", Some("30")), Verdict::Again(Some(30)));
        assert_eq!(Verdict::of(429, "", Some("7")), Verdict::Again(Some(7)));
    }

    #[test]
    fn waits_grow_and_end_and_honour_the_edge() {
        assert_eq!(
            (wait_ms(1), wait_ms(2), wait_ms(4)),
            (5_000.0, 10_000.0, 40_000.0)
        );
        assert_eq!(wait_ms(99), 600_000.0);
        let mut claim = claim();
        claim.settle(Verdict::Again(Some(60)), 1_000.0);
        assert!(!claim.is_due(60_999.0) && claim.is_due(61_000.0));
    }
}
