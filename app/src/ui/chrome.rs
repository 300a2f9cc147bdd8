//! The frame of every page: the header, and the bars that say what the page cannot.

use gloo::events::EventListener;
use leptos::prelude::*;

use super::{Html, Update, focus, still};
use crate::store::use_store;
use crate::text::{Lang, lang, speak, t};

/// Name, language, own papers, display. Its words follow the language where they stand, so that the focus stays.
pub fn header(language: RwSignal<String>) -> Html {
    let words = move |of: fn() -> &'static str| {
        move || {
            language.track();
            Html::new().text(of())
        }
    };
    let switch = move || {
        still();
        let other = match lang() {
            Lang::Zh => Lang::En,
            Lang::En => Lang::Zh,
        };
        speak(other, language);
    };
    let html = Html::new().raw("<a class=\"skip\" href=\"#main\"");
    let html = html
        .on("click", |event| {
            event.prevent_default();
            // A page without its heading yet has nothing to skip to.
            if let Ok(Some(heading)) = document().query_selector("main h1") {
                focus(heading);
            }
        })
        .content(words(|| t().skip));
    let html = html.raw("></a><header><a class=\"brand\" href=\"/\">");
    let html = html.raw("<img src=\"/icon.svg\" alt=\"\" width=\"32\" height=\"32\"><span");
    let html = html.content(words(|| t().brand)).raw("></span></a><nav");
    let html = html.follows("aria-label", move || {
        language.track();
        Some(t().nav)
    });
    let html = html
        .raw("><a href=\"/mine\"")
        .content(words(|| t().nav_mine));
    let html = html
        .raw("></a><a href=\"/display\"")
        .content(words(|| t().nav_display));
    html.raw("></a><button type=\"button\" class=\"plain\"")
        .click(switch)
        .follows("lang", move || {
            language.track();
            Some(match lang() {
                Lang::Zh => "en",
                Lang::En => "zh-CN",
            })
        })
        .content(words(|| t().other_language))
        .raw("></button></nav></header>")
}

/// A new version, no network, no storage.
pub fn bars(language: RwSignal<String>, update: Update) -> Html {
    let store = use_store();
    let online = RwSignal::new(window().navigator().on_line());
    for (event, is) in [("online", true), ("offline", false)] {
        EventListener::new(&window(), event, move |_| online.set(is)).forget();
    }
    let quiet = |html: Html, text: &str| {
        let html = html.raw("<div class=\"bar quiet\">").p("", text);
        html.raw("</div>")
    };
    let html = Html::new().raw("<div class=\"bars\" aria-live=\"polite\"");
    let html = html.content(move || {
        language.track();
        let html = Html::new();
        let html = if update.is_waiting() {
            let html = html.raw("<div class=\"bar\">").p("", t().update_ready);
            html.button("", t().update_now, move || update.accept())
                .raw("</div>")
        } else {
            html
        };
        let html = if online.get() {
            html
        } else {
            quiet(html, t().offline_bar)
        };
        if store.keeps.get() {
            html
        } else {
            quiet(html, t().storage_off)
        }
    });
    html.raw("></div>")
}
