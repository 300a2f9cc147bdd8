//! Which path and method is which question.

/// A question to the edge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// `GET /v1/health`
    Health,
    /// `GET /v1/openapi.json`
    OpenApi,
    /// `GET /.well-known/jwks.json`
    Keys,
    /// `GET /v1/policies`
    Policies,
    /// `GET /v1/policies/{id}`
    Policy(String),
    /// `GET /v1/policies/{id}/module`
    Module(String),
    /// `POST /v1/decisions`
    Decide,
    /// `POST /v1/claims`
    Submit,
    /// `GET /v1/claims/{id}`
    Claim(String),
    /// `GET /v1/receipts/{id}`
    Receipt(String),
    /// `GET /v1/districts/{district}/audit`
    Audit(String),
    /// `GET` of anything else: the app's files.
    File(String),
}

/// Why a request is no question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RouteError {
    /// There is no such path.
    NoSuchPath,
    /// The path takes these methods.
    MethodNotAllowed(&'static str),
}

const READ: &str = "GET, HEAD";
const WRITE: &str = "POST";

/// The question that a method and a path ask. `HEAD` asks what `GET` asks.
pub fn route(method: &str, path: &str) -> Result<Route, RouteError> {
    let segments: Vec<&str> = path.trim_start_matches('/').split('/').collect();
    let (route, allowed) = match segments.as_slice() {
        ["v1", "health"] => (Route::Health, READ),
        ["v1", "openapi.json"] => (Route::OpenApi, READ),
        [".well-known", "jwks.json"] => (Route::Keys, READ),
        ["v1", "policies"] => (Route::Policies, READ),
        ["v1", "policies", id] => (Route::Policy((*id).to_owned()), READ),
        ["v1", "policies", id, "module"] => (Route::Module((*id).to_owned()), READ),
        ["v1", "decisions"] => (Route::Decide, WRITE),
        ["v1", "claims"] => (Route::Submit, WRITE),
        ["v1", "claims", id] => (Route::Claim((*id).to_owned()), READ),
        ["v1", "receipts", id] => (Route::Receipt((*id).to_owned()), READ),
        ["v1", "districts", district, "audit"] => (Route::Audit((*district).to_owned()), READ),
        ["v1" | ".well-known", ..] => return Err(RouteError::NoSuchPath),
        _ => (Route::File(path.to_owned()), READ),
    };
    if allowed.split(", ").any(|one| one == method) {
        Ok(route)
    } else {
        Err(RouteError::MethodNotAllowed(allowed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_lead_to_their_questions() {
        assert_eq!(
            route("GET", "/v1/policies/mentougou-2022"),
            Ok(Route::Policy("mentougou-2022".into()))
        );
        assert_eq!(route("HEAD", "/v1/policies"), Ok(Route::Policies));
        assert_eq!(route("POST", "/v1/claims"), Ok(Route::Submit));
        assert_eq!(route("GET", "/"), Ok(Route::File("/".into())));
        assert_eq!(
            route("GET", "/claim/new"),
            Ok(Route::File("/claim/new".into()))
        );
    }

    #[test]
    fn a_wrong_method_is_told_the_right_ones() {
        assert_eq!(
            route("DELETE", "/v1/claims"),
            Err(RouteError::MethodNotAllowed("POST"))
        );
        assert_eq!(
            route("POST", "/v1/policies"),
            Err(RouteError::MethodNotAllowed("GET, HEAD"))
        );
        assert_eq!(
            route("PUT", "/index.html"),
            Err(RouteError::MethodNotAllowed("GET, HEAD"))
        );
    }

    #[test]
    fn the_api_never_falls_back_to_the_app() {
        for path in [
            "/v1",
            "/v1/",
            "/v1/claim",
            "/v1/claims/a/b",
            "/v1/policies/",
            "/.well-known/x",
            "/v2/../v1/x",
        ] {
            let answer = route("GET", path);
            assert!(
                matches!(
                    answer,
                    Err(RouteError::NoSuchPath) | Ok(Route::Policy(_) | Route::File(_))
                ),
                "{path}: {answer:?}"
            );
        }
    }
}
