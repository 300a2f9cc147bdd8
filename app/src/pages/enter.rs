//! The fields of a question: two large choices, a list with a search, a number with its unit, a day, or a time.

use leptos::prelude::*;
use nuanze_abi::{Enum, Fact, Manifest, ValueType};

use crate::flow::{day_of, decimal, moment_of, time_of};
use crate::text::{allowed, allowed_days, found, lang, t};
use crate::ui::{Choice, Icon, choices, icon};

/// Labels up to this width stand in columns in a long list.
const COLUMN: usize = 26;
/// More values than this get a search.
const SEARCH_FROM: usize = 9;

/// The fields of one fact.
pub struct Entered {
    /// What stands in them; a day as `year-month-day`.
    pub typed: RwSignal<String>,
    /// The fields.
    pub fields: AnyView,
    /// The id of the first: where an error leads.
    pub target: String,
    /// The unit of a number.
    pub unit: String,
    /// Whether one chooses rather than types.
    pub chosen: bool,
}

/// Makes the fields of a fact, with what stood in them before.
pub fn enter(manifest: &Manifest, fact: &Fact, shown: &str) -> Entered {
    let typed = RwSignal::new(shown.to_owned());
    match &fact.value {
        ValueType::Bool => {
            let list = vec![
                Choice {
                    value: "yes".to_owned(),
                    label: t().yes.to_owned(),
                },
                Choice {
                    value: "no".to_owned(),
                    label: t().no.to_owned(),
                },
            ];
            let all = Signal::stored(String::new());
            let fields = view! { <div class="choices two">{choices("answer", list, typed, all, "hint")}</div> }.into_any();
            Entered {
                typed,
                fields,
                target: "answer-yes".to_owned(),
                unit: String::new(),
                chosen: true,
            }
        }
        ValueType::Enum { index } => {
            let (fields, target) = match manifest.enums.get(*index) {
                Some(list) => (
                    enum_fields(list, typed),
                    list.values
                        .first()
                        .map(|value| format!("answer-{}", value.name)),
                ),
                None => (().into_any(), None),
            };
            Entered {
                typed,
                fields,
                target: target.unwrap_or_default(),
                unit: String::new(),
                chosen: true,
            }
        }
        // No policy asks for a reading: it is not a person's to know.
        ValueType::Reading { .. } => Entered {
            typed,
            fields: ().into_any(),
            target: String::new(),
            unit: String::new(),
            chosen: true,
        },
        ValueType::Decimal {
            unit,
            scale,
            min,
            max,
            ..
        } => {
            let range = allowed(&decimal(*min, *scale), &decimal(*max, *scale), unit);
            let fields = number_field(typed, unit, *scale, *min < 0, range);
            Entered {
                typed,
                fields,
                target: "answer".to_owned(),
                unit: unit.clone(),
                chosen: false,
            }
        }
        ValueType::Date { min, max } => {
            let range = allowed_days(&day_of(*min), &day_of(*max));
            Entered {
                typed,
                fields: day_fields(typed, range),
                target: "answer-year".to_owned(),
                unit: String::new(),
                chosen: false,
            }
        }
        ValueType::Time { min, max } => timed(typed, "time", &time_of(*min), &time_of(*max)),
        ValueType::DateTime { min, max } => {
            timed(typed, "datetime-local", &moment_of(*min), &moment_of(*max))
        }
    }
}

