//! What this is, what happens to one's data, and how to put it on the home screen.

use leptos::prelude::*;

use crate::text::t;
use crate::ui::{Html, Icon, offline_ready, page};

/// About.
pub fn about() -> Html {
    let offline = if offline_ready() {
        t().about_installed
    } else {
        t().about_offline_no
    };
    let html = Html::new()
        .p("lead", t().about_what)
        .raw("<section><h2>")
        .text(t().about_install_title)
        .raw("</h2>");
    let html = if in_app_browser() {
        html.raw("<p class=\"note\">")
            .icon(Icon::Notice)
            .raw("<span>")
            .text(t().about_inapp)
            .raw("</span></p>")
    } else {
        html
    };
    let html = html
        .raw("<ul><li>")
        .text(t().about_install_android)
        .raw("</li><li>")
        .text(t().about_install_ios);
    let html = html
        .raw("</li></ul>")
        .p("", offline)
        .raw("</section><section><h2>")
        .text(t().about_privacy_title);
    let html = html
        .raw("</h2>")
        .p("", t().about_privacy)
        .link("", "/mine", t().mine_title)
        .raw("</section>");
    page(t().about_title, Html::new().within("div", "stack", html))
}

/// Whether this page is shown inside another app, where nothing is kept for long.
fn in_app_browser() -> bool {
    let agent = window().navigator().user_agent().unwrap_or_default();
    [
        "MicroMessenger",
        "QQ/",
        "AlipayClient",
        "DingTalk",
        "Weibo",
        "aweme",
    ]
    .iter()
    .any(|name| agent.contains(name))
}
