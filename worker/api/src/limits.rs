//! How large a request may be: the phone checks before it sends, the edge while it reads.

/// Bytes of a claim's JSON.
pub const MAX_CLAIM_BYTES: usize = 64 * 1024;
/// Bytes of a decision request's JSON: a full batch fits well.
pub const MAX_DECISION_BYTES: usize = 2 * 1024 * 1024;
/// Cases in one decision request.
pub const MAX_CASES: usize = 1_000;
/// Arrays and objects inside each other.
pub const MAX_DEPTH: usize = 16;
/// Significant digits of a JSON number: as many as every JSON reader keeps. More go in a string.
pub const MAX_NUMBER_DIGITS: usize = 15;
/// Facts or readings of one case.
pub const MAX_FACTS: usize = 500;
/// Pieces of evidence with one claim.
pub const MAX_EVIDENCE: usize = 50;
/// Characters of an evidence file's name.
pub const MAX_FILE_NAME: usize = 200;
/// Promises with one claim.
pub const MAX_PROMISES: usize = 100;
/// Characters of a person's name.
pub const MAX_NAME: usize = 50;
/// Characters of an `Idempotency-Key`, and the fewest.
pub const IDEMPOTENCY_KEY_CHARS: (usize, usize) = (16, 200);
/// Days for which the answer to an `Idempotency-Key` is kept.
pub const IDEMPOTENCY_DAYS: u64 = 120;
/// Characters of a claim secret: 32 random bytes as base64url without padding.
pub const SECRET_CHARS: usize = 43;
