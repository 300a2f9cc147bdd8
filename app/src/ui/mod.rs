//! What pages are made of: the frame, headings that take focus, fields, icons, and the bars over the page.

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

pub use chrome::{Bars, Header};
pub use confirm::Confirm;
pub use fields::{Choice, ErrorSummary, choices, error_line};
pub use html::Html;
pub use icon::{Icon, icon};
pub use page::{back_link, go, main_page, page, redirect, still};
pub use prose::prose;
pub use qr::qr_code;
pub use update::{Update, offline_ready};
pub use with_policy::with_policy;
