//! Icons: drawn with the text's colour, hidden from screen readers, always beside words.

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
    /// Something to mind.
    Notice,
    /// To search.
    Search,
}

macro_rules! drawn {
    ($path:literal) => {
        concat!(
            "<span class=\"icon\" aria-hidden=\"true\"><svg viewBox=\"0 0 24 24\" fill=\"none\" stroke=\"currentColor\" ",
            "stroke-width=\"2\" stroke-linecap=\"round\" stroke-linejoin=\"round\"><path d=\"",
            $path,
            "\"/></svg></span>"
        )
    };
}

impl Icon {
    /// The icon's markup.
    pub fn markup(self) -> &'static str {
        match self {
            Self::Tick => drawn!("M5 12.5l4.5 4.5L19 7.5"),
            Self::Cross => drawn!("M6.5 6.5l11 11M17.5 6.5l-11 11"),
            Self::Question => {
                drawn!("M8.8 9a3.2 3.2 0 1 1 4.6 2.9c-1 .5-1.4 1.1-1.4 2.1M12 17.6v.1")
            }
            Self::Clock => drawn!("M12 7v5.2l3.2 2M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17z"),
            Self::Arrow => drawn!("M9 5.5l6.5 6.5L9 18.5"),
            Self::Back => drawn!("M15 5.5L8.5 12l6.5 6.5"),
            Self::Page => drawn!("M7 3.5h7l4 4v13H7zM10 11.5h5M10 15h5"),
            Self::Person => drawn!(
                "M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM4.5 20.5c1-4 4-5.5 7.5-5.5s6.5 1.5 7.5 5.5"
            ),
            Self::Notice => {
                drawn!("M12 8v5.5M12 16.8v.1M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17z")
            }
            Self::Search => drawn!("M10.5 4.5a6 6 0 1 1 0 12 6 6 0 0 1 0-12zM15 15l5 5"),
        }
    }
}
