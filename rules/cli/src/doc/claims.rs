//! Doubts, values by date, papers, promises, and what is left to a person.

use nuanze_program::{Bring, DefinitionId, EvidenceId, Manual, Parameter, Pledge, Reading};
use nuanze_runtime::words::Lang;

use super::Page;
use super::html::Html;

/// A doubt of the official text: what it can mean, what holds now, who decides.
pub fn reading(page: &Page<'_>, html: &mut Html, reading: &Reading) {
    page.card(
        html,
        ("card doubt", page.pick("两可之处", "Open to two readings")),
        &format!("reading.{}", reading.name),
        |html| page.say(html, &reading.question),
        |html| {
            html.element("ul", &[("class", "readings")], |html| {
                for (at, (_, words)) in reading.alternatives.iter().enumerate() {
                    let now = at == reading.default;
                    let class = if now { "now" } else { "other" };
                    html.element("li", &[("class", class)], |html| {
                        page.say(html, words);
                        if now {
                            html.text(" ");
                            html.line("b", &[], page.pick("现在按这种算", "This one holds now"));
                        }
                    });
                }
            });
            if let Some(because) = &reading.because {
                page.named_line(html, "理由：", "Because: ", because);
            }
            page.named_line(html, "由谁定：", "Decided by: ", &reading.decided_by);
        },
    );
}

/// A value that changes by date.
pub fn parameter(page: &Page<'_>, html: &mut Html, parameter: &Parameter) {
    page.card(
        html,
        ("card", page.pick("随日期变的数值", "Value by date")),
        &format!("parameter.{}", parameter.name),
        |html| match &parameter.label {
            Some(label) => page.say(html, label),
            None => html.text(&parameter.name),
        },
        |html| {
            html.element("dl", &[("class", "dates")], |html| {
                for (from, value) in &parameter.entries {
                    let from = page.words.date(*from);
                    let from = match page.lang {
                        Lang::Zh => format!("{from}起"),
                        Lang::En => format!("From {from}"),
                    };
                    html.line("dt", &[], &from);
                    html.line("dd", &[], &page.words.value(value, &parameter.ty));
                }
            });
        },
    );
}

/// The papers for a claim.
pub fn bring(page: &Page<'_>, html: &mut Html, bring: &Bring) {
    page.card(
        html,
        ("card claim", page.pick("要带的材料", "What to bring")),
        &format!("bring.{}", bring.name),
        |html| page.say(html, &bring.label),
        |html| {
            claimed(page, html, bring.outcome);
            html.element("ul", &[], |html| {
                for (alternatives, condition) in &bring.documents {
                    html.element("li", &[], |html| {
                        one_of(page, html, alternatives);
                        if let Some(condition) = condition {
                            let only = page.pick("只在这种情况下：", "Only if: ");
                            let words = format!("{only}{}", page.words.expr(condition));
                            html.line("span", &[("class", "detail")], &words);
                        }
                    });
                }
            });
        },
    );
}

/// Any one of some papers, and where to get each.
pub fn one_of(page: &Page<'_>, html: &mut Html, alternatives: &[EvidenceId]) {
    let known = alternatives
        .iter()
        .filter_map(|id| page.program.evidence.get(id.0));
    for (at, evidence) in known.enumerate() {
        if at > 0 {
            html.text(page.pick("，或者", ", or "));
        }
        page.say(html, &evidence.label);
        if let Some(hint) = &evidence.hint {
            html.text(page.pick("（", " ("));
            page.say(html, hint);
            html.text(page.pick("）", ")"));
        }
    }
}

/// What a claimant promises.
pub fn pledge(page: &Page<'_>, html: &mut Html, pledge: &Pledge) {
    page.card(
        html,
        ("card claim", page.pick("承诺", "Pledge")),
        &format!("pledge.{}", pledge.name),
        |html| page.say(html, &pledge.label),
        |html| {
            claimed(page, html, pledge.outcome);
            html.element("ol", &[], |html| {
                for (_, words) in &pledge.promises {
                    html.element("li", &[], |html| page.say(html, words));
                }
            });
        },
    );
}

/// What is left to a person, and why.
pub fn manual(page: &Page<'_>, html: &mut Html, manual: &Manual) {
    page.card(
        html,
        ("card manual", page.pick("由人来定", "Left to a person")),
        &format!("manual.{}", manual.name),
        |html| page.say(html, &manual.label),
        |html| {
            page.named_line(html, "原因：", "Because: ", &manual.because);
            page.named_line(html, "由谁定：", "Decided by: ", &manual.decided_by);
            if !manual.affects.is_empty() {
                html.element("p", &[("class", "uses")], |html| {
                    html.text(page.pick("影响：", "Affects: "));
                    for (at, id) in manual.affects.iter().enumerate() {
                        if at > 0 {
                            html.text(page.pick("、", ", "));
                        }
                        link(page, html, *id);
                    }
                });
            }
        },
    );
}

/// Which answer is claimed.
fn claimed(page: &Page<'_>, html: &mut Html, outcome: DefinitionId) {
    html.element("p", &[("class", "note")], |html| {
        html.line("b", &[], page.pick("用于申请：", "For: "));
        link(page, html, outcome);
    });
}

fn link(page: &Page<'_>, html: &mut Html, id: DefinitionId) {
    if let Some(definition) = page.definition(id) {
        let to = format!("#rule.{}", definition.name);
        html.line("a", &[("href", &to)], &page.name(definition));
    }
}
