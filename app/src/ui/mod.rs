//! What pages are made of: the frame, addresses, headings that take focus, fields, icons, and the bars over the page.

mod address;
mod chrome;
mod confirm;
mod fields;
mod html;
mod icon;
mod page;
mod prose;
mod qr;
mod update;
mod with_policy;

pub use address::{follow, go, parts, query, replace};
pub use chrome::{bars, header};
pub use confirm::Confirm;
pub use fields::{Choice, Wrong, choices, error_line, error_summary, search, shows};
pub use html::{Html, input, watch};
pub use icon::Icon;
pub use page::{
    back_link, dead_end, focus, heading, late_progress, main_page, page, redirect, still,
};
pub use prose::prose;
pub use qr::qr_code;
pub use update::{Update, offline_ready};
pub use with_policy::with_policy;
