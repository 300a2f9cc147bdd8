//! A state in JSON: `unknown`, `no` or `yes`.

use nuanze_abi::State;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serializer};

pub fn serialize<S: Serializer>(state: &State, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(match state {
        State::Unknown => "unknown",
        State::No => "no",
        State::Yes => "yes",
    })
}

pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<State, D::Error> {
    match <std::borrow::Cow<'de, str>>::deserialize(deserializer)?.as_ref() {
        "unknown" => Ok(State::Unknown),
        "no" => Ok(State::No),
        "yes" => Ok(State::Yes),
        other => Err(D::Error::custom(format_args!(
            "`{other}` is not `yes`, `no` or `unknown`"
        ))),
    }
}
