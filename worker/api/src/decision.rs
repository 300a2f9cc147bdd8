//! Decisions without a claim: one case, or a batch.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use validator::{Validate, ValidationError};

use crate::claim::{facts_count, module_hash, policy_id, readings_count};
use crate::{Complaint, MAX_CASES, ProblemItem};

/// `POST /v1/decisions`: either `facts` (with `readings`) for one case, or `cases` for a batch.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[validate(schema(function = "one_or_many"))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DecisionRequest {
    /// The policy's id.
    #[validate(custom(function = "policy_id"))]
    #[cfg_attr(feature = "openapi", schema(example = "mentougou-2022"))]
    pub policy: String,
    /// SHA-256 of the module; without it, the policy's present module.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(custom(function = "module_hash"))]
    pub module: Option<String>,
    /// The facts of the one case. Those that are left out are unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(custom(function = "facts_count"))]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Object>))]
    pub facts: Option<Map<String, Value>>,
    /// The alternative of each reading that is not left at its default; for the one case.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[validate(custom(function = "readings_count"))]
    pub readings: BTreeMap<String, String>,
    /// The cases of a batch: 1 to 1,000.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(nested)]
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 1000))]
    pub cases: Option<Vec<Case>>,
}

/// One case of a batch.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Case {
    /// The facts by name.
    #[validate(custom(function = "facts_count"))]
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub facts: Map<String, Value>,
    /// The alternative of each reading that is not left at its default.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[validate(custom(function = "readings_count"))]
    pub readings: BTreeMap<String, String>,
}

/// The answer to a batch: one result a case, in the order of the cases. One case's wrong facts leave the others be.
/// (A single case is answered by its decision itself, or by a problem.)
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DecisionBatch {
    /// The policy's id.
    pub policy: String,
    /// SHA-256 of the module that decided.
    pub module: String,
    /// The results.
    pub results: Vec<CaseResult>,
}

/// The result of one case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum CaseResult {
    /// The decision.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    Decision(Value),
    /// What is wrong with the case; pointers count from the whole request (`/cases/7/facts/heated_area`).
    Errors(Vec<ProblemItem>),
}

const NEITHER: Complaint = Complaint::fixed(
    "facts_missing",
    "the request holds neither `facts` nor `cases`",
    "请求中既没有 facts 也没有 cases",
    "give `facts` for one case (`{}` if nothing is known yet) or `cases` for several",
    "单个情形请填 facts（尚无已知情况时为 {}），多个情形请填 cases",
);
const BOTH: Complaint = Complaint::fixed(
    "facts_and_cases",
    "the request holds both one case and `cases`",
    "请求中同时有单个情形和 cases",
    "move `facts` and `readings` into `cases`, or leave `cases` out",
    "请把 facts 和 readings 移入 cases，或去掉 cases",
);

fn one_or_many(request: &DecisionRequest) -> Result<(), ValidationError> {
    match (&request.facts, &request.cases) {
        (None, None) => Err(NEITHER.into()),
        (Some(_), Some(_)) => Err(BOTH.into()),
        (None, Some(_)) if !request.readings.is_empty() => Err(BOTH.into()),
        (None, Some(cases)) if !(1..=MAX_CASES).contains(&cases.len()) => {
            Err(case_count(cases.len()))
        }
        _ => Ok(()),
    }
}

fn case_count(count: usize) -> ValidationError {
    let mut error: ValidationError = Complaint {
        code: "case_count",
        detail: Cow::Owned(format!(
            "a batch has 1 to {MAX_CASES} cases, this one {count}"
        )),
        detail_zh: Cow::Owned(format!("一批应有 1 至 {MAX_CASES} 个情形，收到 {count} 个")),
        help: Cow::Borrowed("send a larger number of cases in several batches"),
        help_zh: Cow::Borrowed("数量较多时请分批提交"),
    }
    .into();
    error.add_param(Cow::Borrowed("pointer"), &"/cases");
    error
}
