//! The app's own words: buttons, headings, errors. What a policy says comes from its manifest.

mod sentences;
mod words;

use std::cell::Cell;

use gloo::storage::{LocalStorage, Storage};
use leptos::prelude::*;
pub use nuanze_runtime::words::Lang;

pub use sentences::*;
pub use words::Words;

/// Where the choice of language is remembered.
pub const LANG_KEY: &str = "nuanze.lang";

thread_local! {
    static CURRENT: Cell<Lang> = const { Cell::new(Lang::Zh) };
}

/// The language of the page as it stands.
pub fn lang() -> Lang {
    CURRENT.get()
}

/// The app's words in the language of the page.
pub fn t() -> &'static Words {
    Words::of(lang())
}

/// The language remembered from the last visit: Chinese unless English was chosen.
pub fn remembered() -> Lang {
    match LocalStorage::raw().get_item(LANG_KEY) {
        Ok(Some(name)) if name == "en" => Lang::En,
        _ => Lang::Zh,
    }
}

/// Makes this the page's language, tells the document and remembers it. The signal, of the language's tag, makes the
/// page draw itself anew.
pub fn speak(language: Lang, signal: RwSignal<String>) {
    CURRENT.set(language);
    let (tag, name) = match language {
        Lang::Zh => ("zh-CN", "zh"),
        Lang::En => ("en", "en"),
    };
    if let Some(root) = document().document_element() {
        // Both fail only where the browser forbids storage; the choice then lasts for this visit.
        let _ = root.set_attribute("lang", tag);
        let _ = LocalStorage::raw().set_item(LANG_KEY, name);
    }
    signal.set(tag.to_owned());
}
