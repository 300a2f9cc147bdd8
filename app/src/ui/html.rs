//! A page's markup, written as one string and read by the browser's own parser, and what its elements do.
//!
//! What people or policies say goes through [`Html::text`] and cannot become markup: markup is `'static`. Inside an
//! open tag, [`Html::on`], [`Html::content`] and their like mark the element: it is found by its mark once the browser
//! has read the string. So a page is one type, not one for each of its elements, and there is much less to load.

use gloo::events::{EventListener, EventListenerOptions};
use leptos::prelude::*;
use leptos::reactive::effect::RenderEffect;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlInputElement};

use super::Icon;

/// The attribute that marks an element with something to do.
const MARK: &str = " data-does";

/// Markup being written.
///
/// One pointer: it is handed on at every step, and copying more would be most of the program.
#[derive(Default)]
pub struct Html(Box<Written>);

/// What was written so far.
#[derive(Default)]
struct Written {
    markup: String,
    /// How many elements are marked.
    marks: usize,
    /// Where the last mark ends.
    marked_at: usize,
    /// What the marked elements do, each with its element's number.
    deeds: Vec<(usize, Deed)>,
}

/// What an element does.
enum Deed {
    /// Answers an event.
    Answer(&'static str, Box<dyn FnMut(&Event)>),
    /// Keeps its content as the signals say.
    Content(Box<dyn Fn() -> Html>),
    /// Keeps an attribute as the signals say; nothing takes it away.
    Attribute(&'static str, Box<dyn Fn() -> Option<&'static str>>),
    /// Something once, as soon as it is on the page.
    Once(Box<dyn FnOnce(Element)>),
}

impl Html {
    /// Nothing yet.
    #[inline(never)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Markup, as it stands in the source.
    #[inline(never)]
    pub fn raw(mut self, markup: &'static str) -> Self {
        self.0.markup.push_str(markup);
        self
    }

    /// Text, or the value of an attribute in double quotes.
    #[inline(never)]
    pub fn text(mut self, text: &str) -> Self {
        for c in text.chars() {
            match c {
                '&' => self.0.markup.push_str("&amp;"),
                '<' => self.0.markup.push_str("&lt;"),
                '>' => self.0.markup.push_str("&gt;"),
                '"' => self.0.markup.push_str("&quot;"),
                c => self.0.markup.push(c),
            }
        }
        self
    }

    /// More markup.
    #[inline(never)]
    pub fn add(mut self, more: Self) -> Self {
        self.0.markup.push_str(&more.0.markup);
        let before = self.0.marks;
        self.0.marks += more.0.marks;
        let deeds = more.0.deeds.into_iter();
        self.0
            .deeds
            .extend(deeds.map(|(element, deed)| (element + before, deed)));
        self
    }

    /// The markup of each.
    pub fn each<T>(
        self,
        list: impl IntoIterator<Item = T>,
        write: impl Fn(Self, T) -> Self,
    ) -> Self {
        list.into_iter().fold(self, write)
    }

    /// An attribute of the open tag.
    #[inline(never)]
    pub fn attr(self, name: &'static str, value: &str) -> Self {
        self.raw(" ").raw(name).raw("=\"").text(value).raw("\"")
    }

    /// The class of the open tag, unless it has none.
    fn class(self, class: &'static str) -> Self {
        if class.is_empty() {
            self
        } else {
            self.attr("class", class)
        }
    }

    /// An element of this name and class around markup.
    #[inline(never)]
    pub fn within(self, name: &'static str, class: &'static str, inner: Self) -> Self {
        let open = self.raw("<").raw(name);
        open.class(class)
            .raw(">")
            .add(inner)
            .raw("</")
            .raw(name)
            .raw(">")
    }

    /// A paragraph of this class.
    #[inline(never)]
    pub fn p(self, class: &'static str, text: &str) -> Self {
        self.within("p", class, Self::new().text(text))
    }

    /// A paragraph that is read out as it appears: an `alert` at once, a `status` in its turn.
    pub fn said(self, role: &'static str, text: &str) -> Self {
        let open = self.raw("<p").attr("role", role).raw(">");
        open.text(text).raw("</p>")
    }

    /// A link of this class.
    #[inline(never)]
    pub fn link(self, class: &'static str, href: &str, text: &str) -> Self {
        let open = self.raw("<a").class(class).attr("href", href);
        open.raw(">").text(text).raw("</a>")
    }

    /// A button of this class, and what it does.
    pub fn button(self, class: &'static str, text: &str, act: impl FnMut() + 'static) -> Self {
        let open = self.raw("<button type=\"button\"").class(class);
        open.click(act).raw(">").text(text).raw("</button>")
    }

    /// A label before what it names.
    #[inline(never)]
    pub fn strong(self, text: &str) -> Self {
        self.raw("<strong>").text(text).raw("</strong>")
    }

    /// An icon.
    #[inline(never)]
    pub fn icon(self, icon: Icon) -> Self {
        self.raw(icon.markup())
    }

    /// What was written.
    #[cfg(test)]
    pub fn markup(&self) -> &str {
        &self.0.markup
    }

    /// Whether nothing was written.
    #[inline(never)]
    pub fn is_empty(&self) -> bool {
        self.0.markup.is_empty()
    }

