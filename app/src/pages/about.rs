//! What this is, what happens to one's data, and how to put it on the home screen.

use leptos::prelude::*;

use crate::text::t;
use crate::ui::{Icon, icon, offline_ready, page};

/// About.
pub fn about() -> AnyView {
    let offline = if offline_ready() { t().about_installed } else { t().about_offline_no };
    let in_app = in_app_browser().then(|| view! { <p class="note">{icon(Icon::Notice)}<span>{t().about_inapp}</span></p> });
    page(
        t().about_title,
        view! {
            <p class="lead">{t().about_what}</p>
            <section>
                <h2>{t().about_install_title}</h2>
                {in_app}
                <ul>
                    <li>{t().about_install_android}</li>
                    <li>{t().about_install_ios}</li>
                </ul>
                <p>{offline}</p>
            </section>
            <section>
                <h2>{t().about_privacy_title}</h2>
                <p>{t().about_privacy}</p>
                <a href="/mine">{t().mine_title}</a>
            </section>
        },
    )
}

/// Whether this page is shown inside another app, where nothing is kept for long.
fn in_app_browser() -> bool {
    let agent = window().navigator().user_agent().unwrap_or_default();
    ["MicroMessenger", "QQ/", "AlipayClient", "DingTalk", "Weibo", "aweme"].iter().any(|name| agent.contains(name))
}