fn enum_fields(list: &Enum, typed: RwSignal<String>) -> AnyView {
    let filter = RwSignal::new(String::new());
    let labels: Vec<String> = list
        .values
        .iter()
        .map(|value| lang().of(&value.label).to_owned())
        .collect();
    let count = move || {
        let filter = filter.get();
        labels
            .iter()
            .filter(|label| label.contains(filter.trim()))
            .count()
    };
    let search = (list.values.len() > SEARCH_FROM).then(|| {
        let status = move || match (filter.with(|filter| filter.trim().is_empty()), count()) {
            (true, _) => String::new(),
            (false, 0) => t().filter_none.to_owned(),
            (false, count) => found(count),
        };
        view! {
            <div class="search">
                <label for="filter">{icon(Icon::Search)}{t().filter}</label>
                <input id="filter" type="search" autocomplete="off" on:input:target=move |event| filter.set(event.target().value())/>
                <p role="status">{status}</p>
            </div>
        }
    });
    let members = |group: Option<usize>| -> Vec<Choice> {
        list.values
            .iter()
            .filter(|value| value.group == group)
            .map(|value| Choice {
                value: value.name.clone(),
                label: lang().of(&value.label).to_owned(),
            })
            .collect()
    };
    let ungrouped = members(None);
    let long = list.values.len() > SEARCH_FROM;
    let groups = list
        .groups
        .iter()
        .enumerate()
        .map(|(index, label)| {
            let members = members(Some(index));
            let columns = long && members.iter().all(|choice| width(&choice.label) <= COLUMN);
            let names: Vec<String> = members.iter().map(|choice| choice.label.clone()).collect();
            let empty = move || filter.with(|filter| !names.iter().any(|name| name.contains(filter.trim())));
            let title = lang().of(label).to_owned();
            view! {
                <div class="group" role="group" aria-label=title.clone() class:hidden=empty>
                    <p class="group-title" aria-hidden="true">{title.clone()}</p>
                    <div class="choices" class:columns=columns>{choices("answer", members, typed, filter.into(), "hint")}</div>
                </div>
            }
        })
        .collect_view();
    view! {
        {search}
        {(!ungrouped.is_empty()).then(|| view! { <div class="choices">{choices("answer", ungrouped, typed, filter.into(), "hint")}</div> })}
        {groups}
    }
    .into_any()
}

/// About how wide a label is.
fn width(label: &str) -> usize {
    label
        .chars()
        .map(|c| if c.is_ascii() { 3 } else { 5 })
        .sum()
}

fn number_field(
    typed: RwSignal<String>,
    unit: &str,
    scale: u32,
    signed: bool,
    range: String,
) -> AnyView {
    // A keypad without a minus is of no use where a value can be below zero.
    let mode = match (signed, scale) {
        (true, _) => "text",
        (false, 0) => "numeric",
        (false, _) => "decimal",
    };
    let unit = nuanze_runtime::words::unit(lang(), unit).to_owned();
    view! {
        <div class="number">
            <input
                id="answer"
                type="text"
                inputmode=mode
                autocomplete="off"
                aria-labelledby="question"
                aria-describedby="hint range field-error unit"
                prop:value=move || typed.get()
                on:input:target=move |event| typed.set(event.target().value())
            />
            <span id="unit" class="unit">{unit}</span>
        </div>
        <p id="range" class="quiet">{range}</p>
    }
    .into_any()
}

/// A time, or a day and a time, in the browser's own field.
fn timed(typed: RwSignal<String>, kind: &'static str, first: &str, last: &str) -> Entered {
    let range = allowed_days(first, last);
    let fields = view! {
        <input
            id="answer"
            type=kind
            min=first.to_owned()
            max=last.to_owned()
            aria-labelledby="question"
            aria-describedby="hint range field-error"
            prop:value=move || typed.get()
            on:input:target=move |event| typed.set(event.target().value())
        />
        <p id="range" class="quiet">{range}</p>
    };
    Entered {
        typed,
        fields: fields.into_any(),
        target: "answer".to_owned(),
        unit: String::new(),
        chosen: false,
    }
}

fn day_fields(typed: RwSignal<String>, range: String) -> AnyView {
    let part = move |index: usize| {
        typed.with(|typed| {
            typed
                .splitn(3, '-')
                .nth(index)
                .unwrap_or_default()
                .to_owned()
        })
    };
    let set = move |index: usize, text: String| {
        let mut parts = [part(0), part(1), part(2)];
        if let Some(slot) = parts.get_mut(index) {
            *slot = text.replace('-', "");
        }
        typed.set(if parts.iter().all(String::is_empty) {
            String::new()
        } else {
            parts.join("-")
        });
    };
    let fields = [
        ("answer-year", t().year, 4),
        ("answer-month", t().month, 2),
        ("answer-day", t().day, 2),
    ];
    let fields = fields
        .into_iter()
        .enumerate()
        .map(|(index, (id, label, length))| {
            view! {
                <div class=if length == 4 { "day-part year" } else { "day-part" }>
                    <label for=id>{label}</label>
                    <input
                        id=id
                        type="text"
                        inputmode="numeric"
                        autocomplete="off"
                        maxlength=length
                        aria-describedby="hint range field-error"
                        prop:value=move || part(index)
                        on:input:target=move |event| set(index, event.target().value())
                    />
                </div>
            }
        })
        .collect_view();
    view! { <div class="day">{fields}</div><p id="range" class="quiet">{range}</p> }.into_any()
}
