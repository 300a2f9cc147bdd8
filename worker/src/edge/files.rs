//! The app's files, from whatever is bound as `ASSETS`: a folder on workerd, Static Assets on Cloudflare.

use worker::{Env, Fetcher, Request, Response, ResponseBody};

use crate::http::accept::{Encoding, encodings};
use crate::http::file::{PAGE, cache_control, content_type, file as wanted, is_immutable};
use crate::http::problems;

use super::answer::{Answer, Failure};

/// `GET` of anything that is not the API's.
pub async fn file(path: &str, request: &Request, env: &Env) -> Result<Answer, Failure> {
    let wanted = wanted(path).ok_or_else(problems::no_such_file)?;
    let assets: Fetcher = env.service("ASSETS")?;
    let accepted = request.headers().get("Accept-Encoding")?;
    let mut forms: Vec<Option<Encoding>> = encodings(accepted.as_deref())
        .into_iter()
        .map(Some)
        .collect();
    forms.push(None);
    for form in forms {
        let name = format!("{}{}", wanted.path, form.map_or("", Encoding::suffix));
        if let Some(found) = fetch(&assets, &name).await? {
            return answer(&wanted.path, form, found).await;
        }
    }
    Err(if wanted.or_page || wanted.path == PAGE {
        problems::no_page()
    } else {
        problems::no_such_file()
    }
    .into())
}

/// A file; none if there is none, or a folder of this name.
async fn fetch(assets: &Fetcher, path: &str) -> Result<Option<Response>, Failure> {
    let response = assets.fetch(format!("https://assets{path}"), None).await?;
    Ok((response.status_code() == 200).then_some(response))
}

async fn answer(
    path: &str,
    form: Option<Encoding>,
    mut found: Response,
) -> Result<Answer, Failure> {
    let kind = content_type(path);
    let answer = if is_immutable(path) {
        let stream = match found.body() {
            ResponseBody::Stream(stream) => Some(stream.clone()),
            _ => None,
        };
        Answer::stream(kind, stream).with("Cache-Control", cache_control(path))
    } else {
        Answer::bytes(200, kind, found.bytes().await?).cached_by_etag()
    };
    Ok(match form {
        Some(form) => answer.with("Content-Encoding", form.name()),
        None => answer,
    })
}
