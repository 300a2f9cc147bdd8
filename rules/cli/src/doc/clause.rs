//! A clause: its heading, what it says in plain words, and the rules that stand under it.

use nuanze_program::{Clause, ClauseId, Program};

use super::html::Html;
use super::{Page, claims, definition, fact, prose};

/// Writes a clause; `None` is what stands above the first heading.
pub fn write(page: &Page<'_>, html: &mut Html, id: Option<ClauseId>) {
    let clause = id.and_then(|id| page.program.clauses.get(id.0));
    let rules = rules(page, id);
    match (clause, id) {
        (Some(_), Some(id)) if !is_shown(page, id) => {}
        (Some(clause), Some(id)) => {
            let anchor = anchor(page.program, id);
            let title = format!("title.{anchor}");
            let attributes = [
                ("class", "clause"),
                ("id", &anchor),
                ("aria-labelledby", &title),
            ];
            html.element("section", &attributes, |html| {
                heading(page, html, clause, id, &title);
                cited(page, html, clause);
                body(page, html, clause, rules);
            });
        }
        _ if rules.is_empty() => {}
        _ => html.element("section", &[("class", "clause")], |html| {
            html.element("div", &[("class", "rules")], |html| {
                write_all(page, html, rules)
            });
        }),
    }
}

/// Whether a clause says anything, itself or in a clause below it: one that only holds examples does not.
pub fn is_shown(page: &Page<'_>, id: ClauseId) -> bool {
    let below = |(index, clause): (usize, &Clause)| {
        clause.parent == Some(id) && is_shown(page, ClauseId(index))
    };
    let clauses = &page.program.clauses;
    clauses
        .get(id.0)
        .is_some_and(|clause| !clause.prose.is_empty())
        || !rules(page, Some(id)).is_empty()
        || clauses.iter().enumerate().skip(id.0).any(below)
}

/// The anchor of a clause; that of a used document begins with its alias, so that no two are alike.
pub fn anchor(program: &Program, id: ClauseId) -> String {
    let Some(clause) = program.clauses.get(id.0) else {
        return String::new();
    };
    let document = clause.document.and_then(|id| program.documents.get(id.0));
    match document {
        Some(document) => format!("{}.{}", document.alias, clause.id),
        None => clause.id.clone(),
    }
}

/// How many headings stand above a clause.
pub fn depth(program: &Program, id: ClauseId) -> usize {
    let parent = |id: &ClauseId| program.clauses.get(id.0).and_then(|clause| clause.parent);
    std::iter::successors(parent(&id), parent).count()
}

fn heading(page: &Page<'_>, html: &mut Html, clause: &Clause, id: ClauseId, title: &str) {
    let class = if depth(page.program, id) == 0 {
        "title"
    } else {
        "title below"
    };
    html.element("h2", &[("class", class), ("id", title)], |html| {
        page.say(html, &clause.title);
    });
}

/// Which paragraphs of which text the clause restates.
fn cited(page: &Page<'_>, html: &mut Html, clause: &Clause) {
    let document = clause
        .document
        .and_then(|id| page.program.documents.get(id.0));
    if clause.source.is_none() && document.is_none() {
        return;
    }
    html.element("p", &[("class", "cited")], |html| {
        if let Some(document) = document {
            page.say(html, &document.title);
            html.text(" ");
        }
        if let Some(source) = &clause.source {
            html.text(page.pick("原文 ", "Official text "));
            html.text(source);
        }
    });
}

/// The prose and the rules, side by side where there is room.
fn body<'a>(page: &Page<'a>, html: &mut Html, clause: &Clause, rules: Vec<Rule<'a>>) {
    let class = match (clause.prose.is_empty(), rules.is_empty()) {
        (true, true) => return,
        (false, false) => "pair",
        _ => "single",
    };
    html.element("div", &[("class", class)], |html| {
        if !clause.prose.is_empty() {
            html.element("div", &[("class", "prose"), ("lang", "zh-CN")], |html| {
                clause
                    .prose
                    .iter()
                    .for_each(|piece| prose::write(html, piece));
            });
        }
        if !rules.is_empty() {
            html.element("div", &[("class", "rules")], |html| {
                write_all(page, html, rules)
            });
        }
    });
}

/// Something that stands under a clause, ready to be written.
type Rule<'a> = Box<dyn FnOnce(&Page<'a>, &mut Html) + 'a>;

fn write_all<'a>(page: &Page<'a>, html: &mut Html, rules: Vec<Rule<'a>>) {
    for rule in rules {
        rule(page, html);
    }
}

/// What stands under a clause: rules in document order, then doubts, parameters, questions, papers, promises, and what
/// is left to a person.
fn rules<'a>(page: &Page<'a>, id: Option<ClauseId>) -> Vec<Rule<'a>> {
    let program = page.program;
    let mut rules: Vec<Rule<'a>> = Vec::new();
    let mut definitions: Vec<_> = program.definitions.iter().enumerate().collect();
    definitions.retain(|(_, definition)| definition.clause == id);
    definitions.sort_by_key(|(_, definition)| definition.span);
    for (at, _) in definitions {
        rules.push(Box::new(move |page, html| {
            definition::write(page, html, at)
        }));
    }
    for reading in program
        .readings
        .iter()
        .filter(|reading| reading.clause == id)
    {
        rules.push(Box::new(move |page, html| {
            claims::reading(page, html, reading)
        }));
    }
    for parameter in program
        .parameters
        .iter()
        .filter(|parameter| parameter.clause == id)
    {
        rules.push(Box::new(move |page, html| {
            claims::parameter(page, html, parameter)
        }));
    }
    let facts = program.facts.iter().filter(|fact| fact.clause == id);
    for fact in facts.filter(|fact| fact::is_shown(fact)) {
        rules.push(Box::new(move |page, html| fact::card(page, html, fact)));
    }
    for bring in program.bring.iter().filter(|bring| bring.clause == id) {
        rules.push(Box::new(move |page, html| claims::bring(page, html, bring)));
    }
    for pledge in program.pledges.iter().filter(|pledge| pledge.clause == id) {
        rules.push(Box::new(move |page, html| {
            claims::pledge(page, html, pledge)
        }));
    }
    for manual in program.manual.iter().filter(|manual| manual.clause == id) {
        rules.push(Box::new(move |page, html| {
            claims::manual(page, html, manual)
        }));
    }
    rules
}
