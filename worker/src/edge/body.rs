//! Bodies: read no further than is taken, piece by piece where nobody says how long they are.

use futures_util::StreamExt;
use worker::Request;

use crate::http::accept::is_json;
use crate::http::problems;

use super::answer::Failure;

/// The body of a request that must be JSON of at most so many bytes.
pub async fn json(request: &mut Request, most: usize) -> Result<Vec<u8>, Failure> {
    let headers = request.headers();
    if !is_json(headers.get("Content-Type")?.as_deref()) || headers.has("Content-Encoding")? {
        return Err(problems::not_json().into());
    }
    let announced = headers
        .get("Content-Length")?
        .and_then(|length| length.parse::<usize>().ok());
    if announced.is_some_and(|length| length > most) {
        return Err(problems::too_large(most).into());
    }
    let mut body = Vec::new();
    if request.inner().body().is_none() {
        return Ok(body);
    }
    // The host lets nothing through beyond the announced length: what is short enough is read at once, which is quicker.
    if announced.is_some() {
        let whole = request.bytes().await.map_err(|_| problems::body_broke())?;
        if whole.len() > most {
            return Err(problems::too_large(most).into());
        }
        return Ok(whole);
    }
    let mut stream = request.stream()?;
    while let Some(piece) = stream.next().await {
        let piece = piece.map_err(|_| problems::body_broke())?;
        if body.len() + piece.len() > most {
            return Err(problems::too_large(most).into());
        }
        body.extend_from_slice(&piece);
    }
    Ok(body)
}
