//! The Durable Object of a district: its claims in SQLite, one writer, one commit for each claim.

mod alarm;
mod answers;
mod audit;
mod claims;
mod schema;
mod storage;

use std::cell::RefCell;

use worker::{DurableObject, Env, Request, Response, Result, State, console_error, durable_object};

use crate::claim::record::{Ask, Reply};

/// One district.
#[durable_object(alarm)]
pub struct District {
    state: State,
    ready: bool,
    checked: RefCell<audit::Checked>,
}

impl DurableObject for District {
    fn new(state: State, _env: Env) -> Self {
        let migrated = schema::migrate(&state.storage());
        if let Err(error) = &migrated {
            console_error!("a district's database could not be brought up to date: {error}");
        }
        Self {
            state,
            ready: migrated.is_ok(),
            checked: RefCell::default(),
        }
    }

    async fn fetch(&self, mut request: Request) -> Result<Response> {
        if !self.ready {
            return Err("the district's database is not up to date".into());
        }
        let ask: Ask = serde_json::from_str(&request.text().await?)?;
        let reply = self.answer(ask)?;
        if let Reply::Answer {
            replayed: false, ..
        } = reply
        {
            alarm::arm(&self.state.storage()).await;
        }
        Response::from_json(&reply)
    }

    async fn alarm(&self) -> Result<Response> {
        alarm::clean(&self.state.storage()).await;
        Response::empty()
    }
}

impl District {
    /// Answers one question, without waiting for anything: all writes of an answer are one commit.
    fn answer(&self, ask: Ask) -> Result<Reply> {
        let storage = self.state.storage();
        let sql = storage.sql();
        match ask {
            Ask::Submit {
                retry,
                record,
                accepted,
                now,
            } => claims::submit(&storage, &retry, *record, accepted, now),
            Ask::Replay { retry } => Ok(answers::kept(&sql, &retry)?.unwrap_or(Reply::Nothing)),
            Ask::Claim { id, secret_sha256 } => claims::find(&sql, &id, &secret_sha256),
            Ask::Receipt { id } => claims::receipt(&sql, &id),
            Ask::Audit { district } => {
                audit::state(&sql, &district, &mut self.checked.borrow_mut())
            }
        }
    }
}
