//! Fields: choices as large cards, the line that says what is wrong, and the summary of all that is wrong.

use leptos::prelude::*;

use super::{Html, Icon, focus, watch};
use crate::text::t;

/// One choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What it stands for.
    pub value: String,
    /// What it says.
    pub label: String,
}

/// Choices of which one is taken. `filter` decides which are on screen, where there are many.
pub fn choices(
    name: &'static str,
    list: Vec<Choice>,
    chosen: RwSignal<String>,
    filter: Option<RwSignal<String>>,
    describedby: &'static str,
) -> Html {
    let html = Html::new();
    list.into_iter()
        .fold(html, |html, Choice { value, label }| {
            let text = label.clone();
            let html = html.raw("<label class=\"choice\"");
            let html = match filter {
                Some(filter) => html.hidden(move || !shows(filter, &label)),
                None => html,
            };
            let html = html.raw("><input type=\"radio\"").attr("name", name);
            let html = html.attr("id", &format!("{name}-{value}"));
            let html = html.attr("value", &value);
            let html = html.attr("aria-describedby", describedby);
            let html = if chosen.with_untracked(|chosen| *chosen == value) {
                html.raw(" checked")
            } else {
                html
            };
            html.on("change", move |_| chosen.set(value.clone()))
                .raw("><span>")
                .text(&text)
                .raw("</span></label>")
        })
}

/// Whether a label has the words that are searched for.
pub fn shows(filter: RwSignal<String>, label: &str) -> bool {
    filter.with(|filter| label.contains(filter.trim()))
}

/// A field to search with, and what became of it.
pub fn search(
    label: &str,
    keep: impl FnMut(String) + 'static,
    status: impl Fn() -> String + 'static,
) -> Html {
    let html = Html::new().raw("<label for=\"filter\">").icon(Icon::Search);
    let html = html.text(label).raw("</label>");
    html.raw("<input id=\"filter\" type=\"search\" autocomplete=\"off\"")
        .typed(keep)
        .raw("><p role=\"status\"")
        .content(move || Html::new().text(&status()))
        .raw("></p>")
}

/// What is wrong with a field, above it; empty while nothing is.
pub fn error_line(id: &'static str, error: impl Fn() -> Option<String> + Copy + 'static) -> Html {
    Html::new()
        .raw("<p class=\"error-line\"")
        .attr("id", id)
        .hidden(move || error().is_none())
        .content(move || {
            Html::new().each(error(), |html, text| {
                html.icon(Icon::Notice)
                    .raw(" ")
                    .within("span", "", Html::new().text(&text))
            })
        })
        .raw("></p>")
}

/// What is wrong, with the id of its field.
pub type Wrong = RwSignal<Vec<(String, String)>>;

/// All that is wrong, above the form: takes the focus when it appears, and links to the fields.
pub fn error_summary(errors: Wrong) -> Html {
    Html::new()
        .raw("<div class=\"error-summary\" role=\"group\" tabindex=\"-1\" aria-labelledby=\"error-summary-title\"")
        .hidden(move || errors.with(Vec::is_empty))
        .content(move || {
            let heading = Html::new().raw("<h2 id=\"error-summary-title\">");
            let heading = heading.icon(Icon::Notice).text(t().error_title);
            let html = heading.raw("</h2><ul>").each(errors.get(), |html, (field, text)| {
                let link = html.raw("<li><a").attr("href", &format!("#{field}"));
                let link = link.on("click", move |event| {
                    event.prevent_default();
                    focus_field(&field);
                });
                link.raw(">").text(&text).raw("</a></li>")
            });
            html.raw("</ul>")
        })
        .then(move |summary| {
            watch(move || {
                if errors.with(|errors| !errors.is_empty()) {
                    let summary = summary.clone();
                    request_animation_frame(move || focus(summary));
                }
            });
        })
        .raw("></div>")
}

fn focus_field(id: &str) {
    if let Some(field) = document().get_element_by_id(id) {
        field.scroll_into_view();
        focus(field);
    }
}
