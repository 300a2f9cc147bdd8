//! What a policy module looks like: how its memory is laid out, what it exports, and the manifest that
//! describes it. The compiler writes this, every host reads it, and nothing else lives here.

mod layout;
mod manifest;

pub use layout::*;
pub use manifest::*;
