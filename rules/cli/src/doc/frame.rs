//! The page around the clauses: head, title, contents, glossary, examples, foot.

use nuanze_program::{ClauseId, Program, format_date};
use nuanze_runtime::words::Lang;

use super::html::Html;
use super::{Page, clause, examples, fact};

const STYLE: &str = include_str!("style.css");

/// Writes the whole page.
pub fn write(page: &Page<'_>, html: &mut Html) {
    let title = page.of(&page.program.policy.title);
    html.trusted("<!doctype html>\n");
    html.open("html", &[("lang", page.pick("zh-CN", "en"))]);
    html.element("head", &[], |html| {
        html.trusted("<meta charset=\"utf-8\">\n");
        html.trusted("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        html.trusted("<meta name=\"color-scheme\" content=\"light dark\">\n");
        html.line("title", &[], title);
        html.element("style", &[], |html| html.trusted(STYLE));
    });
    html.element("body", &[], |html| {
        html.line(
            "a",
            &[("class", "skip"), ("href", "#content")],
            page.pick("跳到正文", "Skip to the text"),
        );
        header(page, html);
        contents(page, html);
        html.element("main", &[("id", "content")], |html| {
            for index in 0..page.program.clauses.len() {
                clause::write(page, html, Some(ClauseId(index)));
            }
            clause::write(page, html, None);
            fact::glossary(page, html);
            examples::write(page, html);
        });
        footer(page, html);
    });
    html.close("html");
}

/// Title, what the page is about, and where it comes from.
fn header(page: &Page<'_>, html: &mut Html) {
    let policy = &page.program.policy;
    html.element("header", &[], |html| {
        html.element("h1", &[], |html| page.say(html, &policy.title));
        html.element("dl", &[("class", "facts")], |html| {
            let mut entry = |name: &str, value: &str, lang: Option<&str>| {
                html.element("div", &[], |html| {
                    html.line("dt", &[], name);
                    match lang {
                        Some(lang) => html.line("dd", &[("lang", lang)], value),
                        None => html.line("dd", &[], value),
                    }
                });
            };
            entry(page.pick("有效期", "In force"), &in_force(page), None);
            entry(page.pick("状态", "Status"), status(page), None);
            entry(
                page.pick("行政区划代码", "Division"),
                &policy.jurisdiction,
                None,
            );
            entry(page.pick("编号", "Identifier"), &policy.id, None);
            for source in &policy.sources {
                let name = match source.name.as_str() {
                    "" => page.pick("依据", "Official text").to_owned(),
                    name => format!("{} {name}", page.pick("依据", "Official text")),
                };
                entry(&name, &format!("《{}》", source.title), Some("zh-CN"));
            }
        });
        answers(page, html);
    });
}

/// The days in force, in words.
fn in_force(page: &Page<'_>) -> String {
    let (from, to) = page.program.policy.in_force;
    let from = page.words.date(from);
    match (page.lang, to) {
        (Lang::Zh, Some(to)) => format!("{from}至{}", page.words.date(to)),
        (Lang::Zh, None) => format!("自{from}起"),
        (Lang::En, Some(to)) => format!("{from} to {}", format_date(to)),
        (Lang::En, None) => format!("from {from}"),
    }
}

fn status(page: &Page<'_>) -> &'static str {
    match page.program.policy.status.as_str() {
        "draft" => page.pick("草案", "draft"),
        "repealed" => page.pick("已废止", "repealed"),
        _ => page.pick("施行", "in force"),
    }
}

/// What the policy answers, with the way to each rule.
fn answers(page: &Page<'_>, html: &mut Html) {
    html.element("section", &[("class", "answers")], |html| {
        html.line(
            "h2",
            &[],
            page.pick("这份政策回答什么", "What this policy answers"),
        );
        html.element("ul", &[], |html| {
            for outcome in &page.program.outcomes {
                let Some(definition) = page.definition(*outcome) else {
                    continue;
                };
                html.element("li", &[], |html| {
                    let to = format!("#rule.{}", definition.name);
                    html.line("a", &[("href", &to)], &page.name(definition));
                });
            }
        });
    });
}

/// The table of contents.
fn contents(page: &Page<'_>, html: &mut Html) {
    let label = page.pick("目录", "Contents");
    html.element("nav", &[("aria-label", label)], |html| {
        html.line("h2", &[], label);
        html.element("ol", &[], |html| {
            let clauses = page.program.clauses.iter().enumerate();
            for (index, clause) in
                clauses.filter(|(index, _)| clause::is_shown(page, ClauseId(*index)))
            {
                let id = clause::anchor(page.program, ClauseId(index));
                html.element(
                    "li",
                    &[("class", level_class(page.program, index))],
                    |html| {
                        html.element("a", &[("href", &format!("#{id}"))], |html| {
                            page.say(html, &clause.title);
                        });
                    },
                );
            }
            let mut further = |id: &str, title: &str| {
                html.element("li", &[("class", "level-1")], |html| {
                    html.line("a", &[("href", id)], title);
                });
            };
            further("#glossary.", page.pick("用语表", "Glossary"));
            if !page.program.examples.is_empty() {
                further("#examples.", page.pick("算例", "Worked examples"));
            }
        });
    });
}

/// How far a clause is set in: by the headings above it, three steps at most.
fn level_class(program: &Program, index: usize) -> &'static str {
    match clause::depth(program, ClauseId(index)) {
        0 => "level-1",
        1 => "level-2",
        _ => "level-3",
    }
}

fn footer(page: &Page<'_>, html: &mut Html) {
    html.element("footer", &[], |html| {
        html.line(
            "p",
            &[],
            page.pick(
                "右侧的规则由文件里的规则逐条生成，与计算用的是同一份。“¶”后面是原文的自然段号；以原文为准。",
                "The rules beside each clause are made from the document's own, the same that decide. \
                 “¶” counts the paragraphs of the official text, which is what holds.",
            ),
        );
    });
}
