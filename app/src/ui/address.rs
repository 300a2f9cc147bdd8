//! The address of the page: where the app stands, the ways to go elsewhere, and the links that lead there without
//! loading anything.

use gloo::events::{EventListener, EventListenerOptions};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, MouseEvent, Url, UrlSearchParams};

/// The path and what stands behind its `?`: `/check/mentougou-2022/answers`.
fn here() -> String {
    let location = window().location();
    // Both fail only where the page has no address at all.
    let (path, search) = (location.pathname(), location.search());
    path.unwrap_or_default() + &search.unwrap_or_default()
}

/// The parts of an address's path: none for the first page.
pub fn parts(address: &str) -> Vec<String> {
    let path = address.split('?').next().unwrap_or_default();
    let plain = |part: &str| js_sys::decode_uri_component(part).ok()?.as_string();
    path.split('/')
        .filter(|part| !part.is_empty())
        .map(|part| plain(part).unwrap_or_else(|| part.to_owned()))
        .collect()
}

thread_local! {
    static ADDRESS: std::cell::OnceCell<RwSignal<String>> = const { std::cell::OnceCell::new() };
}

/// The signal of the address; [`follow`] keeps it true.
fn signal() -> RwSignal<String> {
    ADDRESS.with(|slot| *slot.get_or_init(|| RwSignal::new(here())))
}

/// Follows the address for as long as the app lives: back and forth, and every link to a page of the app.
pub fn follow() -> RwSignal<String> {
    let address = signal();
    EventListener::new(&window(), "popstate", move |_| {
        // Another clause of the same page is the browser's: what was typed there stays.
        if address.with_untracked(|address| *address != here()) {
            address.set(here());
        }
    })
    .forget();
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(&document(), "click", options, |event| {
        let event: &MouseEvent = event.unchecked_ref();
        if let Some(to) = leads_to(event) {
            event.prevent_default();
            go(&to);
        }
    })
    .forget();
    address
}

/// The page of the app that a click on a link leads to. Everything else is the browser's: other sites, new windows,
/// clauses on the same page.
fn leads_to(event: &MouseEvent) -> Option<String> {
    let plain = event.button() == 0
        && !(event.alt_key() || event.ctrl_key() || event.meta_key() || event.shift_key());
    if !plain || event.default_prevented() {
        return None;
    }
    let pressed: Element = event.target()?.dyn_into().ok()?;
    let link = pressed.closest("a[href]").ok()??;
    if link.has_attribute("target") || link.has_attribute("download") {
        return None;
    }
    let here = window().location().href().ok()?;
    let (to, from) = (
        Url::new_with_base(&link.get_attribute("href")?, &here).ok()?,
        Url::new(&here).ok()?,
    );
    let same_page = to.pathname() == from.pathname() && to.search() == from.search();
    if to.origin() != from.origin() || (same_page && !to.hash().is_empty()) {
        return None;
    }
    Some(format!("{}{}{}", to.pathname(), to.search(), to.hash()))
}

/// A parameter behind the `?`.
pub fn query(name: &str) -> Option<String> {
    let search = window().location().search().ok()?;
    UrlSearchParams::new_with_str(&search).ok()?.get(name)
}

/// Goes to another page.
pub fn go(to: &str) {
    move_to(to, false);
    window().scroll_to_with_x_and_y(0.0, 0.0);
}

/// Goes to another page in place of this one, so that "back" does not return here.
pub fn replace(to: &str) {
    move_to(to, true);
}

fn move_to(to: &str, in_place: bool) {
    let Ok(history) = window().history() else {
        return;
    };
    let moved = if in_place {
        history.replace_state_with_url(&JsValue::NULL, "", Some(to))
    } else {
        history.push_state_with_url(&JsValue::NULL, "", Some(to))
    };
    // Browsers refuse only a flood of moves; then the page stays what it is.
    if moved.is_ok() {
        signal().set(here());
    }
}
