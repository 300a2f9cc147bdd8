//! Answers: bodies with their headers, and what may go wrong on the way to one.

use std::cell::OnceCell;

use nuanze_api::{PROBLEM_JSON, Problem, sha256_hex};
use serde::Serialize;
use worker::web_sys::{self, ReadableStream};
use worker::{EncodeBody, Error, Headers, Request, Response, ResponseBuilder, Result};

use crate::http::accept::{encodings, has_etag};
use crate::http::file::SECURITY_HEADERS;

/// Smaller bodies are not worth compressing.
const WORTH_COMPRESSING: usize = 1024;

thread_local! {
    static COMMON: OnceCell<Headers> = const { OnceCell::new() };
}

/// The headers of every answer. They are written once in the life of an isolate and copied: each header is a call of the
/// host.
fn common_headers() -> Result<Headers> {
    COMMON.with(|common| {
        if let Some(common) = common.get() {
            let copied = web_sys::Headers::new_with_headers(&common.0);
            return copied.map(Headers).map_err(Error::from);
        }
        let headers = Headers::new();
        for (name, value) in SECURITY_HEADERS {
            headers.set(name, value)?;
        }
        headers.set("Vary", "Accept-Encoding")?;
        let copied = web_sys::Headers::new_with_headers(&headers.0)?;
        // It was empty a moment ago.
        let _ = common.set(headers);
        Ok(Headers(copied))
    })
}

/// Why there is no answer: the request's fault, or ours.
pub enum Failure {
    /// The request's.
    Problem(Box<Problem>),
    /// Ours.
    Fault(Error),
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Self::Problem(Box::new(problem))
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Fault(error)
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Self::Fault(error.into())
    }
}

/// What an answer's body is.
enum Body {
    /// All of it; compressed on the way out if that is worth it.
    Bytes(Vec<u8>),
    /// A file as it is kept, maybe compressed beforehand.
    Kept(Option<ReadableStream>),
}

/// An answer on its way out.
pub struct Answer {
    status: u16,
    body: Body,
    headers: Vec<(String, String)>,
}

impl Answer {
    /// JSON.
    pub fn json<T: Serialize>(status: u16, value: &T) -> Result<Self, serde_json::Error> {
        Ok(Self::bytes(
            status,
            "application/json",
            serde_json::to_vec(value)?,
        ))
    }

    /// JSON that is written already.
    pub fn json_text(status: u16, text: String) -> Self {
        let kind = if status < 400 {
            "application/json"
        } else {
            PROBLEM_JSON
        };
        Self::bytes(status, kind, text.into_bytes()).with("Cache-Control", "no-store")
    }

    /// A problem.
    pub fn problem(problem: &Problem) -> Self {
        let body = serde_json::to_vec(problem).unwrap_or_default();
        Self::bytes(problem.status, PROBLEM_JSON, body).with("Cache-Control", "no-store")
    }

    /// Bytes of this type.
    pub fn bytes(status: u16, content_type: &str, body: Vec<u8>) -> Self {
        Self {
            status,
            body: Body::Bytes(body),
            headers: Vec::new(),
        }
        .with("Content-Type", content_type)
    }

    /// A stream of this type that is passed on as it is.
    pub fn stream(content_type: &str, body: Option<ReadableStream>) -> Self {
        Self {
            status: 200,
            body: Body::Kept(body),
            headers: Vec::new(),
        }
        .with("Content-Type", content_type)
    }

    /// The same with a header.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The same, to be asked for again each time by its ETag: a weak one, as compressed forms of it share it.
    #[must_use]
    pub fn cached_by_etag(self) -> Self {
        let etag = match &self.body {
            Body::Bytes(bytes) => {
                format!("W/\"{}\"", sha256_hex(bytes).get(..32).unwrap_or_default())
            }
            Body::Kept(_) => return self,
        };
        self.with("ETag", &etag).with("Cache-Control", "no-cache")
    }

    fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        let found = headers.find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }

    /// The response to this request.
    pub fn into_response(self, request: &Request, head: bool) -> Result<Response> {
        let headers = common_headers()?;
        for (name, value) in &self.headers {
            headers.set(name, value)?;
        }
        let unchanged = match self.header("ETag") {
            Some(etag) => has_etag(request.headers().get("If-None-Match")?.as_deref(), etag),
            None => false,
        };
        if unchanged && self.status == 200 {
            headers.delete("Content-Type")?;
            headers.delete("Content-Encoding")?;
            return Ok(ResponseBuilder::new()
                .with_status(304)
                .with_headers(headers)
                .empty());
        }
        let encoded = self.header("Content-Encoding").is_some();
        let mut builder = ResponseBuilder::new().with_status(self.status);
        if encoded {
            builder = builder.with_encode_body(EncodeBody::Manual);
        }
        match self.body {
            Body::Bytes(bytes) => {
                if !encoded && bytes.len() >= WORTH_COMPRESSING {
                    // The host compresses what the header names.
                    let accepted = request.headers().get("Accept-Encoding")?;
                    if let Some(encoding) = encodings(accepted.as_deref()).first() {
                        headers.set("Content-Encoding", encoding.name())?;
                    }
                } else if head {
                    headers.set("Content-Length", &bytes.len().to_string())?;
                }
                let builder = builder.with_headers(headers);
                Ok(if head {
                    builder.empty()
                } else {
                    builder.fixed(bytes)
                })
            }
            Body::Kept(stream) => {
                let builder = builder.with_headers(headers);
                Ok(match stream {
                    Some(stream) if !head => builder.stream(stream),
                    _ => builder.empty(),
                })
            }
        }
    }
}
