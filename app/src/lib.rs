//! The resident's app: what can I get, by which clause, what is missing, and the claim, on a phone, offline too.

mod flow;
mod outbox;
mod pages;
mod store;
mod text;
mod ui;

use leptos::prelude::*;
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::path;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::spawn_local;

use store::Store;
use ui::{Bars, Header, Update};

/// Starts the app in the place of what `index.html` shows until then.
#[wasm_bindgen(start)]
pub fn start() {
    spawn_local(async {
        let store = Store::open().await;
        let language = RwSignal::new(text::remembered());
        text::speak(language.get_untracked(), language);
        let Some(root) = document().get_element_by_id("app") else {
            return;
        };
        root.set_text_content(None);
        mount_to(
            wasm_bindgen::JsCast::unchecked_into(root),
            move || view! { <App store language/> },
        )
        .forget();
        outbox::start(store);
    });
}

#[component]
fn App(store: Store, language: RwSignal<text::Lang>) -> impl IntoView {
    provide_context(store);
    provide_context(language);
    let update = Update::watch();
    view! {
        <Router>
            <Header language/>
            <Bars language update/>
            // Pages read their words once: another language draws them anew.
            {move || {
                language.track();
                view! {
                    <FlatRoutes fallback=pages::not_found>
                        <Route path=path!("/") view=pages::home/>
                        <Route path=path!("/check/:policy") view=pages::check/>
                        <Route path=path!("/check/:policy/q/:fact") view=pages::question/>
                        <Route path=path!("/check/:policy/answers") view=pages::answers/>
                        <Route path=path!("/check/:policy/result") view=pages::result/>
                        <Route path=path!("/policy/:policy") view=pages::policy/>
                        <Route path=path!("/claim/:policy/:step") view=pages::claim/>
                        <Route path=path!("/sent/:key") view=pages::sent/>
                        <Route path=path!("/r/:id") view=pages::receipt/>
                        <Route path=path!("/mine") view=pages::mine/>
                        <Route path=path!("/about") view=pages::about/>
                        <Route path=path!("/display") view=pages::display/>
                    </FlatRoutes>
                }
            }}
        </Router>
    }
}
