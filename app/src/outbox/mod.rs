//! Claims on their way: stored before anything is sent, sent once, kept until the edge has answered for good.

mod claim;
mod sender;
mod verdict;

pub use claim::{Claim, ClaimState, NewClaim};
pub use sender::{Sending, send_now, start};
pub use verdict::Verdict;
