//! What happens to answers, without a browser: how they are kept, read from what was typed, and what is asked next.

mod answers;
mod claim;
mod entry;
mod next;
mod request;

pub use answers::*;
pub use claim::*;
pub use entry::*;
pub use next::*;
pub use request::*;
