//! The worker: one request in, one answer out.

mod answer;
mod body;
mod claims;
mod decisions;
mod files;
mod policies;
mod settings;

use nuanze_api::Health;
use worker::{Context, Env, Request, Response, Result, console_error, event};

use crate::http::problems;
use crate::http::route::{Route, RouteError, route};

use answer::{Answer, Failure};

#[event(fetch)]
async fn fetch(mut request: Request, env: Env, _context: Context) -> Result<Response> {
    let method = request.inner().method();
    let path = request.path();
    let answer = match route(&method, &path) {
        Ok(route) => respond(route, &mut request, &env).await,
        Err(RouteError::NoSuchPath) => Err(problems::no_such_path().into()),
        Err(RouteError::MethodNotAllowed(allowed)) => {
            Ok(Answer::problem(&problems::method_not_allowed(allowed)).with("Allow", allowed))
        }
    };
    let answer = answer.unwrap_or_else(|failure| match failure {
        Failure::Problem(problem) => Answer::problem(&problem),
        Failure::Fault(error) => {
            // The path holds ids at most, never a person.
            console_error!("{method} {path}: {error}");
            Answer::problem(&problems::internal())
        }
    });
    answer.into_response(&request, method == "HEAD")
}

async fn respond(route: Route, request: &mut Request, env: &Env) -> Result<Answer, Failure> {
    match route {
        Route::Health => {
            let health = Health {
                claims: settings::keys(env).is_ok(),
                policies: policies::index()?.len(),
            };
            Ok(Answer::json(200, &health)?.with("Cache-Control", "no-store"))
        }
        Route::OpenApi => Ok(Answer::json(200, &crate::openapi::document())?.cached_by_etag()),
        Route::Keys => {
            let keys = settings::keys(env)?.published();
            Ok(Answer::json(200, &keys)?.with("Cache-Control", "public, max-age=300"))
        }
        Route::Policies => policies::list(),
        Route::Policy(id) => policies::one(&id),
        Route::Module(id) => policies::module(&id, request),
        Route::Decide => decisions::decide(request).await,
        Route::Submit => claims::submit(request, env).await,
        Route::Claim(id) => claims::view(&id, request, env).await,
        Route::Receipt(id) => claims::receipt(&id, env).await,
        Route::Audit(district) => claims::audit(&district, env).await,
        Route::File(path) => files::file(&path, request, env).await,
    }
}