    /// The element of the open tag answers an event.
    pub fn on(self, event: &'static str, answer: impl FnMut(&Event) + 'static) -> Self {
        self.marked(Deed::Answer(event, Box::new(answer)))
    }

    /// The element of the open tag is pressed.
    pub fn click(self, mut act: impl FnMut() + 'static) -> Self {
        self.on("click", move |_| act())
    }

    /// The form of the open tag is sent: to the app, never to a server.
    pub fn submit(self, mut act: impl FnMut() + 'static) -> Self {
        self.on("submit", move |event| {
            event.prevent_default();
            act();
        })
    }

    /// What is typed into the field of the open tag.
    pub fn typed(self, mut keep: impl FnMut(String) + 'static) -> Self {
        self.on("input", move |event| keep(input(event).value()))
    }

    /// The content of the element of the open tag, drawn anew whenever a signal that it reads changes.
    pub fn content(self, draw: impl Fn() -> Self + 'static) -> Self {
        self.marked(Deed::Content(Box::new(draw)))
    }

    /// A box whose content is drawn anew whenever a signal that it reads changes.
    pub fn live(self, class: &'static str, draw: impl Fn() -> Self + 'static) -> Self {
        let open = self.raw("<div").class(class);
        open.content(draw).raw("></div>")
    }

    /// An attribute of the open tag that follows the signals it reads; it is gone while there is no value.
    pub fn follows(
        self,
        attribute: &'static str,
        value: impl Fn() -> Option<&'static str> + 'static,
    ) -> Self {
        self.marked(Deed::Attribute(attribute, Box::new(value)))
    }

    /// The element of the open tag is hidden while this holds.
    pub fn hidden(self, when: impl Fn() -> bool + 'static) -> Self {
        self.follows("hidden", move || when().then_some(""))
    }

    /// The button of the open tag cannot be pressed while this holds.
    pub fn disabled(self, when: impl Fn() -> bool + 'static) -> Self {
        self.follows("disabled", move || when().then_some(""))
    }

    /// Something with the element of the open tag, once it is on the page.
    pub fn then(self, act: impl FnOnce(Element) + 'static) -> Self {
        self.marked(Deed::Once(Box::new(act)))
    }

    /// Marks the element of the open tag, once for all that it does.
    #[inline(never)]
    fn marked(mut self, deed: Deed) -> Self {
        let since = self.0.markup.get(self.0.marked_at..).unwrap_or_default();
        // Only markup ends a tag: texts have no bare `>`.
        if self.0.marks == 0 || since.contains('>') {
            self.0.marks += 1;
            self.0.markup.push_str(MARK);
            self.0.marked_at = self.0.markup.len();
        }
        self.0.deeds.push((self.0.marks - 1, deed));
        self
    }

    /// Puts this into an element, in place of what stood there. What it does ends with the owner that is at work.
    #[inline(never)]
    pub fn show(self, place: &Element) {
        place.set_inner_html(&self.0.markup);
        let Ok(marked) = place.query_selector_all("[data-does]") else {
            return;
        };
        // All are found before any of them draws more.
        for (number, deed) in self.0.deeds {
            if let Some(element) = marked.get(number as u32) {
                deed.begin(element.unchecked_into());
            }
        }
    }
}

impl Deed {
    fn begin(self, element: Element) {
        match self {
            Self::Answer(event, answer) => {
                let options = EventListenerOptions::enable_prevent_default();
                let listener = EventListener::new_with_options(&element, event, options, answer);
                StoredValue::new_local(listener);
            }
            Self::Content(draw) => watch(move || draw().show(&element)),
            Self::Attribute(name, value) => watch(move || {
                // Attributes of these names can always be set.
                let _ = match value() {
                    Some(value) => element.set_attribute(name, value),
                    None => element.remove_attribute(name),
                };
            }),
            Self::Once(act) => act(element),
        }
    }
}

/// Runs at once and whenever a signal that was read changes, until the owner that is at work ends.
pub fn watch(run: impl Fn() + 'static) {
    // One effect for all of them: each kind of effect is code of its own.
    let run: Box<dyn Fn()> = Box::new(run);
    StoredValue::new_local(RenderEffect::new(move |_| run()));
}

/// The field that an event comes from.
pub fn input(event: &Event) -> HtmlInputElement {
    wasm_bindgen::JsValue::from(event.target()).unchecked_into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_never_become_markup() {
        let html = Html::new().p("quiet", "<b>\"a\" & b</b>");
        assert_eq!(
            html.0.markup,
            "<p class=\"quiet\">&lt;b&gt;&quot;a&quot; &amp; b&lt;/b&gt;</p>"
        );
    }

    #[test]
    fn an_element_has_one_mark_for_all_that_it_does() {
        let button = |text| {
            let open = Html::new()
                .raw("<button")
                .click(|| ())
                .attr("title", "a > b");
            open.disabled(|| false).raw(">").text(text).raw("</button>")
        };
        let html = button("1")
            .raw("<p")
            .hidden(|| true)
            .raw(">")
            .add(button("2"))
            .raw("</p>");
        assert_eq!(html.0.markup.matches(MARK).count(), 3);
        let elements: Vec<_> = html.0.deeds.iter().map(|(element, _)| *element).collect();
        assert_eq!(elements, [0, 0, 1, 2, 2]);
    }
}
