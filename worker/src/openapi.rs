//! The OpenAPI 3.1 document, from the wire types and the routes.

use nuanze_api::{
    AuditState, ClaimAccepted, ClaimRequest, ClaimView, DecisionBatch, DecisionRequest, Health,
    JwkSet, PolicyList, PolicySummary, Problem, ReceiptAnswer,
};
use nuanze_runtime::Decision;
use serde_json::{Value, json};
use utoipa::OpenApi;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};

/// The document, as JSON.
pub fn document() -> Value {
    let mut document = Routes::openapi();
    let components = document.components.get_or_insert_default();
    components.add_security_scheme(
        "claim_secret",
        SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build()),
    );
    let mut document = serde_json::to_value(document).unwrap_or_default();
    add_problems(&mut document);
    document
}

/// Every route answers its errors alike: said once, and put into each.
fn add_problems(document: &mut Value) {
    let problem = json!({
        "description": "A problem (RFC 9457), in English and Chinese; `errors` points into the request.",
        "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } }
    });
    let Some(paths) = document.get_mut("paths").and_then(Value::as_object_mut) else {
        return;
    };
    let methods = paths
        .values_mut()
        .filter_map(Value::as_object_mut)
        .flat_map(|methods| methods.values_mut());
    for responses in methods.filter_map(|method| method.get_mut("responses")?.as_object_mut()) {
        responses.insert("default".to_owned(), problem.clone());
    }
}

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Nuanze 暖则",
        description = "Takes in claims under published policies, decides them again with the same module that the phone used, keeps them, and hands back a receipt.",
    ),
    paths(
        routes::health,
        routes::policies,
        routes::policy,
        routes::module,
        routes::decide,
        routes::submit,
        routes::claim,
        routes::receipt,
        routes::audit,
        routes::keys,
    ),
    components(schemas(Problem))
)]
struct Routes;

/// One function for each route, for its description alone.
#[allow(dead_code, reason = "utoipa describes routes by functions")]
mod routes {
    use super::*;

    /// One case's decision, or a batch's results.
    #[derive(serde::Serialize, utoipa::ToSchema)]
    #[serde(untagged)]
    enum DecisionAnswer {
        /// For `facts`.
        One(Box<Decision>),
        /// For `cases`.
        Many(DecisionBatch),
    }

    #[utoipa::path(get, path = "/v1/health", responses((status = 200, body = Health)))]
    /// Whether the worker runs, and whether it can take claims.
    fn health() {}

    #[utoipa::path(get, path = "/v1/policies", responses((status = 200, body = PolicyList)))]
    /// The policies.
    fn policies() {}

    #[utoipa::path(
        get, path = "/v1/policies/{id}",
        params(("id" = String, Path, description = "The policy's id")),
        responses((status = 200, body = PolicySummary)),
    )]
    /// One policy, and where to get the module that decides it.
    fn policy() {}

    #[utoipa::path(
        get, path = "/v1/policies/{id}/module",
        params(
            ("id" = String, Path, description = "The policy's id"),
            ("sha256" = Option<String>, Query, description = "One module for good, also one that is no longer the present one"),
        ),
        responses((status = 200, description = "The module's bytes", content_type = "application/wasm")),
    )]
    /// A policy's module: WebAssembly without imports.
    fn module() {}

    #[utoipa::path(
        post, path = "/v1/decisions",
        request_body = DecisionRequest,
        responses((status = 200, description = "For `facts`, the decision; for `cases`, one result a case", body = DecisionAnswer)),
    )]
    /// Decides without keeping anything: one case, or up to 1,000.
    fn decide() {}

    #[utoipa::path(
        post, path = "/v1/claims",
        params(("Idempotency-Key" = String, Header, description = "16 to 200 visible ASCII characters, made once and sent again with every retry. The first answer is kept for 120 days; a replay carries `Idempotency-Replayed: true`.")),
        request_body = ClaimRequest,
        responses((status = 201, body = ClaimAccepted)),
    )]
    /// Stores a claim, once, after deciding it again.
    fn submit() {}

    #[utoipa::path(
        get, path = "/v1/claims/{id}",
        params(("id" = String, Path, description = "The claim's id")),
        responses((status = 200, body = ClaimView)),
        security(("claim_secret" = [])),
    )]
    /// A claim, for whoever has its secret; personal fields are masked.
    fn claim() {}

    #[utoipa::path(
        get, path = "/v1/receipts/{id}",
        params(("id" = String, Path, description = "The claim's id")),
        responses((status = 200, body = ReceiptAnswer)),
    )]
    /// A claim's receipt: it names no person and no facts.
    fn receipt() {}

    #[utoipa::path(
        get, path = "/v1/districts/{district}/audit",
        params(("district" = String, Path, description = "Six digits, GB/T 2260")),
        responses((status = 200, body = AuditState)),
    )]
    /// Whether a district's log of changes is unbroken.
    fn audit() {}

    #[utoipa::path(get, path = "/.well-known/jwks.json", responses((status = 200, body = JwkSet)))]
    /// The public keys that receipts are signed with.
    fn keys() {}
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;
    use crate::http::route::{Route, route};

    #[test]
    fn the_document_is_openapi_3_1_and_whole() {
        let document = document();
        assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));
        let text = document.to_string();
        for reference in text.split("#/components/schemas/").skip(1) {
            let name = reference.split('"').next().unwrap();
            assert!(
                document["components"]["schemas"].get(name).is_some(),
                "{name}"
            );
        }
    }

    #[test]
    fn every_described_route_is_answered() {
        let document = document();
        for (path, methods) in document["paths"].as_object().unwrap() {
            for (method, described) in methods.as_object().unwrap() {
                let found = route(&method.to_uppercase(), &path.replace(['{', '}'], ""));
                assert!(
                    found.is_ok_and(|route| !matches!(route, Route::File(_))),
                    "{method} {path}"
                );
                assert!(
                    described["responses"]["default"].is_object(),
                    "{method} {path}"
                );
            }
        }
    }
}
