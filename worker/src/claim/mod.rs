//! What makes a claim: checked, compared, sealed, signed. Pure: keys, time and chance come in as parameters.

pub mod audit;
pub mod check;
pub mod compare;
pub mod household;
pub mod id;
pub mod idempotency;
pub mod keys;
pub mod prepare;
pub mod receipt;
pub mod record;
pub mod seal;
pub mod secret;
pub mod time;
