//! What the phone and the edge say to each other: requests, answers and problems, and the checks both sides make.
//!
//! The phone checks a field while it is typed with the same functions that the edge refuses it with. Nothing here
//! knows of a browser or of Workers.

mod applicant;
mod canonical;
mod check;
mod claim;
mod decision;
mod identity;
mod limits;
mod mask;
mod mobile;
mod name;
mod policy;
mod problem;
mod receipt;

pub use applicant::{Applicant, MaskedApplicant};
pub use canonical::{canonical_json, sha256_hex};
pub use check::{Complaint, complaints, validate};
pub use claim::{
    ClaimAccepted, ClaimRequest, ClaimStatus, ClaimView, ClientDecision, EvidenceItem, NodeState,
    promise_id,
};
pub use decision::{Case, CaseResult, DecisionBatch, DecisionRequest};
pub use identity::{check_id_number, normalise_id_number};
pub use limits::*;
pub use mask::{mask_id_number, mask_mobile, mask_name};
pub use mobile::{check_mobile, normalise_mobile};
pub use name::{check_name, normalise_name};
pub use policy::{PolicyList, PolicySummary, Title};
pub use problem::{PROBLEM_JSON, Problem, ProblemItem, ProblemKind};
pub use receipt::{
    AuditState, Disclosure, Health, Jwk, JwkSet, RECEIPT_TYPE, ReceiptAnswer, ReceiptPayload,
};
