//! The least that a Rust worker can do: it reads the request's body and answers.
#![cfg(target_arch = "wasm32")]

use worker::{Context, Env, Request, Response, Result, event};

#[event(fetch)]
async fn fetch(mut request: Request, _env: Env, _context: Context) -> Result<Response> {
    let body = request.bytes().await?;
    Response::from_bytes(body)
}
