//! Problems: every error of the edge, as RFC 9457 `application/problem+json`, in English and Chinese.

use serde::{Deserialize, Serialize};

/// The media type of a [`Problem`].
pub const PROBLEM_JSON: &str = "application/problem+json";

/// What went wrong with a request, and how to mend it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// The kind of problem: `urn:nuanze:problem:invalid-request`.
    #[serde(rename = "type")]
    pub kind: ProblemKind,
    /// The kind in words, in English.
    pub title: String,
    /// The kind in words, in Chinese.
    pub title_zh: String,
    /// The HTTP status.
    pub status: u16,
    /// This occurrence, in English.
    pub detail: String,
    /// This occurrence, in Chinese.
    pub detail_zh: String,
    /// What exactly is wrong, all of it at once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<ProblemItem>,
}

/// One thing that is wrong with a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProblemItem {
    /// JSON pointer (RFC 6901) into the request's body; empty for the body as a whole.
    pub pointer: String,
    /// What is wrong, for programs.
    pub code: String,
    /// What is wrong, in English.
    pub detail: String,
    /// What is wrong, in Chinese.
    pub detail_zh: String,
    /// How to mend it, in English.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub help: String,
    /// How to mend it, in Chinese.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub help_zh: String,
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $variant:ident = $urn:literal, $status:literal, $title:literal, $title_zh:literal;)*) => {
        /// The kinds of problem. Each has one HTTP status.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub enum ProblemKind {
            $($(#[$doc])* #[serde(rename = $urn)] $variant,)*
        }

        impl ProblemKind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The HTTP status.
            pub const fn status(self) -> u16 {
                match self { $(Self::$variant => $status,)* }
            }

            /// The kind as the `type` of a problem document.
            pub const fn urn(self) -> &'static str {
                match self { $(Self::$variant => $urn,)* }
            }

            /// The kind in words: English, Chinese.
            pub const fn title(self) -> (&'static str, &'static str) {
                match self { $(Self::$variant => ($title, $title_zh),)* }
            }
        }
    };
}

kinds! {
    /// The body is not JSON, or not UTF-8, or a number in it is longer than JSON readers keep.
    MalformedJson = "urn:nuanze:problem:malformed-json", 400, "the body is not well-formed JSON", "请求内容不是正确的 JSON";
    /// A header is missing or wrong.
    BadHeader = "urn:nuanze:problem:bad-header", 400, "a request header is missing or wrong", "请求头缺失或有误";
    /// Nothing is here, or not for the one who asks.
    NotFound = "urn:nuanze:problem:not-found", 404, "nothing was found here", "没有找到";
    /// The path is known, the method is not.
    MethodNotAllowed = "urn:nuanze:problem:method-not-allowed", 405, "this method is not offered here", "此地址不支持该请求方法";
    /// The household already has an award in this district.
    HouseholdHasAward = "urn:nuanze:problem:household-has-award", 409, "this household already has a claim", "该户已有申请";
    /// The client's decision is not the one that the same module gives here.
    DecisionDiffers = "urn:nuanze:problem:decision-differs", 422, "the decision differs from the one made here", "您提交的结果与本处核算不一致";
    /// The body is larger than is taken.
    TooLarge = "urn:nuanze:problem:too-large", 413, "the request is too large", "请求内容过大";
    /// The body is not declared as JSON.
    UnsupportedMediaType = "urn:nuanze:problem:unsupported-media-type", 415, "the body must be JSON", "请求内容须为 JSON";
    /// The JSON is well-formed, and what it says cannot be taken.
    InvalidRequest = "urn:nuanze:problem:invalid-request", 422, "the request cannot be taken as it is", "请求内容有误";
    /// The same `Idempotency-Key` came with another body before.
    KeyReused = "urn:nuanze:problem:idempotency-key-reused", 422, "this Idempotency-Key was used for another request", "此 Idempotency-Key 已用于另一请求";
    /// Too many requests.
    TooManyRequests = "urn:nuanze:problem:too-many-requests", 429, "too many requests", "请求过于频繁";
    /// The edge is not set up for this; nothing was stored.
    Unavailable = "urn:nuanze:problem:unavailable", 503, "this service is not available at the moment", "服务暂不可用";
    /// A fault of the edge; trying again is safe.
    Internal = "urn:nuanze:problem:internal", 500, "something went wrong here", "服务出现故障";
}

impl Problem {
    /// A problem of a kind, with this occurrence in English and Chinese.
    pub fn new(kind: ProblemKind, detail: impl Into<String>, detail_zh: impl Into<String>) -> Self {
        let (title, title_zh) = kind.title();
        Self {
            kind,
            title: title.to_owned(),
            title_zh: title_zh.to_owned(),
            status: kind.status(),
            detail: detail.into(),
            detail_zh: detail_zh.into(),
            errors: Vec::new(),
        }
    }

    /// The same with what exactly is wrong.
    #[must_use]
    pub fn with(mut self, errors: Vec<ProblemItem>) -> Self {
        self.errors = errors;
        self
    }

    /// A request that is well-formed but cannot be taken: how many things are wrong, and which.
    pub fn invalid(errors: Vec<ProblemItem>) -> Self {
        let (detail, detail_zh) = match errors.as_slice() {
            [only] => (only.detail.clone(), only.detail_zh.clone()),
            many => (
                format!(
                    "{} things need mending; each is listed in `errors`",
                    many.len()
                ),
                format!("有 {} 处需要更正，详见 errors", many.len()),
            ),
        };
        Self::new(ProblemKind::InvalidRequest, detail, detail_zh).with(errors)
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.title, self.detail)
    }
}

impl std::error::Error for Problem {}
