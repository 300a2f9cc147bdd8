//! What can be wrong: with a module's bytes, and with the facts of a case.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Why bytes are not a module that can be run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ModuleError {
    /// They are no WebAssembly module, or a truncated one.
    Malformed(String),
    /// There is no manifest in them.
    NoManifest,
    /// The manifest is not the JSON it should be.
    Manifest(String),
    /// The manifest contradicts itself: where, and how.
    Inconsistent {
        /// The place in the manifest (`nodes[3]`).
        at: String,
        /// What is wrong there.
        problem: String,
    },
    /// It is laid out for another version of the runtime.
    Version {
        /// The version that it names.
        found: i32,
    },
    /// It wants something from its host; a policy needs nothing.
    Imports,
    /// An export is missing, or is not what it should be.
    Export {
        /// Its name.
        name: String,
        /// What it should be.
        expected: &'static str,
    },
    /// The records do not fit its memory.
    Memory(String),
    /// It failed while it ran, or left something in its memory that its manifest does not allow.
    Failed(String),
}

impl fmt::Display for ModuleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed(why) => write!(f, "this is not a WebAssembly module: {why}"),
            Self::NoManifest => write!(
                f,
                "this module is not a policy: it has no `{}` section",
                nuanze_abi::MANIFEST_SECTION
            ),
            Self::Manifest(why) => write!(f, "the policy's manifest cannot be read: {why}"),
            Self::Inconsistent { at, problem } => {
                write!(f, "the policy's manifest is wrong at `{at}`: {problem}")
            }
            Self::Version { found } => write!(
                f,
                "the policy has layout version {found}, this runtime knows version {}; build the policy again",
                nuanze_abi::ABI_VERSION
            ),
            Self::Imports => write!(f, "a policy imports nothing, but this module has imports"),
            Self::Export { name, expected } => {
                write!(f, "the module should export {expected} as `{name}`")
            }
            Self::Memory(why) => write!(f, "the policy's memory is wrong: {why}"),
            Self::Failed(why) => write!(f, "the policy failed: {why}"),
        }
    }
}

impl std::error::Error for ModuleError {}

/// Everything that is wrong with a case, all at once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseError {
    /// At least one.
    pub errors: Vec<FactError>,
}

impl fmt::Display for CaseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, error) in self.errors.iter().enumerate() {
            if i > 0 {
                f.write_str("; ")?;
            }
            f.write_str(&error.message)?;
        }
        Ok(())
    }
}

impl std::error::Error for CaseError {}

impl From<ModuleError> for CaseError {
    fn from(error: ModuleError) -> Self {
        Self {
            errors: vec![FactError {
                pointer: String::new(),
                code: FactErrorCode::Module,
                message: error.to_string(),
                message_zh: "政策模块出错，无法得出结果".into(),
                help: None,
                help_zh: None,
            }],
        }
    }
}

/// One thing that is wrong, and how to mend it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactError {
    /// JSON pointer: into the facts (`/heated_area`, `/months/1/valley`), or into the readings where [`FactErrorCode::of_reading`].
    pub pointer: String,
    /// What kind of mistake.
    pub code: FactErrorCode,
    /// What is wrong, in English.
    pub message: String,
    /// What is wrong, in Chinese.
    pub message_zh: String,
    /// How to mend it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub help: Option<String>,
    /// How to mend it, in Chinese.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub help_zh: Option<String>,
}

/// Kinds of mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FactErrorCode {
    /// The policy has no such fact.
    UnknownFact,
    /// Not the JSON type that the fact has.
    WrongType,
    /// Not a decimal number.
    NotANumber,
    /// Outside the fact's range.
    OutOfRange,
    /// More digits than the fact's step allows.
    OffStep,
    /// Not a day that exists.
    NotADate,
    /// Not a time of day that exists.
    NotATime,
    /// Not a day and a time that exist.
    NotADateTime,
    /// More or fewer items than the list can have.
    WrongLength,
    /// Given inside its record or list, and by the way to it.
    GivenTwice,
    /// An item beyond the end of its list.
    BeyondEnd,
    /// Not a value of the enum.
    UnknownValue,
    /// The policy has no such reading.
    UnknownReading,
    /// The reading has no such alternative.
    UnknownAlternative,
    /// The policy has no such outcome.
    UnknownOutcome,
    /// The module itself failed: no facts would have helped.
    Module,
}

impl FactErrorCode {
    /// Whether the error's pointer points into the readings.
    pub const fn of_reading(self) -> bool {
        matches!(self, Self::UnknownReading | Self::UnknownAlternative)
    }
}
