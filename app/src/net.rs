//! The network: one question to the edge, and what it answers.

use gloo::net::http::{Method, RequestBuilder};
use gloo::timers::callback::Timeout;
use web_sys::AbortController;

/// A network that answers nothing at all is given up after so many milliseconds.
const PATIENCE: u32 = 60_000;

/// What is sent along with a question.
pub struct Sent {
    /// Its `Idempotency-Key`.
    pub key: String,
    /// Its body, JSON.
    pub body: String,
}

/// An answer, whatever it says.
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// After how many seconds to ask again.
    pub retry_after: Option<u64>,
    /// The body.
    pub body: Vec<u8>,
}

impl Answer {
    /// The body as text; empty where it is none.
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap_or_default()
    }
}

/// Asks for what is at an address, or sends something there; nothing where no answer comes.
pub async fn ask(url: &str, sent: Option<Sent>) -> Option<Answer> {
    let stop = AbortController::new().ok();
    let signal = stop.as_ref().map(AbortController::signal);
    // Dropped with the answer, before it fires.
    let _patience = stop.map(|stop| Timeout::new(PATIENCE, move || stop.abort()));
    let asked = RequestBuilder::new(url).abort_signal(signal.as_ref());
    let asked = match sent {
        Some(sent) => asked
            .method(Method::POST)
            .header("idempotency-key", &sent.key)
            .header("content-type", "application/json")
            .body(sent.body),
        None => asked.build(),
    };
    let answer = asked.ok()?.send().await.ok()?;
    let retry_after = answer.headers().get("retry-after");
    Some(Answer {
        status: answer.status(),
        retry_after: retry_after.and_then(|seconds| seconds.trim().parse().ok()),
        body: answer.binary().await.ok()?,
    })
}
