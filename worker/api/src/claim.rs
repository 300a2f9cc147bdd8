//! Claims: what a household sends, and what it gets back.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use validator::{Validate, ValidationError};

use crate::{
    Applicant, Complaint, Disclosure, MAX_EVIDENCE, MAX_FACTS, MAX_FILE_NAME, MAX_PROMISES,
    MaskedApplicant, SECRET_CHARS,
};

/// `POST /v1/claims`, with an `Idempotency-Key` header.
///
/// Its `Debug` shows neither the person nor the secret.
#[derive(Clone, PartialEq, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClaimRequest {
    /// The policy's id.
    #[validate(custom(function = "policy_id"))]
    #[cfg_attr(feature = "openapi", schema(example = "mentougou-2022"))]
    pub policy: String,
    /// SHA-256 of the module that the phone decided with, in lower-case hex.
    #[validate(custom(function = "module_hash"))]
    pub module: String,
    /// The facts by name: `true`/`false`, numbers, or strings as in a decision.
    #[validate(custom(function = "facts_count"))]
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub facts: Map<String, Value>,
    /// The alternative of each reading that is not left at its default.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[validate(custom(function = "readings_count"))]
    pub readings: BTreeMap<String, String>,
    /// What the phone's own module answered.
    pub decision: ClientDecision,
    /// The outcome that is claimed: it must be known and more than nothing.
    #[validate(custom(function = "outcome_name"))]
    #[cfg_attr(feature = "openapi", schema(example = "award"))]
    pub outcome: String,
    /// Every promise that was ticked, as [`promise_id`] names it. All that the outcome asks for are needed.
    #[validate(custom(function = "promises"))]
    pub pledge: Vec<String>,
    /// Who claims.
    #[validate(nested)]
    pub applicant: Applicant,
    /// The evidence at hand: every kind that the decision needs.
    #[validate(custom(function = "evidence_count"), nested)]
    pub evidence: Vec<EvidenceItem>,
    /// 32 random bytes, base64url without padding, made by the phone: the only key to this claim. The edge keeps
    /// its SHA-256 alone.
    #[validate(custom(function = "claim_secret"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 43, max_length = 43))]
    pub secret: String,
}

impl std::fmt::Debug for ClaimRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ClaimRequest")
            .field("policy", &self.policy)
            .field("module", &self.module)
            .field("outcome", &self.outcome)
            .finish_non_exhaustive()
    }
}

/// What the phone's own module answered: compared here, never stored as truth.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClientDecision {
    /// The outcomes as in the decision's JSON (`{"award": {"status": "known", "value": "12000", …}}`).
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub outcomes: Map<String, Value>,
    /// The state of each step of the trace, by node. Sent along, a difference can be named by its clause.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub states: BTreeMap<String, NodeState>,
}

/// The state of a step, as the trace writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum NodeState {
    /// It holds; for values: it is known.
    Yes,
    /// It does not hold.
    No,
    /// It is open.
    Unknown,
}

/// A piece of evidence that the household has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EvidenceItem {
    /// The kind: the evidence's name in the policy.
    #[validate(custom(function = "evidence_kind"))]
    #[cfg_attr(feature = "openapi", schema(example = "household_register"))]
    pub kind: String,
    /// The file's name on the phone, or what the paper is called.
    #[validate(custom(function = "file_name"))]
    #[cfg_attr(feature = "openapi", schema(example = "户口簿.jpg", max_length = 200))]
    pub name: String,
}

/// How a promise of a pledge is named in [`ClaimRequest::pledge`]: `pledge.promise`, as conditions are
/// (`eligible.meter`).
///
/// ```
/// assert_eq!(nuanze_api::promise_id("household", "no_coal"), "household.no_coal");
/// ```
pub fn promise_id(pledge: &str, promise: &str) -> String {
    format!("{pledge}.{promise}")
}

/// Where a claim stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ClaimStatus {
    /// Stored, with a receipt; the township reviews it.
    Submitted,
}

/// 201: the claim is stored, and nothing will lose it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClaimAccepted {
    /// The claim's id: the district, `-`, 26 characters.
    #[cfg_attr(
        feature = "openapi",
        schema(example = "110109-01JD3Z5V8Q6N4T7W9Y2B5D8F1H")
    )]
    pub id: String,
    /// Where it stands.
    pub status: ClaimStatus,
    /// The outcomes as decided here.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub outcomes: Map<String, Value>,
    /// The receipt: a compact JWS, EdDSA, whose payload is a [`crate::ReceiptPayload`].
    pub receipt: String,
    /// Where the receipt can be fetched: `/v1/receipts/{receipt_id}`. It is the claim's id.
    pub receipt_id: String,
    /// What the receipt commits to without showing it: give it with the receipt to whom the decision shall be run
    /// again for.
    pub disclosure: Disclosure,
    /// When it was stored, RFC 3339 in UTC.
    #[cfg_attr(feature = "openapi", schema(example = "2022-11-01T08:30:00Z"))]
    pub submitted_at: String,
}

/// `GET /v1/claims/{id}` with `Authorization: Bearer <secret>`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClaimView {
    /// The claim's id.
    pub id: String,
    /// Where it stands.
    pub status: ClaimStatus,
    /// The policy's id.
    pub policy: String,
    /// SHA-256 of the module it was decided with.
    pub module: String,
    /// The outcome that is claimed.
    pub outcome: String,
    /// The outcomes as decided here.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub outcomes: Map<String, Value>,
    /// The promises.
    pub pledge: Vec<String>,
    /// Who claims, masked.
    pub applicant: MaskedApplicant,
    /// The evidence.
    pub evidence: Vec<EvidenceItem>,
    /// The receipt.
    pub receipt: String,
    /// The receipt's id.
    pub receipt_id: String,
    /// The facts and readings, and the salt with which the receipt commits to them.
    pub disclosure: Disclosure,
    /// When it was stored, RFC 3339 in UTC.
    pub submitted_at: String,
}

