//! A question before something is lost, in place of a dialog: it stands where the button stood.

use leptos::prelude::*;

/// A button that asks before it does what cannot be undone.
#[component]
pub fn Confirm(
    /// The button.
    label: &'static str,
    /// What will happen.
    question: String,
    /// The button that does it.
    yes: &'static str,
    /// The button that does not.
    no: &'static str,
    /// What it does.
    act: Callback<()>,
) -> impl IntoView {
    let asking = RwSignal::new(false);
    let question = StoredValue::new(question);
    move || {
        if asking.get() {
            view! {
                <div class="confirm" role="group" aria-label=label>
                    <p role="alert">{question.get_value()}</p>
                    <button class="danger" on:click=move |_| act.run(())>{yes}</button>
                    <button class="second" on:click=move |_| asking.set(false)>{no}</button>
                </div>
            }
            .into_any()
        } else {
            view! { <button class="second" on:click=move |_| asking.set(true)>{label}</button> }
                .into_any()
        }
    }
}
