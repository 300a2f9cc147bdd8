//! Decisions without a claim.

use nuanze_api::{
    Case, CaseResult, DecisionBatch, DecisionRequest, MAX_DECISION_BYTES, Problem, ProblemItem,
    validate,
};
use nuanze_runtime::{Decision, FactError, FactErrorCode, Policy};
use worker::{Error, Request};

use crate::claim::check::case_errors;
use crate::http::{json, problems};

use super::answer::{Answer, Failure};
use super::{body, policies};

/// `POST /v1/decisions`
pub async fn decide(request: &mut Request) -> Result<Answer, Failure> {
    let asked: DecisionRequest = json::read(&body::json(request, MAX_DECISION_BYTES).await?)?;
    validate(&asked).map_err(Problem::invalid)?;
    let sha256 = match asked.module {
        Some(module) => module,
        None => {
            let index = policies::index()?;
            let listed = index.iter().find(|policy| policy.id == asked.policy);
            let listed = listed.ok_or_else(|| problems::unknown_policy(&asked.policy))?;
            listed.module.clone()
        }
    };
    let policy = policies::load(&asked.policy, &sha256)?
        .ok_or_else(|| problems::unknown_module(&asked.policy, &sha256))?;
    let mut policy = policy
        .try_borrow_mut()
        .map_err(|error| Error::RustError(error.to_string()))?;
    let answer = match asked.cases {
        None => {
            let case = Case {
                facts: asked.facts.unwrap_or_default(),
                readings: asked.readings,
            };
            match one(&mut policy, &case, "")? {
                Ok(decision) => Answer::json(200, &decision)?,
                Err(errors) => return Err(Problem::invalid(errors).into()),
            }
        }
        Some(cases) => {
            let mut results = Vec::with_capacity(cases.len());
            for (index, case) in cases.iter().enumerate() {
                results.push(match one(&mut policy, case, &format!("/cases/{index}"))? {
                    Ok(decision) => CaseResult::Decision(serde_json::to_value(&decision)?),
                    Err(errors) => CaseResult::Errors(errors),
                });
            }
            Answer::json(
                200,
                &DecisionBatch {
                    policy: asked.policy,
                    module: sha256,
                    results,
                },
            )?
        }
    };
    Ok(answer.with("Cache-Control", "no-store"))
}

/// One case: its decision, or what is wrong with it.
fn one(
    policy: &mut Policy,
    case: &Case,
    at: &str,
) -> Result<Result<Decision, Vec<ProblemItem>>, Failure> {
    let of_module = |error: &FactError| error.code == FactErrorCode::Module;
    match policy.decide(&case.facts, &case.readings) {
        Ok(decision) => Ok(Ok(decision)),
        Err(error) if error.errors.iter().any(of_module) => {
            Err(Error::RustError(error.to_string()).into())
        }
        Err(error) => Ok(Err(case_errors(&error, at))),
    }
}
