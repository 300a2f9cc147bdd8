//! A page: its title, its heading that takes the focus, and the way to another page.

use std::cell::Cell;

use leptos::prelude::*;
use web_sys::{Element, HtmlElement};

use super::{Html, Icon, replace};
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
pub fn page(title: &str, body: Html) -> Html {
    main_page(title, heading(title).add(body))
}

/// A heading that can take the focus.
pub fn heading(title: &str) -> Html {
    Html::new()
        .raw("<h1 tabindex=\"-1\">")
        .text(title)
        .raw("</h1>")
}

/// A page that places its heading itself: an `h1` with `tabindex="-1"`.
pub fn main_page(title: &str, body: Html) -> Html {
    set_title(title);
    let main = Html::new().raw("<main id=\"main\"");
    let main = if STILL.replace(false) {
        main
    } else {
        main.then(focus_heading)
    };
    main.raw(">").add(body).raw("</main>")
}

fn focus_heading(main: Element) {
    // What the page holds is drawn by the end of this task.
    request_animation_frame(move || {
        if let Ok(Some(heading)) = main.query_selector("h1") {
            focus(heading);
        }
    });
}

/// Moves the focus to an element.
pub fn focus(element: Element) {
    let element: HtmlElement = wasm_bindgen::JsCast::unchecked_into(element);
    // What is gone by now, or never takes the focus, has been shown and read all the same.
    let _ = element.focus();
}

/// A page that says one thing and leads home.
pub fn dead_end(title: &str, role: &'static str, message: &str) -> Html {
    let said = Html::new().said(role, message);
    page(title, said.link("button", "/", t().to_home))
}

/// A link back, above the heading.
pub fn back_link(href: &str, text: &str) -> Html {
    let link = Html::new().raw("<a class=\"back\"").attr("href", href);
    link.raw(">").icon(Icon::Back).text(text).raw("</a>")
}

/// Goes to another page in place of this one, so that "back" does not return here.
pub fn redirect(to: &str) -> Html {
    let to = to.to_owned();
    let was_still = STILL.get();
    request_animation_frame(move || {
        STILL.set(was_still);
        replace(&to);
    });
    let loading = Html::new().raw("<h1 class=\"quiet\" tabindex=\"-1\">");
    Html::new()
        .raw("<main id=\"main\">")
        .add(loading.text(t().loading).raw("</h1>"))
        .raw("</main>")
}

/// Progress, shown only after half a second.
pub fn late_progress(label: &str) -> Html {
    let bar = Html::new().raw("<progress class=\"late\"");
    bar.attr("aria-label", label).raw("></progress>")
}
