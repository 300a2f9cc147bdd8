//! The fields of a question: two large choices, a list with a search, a number with its unit, a day, or a time.

use leptos::prelude::*;
use nuanze_abi::{Enum, Fact, Manifest, ValueType};

use crate::flow::{day_of, decimal, moment_of, time_of};
use crate::text::{allowed, allowed_days, found, lang, t};
use crate::ui::{Choice, Html, choices, search, shows};

/// Labels up to this width stand in columns in a long list.
const COLUMN: usize = 26;
/// More values than this get a search.
const SEARCH_FROM: usize = 9;

/// The fields of one fact.
pub struct Entered {
    /// What stands in them; a day as `year-month-day`.
    pub typed: RwSignal<String>,
    /// The fields.
    pub fields: Html,
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
            let list = choices("answer", list, typed, None, "hint");
            Entered {
                typed,
                fields: Html::new().within("div", "choices two", list),
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
                None => (Html::new(), None),
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
            fields: Html::new(),
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
            let fields = number_field(typed, unit, *scale, *min < 0, &range);
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
                fields: day_fields(typed, &range),
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

fn enum_fields(list: &Enum, typed: RwSignal<String>) -> Html {
    let filter = RwSignal::new(String::new());
    let long = list.values.len() > SEARCH_FROM;
    let html = if long {
        let labels = list.values.iter().map(|value| lang().of(&value.label));
        let labels: Vec<String> = labels.map(str::to_owned).collect();
        let count = move || labels.iter().filter(|label| shows(filter, label)).count();
        let status = move || match (filter.with(|filter| filter.trim().is_empty()), count()) {
            (true, _) => String::new(),
            (false, 0) => t().filter_none.to_owned(),
            (false, count) => found(count),
        };
        let field = search(t().filter, move |words| filter.set(words), status);
        Html::new().within("div", "search", field)
    } else {
        Html::new()
    };
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
    let cards = |members| choices("answer", members, typed, long.then_some(filter), "hint");
    let ungrouped = members(None);
    let html = if ungrouped.is_empty() {
        html
    } else {
        html.within("div", "choices", cards(ungrouped))
    };
    html.each(list.groups.iter().enumerate(), |html, (index, label)| {
        let members = members(Some(index));
        let columns = long && members.iter().all(|choice| width(&choice.label) <= COLUMN);
        let names: Vec<String> = members.iter().map(|choice| choice.label.clone()).collect();
        let title = lang().of(label);
        let html = html.raw("<div class=\"group\" role=\"group\"");
        let html = html
            .attr("aria-label", title)
            .hidden(move || !names.iter().any(|name| shows(filter, name)));
        let html = html.raw("><p class=\"group-title\" aria-hidden=\"true\">");
        let class = if columns {
            "choices columns"
        } else {
            "choices"
        };
        html.text(title)
            .raw("</p>")
            .within("div", class, cards(members))
            .raw("</div>")
    })
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
    range: &str,
) -> Html {
    // A keypad without a minus is of no use where a value can be below zero.
    let mode = match (signed, scale) {
        (true, _) => "text",
        (false, 0) => "numeric",
        (false, _) => "decimal",
    };
    let field = Html::new().raw("<div class=\"number\"><input id=\"answer\" type=\"text\"");
    let field = kept(field.attr("inputmode", mode), typed)
        .raw(" autocomplete=\"off\" aria-labelledby=\"question\"")
        .raw(" aria-describedby=\"hint range field-error unit\"><span id=\"unit\" class=\"unit\">");
    let unit = nuanze_runtime::words::unit(lang(), unit);
    ranged(field.text(&unit).raw("</span></div>"), range)
}

/// The field of the open tag holds what was typed.
fn kept(field: Html, typed: RwSignal<String>) -> Html {
    typed
        .with_untracked(|typed| field.attr("value", typed))
        .typed(move |text| typed.set(text))
}

/// What the fields take, below them.
fn ranged(fields: Html, range: &str) -> Html {
    fields
        .raw("<p id=\"range\" class=\"quiet\">")
        .text(range)
        .raw("</p>")
}

/// A time, or a day and a time, in the browser's own field.
fn timed(typed: RwSignal<String>, kind: &'static str, first: &str, last: &str) -> Entered {
    let field = Html::new().raw("<input id=\"answer\"").attr("type", kind);
    let field = kept(field.attr("min", first).attr("max", last), typed)
        .raw(" aria-labelledby=\"question\" aria-describedby=\"hint range field-error\">");
    Entered {
        typed,
        fields: ranged(field, &allowed_days(first, last)),
        target: "answer".to_owned(),
        unit: String::new(),
        chosen: false,
    }
}

fn day_fields(typed: RwSignal<String>, range: &str) -> Html {
    let part = move |index: usize| {
        typed.with_untracked(|typed| {
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
        ("answer-year", t().year, "4"),
        ("answer-month", t().month, "2"),
        ("answer-day", t().day, "2"),
    ];
    let fields = Html::new().each(
        fields.into_iter().enumerate(),
        |html, (index, (id, label, length))| {
            let class = if index == 0 {
                "day-part year"
            } else {
                "day-part"
            };
            let html = html
                .raw("<div")
                .attr("class", class)
                .raw("><label")
                .attr("for", id);
            let html = html
                .raw(">")
                .text(label)
                .raw("</label><input")
                .attr("id", id);
            html.raw(" type=\"text\" inputmode=\"numeric\" autocomplete=\"off\"")
                .raw(" aria-describedby=\"hint range field-error\"")
                .attr("maxlength", length)
                .attr("value", &part(index))
                .typed(move |text| set(index, text))
                .raw("></div>")
        },
    );
    ranged(Html::new().within("div", "day", fields), range)
}
