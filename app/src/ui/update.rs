//! The service worker: registered once; when a new version waits, the page offers it and never takes it by itself.

use std::cell::Cell;

use gloo::events::EventListener;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{ServiceWorkerContainer, ServiceWorkerRegistration, ServiceWorkerState};

use crate::task::spawn;

thread_local! {
    static ACCEPTED: Cell<bool> = const { Cell::new(false) };
}

/// Whether a new version waits.
#[derive(Clone, Copy)]
pub struct Update {
    waiting: RwSignal<bool>,
    worker: StoredValue<Option<web_sys::ServiceWorker>, LocalStorage>,
}

impl Update {
    /// Registers the service worker, where the browser has such a thing.
    pub fn watch() -> Self {
        let update = Self {
            waiting: RwSignal::new(false),
            worker: StoredValue::new_local(None),
        };
        if let Some(container) = container() {
            spawn(async move {
                let Ok(registered) = JsFuture::from(container.register("/sw.js")).await else {
                    return;
                };
                let registration: ServiceWorkerRegistration = registered.unchecked_into();
                update.follow(&registration, container.controller().is_some());
                let reload = move |_: &web_sys::Event| {
                    // The first worker takes control without being asked; only an accepted update starts anew.
                    if ACCEPTED.get() {
                        let _ = window().location().reload();
                    }
                };
                EventListener::new(&container, "controllerchange", reload).forget();
            });
        }
        update
    }

    fn follow(self, registration: &ServiceWorkerRegistration, controlled: bool) {
        if controlled && let Some(worker) = registration.waiting() {
            self.offer(worker);
        }
        let found = registration.clone();
        EventListener::new(registration, "updatefound", move |_| {
            let Some(worker) = found.installing() else {
                return;
            };
            let installing = worker.clone();
            EventListener::new(&worker, "statechange", move |_| {
                let controlled =
                    container().is_some_and(|container| container.controller().is_some());
                if installing.state() == ServiceWorkerState::Installed && controlled {
                    self.offer(installing.clone());
                }
            })
            .forget();
        })
        .forget();
        // A page that stays open for days asks for news when it is looked at again.
        let registration = registration.clone();
        EventListener::new(&document(), "visibilitychange", move |_| {
            if !document().hidden() {
                // Offline there is no news.
                let _ = registration.update();
            }
        })
        .forget();
    }

    fn offer(self, worker: web_sys::ServiceWorker) {
        self.worker.set_value(Some(worker));
        self.waiting.set(true);
    }

    /// Whether there is one to offer.
    pub fn is_waiting(&self) -> bool {
        self.waiting.get()
    }

    /// Takes the new version: it takes over, and the page starts anew where it was. What was typed is stored.
    pub fn accept(&self) {
        ACCEPTED.set(true);
        self.worker.with_value(|worker| {
            if let Some(worker) = worker {
                // A worker that is gone has been replaced already.
                let _ = worker.post_message(&JsValue::from_str("skip-waiting"));
            }
        });
    }
}

/// Whether the app opens without a network: it has a service worker at work or on its way.
pub fn offline_ready() -> bool {
    container().is_some()
}

/// The browser's service workers; nothing in browsers inside other apps.
fn container() -> Option<ServiceWorkerContainer> {
    let navigator = window().navigator();
    let container = js_sys::Reflect::get(&navigator, &JsValue::from_str("serviceWorker")).ok()?;
    container.is_object().then(|| container.unchecked_into())
}
