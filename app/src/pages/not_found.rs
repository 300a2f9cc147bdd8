//! What stands at an address that leads nowhere.

use leptos::prelude::*;

use crate::text::t;
use crate::ui::page;

/// No such page.
pub fn not_found() -> AnyView {
    page(
        t().not_found_title,
        view! { <p>{t().not_found_lead}</p><a class="button" href="/">{t().to_home}</a> },
    )
}
