//! Icons: drawn with the text's colour, hidden from screen readers, always beside words.

use leptos::prelude::*;

/// The icons there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// Met.
    Tick,
    /// Not met.
    Cross,
    /// Not known.
    Question,
    /// On its way.
    Clock,
    /// Onwards.
    Arrow,
    /// Back.
    Back,
    /// A document.
    Page,
    /// Oneself.
    Person,
    /// Letters, large and small.
    Letters,
    /// Something to mind.
    Notice,
    /// To search.
    Search,
}

/// Draws an icon.
pub fn icon(icon: Icon) -> AnyView {
    let path = match icon {
        Icon::Tick => "M5 12.5l4.5 4.5L19 7.5",
        Icon::Cross => "M6.5 6.5l11 11M17.5 6.5l-11 11",
        Icon::Question => "M8.8 9a3.2 3.2 0 1 1 4.6 2.9c-1 .5-1.4 1.1-1.4 2.1M12 17.6v.1",
        Icon::Clock => "M12 7v5.2l3.2 2M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17z",
        Icon::Arrow => "M9 5.5l6.5 6.5L9 18.5",
        Icon::Back => "M15 5.5L8.5 12l6.5 6.5",
        Icon::Page => "M7 3.5h7l4 4v13H7zM10 11.5h5M10 15h5",
        Icon::Person => "M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM4.5 20.5c1-4 4-5.5 7.5-5.5s6.5 1.5 7.5 5.5",
        Icon::Letters => "M2.8 18l4.7-12h.6l4.7 12M4.6 13.8h6.4M15 18l2.8-7h.4l2.8 7M16 15.8h4",
        Icon::Notice => "M12 8v5.5M12 16.8v.1M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17z",
        Icon::Search => "M10.5 4.5a6 6 0 1 1 0 12 6 6 0 0 1 0-12zM15 15l5 5",
    };
    let svg = format!(
        "<svg viewBox=\"0 0 24 24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"2\" stroke-linecap=\"round\" \
         stroke-linejoin=\"round\"><path d=\"{path}\"/></svg>"
    );
    view! { <span class="icon" aria-hidden="true" inner_html=svg></span> }.into_any()
}
