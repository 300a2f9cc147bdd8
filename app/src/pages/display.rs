//! How the page looks: the size of its text and its colours, remembered on the phone.

use gloo::storage::{LocalStorage, Storage};
use leptos::prelude::*;

use crate::text::t;
use crate::ui::{Choice, Html, choices, page, watch};

/// Where the size is remembered; `index.html` reads it before anything is drawn.
const SIZE_KEY: &str = "nuanze.size";
/// Where the colours are remembered.
const THEME_KEY: &str = "nuanze.theme";

/// Display.
pub fn display() -> Html {
    let sizes = [
        ("18", t().size_1),
        ("22", t().size_2),
        ("26", t().size_3),
        ("30", t().size_4),
    ];
    let themes = [
        ("auto", t().theme_auto),
        ("light", t().theme_light),
        ("dark", t().theme_dark),
    ];
    let size = setting("size", SIZE_KEY, "18", t().display_size, &sizes);
    let theme = setting("theme", THEME_KEY, "auto", t().display_theme, &themes);
    page(t().display_title, size.add(theme))
}

/// One setting: an attribute of the document, kept under a key.
fn setting(
    name: &'static str,
    key: &'static str,
    default: &'static str,
    legend: &'static str,
    values: &[(&'static str, &'static str)],
) -> Html {
    let kept = LocalStorage::raw()
        .get_item(key)
        .ok()
        .flatten()
        .unwrap_or_else(|| default.to_owned());
    let chosen = RwSignal::new(kept);
    watch(move || {
        let value = chosen.get();
        if let Some(root) = document().document_element() {
            // Where storage is forbidden the choice lasts for this visit.
            let _ = root.set_attribute(&format!("data-{name}"), &value);
            let _ = LocalStorage::raw().set_item(key, &value);
        }
    });
    let list = values
        .iter()
        .map(|(value, label)| Choice {
            value: (*value).to_owned(),
            label: (*label).to_owned(),
        })
        .collect();
    let choices = choices(name, list, chosen, None, "");
    let html = Html::new().raw("<fieldset").attr("class", name);
    let html = html.raw("><legend><h2>").text(legend).raw("</h2></legend>");
    html.within("div", "choices", choices).raw("</fieldset>")
}
