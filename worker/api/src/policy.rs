//! Policies as the edge lists them.

use serde::{Deserialize, Serialize};

/// `GET /v1/policies`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PolicyList {
    /// The policies, by id.
    pub policies: Vec<PolicySummary>,
}

/// `GET /v1/policies/{id}`: one policy, and where to get the bytes that decide it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PolicySummary {
    /// `mentougou-2022`
    pub id: String,
    /// The official title.
    pub title: Title,
    /// The administrative division that decides: six digits, GB/T 2260.
    #[cfg_attr(feature = "openapi", schema(example = "110109"))]
    pub jurisdiction: String,
    /// First and last day in force, `YYYY-MM-DD`; no last day while it is open.
    pub in_force: (String, Option<String>),
    /// `in_force`, `draft` or `repealed`: the official text's own standing.
    pub status: String,
    /// SHA-256 of the module's bytes, in hex.
    pub module: String,
    /// The module's size.
    pub bytes: u64,
    /// Where the module's bytes are: `/v1/policies/{id}/module?sha256={module}`. They never change.
    pub url: String,
}

/// A title in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Title {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}
