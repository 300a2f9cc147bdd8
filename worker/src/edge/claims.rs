//! Claims: decided again, compared, and handed to their district.

use nuanze_api::{ClaimRequest, MAX_CLAIM_BYTES, Problem, ReceiptAnswer, validate};
use nuanze_runtime::FactErrorCode;
use worker::{Date, Env, Error, Method, Request, RequestInit};

use crate::claim::check::{case_errors, check};
use crate::claim::compare::{compare, outcomes};
use crate::claim::idempotency::{Retry, is_key};
use crate::claim::keys::Keys;
use crate::claim::prepare::{Chance, Prepared, prepare};
use crate::claim::record::{Ask, Reply};
use crate::claim::{id, receipt, secret};
use crate::http::{json, problems};

use super::answer::{Answer, Failure};
use super::{body, policies, settings};

/// `POST /v1/claims`
pub async fn submit(request: &mut Request, env: &Env) -> Result<Answer, Failure> {
    let key = request
        .headers()
        .get("Idempotency-Key")?
        .filter(|key| is_key(key));
    let bytes = body::json(request, MAX_CLAIM_BYTES).await?;
    let key = key.ok_or_else(problems::bad_idempotency_key)?;
    let claim: ClaimRequest = json::read(&bytes)?;
    validate(&claim).map_err(Problem::invalid)?;
    let keys = settings::keys(env)?;
    let retry = Retry::of(&key, &claim)?;
    let district = policies::find(&claim.policy)?
        .ok_or_else(|| problems::unknown_policy(&claim.policy))?
        .jurisdiction;
    let now = Date::now().as_millis();
    let ask = match decide(claim, &district, &keys, now) {
        Ok(prepared) => Ask::Submit {
            retry,
            accepted: serde_json::to_string(&prepared.accepted)?,
            record: Box::new(prepared.record),
            now,
        },
        // Rules may have become stricter since: a retry of what was taken gets its first answer all the same.
        Err(failure) => match ask(env, &district, &Ask::Replay { retry }).await? {
            Reply::Nothing => return Err(failure),
            reply => return answer(reply),
        },
    };
    answer(self::ask(env, &district, &ask).await?)
}

/// Decides a claim again, compares, and makes it ready to be stored.
fn decide(claim: ClaimRequest, district: &str, keys: &Keys, now: u64) -> Result<Prepared, Failure> {
    let policy = policies::load(&claim.policy, &claim.module)?
        .ok_or_else(|| problems::unknown_module(&claim.policy, &claim.module))?;
    let mut policy = policy
        .try_borrow_mut()
        .map_err(|error| Error::RustError(error.to_string()))?;
    let decision = policy
        .decide(&claim.facts, &claim.readings)
        .map_err(|error| {
            if error
                .errors
                .iter()
                .any(|error| error.code == FactErrorCode::Module)
            {
                Failure::Fault(Error::RustError(error.to_string()))
            } else {
                Problem::invalid(case_errors(&error, "")).into()
            }
        })?;
    let ours = outcomes(&decision)?;
    compare(&claim.decision, &decision, &ours, policy.manifest())?;
    check(&claim, policy.manifest(), &decision)?;
    prepare(claim, district, ours, keys, chance()?, now)
        .map_err(|error| Error::RustError(error.to_string()).into())
}

/// `GET /v1/claims/{id}`
pub async fn view(id: &str, request: &Request, env: &Env) -> Result<Answer, Failure> {
    let keys = settings::keys(env)?;
    let authorization = request.headers().get("Authorization")?;
    let district = district_of(id)?.ok_or_else(problems::no_such_claim)?;
    let secret = secret::bearer(authorization.as_deref()).unwrap_or_default();
    let question = Ask::Claim {
        id: id.to_owned(),
        secret_sha256: secret::kept(secret),
    };
    match ask(env, district, &question).await? {
        Reply::Claim { record } => {
            let view = record
                .view(&keys.seal)
                .map_err(|error| Error::RustError(format!("claim {id}: {error}")))?;
            Ok(Answer::json(200, &view)?.with("Cache-Control", "no-store"))
        }
        _ => Err(problems::no_such_claim().into()),
    }
}

/// `GET /v1/receipts/{id}`
pub async fn receipt(id: &str, env: &Env) -> Result<Answer, Failure> {
    let district = district_of(id)?.ok_or_else(problems::no_such_receipt)?;
    match ask(env, district, &Ask::Receipt { id: id.to_owned() }).await? {
        Reply::Receipt { receipt } => {
            let payload = receipt::payload(&receipt).ok_or_else(|| {
                Error::RustError(format!("the receipt of claim {id} cannot be read"))
            })?;
            Ok(Answer::json(200, &ReceiptAnswer { receipt, payload })?.cached_by_etag())
        }
        _ => Err(problems::no_such_receipt().into()),
    }
}

/// `GET /v1/districts/{district}/audit`
pub async fn audit(district: &str, env: &Env) -> Result<Answer, Failure> {
    if !policies::is_district(district)? {
        return Err(problems::no_such_district().into());
    }
    match ask(
        env,
        district,
        &Ask::Audit {
            district: district.to_owned(),
        },
    )
    .await?
    {
        Reply::Audit(state) => Ok(Answer::json(200, &state)?.with("Cache-Control", "no-store")),
        _ => Err(problems::no_such_district().into()),
    }
}

/// The district of a claim's id: one that a policy belongs to, so that made-up ids wake no object.
fn district_of(id: &str) -> Result<Option<&str>, Failure> {
    match id::district(id) {
        Some(district) if policies::is_district(district)? => Ok(Some(district)),
        _ => Ok(None),
    }
}

/// Asks a district.
async fn ask(env: &Env, district: &str, ask: &Ask) -> Result<Reply, Failure> {
    let stub = env.durable_object("DISTRICT")?.get_by_name(district)?;
    let mut init = RequestInit::new();
    init.with_method(Method::Post)
        .with_body(Some(serde_json::to_string(ask)?.into()));
    let mut response = stub
        .fetch_with_request(Request::new_with_init("https://district/", &init)?)
        .await?;
    Ok(serde_json::from_str(&response.text().await?)?)
}

/// The answer to a claim.
fn answer(reply: Reply) -> Result<Answer, Failure> {
    match reply {
        Reply::Answer {
            status,
            body,
            replayed,
        } => {
            let answer = Answer::json_text(status, body);
            Ok(if replayed {
                answer.with("Idempotency-Replayed", "true")
            } else {
                answer
            })
        }
        Reply::Refused {
            problem,
            retry_after,
        } => {
            let answer = Answer::problem(&problem);
            Ok(match retry_after {
                Some(seconds) => answer.with("Retry-After", &seconds.to_string()),
                None => answer,
            })
        }
        _ => Err(Error::RustError("the district answered something else".into()).into()),
    }
}

fn chance() -> Result<Chance, Failure> {
    let mut bytes = [0; 74];
    getrandom::fill(&mut bytes).map_err(|error| Error::RustError(error.to_string()))?;
    Ok(Chance::new(bytes))
}
