//! A question before something is lost, in place of a dialog: it stands where the button stood.

use std::rc::Rc;

use leptos::prelude::*;

use super::Html;

/// The words of a question before something is lost.
pub struct Confirm {
    /// The button that asks.
    pub label: &'static str,
    /// What will happen.
    pub question: String,
    /// The button that does it.
    pub yes: &'static str,
    /// The button that does not.
    pub no: &'static str,
}

impl Confirm {
    /// A button that asks before it does what cannot be undone.
    pub fn before(self, act: impl Fn() + 'static) -> Html {
        let asking = RwSignal::new(false);
        let act = Rc::new(act);
        Html::new().live("", move || {
            if !asking.get() {
                return Html::new().button("second", self.label, move || asking.set(true));
            }
            let act = Rc::clone(&act);
            let group = Html::new().raw("<div class=\"confirm\" role=\"group\"");
            let group = group
                .attr("aria-label", self.label)
                .raw("><p role=\"alert\">");
            let group = group.text(&self.question).raw("</p>");
            group
                .button("danger", self.yes, move || act())
                .button("second", self.no, move || asking.set(false))
                .raw("</div>")
        })
    }
}
