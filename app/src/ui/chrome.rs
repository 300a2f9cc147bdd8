//! The frame of every page: the header, and the bars that say what the page cannot.

use gloo::events::EventListener;
use leptos::prelude::*;

use super::{Update, still};
use crate::store::use_store;
use crate::text::{Lang, lang, speak, t};

/// Name, language, own papers, display.
#[component]
pub fn Header(
    /// The page's language.
    language: RwSignal<Lang>,
) -> impl IntoView {
    let switch = move |_| {
        still();
        speak(
            if lang() == Lang::Zh {
                Lang::En
            } else {
                Lang::Zh
            },
            language,
        );
    };
    let words = move || {
        language.track();
        t()
    };
    let to_main = |event: web_sys::MouseEvent| {
        event.prevent_default();
        if let Ok(Some(heading)) = document().query_selector("main h1") {
            let heading: web_sys::HtmlElement = wasm_bindgen::JsCast::unchecked_into(heading);
            // A page without its heading yet has nothing to skip to.
            let _ = heading.focus();
        }
    };
    view! {
        <a class="skip" href="#main" on:click=to_main>{move || words().skip}</a>
        <header>
            <a class="brand" href="/">
                <img src="/icon.svg" alt="" width="32" height="32"/>
                {move || words().brand}
            </a>
            <nav aria-label=move || words().nav>
                <a href="/mine">{move || words().nav_mine}</a>
                <a href="/display">{move || words().nav_display}</a>
                <button class="plain" on:click=switch lang=move || if words().brand == "Nuanze" { "zh-CN" } else { "en" }>
                    {move || words().other_language}
                </button>
            </nav>
        </header>
    }
}

/// A new version, no network, no storage.
#[component]
pub fn Bars(
    /// The page's language.
    language: RwSignal<Lang>,
    /// The new version.
    update: Update,
) -> impl IntoView {
    let store = use_store();
    let online = RwSignal::new(window().navigator().on_line());
    for (event, is) in [("online", true), ("offline", false)] {
        EventListener::new(&window(), event, move |_| online.set(is)).forget();
    }
    view! {
        <div class="bars" aria-live="polite">
            {move || {
                language.track();
                update
                    .is_waiting()
                    .then(|| {
                        view! {
                            <div class="bar">
                                <p>{t().update_ready}</p>
                                <button on:click=move |_| update.accept()>{t().update_now}</button>
                            </div>
                        }
                    })
            }}
            {move || {
                language.track();
                (!online.get()).then(|| view! { <div class="bar quiet"><p>{t().offline_bar}</p></div> })
            }}
            {move || {
                language.track();
                (!store.keeps.get()).then(|| view! { <div class="bar quiet"><p>{t().storage_off}</p></div> })
            }}
        </div>
    }
}
