//! The document's examples as worked cases: what is given, and what follows.

use nuanze_program::{Example, Expectation, FactId, ReadingId, Type, Value};

use super::Page;
use super::html::Html;

/// Writes the examples, each as what differs from the one above it that it is most like.
pub fn write(page: &Page<'_>, html: &mut Html) {
    let examples = &page.program.examples;
    if examples.is_empty() {
        return;
    }
    let attributes = [
        ("class", "clause"),
        ("id", "examples."),
        ("aria-labelledby", "title.examples."),
    ];
    html.element("section", &attributes, |html| {
        html.line(
            "h2",
            &[("class", "title"), ("id", "title.examples.")],
            page.pick("算例", "Worked examples"),
        );
        let heads @ [case, given, then] = [
            page.pick("例子", "Example"),
            page.pick("情况", "Given"),
            page.pick("结果", "Then"),
        ];
        page.grid(html, "examples", &heads, |html| {
            for (at, example) in examples.iter().enumerate() {
                let earlier = examples.get(..at).unwrap_or_default();
                html.element("tr", &[("role", "row"), ("id", &anchor(at))], |html| {
                    page.grid_cell(html, case, |html| {
                        html.line("span", &[("lang", "zh-CN")], &example.title);
                    });
                    page.grid_cell(html, given, |html| {
                        write_given(page, html, example, earlier)
                    });
                    page.grid_cell(html, then, |html| write_then(page, html, example));
                });
            }
        });
    });
}

fn anchor(at: usize) -> String {
    format!("examples.{}", at + 1)
}

/// A fact or a reading of a case, and its value; without one it is not known, or as by default.
#[derive(Clone, Copy, PartialEq)]
enum Line {
    Fact(FactId, Option<Value>),
    Reading(ReadingId, Option<usize>),
}

/// What an example gives that another does not, or the other gives and it does not.
fn difference(example: &Example, other: &Example) -> Vec<Line> {
    let facts = example
        .facts
        .iter()
        .filter(|fact| !other.facts.contains(fact));
    let lost = other
        .facts
        .iter()
        .filter(|(id, _)| example.facts.iter().all(|(known, _)| known != id));
    let readings = example
        .readings
        .iter()
        .filter(|reading| !other.readings.contains(reading));
    let default = other
        .readings
        .iter()
        .filter(|(id, _)| example.readings.iter().all(|(known, _)| known != id));
    facts
        .map(|(id, value)| Line::Fact(*id, Some(*value)))
        .chain(lost.map(|(id, _)| Line::Fact(*id, None)))
        .chain(readings.map(|(id, at)| Line::Reading(*id, Some(*at))))
        .chain(default.map(|(id, _)| Line::Reading(*id, None)))
        .collect()
}

fn write_given(page: &Page<'_>, html: &mut Html, example: &Example, earlier: &[Example]) {
    let nothing = Example {
        facts: Vec::new(),
        readings: Vec::new(),
        ..example.clone()
    };
    let whole = difference(example, &nothing);
    let closest = earlier
        .iter()
        .enumerate()
        .map(|(at, other)| (difference(example, other), at, other))
        .min_by_key(|(lines, at, _)| (lines.len(), std::cmp::Reverse(*at)));
    let lines = match closest {
        Some((lines, at, other)) if lines.len() < whole.len() => {
            html.element("p", &[], |html| {
                html.text(page.pick("同", "As "));
                html.element("a", &[("href", &format!("#{}", anchor(at)))], |html| {
                    html.line("span", &[("lang", "zh-CN")], &other.title);
                });
                if !lines.is_empty() {
                    html.text(page.pick("，但是：", ", but:"));
                }
            });
            lines
        }
        _ => whole,
    };
    if !lines.is_empty() {
        html.element("ul", &[], |html| {
            for line in lines {
                html.line("li", &[], &words(page, line));
            }
        });
    }
}

fn words(page: &Page<'_>, line: Line) -> String {
    match line {
        Line::Fact(id, value) => {
            let Some(fact) = page.program.facts.get(id.0) else {
                return String::new();
            };
            let value = match value {
                Some(value) => page.words.value(&value, &fact.ty),
                None => page.pick("不知道", "not known").to_owned(),
            };
            let place = fact.place.as_ref().map(|place| page.of(place));
            let place = place.map_or(String::new(), |place| format!("{place} "));
            format!(
                "{place}{}{}{value}",
                page.of(&fact.label),
                page.pick("：", ": ")
            )
        }
        Line::Reading(id, at) => {
            let Some(reading) = page.program.readings.get(id.0) else {
                return String::new();
            };
            let alternative = reading.alternatives.get(at.unwrap_or(reading.default));
            let alternative = alternative.map_or("", |(_, words)| page.of(words));
            format!(
                "{}{}{alternative}",
                page.of(&reading.question),
                page.pick("→", " → ")
            )
        }
    }
}

fn write_then(page: &Page<'_>, html: &mut Html, example: &Example) {
    html.element("ul", &[], |html| {
        for expectation in &example.then {
            html.line("li", &[], &expected(page, expectation));
        }
    });
}

fn expected(page: &Page<'_>, expectation: &Expectation) -> String {
    match expectation {
        Expectation::Value {
            definition: id,
            condition,
            value,
            ..
        } => {
            let Some(definition) = page.definition(*id) else {
                return String::new();
            };
            let (name, ty) = match condition {
                Some(at) => (page.words.condition(id.0, *at), &Type::Bool),
                None => (page.name(definition), &definition.ty),
            };
            let value = match value {
                Some(value) => page.words.value(value, ty),
                None => page.pick("还不能定", "not decided yet").to_owned(),
            };
            format!("{name}{}{value}", page.pick("：", ": "))
        }
        Expectation::Needs { facts, .. } if facts.is_empty() => page
            .pick("不用再问别的", "Nothing else is needed")
            .to_owned(),
        Expectation::Needs { facts, .. } => {
            let names = facts.iter().filter_map(|id| page.program.facts.get(id.0));
            let names = page.list(names.map(|fact| page.of(&fact.label).to_owned()));
            format!("{}{names}", page.pick("还要知道：", "Still needed: "))
        }
    }
}
