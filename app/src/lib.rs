//! The resident's app: what can I get, by which clause, what is missing, and the claim, on a phone, offline too.

mod flow;
mod json;
mod net;
mod outbox;
mod pages;
mod store;
mod task;
mod text;
mod ui;

use leptos::prelude::*;
use wasm_bindgen::prelude::wasm_bindgen;

use store::Store;
use task::spawn;
use ui::{Html, Update};

/// Starts the app in the place of what `index.html` shows until then.
#[wasm_bindgen(start)]
pub fn start() {
    spawn(async {
        let store = Store::open().await;
        let language = RwSignal::new(String::new());
        text::speak(text::remembered(), language);
        let Some(root) = document().get_element_by_id("app") else {
            return;
        };
        let place = root.clone();
        // Leptos owns what is drawn and runs what follows signals; the drawing is ours (see [`Html`]).
        mount_to(wasm_bindgen::JsCast::unchecked_into(root), move || {
            provide_context(store);
            app(language).show(&place);
        })
        .forget();
        outbox::start(store);
    });
}

/// The frame, and the page of the address in it.
fn app(language: RwSignal<String>) -> Html {
    let update = Update::watch();
    let address = ui::follow();
    let frame = ui::header(language).add(ui::bars(language, update));
    // Pages read their words once: another language draws them anew.
    frame.live("", move || {
        language.track();
        pages::draw(&address.get())
    })
}
