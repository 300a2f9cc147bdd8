//! What a checked policy can still be too large for.

use std::fmt;

/// Why a program cannot become a module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CodegenError {
    /// There are more facts, readings and steps than a record may have slots.
    Slots {
        /// How many there are.
        found: usize,
        /// How many there may be.
        limit: usize,
    },
    /// A number on the way to a result does not fit 64 bits at the scale that exact arithmetic needs.
    Range {
        /// The rule, table or condition.
        definition: String,
        /// What was being computed.
        step: &'static str,
        /// The smallest value the number can take, in units of its last digit.
        min: i128,
        /// The largest.
        max: i128,
    },
    /// The manifest could not be written as JSON.
    Manifest,
}

impl fmt::Display for CodegenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Slots { found, limit } => {
                write!(
                    f,
                    "the policy has {found} facts, readings and steps, but a module holds {limit}: split it"
                )
            }
            Self::Range {
                definition,
                step,
                min,
                max,
            } => write!(
                f,
                "{step} in `{definition}` needs whole numbers from {min} to {max} on the way, which is more than 64 \
                 bits: narrow the ranges of its facts or round to fewer digits first"
            ),
            Self::Manifest => write!(f, "the manifest cannot be written as JSON"),
        }
    }
}

impl std::error::Error for CodegenError {}
