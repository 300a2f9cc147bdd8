//! Fields: choices as large cards, the line that says what is wrong, and the summary of all that is wrong.

use leptos::html;
use leptos::prelude::*;

use super::{Icon, icon};
use crate::text::t;

/// One choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What it stands for.
    pub value: String,
    /// What it says.
    pub label: String,
}

/// Choices of which one is taken. `shown` decides which are on screen.
pub fn choices(
    name: &'static str,
    list: Vec<Choice>,
    chosen: RwSignal<String>,
    shown: Signal<String>,
    describedby: &'static str,
) -> AnyView {
    list.into_iter()
        .map(|Choice { value, label }| {
            let id = format!("{name}-{value}");
            let (is, pick) = (value.clone(), value.clone());
            let text = label.clone();
            view! {
                <label class="choice" class:hidden=move || shown.with(|filter| !label.contains(filter.trim()))>
                    <input
                        type="radio"
                        name=name
                        id=id
                        value=value
                        aria-describedby=describedby
                        prop:checked=move || chosen.with(|chosen| *chosen == is)
                        on:change=move |_| chosen.set(pick.clone())
                    />
                    <span>{text}</span>
                </label>
            }
        })
        .collect_view()
        .into_any()
}

/// What is wrong with a field, above it; empty while nothing is.
pub fn error_line(id: &'static str, error: Signal<Option<String>>) -> AnyView {
    view! {
        <p id=id class="error-line" class:hidden=move || error.with(Option::is_none)>
            {move || error.get().map(|text| view! { {icon(Icon::Notice)} <span>{text}</span> })}
        </p>
    }
    .into_any()
}

/// All that is wrong, above the form: takes the focus when it appears, and links to the fields.
#[component]
pub fn ErrorSummary(
    /// What is wrong, with the id of its field.
    #[prop(into)]
    errors: Signal<Vec<(String, String)>>,
) -> impl IntoView {
    let summary = NodeRef::<html::Div>::new();
    Effect::new(move || {
        if errors.with(|errors| !errors.is_empty()) {
            request_animation_frame(move || {
                if let Some(summary) = summary.get_untracked() {
                    // Without focus the summary is still there to be read.
                    let _ = summary.focus();
                }
            });
        }
    });
    view! {
        <div
            class="error-summary"
            class:hidden=move || errors.with(Vec::is_empty)
            role="group"
            tabindex="-1"
            aria-labelledby="error-summary-title"
            node_ref=summary
        >
            <h2 id="error-summary-title">{icon(Icon::Notice)}{t().error_title}</h2>
            <ul>
                {move || {
                    errors
                        .get()
                        .into_iter()
                        .map(|(field, text)| {
                            let target = field.clone();
                            view! {
                                <li>
                                    <a
                                        href=format!("#{field}")
                                        on:click=move |event| {
                                            event.prevent_default();
                                            focus_field(&target);
                                        }
                                    >
                                        {text}
                                    </a>
                                </li>
                            }
                        })
                        .collect_view()
                }}
            </ul>
        </div>
    }
}

fn focus_field(id: &str) {
    if let Some(field) = document().get_element_by_id(id) {
        field.scroll_into_view();
        let field: web_sys::HtmlElement = wasm_bindgen::JsCast::unchecked_into(field);
        // A field that cannot take focus has been scrolled to.
        let _ = field.focus();
    }
}
