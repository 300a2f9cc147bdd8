//! What is asked: the question, how to find the answer, why it is asked, what proves it; and the glossary.

use nuanze_program::{Enum, Fact, NumberType, Type, Unit, Value, format_time};
use rust_decimal::Decimal;

use super::html::Html;
use super::{Page, claims, clause};

/// Whether a fact has a card of its own: of the items of a list, which are all alike, only the first has.
pub fn is_shown(fact: &Fact) -> bool {
    fact.within.iter().all(|(_, item)| *item == 1)
}

/// The way to a fact's card and what it is called; for an item of a list those of the first.
pub fn link(page: &Page<'_>, fact: &Fact) -> Option<(String, String)> {
    is_shown(fact).then(|| {
        let to = format!("#fact.{}", fact.name);
        (to, page.of(&fact.label).to_owned())
    })
}

/// Everything about a fact.
pub fn card(page: &Page<'_>, html: &mut Html, fact: &Fact) {
    page.card(
        html,
        ("card question", page.pick("要问的", "Question")),
        &format!("fact.{}", fact.name),
        |html| page.say(html, &fact.ask),
        |html| {
            html.element("p", &[("class", "note")], |html| {
                html.line("b", &[], page.pick("名称：", "Name: "));
                of_each_item(page, html, fact);
                page.say(html, &fact.label);
            });
            write_answer(page, html, &fact.ty);
            if let Some(hint) = &fact.hint {
                page.named_line(html, "怎么看：", "How to find it: ", hint);
            }
            if let Some(why) = &fact.why {
                page.named_line(html, "为什么问：", "Why it is asked: ", why);
            }
            if let Some(assessed_by) = &fact.assessed_by {
                page.named_line(html, "由谁认定：", "Judged by: ", assessed_by);
            }
            if !fact.proof.is_empty() {
                html.element("p", &[("class", "note")], |html| {
                    html.line("b", &[], page.pick("凭据：", "Proof: "));
                    for (at, alternatives) in fact.proof.iter().enumerate() {
                        if at > 0 {
                            html.text(page.pick("；", "; "));
                        }
                        claims::one_of(page, html, alternatives);
                    }
                });
            }
        },
    );
}

/// Of which lists the fact is asked for each item.
fn of_each_item(page: &Page<'_>, html: &mut Html, fact: &Fact) {
    for (length, _) in &fact.within {
        if let Some(list) = page.program.facts.get(length.0) {
            page.say(html, &list.label);
            html.text(page.pick("的每一项：", ", each item: "));
        }
    }
}

/// What can be answered.
fn write_answer(page: &Page<'_>, html: &mut Html, ty: &Type) {
    let known = match ty {
        Type::Enum(id) => page.program.enums.get(id.0),
        _ => None,
    };
    html.element("div", &[("class", "note")], |html| {
        html.line("b", &[], page.pick("回答：", "Answer: "));
        match known {
            Some(known) => values(page, html, known),
            None => html.text(&range(page, ty)),
        }
    });
}

/// From which to which value.
fn range(page: &Page<'_>, ty: &Type) -> String {
    let to = page.pick("至", " to ");
    match ty {
        Type::Number(number) => numbers(page, number),
        Type::Date { min, max } => {
            format!("{}{to}{}", page.words.date(*min), page.words.date(*max))
        }
        Type::Time { min, max } => format!("{}{to}{}", format_time(*min), format_time(*max)),
        Type::DateTime { min, max } => {
            let moment = |minute| page.words.value(&Value::DateTime(minute), ty);
            format!("{}{to}{}", moment(*min), moment(*max))
        }
        Type::Bool | Type::Enum(_) | Type::Reading(_) => {
            page.pick("是或否", "yes or no").to_owned()
        }
    }
}

fn numbers(page: &Page<'_>, number: &NumberType) -> String {
    let bare = Unit::bare();
    let from = page.words.number(number.min, &bare);
    let to = page.words.number(number.max, &number.unit);
    let step = if number.step == Decimal::ONE {
        page.pick("，取整数", ", whole numbers").to_owned()
    } else {
        let step = page.words.number(number.step, &number.unit);
        format!("{}{step}", page.pick("，精确到", ", in steps of "))
    };
    format!("{from}{}{to}{step}", page.pick("至", " to "))
}

/// The values of an enum; where they are in groups, each group on a line.
fn values(page: &Page<'_>, html: &mut Html, known: &Enum) {
    let labels = |group: Option<usize>| {
        let values = known
            .values
            .iter()
            .filter(move |value| value.group == group);
        let labels: Vec<&str> = values.map(|value| page.of(&value.label)).collect();
        labels.join(page.pick("；", "; "))
    };
    html.text(&labels(None));
    if known.groups.is_empty() {
        return;
    }
    html.element("ul", &[], |html| {
        for (at, group) in known.groups.iter().enumerate() {
            html.element("li", &[], |html| {
                page.say(html, group);
                html.text(page.pick("：", ": "));
                html.text(&labels(Some(at)));
            });
        }
    });
}

/// Every fact with what it is called, its name in data, and the clause that asks it.
pub fn glossary(page: &Page<'_>, html: &mut Html) {
    let attributes = [
        ("class", "clause"),
        ("id", "glossary."),
        ("aria-labelledby", "title.glossary."),
    ];
    html.element("section", &attributes, |html| {
        let heads @ [term, question, name, clause_head] = [
            page.pick("用语", "Term"),
            page.pick("问题", "Question"),
            page.pick("数据中的名称", "Name in data"),
            page.pick("条款", "Clause"),
        ];
        html.line(
            "h2",
            &[("class", "title"), ("id", "title.glossary.")],
            page.pick("用语表", "Glossary"),
        );
        page.grid(html, "glossary", &heads, |html| {
            for fact in page.program.facts.iter().filter(|fact| is_shown(fact)) {
                html.element("tr", &[("role", "row")], |html| {
                    page.grid_cell(html, term, |html| {
                        of_each_item(page, html, fact);
                        let to = format!("#fact.{}", fact.name);
                        html.element("a", &[("href", &to)], |html| page.say(html, &fact.label));
                    });
                    page.grid_cell(html, question, |html| page.say(html, &fact.ask));
                    page.grid_cell(html, name, |html| html.line("code", &[], &fact.name));
                    page.grid_cell(html, clause_head, |html| {
                        let Some(id) = fact.clause else { return };
                        if let Some(clause) = page.program.clauses.get(id.0) {
                            let to = format!("#{}", clause::anchor(page.program, id));
                            html.element("a", &[("href", &to)], |html| {
                                page.say(html, &clause.title);
                            });
                        }
                    });
                });
            }
        });
    });
}

impl Page<'_> {
    /// A table with named columns; on a phone each row stands as a block of its own.
    pub(super) fn grid(
        &self,
        html: &mut Html,
        class: &'static str,
        heads: &[&str],
        rows: impl FnOnce(&mut Html),
    ) {
        html.element("table", &[("role", "table"), ("class", class)], |html| {
            html.element("thead", &[("role", "rowgroup")], |html| {
                html.element("tr", &[("role", "row")], |html| {
                    for head in heads {
                        html.line("th", &[("role", "columnheader"), ("scope", "col")], head);
                    }
                });
            });
            html.element("tbody", &[("role", "rowgroup")], rows);
        });
    }

    /// A cell of such a table.
    pub(super) fn grid_cell(&self, html: &mut Html, head: &str, inside: impl FnOnce(&mut Html)) {
        html.element("td", &[("role", "cell"), ("data-label", head)], inside);
    }
}
