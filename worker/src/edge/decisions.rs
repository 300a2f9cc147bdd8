//! Decisions without a claim.

use nuanze_api::{
    Case, CaseResult, DecisionBatch, DecisionRequest, MAX_DECISION_BYTES, Problem, validate,
};
use nuanze_runtime::{FactErrorCode, Policy};
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
            policies::find(&asked.policy)?
                .ok_or_else(|| problems::unknown_policy(&asked.policy))?
                .module
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
                CaseResult::Decision(decision) => Answer::json(200, &decision)?,
                CaseResult::Errors(errors) => return Err(Problem::invalid(errors).into()),
            }
        }
        Some(cases) => {
            let results = cases
                .iter()
                .enumerate()
                .map(|(i, case)| one(&mut policy, case, &format!("/cases/{i}")));
            let results = results.collect::<Result<_, _>>()?;
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

fn one(policy: &mut Policy, case: &Case, at: &str) -> Result<CaseResult, Failure> {
    match policy.decide(&case.facts, &case.readings) {
        Ok(decision) => Ok(CaseResult::Decision(serde_json::to_value(&decision)?)),
        Err(error)
            if error
                .errors
                .iter()
                .any(|error| error.code == FactErrorCode::Module) =>
        {
            Err(Error::RustError(error.to_string()).into())
        }
        Err(error) => Ok(CaseResult::Errors(case_errors(&error, at))),
    }
}
