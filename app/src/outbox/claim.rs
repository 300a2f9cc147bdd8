//! A submitted claim as the phone keeps it.

use nuanze_abi::Text;
use nuanze_runtime::Value;
use serde_json::Value as Json;

use crate::json;

/// A claim from the moment of "submit".
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// The idempotency key, made once: whatever is repeated, the edge takes it for the same claim.
    pub key: String,
    /// The claim's secret, made once: the only way to ask after it later.
    pub secret: String,
    /// The policy's id.
    pub policy: String,
    /// The policy's title.
    pub title: Text,
    /// What is claimed, in words.
    pub label: Text,
    /// How much.
    pub value: Value,
    /// Its unit.
    pub unit: Option<String>,
    /// When it was submitted on the phone, in milliseconds since 1970.
    pub made_at: u64,
    /// The request ([`nuanze_api::ClaimRequest`]), with the personal fields: gone as soon as the edge has
    /// acknowledged it.
    pub request: Option<Json>,
    /// Where it stands.
    pub state: ClaimState,
}

/// What a claim is made from; the key and the secret are added where randomness is.
pub struct NewClaim {
    /// The policy's title.
    pub title: Text,
    /// What is claimed, in words.
    pub label: Text,
    /// How much.
    pub value: Value,
    /// Its unit.
    pub unit: Option<String>,
    /// The request, without its secret.
    pub request: Json,
}

/// Where a claim stands.
#[derive(Clone, Debug, PartialEq)]
pub enum ClaimState {
    /// It has not been answered yet.
    Waiting {
        /// How often it was tried.
        attempts: u32,
        /// Not before then, in milliseconds since 1970.
        not_before: u64,
    },
    /// The edge has refused it; sending it again would not help. Why: a [`nuanze_api::Problem`].
    Refused(Json),
    /// The edge has it. Its answer, with the receipt: a [`nuanze_api::ClaimAccepted`].
    Sent(Json),
}

impl Claim {
    /// A claim that waits for its first try.
    pub fn new(new: NewClaim, key: String, secret: String, made_at: u64) -> Self {
        let mut request = new.request;
        if let Json::Object(fields) = &mut request {
            fields.insert("secret".to_owned(), secret.as_str().into());
        }
        Self {
            key,
            secret,
            policy: json::text(&request, "policy").to_owned(),
            title: new.title,
            label: new.label,
            value: new.value,
            unit: new.unit,
            made_at,
            request: Some(request),
            state: ClaimState::Waiting {
                attempts: 0,
                not_before: 0,
            },
        }
    }

    /// As it is kept.
    pub fn to_json(&self) -> Json {
        let state = match &self.state {
            ClaimState::Waiting {
                attempts,
                not_before,
            } => {
                let mut waiting = [
                    ("attempts", (*attempts).into()),
                    ("not_before", (*not_before).into()),
                ];
                json::object(&mut [("waiting", json::object(&mut waiting))])
            }
            ClaimState::Refused(problem) => {
                json::object(&mut [("refused", json::object(&mut [("problem", problem.clone())]))])
            }
            ClaimState::Sent(accepted) => {
                json::object(&mut [("sent", json::object(&mut [("accepted", accepted.clone())]))])
            }
        };
        json::object(&mut [
            ("key", self.key.as_str().into()),
            ("secret", self.secret.as_str().into()),
            ("policy", self.policy.as_str().into()),
            ("title", json::of_label(&self.title)),
            ("label", json::of_label(&self.label)),
            ("value", json::of_value(&self.value)),
            ("unit", self.unit.as_deref().into()),
            ("made_at", self.made_at.into()),
            ("request", self.request.clone().into()),
            ("state", state),
        ])
    }

    /// As it was kept.
    pub fn from_json(json: &Json) -> Option<Self> {
        let state = json.get("state")?;
        let state = if let Some(waiting) = state.get("waiting") {
            ClaimState::Waiting {
                attempts: json::whole(waiting, "attempts")?.try_into().ok()?,
                not_before: json::whole(waiting, "not_before")?,
            }
        } else if let Some(refused) = state.get("refused") {
            ClaimState::Refused(refused.get("problem")?.clone())
        } else {
            ClaimState::Sent(state.get("sent")?.get("accepted")?.clone())
        };
        Some(Self {
            key: json::string(json, "key")?,
            secret: json::string(json, "secret")?,
            policy: json::string(json, "policy")?,
            title: json::label(json, "title")?,
            label: json::label(json, "label")?,
            value: json::value(json, "value")?,
            unit: json::string(json, "unit"),
            made_at: json::whole(json, "made_at")?,
            request: json
                .get("request")
                .filter(|request| request.is_object())
                .cloned(),
            state,
        })
    }

    /// Whether it still has to go out.
    pub fn is_waiting(&self) -> bool {
        matches!(self.state, ClaimState::Waiting { .. })
    }

    /// Whether it has to go out now.
    pub fn is_due(&self, now: u64) -> bool {
        matches!(self.state, ClaimState::Waiting { not_before, .. } if not_before <= now)
    }
}