const POLICY: Complaint = Complaint::fixed(
    "policy_id",
    "a policy's id is lower-case letters, digits and `-`",
    "政策编号只含小写字母、数字和“-”",
    "take it from GET /v1/policies",
    "请使用 GET /v1/policies 给出的编号",
);
const MODULE: Complaint = Complaint::fixed(
    "module_hash",
    "a module is named by its SHA-256: 64 lower-case hexadecimal digits",
    "模块以其 SHA-256 表示，应为 64 位小写十六进制数",
    "take it from GET /v1/policies or from the decision",
    "请使用 GET /v1/policies 或核算结果中的值",
);
const OUTCOME: Complaint = Complaint::fixed(
    "outcome_name",
    "an outcome goes by its name in the policy",
    "请使用政策中的结果名称",
    "take a key of `decision.outcomes`",
    "请使用 decision.outcomes 中的键",
);
const PROMISE: Complaint = Complaint::fixed(
    "promise_name",
    "each promise is named once, as `pledge.promise`",
    "每项承诺应以 pledge.promise 的形式列出，且只列一次",
    "list the promises that were ticked, each once",
    "请列出已勾选的承诺，每项一次",
);
const KIND: Complaint = Complaint::fixed(
    "evidence_kind",
    "a kind of evidence goes by its name in the policy",
    "请使用政策中的材料名称",
    "take it from `evidence` in the decision",
    "请使用核算结果 evidence 中的名称",
);
const FILE_NAME: Complaint = Complaint::fixed(
    "file_name",
    "an evidence's name has 1 to 200 characters, none of them a control character",
    "材料文件名应为 1 至 200 个字符，且不含控制字符",
    "give the file a shorter, plain name",
    "请改用较短的普通文件名",
);
const SECRET: Complaint = Complaint::fixed(
    "claim_secret",
    "the claim secret is 32 random bytes as base64url without padding: 43 characters",
    "申请密钥应为 32 个随机字节的 base64url 编码，不带填充，共 43 个字符",
    "make it with the device's random generator, and keep it",
    "请用设备的随机数生成器生成并妥善保存",
);

fn require(holds: bool, complaint: Complaint) -> Result<(), ValidationError> {
    if holds { Ok(()) } else { Err(complaint.into()) }
}

/// Names of the policy language: a letter or `_`, then letters, digits and `_`.
fn is_identifier(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 100
        && !text.starts_with(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

pub(crate) fn policy_id(id: &str) -> Result<(), ValidationError> {
    let right = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    require(
        !id.is_empty() && id.len() <= 100 && id.chars().all(right),
        POLICY,
    )
}

pub(crate) fn module_hash(hash: &str) -> Result<(), ValidationError> {
    let right = |c: char| c.is_ascii_digit() || ('a'..='f').contains(&c);
    require(hash.len() == 64 && hash.chars().all(right), MODULE)
}

pub(crate) fn facts_count(facts: &Map<String, Value>) -> Result<(), ValidationError> {
    at_most(facts.len(), MAX_FACTS, "facts", "条情况")
}

pub(crate) fn readings_count(readings: &BTreeMap<String, String>) -> Result<(), ValidationError> {
    at_most(readings.len(), MAX_FACTS, "readings", "项理解")
}

fn evidence_count(evidence: &[EvidenceItem]) -> Result<(), ValidationError> {
    at_most(evidence.len(), MAX_EVIDENCE, "pieces of evidence", "份材料")
}

pub(crate) fn at_most(
    count: usize,
    most: usize,
    what: &str,
    what_zh: &str,
) -> Result<(), ValidationError> {
    require(
        count <= most,
        Complaint {
            code: "too_many",
            detail: Cow::Owned(format!("at most {most} {what} are taken, {count} came")),
            detail_zh: Cow::Owned(format!("最多 {most} {what_zh}，收到 {count}")),
            help: Cow::Borrowed("send fewer"),
            help_zh: Cow::Borrowed("请减少数量"),
        },
    )
}

fn outcome_name(name: &str) -> Result<(), ValidationError> {
    require(is_identifier(name), OUTCOME)
}

fn promises(list: &[String]) -> Result<(), ValidationError> {
    at_most(list.len(), MAX_PROMISES, "promises", "项承诺")?;
    let named = |id: &String| {
        id.split_once('.')
            .is_some_and(|(a, b)| is_identifier(a) && is_identifier(b))
    };
    let once = list.iter().collect::<std::collections::BTreeSet<_>>().len() == list.len();
    require(once && list.iter().all(named), PROMISE)
}

fn evidence_kind(kind: &str) -> Result<(), ValidationError> {
    require(is_identifier(kind), KIND)
}

fn file_name(name: &str) -> Result<(), ValidationError> {
    let length = name.chars().count();
    require(
        (1..=MAX_FILE_NAME).contains(&length) && !name.chars().any(char::is_control),
        FILE_NAME,
    )
}

fn claim_secret(secret: &str) -> Result<(), ValidationError> {
    let right = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    // 43 characters hold 258 bits; the last two must be zero for there to be one way to write 32 bytes.
    let canonical = |c: char| "AEIMQUYcgkosw048".contains(c);
    require(
        secret.len() == SECRET_CHARS && secret.chars().all(right) && secret.ends_with(canonical),
        SECRET,
    )
}

#[cfg(test)]
#[path = "claim_tests.rs"]
mod tests;
