//! A page: its title, its heading that takes the focus, and the ways to another page.

use std::cell::Cell;

use leptos::html;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::{Icon, icon};
use crate::text::t;

thread_local! {
    /// Set where the next page must leave the focus where it is: on the first page, and when only its language changes.
    static STILL: Cell<bool> = const { Cell::new(true) };
}

/// Leaves the focus alone when the page is drawn next.
pub fn still() {
    STILL.set(true);
}

/// Names the page in the browser's title.
fn set_title(title: &str) {
    let brand = t().brand;
    document().set_title(&if title.is_empty() {
        brand.to_owned()
    } else {
        format!("{title} · {brand}")
    });
}

/// A page with a heading above its body.
pub fn page(title: &str, body: impl IntoView + 'static) -> AnyView {
    let heading = heading(title);
    main_page(title, view! { {heading} {body.into_any()} })
}

/// A page that places its heading itself: an `h1` with `tabindex="-1"`.
pub fn main_page(title: &str, body: impl IntoView + 'static) -> AnyView {
    set_title(title);
    let main = NodeRef::<html::Main>::new();
    if !STILL.replace(false) {
        main.on_load(|main| {
            // The page is in the document only after this task.
            request_animation_frame(move || {
                if let Ok(Some(heading)) = main.query_selector("h1") {
                    let heading: web_sys::HtmlElement =
                        wasm_bindgen::JsCast::unchecked_into(heading);
                    // A heading that is already gone cannot take the focus, and need not.
                    let _ = heading.focus();
                }
            });
        });
    }
    view! { <main id="main" node_ref=main>{body.into_any()}</main> }.into_any()
}

fn heading(title: &str) -> AnyView {
    view! { <h1 tabindex="-1">{title.to_owned()}</h1> }.into_any()
}

/// A link back, above the heading.
pub fn back_link(href: String, text: &'static str) -> AnyView {
    view! { <a class="back" href=href>{icon(Icon::Back)}{text}</a> }.into_any()
}

/// A way to go to another page from a handler.
pub fn go() -> impl Fn(&str) + Clone {
    let navigate = use_navigate();
    move |to: &str| navigate(to, NavigateOptions::default())
}

/// Goes to another page in place of this one, so that "back" does not return here.
pub fn redirect(to: &str) -> AnyView {
    let navigate = use_navigate();
    let to = to.to_owned();
    let was_still = STILL.get();
    request_animation_frame(move || {
        STILL.set(was_still);
        navigate(
            &to,
            NavigateOptions {
                replace: true,
                ..NavigateOptions::default()
            },
        );
    });
    view! { <main id="main"><h1 class="quiet" tabindex="-1">{t().loading}</h1></main> }.into_any()
}
